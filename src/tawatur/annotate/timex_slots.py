"""The slots of a matched time expression, read: what every maker of drafts needs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, Literal

from tawatur.model.number import Number
from tawatur.model.time import Anaphor, Draft, Fixed, Meaning, Point, Shift
from tawatur.rules.lexicon import Hit
from tawatur.rules.load import text_of
from tawatur.rules.match import Match
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

Maker = Callable[[Scan, Match], Draft | None]

HIJRI_YEARS: Final = range(1200, 1601)
_MODS: Final = {
    "APPROX": "APPROX",
    "MORE_THAN": "MORE_THAN",
    "AT_LEAST": "EQUAL_OR_MORE",
    "LESS_THAN": "LESS_THAN",
    "AT_MOST": "EQUAL_OR_LESS",
}


def draft(
    scan: Scan,
    match: Match,
    kind: Literal["DATE", "TIME", "DURATION", "SET"],
    meaning: Meaning | None,
    **more: Any,
) -> Draft | None:
    """The draft of a match; ``None`` where it has no meaning."""
    if meaning is None:
        return None
    span = scan.words.folded.span(match.start, match.end)
    return Draft(span, match.rule.name, match.first, match.last, kind, meaning, **more)


def whole(slots: Mapping[str, Hit], name: str) -> int | None:
    """The whole number in a slot."""
    hit = slots.get(name)
    if hit is None or not isinstance(hit.mention, Number):
        return None
    value = hit.mention.value
    return int(value) if value == int(value) else None


def column(slots: Mapping[str, Hit], name: str, column: str) -> str | None:
    """A column of the entry in a slot."""
    hit = slots.get(name)
    return hit.entry.get(column) if hit is not None else None


def side(slots: Mapping[str, Hit]) -> int | None:
    """Which one is meant: -1 the last, 0 this, 1 the next."""
    side = column(slots, "side", "side") or column(slots, "this", "side")
    return int(side) if side is not None else None


def inner(slots: Mapping[str, Hit], name: str) -> Draft | None:
    """The draft of an earlier layer in a slot."""
    hit = slots.get(name)
    return hit.mention if hit is not None and isinstance(hit.mention, Draft) else None


def bound_mod(slots: Mapping[str, Hit]) -> str | None:
    """The TIMEX3 mod of «أكثر من» and the like."""
    mod = column(slots, "bound", "mod") or column(slots, "after", "mod")
    return _MODS[mod] if mod else None


def length(amount: float | str, code: str) -> str:
    """A duration's TIMEX3 value."""
    if isinstance(amount, float) and amount == int(amount):
        amount = int(amount)
    return f"PT{amount}{code[1:]}" if code[0] == "T" else f"P{amount}{code}"


def code_of(slots: Mapping[str, Hit]) -> str:
    """The code of the unit that a match names."""
    return next(
        code for name in ("unit", "two", "one", "one_before", "vague", "vague_before")
        if (code := column(slots, name, "code")) is not None
    )  # fmt: skip


def amount_of(slots: Mapping[str, Hit]) -> float | str | None:
    """How many units: a number, a dual, one; ``X`` for a bare plural."""
    if "n" in slots:
        number = slots["n"].mention
        assert isinstance(number, Number)
        return number.value
    if "two" in slots:
        return 2
    return 1 if {"one", "one_before"} & set(slots) else "X"


@cache
def clitics() -> tuple[str, tuple[str, ...]]:
    """The article, and how verbs in no list begin that look forward."""
    data = tomllib.loads(text_of("clitic.toml"))
    future = tuple(map(folded, data["future"]))
    joining = folded(data["conjunction"][0])  # «وسينظر»; behind «ف» too many nouns begin so
    return folded(data["article"]), (*future, *(joining + opening for opening in future))


def is_period(meaning: Meaning) -> bool:
    """Whether a meaning is longer than a day, so that it has parts."""
    if isinstance(meaning, Shift):
        return meaning.unit != "day"
    if isinstance(meaning, Point):
        return meaning.day is None and meaning.weekday is None
    return isinstance(meaning, Fixed) and meaning.value[0].isdigit()


def is_day(meaning: Point | Shift | Anaphor) -> bool:
    """Whether a meaning is a single day."""
    if isinstance(meaning, Point):
        return meaning.day is not None or meaning.weekday is not None
    return isinstance(meaning, Anaphor) or meaning.unit == "day"
