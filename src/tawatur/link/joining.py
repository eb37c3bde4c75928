"""Accounts of many reports joined to happenings, one component of likely pairs after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tawatur.link import clusters
from tawatur.link.candidates import Candidates, Pairs
from tawatur.link.copies import Copies
from tawatur.link.decided import Decided
from tawatur.link.directory import Directory
from tawatur.link.features import evidence, forbidden
from tawatur.link.named import Naming
from tawatur.link.pair import weights
from tawatur.link.side import Side
from tawatur.link.tables import levels
from tawatur.link.union import Union
from tawatur.model.claim import IncidentLink
from tawatur.model.mention import Factuality

_DENIED: Final = frozenset({Factuality.DENIED})

Happening = tuple[list[Side], list[IncidentLink]]


@dataclass
class Joiner:
    """Bounded average-link clustering over candidate pairs, strongest pair first."""

    sides: Sequence[Side]
    people: Directory
    copies: Copies
    naming: Naming
    decided: Decided

    def __post_init__(self) -> None:
        self._provinces = [self.people.provinces(each.places) for each in self.sides]
        self._by_hand = dict(self._of_people())
        union = Union(len(self.sides))
        with Candidates(self.sides, self.people, self.copies, self.naming) as found:
            for left, right in self._by_hand:
                union.join(left, right)
            for left, right in found.likely():
                union.join(left, right)
            self.components = union.groups()
            self._pairs: Pairs = found.inside(self.components)

    def happenings(self, component: int) -> Iterator[Happening]:
        """The accounts of each happening of a component, with the pairs that joined them."""
        members = self.components[component]
        if len(members) == 1:
            yield [self.sides[members[0]]], []
            return
        scores = self._pairs.of(component)
        own = set(members)
        denials = {n for n in members if self.sides[n].modes == _DENIED}
        ranked = sorted(
            (pair for pair, (bits, _) in scores.items() if bits > 0),
            key=lambda pair: (not denials.isdisjoint(pair), -scores[pair][0], pair),
        )

        def support(left: int, right: int) -> int | None:
            if (left, right) not in scores:
                scores[left, right] = self._unlisted(left, right)
            bits, against = scores[left, right]
            if against == clusters.FORBIDDEN:
                return None
            return bits if against else max(bits, clusters.NEUTRAL)

        sure = [pair for pair in self._by_hand if pair[0] in own]
        for found in clusters.clusters(members, sure, ranked, support, self._joinable, denials):
            yield (
                [self.sides[n] for n in found.members],
                [self._by_hand.get(pair) or self._link(*pair) for pair in found.joined],
            )

    def _of_people(self) -> Iterator[tuple[tuple[int, int], IncidentLink]]:
        """What people decided to be one, with the link that says so."""
        if not self.decided.same:
            return
        places = {claim: n for n, each in enumerate(self.sides) for claim in each.claims}
        for left, right in self.decided.unions():
            if left in places and right in places:
                weight = levels()["judgement", "same"].weight()
                yield (places[left], places[right]), IncidentLink(left, right, (weight,))

    def _unlisted(self, left: int, right: int) -> tuple[int, int]:
        """A pair that shares nothing, or that a rule forbids."""
        one, two = self.sides[left], self.sides[right]
        if forbidden(one, two, self.people):
            return 0, clusters.FORBIDDEN
        found = evidence(one, two, self.people, naming=self.naming)
        bits = sum(round(1000 * level.bits) for level, _, _ in found)
        return bits, int(any(level.bits < 0 for level, _, _ in found[1:]))

    def _joinable(self, one: Sequence[int], two: Sequence[int]) -> bool:
        """Whether nobody told any of these claims apart, and no two provinces come together."""
        here, there = ({u for n in side for u in self._provinces[n]} for side in (one, two))
        if here and there and not here & there:
            return False
        if not self.decided.different:
            return True
        claims, others = ([c for n in side for c in self.sides[n].claims] for side in (one, two))
        return self.decided.parts(claims).isdisjoint(others)

    def _link(self, left: int, right: int) -> IncidentLink:
        one, two = sorted((self.sides[left], self.sides[right]), key=lambda each: each.order)
        copied = self.copies.shared(one.document, one.triggers, two.document, two.triggers)
        found = evidence(one, two, self.people, copied=copied, naming=self.naming)
        return IncidentLink(one.claims[0], two.claims[0], weights(found))
