"""States of one thread that do not go together, and why: found from the states alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from tawatur.compare.state import State
from tawatur.model.claim import Verdict

_FEW: Final = timedelta(days=3)  # days within which two states are told of one day, near enough
_MOST: Final = 60  # levels of forces that are all set against each other


def find(kind: str, states: Sequence[State]) -> tuple[Verdict, ...]:
    """The tensions of a thread, in order of its states; each pair of voices once."""
    if kind == "forces":
        found = list(_scopes(states))
    else:
        facts = [state for state in states if not state.ahead and state.sign]
        found = [*_undated(facts), *_same_day(facts)]
    seen: dict[tuple[str, str, str], Verdict] = {}
    for verdict in found:
        seen.setdefault((verdict.rule, verdict.left, verdict.right), verdict)
    return tuple(seen.values())


def _undated(facts: Sequence[State]) -> Iterator[Verdict]:
    """A state told without a day against the last dated state before, where that is contrary."""
    for later in facts:
        said = later.told[0]
        if later.dated or later.past or said is None:
            continue
        rivals = [s for s in facts if s.aspect == later.aspect and s.scope == later.scope]
        begun = [(s.latest, s) for s in rivals if s.dated and s.latest and s.latest <= said]
        last = max((day for day, _ in begun), default=None)
        at_last = [s for day, s in begun if day == last]
        if last is None or any(s.sign == later.sign for s in at_last):
            continue
        voices: dict[str, State] = {}
        for before in at_last:
            voices.setdefault(before.origin, before)
        for before in voices.values():
            when = f"on {said}" if said == later.told[1] else f"on or after {said}"
            text = (
                f"{later.who} has it {later.state}, without a day, {when};"
                f" {before.who} had it {before.state} by {last}"
            )
            yield _verdict(before, later, "state", "contrary-state-undated", text)


def _same_day(facts: Sequence[State]) -> Iterator[Verdict]:
    """Contrary states of the same days on different words."""
    near = [
        s for s in facts if s.dated and s.latest and s.earliest and s.latest - s.earliest <= _FEW
    ]
    for one, two in combinations(near, 2):
        if one.aspect != two.aspect or one.scope != two.scope or one.origin == two.origin:
            continue
        if one.sign == -two.sign and (one.earliest, one.latest) == (two.earliest, two.latest):
            text = f"{one.who} has it {one.state}, {two.who} {two.state}, both on {one.latest}"
            yield _verdict(one, two, "state", "contrary-state-same-day", text)


def _verdict(one: State, two: State, field: str, rule: str, text: str) -> Verdict:
    return Verdict(one.claim, two.claim, field, "conflicts", rule, text, one.span, two.span)


# --- levels of forces ----------------------------------------------------------------------------


def _scopes(states: Sequence[State]) -> Iterator[Verdict]:
    """Numbers of forces compare only where the same forces and the same place are counted."""
    levels = [s for s in states if s.level is not None and s.aspect == "forces"][:_MOST]
    for one, two in combinations(levels, 2):
        if one.claim == two.claim:
            continue
        if one.scope != two.scope:
            text = f"{_force(one)}; {_force(two)}: other forces or another place"
            yield Verdict(one.claim, two.claim, "presence", "scope", "other-scope", text,
                          one.span, two.span)  # fmt: skip
        elif not _meet(one, two):
            text = f"{one.who} gives {one.counts[0]}, {two.who} gives {two.counts[0]}"
            if one.told[1] and two.told[0] and one.told[1] < two.told[0] and not one.ahead:
                yield Verdict(one.claim, two.claim, "presence", "updates", "level-changed",
                              f"{text}, later", one.span, two.span)  # fmt: skip
            elif not (one.ahead or two.ahead):
                yield _verdict(one, two, "presence", "different-level", text)


def _meet(one: State, two: State) -> bool:
    """Whether the numbers that two levels allow overlap."""
    (low, high), (other_low, other_high) = one.level or (0, None), two.level or (0, None)
    return (high is None or high >= other_low) and (other_high is None or other_high >= low)


def _force(state: State) -> str:
    place = state.place or "a place not named"
    return f"{state.owner or 'forces'} in {place}: {state.counts[0]}"
