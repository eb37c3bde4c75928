"""Names that stand in the sentences of an event: the rarer in the corpus, the more they tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log2
from typing import Final

from tawatur.link.directory import Directory
from tawatur.model.claim import Analysis
from tawatur.text.fold import folded

_BACKGROUND: Final = 500  # reports of elsewhere in which a name is supposed not to stand
_LIKELY: Final = 4.0  # how much likelier two reports with one such name are of two events
RARE: Final = 3.0
KNOWN: Final = 1.5
_PLACES: Final = frozenset({"place", "facility"})


@dataclass(frozen=True, slots=True)
class Naming:
    """The last two words of names of places, by document and sentence, and how rare they are."""

    stands: Mapping[str, Mapping[int, frozenset[str]]]
    rarity: Mapping[str, float] = field(default_factory=dict)

    def of(self, document: str, sentences: frozenset[int]) -> frozenset[str]:
        """The names in some sentences of a document."""
        held = self.stands.get(document, {})
        return frozenset().union(*(held.get(place, frozenset()) for place in sentences))

    def level(self, names: frozenset[str]) -> tuple[str, str] | None:
        """How much the rarest of these names tells, and which it is."""
        told = [(self.rarity.get(name, 0.0), name) for name in sorted(names)]
        bits, name = max(told, default=(0.0, ""))
        if bits < KNOWN:
            return None
        return ("rare" if bits >= RARE else "known"), name


def naming(analyses: Sequence[Analysis], people: Directory) -> Naming:
    """Names of places of two words or more, wherever their words stand."""
    entities = {entity.id: entity for analysis in analyses for entity in analysis.entities}
    tails = {
        tail
        for entity in entities.values()
        if entity.kind in _PLACES and not people.is_wide(entity.id)
        for tail in [" ".join(_words(entity.name)[-2:])]
        if " " in tail
    }
    stands: dict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    counts: Counter[str] = Counter()
    for analysis in analyses:
        text, document = analysis.document.text, analysis.document.id
        for place in sorted({claim.event.sentence for claim in analysis.claims}):
            words = _words(analysis.sentences[place].of(text))
            found = tails.intersection(f"{one} {two}" for one, two in pairwise(words))
            if found:
                stands[document][place] = frozenset(found)
        counts.update(set().union(*stands[document].values()) if document in stands else ())
    whole = len(analyses) + _BACKGROUND
    return Naming(stands, {name: log2(whole / (_LIKELY * n)) for name, n in counts.items()})


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in folded(text)).split()
