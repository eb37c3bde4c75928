"""How many stand behind a set of claims, once those who repeat one another are counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawatur.link.copies import Copies
from tawatur.link.decided import NOTHING, Decided, Pair
from tawatur.model.claim import Analysis, Claim, Link, Reuse
from tawatur.model.mention import NameKind
from tawatur.model.text import Document, Span
from tawatur.text.fold import folded


@dataclass(frozen=True, slots=True)
class Merge:
    """Two claims that count as one, by which rule and why."""

    left: str
    right: str
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Originator:
    """Somebody whose word it is, with the claims that come from them.

    ``name`` is ``None`` where nobody in the chain is named.
    """

    name: str | None
    entity: str | None
    anonymous: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """What stands behind a set of claims.

    ``texts`` are the reports that remain when copies are counted once; ``groups`` the independent
    originators; ``merges`` say why claims were put together.
    """

    reports: int
    outlets: int
    texts: int
    groups: tuple[Originator, ...]
    merges: tuple[Merge, ...]

    @property
    def originators(self) -> int:
        """The number of independent originators."""
        return len(self.groups)


def independence(
    claims: Sequence[Claim],
    analyses: Mapping[str, Analysis],
    reuse: Sequence[Reuse] | Copies,
    decided: Decided = NOTHING,
) -> Independence:
    """Who stands behind ``claims``; the order in which they are given does not matter.

    What people ``decided`` of two claims, that one repeats the other or does not, goes before all.
    """
    copies = reuse if isinstance(reuse, Copies) else Copies(reuse)
    ordered = sorted(claims, key=lambda c: (c.document, c.event.trigger, c.id))
    origins = [_origin(claim, analyses, copies) for claim in ordered]
    union = _Union(len(ordered), _places(ordered, decided.independent))
    merges = []
    by_hand = _by_hand(ordered, decided)
    for left, right, rule, text in (*by_hand, *_merges(ordered, origins, analyses, copies)):
        if union.join(left, right):
            merges.append(Merge(ordered[left].id, ordered[right].id, rule, text))
    documents = sorted({claim.document for claim in ordered})
    return Independence(
        reports=len(documents),
        outlets=_outlets(documents, analyses),
        texts=_texts(ordered, documents, copies),
        groups=tuple(_groups(ordered, origins, union)),
        merges=tuple(merges),
    )


# --- whose word it is ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Origin:
    """The first link of a chain, under a key that equal originators share."""

    key: tuple[str, ...]
    name: str | None
    entity: str | None
    anonymous: bool
    speaks_for: frozenset[str] = frozenset()
    teller: bool = False  # an agency or outlet that tells it in its own name


def _origin(claim: Claim, analyses: Mapping[str, Analysis], copies: Copies) -> _Origin:
    analysis = analyses[claim.document]
    first = claim.chain[0] if claim.chain else None
    if first is not None and first.kind == "speaker" and not first.anonymous:
        return _named(first, analysis)
    if first is not None and first.anonymous:
        carrier = next((x for x in claim.chain if x.kind == "agency" and not x.anonymous), None)
        name = first.who
        if carrier is not None:
            key = ("anonymous", _key(carrier), folded(name))
        else:
            # An unnamed source is one person only as far as one outlet speaks of «the source».
            home = analysis.document.outlet or analysis.document.id
            key = ("anonymous", folded(home), folded(name))
        return _Origin(key, name, None, True)
    return _outlet_origin(claim, analysis, analyses, copies)


def _named(first: Link, analysis: Analysis) -> _Origin:
    return _Origin(
        ("named", _key(first)), first.who, first.entity, False, _speaks_for(first, analysis)
    )


def _key(link: Link) -> str:
    return link.entity or folded(link.who)


def _speaks_for(link: Link, analysis: Analysis) -> frozenset[str]:
    """The organisations that stand in the title of a person: a spokesman is not a second voice."""
    found: set[str] = set()
    for name in analysis.names:
        if link.entity is None or name.entity != link.entity or name.title is None:
            continue
        found.update(
            other.entity
            for other in analysis.names
            if other.entity is not None
            and other.kind is NameKind.ORGANISATION
            and name.title.covers(other.span)
        )
    return frozenset(found)


def _outlet_origin(
    claim: Claim, analysis: Analysis, analyses: Mapping[str, Analysis], copies: Copies
) -> _Origin:
    """The outlet tells it in its own name, unless the passage was taken from another."""
    for edge, _, _ in copies.holding(claim.document, claim.event.trigger):
        if edge.directed and edge.copy == claim.document and edge.source in analyses:
            return _teller(analyses[edge.source])
    named = next((link for link in claim.chain if not link.anonymous), None)
    if named is not None and named.kind == "agency":
        return _Origin(("named", _key(named)), named.who, named.entity, False, teller=True)
    return _teller(analysis)


def _teller(analysis: Analysis) -> _Origin:
    outlet = analysis.document.outlet
    if outlet:
        return _Origin(("outlet", folded(outlet)), outlet, None, False, teller=True)
    return _Origin(("document", analysis.document.id), None, None, False, teller=True)


# --- who counts as one ---------------------------------------------------------------------------


def _by_hand(claims: Sequence[Claim], decided: Decided) -> Iterator[tuple[int, int, str, str]]:
    """Pairs of which a person said that one repeats the other."""
    for left, right in _places(claims, decided.depends):
        yield left, right, "judgement", "a person decided that one repeats the other"


def _places(claims: Sequence[Claim], pairs: Sequence[Pair]) -> tuple[tuple[int, int], ...]:
    """Where the claims of each pair stand, where both are there."""
    place = {claim.id: number for number, claim in enumerate(claims)} if pairs else {}
    return tuple((place[a], place[b]) for a, b in pairs if a in place and b in place)


def _merges(
    claims: Sequence[Claim],
    origins: Sequence[_Origin],
    analyses: Mapping[str, Analysis],
    copies: Copies,
) -> Iterator[tuple[int, int, str, str]]:
    """Pairs that count as one; the first with each key stands for the others."""
    first: dict[tuple[str, ...], int] = {}
    credited = _credited(claims, origins)
    for place, origin in enumerate(origins):
        if origin.teller and claims[place].document in credited:
            continue  # its own telling goes with whom it credits, not with all it ever told
        before = first.setdefault(origin.key, place)
        if before != place:
            yield before, place, *_why(origin, claims[before].document == claims[place].document)
    yield from _told_and_credited(claims, origins)
    by_entity = {o.entity: place for place, o in reversed(list(enumerate(origins))) if o.entity}
    for place, origin in enumerate(origins):
        for entity in sorted(origin.speaks_for & by_entity.keys()):
            other = by_entity[entity]
            text = f"«{origin.name}» speaks for «{origins[other].name}»"
            yield other, place, "speaks-for", text
    by_document: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        by_document[claim.document].append(place)
    for edge in copies.among(by_document):
        for left in by_document[edge.source]:
            for right in by_document[edge.copy]:
                here, there = claims[left].event.trigger, claims[right].event.trigger
                found = copies.passage(edge.source, [here], edge.copy, [there])
                if found is not None and _same_words(claims[left], claims[right], analyses):
                    low, high = sorted((left, right))
                    copy, source = analyses[edge.copy].document, analyses[edge.source].document
                    yield low, high, "copied-passage", _share(copy, there, found[2], source)


def _told_and_credited(
    claims: Sequence[Claim], origins: Sequence[_Origin]
) -> Iterator[tuple[int, int, str, str]]:
    """A report that credits somebody is no second voice where it tells the same itself."""
    credited = _credited(claims, origins)
    for place, claim in enumerate(claims):
        other = credited.get(claim.document)
        if other is not None and origins[place].teller:
            text = f"the report tells it itself and credits «{origins[other].name}»"
            yield other, place, "told-and-credited", text


def _credited(claims: Sequence[Claim], origins: Sequence[_Origin]) -> dict[str, int]:
    """The first claim of each report that rests on somebody else's word."""
    found: dict[str, int] = {}
    for place, claim in enumerate(claims):
        if not origins[place].teller:
            found.setdefault(claim.document, place)
    return found


