"""Claims of many reports to incidents: which of them speak of one happening, and why."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from tawatur.link import within
from tawatur.link.copies import Copies
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.directory import Directory, directory
from tawatur.link.independence import independence
from tawatur.link.named import Naming, naming
from tawatur.link.pair import Evidence, evidence, forbidden, support, total, weights
from tawatur.link.side import Side, side
from tawatur.link.tables import levels
from tawatur.link.told import told
from tawatur.model.claim import Analysis, Claim, Incident, IncidentLink, Reuse

_WIDE: Final = 200  # sides that share one key: a larger block needs a second key in common
_COMMON: Final = 60  # sides with one actor: it is one that takes part in much
_LOOK: Final = 16  # members of a cluster that are compared when it is to be joined


def link(
    analyses: Sequence[Analysis], reuse: Sequence[Reuse] = (), decided: Decided = NOTHING
) -> tuple[Incident, ...]:
    """The incidents of all claims, each claim in one, whatever the order of ``analyses``.

    ``decided`` are the pairs of claims of which people said that they are, or are not, of one.
    """
    people = directory(analyses, decided)
    names = naming(analyses, people)
    copies = Copies(reuse)
    claims: dict[str, tuple[Claim, Analysis]] = {}
    texts: list[Side] = []
    inner: dict[str, list[IncidentLink]] = defaultdict(list)
    for analysis in sorted(analyses, key=lambda each: each.document.id):
        forms = [
            told(claim, side(claim, analysis, people, names), analysis)
            for claim in analysis.claims
            if claim.id not in decided.rejected
        ]
        claims.update({claim.id: (claim, analysis) for claim in analysis.claims})
        for made, links in within.groups(forms, people, decided):
            texts.append(made)
            inner[made.claims[0]].extend(links)
    joiner = _Joiner(texts, people, copies, names, decided)
    by_document = {analysis.document.id: analysis for analysis in analyses}
    found = []
    for members, links in joiner.clusters():
        proofs = [*links, *(link for m in members for link in inner[m.claims[0]])]
        found.append(_incident(members, proofs, claims, by_document, copies, people, decided))
    shown = _with_rejected(found, decided)
    return tuple(sorted(shown, key=lambda i: (i.earliest or date.max, i.id)))


# --- across texts --------------------------------------------------------------------------------


@dataclass
class _Joiner:
    """Bounded average-link clustering over candidate pairs, strongest pair first."""

    sides: Sequence[Side]
    people: Directory
    copies: Copies
    names: Naming
    decided: Decided
    _scores: dict[tuple[int, int], tuple[Evidence, ...] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sides = sorted(self.sides, key=lambda each: each.order)

    def clusters(self) -> Iterator[tuple[list[Side], list[IncidentLink]]]:
        """The sides of each happening, with the pairs that joined them."""
        home = list(range(len(self.sides)))
        members = {place: [place] for place in home}
        proofs: dict[int, list[IncidentLink]] = {place: [] for place in home}
        for left, right, by_hand in self._pairs():
            one, two = sorted((home[left], home[right]))
            if one == two or not (by_hand or self._joins(members[one], members[two])):
                continue
            for place in members[two]:
                home[place] = one
            members[one] = sorted(members[one] + members.pop(two))
            proofs[one] += proofs.pop(two)
            proofs[one].append(by_hand or self._link(left, right))
        for place in sorted(members):
            yield [self.sides[each] for each in members[place]], proofs[place]

    def _pairs(self) -> Iterator[tuple[int, int, IncidentLink | None]]:
        """What people decided, with the link that says so; then the others, strongest first."""
        places = {claim: n for n, each in enumerate(self.sides) for claim in each.claims}
        for left, right in self.decided.unions():
            if left in places and right in places:
                weight = levels()["judgement", "same"].weight()
                yield places[left], places[right], IncidentLink(left, right, (weight,))
        yield from ((*pair, None) for pair in self._ranked())

    def _link(self, left: int, right: int) -> IncidentLink:
        found = self._score(left, right)
        return IncidentLink(
            self.sides[left].claims[0], self.sides[right].claims[0], weights(found or ())
        )

    def _ranked(self) -> list[tuple[int, int]]:
        scored = []
        for pair in _candidates(self.sides, self.people, self.copies):
            found = self._score(*pair)
            if found is not None and (bits := total(found)) > 0:
                scored.append((-bits, pair))
        return [pair for _, pair in sorted(scored)]

    def _joins(self, one: Sequence[int], two: Sequence[int]) -> bool:
        """Whether no pair is forbidden and all together speak for it."""
        if not self._not_told_apart(one, two):
            return False
        bits = 0.0
        pairs = [(a, b) for a in one[:_LOOK] for b in two[:_LOOK]]
        for pair in pairs:
            found = self._score(*pair)
            if found is None:
                return False
            bits += support(found)
        return bits > 0

    def _not_told_apart(self, one: Sequence[int], two: Sequence[int]) -> bool:
        """Whether nobody told any of these claims apart."""
        if not self.decided.different:
            return True
        claims, others = ([c for n in side for c in self.sides[n].claims] for side in (one, two))
        return self.decided.parts(claims).isdisjoint(others)

    def _score(self, left: int, right: int) -> tuple[Evidence, ...] | None:
        key = (left, right) if left < right else (right, left)
        if key not in self._scores:
            one, two = self.sides[key[0]], self.sides[key[1]]
            if forbidden(one, two, self.people):
                self._scores[key] = None
            else:
                copied = self.copies.shared(one.document, one.triggers, two.document, two.triggers)
                self._scores[key] = evidence(
                    one, two, self.people, copied=copied, naming=self.names
                )
        return self._scores[key]


def _candidates(sides: Sequence[Side], people: Directory, copies: Copies) -> set[tuple[int, int]]:
    """Pairs that agree on a day (or give none) and share something else besides."""
    blocks: dict[tuple[str, tuple[object, ...]], list[int]] = defaultdict(list)
    for place, each in enumerate(sides):
        for thing in set(_things(each, people)):
            blocks[each.family, thing].append(place)
    pinned = [any(not people.is_wide(p) for p in each.places) for each in sides]
    found: set[tuple[int, int]] = set()
    for (_, thing), block in blocks.items():
        if len(block) > _COMMON and thing[0] == "count":
            continue  # a number that so many give says nothing by itself
        pairs = _near_in_time(block, sides)
        if len(block) > _COMMON and thing[0] in {"actor", "activity", "name"}:
            # What so many share says little: of two with a place each, the place must meet too.
            pairs = (
                (a, b)
                for a, b in pairs
                if not (pinned[a] and pinned[b]) and _reported_together(sides[a], sides[b])
            )
        found.update(pairs)
    by_document: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(sides):
        by_document[each.document].append(place)
    for one, two in copies.pairs():
        found.update(
            (min(a, b), max(a, b))
            for a in by_document.get(one, ())
            for b in by_document.get(two, ())
            if sides[a].family == sides[b].family
        )
    return {(left, right) for left, right in found if sides[left].document != sides[right].document}


def _reported_together(left: Side, right: Side) -> bool:
    """Whether the two reports can have appeared within a month."""
    begun = max(left.earliest or date.min, right.earliest or date.min)
    return begun - min(left.latest or date.max, right.latest or date.max) < timedelta(days=31)


def _things(each: Side, people: Directory) -> Iterator[tuple[object, ...]]:
    """What two accounts of one happening may have in common."""
    for place in each.places:
        yield "place", place
        yield from people.cells(place)
    for role, entities in each.actors.items():
        yield from (("actor" if role != "victim" else "victim", e) for e in entities)
    yield from (("actor", speaker) for speaker in each.speakers)
    yield from (("name", name) for name in each.names)
    yield from (("activity", activity) for activity in each.activities)
    yield from (
        ("count", key, low)
        for key, values in each.counts.items()
        for low, high in values
        if low == high and low > 2
    )


def _near_in_time(block: Sequence[int], sides: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Pairs of a block whose days can be the same; a wide block is cut by months of report."""
    dated = sorted(((sides[p].days or (date.min, date.min))[0], p) for p in block if sides[p].days)
    day = timedelta(days=3)
    for place, (_, left) in enumerate(dated):
        days = sides[left].days
        assert days is not None
        for begin, right in dated[place + 1 :]:
            if begin > days[1] + day:
                break
            yield (left, right) if left < right else (right, left)
    undated = [p for p in block if not sides[p].days]
    if len(undated) * len(block) <= _WIDE * _WIDE:
        pairs = [(a, b) for a in undated for b in block if a != b]
        yield from ((min(pair), max(pair)) for pair in pairs)
        return
    by_month: dict[object, list[int]] = defaultdict(list)
    for place in block:
        latest = sides[place].latest or date.max
        by_month[latest.year, latest.month].append(place)
    for group in by_month.values():
        loose = [p for p in group if not sides[p].days][:_WIDE]
        for a in loose:
            yield from ((min(a, b), max(a, b)) for b in group[:_WIDE] if a != b)


# --- the incident --------------------------------------------------------------------------------


def _incident(
    members: Sequence[Side],
    links: Sequence[IncidentLink],
    claims: Mapping[str, tuple[Claim, Analysis]],
    analyses: Mapping[str, Analysis],
    copies: Copies,
    people: Directory,
    decided: Decided,
) -> Incident:
    ids = sorted(
        (id_ for member in members for id_ in member.claims),
        key=lambda id_: (claims[id_][1].published.latest or date.max, id_),
    )
    earliest, latest = _days(members)
    counted = independence([claims[id_][0] for id_ in ids], analyses, copies, decided)
    return Incident(
        id="inc:" + hashlib.blake2b(ids[0].encode(), digest_size=8).hexdigest(),
        type=_type([claims[id_][0] for id_ in ids]),
        claims=tuple(ids),
        earliest=earliest,
        latest=latest,
        place=_place(members, [claims[id_][0].place for id_ in ids], people),
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
