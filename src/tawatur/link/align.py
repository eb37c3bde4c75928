"""Passages that stand in two texts, from runs of equal words to spans with small edits inside."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Final

from rapidfuzz.distance import LCSseq

from tawatur.link.fingerprint import RUN, Print

_GAP: Final = 10  # words that may be changed, on either side, between two equal runs
_SKEW: Final = 6  # by how much the two sides of a gap may differ in length
_EQUAL: Final = 0.7  # the part of a passage that must stand word for word on its longer side
_LONGEST: Final = 8  # words of its longest run: shorter ones only are formulas in a row
_PLACES: Final = 8  # a run that stands more often in one text is a formula of that text


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
    places, repeated = _places(right.runs.tolist())
    reached: dict[int, int] = {}  # diagonal -> first word of left not yet covered on it
    found: list[tuple[int, int, int]] = []
    go_on = 0  # where each hash stands once, those within a run found before only continue it
    runs = left.runs.tolist()
    for here in compress(count(), map(places.__contains__, runs)):
        if here < go_on:
            continue
        for there in repeated.get(runs[here], (places[runs[here]],))[:_PLACES]:
            diagonal = here - there
            if reached.get(diagonal, 0) > here:
                continue
            length = _length(left.words, right.words, here, there)
            if length >= RUN:
                found.append((here, there, length))
                reached[diagonal] = here + length
                if not repeated:
                    go_on = here + length - RUN + 1
    return found


def _places(runs: list[int]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Where each hash stands, and all places of those that stand more than once."""
    places = dict(zip(runs, range(len(runs)), strict=True))
    repeated: dict[int, list[int]] = {}
    if len(places) < len(runs):
        for place, value in enumerate(runs):
            if places[value] != place:
                repeated.setdefault(value, []).append(place)
        for value, before in repeated.items():
            before.append(places[value])
    return places, repeated


def _length(left: array[int], right: array[int], here: int, there: int) -> int:
    """How many words are equal from these places on: by ever longer pieces, then one by one."""
    most = min(len(left) - here, len(right) - there)
    length, step = 0, 8
    while length < most:
        stop = min(length + step, most)
        if left[here + length : here + stop] != right[there + length : there + stop]:
            break
        length, step = stop, 2 * step
    while length < most and left[here + length] == right[there + length]:
        length += 1
    return length


def _joined(
    runs: list[tuple[int, int, int]], left: Sequence[int], right: Sequence[int]
) -> list[Passage]:
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


def _passage(
    chain: list[tuple[int, int, int]], left: Sequence[int], right: Sequence[int]
) -> Passage:
    equal = 0
    here, there = done_left, done_right = chain[0][:2]
    runs: list[tuple[int, int, int]] = []
    for here, there, length in chain:
        cut = max(0, done_left - here, done_right - there)
        if cut >= length:
            continue
        gap = left[done_left : here + cut], right[done_right : there + cut]
        if gap[0] and gap[1]:
            equal += LCSseq.similarity(*gap)
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
