"""Which reports stand, whole or in part, in which others, and what shows who copied whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from tawatur.link import fingerprint
from tawatur.link.align import Passage, align
from tawatur.link.fingerprint import Hashes, Places, Print, places
from tawatur.model.claim import Reuse
from tawatur.model.text import Document, Span
from tawatur.text.fold import folded

MOST: Final = 40  # documents with one fingerprint: in more of them it is a stock phrase
SHARED: Final = 3  # rare fingerprints in common that make two documents worth aligning
EQUAL: Final = 20  # words of a passage, outside quotations, that make it a copy
PARAGRAPH: Final = 0.8  # or the part of a paragraph of at least LEAST words that it fills
LEAST: Final = 10
STOCK: Final = 3  # reports of one outlet with the same short paragraph: it is the outlet's frame
WHOLE: Final = 0.8  # coverage of both sides that makes two reports near copies
_CREDIT: Final = 8  # words of a line that does no more than give credit
_CLIQUE: Final = 12  # exact copies of one text that are all paired; more are paired with the first


def find(
    documents: Sequence[Document],
    agencies: Mapping[str, str | None] | None = None,
    *,
    days: Mapping[str, date | None] | None = None,
    skip: Mapping[str, Sequence[Span]] | None = None,
) -> tuple[Reuse, ...]:
    """Every two documents that share text beyond stock phrases and quotations.

    ``agencies`` says which agency a document credits, ``days`` when it was published where that
    was worked out, ``skip`` which of its passages are no part of the report (menus, credits).
    The result does not depend on the order of ``documents``.
    """
    hashes = Hashes()
    carriers = {
        document.id: _Carrier(
            document,
            (agencies or {}).get(document.id),
            document.published or (days or {}).get(document.id),
        )
        for document in documents
    }
    prints = [
        fingerprint.read(carrier.document, hashes, (skip or {}).get(carrier.document.id, ()))
        for carrier in sorted(carriers.values(), key=_Carrier.age)
    ]
    exact = set(_exact_pairs(prints))
    candidates, frequent = _candidates(prints)
    stock = _Stock(frequent, _stock_paragraphs(prints))
    found = []
    for left, right in sorted(exact | candidates):
        shared = _shared(prints[left], prints[right], (left, right) in exact, stock)
        if shared is not None:
            here, there = (carriers[prints[place].document.id] for place in (left, right))
            found.append(_edge(here, there, shared))
    return tuple(sorted(found, key=lambda edge: (edge.source, edge.copy)))


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A document with what is known of it: the agency it credits, and its day."""

    document: Document
    agency: str | None
    day: date | None

    def age(self) -> tuple[date, str]:
        """The order of reports: by day, those without one last."""
        return (self.day or date.max, self.document.id)


# --- candidates --------------------------------------------------------------------------------