def _same_words(left: Claim, right: Claim, analyses: Mapping[str, Analysis]) -> bool:
    """Whether two claims of a copied passage are the same one: a passage may hold several."""
    one, two = (
        folded(claim.event.trigger.of(analyses[claim.document].document.text))
        for claim in (left, right)
    )
    return one == two


def _why(origin: _Origin, one_report: bool) -> tuple[str, str]:
    kind = origin.key[0]
    where = "one report credits" if one_report else "both credit"
    if kind == "named":
        return "same-source", f"{where} «{origin.name}»" + (" twice" if one_report else "")
    if kind == "anonymous":
        if one_report:
            return "same-unnamed-source", f"one report credits «{origin.name}» twice"
        return "unnamed-by-one-carrier", (
            f"both come through one carrier, which names nobody for «{origin.name}»"
        )
    if one_report:
        return "same-report", "both stand in one report, which names no source"
    return "same-outlet", f"both are told by «{origin.name}» in its own name"


def _share(copy: Document, trigger: Span, passage: Span, source: Document) -> str:
    """How much of the paragraph around ``trigger`` the passage fills."""
    begin = copy.text.rfind("\n", 0, trigger.start) + 1
    end = copy.text.find("\n", trigger.end)
    end = len(copy.text) if end < 0 else end
    share = (min(end, passage.end) - max(begin, passage.start)) / (end - begin)
    where = f"the text of «{source.outlet}»" if source.outlet else f"report {source.label}"
    return f"{share:.0%} of this paragraph stands in {where}"


