"""Reports and their claims by id; those of a store are loaded when asked for, few are held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawatur.model.claim import Analysis, Claim


def at_hand(analyses: Sequence[Analysis]) -> tuple[ByDocument, ByClaim]:
    """The analyses by document, and their claims by id, each with the analysis that it is from."""
    documents: dict[str, int] = {}
    claims: dict[str, int] = {}
    for place, analysis in enumerate(analyses):
        documents[analysis.document.id] = place
        claims.update((claim.id, place) for claim in analysis.claims)
    return ByDocument(analyses, documents), ByClaim(analyses, claims)


@dataclass(frozen=True, slots=True)
class ByDocument(Mapping[str, Analysis]):
    """Analyses by the id of their document."""

    analyses: Sequence[Analysis]
    places: Mapping[str, int]

    def __getitem__(self, document: str) -> Analysis:
        return self.analyses[self.places[document]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class ByClaim(Mapping[str, tuple[Claim, Analysis]]):
    """Claims by id, each with its analysis."""

    analyses: Sequence[Analysis]
    places: Mapping[str, int]

    def __getitem__(self, own_id: str) -> tuple[Claim, Analysis]:
        analysis = self.analyses[self.places[own_id]]
        return next(claim for claim in analysis.claims if claim.id == own_id), analysis

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)
