"""How far what is said reaches, and in which form it is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.annotate.attribution_contents import Attachment, is_bi
from tawatur.annotate.attribution_ends import noun_phrase_end, paragraph_end
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.model.mention import Form
from tawatur.rules.cues import endings

_NAME_IN_QUOTES: Final = 4
_LONGEST: Final = 600  # tokens of one content: beyond, a text has lost its marks
_LONGEST_CLAUSE: Final = 250


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens ``first`` to ``last`` of what is said, and its form."""

    first: int
    last: int
    form: Form


def content(ground: Ground, found: Attachment, boundaries: frozenset[int]) -> Content | None:
    """What is said, from an attachment on; ``boundaries`` are tokens where a new saying begins."""
    first = found.first
    if first >= len(ground.forms):
        return None
    opening = _quotation_at(ground, first)
    if opening is not None:
        made = _quoted(ground, opening, boundaries)
        if made is not None and found.how == "preposition":
            return Content(made.first, made.last, "mixed")  # «حذر من "..."»: built into the clause
        return made
    if found.how == "colon":
        last = paragraph_end(ground, first, boundaries)
        return _trimmed(ground, first, last, "direct")
    last = clause_end(ground, first, boundaries)
    if found.how in ("preposition", "object"):
        last = noun_phrase_end(ground, first, last)
    trimmed = _trimmed(ground, first, last, "indirect")
    if trimmed is None:
        return None
    return Content(trimmed.first, trimmed.last, _form(ground, trimmed, found))


def _quotation_at(ground: Ground, first: int) -> int | None:
    if ground.forms[first] == '"' and first in ground.quotes.closing:
        return first
    return None


def _quoted(ground: Ground, opening: int, boundaries: frozenset[int]) -> Content | None:
    """A quotation; where the sentence runs on behind its closing mark, all of it, as mixed."""
    closing = min(ground.quotes.closing[opening], opening + _LONGEST)
    if opening + 1 >= closing:
        return None
    following = closing + 1
    if (
        opening in ground.quotes.unclosed
        or following >= len(ground.forms)
        or ground.is_mark(following)
        or following in boundaries
        or ground.forms[following].startswith(endings("conjunction"))
        or closing - opening > 12
        or ground.ends_sentence(closing - 1)
    ):
        return _trimmed(ground, opening + 1, closing - 1, "direct")
    last = clause_end(ground, following, boundaries)
    trimmed = _trimmed(ground, opening, last, "mixed")
    return trimmed or Content(opening + 1, closing - 1, "direct")


def clause_end(ground: Ground, first: int, boundaries: frozenset[int]) -> int:
    """The last token of the clause from ``first``: before a new saying or the sentence's end."""
    token = first
    around = ground.quotes.opening_around(first)
    end = len(ground.forms) if around is None else ground.quotes.closing[around]
    end = min(end, first + _LONGEST_CLAUSE)
    forms, ends, closings = ground.forms, ground.ends, ground.quotes.closing
    outlet = words("outlet_clause")
    while token < end:
        if token in ends or (token in boundaries and token > first):
            return token - 1
        if forms[token] in outlet and token > first and ground.is_mark(token - 1):
            return token - 1
        closing = closings.get(token)
        if closing is not None:
            if token in ground.quotes.unclosed or closing >= end:
                return min(closing, end) - 1
            token = closing
            if ground.ends_sentence(closing - 1):
                return closing
        token += 1
    return end - 1


def _trimmed(ground: Ground, first: int, last: int, form: Form) -> Content | None:
    while last > first and (
        (ground.is_mark(last) and ground.forms[last] not in (")", "]"))
        or _is_coordinator(ground, last)
    ):
        last -= 1
    while first < last and ground.is_mark(first) and ground.forms[first] not in ("(", "["):
        first += 1
    if last < first or (first == last and ground.is_mark(first)):
        return None
    return Content(first, last, form)


def _is_coordinator(ground: Ground, token: int) -> bool:
    return ground.forms[token] in words("coordinator")


def _is_phrase(ground: Ground, opening: int, closing: int) -> bool:
    """«بأشد العبارات», «بـ"الأرقام المبالغ فيها"»: words that are cited, not a name."""
    first = opening + 1
    bi = endings("preposition_bi")
    if closing - opening > 2 and is_bi(ground, first, False) and ground.forms[first][0] in bi:
        return True
    return opening > 1 and ground.forms[opening - 1] in bi and closing - opening > 2


def _is_name(ground: Ground, opening: int, closing: int) -> bool:
    """Whether a short quotation is a name: one word, definite, or behind what has a name."""
    if closing - opening <= 2 or opening == 0 or ground.forms[opening - 1] == '"':
        return True
    first = opening + 1
    if first in ground.names or ground.forms[first].startswith(endings("article")):
        return True
    before = ground.forms[opening - 1]
    return not before.startswith(endings("article")) and before not in words("complementiser")


def _form(ground: Ground, found: Content, attached: Attachment) -> Form:
    """Direct where all but the topic word stands in quotation marks, mixed where some does."""
    longest = 0
    for token in ground.quotes.between(found.first, found.last):
        closing = ground.quotes.closing.get(token)
        if closing is None:
            return "mixed"  # a stray mark
        if closing - token - 1 <= _NAME_IN_QUOTES and closing <= found.last:
            if _is_phrase(ground, token, closing) or not _is_name(ground, token, closing):
                longest = max(longest, 1)
            continue
        inside = min(closing, found.last + 1) - token - 1
        if attached.how == "clause" and token - found.first <= 1 and closing >= found.last:
            return "direct"
        longest = max(longest, inside)
    return "mixed" if longest else "indirect"
