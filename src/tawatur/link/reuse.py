"""Which reports stand, whole or in part, in which others, and what shows who copied whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np

from tawatur.link import fingerprint
from tawatur.link.align import align
from tawatur.link.direction import Carrier, direction, rounded_up
from tawatur.link.fingerprint import Print
from tawatur.link.inverted import Chosen, Found, Index, Inverted
from tawatur.link.places import Places
from tawatur.link.shared import Shared, Stock, Text, shared
from tawatur.link.shares import uncollected
from tawatur.model.claim import Reuse
from tawatur.model.text import Document, Span

_CLIQUE: Final = 12  # copies of one text that are all paired; more are paired with the first
_KEPT: Final = 16_384  # texts held for alignment: 7 KB each
_UNPROVED: Final = "nothing shows which of the two came first"


def find(
    documents: Sequence[Document],
    agencies: Mapping[str, str | None] | None = None,
    *,
    days: Mapping[str, date | None] | None = None,
    skip: Mapping[str, Sequence[Span]] | None = None,
    index: Index | None = None,
) -> tuple[Reuse, ...]:
    """Every two documents that share text beyond stock phrases and quotations.

    ``agencies`` says which agency a document credits, ``days`` when it was published where that
    was worked out, ``skip`` which of its passages are no part of the report (menus, credits).
    ``index`` remembers the fingerprints of texts from one call to the next. The result does not
    depend on the order of ``documents``, nor on what the index held before.
    """
    carriers = sorted(
        (
            Carrier(
                document,
                (agencies or {}).get(document.id),
                document.published or (days or {}).get(document.id),
                tuple((skip or {}).get(document.id, ())),
            )
            for document in documents
        ),
        key=Carrier.age,
    )
    texts = _Texts(carriers)
    with uncollected():
        found = _searched(carriers, texts, Inverted.in_memory() if index is None else index)
        return _with_round_ups(list(_edges(carriers, texts, found)), carriers)


def _searched(carriers: Sequence[Carrier], texts: _Texts, index: Index) -> Found:
    """What the index says, once it knows all these texts."""
    keys = [_key(carrier) for carrier in carriers]
    new = index.missing(keys)
    index.add((key, texts.print(place)) for place, key in enumerate(keys) if key in new)
    return index.search(
        [
            Chosen(key, carrier.document.outlet, carrier.day)
            for key, carrier in zip(keys, carriers, strict=True)
        ]
    )


def _key(carrier: Carrier) -> str:
    """What the print of a document rests on: its text without what is skipped."""
    text = fingerprint.without(carrier.document.text, carrier.skip)
    made = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16)
    made.update(fingerprint.VERSION.encode())
    return made.hexdigest()


class _Texts:
    """The prints of documents by place, and where their words stand; the last ones are kept."""

    def __init__(self, carriers: Sequence[Carrier]) -> None:
        self.carriers = carriers
        self.print = lru_cache(maxsize=_KEPT)(self._print)
        self.places = lru_cache(maxsize=_KEPT // 8)(self._places)

    def words(self, place: int) -> bytes:
        """The hashes of all words of a text, also of those that are no part of the report."""
        carrier = self.carriers[place]
        if not carrier.skip:
            return self.print(place).words.tobytes()
        return fingerprint.hashed(carrier.document.text)

    def _print(self, place: int) -> Print:
        carrier = self.carriers[place]
        return fingerprint.read(carrier.document.text, carrier.skip)

    def _places(self, place: int) -> Places:
        carrier = self.carriers[place]
        return Places(self.print(place), carrier.document.text, carrier.skip)


def _edges(carriers: Sequence[Carrier], texts: _Texts, found: Found) -> Iterator[Reuse]:
    alike = {group[0]: group for group in found.same}
    for group in found.same:
        for left, right in _paired(group):
            if np.array_equal(texts.print(left).words, texts.print(right).words):
                whole = Shared.whole(texts.print(left), texts.places(left), texts.places(right))
                yield _edge(left, right, texts, whole)
    stock = Stock(found.stock, found.frames)
    for first, second in found.pairs:
        prints = texts.print(first), texts.print(second)
        passages = align(*prints)
        if not passages:
            continue
        for here, there in _between(alike.get(first, (first,)), alike.get(second, (second,))):
            one = Text(prints[0], texts.places(here))
            two = Text(prints[1], texts.places(there))
            judged = shared(passages, one, two, stock)
            if judged is not None:
                yield _edge(here, there, texts, judged)


def _paired(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs within a group of equal texts; in a large one only those with its first."""
    for count, right in enumerate(group):
        for left in group[:count] if count < _CLIQUE else group[:1]:
            yield left, right


def _between(lefts: Sequence[int], rights: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs between two groups of equal texts; of large ones only those with a first."""
    if len(lefts) * len(rights) <= _CLIQUE:
        yield from product(lefts, rights)
    else:
        yield from ((left, rights[0]) for left in lefts)
        yield from ((lefts[0], right) for right in rights[1:])


def _edge(left: int, right: int, texts: _Texts, found: Shared) -> Reuse:
    """The edge from source to copy; ``left`` is the source where nothing proves otherwise."""
    source, copy, spans = texts.carriers[left], texts.carriers[right], found.spans
    turned, proof = direction(source, copy, texts.words(left), texts.words(right))
    coverage = (found.left, found.right)
    if turned:
        source, copy, coverage = copy, source, (found.right, found.left)
        spans = tuple(sorted((there, here) for here, there in spans))
    reason = f"{_extent(found, coverage)}; {proof or _UNPROVED}"
    return Reuse(
        source.document.id, copy.document.id, found.kind, spans, *coverage, bool(proof), reason
    )


def _extent(found: Shared, coverage: tuple[float, float]) -> str:
    if found.kind == "exact":
        return "the two texts have the same words"
    number = len(found.spans)
    passages = "one passage" if number == 1 else f"{number} passages"
    if found.kind == "background":
        return f"{found.equal} words of background in {passages}, which many reports repeat"
    return (
        f"{found.equal} words in {passages} stand in both: {coverage[1]:.0%} of the copy, "
        f"{coverage[0]:.0%} of the other"
    )


def _with_round_ups(edges: list[Reuse], carriers: Sequence[Carrier]) -> tuple[Reuse, ...]:
    """The edges in order; what a round-up holds whole is older than the round-up."""
    turned = rounded_up(edges, {one.document.id: one.document.outlet for one in carriers})
    found = (turned.get((edge.source, edge.copy), edge) for edge in edges)
    return tuple(sorted(found, key=lambda edge: (edge.source, edge.copy)))
