"""Subjects followed through time: an activity, a deployment and its permission, bases, forces."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from tawatur.compare.account import Account, Bench, bench
from tawatur.compare.verdict import pair
from tawatur.model.claim import Analysis, Claim, Incident, Reuse, Verdict
from tawatur.model.mention import Factuality, NameKind

_AHEAD: Final = {
    Factuality.PLANNED: "planned",
    Factuality.PENDING: "pending",
    Factuality.POSSIBLE: "possible",
    Factuality.CONDITIONAL: "conditional",
}
_PERMISSION: Final = ("request", "approve", "refuse")
_OWN: Final = frozenset({"launch", "suspend", "resume", "reduce", "end"})  # told by who does it
_OPPOSITE: Final = {"suspend": {"resume", "launch"}, "resume": {"suspend", "end"}}


@dataclass(frozen=True, slots=True)
class State:
    """What the state was on some day, in whose words.

    The state began between ``earliest`` and ``latest``: the days that the report gives or that
    its incident has. Where there are none ``earliest`` is ``None`` and ``latest`` the last day on
    which it can have been said, when it held.
    """

    claim: str
    state: str
    earliest: date | None
    latest: date | None
    said: date | None
    who: str
    place: str | None = None
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """A subject through time. ``tensions`` are states that do not go together, and why."""

    id: str
    kind: str
    subject: str
    states: tuple[State, ...]
    tensions: tuple[Verdict, ...] = ()

    def on(self, day: date) -> State | None:
        """The last state that had begun by ``day``."""
        before = [s for s in self.states if s.latest is not None and s.latest <= day]
        return before[-1] if before else None


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    state: str
    ahead: str


def find(
    incidents: Sequence[Incident], analyses: Sequence[Analysis], reuse: Sequence[Reuse] = ()
) -> tuple[Thread, ...]:
    """Every subject of which two or more states are told."""
    ready = bench(analyses, reuse)
    dated = {
        id_: (incident.earliest, incident.latest)
        for incident in incidents
        if incident.earliest and incident.latest
        for id_ in incident.claims
    }
    found = []
    for kind, ids in _groups(incidents, ready):
        accounts = ready.opened(ids)
        days = {id_: dated.get(id_) for id_ in ids}
        states = [_state(account, days[account.claim.id], ready) for account in accounts]
        if len({(state.state, state.claim) for state in states}) < 2:
            continue
        states.sort(key=lambda s: (s.latest or date.max, s.said or date.max, s.claim))
        first = min(ids)
        found.append(
            Thread(
                id="thr:" + hashlib.blake2b(f"{kind}{first}".encode(), digest_size=8).hexdigest(),
                kind=kind,
                subject=_subject(kind, accounts, ready),
                states=tuple(states),
                tensions=tuple(_tensions(kind, accounts, days, ready)),
            )
        )
    return tuple(sorted(found, key=lambda thread: (thread.kind, thread.subject, thread.id)))


@cache
def _rows() -> Mapping[str, _Row]:
    text = files("tawatur.compare").joinpath("state.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    return {type_: _Row(kind, state, ahead) for type_, kind, state, ahead in lines[1:]}


# --- which claims follow one subject -------------------------------------------------------------


def _groups(incidents: Sequence[Incident], ready: Bench) -> Iterator[tuple[str, list[str]]]:
    """Claims joined by what they have in common: incident, activity and actors, object."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(one: str, two: str) -> None:
        first, second = sorted((root(one), root(two)))
        parent[second] = first

    kinds: dict[str, str] = {}
    for incident in incidents:
        for id_ in incident.claims:
            claim, _ = ready.claims[id_]
            row = _rows().get(claim.event.type)
            if row is None:
                continue
            kind, keys = _keys(id_, row.kind, ready)
            kinds[id_] = kind
            join(f"claim {id_}", f"incident {incident.id} {kind}")
            for key in keys:
                join(f"claim {id_}", f"{kind} {key}")
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(kinds):
        groups[root(f"claim {id_}")].append(id_)
    for members in groups.values():
        yield kinds[members[0]], members


