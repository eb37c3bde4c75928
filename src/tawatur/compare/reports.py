"""Reports and their claims by id; those of a store are loaded when asked for, few are held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tawatur.model.claim import Analysis, Claim

V = TypeVar("V")


def at_hand(analyses: Sequence[Analysis]) -> tuple[ByDocument, ByClaim]:
    """The analyses by document, and their claims by id, each with the analysis that it is from."""
    documents: dict[str, int] = {}
    claims: dict[str, int] = {}
    for place, analysis in enumerate(analyses):
        documents[analysis.document.id] = place
        claims.update((claim.id, place) for claim in analysis.claims)
    return ByDocument(analyses, documents), ByClaim(analyses, claims)


@dataclass(frozen=True, slots=True)
class _Kept(Mapping[str, V]):
    """Something of analyses by id; ``places`` says in which analysis each stands."""

    analyses: Sequence[Analysis]
    places: Mapping[str, int]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


class ByDocument(_Kept[Analysis]):
    """Analyses by the id of their document."""

    def __getitem__(self, document: str) -> Analysis:
        return self.analyses[self.places[document]]


class ByClaim(_Kept[tuple[Claim, Analysis]]):
    """Claims by id, each with its analysis."""

    def __getitem__(self, own_id: str) -> tuple[Claim, Analysis]:
        analysis = self.analyses[self.places[own_id]]
        return next(claim for claim in analysis.claims if claim.id == own_id), analysis
