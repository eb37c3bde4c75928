"""The state of a thread on a day: what holds, since when, on whose word, what contradicts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tawatur.compare.amount import Amount
from tawatur.compare.state import State
from tawatur.compare.threads import Thread
from tawatur.model.claim import Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of one aspect, and of one place or force where it has several.

    ``since`` are the days between which it began (the first ``None``: by the second).
    ``word`` are the originators who say so, ``states`` what they say. ``counts`` are the numbers
    that they give. ``against`` are sentences that contradict it, by the rule that found them;
    ``expected`` are states that lie ahead.
    """

    aspect: str
    scope: str
    state: str
    since: tuple[date | None, date | None]
    word: tuple[str, ...]
    states: tuple[State, ...]
    counts: tuple[Amount, ...]
    against: tuple[Verdict, ...]
    expected: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A thread on a day; ``on`` is ``None`` for the last day told of."""

    thread: Thread
    on: date | None
    standings: tuple[Standing, ...]


def status(thread: Thread, on: date | None = None) -> Status:
    """What held on a day by what had been said or is now said of it; on the last day told of, else.

    A state told of no place is left out where it is also told of a place.

    The last state with a day of its own decides. One that is told without a day holds where
    nothing else does, or where it was told later by a report whose own day is certain; other
    such states are shown as what contradicts.
    """
    known = [state for state in thread.states if on is None or _by(state, on)]
    groups: dict[tuple[str, str], list[State]] = {}
    for state in known:
        groups.setdefault((state.aspect, state.scope), []).append(state)
    made = [
        standing
        for (aspect, scope), held in groups.items()
        for standing in _standing(aspect, scope, held, thread.tensions)
    ]
    scoped = {(one.aspect, one.state) for one in made if one.scope}
    told = [one for one in made if one.scope or (one.aspect, one.state) not in scoped]
    return Status(thread, on, tuple(sorted(told, key=lambda one: (one.aspect, one.scope))))


def _by(state: State, day: date) -> bool:
    """Whether a state had begun by a day, or an expected one had been told of."""
    begun = (state.told[1] if state.ahead else state.latest) or date.max
    return begun <= day


def _standing(
    aspect: str, scope: str, held: Sequence[State], tensions: Sequence[Verdict]
) -> Iterator[Standing]:
    facts = [state for state in held if not state.ahead]
    ahead = [state for state in held if state.ahead]
    certain = [s for s in facts if s.dated or s.told[0] == s.told[1]]
    ordered = certain or facts or ahead
    if not ordered:
        return
    last = max(ordered, key=_time)
    run = _run(last, ordered)
    claims = {state.claim for state in run}
    others = {state.claim for state in held}
    later = tuple(s for s in ahead if s not in run and _time(s) >= _time(last))
    yield Standing(
        aspect=aspect,
        scope=scope,
        state=last.state,
        since=_since(run),
        word=_voices(run),
        states=tuple(run),
        counts=tuple(dict.fromkeys(count for state in run for count in state.counts)),
        against=tuple(
            v
            for v in tensions
            if v.outcome == "conflicts" and {v.left, v.right} & claims
            and {v.left, v.right} <= others
        ),
        expected=later if not last.ahead else (),
    )  # fmt: skip


def _time(state: State) -> tuple[date, date]:
    """When a state had begun, then when it was said."""
    return (state.latest or date.max, state.told[1] or date.max)


def _run(last: State, ordered: Sequence[State]) -> list[State]:
    """The tellings of the last state, back to the last one of another state before it."""
    breaks = [
        _time(state)
        for state in ordered
        if state.state != last.state and (state.latest or date.max) < (last.latest or date.max)
    ]
    after = max(breaks, default=None)
    return [s for s in ordered if s.state == last.state and (after is None or _time(s) > after)]


def _voices(run: Sequence[State]) -> tuple[str, ...]:
    """Those who say it, of each independent originator the first."""
    voices: dict[str, str] = {}
    for state in run:
        voices.setdefault(state.origin or state.who, state.who)
    return tuple(dict.fromkeys(voices.values()))


def _since(run: Sequence[State]) -> tuple[date | None, date | None]:
    """The narrowest days that a telling of the run gives, of those the first."""
    dated = [(s.earliest, s.latest) for s in run if s.earliest and s.latest]
    if dated:
        return min(dated, key=lambda days: ((days[1] - days[0]).days > 0, days[1], days[0]))
    return None, min((s.latest for s in run if s.latest), default=None)