def _keys(id_: str, kind: str, ready: Bench) -> tuple[str, list[str]]:
    """The kind of thread that a claim belongs to, and what ties it to others."""
    claim, _ = ready.claims[id_]
    people = ready.people
    partners = _partners(claim, ready)
    if kind == "activity":
        activity = claim.event.activity or "activity"
        keys = [f"{activity} {entity}" for entity in partners]
        if not keys:
            states = sorted(e for a in claim.event.arguments if (e := people.of(a.entity)))
            keys = [f"{activity} {states[0]}"] if states else []
        return kind, keys or [_nearest(claim, ready) or f"{activity} in {claim.document}"]
    if kind == "deployment":
        roles = {"object", "subject", "instrument"}
        named = {people.of(a.entity) for a in claim.event.arguments if a.role in roles}
        objects = sorted(e for e in named if e is not None and not people.is_place(e))
        weapons = [e for e in objects if _is_weapon(e, ready)]
        if not weapons and claim.event.type in {"deploy", *_PERMISSION}:
            weapons = [e for e in [_nearest_weapon(claim, ready)] if e]
        if not weapons and claim.event.type == "presence":
            country = _country(people.of(claim.place), ready)
            return "forces", [country] if country else []
        return kind, weapons or objects or _site(ready.people.of(claim.place), ready)
    return kind, [f"{entity}" for entity in partners]


def _site(place: str | None, ready: Bench) -> list[str]:
    """Where nothing is named that is deployed, the base that it goes to."""
    known = ready.people.known.get(place or "")
    return [known.id] if known is not None and known.kind == "facility" else []


def _nearest(claim: Claim, ready: Bench) -> str | None:
    """Where a text names nobody, the activity is the one that it spoke of close by."""
    found = []
    for other in ready.analyses[claim.document].claims:
        row = _rows().get(other.event.type)
        if row is None or row.kind != "activity" or other.event.activity != claim.event.activity:
            continue
        keys = _partners(other, ready)
        if keys:
            apart = abs(other.event.trigger.start - claim.event.trigger.start)
            found.append((apart, f"{other.event.activity or 'activity'} {keys[0]}"))
    return min(found)[1] if found else None


def _nearest_weapon(claim: Claim, ready: Bench) -> str | None:
    """What «the systems» and a permission for something unnamed are about: the weapon named in
    the same sentence, or by the nearest claim of the same text that tells of a deployment.
    """
    analysis = ready.analyses[claim.document]
    sentence, trigger = analysis.sentences[claim.event.sentence], claim.event.trigger
    beside = [
        (abs(name.span.start - trigger.start), name.entity)
        for name in analysis.names
        if name.kind is NameKind.WEAPON and name.entity and sentence.covers(name.span)
    ]
    if beside:
        return min(beside)[1]
    found = []
    for other in ready.analyses[claim.document].claims:
        row = _rows().get(other.event.type)
        if row is None or row.kind != "deployment":
            continue
        for argument in other.event.arguments:
            known = ready.people.known.get(argument.entity or "")
            if known is not None and known.kind == "weapon":
                apart = abs(other.event.trigger.start - claim.event.trigger.start)
                found.append((apart, known.id))
    return min(found)[1] if found else None


def _partners(claim: Claim, ready: Bench) -> list[str]:
    """Who takes part, whole countries left out: they take part in everything."""
    found = {
        ready.people.of(argument.entity)
        for argument in claim.event.arguments
        if argument.role in {"agent", "partner", "recipient"}
    }
    first = claim.chain[0] if claim.chain else None
    if first is not None and first.kind == "speaker" and claim.event.type in _OWN:
        body = ready.people.of(first.entity)
        known = ready.people.known.get(body or "")
        if known is not None and known.kind == "organisation":
            found.add(body)
    return sorted(e for e in found if e is not None and not ready.people.is_country(e))


def _country(place: str | None, ready: Bench) -> str | None:
    known = ready.people.known.get(place or "")
    return known.country if known else None


# --- states --------------------------------------------------------------------------------------


_Days = tuple[date, date] | None


