"""Whether given places of two documents stand in text that the two share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from tawatur.model.claim import Reuse
from tawatur.model.text import Span

_SLACK = 0.15  # how far two places may lie from the same point of a passage, by its length


class Copies:
    """The reuse edges of many documents, asked by pair; repeated background copies nothing."""

    def __init__(self, edges: Sequence[Reuse]) -> None:
        reuse = [edge for edge in edges if edge.kind != "background"]
        self._edges = {(edge.source, edge.copy): edge for edge in reuse}
        self._of: dict[str, list[Reuse]] = defaultdict(list)
        for edge in reuse:
            self._of[edge.source].append(edge)
            self._of[edge.copy].append(edge)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The documents that share text."""
        yield from self._edges

    def among(self, documents: Collection[str]) -> Iterator[Reuse]:
        """The edges between any two of ``documents``, in the order in which these are given."""
        for document in documents:
            yield from (
                edge
                for edge in self._of.get(document, ())
                if edge.source == document and edge.copy in documents
            )

    def edge(self, one: str, two: str) -> Reuse | None:
        """The edge between two documents, in whichever direction."""
        return self._edges.get((one, two)) or self._edges.get((two, one))

    def holding(self, document: str, place: Span) -> Iterator[tuple[Reuse, Span, Span]]:
        """Edges of ``document`` with a passage around ``place``: edge, here, there."""
        for edge in self._of.get(document, ()):
            for source, copy in edge.spans:
                here, there = (source, copy) if document == edge.source else (copy, source)
                if here.covers(place):
                    yield edge, here, there

    def shared(self, one: str, places: Sequence[Span], two: str, others: Sequence[Span]) -> bool:
        """Whether a place of one document and one of the other are the same words, copied."""
        return self.passage(one, places, two, others) is not None

    def passage(
        self, one: str, places: Sequence[Span], two: str, others: Sequence[Span]
    ) -> tuple[Reuse, Span, Span] | None:
        """The edge and the two passages that hold the same words on both sides."""
        edge = self.edge(one, two)
        if edge is None:
            return None
        for source, copy in edge.spans:
            here, there = (source, copy) if one == edge.source else (copy, source)
            for place in places:
                if not here.covers(place):
                    continue
                share = (place.start - here.start) / (here.end - here.start)
                for other in others:
                    if there.covers(other):
                        at = (other.start - there.start) / (there.end - there.start)
                        if abs(at - share) <= _SLACK:
                            return edge, here, there
        return None
