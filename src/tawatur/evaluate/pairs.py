"""Two spellings of one name against the closest spellings of other names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from tawatur.evaluate.report import Analyse, Report
from tawatur.evaluate.tally import Row
from tawatur.resolve.names import compare
from tawatur.text.fold import folded

Similarity = Callable[[str, str], float]


def plain(a: str, b: str) -> float:
    """Edit distance over folded spellings: what any comparison of names has to beat."""
    return Levenshtein.normalized_similarity(folded(a), folded(b))


def ours(a: str, b: str) -> float:
    """The comparison that joins names across reports."""
    return compare(a, b).score


def names(
    path: Path, corpus: str, analyse: Analyse | None, similarity: Similarity = ours
) -> Report:
    """How often a true pair scores above a hard negative (area under the curve).

    The negative of a name is the spelling of another one that Jaro-Winkler finds closest.
    """
    lines = [line for line in path.read_text("utf-8").split("\n")[1:] if line]
    rows = [(latin, one, other) for latin, one, other in (line.split("\t") for line in lines)]
    same = [(one, other) for _, one, other in rows]
    different = _closest(rows)

    def auc(score: Similarity) -> float:
        return area([score(*pair) for pair in same], [score(*pair) for pair in different])

    detail = f"{len(same)} pairs; plain edit distance {auc(plain):.3f}"
    row = Row("names", "AUC, hard negatives", auc(similarity), detail)
    return Report(corpus, len(rows), (row,))


def _closest(rows: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    owners = [(latin, spelling) for latin, *both in rows for spelling in both]
    spellings = [folded(spelling) for _, spelling in owners]
    found = []
    for latin, one, other in rows:
        spelling = folded(one)
        near = process.extract(spelling, spellings, scorer=JaroWinkler.similarity, limit=12)
        for candidate, _, place in near:
            if owners[place][0] != latin and candidate not in {spelling, folded(other)}:
                found.append((one, owners[place][1]))
                break
    return found


def area(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The share of (positive, negative) pairs in the right order; a tie is half right.

    >>> area([0.9, 0.5], [0.5, 0.1])
    0.875
    """
    below = sorted(negative)
    wins = sum(bisect_left(below, one) + bisect_right(below, one) for one in positive) / 2
    return wins / (len(positive) * len(negative)) if positive and negative else 0.0
