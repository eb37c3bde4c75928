"""A number as it was read, before anything is counted or dated by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """The value of a number; ``figures`` where it begins with digits, ``definite`` after «ال».

    ``words`` is how many tokens it takes.
    """

    value: float
    figures: bool
    definite: bool = False
    words: int = 1
    ordinal: bool = False
