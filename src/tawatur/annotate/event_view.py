"""A text as event extraction sees it: words, the mentions on them, how far phrases reach."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Final

from tawatur.annotate.event_phrase import Phrases
from tawatur.annotate.event_words import Forms, Word
from tawatur.model.mention import Name, Quantity, Timex
from tawatur.model.text import Span
from tawatur.rules.scan import Scan

_COUNTRY: Final = 2  # letters of the code of a country
_MEASURES: Final = frozenset(
    [
        "km",
        "m",
        "cm",
        "mm",
        "mile",
        "t",
        "kg",
        "g",
        "l",
        "barrel",
        "ha",
        "degree",
        "percent",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
    ]
)


@dataclass(frozen=True, slots=True)
class View(Phrases):
    """The words of a document, the mentions on them, and what can be asked of both."""

    def span(self, first: int, last: int) -> Span:
        """The source range of a phrase without proclitic conjunction and preposition.

        Nor with a quotation mark at its end whose other one stands outside.
        """
        words = self.scan.words
        forms = words.forms[first : last + 1]
        if last > first and forms[-1] == '"' and forms.count('"') % 2:
            last -= 1
        start = words.starts[first]
        named = self.name_at[first]
        if named >= 0 and (span := self.names[named].span).start > self.source_start(first):
            return Span(span.start, max(span.end, words.span(last, last).end))
        word = self.words[first]
        cut = len(word.form) - len(word.bare) if word.joined else 0
        if self.preposition(first) and not word.bare.startswith("لل"):
            cut += 1
        return words.folded.span(start + min(cut, len(word.form) - 1), words.ends[last])

    def source_start(self, token: int) -> int:
        """Where a token begins in the source."""
        words = self.scan.words
        origin = words.folded.origin
        return words.starts[token] if origin is None else origin[words.starts[token]]

    def dates(self, number: int) -> bool:
        """Whether a time expression places an event: a day or stretch of days, no mere length."""
        timex = self.times[number]
        return timex.type in {"DATE", "TIME"} or timex.begin is not None

    def dates_before(self, number: int) -> bool:
        """Whether it places an event that is told before it: «الأعنف منذ تموز 2005» does not."""
        return self.dates(number) and number not in self.compared

    def measures(self, token: int) -> bool:
        """Whether a token belongs to a distance, a weight or an age: no one who takes part."""
        number = self.quantity_at[token]
        return number >= 0 and self.quantities[number].unit in _MEASURES

    def is_country(self, token: int) -> bool:
        """Whether a token belongs to the name of a country."""
        number = self.name_at[token]
        if number < 0 or self.names[number].kind != "place":
            return False
        return 0 < len(self.names[number].entry or "") <= _COUNTRY

    def quantities_in(self, first: int, stop: int) -> list[int]:
        """The quantities in a range of tokens, in reading order."""
        found: list[int] = []
        for number in self.quantity_at[first:stop]:
            if number >= 0 and (not found or found[-1] != number):
                found.append(number)
        return found


NOTHING: Final = -1  # no mention stands at a token


def _without_anchors(words: Sequence[Word], timex_at: list[int]) -> None:
    """«بعد شهر من اختطافه»: the event that a time counts from is words of its own."""
    cut = -1
    for token in compress(count(), map(NOTHING.__ne__, timex_at)):
        number = timex_at[token]
        if number != cut and _names_deed(words[token]):
            cut = number
        if number == cut:
            timex_at[token] = -1


def _names_deed(word: Word) -> bool:
    """«اختطافه», «تعرضه لهجوم»: a verbal noun of happening or one that lends itself to it."""
    if word.light and word.nominal is not None and word.nominal.kind == "masdar":
        return True
    return any(reading.kind != "verb" for reading, _ in word.triggers)


def _without_offices(words: Sequence[Word], timex_at: list[int], general: frozenset[str]) -> None:
    """«الأمين العام السابق» holds an office; no year is meant."""
    for token in compress(count(), map(NOTHING.__ne__, timex_at)):
        if token and words[token].form in general and "office" in words[token - 1].classes:
            number = timex_at[token]
            while token < len(timex_at) and timex_at[token] == number:
                timex_at[token] = NOTHING
                token += 1


def _compared(words: Sequence[Word], timex_at: list[int], times: Sequence[Timex],
              comparing: frozenset[str]) -> frozenset[int]:  # fmt: skip
    """The times since which something is the worst or the first; they place what they open."""
    found = set()
    for token in compress(count(), map(NOTHING.__ne__, timex_at)):
        number = timex_at[token]
        if times[number].signal == "since" and token and timex_at[token - 1] != number:
            near = words[max(0, token - _NEAR) : token]
            if any(word.bare in comparing for word in near):
                found.add(number)
    return frozenset(found)


_NEAR: Final = 4  # tokens: «الأعنف في بريطانيا منذ»


def _noun_phrase(quantity: Quantity, source: str) -> Span:
    """The words of a quantity that name somebody: of «لم يسفر عن ضحايا» the noun alone."""
    span, noun = quantity.span, quantity.unit_text
    if quantity.rule != "denied" or noun is None:
        return span
    start = source.rfind(noun, span.start, span.end)
    return Span(start, span.end) if start >= 0 else span


def view(
    scan: Scan,
    forms: Forms,
    names: Sequence[Name],
    quantities: Sequence[Quantity],
    times: Sequence[Timex],
) -> View:
    """The view of a scanned text."""
    words = scan.words
    origin = words.folded.origin
    starts = words.starts if origin is None else tuple(map(origin.__getitem__, words.starts))

    def by_token(spans: Sequence[Span]) -> tuple[list[int], frozenset[int]]:
        at = [-1] * len(starts)
        prefixed = set()
        for number, span in enumerate(spans):
            first = max(0, bisect_right(starts, span.start) - 1)
            stop = bisect_left(starts, span.end)
            if first < stop and starts[first] < span.start:
                prefixed.add(first)
            for token in range(first, stop):
                at[token] = number
        return at, frozenset(prefixed)

    seen = forms.all(scan)
    name_at, prefixed = by_token([name.span for name in names])
    for token in sorted(prefixed):  # «كمين» is no ك before a name
        nominal = seen[token].nominal
        if nominal is not None and not nominal.preposition and not nominal.conjunction:
            name_at[token] = -1
            prefixed -= {token}
    for token in compress(count(), map(NOTHING.__ne__, name_at)):  # nobody is called «الهجوم»
        person = names[name_at[token]].kind == "person"
        if person and seen[token].triggers and seen[token].article:
            name_at[token] = -1
    source = words.folded.source
    quantity_at, counted = by_token([_noun_phrase(quantity, source) for quantity in quantities])
    timex_at, _ = by_token([timex.span for timex in times])
    _without_anchors(seen, timex_at)
    _without_offices(seen, timex_at, forms.rules.words["general"])
    compared = _compared(seen, timex_at, times, forms.rules.words["comparing"])
    return View(
        scan, forms.rules, seen, name_at, quantity_at, timex_at, prefixed | counted, compared,
        names, quantities, times,
    )  # fmt: skip
