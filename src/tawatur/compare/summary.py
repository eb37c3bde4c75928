"""What an incident comes to, field by field: the values given, by whom, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from tawatur.compare.account import ROLES, Account, Bench, bench
from tawatur.compare.blame import accusations
from tawatur.model.claim import Analysis, Incident, Reuse
from tawatur.model.judgement import Judged, Kind


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field, the claims that give it, and on whose word.

    ``low`` and ``high`` are set for numbers; ``behind`` counts each originator once; ``said`` is
    the last day on which it was given, ``first`` the first. ``part`` says that it counts some of
    them only; ``reports`` and ``outlets`` carried it.
    """

    text: str
    claims: tuple[str, ...]
    behind: tuple[str, ...]
    said: date | None
    low: float | None = None
    high: float | None = None
    first: date | None = None
    part: bool = False
    reports: int = 0
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """All values of one field. ``low`` and ``high`` span the numbers; ``latest`` was given last.

    ``pinned`` is the value that a person set, with who and why; it goes before all others.
    ``disputed`` says whether a verdict of the incident finds a conflict or a denial in the field.
    """

    field: str
    values: tuple[Value, ...]
    low: float | None
    high: float | None
    latest: Value | None
    disputed: bool
    pinned: Judged | None = None


def summarise(
    incident: Incident, analyses: Sequence[Analysis], reuse: Sequence[Reuse]
) -> tuple[Summary, ...]:
    """The fields of an incident of which something is said, in a fixed order."""
    return summaries(incident, bench(analyses, reuse))


def summaries(incident: Incident, ready: Bench) -> tuple[Summary, ...]:
    """The same, where the claims have been made ready for many incidents."""
    accounts = ready.accounts(incident)
    disputed = {v.field for v in incident.verdicts if v.outcome in {"conflicts", "denies"}}
    given: dict[str, dict[tuple[str, float | None, float | None], list[Account]]] = {}
    for account in accounts:
        for field, text, low, high in _given(account, ready):
            given.setdefault(field, {}).setdefault((text, low, high), []).append(account)
    blamed: dict[tuple[str, float | None, float | None], list[Account]] = {}
    for blame in accusations(incident, ready):
        blamed.setdefault((ready.people.name(blame.agent), None, None), []).append(blame.account)
    if blamed:  # whom somebody accuses tells more than who is named beside the attack
        given["agent"] = blamed
    pins = {one.field: one for one in incident.judged if one.kind == Kind.PIN and one.field}
    made = []
    for field in sorted({*given, *pins}, key=_rank):
        values = tuple(_value(key, held) for key, held in given.get(field, {}).items())
        numbers = [value for value in values if value.low is not None]
        made.append(
            Summary(
                field,
                values,
                low=min((v.low for v in numbers if v.low is not None), default=None),
                high=max((v.high for v in numbers if v.high is not None), default=None),
                latest=max(values, key=lambda value: value.said or date.min, default=None),
                disputed=field in disputed,
                pinned=pins.get(field),
            )
        )
    return tuple(made)


def _given(account: Account, ready: Bench) -> Iterator[tuple[str, str, float | None, float | None]]:
    yield "happened", account.factuality.value, None, None
    if account.days or account.candidates:
        yield "time", account.day(), None, None
    if account.place:
        yield "place", ready.people.name(account.place), None, None
    for role, entities in account.actors.items():
        yield role, ", ".join(map(ready.people.name, entities)), None, None
    if account.instruments:
        yield "instrument", ", ".join(account.instruments), None, None
    for count in account.counts:
        high = None if count.high == inf else count.high
        yield count.field, str(count), count.low, high


def _value(key: tuple[str, float | None, float | None], held: Sequence[Account]) -> Value:
    last_first = tuple(reversed(held))  # the first speaker is written last, and stays
    behind = {a.source: a.who for a in last_first if not _speaks(a)}
    behind |= {a.source: a.who for a in last_first if _speaks(a)}
    days = [account.said for account in held if account.said]
    return Value(
        text=key[0],
        claims=tuple(account.claim.id for account in held),
        behind=tuple(dict.fromkeys(behind[account.source] for account in held)),
        said=max(days, default=None),
        first=min(days, default=None),
        low=key[1],
        high=key[2],
        part="(" in key[0] and key[1] is not None,
        reports=len({account.claim.document for account in held}),
        outlets=tuple(
            dict.fromkeys(o for account in held if (o := account.analysis.document.outlet))
        ),
    )


def _speaks(account: Account) -> bool:
    """Whether somebody else than the outlet is named as the source."""
    return bool(account.claim.chain) and account.claim.chain[0].kind == "speaker"


def _rank(field: str) -> tuple[int, str]:
    order = ("happened", "time", "place", *ROLES, "killed", "injured")
    return (order.index(field) if field in order else len(order), field)
