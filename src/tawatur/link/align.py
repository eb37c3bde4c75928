"""Passages that stand in two texts, from runs of equal words to spans with small edits inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tawatur.link.fingerprint import BYTES, RUN, Numbers, Print

_GAP: Final = 10  # words that may be changed, on either side, between two equal runs
_SKEW: Final = 6  # by how much the two sides of a gap may differ in length
_EQUAL: Final = 0.7  # the part of a passage that must stand word for word on its longer side
_LONGEST: Final = 8  # words of its longest run: shorter ones only are formulas in a row
_PLACES: Final = 8  # a run that stands more often in one text is a formula of that text
_LARGE: Final = 1 << 32  # more than the words of any text

Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words ``left`` to before ``left_stop`` of one text, and the like of the other.

    ``equal`` words are the same in both: those of ``runs`` (place, place, length of five or more)
    and others between them.
    """

    left: int
    left_stop: int
    right: int
    right_stop: int
    equal: int
    runs: tuple[tuple[int, int, int], ...]


def align(left: Print, right: Print) -> tuple[Passage, ...]:
    """The maximal passages that the two share, in the order of ``left``."""
    runs = _equal_runs(left, right)
    return tuple(
        passage
        for passage in _joined(runs, left.words, right.words)
        if max(length for _, _, length in passage.runs) >= _LONGEST
        and passage.equal
        >= _EQUAL * max(passage.left_stop - passage.left, passage.right_stop - passage.right)
    )


def _equal_runs(left: Print, right: Print) -> list[tuple[int, int, int]]:
    """(place in left, place in right, length) of maximal runs of at least five equal words."""
    here, there = _meetings(left.runs, right.runs)
    begins = np.ones(len(here), bool)
    begins[1:] = (here[1:] - here[:-1] != 1) | (there[1:] - there[:-1] != 1)
    (first,) = begins.nonzero()
    lengths = np.append(first[1:], len(here)) - first + RUN - 1
    mine, others = left.words.tobytes(), right.words.tobytes()
    found: list[tuple[int, int, int]] = []
    runs = zip(here[first].tolist(), there[first].tolist(), lengths.tolist(), strict=True)
    for begin, other, length in runs:
        if found and found[-1][0] - found[-1][1] == begin - other:
            longer = found[-1][0], found[-1][1], begin + length - found[-1][0]
            if _alike(mine, others, *longer):  # between them stands a formula of the text
                found[-1] = longer
                continue
        if _alike(mine, others, begin, other, length):
            found.append((begin, other, length))
    return sorted(found)


def _meetings(left: Numbers, right: Numbers) -> tuple[Places, Places]:
    """All places of the two at which one hash stands, but for those of formulas of ``right``.

    Diagonal by diagonal, so that what follows one another stands side by side.
    """
    mine, others = left.argsort(), right.argsort()
    wanted, ranked = left[mine], right[others]  # sorted ones are found three times as fast
    first = ranked.searchsorted(wanted)
    (met,) = (ranked.take(first, mode="clip") == wanted).nonzero() if len(right) else ((),)
    first = first[met]
    times = ranked.searchsorted(wanted[met], "right") - first
    times[times > _PLACES] = 0
    here = mine[met].repeat(times)
    nth = np.arange(len(here)) - (times.cumsum() - times).repeat(times)
    there = others[first.repeat(times) + nth]
    order = np.sort((here - there + len(right)) * _LARGE + here)
    here = order % _LARGE
    return here, here - order // _LARGE + len(right)


def _alike(left: bytes, right: bytes, here: int, there: int, length: int) -> bool:
    """Whether so many words are the same; two runs may have one hash and be different words."""
    begin, other, size = BYTES * here, BYTES * there, BYTES * length
    return left[begin : begin + size] == right[other : other + size]


def _joined(runs: list[tuple[int, int, int]], left: Numbers, right: Numbers) -> list[Passage]:
    """Runs joined over small edits; the longest passages first claim their words."""
    open_ones: list[list[tuple[int, int, int]]] = []
    closed: list[list[tuple[int, int, int]]] = []
    for run in runs:
        still: list[list[tuple[int, int, int]]] = []
        best: list[tuple[int, int, int]] | None = None
        for chain in open_ones:
            here, there, length = chain[-1]
            gap_left, gap_right = run[0] - here - length, run[1] - there - length
            if gap_left > _GAP:
                closed.append(chain)
                continue
            still.append(chain)
            if (
                best is None
                and gap_left > -RUN
                and -RUN < gap_right <= _GAP
                and abs(gap_left - gap_right) <= _SKEW
            ):
                best = chain
        open_ones = still
        if best is None:
            open_ones.append([run])
        else:
            best.append(run)
    passages = [_passage(chain, left, right) for chain in closed + open_ones]
    return _disjoint(passages)


def _passage(chain: list[tuple[int, int, int]], left: Numbers, right: Numbers) -> Passage:
    equal = 0
    here, there = done_left, done_right = chain[0][:2]
    runs: list[tuple[int, int, int]] = []
    for here, there, length in chain:
        cut = max(0, done_left - here, done_right - there)
        if cut >= length:
            continue
        if done_left < here + cut and done_right < there + cut:
            gap = left[done_left : here + cut], right[done_right : there + cut]
            equal += LCSseq.similarity(gap[0].tolist(), gap[1].tolist())
        equal += length - cut
        runs.append((here + cut, there + cut, length - cut))
        done_left, done_right = here + length, there + length
    return Passage(chain[0][0], done_left, chain[0][1], done_right, equal, tuple(runs))


def _disjoint(passages: list[Passage]) -> list[Passage]:
    """Passages that share no word on either side; the ones with most equal words are kept."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (-p.equal, p.left, p.right)):
        if all(
            (passage.left >= other.left_stop or passage.left_stop <= other.left)
            and (passage.right >= other.right_stop or passage.right_stop <= other.right)
            for other in kept
        ):
            kept.append(passage)
    return sorted(kept, key=lambda p: p.left)
