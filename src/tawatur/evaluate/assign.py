"""One-to-one matching: each found item answers for at most one gold item, and the sum is best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Left = TypeVar("Left")
Right = TypeVar("Right")


def pairs(
    left: Sequence[Left], right: Sequence[Right], weight: Callable[[Left, Right], float]
) -> list[tuple[int, int]]:
    """The places (left, right) of the assignment of highest weight; weight 0 never pairs.

    >>> pairs([1, 2], [2, 3], lambda a, b: {(1, 2): 2, (2, 2): 3, (1, 3): 0, (2, 3): 2}[a, b])
    [(0, 0), (1, 1)]
    """
    if not left or not right:
        return []
    weights = [[weight(a, b) for b in right] for a in left]
    if len(left) <= len(right):
        chosen = _assign([[-w for w in row] for row in weights])
    else:
        turned = _assign([[-row[j] for row in weights] for j in range(len(right))])
        chosen = [(i, j) for j, i in turned]
    return sorted((i, j) for i, j in chosen if weights[i][j] > 0)


def _assign(costs: list[list[float]]) -> list[tuple[int, int]]:
    """The Hungarian method with potentials; no more rows than columns."""
    rows, columns = len(costs), len(costs[0])
    by_row, by_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)  # the row of each column, counted from 1; 0 is free
    for row in range(1, rows + 1):
        taken[0], column = row, 0
        slack, before = [float("inf")] * (columns + 1), [0] * (columns + 1)
        done = [False] * (columns + 1)
        while taken[column]:
            done[column], here = True, taken[column]
            step, following = float("inf"), 0
            for j in range(1, columns + 1):
                if done[j]:
                    continue
                reduced = costs[here - 1][j - 1] - by_row[here] - by_column[j]
                if reduced < slack[j]:
                    slack[j], before[j] = reduced, column
                if slack[j] < step:
                    step, following = slack[j], j
            for j in range(columns + 1):
                if done[j]:
                    by_row[taken[j]] += step
                    by_column[j] -= step
                else:
                    slack[j] -= step
            column = following
        while column:
            taken[column], column = taken[before[column]], before[column]
    return [(taken[j] - 1, j - 1) for j in range(1, columns + 1) if taken[j]]
