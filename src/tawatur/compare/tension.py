"""States of one thread that do not go together, and why: found from the states alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product
from typing import Final

from tawatur.compare.state import State
from tawatur.model.claim import Verdict

_FEW: Final = timedelta(days=3)  # days within which two states are told of one day, near enough
_MOST: Final = 60  # levels of forces, and voices of one state, that are set against each other


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
    dated: dict[tuple[str, str], dict[date, list[State]]] = {}
    for state in facts:
        if state.dated and state.latest:
            days = dated.setdefault((state.aspect, state.scope), {})
            days.setdefault(state.latest, []).append(state)
    ordered = {key: sorted(days) for key, days in dated.items()}
    for later in facts:
        key, said = (later.aspect, later.scope), later.told[0]
        if later.dated or later.past or said is None or key not in ordered:
            continue
        place = bisect_right(ordered[key], said)
        if not place:
            continue
        last = ordered[key][place - 1]
        at_last = dated[key][last]
        if any(s.sign == later.sign for s in at_last):
            continue
        for before in _voices(at_last):
            when = f"on {said}" if said == later.told[1] else f"on or after {said}"
            text = (
                f"{later.who} has it {later.state}, without a day, {when};"
                f" {before.who} had it {before.state} by {last}"
            )
            yield _verdict(before, later, "state", "contrary-state-undated", text)


def _voices(states: Sequence[State]) -> Sequence[State]:
    """The first state that each originator tells, of not too many."""
    voices: dict[str, State] = {}
    for state in states:
        voices.setdefault(state.origin, state)
    return list(voices.values())[:_MOST]


def _same_day(facts: Sequence[State]) -> Iterator[Verdict]:
    """Contrary states of the same days on different words."""
    told: dict[tuple[str, str, date, date], list[State]] = {}
    for state in facts:
        first, last = state.earliest, state.latest
        if state.dated and first and last and last - first <= _FEW:
            told.setdefault((state.aspect, state.scope, first, last), []).append(state)
    for states in told.values():
        sides = [_voices([s for s in states if s.sign == sign]) for sign in (1, -1)]
        for one, two in product(*sides):
            if one.origin != two.origin:
                a, b = (one, two) if states.index(one) < states.index(two) else (two, one)
                text = f"{a.who} has it {a.state}, {b.who} {b.state}, both on {a.latest}"
                yield _verdict(a, b, "state", "contrary-state-same-day", text)


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
