"""Agencies, channels and papers that carried a saying, as the text names them."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.model.mention import Source
from tawatur.model.text import Span
from tawatur.rules.lexicon import Hit

_BODY: Final = "org-curated"  # the rule of well-known bodies that are no outlets
_SHORT: Final = 3  # «واع», «أ ب»: too short to stand for an agency without a sign beside it


def outlet(ground: Ground, token: int) -> Hit | None:
    """The outlet of the table that is named at a token, where nothing else can be meant."""
    hit = ground.noun("outlet", token)
    if hit is None:
        return None
    if hit.entry["sure"] == "no" or len(hit.entry.form) <= _SHORT:
        before = token - 1
        if before < 0:
            return None
        if ground.forms[before] in ('"', "("):
            return hit
        head = ground.noun("speaker", before)
        if head is None or not _carries(head):
            return None
    return hit


def _carries(head: Hit) -> bool:
    """Whether a noun is for a medium or for who works for one."""
    return head.entry["class"] == "medium" or head.entry["same"] == "journalist"


_CARRYING: Final = frozenset(["outlet", "speaker"])


def between(ground: Ground, first: int, stop: int, taken: range) -> tuple[Source, ...]:
    """The carriers named from ``first`` up to ``stop``, outside the tokens of the source.

    None beyond the sentence: who is spoken to in the next carried the next saying.
    """
    found: list[Source] = []
    token, end = first, min(stop, ground.scan.sentence(max(first - 1, 0))[1])
    kinds, li = ground.scan.hits.by_token, words("preposition_li")
    while token < end:
        opens = ground.forms[token] in li or _opens_name(ground, token, taken)
        if token in taken or (_CARRYING.isdisjoint(kinds[token]) and not opens):
            token += 1
            continue
        source, token = carrier(ground, token, stop)
        if source is not None and all(source.entity != other.entity or source.entity is None
                                      for other in found):  # fmt: skip
            found.append(source)
    return tuple(found)


def _opens_name(ground: Ground, token: int, taken: range) -> bool:
    """«في اتصال مع "..."»; «أفاد مصدر "..." بأن», but no «اتهم الجيش "جماعات" بقصف»."""
    if ground.forms[token] == '"':
        behind = ground.quotes.closing.get(token, token) + 1
        told = behind < len(ground.forms) and ground.scan.is_particle(behind, "comp")
        return token - 1 in taken and (told or outlet(ground, token + 1) is not None)
    return ground.forms[token] in words("spoken_with") and (
        ground.noun("occasion", token - 1) is not None
    )


def carrier(ground: Ground, token: int, stop: int) -> tuple[Source | None, int]:
    """The carrier named at a token, if one is, and the token behind it."""
    hit = outlet(ground, token)
    if hit is not None:
        span = ground.scan.words.folded.span(hit.start, hit.end)
        name = next((n for last, n in [ground.names.get(token, (0, None))] if n is not None), None)
        entity = name.entity if name is not None and name.entity else entity_id(hit)
        return Source(_written(ground, span), span, entity), hit.last + 1
    if ground.forms[token] == '"':  # «أفاد مصدر "..." بأن»
        return _quoted(ground, token, stop) or (None, token + 1)
    if ground.forms[token] in words("preposition_li") | words("spoken_with"):  # «لـ"..."»
        addressed = _quoted(ground, token + 1, stop)
        return addressed or (None, token + 1)
    head = ground.noun("speaker", token)
    if head is None or not _carries(head):
        return None, token + 1
    quoted = _quoted(ground, head.last + 1, stop)
    if quoted is not None:
        return quoted
    inner = next(
        (t for t in range(head.last + 1, min(head.last + 3, stop)) if outlet(ground, t)), None
    )
    if inner is not None:
        return carrier(ground, inner, stop)
    if head.entry["class"] != "medium":
        return None, token + 1
    if token in ground.names and ground.names[token][1].rule == _BODY:
        return None, ground.names[token][0] + 1  # «وكالة الطاقة» is no news agency
    phrase = sources.read(ground, token, stop)
    if phrase is None or phrase.last == head.last:
        return None, token + 1
    folded = ground.scan.words.folded
    span = folded.span(head.start, ground.scan.words.ends[phrase.last])
    named = None if phrase.name is None else phrase.name.entity
    return Source(_written(ground, span), span, named), phrase.last + 1


def _written(ground: Ground, span: Span) -> str:
    """The words of a span; «لل» is read as ل and the article."""
    text = span.of(ground.scan.words.folded.source)
    (fused,) = words("fused")
    (article,) = words("definite_article")
    return article + text[len(fused) :] if text.startswith(fused) else text


def _quoted(ground: Ground, token: int, stop: int) -> tuple[Source, int] | None:
    """«لمراسل "..."», «لـ"..."», «شبكة (...)»: the name in marks is the carrier's."""
    if token >= stop or ground.forms[token] not in ('"', "("):
        return None
    closing = ground.quotes.closing.get(token)
    if ground.forms[token] == "(":
        ahead = range(token + 1, min(token + 6, len(ground.forms)))
        closing = next((place for place in ahead if ground.forms[place] == ")"), None)
    if closing is None or token in ground.quotes.unclosed or not 1 < closing - token < 6:
        return None
    if closing >= stop or any(map(ground.scan.verb, range(token + 1, closing))):
        return None
    hit = outlet(ground, token + 1)
    span = ground.scan.span(token + 1, closing - 1)
    text = span.of(ground.scan.words.folded.source)
    return Source(text, span, None if hit is None else entity_id(hit)), closing + 1


def entity_id(hit: Hit) -> str:
    """The entity id of an outlet of the table."""
    return f"ent:{hit.entry['key']}"