class _Union:
    """Which of so many things were put together; those of a pair in ``apart`` never are."""

    def __init__(self, size: int, apart: Sequence[tuple[int, int]] = ()) -> None:
        self.parent = list(range(size))
        self.apart = apart

    def find(self, place: int) -> int:
        """The first of the things that ``place`` was put together with."""
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def join(self, left: int, right: int) -> bool:
        """Put two together; false where they were already, or must not be."""
        one, two = sorted((self.find(left), self.find(right)))
        if any({self.find(a), self.find(b)} == {one, two} for a, b in self.apart):
            return False
        self.parent[two] = one
        return one != two


def _groups(
    claims: Sequence[Claim], origins: Sequence[_Origin], union: _Union
) -> Iterator[Originator]:
    members: dict[int, list[int]] = defaultdict(list)
    for place in range(len(claims)):
        members[union.find(place)].append(place)
    for places in members.values():
        # Of those merged, a named organisation or person tells the reader more than an outlet; and
        # an agency that passes on what a source told it is not where the word comes from.
        rank = ("named", "anonymous", "outlet", "document")
        best = min(places, key=lambda p: (origins[p].teller, rank.index(origins[p].key[0]), p))
        origin = origins[best]
        ids = tuple(claims[place].id for place in places)
        yield Originator(origin.name, origin.entity, origin.anonymous, ids)


# --- counts --------------------------------------------------------------------------------------


def _outlets(documents: Sequence[str], analyses: Mapping[str, Analysis]) -> int:
    """Outlets; a report whose outlet is not known counts as one of its own."""
    named = {analyses[d].document.outlet or f"\0{d}" for d in documents}
    return len(named)


def _texts(claims: Sequence[Claim], documents: Sequence[str], copies: Copies) -> int:
    """Reports left when copies, and reports that share the passage in question, count once."""
    place = {document: number for number, document in enumerate(documents)}
    triggers: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        triggers[claim.document].append(claim)
    union = _Union(len(documents))
    for edge in copies.among(place):
        here = [claim.event.trigger for claim in triggers[edge.source]]
        there = [claim.event.trigger for claim in triggers[edge.copy]]
        if edge.kind in {"exact", "near"} or copies.shared(edge.source, here, edge.copy, there):
            union.join(place[edge.source], place[edge.copy])
    return len({union.find(number) for number in range(len(documents))})
