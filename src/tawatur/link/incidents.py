"""Claims of many reports to incidents: which of them speak of one happening, and why."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tawatur.link import accounts
from tawatur.link.accounts import Accounts
from tawatur.link.copies import Copies
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.directory import Directory, directory
from tawatur.link.independence import originators
from tawatur.link.joining import Happening, Joiner
from tawatur.link.shares import shared_out, uncollected
from tawatur.link.side import Side
from tawatur.link.voice import Voice
from tawatur.model.claim import Analysis, Incident, Reuse

_BATCH: Final = 4000  # components whose incidents a worker hands over at once


def link(
    analyses: Sequence[Analysis],
    reuse: Sequence[Reuse] = (),
    decided: Decided = NOTHING,
    *,
    people: Directory | None = None,
    workers: int = 1,
) -> tuple[Incident, ...]:
    """The incidents of all claims, each claim in one, whatever the order of ``analyses``.

    ``decided`` are the pairs of claims of which people said that they are, or are not, of one;
    ``people`` is the directory of the analyses, where it is at hand.
    What comes out does not depend on the number of ``workers``; with more than one, ``analyses``
    must be such that a forked process can read them.
    """
    with uncollected():
        people, copies = people or directory(analyses, decided, workers), Copies(reuse)
        told = accounts.read(analyses, people, decided, workers)
        joiner = Joiner(told.sides, people, copies, told.naming, decided)
        maker = _Maker(told, copies, people, decided)

        def work(share: int, of: int) -> Iterator[list[Incident]]:
            for first in range(share * _BATCH, len(joiner.components), of * _BATCH):
                several = range(first, min(first + _BATCH, len(joiner.components)))
                yield [maker.made(one) for n in several for one in joiner.happenings(n)]

        found = [incident for batch in shared_out(work, workers) for incident in batch]
    shown = _with_rejected(found, decided) if decided.rejected else found
    return tuple(sorted(shown, key=lambda i: (i.earliest or date.max, i.id)))


# --- the incident --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Maker:
    """What incidents are made of."""

    told: Accounts
    copies: Copies
    people: Directory
    decided: Decided

    def made(self, happening: Happening) -> Incident:
        """The incident of some accounts."""
        members, links = happening
        own = sorted(
            (self.told.voices[claim] for each in members for claim in each.claims),
            key=lambda one: (one.day or date.max, one.claim),
        )
        earliest, latest = _days(members)
        links = [*links, *self.told.links(members)]
        return Incident(
            id="inc:" + hashlib.blake2b(own[0].claim.encode(), digest_size=8).hexdigest(),
            type=_type(own),
            claims=tuple(one.claim for one in own),
            earliest=earliest,
            latest=latest,
            place=_place(members, [one.place for one in own], self.people),
            links=tuple(sorted(links, key=lambda each: (each.left, each.right))),
            originators=originators(own, self.copies, self.decided),
        )


def _with_rejected(found: Sequence[Incident], decided: Decided) -> Iterator[Incident]:
    """Each incident with the rejected claims that stood with one of its own: seen, not counted."""
    home = {claim: incident.id for incident in found for claim in incident.claims}
    rejected: dict[str, list[str]] = defaultdict(list)
    for claim, others in decided.rejected.items():
        if (place := next((home[one] for one in others if one in home), None)) is not None:
            rejected[place].append(claim)
    for incident in found:
        yield replace(incident, rejected=tuple(sorted(rejected[incident.id])))


def _type(claims: Sequence[Voice]) -> str:
    """The type that most claims give; one that says how goes before one that does not."""
    general = {"attack", "casualties", "killing"}
    kinds = Counter(claim.type for claim in claims)
    specific = {type_: n for type_, n in kinds.items() if type_ not in general}
    if not specific and "attack" in kinds and "killing" not in kinds:
        return "attack"
    counted = specific or {t: n for t, n in kinds.items() if t != "casualties"} or kinds
    return min(counted, key=lambda type_: (-counted[type_], type_))


def _days(members: Sequence[Side]) -> tuple[date | None, date | None]:
    """The day all accounts allow; where they disagree, from the first to the last stated."""
    narrow = [each.days for each in members if each.days and each.narrow]
    stated = narrow or [each.days for each in members if each.days]
    if stated:
        begin, end = max(d[0] for d in stated), min(d[1] for d in stated)
        if begin <= end:
            return begin, end
        return min(d[0] for d in stated), max(d[1] for d in stated)
    given = [each.candidates for each in members if each.candidates]
    if given:
        days = given[0].intersection(*given[1:]) or frozenset().union(*given)
        return min(days), max(days)
    latest = [each.latest for each in members if each.latest]
    return None, min(latest) if latest else None


def _place(members: Sequence[Side], stated: Sequence[str | None], people: Directory) -> str | None:
    """The place that most accounts name, of the finest; one that was hit where none is stated."""
    named = Counter(place for each in members for place in each.places)
    own = {people.of(place) for place in stated} - {None}
    levels = (
        {p: n for p, n in named.items() if not people.is_country(p) and not people.is_region(p)},
        {p: n for p, n in named.items() if not people.is_country(p)},
        named,
    )
    counted = next((level for level in levels if level), None)
    if counted is None:
        return None
    return min(counted, key=lambda p: (-counted[p], p not in own, p))
