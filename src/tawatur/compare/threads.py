"""Subjects followed through time: activities, deployments and their permission, forces, bases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Final

from tawatur.compare import tension
from tawatur.compare.account import Account, Bench, Count, speaker
from tawatur.compare.deployed import country_of
from tawatur.compare.phrase import began_before, is_past
from tawatur.compare.sites import sites_of
from tawatur.compare.state import State, order
from tawatur.compare.subjects import Subject, subjects
from tawatur.compare.tables import state_row
from tawatur.compare.where import place_of
from tawatur.model.claim import Incident, Verdict
from tawatur.model.mention import Factuality

_NO: Final = frozenset({Factuality.NEGATED, Factuality.DENIED})
_LINE: Final = 80  # characters on either side of a word that are looked at
_WORDS: Final = 3  # of a phrase that say whose forces are meant
_COMING: Final = frozenset({Factuality.PLANNED, Factuality.ACTUAL})
_Days = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Thread:
    """A subject through time. ``tensions`` are states that do not go together, and why.

    ``key`` is what its claims have in common, ``about`` the entities that they name most; ``name``
    is given by a person. ``subject`` is what an English reader calls it where nobody named it; its
    parts are ``sort``, the activity or the sort of thing (``None`` where ``about`` alone tells it),
    and ``country``, where forces are.
    """

    id: str
    kind: str
    subject: str
    states: tuple[State, ...]
    tensions: tuple[Verdict, ...] = ()
    key: str = ""
    about: tuple[str, ...] = ()
    name: str | None = None
    sort: str | None = None
    country: str | None = None

    def on(self, day: date) -> State | None:
        """The last state that had begun by ``day``."""
        before = [s for s in self.states if s.latest is not None and s.latest <= day]
        return before[-1] if before else None


def find(incidents: Sequence[Incident], ready: Bench) -> tuple[Thread, ...]:
    """Every subject of which two states are told, or one by two reports; ``ready`` are these."""
    dated = {
        id_: (incident.earliest, incident.latest)
        for incident in incidents
        if incident.earliest and incident.latest
        for id_ in incident.claims
    }
    found = []
    for subject in subjects(incidents, ready):
        claims = [ready.claims[id_][0] for id_ in subject.claims]
        told = {(claim.event.type, claim.event.factuality) for claim in claims}
        if len(told) < 2 and len({claim.document for claim in claims}) < 2:
            continue
        found.append(_thread(subject, ready.opened(subject.claims), dated, ready))
    return tuple(sorted(found, key=lambda thread: (thread.kind, thread.subject, thread.id)))


def _thread(
    subject: Subject,
    accounts: Sequence[Account],
    dated: Mapping[str, tuple[date, date]],
    ready: Bench,
) -> Thread:
    states = sorted(
        (
            state
            for account in accounts
            for state in _states(account, dated.get(account.claim.id), subject, ready)
        ),
        key=order,
    )
    about = _named(subject, accounts, ready)
    sort, country = _sort(subject, about, ready), country_of(subject.key)
    return Thread(
        id=thread_id(subject.kind, subject.key),
        kind=subject.kind,
        subject=_subject(sort, country, about, ready),
        states=tuple(states),
        tensions=tension.find(subject.kind, states),
        key=subject.key,
        about=about,
        sort=sort,
        country=country,
    )


def thread_id(kind: str, key: str) -> str:
    """The id of a thread: a hash of its kind and of what its claims have in common."""
    return "thr:" + hashlib.blake2b(f"{kind}\n{key}".encode(), digest_size=8).hexdigest()


# --- states --------------------------------------------------------------------------------------


def _states(account: Account, incident: _Days, subject: Subject, ready: Bench) -> Iterator[State]:
    """The state that a claim leaves; one for each base, where it names several."""
    claim = account.claim
    row = state_row(claim.event.type, claim.event.rule)
    if row is None:
        return
    told = _told(account)
    past, before = _is_past(account), _began_before(account)
    when = claim.when
    said_only = (past or before) and when is not None and when.basis == "derived"
    days = (None if said_only else account.days) or (None if past or before else incident)
    mode = account.factuality
    waited = mode is Factuality.PENDING and row.aspect == "permission"  # a state of its own
    beyond = days is not None and told[1] is not None and days[0] > told[1]
    spoken = mode is Factuality.ACTUAL and _only_named(account)
    ahead = beyond or spoken or not (mode is Factuality.ACTUAL or mode in _NO or waited)
    if spoken:
        what, how = row.ahead, "spoken of"
    elif ahead or waited:
        what, how = row.ahead, row.planned if mode in _COMING else str(mode)
    else:
        what, how = row.not_so if mode in _NO else row.state, None
    aspect = "forces" if subject.kind == "forces" and row.aspect == "deployment" else row.aspect
    sign = {"+": 1, "-": -1}.get(row.sign, 0) * (-1 if waited or mode in _NO else 1)
    held = None if ahead or days is None else (days[0], min(days[1], told[1] or days[1]))
    counts, place = account.counts, place_of(claim, ready)
    base = State(
        claim=claim.id,
        what=what,
        how=how,
        earliest=held[0] if held else (told[0] if ahead else None),
        latest=held[1] if held else told[1],
        said=account.said,
        who=account.who,
        speaker=speaker(claim),
        place=ready.people.name(place) if place else None,
        place_id=place,
        counts=tuple(count.amount for count in counts),
        aspect=aspect,
        sign=0 if ahead else sign,
        ahead=ahead,
        due=days if ahead else None,
        told=told,
        origin=account.origin,
        owner=_owner(account, ready) if aspect == "forces" else None,
        document=claim.document,
        past=past,
        span=claim.event.trigger,
        level=_level(counts),
    )
    yield from sites_of(base, account, ready) if subject.kind == "handover" else (base,)


def _level(counts: Sequence[Count]) -> tuple[float, float | None] | None:
    """The least and the greatest value of the first count; ``None`` for no upper bound."""
    if not counts:
        return None
    return counts[0].low, None if counts[0].high == inf else counts[0].high


def _only_named(account: Account) -> bool:
    """Whether a deployment or withdrawal is named by a verbal noun alone: «يعارض إرسال قوات» and
    «القرار الذي يؤيد نشر قوات» do not say that it was done; one told as past was.
    """
    event = account.claim.event
    named = bool(event.reasons) and not {"verb", "background"} & set(event.reasons)
    doer = event.type == "withdraw" and "has-agent" in event.reasons
    return named and event.type in {"deploy", "withdraw"} and not doer


def _is_past(account: Account) -> bool:
    """Whether the words before it tell a state as past: the day of the saying is not its day."""
    event, analysis = account.claim.event, account.analysis
    end = event.trigger.start
    begin = max(analysis.sentences[event.sentence].start, end - _LINE)
    return is_past(analysis.document.text[begin:end])


def _began_before(account: Account) -> bool:
    """Whether it is told as going on since something: it did not begin when that was said."""
    event, text = account.claim.event, account.analysis.document.text
    return began_before(text[event.trigger.end : event.trigger.end + _LINE])


def _told(account: Account) -> tuple[date | None, date | None]:
    """The days on which it can have been said."""
    if account.said is not None:
        return account.said, account.said
    attribution = account.claim.event.attribution
    if attribution is not None:
        time = account.analysis.attributions[attribution].time
        timex = None if time is None else account.analysis.times[time]
        if timex is not None and timex.begin and timex.end_exclusive:
            return timex.begin, date.fromordinal(timex.end_exclusive.toordinal() - 1)
    return account.analysis.published.earliest, account.analysis.published.latest


def _owner(account: Account, ready: Bench) -> str | None:
    """Whose forces: by name, else as the report calls them where that is more than «forces»."""
    agents = account.actors.get("agent") or account.actors.get("object") or ()
    if agents:
        return ", ".join(map(ready.people.name, agents))
    text = account.analysis.document.text
    for argument in account.claim.event.arguments:
        words = argument.span.of(text).split()
        if argument.role == "object" and len(words) > 1 and not account.counts:
            return f"«{' '.join(words[:_WORDS])}»"
    return None


# --- what a reader calls it ----------------------------------------------------------------------


def _named(subject: Subject, accounts: Sequence[Account], ready: Bench) -> tuple[str, ...]:
    """The entities that a reader tells it by: those in its key, else those named most."""
    own = [word for word in subject.key.split() if word in ready.people.known]
    if own:
        return tuple(own)
    named: dict[str, int] = {}
    for account in accounts:
        for argument in account.claim.event.arguments:
            entity = ready.people.of(argument.entity)
            if entity is not None and argument.role in {"agent", "partner", "object"}:
                named[entity] = named.get(entity, 0) + 1
    return (min(named, key=lambda e: (-named[e], e)),) if named else ()


def _sort(subject: Subject, about: Sequence[str], ready: Bench) -> str | None:
    """The activity or the sort of thing; weapons and bases handed over are told by names alone."""
    if subject.kind == "forces":
        return "forces"
    known = [ready.people.known.get(one) for one in about]
    weapons = any(one is not None and one.kind == "weapon" for one in known)
    return None if about and (weapons or subject.kind == "handover") else subject.about


def _subject(sort: str | None, country: str | None, about: Sequence[str], ready: Bench) -> str:
    """The same in English words."""
    if sort == "forces":
        place = ready.people.known.get(f"ent:{country}")
        where = place.name_en or place.name if place else country
        return f"forces in {where}" if where else sort
    names = ", ".join(map(ready.people.name, about))
    return ": ".join(filter(None, (sort, names)))
