"""Numbers, days and coordinates as a reader of either language writes them, safe from bidi.

Whatever a right-to-left line would turn round stands in ``<bdi dir="ltr">``; ranges of days are
told in words, which read rightly by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from markupsafe import Markup, escape

from tawatur.web.words import Words

Digits = Literal["latin", "arabic"]
Months = Literal["both", "levant", "egypt", "maghreb"]
DIGITS: Final[tuple[Digits, ...]] = ("latin", "arabic")
MONTHS: Final[tuple[Months, ...]] = ("both", "levant", "egypt", "maghreb")
_ARABIC: Final = str.maketrans({
    **{str(n): chr(0x660 + n) for n in range(10)}, ",": "\u066c", ".": "\u066b",
})  # fmt: skip
Day = date | str | None


def left_to_right(text: object) -> Markup:
    """Something that is always written from left to right: a range, an id, coordinates.

    >>> left_to_right("15-27")
    Markup('<bdi dir="ltr">15-27</bdi>')
    """
    return Markup('<bdi dir="ltr">') + escape(text) + Markup("</bdi>")


@dataclass(frozen=True, slots=True)
class Figures:
    """How figures are written for one reader."""

    words: Words
    digits: Digits = "latin"
    months: Months = "both"

    def plain(self, value: float) -> str:
        """A number without markup."""
        text = f"{value:,.10g}" if value % 1 else f"{value:,.0f}"
        return self._digits(text)

    def number(self, value: float | None) -> Markup:
        """A number; a question mark where there is none."""
        return left_to_right("?" if value is None else self.plain(value))

    def between(self, low: float | None, high: float | None) -> Markup:
        """A range of numbers: one where both are the same, open where one is missing."""
        if low is None and high is None:
            return self.number(None)
        if low is not None and high is not None and low != high:
            return self._range(self.plain(low), self.plain(high))
        if high is None and low is not None:
            return left_to_right(f"{self.plain(low)}+")
        if low is None and high is not None:
            return left_to_right(f"\u2264 {self.plain(high)}")
        return self.number(low)

    def _range(self, low: str, high: str) -> Markup:
        """Two numbers with a dash between them, the lower one left of it.

        A dash between Arabic-Indic digits runs from right to left even inside a left-to-right
        isolate (UAX 9, rule N1), unless each number is isolated, too.
        """
        if self.digits == "latin":
            return left_to_right(f"{low}\u2013{high}")
        return Markup('<bdi dir="ltr"><bdi>{}</bdi>\u2013<bdi>{}</bdi></bdi>').format(low, high)

    def percent(self, share: float) -> Markup:
        """A share of one in hundredths."""
        return left_to_right(f"{self.plain(round(share * 100))}%")

    @lru_cache(maxsize=4096)  # noqa: B019 - a few readers' choices, and the days of a page
    def day(self, day: Day, *, weekday: bool = False, year: bool = True) -> Markup:
        """A day with the name of its month, in a ``<time>`` that holds it as ISO 8601."""
        found = _day(day)
        if found is None:
            return self.words.say("date.unknown")
        parts = [self._digits(str(found.day)), self.month(found.month)]
        if year:
            parts.append(self._digits(str(found.year)))
        text = " ".join(parts)
        if weekday:
            name = self.words.name("weekday", found.weekday())
            text = f"{name} {text}"
        return Markup('<time datetime="{}"><bdi>{}</bdi></time>').format(found.isoformat(), text)

    def month(self, number: int) -> str:
        """The name of a month; in Arabic after one tradition or both."""
        if self.words.language == "en":
            return self.words.name("month", number)
        if self.months != "both":
            return self.words.name(f"month_{self.months}", number)
        levant, egypt = (self.words.name(f"month_{s}", number) for s in ("levant", "egypt"))
        return levant if levant == egypt else f"{levant}/{egypt}"

    def month_of(self, year: int, month: int) -> Markup:
        """A month of a year."""
        text = f"{self.month(month)} {self._digits(str(year))}"
        return Markup("<bdi>{}</bdi>").format(text)

    def days(self, earliest: Day, latest: Day, *, weekday: bool = False) -> Markup:
        """A day, or in words the days between which something lies."""
        first, last = _day(earliest), _day(latest)
        if first is None and last is None:
            return self.words.say("date.undated")
        if first == last:
            return self.day(first, weekday=weekday)
        if first is None:
            return self.words.say("date.until", day=self.day(last))
        if last is None:
            return self.words.say("date.since", day=self.day(first))
        same_year = first.year == last.year
        return self.words.say(
            "date.between", first=self.day(first, year=not same_year), last=self.day(last)
        )

    def coordinates(self, lat: float, lon: float) -> Markup:
        """Latitude and longitude, in this order for every eye."""
        return left_to_right(f"{lat:.4f}, {lon:.4f}")

    def _digits(self, text: str) -> str:
        return text.translate(_ARABIC) if self.digits == "arabic" else text


def _day(day: Day) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day
