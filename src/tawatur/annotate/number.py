"""Numbers in figures and words: a small grammar over tokens.

Figures of three scripts are one script after folding; what is left are their separators. Number
words combine as grammar has them: unit و tens, hundreds و the rest, groups before scale words in
falling order. «ألفا» and «مليوني» are two of them alone, and the bare scale word after a group.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from tawatur.annotate import number_words
from tawatur.annotate.number_words import Item
from tawatur.model.number import Number
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Hit, Lexicon
from tawatur.rules.load import text_of
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.memory import Memory
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
    seeds = scan.hits.tokens("figure", "numeral", "part-word", "ordinal-word")
    items = number_items(scan, lang, seeds)
    _ordinals(scan, seeds, items)
    stop = 0
    for token in seeds:
        item = items[token] if token >= stop else None
        if item is None or item.kind == "and":
            continue
        found = number_words.read(items, token)
        if found is not None:
            value, stop = found
            _publish(scan, item, token, stop - 1, value)


def _publish(scan: Scan, item: Item, first: int, last: int, value: float) -> None:
    figures = item.kind == "figure"
    number = _number(_whole(value), figures, item.definite, last - first + 1)
    form, end, add = scan.words.forms[first], scan.words.ends[last], scan.hits.add
    if not figures or not _is_identifier(scan.words, first):
        add(Hit("number", first, last, item.start, end, _NUMBER, number))
    if figures and first == last and number_words.INT.match(form):
        add(Hit("int", first, last, item.start, end, _INT, number))
        if len(form) == 4 and _is_year(value):
            add(Hit("year", first, last, item.start, end, _YEAR, number))
    elif not figures and last > first and _is_year(value):
        add(Hit("year", first, last, item.start, end, _YEAR, number))


_number: Final = lru_cache(maxsize=4096, typed=True)(Number)  # they are frozen


def _is_year(value: float) -> bool:
    """Whether a value is a year; a range would compare a float with each of its numbers."""
    return YEARS.start <= value < YEARS.stop and value == int(value)


_NUMBER: Final = Entry("number", "")
_INT: Final = Entry("int", "")
_YEAR: Final = Entry("year", "")
_ORDINAL: Final = Entry("ordinal", "")


def _whole(value: float) -> float:
    return int(value) if value == int(value) else round(value, 6)


# --- tokens ---------------------------------------------------------------------------------------


def number_items(scan: Scan, lang: Language, tokens: Sequence[int]) -> list[Item | None]:
    """What each token is as a part of a number; ``None`` where it is none or not asked for."""
    words, forms = scan.words, _number_words(lang.lexicon)
    items: list[Item | None] = [None] * len(words)
    percents = {hit.last for hit in scan.hits.all("percent-word")}
    for token in tokens:
        form = words.forms[token]
        if form[0].isdigit():
            if items[token] is None:
                _figure(words, token, items, scan)
        elif token not in percents and (found := forms[form]):
            items[token] = _placed(scan, token, _meant(scan, forms, token, found))
    return items


@cache
def _number_words(lexicon: Lexicon) -> Memory[tuple[Item, ...]]:
    """What a written form can be as a part of a number, with offsets inside the form."""
    return Memory(lambda form: tuple(_word_items(form, lexicon)))


def _word_items(form: str, lexicon: Lexicon) -> Iterator[Item]:
    conjunction, article, fused = _clitics()
    known = lexicon.word(form).kinds
    for head, tail, entry in (*known.get("numeral", ()), *known.get("part-word", ())):
        opening = form[:head]
        if tail != len(form) or opening.endswith(_LIKE):
            continue  # «كمية» is no hundred
        kind = "part" if entry.kind == "part-word" else entry["class"]
        joined = kind == "and" or opening.startswith(conjunction)
        definite = opening.endswith((article, fused))
        yield Item(kind, float(entry["value"]), joined, definite, head - 2 if definite else head)


_LIKE: Final = folded("ك")


def _meant(
    scan: Scan, forms: Memory[tuple[Item, ...]], token: int, found: tuple[Item, ...]
) -> Item:
    """«واحد عشر» is «و» and «أحد عشر»; else the word without «و» before it is meant."""
    if len(found) > 1 and token + 1 < len(scan.words):
        following = forms[scan.words.forms[token + 1]]
        if any(item.kind == "ten" and item.start == 0 for item in following):
            return found[-1]
    return found[0]


def _placed(scan: Scan, token: int, item: Item) -> Item:
    """An item at its token: joined by an «و» that stands alone, too."""
    kind = item.kind
    if kind == "scale-open":  # «ألفا جندي» are two thousand, «ألفا وخمسمئة» one and a half
        kind = "scale-dual" if _is_counting(scan, token + 1) else "scale"
    joined = item.joined or _after_and(scan.words, token)
    return Item(kind, item.value, joined, item.definite, scan.words.starts[token] + item.start)


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
        dated = not _DATED.isdisjoint(scan.hits.by_token[token - 1])  # «الأربعاء02 ديسمبر2015»
        if len(glued) > 1 and not glued.endswith(_clitics()[1]) and not dated:
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


_DATED: Final = frozenset(["weekday", "month-word"])


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


def _ordinals(scan: Scan, seeds: Sequence[int], items: list[Item | None]) -> None:
    """Publishes «الخامس», «الحادي عشر», «الخامسة والعشرين»; their words are no numbers any more."""
    words, by_token = scan.words, scan.hits.by_token
    for token in seeds:
        hit = None
        if "ordinal-word" in by_token[token]:
            ordinals = scan.hits.begun(token, "ordinal-word")
            hit = next((h for h in ordinals if h.last == token), None)
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
