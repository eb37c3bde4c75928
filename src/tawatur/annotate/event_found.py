"""What is found of an event before it becomes one: trigger, sense, phrases, mood."""

from __future__ import annotations

from typing import NamedTuple

from tawatur.annotate.event_arguments import Piece
from tawatur.annotate.event_factuality import Mood
from tawatur.annotate.event_rules import TriggerRule


class Found(NamedTuple):
    """A trigger from token ``first`` to ``last`` with its sense, its phrases and its mood.

    ``start`` and ``stop`` bound the clause that it was read from. ``asserted`` says that the text
    reports the event here, rather than speaking of it as known; ``bare`` that the noun stands
    alone, as one does that only refers back.
    """

    first: int
    last: int
    rule: TriggerRule
    type: str
    activity: str | None
    pieces: tuple[Piece, ...]
    times: tuple[int, ...]
    mood: Mood
    start: int
    stop: int
    finite: bool
    sure: bool
    asserted: bool
    bare: bool = False
