"""Which of two texts that share words is the copy, where days, credit or containment show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from tawatur.link.fingerprint import hashed
from tawatur.link.shared import WHOLE
from tawatur.model.claim import Reuse
from tawatur.model.text import Document, Span
from tawatur.text.fold import folded

_CREDIT: Final = 8  # words of a line that does no more than give credit
_NAMES: Final = 4_096  # of outlets and agencies that are remembered


@dataclass(frozen=True, slots=True)
class Carrier:
    """A document with what is known of it: the agency it credits, its day, what to skip."""

    document: Document
    agency: str | None
    day: date | None
    skip: tuple[Span, ...] = ()

    def age(self) -> tuple[date, str]:
        """The order of reports: by day, those without one last."""
        return (self.day or date.max, self.document.id)


def direction(
    left: Carrier, right: Carrier, words: bytes, others: bytes
) -> tuple[bool, str | None]:
    """Whether the left one is the copy, and what proves which is.

    ``words`` and ``others`` are the hashes of the words of either text.
    """
    here, there = _credit(left, right, words), _credit(right, left, others)
    if bool(here) != bool(there):
        return bool(here), here or there
    if left.day and right.day and left.day != right.day:
        early, late = sorted((left.day, right.day))
        return left.day == late, f"the copy was published on {late}, the other on {early}"
    return False, None


def rounded_up(
    edges: Sequence[Reuse], outlets: Mapping[str, str | None]
) -> dict[tuple[str, str], Reuse]:
    """Edges that a round-up proves, directed; by the ends of the edge that each replaces.

    A text that holds two reports of different outlets whole, which share nothing with each other
    and of which at most one stands at its top, put them together: one that abridged it would have
    kept the top.
    """
    held: dict[str, list[tuple[str, Reuse]]] = defaultdict(list)
    pairs = {frozenset((edge.source, edge.copy)) for edge in edges}
    for edge in edges:
        if edge.kind == "abridged" and not edge.directed:
            source_held = edge.coverage_source >= WHOLE
            inner, outer = (edge.source, edge.copy) if source_held else (edge.copy, edge.source)
            held[outer].append((inner, edge))
    found: dict[tuple[str, str], Reuse] = {}
    for outer, inside in held.items():
        apart = [
            (inner, edge)
            for inner, edge in inside
            if any(
                outlets[inner] != outlets[other] and frozenset((inner, other)) not in pairs
                for other, _ in inside
                if other != inner
            )
        ]
        if sum(_at_top(edge, outer) for _, edge in apart) <= 1 and len(apart) > 1:
            for inner, edge in apart:
                found[edge.source, edge.copy] = _turned(edge, inner)
    return found


def _at_top(edge: Reuse, outer: str) -> bool:
    side = 1 if edge.copy == outer else 0
    return min(span[side].start for span in edge.spans) < _CREDIT * 6


def _turned(edge: Reuse, inner: str) -> Reuse:
    """The edge from the report that is held to the round-up that holds it."""
    said = edge.reason.partition("; ")[0]
    proof = "the copy holds several reports whole that share nothing: a round-up"
    if edge.source == inner:
        return replace(edge, directed=True, reason=f"{said}; {proof}")
    here, there = f"{edge.coverage_source:.0%}", f"{edge.coverage_copy:.0%}"
    said = said.replace(f"{there} of the copy, {here} of", f"{here} of the copy, {there} of")
    return Reuse(
        edge.copy, edge.source, edge.kind, tuple(sorted((b, a) for a, b in edge.spans)),
        edge.coverage_copy, edge.coverage_source, True, f"{said}; {proof}",
    )  # fmt: skip


def _credit(copy: Carrier, source: Carrier, words: bytes) -> str | None:
    """How ``copy`` names the outlet of ``source``, where its own outlet is another."""
    outlet, own = source.document.outlet, copy.document.outlet
    if not outlet or (own and _same_house(own, outlet)):
        return None
    if copy.agency and _same_house(copy.agency, outlet):
        return f"the copy credits «{copy.agency}», the outlet of the other"
    if _within(words, outlet) and _credits(copy.document.text, outlet):
        return f"the copy names «{outlet}», the outlet of the other"
    return None


def _credits(text: str, outlet: str) -> bool:
    """Whether a text that has the name of an outlet names the outlet by it: a name of one word must
    stand in a line of credit or in quotation marks, for such names are also ordinary words.
    """
    if " " in outlet.strip():
        return True
    word = folded(outlet.strip())
    return any(
        word in line
        and (f'"{word}"' in line or (len(line.split()) <= _CREDIT and _within(hashed(line), word)))
        for line in folded(text).split("\n")
    )


@lru_cache(maxsize=_NAMES)
def _same_house(one: str, other: str) -> bool:
    """Whether the name of one outlet stands in that of the other."""
    return _within(hashed(one), other) or _within(hashed(other), one)


def _within(words: bytes, name: str) -> bool:
    """Whether the words of ``name`` stand among these, one after the other."""
    wanted = _wanted(name)
    at = words.find(wanted) if wanted else -1
    while at >= 0 and at % 8:
        at = words.find(wanted, at + 1)
    return at >= 0


@lru_cache(maxsize=_NAMES)
def _wanted(name: str) -> bytes:
    """The hashes of the words of a name: it is looked for among those of texts, however spelt."""
    return hashed(name)
