"""Claims of many reports to incidents: which of them speak of one happening, and why."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from tawatur.link import clusters, told, within
from tawatur.link.apart import forbidden
from tawatur.link.candidates import Candidates
from tawatur.link.copies import Copies
from tawatur.link.crowd import crowded
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.directory import Directory, directory
from tawatur.link.independence import independence
from tawatur.link.named import Names, Naming
from tawatur.link.pair import evidence, weights
from tawatur.link.side import Side, side
from tawatur.link.tables import levels
from tawatur.model.claim import Analysis, Claim, Incident, IncidentLink, Reuse
from tawatur.model.mention import Factuality

_DENIED: Final = frozenset({Factuality.DENIED})


def link(
    analyses: Sequence[Analysis], reuse: Sequence[Reuse] = (), decided: Decided = NOTHING
) -> tuple[Incident, ...]:
    """The incidents of all claims, each claim in one, whatever the order of ``analyses``.

    ``decided`` are the pairs of claims of which people said that they are, or are not, of one.
    """
    people, copies = directory(analyses, decided), Copies(reuse)
    texts = _read(analyses, people, decided)
    joiner = _Joiner(texts.sides, people, copies, texts.naming, decided)
    found = []
    for members, links in joiner.clusters():
        proofs = [*links, *(link for m in members for link in texts.inner.get(m.claims[0], ()))]
        found.append(_incident(members, proofs, texts.claims(members), copies, people, decided))
    shown = _with_rejected(found, decided) if decided.rejected else found
    return tuple(sorted(shown, key=lambda i: (i.earliest or date.max, i.id)))


@dataclass
class _Texts:
    """What each text tells of each event, and where its claims stand among ``analyses``."""

    analyses: Sequence[Analysis]
    sides: list[Side]
    inner: dict[str, list[IncidentLink]]
    homes: dict[str, tuple[int, int]]
    naming: Naming

    def claims(self, members: Sequence[Side]) -> list[tuple[Claim, Analysis]]:
        """The claims of some sides with their analyses, loaded anew where they are not held."""
        places = sorted(self.homes[claim] for each in members for claim in each.claims)
        loaded = {place: self.analyses[place] for place, _ in places}
        return [(loaded[place].claims[number], loaded[place]) for place, number in places]


def _read(analyses: Sequence[Analysis], people: Directory, decided: Decided) -> _Texts:
    """One pass over the reports; what is kept of each is what linking looks at."""
    names = Names(people)
    found = _Texts(analyses, [], {}, {}, Naming({}))
    for place, analysis in enumerate(analyses):
        stands, turned = names.of(analysis), told.turns(analysis)
        forms = [
            told.told(
                claim,
                side(claim, analysis, people, stands.get(claim.event.sentence, frozenset())),
                analysis,
                turned,
            )
            for claim in analysis.claims
            if claim.id not in decided.rejected
        ]
        for number, claim in enumerate(analysis.claims):
            found.homes[claim.id] = place, number
        for made, links in within.groups(forms, people, decided):
            found.sides.append(made)
            if links:
                found.inner[made.claims[0]] = links
    found.sides = crowded(sorted(found.sides, key=lambda each: each.order), people)
    found.naming = names.rarity()
    return found


# --- across texts --------------------------------------------------------------------------------


@dataclass
class _Joiner:
    """Bounded average-link clustering over candidate pairs, strongest pair first."""

    sides: Sequence[Side]
    people: Directory
    copies: Copies
    naming: Naming
    decided: Decided
    _provinces: list[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._provinces = [self.people.provinces(each.places) for each in self.sides]

    def clusters(self) -> Iterator[tuple[list[Side], list[IncidentLink]]]:
        """The sides of each happening, with the pairs that joined them."""
        pairs = Candidates(self.sides, self.people, self.copies, self.naming)
        by_hand = dict(self._decided())
        likely = ((one, two) for one, two, _ in pairs.likely())
        roots = clusters.components(len(self.sides), (*by_hand, *likely))
        several = clusters.by_component(roots)
        rows = pairs.inside((n, root) for root, group in several.items() for n in group)
        waiting = next(rows, None)
        for place, root in enumerate(roots):
            if place != root:
                continue
            if root not in several:
                yield [self.sides[place]], []
                continue
            scores: dict[tuple[int, int], tuple[int, int]] = {}
            while waiting is not None and waiting[0] == root:
                scores[waiting[1].one, waiting[1].two] = waiting[1].bits, waiting[1].against
                waiting = next(rows, None)
            yield from self._component(several[root], by_hand, scores)

    def _decided(self) -> Iterator[tuple[tuple[int, int], IncidentLink]]:
        """What people decided to be one, with the link that says so."""
        if not self.decided.same:
            return
        places = {claim: n for n, each in enumerate(self.sides) for claim in each.claims}
        for left, right in self.decided.unions():
            if left in places and right in places:
                weight = levels()["judgement", "same"].weight()
                yield (places[left], places[right]), IncidentLink(left, right, (weight,))

    def _component(
        self,
        members: Sequence[int],
        by_hand: Mapping[tuple[int, int], IncidentLink],
        scores: dict[tuple[int, int], tuple[int, int]],
    ) -> Iterator[tuple[list[Side], list[IncidentLink]]]:
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

        sure = [pair for pair in by_hand if pair[0] in own]
        for found in clusters.clusters(members, sure, ranked, support, self._joinable, denials):
            yield (
                [self.sides[n] for n in found.members],
                [by_hand.get(pair) or self._link(*pair) for pair in found.joined],
            )

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


# --- the incident --------------------------------------------------------------------------------


def _incident(
    members: Sequence[Side],
    links: Sequence[IncidentLink],
    claims: Sequence[tuple[Claim, Analysis]],
    copies: Copies,
    people: Directory,
    decided: Decided,
) -> Incident:
    ordered = sorted(claims, key=lambda pair: (pair[1].published.latest or date.max, pair[0].id))
    own = [claim for claim, _ in ordered]
    earliest, latest = _days(members)
    by_document = {analysis.document.id: analysis for _, analysis in ordered}
    counted = independence(own, by_document, copies, decided)
    return Incident(
        id="inc:" + hashlib.blake2b(own[0].id.encode(), digest_size=8).hexdigest(),
        type=_type(own),
        claims=tuple(claim.id for claim in own),
        earliest=earliest,
        latest=latest,
        place=_place(members, [claim.place for claim in own], people),
        links=tuple(sorted(links, key=lambda each: (each.left, each.right))),
        originators=tuple(group.claims for group in counted.groups),
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


def _type(claims: Sequence[Claim]) -> str:
    """The type that most claims give; one that says how goes before one that does not."""
    general = {"attack", "casualties", "killing"}
    kinds = Counter(claim.event.type for claim in claims)
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
