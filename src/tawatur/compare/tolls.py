"""The figures of an incident as lists show them: of each toll the range that accounts name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any, Final

from tawatur.compare.account import TOLLS, Account
from tawatur.model.claim import Toll, Verdict

_ORDER: Final = ("killed", "injured", "missing", "detained", "displaced", "casualties")


def tolls(accounts: Iterable[Account], verdicts: Iterable[Verdict]) -> tuple[Toll, ...]:
    """The tolls that accounts give, killed first; a figure counts once, however many give it."""
    disputed = {v.field for v in verdicts if v.outcome in {"conflicts", "denies"}}
    found: dict[str, set[tuple[str, float, float]]] = {}
    for account in accounts:
        for count in account.counts:
            if count.field in TOLLS and count.group is None:
                named = count.low if count.high == inf else count.high
                found.setdefault(count.field, set()).add((str(count), count.low, named))
    return tuple(
        Toll(
            field,
            min(low for _, low, _ in figures),
            max(named for *_, named in figures),
            field in disputed,
            len(figures),
        )
        for field, figures in sorted(found.items(), key=lambda item: _ORDER.index(item[0]))
    )


def pinned(known: Iterable[Toll], field: str, value: Mapping[str, Any] | None) -> tuple[Toll, ...]:
    """The tolls with the one that a person set, or without it where that is nothing."""
    rest = [toll for toll in known if toll.field != field]
    if value is None:
        return tuple(rest)
    low = value["value"] if value["low"] is None else value["low"]
    high = low if value["high"] is None else value["high"]
    return tuple(
        sorted([*rest, Toll(field, low, high, False, 1)], key=lambda toll: _ORDER.index(toll.field))
    )
