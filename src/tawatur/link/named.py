"""Names that stand in the sentences of an event: the rarer in the corpus, the more they tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log2
from typing import Final

from tawatur.link.directory import Directory
from tawatur.model.claim import Analysis
from tawatur.text.fold import folded

_WORD: Final = re.compile(r"[^\W_]+")
_BACKGROUND: Final = 500  # reports of elsewhere in which a name is supposed not to stand
_LIKELY: Final = 4.0  # how much likelier two reports with one such name are of two events
RARE: Final = 3.0
KNOWN: Final = 1.5
_PLACES: Final = frozenset({"place", "facility"})


@dataclass(frozen=True, slots=True)
class Naming:
    """How rare the last two words of names of places are, in bits."""

    rarity: Mapping[str, float]

    def level(self, names: frozenset[str]) -> tuple[str, str] | None:
        """How much the rarest of these names tells, and which it is."""
        told = [(self.rarity.get(name, 0.0), name) for name in sorted(names)]
        bits, name = max(told, default=(0.0, ""))
        if bits < KNOWN:
            return None
        return ("rare" if bits >= RARE else "known"), name


class Names:
    """Names of places of two words or more, found wherever their words stand."""

    def __init__(self, people: Directory) -> None:
        self._tails = {
            tail
            for entity in people.known.values()
            if entity.kind in _PLACES and not people.is_wide(entity.id)
            for tail in [" ".join(_words(entity.name)[-2:])]
            if " " in tail
        }

    def of(self, analysis: Analysis) -> dict[int, frozenset[str]]:
        """The names in the sentences of a report's claims, by sentence."""
        stands: dict[int, frozenset[str]] = {}
        text = analysis.document.text
        for place in sorted({claim.event.sentence for claim in analysis.claims}):
            words = _words(analysis.sentences[place].of(text))
            found = self._tails.intersection(f"{one} {two}" for one, two in pairwise(words))
            if found:
                stands[place] = frozenset(found)
        return stands


def rarity(counts: Mapping[str, int], reports: int) -> Naming:
    """How much each name tells that stands in so many of all ``reports``."""
    whole = reports + _BACKGROUND
    return Naming({name: log2(whole / (_LIKELY * n)) for name, n in counts.items()})


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
