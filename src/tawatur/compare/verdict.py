"""How the claims of one incident stand to one another, field by field: a table of rules.

Of each part of the table the first rule that applies decides; its sentence is what a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Final

from tawatur.compare import blame, denials, levels
from tawatur.compare.account import ROLES, Account, Bench, Count, bench
from tawatur.compare.tables import Outcome, verdict_rules
from tawatur.compare.tolls import tolls
from tawatur.link.directory import Directory
from tawatur.model.claim import Analysis, Incident, Reuse, Verdict
from tawatur.model.text import Span

MOST: Final = 60  # claims of one incident that are all paired; of more, one a report and source

_Level = Callable[..., str | None]
_PARTS: Final = ("happened", "time", "place", "agent", "others", "instrument", "count")


@cache
def _levels() -> Mapping[str, tuple[tuple[Outcome, str, _Level], ...]]:
    """The rules of each part as functions, in the order of the table."""
    return {
        part: tuple(
            (one.outcome, one.rule, getattr(levels, one.rule.replace("-", "_")))
            for one in verdict_rules()
            if one.part == part and one.rule != "agent-denied"
        )
        for part in _PARTS
    }


@dataclass(frozen=True, slots=True)
class _Finding:
    field: str
    outcome: Outcome
    rule: str
    text: str
    counts: tuple[Count, Count] | None = None


def compare(
    incident: Incident,
    analyses: Sequence[Analysis],
    reuse: Sequence[Reuse],
    *,
    silent: bool = False,
) -> tuple[Verdict, ...]:
    """The verdicts of one incident; ``silent`` adds those where only one of a pair speaks."""
    ready = bench(analyses, reuse)
    return _verdicts(incident, ready.accounts(incident), ready, silent)


def compare_all(
    incidents: Sequence[Incident], ready: Bench, *, silent: bool = False
) -> tuple[Incident, ...]:
    """The incidents with their verdicts; ``ready`` is the bench of all their reports."""
    return tuple(_compared(each, ready, silent) for each in incidents)


def _compared(incident: Incident, ready: Bench, silent: bool) -> Incident:
    accounts = ready.accounts(incident)
    verdicts = _verdicts(incident, accounts, ready, silent)
    return replace(incident, verdicts=verdicts, tolls=tolls(accounts, verdicts))


def _verdicts(
    incident: Incident, accounts: tuple[Account, ...], ready: Bench, silent: bool
) -> tuple[Verdict, ...]:
    if len(accounts) > MOST:
        accounts = tuple(_telling(accounts))[: 2 * MOST]
    return (
        *(
            verdict
            for one, two in combinations(accounts, 2)
            for verdict in pair(one, two, ready, silent=silent)
        ),
        *blame.verdicts(incident, ready),
        *denials.verdicts(incident, ready),
    )


def _telling(accounts: Sequence[Account]) -> Iterator[Account]:
    """The accounts that say what their report and source has not said before."""
    said: set[tuple[object, ...]] = set()
    for account in accounts:
        things: set[tuple[object, ...]] = {
            ("happened", account.factuality),
            *(("count", count.field, count.low, count.high) for count in account.counts),
            *(("actor", role, who) for role, who in account.actors.items() if role == "agent"),
        }
        new = {(account.claim.document, account.source, *thing) for thing in things} - said
        if new:
            said |= new
            yield account


def pair(one: Account, two: Account, ready: Bench, *, silent: bool = False) -> tuple[Verdict, ...]:
    """How two accounts stand to each other, the same either way round."""
    a, b = sorted((one, two), key=lambda account: account.order)
    here, there = a.claim, b.claim
    copied = ready.copies.shared(
        here.document, [here.event.trigger], there.document, [there.event.trigger]
    )
    found = [
        _verdict(a, b, f, ready)
        for f in _findings(a, b, ready.people)
        if not (copied and f.outcome == "agrees")
        and not (_one_voice(a, b) and f.outcome in {"agrees", "conflicts"})
    ]
    if copied:
        text = f"the passage of {b.who} is a copy of that of {a.who} or comes from the same text"
        found.insert(0, _verdict(a, b, _Finding("text", "copies", "copied-passage", text), ready))
    if silent:
        found.extend(_silences(a, b, ready))
    return tuple(found)


def _verdict(a: Account, b: Account, found: _Finding, ready: Bench) -> Verdict:
    """A finding with the words of both that it rests on."""
    left: Span | None
    right: Span | None
    if found.counts is not None:
        left, right = (count.quantity.span for count in found.counts)
        groups = {count.group for count in found.counts}
        group = groups.pop() if len(groups) == 1 else None
    else:
        left, right = ready.words(a, found.field), ready.words(b, found.field)
        group = None
    return Verdict(
        a.claim.id, b.claim.id, found.field, found.outcome, found.rule, found.text, left, right,
        group,
    )  # fmt: skip


def _one_voice(a: Account, b: Account) -> bool:
    """One report that tells on one source's word: neither supports nor contradicts itself."""
    return a.claim.document == b.claim.document and a.source == b.source


def _findings(a: Account, b: Account, people: Directory) -> Iterator[_Finding]:
    told = _first("happened", "happened", a, b)
    by_whom = levels.agent_denied(a, b, people)
    if by_whom is not None:
        yield _Finding("agent", "denies", "agent-denied", by_whom)
    found = [told]
    if told is None or told.outcome in {"agrees", "denies", "conflicts"}:
        found.append(_first("time", "time", a, b))
    found.append(_first("place", "place", a, b, people))
    found.extend(
        _first(role, "agent" if role == "agent" else "others", a, b, role, people) for role in ROLES
    )
    found.append(_first("instrument", "instrument", a, b))
    yield from (one for one in found if one is not None)
    for one in a.counts:
        for two in b.counts:
            if one.field == two.field:
                counted = _first(one.field, "count", a, b, one, two)
                if counted is not None:
                    yield replace(counted, counts=(one, two))


def _first(field: str, part: str, *values: object) -> _Finding | None:
    """What the first rule of a part of the table that applies says."""
    for outcome, rule, level in _levels()[part]:
        text = level(*values)
        if text is not None:
            return _Finding(field, outcome, rule, text)
    return None


def _silences(a: Account, b: Account, ready: Bench) -> Iterator[Verdict]:
    fields_a, fields_b = _fields(a), _fields(b)
    for field in sorted(fields_a ^ fields_b):
        speaks, quiet = (a, b) if field in fields_a else (b, a)
        text = f"{speaks.who} gives it, {quiet.who} does not"
        number = next((c.quantity.span for c in speaks.counts if c.field == field), None)
        words = number or ready.words(speaks, field)
        left, right = (words, None) if speaks is a else (None, words)
        yield Verdict(
            a.claim.id, b.claim.id, field, "silent", "one-is-silent", text, left, right
        )  # fmt: skip


def _fields(account: Account) -> set[str]:
    given = {count.field for count in account.counts} | set(account.actors)
    if account.days or account.candidates:
        given.add("time")
    if account.place:
        given.add("place")
    if account.instruments:
        given.add("instrument")
    return given
