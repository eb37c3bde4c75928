"""Numbers in figures and words: a small grammar over tokens.

Figures of three scripts are one script after folding; what is left are their separators. Number
words combine as grammar has them: unit و tens, hundreds و the rest, groups before scale words in
falling order. «ألفا» and «مليوني» are two of them alone, and the bare scale word after a group.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Final

from tawatur.annotate import number_words
from tawatur.annotate.number_words import Item
from tawatur.model.number import Number
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Hit
from tawatur.rules.load import text_of
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.words import Words

__all__ = ["Number", "annotate"]

YEARS: Final = range(1000, 2101)


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
        found = number_words.read(items, token)
        if found is None:
            token += 1
            continue
        value, stop = found
        _publish(scan, item, token, stop - 1, value)
        token = stop


def _publish(scan: Scan, item: Item, first: int, last: int, value: float) -> None:
    number = Number(_whole(value), item.kind == "figure", item.definite, last - first + 1)
    end = scan.words.ends[last]
    if item.kind != "figure" or not _is_identifier(scan.words, first):
        scan.hits.add(Hit("number", first, last, item.start, end, _NUMBER, number))
    if item.kind == "figure" and first == last and number_words.INT.match(scan.words.forms[first]):
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


# --- tokens ---------------------------------------------------------------------------------------


def _items(scan: Scan) -> list[Item | None]:
    words = scan.words
    items: list[Item | None] = [None] * len(words)
    hits = scan.hits
    percents = {hit.last for hit in hits.all("percent-word")}
    for token, form in enumerate(words.forms):
        if form[0].isdigit():
            if items[token] is None:
                _figure(words, token, items, scan)
            continue
        kinds = hits.kinds(token)
        if ("numeral" not in kinds and "part-word" not in kinds) or token in percents:
            continue
        found = [
            item
            for hit in (*hits.at(token, "numeral"), *hits.at(token, "part-word"))
            if hit.last == token
            and hit.end == words.ends[token]
            and (item := _word(scan, token, hit)) is not None
        ]
        if found:
            items[token] = _meant(scan, token, found)
    return items


def _meant(scan: Scan, token: int, found: list[Item]) -> Item:
    """«واحد عشر» is «و» and «أحد عشر»; else the word without «و» before it is meant."""
    following = scan.hits.at(token + 1, "numeral") if token + 1 < len(scan.words) else ()
    if any(hit.entry["class"] == "ten" and hit.start == scan.words.starts[token + 1]
           for hit in following):  # fmt: skip
        return found[-1]
    return found[0]


def _word(scan: Scan, token: int, hit: Hit) -> Item | None:
    words = scan.words
    opening = words.forms[token][: hit.start - words.starts[token]]
    conjunction, article, fused = _clitics()
    definite = opening.endswith((article, fused))
    if opening.endswith(_LIKE):
        return None  # «كمية» is no hundred
    kind = "part" if hit.kind == "part-word" else hit.entry["class"]
    if kind == "scale-open":  # «ألفا جندي» are two thousand, «ألفا وخمسمئة» one and a half
        kind = "scale-dual" if _is_counting(scan, token + 1) else "scale"
    return Item(
        kind,
        float(hit.entry["value"]),
        kind == "and" or opening.startswith(conjunction) or _after_and(words, token),
        definite,
        hit.start - 2 if definite else hit.start,
    )


_LIKE: Final = folded("ك")


def _is_counting(scan: Scan, token: int) -> bool:
    """Whether a noun stands at a token, as it does behind a dual in construct."""
    if token >= len(scan.words) or scan.is_particle(token):
        return False
    form = scan.words.forms[token]
    return (
        form[0].isalpha()
        and "numeral" not in scan.hits.kinds(token)
        and ("part-word" not in scan.hits.kinds(token))
    )


@cache
def _clitics() -> tuple[str, str, str]:
    data = tomllib.loads(text_of("clitic.toml"))
    return data["conjunction"][0], data["article"], data["fused"]


def _figure(words: Words, token: int, items: list[Item | None], scan: Scan) -> None:
    """A figure with its separators, those between tokens too («10 000», «12،5»)."""
    form = words.forms[token]
    forms = words.forms
    if token and words.ends[token - 1] == words.starts[token] and forms[token - 1].isalnum():
        # «إف16» and «K1» are names; «و200» and «ب200» are not
        glued = forms[token - 1]
        if len(glued) > 1 and not glued.endswith(_clitics()[1]):
            return
    value = number_words.figure(form)
    if value is None:
        return
    stop = token + 1
    if number_words.INT.match(form) and len(form) <= 3 and form[0] != "0":
        while stop < len(forms) and _continues(words, stop) and len(forms[stop]) == 3:
            value = value * 1000 + int(forms[stop])
            stop += 1
        if stop == token + 1 and _decimal_mark(words, token):
            value += float("0." + forms[token + 2])
            stop = token + 3
    elif _dotted_thousands(form) and _before_scale(scan, token + 1):
        value = float(form.replace(",", "."))
    items[token] = Item("figure", value, _after_and(words, token), False, words.starts[token],
                         stop - token)  # fmt: skip


def _dotted_thousands(form: str) -> bool:
    return form.count(".") == 1 and number_words.GROUPED.match(form) is not None


def _continues(words: Words, token: int) -> bool:
    return (
        words.starts[token] == words.ends[token - 1] + 1
        and words.folded.text[words.ends[token - 1]] == " "
        and number_words.INT.match(words.forms[token]) is not None
    )


def _decimal_mark(words: Words, token: int) -> bool:
    """«12،5»: the Arabic comma between two figures without a space."""
    return (
        token + 2 < len(words)
        and words.forms[token + 1] in _COMMAS
        and words.starts[token + 1] == words.ends[token]
        and words.starts[token + 2] == words.ends[token + 1]
        and number_words.INT.match(words.forms[token + 2]) is not None
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


# --- ordinals -------------------------------------------------------------------------------------


def _ordinals(scan: Scan, items: list[Item | None]) -> None:
    """Publishes «الخامس», «الحادي عشر», «الخامسة والعشرين»; their words are no numbers any more."""
    words = scan.words
    for token in range(len(words)):
        if items[token] is None and "ordinal-word" not in scan.hits.kinds(token):
            continue
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
        start, definite = _word_at(words, token, hit)
        _add_ordinal(scan, token, last, start, value, definite)


def _definite_tens(item: Item | None) -> bool:
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
