"""What each report tells of each event: the reports are read once, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tawatur.link import told, within
from tawatur.link.crowd import crowded
from tawatur.link.decided import Decided
from tawatur.link.directory import Directory
from tawatur.link.named import Names, Naming, rarity
from tawatur.link.shares import shared_out
from tawatur.link.side import Side, side
from tawatur.link.voice import Voice, voice
from tawatur.model.claim import Analysis, IncidentLink

_BATCH: Final = 2000  # reports whose accounts a worker hands over at once


@dataclass
class Accounts:
    """All accounts in order, and what is kept of their claims.

    ``inner`` are the pairs of claims that made an account, by its first claim; ``voices`` whose
    word each claim is.
    """

    sides: list[Side] = field(default_factory=list)
    inner: dict[str, list[IncidentLink]] = field(default_factory=dict)
    voices: dict[str, Voice] = field(default_factory=dict)
    naming: Naming = field(default_factory=lambda: Naming({}))

    def links(self, members: Sequence[Side]) -> Iterator[IncidentLink]:
        """The pairs within each of some accounts."""
        for each in members:
            yield from self.inner.get(each.claims[0], ())


@dataclass(frozen=True, slots=True)
class _Batch:
    """What some reports tell; ``named`` counts in how many of them each name stands."""

    sides: list[Side]
    inner: dict[str, list[IncidentLink]]
    voices: list[Voice]
    named: Counter[str]


def read(
    analyses: Sequence[Analysis], people: Directory, decided: Decided, workers: int
) -> Accounts:
    """One pass over the reports; what is kept of each is what linking looks at."""
    names = Names(people)

    def work(share: int, of: int) -> Iterator[_Batch]:
        size = len(analyses)
        for first in range(share * _BATCH, size, of * _BATCH):
            yield _read(analyses, range(first, min(first + _BATCH, size)), names, people, decided)

    found, named = Accounts(), Counter[str]()
    for batch in shared_out(work, workers):
        found.sides += batch.sides
        found.inner.update(batch.inner)
        found.voices.update((each.claim, each) for each in batch.voices)
        named.update(batch.named)
    found.sides = crowded(sorted(found.sides, key=lambda each: each.order), people)
    found.naming = rarity(named, len(analyses))
    return found


def _read(
    analyses: Sequence[Analysis], places: range, names: Names, people: Directory, decided: Decided
) -> _Batch:
    found = _Batch([], {}, [], Counter())
    nowhere: frozenset[str] = frozenset()
    for place in places:
        analysis = analyses[place]
        stands, turned = names.of(analysis), told.turns(analysis)
        found.named.update(nowhere.union(*stands.values()))
        forms = []
        for claim in analysis.claims:
            found.voices.append(voice(claim, analysis))
            if claim.id not in decided.rejected:
                own = side(claim, analysis, people, stands.get(claim.event.sentence, nowhere))
                forms.append(told.told(claim, own, analysis, turned))
        for made, links in within.groups(forms, people, decided):
            found.sides.append(made)
            if links:
                found.inner[made.claims[0]] = links
    return found
