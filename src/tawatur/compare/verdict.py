"""How the claims of one incident stand to one another, field by field: a table of rules.

Of each part of the table the first rule that applies decides; its sentence is what a reader sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from tawatur.compare import blame, levels
from tawatur.compare.account import ROLES, Account, Bench, Count, bench
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.directory import Directory
from tawatur.model.claim import Analysis, Incident, Reuse, Verdict

Outcome = Literal[
    "agrees", "refines", "rounds", "updates", "scope", "conflicts", "denies", "copies", "silent"
]
MOST: Final = 60  # claims of one incident that are all paired; of more, one a report and source

_Pair = Callable[[Account, Account], str | None]
_Placed = Callable[[Account, Account, Directory], str | None]
_Acted = Callable[[Account, Account, str, Directory], str | None]
_Counted = Callable[[Account, Account, Count, Count], str | None]

HAPPENED: Final[tuple[tuple[Outcome, _Pair], ...]] = (
    ("denies", levels.denied),
    ("updates", levels.plan_carried_out),
    ("agrees", levels.announced_and_told),
    ("updates", levels.not_yet),
    ("conflicts", levels.negated),
    ("agrees", levels.both_tell),
    ("agrees", levels.both_announce),
)
TIME: Final[tuple[tuple[Outcome, _Pair], ...]] = (
    ("agrees", levels.same_day),
    ("refines", levels.narrower_days),
    ("agrees", levels.overlapping_days),
    ("agrees", levels.possible_day),
    ("conflicts", levels.different_days),
)
PLACE: Final[tuple[tuple[Outcome, _Placed], ...]] = (
    ("agrees", levels.same_place),
    ("refines", levels.finer_place),
    ("scope", levels.neighbouring_place),
    ("conflicts", levels.different_place),
)
AGENT: Final[tuple[tuple[Outcome, _Acted], ...]] = (
    ("agrees", levels.same_actor),
    ("refines", levels.part_of_state),
    ("conflicts", levels.different_actor),
)
# Two that were hit, or took part, may both have been: to name another is no contradiction.
OTHERS: Final[tuple[tuple[Outcome, _Acted], ...]] = (*AGENT[:2], ("scope", levels.different_actor))
COUNT: Final[tuple[tuple[Outcome, _Counted], ...]] = (
    ("scope", levels.part_counted),
    ("agrees", levels.same_number),
    ("rounds", levels.rounded_number),
    ("refines", levels.narrower_number),
    ("agrees", levels.compatible_number),
    ("updates", levels.same_source_later),
    ("updates", levels.rising_toll),
    ("updates", levels.same_source_both),
    ("conflicts", levels.different_number),
)


@dataclass(frozen=True, slots=True)
class _Finding:
    field: str
    outcome: Outcome
    rule: str
    text: str


def compare(
    incident: Incident,
    analyses: Sequence[Analysis],
    reuse: Sequence[Reuse],
    *,
    silent: bool = False,
) -> tuple[Verdict, ...]:
    """The verdicts of one incident; ``silent`` adds those where only one of a pair speaks."""
    return _verdicts(incident, bench(analyses, reuse), silent)


def compare_all(
    incidents: Sequence[Incident],
    analyses: Sequence[Analysis],
    reuse: Sequence[Reuse],
    decided: Decided = NOTHING,
    *,
    silent: bool = False,
) -> tuple[Incident, ...]:
    """The incidents with their verdicts; ``decided`` is what people said of names and sources."""
    ready = bench(analyses, reuse, decided)
    return tuple(replace(each, verdicts=_verdicts(each, ready, silent)) for each in incidents)


def _verdicts(incident: Incident, ready: Bench, silent: bool) -> tuple[Verdict, ...]:
    accounts = ready.accounts(incident)
    if len(accounts) > MOST:
        accounts = tuple(_telling(accounts))[: 2 * MOST]
    return (
        *(
            verdict
            for one, two in combinations(accounts, 2)
            for verdict in pair(one, two, ready, silent=silent)
        ),
        *blame.verdicts(incident, ready),
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
        Verdict(here.id, there.id, f.field, f.outcome, f.rule, f.text)
        for f in _findings(a, b, ready.people)
        if not (copied and f.outcome == "agrees")
        and not (_one_voice(a, b) and f.outcome in {"agrees", "conflicts"})
    ]
    if copied:
        text = f"the passage of {b.who} is a copy of that of {a.who} or comes from the same text"
        found.insert(0, Verdict(here.id, there.id, "text", "copies", "copied-passage", text))
    if silent:
        found.extend(
            Verdict(here.id, there.id, field, "silent", "one-is-silent", text)
            for field, text in _silences(a, b)
        )
    return tuple(found)


def _one_voice(a: Account, b: Account) -> bool:
    """One report that tells on one source's word: neither supports nor contradicts itself."""
    return a.claim.document == b.claim.document and a.source == b.source


def _findings(a: Account, b: Account, people: Directory) -> Iterator[_Finding]:
    told = _first("happened", HAPPENED, a, b)
    by_whom = levels.agent_denied(a, b, people)
    if by_whom is not None:
        yield _Finding("agent", "denies", "agent-denied", by_whom)
    if told is not None:
        yield told
    if told is None or told.outcome in {"agrees", "denies", "conflicts"}:
        found = _first("time", TIME, a, b)
        if found is not None:
            yield found
    found = _first("place", PLACE, a, b, people)
    if found is not None:
        yield found
    for role in ROLES:
        found = _first(role, AGENT if role == "agent" else OTHERS, a, b, role, people)
        if found is not None:
            yield found
    for one in a.counts:
        for two in b.counts:
            if one.field == two.field:
                found = _first(one.field, COUNT, a, b, one, two)
                if found is not None:
                    yield found


def _first(
    field: str, table: Sequence[tuple[Outcome, Callable[..., str | None]]], *values: object
) -> _Finding | None:
    """What the first rule of ``table`` that applies says."""
    for outcome, rule in table:
        text = rule(*values)
        if text is not None:
            return _Finding(field, outcome, rule.__name__.replace("_", "-"), text)
    return None


def _silences(a: Account, b: Account) -> Iterator[tuple[str, str]]:
    fields_a, fields_b = _fields(a), _fields(b)
    for field in sorted(fields_a ^ fields_b):
        speaks, quiet = (a, b) if field in fields_a else (b, a)
        yield field, f"{speaks.who} gives it, {quiet.who} does not"


def _fields(account: Account) -> set[str]:
    given = {count.field for count in account.counts} | set(account.actors)
    if account.days or account.candidates:
        given.add("time")
    if account.place:
        given.add("place")
    return given
