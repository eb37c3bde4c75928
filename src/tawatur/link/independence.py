"""How many stand behind a set of claims, once those who repeat one another are counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawatur.link.copies import Copies
from tawatur.link.decided import NOTHING, Decided, Pair
from tawatur.link.union import Union
from tawatur.link.voice import Origin, Voice, voice
from tawatur.model.claim import Analysis, Claim, Reuse
from tawatur.model.text import Document, Span

_Copied = Callable[[Reuse, Span, Span], str]  # why two claims of a copied passage count as one


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

    def share(edge: Reuse, trigger: Span, passage: Span) -> str:
        copy, source = analyses[edge.copy].document, analyses[edge.source].document
        return _share(copy, trigger, passage, source)

    counted = _counted([voice(c, analyses[c.document]) for c in claims], copies, decided, share)
    documents = sorted({each.document for each in counted.voices})
    return Independence(
        reports=len(documents),
        outlets=len({each.teller.name or f"\0{each.document}" for each in counted.voices}),
        texts=_texts(counted.voices, documents, copies),
        groups=tuple(_groups(counted)),
        merges=tuple(counted.merges),
    )


def originators(
    voices: Sequence[Voice], copies: Copies, decided: Decided = NOTHING
) -> tuple[tuple[str, ...], ...]:
    """The claims by independent originator, where nobody asks who that is or why."""
    if len(voices) == 1:
        return ((voices[0].claim,),)
    counted = _counted(voices, copies, decided, lambda *_: "")
    return tuple(
        tuple(counted.voices[place].claim for place in places) for places in counted.union.groups()
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """Claims in order, with whose word each is and which of them count as one."""

    voices: Sequence[Voice]
    origins: Sequence[Origin]
    union: Union
    merges: Sequence[Merge]


def _counted(voices: Sequence[Voice], copies: Copies, decided: Decided, share: _Copied) -> _Counted:
    ordered = sorted(voices, key=lambda each: (each.document, each.trigger, each.claim))
    outlets = {each.document: each.teller for each in ordered}
    origins = [_origin(each, outlets, copies) for each in ordered]
    union = Union(len(ordered), _places(ordered, decided.independent))
    merges = [
        Merge(ordered[left].claim, ordered[right].claim, rule, text)
        for left, right, rule, text in (
            *_by_hand(ordered, decided),
            *_merges(ordered, origins, copies, share),
        )
        if union.join(left, right)
    ]
    return _Counted(ordered, origins, union, merges)


def _origin(own: Voice, tellers: Mapping[str, Origin], copies: Copies) -> Origin:
    """The outlet tells it in its own name, unless the passage was taken from another."""
    if own.origin.teller:
        for edge, _, _ in copies.holding(own.document, own.trigger):
            if edge.directed and edge.copy == own.document and edge.source in tellers:
                return tellers[edge.source]
    return own.origin


# --- who counts as one ---------------------------------------------------------------------------


def _by_hand(voices: Sequence[Voice], decided: Decided) -> Iterator[tuple[int, int, str, str]]:
    """Pairs of which a person said that one repeats the other."""
    for left, right in _places(voices, decided.depends):
        yield left, right, "judgement", "a person decided that one repeats the other"


def _places(voices: Sequence[Voice], pairs: Sequence[Pair]) -> tuple[tuple[int, int], ...]:
    """Where the claims of each pair stand, where both are there."""
    place = {each.claim: number for number, each in enumerate(voices)} if pairs else {}
    return tuple((place[a], place[b]) for a, b in pairs if a in place and b in place)


def _merges(
    voices: Sequence[Voice], origins: Sequence[Origin], copies: Copies, share: _Copied
) -> Iterator[tuple[int, int, str, str]]:
    """Pairs that count as one; the first with each key stands for the others."""
    first: dict[tuple[str, ...], int] = {}
    credited = _credited(voices, origins)
    for place, origin in enumerate(origins):
        if origin.teller and voices[place].document in credited:
            continue  # its own telling goes with whom it credits, not with all it ever told
        before = first.setdefault(origin.key, place)
        if before != place:
            yield before, place, *_why(origin, voices[before].document == voices[place].document)
    for place, each in enumerate(voices):
        other = credited.get(each.document)
        if other is not None and origins[place].teller:
            text = f"the report tells it itself and credits «{origins[other].name}»"
            yield other, place, "told-and-credited", text
    by_entity = {o.entity: place for place, o in reversed(list(enumerate(origins))) if o.entity}
    for place, origin in enumerate(origins):
        for entity in sorted(origin.speaks_for & by_entity.keys()):
            other = by_entity[entity]
            text = f"«{origin.name}» speaks for «{origins[other].name}»"
            yield other, place, "speaks-for", text
    yield from _copied(voices, copies, share)


def _copied(
    voices: Sequence[Voice], copies: Copies, share: _Copied
) -> Iterator[tuple[int, int, str, str]]:
    """Pairs in a passage that two reports share, of the same word: it may hold several events."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(voices):
        by_document[each.document].append(place)
    for edge in copies.among(by_document):
        for left in by_document[edge.source]:
            for right in by_document[edge.copy]:
                here, there = voices[left], voices[right]
                if here.word != there.word:
                    continue
                found = copies.passage(edge.source, [here.trigger], edge.copy, [there.trigger])
                if found is not None:
                    low, high = sorted((left, right))
                    yield low, high, "copied-passage", share(edge, there.trigger, found[2])


def _credited(voices: Sequence[Voice], origins: Sequence[Origin]) -> dict[str, int]:
    """The first claim of each report that rests on somebody else's word."""
    found: dict[str, int] = {}
    for place, each in enumerate(voices):
        if not origins[place].teller:
            found.setdefault(each.document, place)
    return found


def _why(origin: Origin, one_report: bool) -> tuple[str, str]:
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


def _groups(counted: _Counted) -> Iterator[Originator]:
    for places in counted.union.groups():
        # Of those merged, a named organisation or person tells the reader more than an outlet; and
        # an agency that passes on what a source told it is not where the word comes from.
        rank = ("named", "anonymous", "outlet", "document")
        origins = counted.origins
        best = min(places, key=lambda p: (origins[p].teller, rank.index(origins[p].key[0]), p))
        origin = origins[best]
        ids = tuple(counted.voices[place].claim for place in places)
        yield Originator(origin.name, origin.entity, origin.anonymous, ids)


# --- counts --------------------------------------------------------------------------------------


def _texts(voices: Sequence[Voice], documents: Sequence[str], copies: Copies) -> int:
    """Reports left when copies, and reports that share the passage in question, count once."""
    place = {document: number for number, document in enumerate(documents)}
    triggers: dict[str, list[Span]] = defaultdict(list)
    for each in voices:
        triggers[each.document].append(each.trigger)
    union = Union(len(documents))
    for edge in copies.among(place):
        here, there = triggers[edge.source], triggers[edge.copy]
        if edge.kind in {"exact", "near"} or copies.shared(edge.source, here, edge.copy, there):
            union.join(place[edge.source], place[edge.copy])
    return len(union.groups())
