"""Numbers in figures and words: a small grammar over tokens.

Figures of three scripts are one script after folding; what is left are their separators. Number
words combine as grammar has them: unit و tens, hundreds و the rest, groups before scale words in
falling order. «ألفا» and «مليوني» are two of them alone, and the bare scale word after a group.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Hit
from tawatur.rules.load import text_of
from tawatur.rules.scan import Scan
from tawatur.text.words import Words

INT: Final = re.compile(r"\d{1,15}$")
GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
DECIMAL: Final = re.compile(r"(\d{1,12})[.,](\d{1,6})$")
YEARS: Final = range(1000, 2101)


@dataclass(frozen=True, slots=True)
class Number:
    """The value of a number; ``figures`` where it begins with digits, ``definite`` after «ال».

    ``words`` is how many tokens it takes.
    """

    value: float
    figures: bool
    definite: bool = False
    words: int = 1
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """One token as a part of a number."""

    kind: str
    value: float
    joined: bool  # after «و»
    definite: bool
    start: int
    width: int = 1


def annotate(scan: Scan, lang: Language) -> None:
    """Adds the numbers of a text to its hits: ``number``, ``int``, ``year``, ``ordinal``.

    >>> from tawatur.rules.language import arabic
    >>> scan = arabic().scan("وصل خمسة آلاف ومئتا جندي في 3 قوافل")
    >>> annotate(scan, arabic())
    >>> [hit.mention.value for hit in scan.hits.all("number")]
    [5200, 3]
    """
    items = _items(scan)
    _ordinals(scan, items)
    token = 0
    while token < len(items):
        item = items[token]
        if item is None or item.kind == "and":
            token += 1
            continue
        found = _number(items, token)
        if found is None:
            token += 1
            continue
        value, stop = found
        _publish(scan, item, token, stop - 1, value)
        token = stop


def _publish(scan: Scan, item: _Item, first: int, last: int, value: float) -> None:
    number = Number(_whole(value), item.kind == "figure", item.definite, last - first + 1)
    end = scan.words.ends[last]
    if item.kind != "figure" or not _is_identifier(scan.words, first):
        scan.hits.add(Hit("number", first, last, item.start, end, _NUMBER, number))
    if item.kind == "figure" and first == last and INT.match(scan.words.forms[first]):
        scan.hits.add(Hit("int", first, last, item.start, end, _INT, number))
        if len(scan.words.forms[first]) == 4 and value in YEARS:
            scan.hits.add(Hit("year", first, last, item.start, end, _YEAR, number))
    elif item.kind != "figure" and value in YEARS and last > first:
        scan.hits.add(Hit("year", first, last, item.start, end, _YEAR, number))


_NUMBER: Final = Entry("number", "")
_INT: Final = Entry("int", "")
_YEAR: Final = Entry("year", "")
_ORDINAL: Final = Entry("ordinal", "")


def _whole(value: float) -> float:
    return int(value) if value == int(value) else round(value, 6)


# --- tokens ----------------------------------------------------------------------------------------


def _items(scan: Scan) -> list[_Item | None]:
    words = scan.words
    items: list[_Item | None] = [None] * len(words)
    hits = scan.hits
    for token, form in enumerate(words.forms):
        if form[0].isdigit():
            if items[token] is None:
                _figure(words, token, items, scan)
            continue
        for kind in ("numeral", "part-word"):
            for hit in hits.at(token, kind):
                if hit.last == token and hit.end == words.ends[token]:
                    items[token] = _word(words, token, hit)
    return items


def _word(words: Words, token: int, hit: Hit) -> _Item:
    opening = words.forms[token][: hit.start - words.starts[token]]
    conjunction, article, fused = _clitics()
    definite = opening.endswith((article, fused))
    kind = "part" if hit.kind == "part-word" else hit.entry["class"]
    return _Item(
        kind,
        float(hit.entry["value"]),
        kind == "and" or opening.startswith(conjunction) or _after_and(words, token),
        definite,
        hit.start - 2 if definite else hit.start,
    )


@cache
def _clitics() -> tuple[str, str, str]:
    data = tomllib.loads(text_of("clitic.toml"))
    return data["conjunction"][0], data["article"], data["fused"]


def _figure(words: Words, token: int, items: list[_Item | None], scan: Scan) -> None:
    """A figure with its separators, those between tokens too («10 000», «12،5»)."""
    form = words.forms[token]
    forms = words.forms
    if token and words.ends[token - 1] == words.starts[token] and forms[token - 1].isalnum():
        # «إف16» and «K1» are names; «و200» and «ب200» are not
        glued = forms[token - 1]
        if len(glued) > 1 and not glued.endswith(_clitics()[1]):
            return
    value = figure(form)
    if value is None:
        return
    stop = token + 1
    if INT.match(form) and len(form) <= 3 and form[0] != "0":
        while stop < len(forms) and _continues(words, stop) and len(forms[stop]) == 3:
            value = value * 1000 + int(forms[stop])
            stop += 1
        if stop == token + 1 and _decimal_mark(words, token):
            value += float("0." + forms[token + 2])
            stop = token + 3
    elif _dotted_thousands(form) and _before_scale(scan, token + 1):
        value = float(form.replace(",", "."))
    items[token] = _Item("figure", value, _after_and(words, token), False, words.starts[token],
                         stop - token)  # fmt: skip


def figure(form: str) -> float | None:
    """The value of a folded figure; three digits after one separator are thousands.

    >>> figure("1,100"), figure("4.5"), figure("1.200.000"), figure("5.1.2020")
    (1100.0, 4.5, 1200000.0, None)
    """
    if INT.match(form):
        return float(int(form))
    if GROUPED.match(form) and form[0] != "0":
        return float(form.replace(",", "").replace(".", ""))
    decimal = DECIMAL.match(form)
    if decimal:
        return float(f"{decimal[1]}.{decimal[2]}")
    commas = form.replace(",", "")
    if "," in form and commas.count(".") == 1 and DECIMAL.match(commas):
        return float(commas)
    return None


def _dotted_thousands(form: str) -> bool:
    return form.count(".") == 1 and GROUPED.match(form) is not None


def _continues(words: Words, token: int) -> bool:
    return (
        words.starts[token] == words.ends[token - 1] + 1
        and words.folded.text[words.ends[token - 1]] == " "
        and INT.match(words.forms[token]) is not None
    )


def _decimal_mark(words: Words, token: int) -> bool:
    """«12،5»: the Arabic comma between two figures without a space."""
    return (
        token + 2 < len(words)
        and words.forms[token + 1] in _COMMAS
        and words.starts[token + 1] == words.ends[token]
        and words.starts[token + 2] == words.ends[token + 1]
        and INT.match(words.forms[token + 2]) is not None
        and len(words.forms[token + 2]) <= 2
    )


_COMMAS: Final = frozenset("\u060c\u066b,")


def _before_scale(scan: Scan, token: int) -> bool:
    return token < len(scan.words) and any(
        hit.entry["class"] in {"scale", "scales"} for hit in scan.hits.at(token, "numeral")
    )


def _is_identifier(words: Words, token: int) -> bool:
    """«إف-16», «كوفيد-19»: a figure that a hyphen ties to a word is a part of a name."""
    return (
        token > 1
        and words.forms[token - 1] == "-"
        and words.ends[token - 1] == words.starts[token]
        and words.ends[token - 2] == words.starts[token - 1]
        and words.forms[token - 2][0].isalpha()
        and words.forms[token - 2] not in _clitics()
    )


def _after_and(words: Words, token: int) -> bool:
    return token > 0 and words.forms[token - 1] == _clitics()[0]


# --- grammar ---------------------------------------------------------------------------------------


def _number(items: Sequence[_Item | None], token: int) -> tuple[float, int] | None:
    """The longest number that begins at a token, and the token behind it."""
    total, limit, place = 0.0, float("inf"), token
    while True:
        found = _scaled(items, place, first=place == token)
        if found is None or found[1] >= limit:
            break
        value, size, stop = found
        total += value
        place, limit = stop, size
        if limit <= 1:
            break
        half = _and_a_half(items, place, limit)
        if half:
            return total + half[0], half[1]
        place = _skip_and(items, place)
        if place is None or not _joins(items, place, limit):
            place = stop
            break
    return None if place == token else (total, place)


def _joins(items: Sequence[_Item | None], place: int, limit: float) -> bool:
    item = items[place] if place < len(items) else None
    # figures go on only after a scale word: «ألف و200», but not «20 و30»
    return item is not None and item.joined and (item.kind != "figure" or limit >= 1000)


def _skip_and(items: Sequence[_Item | None], place: int) -> int:
    item = items[place] if place < len(items) else None
    return place + 1 if item is not None and item.kind == "and" else place


def _scaled(
    items: Sequence[_Item | None], token: int, *, first: bool
) -> tuple[float, float, int] | None:
    """A group with its scale word: value, size of the scale, token behind."""
    item = items[token] if token < len(items) else None
    if item is None:
        return None
    if item.kind in {"scale", "scale-dual"}:
        count = 2 if item.kind == "scale-dual" else 1
        return _chained(items, count * item.value, item.value, token + 1)
    if item.kind == "scales":
        return None
    if item.kind == "part":
        scale = items[token + 1] if token + 1 < len(items) else None
        if first and scale is not None and scale.kind == "scale":
            return item.value * scale.value, 1, token + 2
        return None
    group = _group(items, token)
    if group is None:
        return None
    value, stop = group
    return _chained(items, value, 1, stop)


def _chained(
    items: Sequence[_Item | None], value: float, size: float, stop: int
) -> tuple[float, float, int]:
    """«مئة ألف مليون»: scale words multiply as long as they follow without «و»."""
    while stop < len(items):
        scale = items[stop]
        if scale is None or scale.joined or not scale.kind.startswith("scale"):
            break
        if size > 1 and scale.value <= size:
            break
        value, size, stop = value * scale.value, scale.value, stop + 1
    return value, size, stop


def _group(items: Sequence[_Item | None], token: int) -> tuple[float, int] | None:
    """A number below one thousand, or a figure."""
    item = items[token]
    if item is None:
        return None
    if item.kind == "figure":
        return item.value, token + item.width
    value, place = 0.0, token
    hundreds = _hundreds(items, place)
    if hundreds:
        value, place = hundreds
        after = _skip_and(items, place)
        following = items[after] if after < len(items) else None
        if following is None or not following.joined:
            return value, place
        rest = _below_hundred(items, after)
        return (value + rest[0], rest[1]) if rest else (value, place)
    return _below_hundred(items, place)


def _hundreds(items: Sequence[_Item | None], token: int) -> tuple[float, int] | None:
    item = items[token]
    assert item is not None
    if item.kind == "hundred":
        return item.value, token + 1
    following = items[token + 1] if token + 1 < len(items) else None
    if (
        item.kind == "digit"
        and item.value > 2
        and following is not None
        and following.kind == "hundred"
        and following.value == 100
        and not following.joined
    ):
        return item.value * 100, token + 2
    return None


def _below_hundred(items: Sequence[_Item | None], token: int) -> tuple[float, int] | None:
    item = items[token] if token < len(items) else None
    if item is None:
        return None
    following = items[token + 1] if token + 1 < len(items) else None
    if item.kind in {"digit", "teen-unit"}:
        if following is not None and following.kind == "ten" and not following.joined:
            return item.value + 10, token + 2
        after = _skip_and(items, token + 1)
        tens = items[after] if after < len(items) else None
        if tens is not None and tens.kind == "tens" and tens.joined:
            return item.value + tens.value, after + 1
        return (item.value, token + 1) if item.kind == "digit" else None
    if item.kind in {"tens", "ten", "teen", "zero"}:
        return item.value, token + 1
    return None


def _and_a_half(
    items: Sequence[_Item | None], token: int, scale: float
) -> tuple[float, int] | None:
    """«مليون ونصف المليون», «ثلاثة ملايين ونصف»."""
    place = _skip_and(items, token)
    item = items[place] if place < len(items) else None
    if scale < 1000 or item is None or item.kind != "part" or not item.joined:
        return None
    again = items[place + 1] if place + 1 < len(items) else None
    if again is not None and again.kind == "scale" and not again.joined:
        return item.value * again.value, place + 2
    return item.value * scale, place + 1


# --- ordinals --------------------------------------------------------------------------------------


def _ordinals(scan: Scan, items: list[_Item | None]) -> None:
    """Publishes «الخامس», «الحادي عشر», «الخامسة والعشرين»; their words are no numbers any more."""
    words = scan.words
    for token in range(len(words)):
        hit = next((h for h in scan.hits.at(token, "ordinal-word") if h.last == token), None)
        if hit is None or hit.end != words.ends[token]:
            if items[token] is not None and _definite_tens(items[token]):
                item = items[token]
                assert item is not None
                _add_ordinal(scan, token, token, item.start, item.value, True)
            continue
        value, last = float(hit.entry["value"]), token
        following = items[token + 1] if token + 1 < len(items) else None
        if following is not None and following.kind == "ten" and not following.joined:
            value, last = value + 10, token + 1
        elif following is not None and following.joined and _definite_tens(following):
            value, last = value + following.value, token + 1
        elif hit.entry["join"]:
            continue
        for used in range(token, last + 1):
            items[used] = None
        item = _word_at(words, token, hit)
        _add_ordinal(scan, token, last, item[0], value, item[1])


def _definite_tens(item: _Item | None) -> bool:
    return item is not None and item.kind == "tens" and item.definite


def _word_at(words: Words, token: int, hit: Hit) -> tuple[int, bool]:
    _, article, fused = _clitics()
    opening = words.forms[token][: hit.start - words.starts[token]]
    definite = opening.endswith((article, fused))
    return (hit.start - 2 if definite else hit.start), definite


def _add_ordinal(
    scan: Scan, first: int, last: int, start: int, value: float, definite: bool
) -> None:
    number = Number(_whole(value), False, definite, last - first + 1, ordinal=True)
    scan.hits.add(Hit("ordinal", first, last, start, scan.words.ends[last], _ORDINAL, number))
