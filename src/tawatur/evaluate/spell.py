"""Numbers in words, as Arabic grammar has them: for tests that read back what is written here.

The agreement of three to ten with the other gender, the accusative after eleven to ninety-nine and
the dual that drops its nun before a noun follow any grammar of written Arabic; the words stand in
``lang/ar/spell.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any, Final, Literal

from tawatur.rules.load import text_of

LARGEST: Final = 999_999_999
Case = Literal["nominative", "genitive", "accusative"]


@dataclass(frozen=True, slots=True)
class Style:
    """One way to spell numbers: the gender and case that the sentence asks for, and the spelling.

    ``construct`` is for a number with its noun right behind it; ``long`` writes the hundred with an
    alif, ``split`` three to nine hundred as two words.
    """

    feminine: bool = False
    case: Case = "nominative"
    construct: bool = False
    long: bool = False
    split: bool = False

    @property
    def gender(self) -> str:
        """The gender of what is counted."""
        return "feminine" if self.feminine else "masculine"

    @property
    def oblique(self) -> str:
        """The case as far as duals and tens tell it."""
        return "nominative" if self.case == "nominative" else "oblique"


def styles() -> Iterator[Style]:
    """Every style: two genders, three cases, alone or before a noun, four spellings."""
    cases: tuple[Case, ...] = ("nominative", "genitive", "accusative")
    yes = (False, True)
    for feminine, case, construct, long, split in product(yes, cases, yes, yes, yes):
        yield Style(feminine, case, construct, long, split)


def spelled(value: int, style: Style = Style()) -> str:
    """The words of a whole number from 0 to ``LARGEST``; raises ``ValueError`` beyond.

    >>> spelled(1_625), spelled(3_000, Style(feminine=True))
    ('ألف وستمئة وخمسة وعشرون', 'ثلاثة آلاف')
    >>> spelled(2_012, Style(feminine=True, case="genitive"))
    'ألفين واثنتي عشرة'
    """
    if not 0 <= value <= LARGEST:
        raise ValueError(f"not between 0 and {LARGEST}: {value}")
    if value == 0:
        return str(_words()["zero"])
    said = groups(value)
    parts = [group_spelled(*group, style, last=group is said[-1]) for group in said]
    return _joined(parts)


def groups(value: int) -> list[tuple[int, str | None]]:
    """The millions, thousands and rest of a number, as far as there are any, with their scale.

    >>> groups(3_000_250)
    [(3, 'million'), (250, None)]
    """
    millions, rest = divmod(value, 1_000_000)
    thousands, rest = divmod(rest, 1000)
    every = [(millions, "million"), (thousands, "thousand"), (rest, None)]
    return [(count, scale) for count, scale in every if count]


def group_spelled(count: int, scale: str | None, style: Style, *, last: bool) -> str:
    """The words of one group; ``last`` where no other one follows it."""
    if scale is None:
        return _below_thousand(count, style)
    return _scaled(count, scale, style, last=last)


def variants(value: int) -> tuple[str, ...]:
    """The distinct ways to spell a number, in the order of the styles."""
    return tuple(dict.fromkeys(spelled(value, style) for style in styles()))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(text_of("spell.toml"))


def _joined(parts: list[str]) -> str:
    return f" {_words()['and']}".join(parts)


def _scaled(count: int, scale: str, style: Style, *, last: bool) -> str:
    """So many thousands or millions; the dual drops its nun where the noun comes next."""
    _, one, accusative, plural = _words()["scale"][scale]
    before_noun = style.construct and last
    if count == 1:
        return str(accusative if style.case == "accusative" and not before_noun else one)
    if count == 2:
        return f"{one}{_words()['dual'][style.oblique][before_noun]}"
    inner = replace(style, feminine=False, construct=True)
    words = _below_thousand(count, inner)
    if 3 <= count % 100 <= 10:
        return f"{words} {plural}"
    tamyiz = accusative if 11 <= count % 100 <= 99 and not before_noun else one
    return f"{words} {tamyiz}"


def _below_thousand(value: int, style: Style) -> str:
    """The words of a number from 1 to 999."""
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_hundred(rest, style)
    spelling = _words()["hundred"]
    one, stem = spelling["long" if style.long else "short"]
    if hundreds == 1:
        word = one
    elif hundreds == 2:
        word = stem + _words()["dual"][style.oblique][style.construct and not rest]
    else:
        count = spelling["split" if style.split else "counts"][hundreds - 3]
        word = f"{count} {one}" if style.split else f"{count}{one}"
    return _joined([word, _below_hundred(rest, style)]) if rest else str(word)


def _below_hundred(value: int, style: Style) -> str:
    """The words of a number from 1 to 99."""
    units = _words()["unit"][style.gender]
    if value <= 10:
        return str(units["construct" if style.construct and value > 2 else style.case][value - 1])
    tens, unit = divmod(value, 10)
    if tens == 1:
        teen = _words()["teen"][style.gender]
        return f"{teen[style.oblique][unit - 1]} {teen['ten']}"
    name = str(_words()["tens"][style.oblique][tens - 2])
    if not unit:
        return name
    first = units[style.case][unit - 1]
    if unit == 1 and style.feminine:
        first = _words()["tens"]["feminine_one"]
    return _joined([first, name])
