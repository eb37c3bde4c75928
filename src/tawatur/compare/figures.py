"""The numbers of an incident, by role and population: who stands behind each, which still stand,
and which of them the conventions of recording would take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import Final

from tawatur.compare.account import TOLLS, Account, Bench, Count
from tawatur.compare.tables import conventions
from tawatur.model.claim import Incident
from tawatur.model.text import Span


@dataclass(frozen=True, slots=True)
class Given:
    """A number as one account gives it, with the words that hold it.

    ``high`` is ``None`` where it is open («more than ten»). ``source`` numbers the originator
    within the incident. ``dead`` is how many killed it gives in the same report: of two numbers of
    one originator and day that with more dead is the later. ``replaced`` says which later number
    took its place, and why; ``None`` where it stands.
    """

    claim: str
    text: str
    low: float
    high: float | None
    who: str
    source: str
    said: date | None
    span: Span
    dead: float | None = None
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """The value that a convention takes, by which rule and from which claims; ``None``: none."""

    convention: str
    column: str
    value: float | None
    rule: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """All numbers of one role (or unit) and population.

    ``conservative`` and ``latest`` are the claims of the standing values that are lowest and that
    were given last.
    """

    field: str
    population: str | None
    given: tuple[Given, ...]
    low: float
    high: float | None
    conservative: str
    latest: str
    picks: tuple[Pick, ...]


def figures(incident: Incident, ready: Bench) -> tuple[Figure, ...]:
    """The numbers of an incident, those killed first, each population by itself."""
    accounts = ready.accounts(incident)
    dead: dict[tuple[str, str], float] = {}
    for account in accounts:
        for count in account.counts:
            if count.field == "killed" and count.group is None:
                key = (account.claim.document, account.source)
                dead[key] = max(dead.get(key, 0.0), count.low)
    held: dict[tuple[str, str | None], list[Given]] = {}
    for account in accounts:
        for count in account.counts:
            given = _given(account, count, dead.get((account.claim.document, account.source)))
            held.setdefault((count.field, count.group), []).append(given)
    return tuple(
        _figure(field, population, _standing(field, held[field, population]))
        for field, population in sorted(held, key=_rank)
    )


def _rank(key: tuple[str, str | None]) -> tuple[int, str, str]:
    order = ("killed", "injured", *sorted(TOLLS - {"killed", "injured"}))
    return (order.index(key[0]) if key[0] in order else len(order), key[0], key[1] or "")


def _given(account: Account, count: Count, dead: float | None) -> Given:
    return Given(
        claim=account.claim.id,
        text=str(count),
        low=count.low,
        high=None if count.high == inf else count.high,
        who=account.who,
        source=account.source,
        said=account.said,
        span=count.quantity.span,
        dead=dead,
    )


def _standing(field: str, given: Sequence[Given]) -> tuple[Given, ...]:
    """The numbers, with those marked that a later one replaces; so is what repeats such a one."""
    why: dict[tuple[str, float, float | None], str] = {}
    for one in given:
        reason = _replaced(field, one, given)
        if reason is not None:
            why.setdefault((one.source, one.low, one.high), reason)
    return tuple(replace(one, replaced=why.get((one.source, one.low, one.high))) for one in given)


def _replaced(field: str, one: Given, given: Sequence[Given]) -> str | None:
    """What took the place of a number: its originator's own later one, else a later higher toll.

    Of several the last, and of those the highest, is named.
    """
    own = [
        other
        for other in given
        if other.source == one.source
        and _differ(one, other)
        and (_later(one, other) or (not _later(other, one) and _grown(field, one, other)))
    ]
    if own:
        last = max(own, key=lambda g: (g.said or date.max, g.dead or 0, g.low, g.claim))
        return f"same originator later: {last.text}, {last.who}" + _on(last)
    rising = [
        other for other in given if field in TOLLS and _later(one, other) and _below(one, other)
    ]
    if rising:
        last = max(rising, key=lambda g: (g.said or date.max, g.low, g.claim))
        return f"rising toll: {last.text}, {last.who}" + _on(last)
    return None


def _differ(one: Given, other: Given) -> bool:
    return (one.low, one.high) != (other.low, other.high)


def _later(one: Given, other: Given) -> bool:
    return one.said is not None and other.said is not None and one.said < other.said


def _below(one: Given, other: Given) -> bool:
    """Whether a number is lower than another; «at least four» is lower than fourteen."""
    return one.low < other.low and (one.high is None or one.high < other.low)


def _grown(field: str, one: Given, other: Given) -> bool:
    """Of two numbers of one day, or of a day not known, whether the second is taken for the later:
    it comes with more dead, or else is a higher toll.
    """
    if one.dead is not None and other.dead is not None and one.dead != other.dead:
        return one.dead < other.dead
    return field in TOLLS and _below(one, other)


def _on(given: Given) -> str:
    return f" on {given.said}" if given.said else ""


# --- what the conventions take -------------------------------------------------------------------


def _figure(field: str, population: str | None, given: tuple[Given, ...]) -> Figure:
    stand = [one for one in given if one.replaced is None] or list(given)
    bounded = [one.high for one in given if one.high is not None]
    lowest = min(stand, key=lambda g: (g.low, g.claim))
    latest = max(stand, key=lambda g: (g.said or date.min, g.claim))
    return Figure(
        field=field,
        population=population,
        given=given,
        low=min(one.low for one in given),
        high=max(bounded) if len(bounded) == len(given) else None,
        conservative=lowest.claim,
        latest=latest.claim,
        picks=tuple(_picks(field, stand)),
    )


def _picks(field: str, stand: Sequence[Given]) -> Iterator[Pick]:
    for row in conventions():
        if field in row.of:
            value, claims = _RULES[row.rule](stand)
            yield Pick(row.convention, row.column, value, row.rule, claims)


_Taken = tuple[float | None, tuple[str, ...]]


def _lowest(stand: Sequence[Given]) -> _Taken:
    low = min(one.low for one in stand)
    return low, tuple(one.claim for one in stand if one.low == low)


def _highest(stand: Sequence[Given]) -> _Taken:
    """The highest number named; «more than ten» names eleven and nothing above it."""
    named = [one.low if one.high is None else one.high for one in stand]
    high = max(named)
    return high, tuple(one.claim for one, n in zip(stand, named, strict=True) if n == high)


def _best(stand: Sequence[Given]) -> _Taken:
    """The number with most independent originators; a vague one supports none."""
    behind: dict[float, dict[str, Given]] = {}
    for one in stand:
        if one.high is not None and one.high == one.low:
            behind.setdefault(one.low, {}).setdefault(one.source, one)
    if not behind:
        return None, ()
    latest = {n: max(g.said or date.min for g in held.values()) for n, held in behind.items()}
    best = max(behind, key=lambda n: (len(behind[n]), latest[n], -n))
    return best, tuple(one.claim for one in stand if (one.low, one.high) == (best, best))


def _conservative(stand: Sequence[Given]) -> _Taken:
    """The lowest number; of a vague range (twenty to ninety-nine) the convention's own count."""
    counted = [_VAGUE.get((one.low, one.high), one.low) for one in stand]
    low = min(counted)
    return low, tuple(one.claim for one, n in zip(stand, counted, strict=True) if n == low)


# «Tens» (read as 20 to 99) are counted 10, «hundreds» (200 to 999) 100, as ACLED's codebook does.
_VAGUE: Final[Mapping[tuple[float, float | None], float]] = {(20, 99): 10, (200, 999): 100}
_RULES: Final[Mapping[str, Callable[[Sequence[Given]], _Taken]]] = {
    "lowest-standing": _lowest,
    "highest-standing": _highest,
    "best-supported": _best,
    "most-conservative": _conservative,
}