def _state(account: Account, incident: _Days, ready: Bench) -> State:
    event = account.claim.event
    row = _rows()[event.type]
    word = row.state
    if account.factuality in _AHEAD:
        word = f"{row.ahead} {_AHEAD[account.factuality]}"
    elif account.factuality is not Factuality.ACTUAL:
        word = f"not {row.state}"
    until = account.said or account.analysis.published.latest
    days: tuple[date | None, date | None] = account.days or incident or (None, until)
    return State(
        claim=account.claim.id,
        state=word,
        earliest=days[0],
        latest=days[1],
        said=account.said,
        who=account.who,
        place=ready.people.name(account.place) if account.place else None,
        counts=tuple(map(str, account.counts)),
    )


def _subject(kind: str, accounts: Sequence[Account], ready: Bench) -> str:
    """What a reader calls the thread: the object, or the activity and who takes part most."""
    roles = ("object", "subject") if kind == "deployment" else ("agent", "partner")
    named: dict[str, int] = defaultdict(int)
    for account in accounts:
        for argument in account.claim.event.arguments:
            entity = ready.people.of(argument.entity)
            if entity is None or argument.role not in roles or ready.people.is_place(entity):
                continue
            named[entity] += 1
    weapons = {e: n for e, n in named.items() if _is_weapon(e, ready)}
    named = weapons or named
    who = min(named, key=lambda e: (-named[e], e)) if named else None
    name = ready.people.name(who) if who else ""
    if kind == "activity":
        activity = next((a.claim.event.activity for a in accounts if a.claim.event.activity), kind)
        return f"{activity}: {name}" if name else activity
    if kind == "forces":
        country = next((c for a in accounts if (c := _country(a.place, ready))), None)
        return f"forces in {country}" if country else "forces"
    return name or kind


def _is_weapon(entity: str, ready: Bench) -> bool:
    known = ready.people.known.get(entity)
    return known is not None and known.kind == "weapon"


# --- what does not go together -------------------------------------------------------------------


def _tensions(
    kind: str, accounts: Sequence[Account], days: Mapping[str, _Days], ready: Bench
) -> Iterator[Verdict]:
    """A state told without a day against the last dated state before, where that is contrary."""
    if kind == "forces":
        yield from _scopes(accounts, ready)
        return
    facts = [a for a in accounts if a.factuality is Factuality.ACTUAL]
    for later in facts:
        opposites = _OPPOSITE.get(later.claim.event.type, set())
        said = later.said or later.analysis.published.earliest
        if not opposites or said is None or days[later.claim.id] or later.days:
            continue
        before = [
            (begun[1], account)
            for account in facts
            if (begun := account.days or days[account.claim.id]) and begun[1] < said
        ]
        last = max((day for day, _ in before), default=None)
        for day, account in before:
            if day == last and account.claim.event.type in opposites:
                yield _tension(account, later, day, said)


def _tension(before: Account, later: Account, day: date, said: date) -> Verdict:
    rows = _rows()
    was, now = rows[before.claim.event.type].state, rows[later.claim.event.type].state
    when = f"on {said}" if later.said else f"on or after {said}"
    text = f"{later.who} has it {now}, without a day, {when}; {before.who} had it {was} by {day}"
    return Verdict(
        before.claim.id, later.claim.id, "state", "conflicts", "contrary-state-undated", text
    )


def _scopes(accounts: Sequence[Account], ready: Bench) -> Iterator[Verdict]:
    """Numbers of forces compare only where the same forces and the same place are counted."""
    for place, one in enumerate(accounts):
        for two in accounts[place + 1 :]:
            if not one.counts or not two.counts:
                continue
            if one.place == two.place and one.actors.get("agent") == two.actors.get("agent"):
                yield from pair(one, two, ready)
                continue
            text = f"{_force(one, ready)}; {_force(two, ready)}: other forces or another place"
            rule = "other-scope"
            yield Verdict(one.claim.id, two.claim.id, "presence", "scope", rule, text)


def _force(account: Account, ready: Bench) -> str:
    agents = ", ".join(map(ready.people.name, account.actors.get("agent", ()))) or "forces"
    place = ready.people.name(account.place) if account.place else "a place not named"
    return f"{agents} in {place}: {account.counts[0]}"