def _exact_pairs(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    """Places of texts with the same words; of a large group only those with its first."""
    same: dict[bytes, list[int]] = defaultdict(list)
    for place, found in enumerate(prints):
        if found.words:
            same[found.whole].append(place)
    for group in same.values():
        for count, right in enumerate(group):
            for left in group[:count] if count < _CLIQUE else group[:1]:
                yield left, right


def _candidates(prints: Sequence[Print]) -> tuple[set[tuple[int, int]], frozenset[int]]:
    """Places of texts that share a paragraph or rare fingerprints, and the frequent ones."""
    found = set(_same_paragraph(prints))
    postings: dict[int, list[int]] = defaultdict(list)
    for place, each in enumerate(prints):
        shared: Counter[int] = Counter()
        for value in each.kept:
            posting = postings[value]
            # A full posting is a stock phrase, or a wire text that many took over: its first
            # documents still count, and alignment tells the two apart.
            if posting:
                shared.update(posting if len(posting) < MOST else posting[:2])
            if len(posting) < MOST:
                posting.append(place)
        found.update((other, place) for other, count in shared.items() if count >= SHARED)
    frequent = frozenset(value for value, posting in postings.items() if len(posting) >= MOST)
    return found, frequent


def _same_paragraph(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    """Short paragraphs leave fewer fingerprints than are asked for; these are found by hash."""
    places_of: dict[bytes, list[int]] = defaultdict(list)
    for place, each in enumerate(prints):
        for first, stop in each.paragraphs:
            if LEAST <= stop - first <= 3 * LEAST:
                same = places_of[fingerprint.digest(each, first, stop)]
                if len(same) < MOST and place not in same[-1:]:
                    yield from ((other, place) for other in same)
                    same.append(place)


def _stock_paragraphs(prints: Sequence[Print]) -> frozenset[bytes]:
    """Short paragraphs that one outlet prints under or over many different reports."""
    seen: dict[tuple[str | None, bytes], set[bytes]] = defaultdict(set)
    for each in prints:
        for first, stop in each.paragraphs:
            if LEAST // 2 <= stop - first <= 3 * LEAST:
                seen[each.document.outlet, fingerprint.digest(each, first, stop)].add(each.whole)
    return frozenset(
        paragraph
        for (outlet, paragraph), texts in seen.items()
        if outlet is not None and len(texts) >= STOCK
    )


# --- what two texts share ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Stock:
    """What is printed over and over: fingerprints that are frequent, and lines of one outlet."""

    fingerprints: frozenset[int]
    paragraphs: frozenset[bytes]

    def words(self, text: Print, first: int, length: int) -> set[int]:
        """The words of a run that belong to a stock phrase."""
        if not self.fingerprints:
            return set()
        return {
            word
            for place in range(max(0, first - fingerprint.RUN + 1), first + length)
            if place < len(text.runs) and text.runs[place] in self.fingerprints
            for word in range(max(place, first), min(place + fingerprint.RUN, first + length))
        }

    def holds(self, text: Print, passage: Passage) -> bool:
        """Whether a passage lies within one such line."""
        if not self.paragraphs:
            return False
        return any(
            first <= passage.left
            and passage.left_stop <= stop
            and fingerprint.digest(text, first, stop) in self.paragraphs
            for first, stop in text.paragraphs
        )


@dataclass(frozen=True, slots=True)
class _Shared:
    """The passages that two texts share, as spans of both, and how much of each they fill."""

    kind: Literal["exact", "near", "paragraph"]
    spans: tuple[tuple[Span, Span], ...]
    left: float
    right: float
    equal: int


def _shared(left: Print, right: Print, exact: bool, stock: _Stock) -> _Shared | None:
    if exact:
        size = len(left.words)
        spans = ((places(left).span(0, size), places(right).span(0, size)),)
        return _Shared("exact", spans, 1.0, 1.0, size)
    passages = align(left, right)
    if not passages:
        return None
    here, there = places(left), places(right)
    kept = [p for p in passages if _is_copy(p, left, right, here, there, stock)]
    if not kept:
        return None
    coverage = (
        _coverage(sum(p.left_stop - p.left for p in kept), len(left.words)),
        _coverage(sum(p.right_stop - p.right for p in kept), len(right.words)),
    )
    return _Shared(
        "near" if min(coverage) >= WHOLE else "paragraph",
        tuple((here.span(p.left, p.left_stop), there.span(p.right, p.right_stop)) for p in kept),
        *coverage,
        sum(p.equal for p in kept),
    )


def _coverage(words: int, size: int) -> float:
    return round(words / size, 3)


def _is_copy(
    passage: Passage, left: Print, right: Print, here: Places, there: Places,
    stock: _Stock,
) -> bool:  # fmt: skip
    """Two reporters who hear one speaker quote the same words; that copies nothing.

    Nor does what an outlet prints under many of its reports.
    """
    if stock.holds(left, passage):
        return False
    told = passage.equal
    whole = passage.left_stop - passage.left >= WHOLE * len(left.words)
    for i, j, length in passage.runs:
        phrase = set() if whole else stock.words(left, i, length)
        told -= sum(
            (here.quoted[i + k] and there.quoted[j + k]) or i + k in phrase for k in range(length)
        )
    if told < LEAST // 2:
        return False
    return told >= EQUAL or (
        _fills(left.paragraphs, passage.left, passage.left_stop)
        or _fills(right.paragraphs, passage.right, passage.right_stop)
    )


def _fills(paragraphs: Sequence[tuple[int, int]], first: int, stop: int) -> bool:
    return any(
        begin < stop
        and first < end
        and end - begin >= LEAST
        and min(stop, end) - max(first, begin) >= PARAGRAPH * (end - begin)
        for begin, end in paragraphs
    )


# --- edges -------------------------------------------------------------------------------------


def _edge(left: _Carrier, right: _Carrier, shared: _Shared) -> Reuse:
    """The edge from source to copy; ``left`` is the source where nothing proves otherwise."""
    turned, proof = _direction(left, right)
    source, copy, spans = left, right, shared.spans
    coverage = (shared.left, shared.right)
    if turned:
        source, copy, coverage = right, left, (shared.right, shared.left)
        spans = tuple(sorted((there, here) for here, there in spans))
    reason = f"{_extent(shared, coverage)}; {proof or _UNPROVED}"
    return Reuse(
        source.document.id, copy.document.id, shared.kind, spans, *coverage, bool(proof), reason
    )


_UNPROVED: Final = "nothing shows which of the two came first"


def _direction(left: _Carrier, right: _Carrier) -> tuple[bool, str | None]:
    """Whether the left one is the copy, and what proves which is."""
    here, there = _credit(left, right), _credit(right, left)
    if bool(here) != bool(there):
        return bool(here), here or there
    if left.day and right.day and left.day != right.day:
        early, late = sorted((left.day, right.day))
        return left.day == late, f"the copy was published on {late}, the other on {early}"
    return False, None


def _credit(copy: _Carrier, source: _Carrier) -> str | None:
    """How ``copy`` names the outlet of ``source``, where its own outlet is another."""
    outlet, own = source.document.outlet, copy.document.outlet
    if not outlet or (own and (_named(own, outlet) or _named(outlet, own))):
        return None
    if copy.agency and (_named(copy.agency, outlet) or _named(outlet, copy.agency)):
        return f"the copy credits «{copy.agency}», the outlet of the other"
    if _credits(copy.document.text, outlet):
        return f"the copy names «{outlet}», the outlet of the other"
    return None


def _credits(text: str, outlet: str) -> bool:
    """Whether a text names an outlet; a name of one word must stand in a line of credit or in
    quotation marks, for such names are also ordinary words.
    """
    if " " in outlet.strip():
        return _named(outlet, text)
    word = folded(outlet.strip())
    return any(
        word in line
        and (f'"{word}"' in line or (len(line.split()) <= _CREDIT and _named(word, line)))
        for line in folded(text).split("\n")
    )


def _named(name: str, text: str) -> bool:
    """Whether the words of ``name`` stand in ``text``, one after the other."""
    words = _spaced(name)
    return bool(words) and f" {words} " in f" {_spaced(text)} "


def _spaced(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in folded(text)).split())


def _extent(shared: _Shared, coverage: tuple[float, float]) -> str:
    if shared.kind == "exact":
        return "the two texts have the same words"
    number = len(shared.spans)
    passages = "one passage" if number == 1 else f"{number} passages"
    return (
        f"{shared.equal} words in {passages} stand in both: {coverage[1]:.0%} of the copy, "
        f"{coverage[0]:.0%} of the other"
    )
