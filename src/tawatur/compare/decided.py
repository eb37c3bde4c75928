"""What people decided about threads: names, threads that are one, claims that are of another.

Decisions are given by claims, since the ids of threads may change when reports are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tawatur.compare import tension
from tawatur.compare.state import State, order
from tawatur.compare.threads import Thread, thread_id


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions about threads, the later ones last.

    ``names``: the thread that holds the claim is called so. ``joined``: the threads that hold the
    two claims are one. ``split``: these claims leave their thread and make one of their own.
    Claims that no thread holds are left aside.
    """

    names: tuple[tuple[str, str], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    split: tuple[tuple[str, ...], ...] = ()


@dataclass
class _Threads:
    """Threads under change, by a number that stays theirs."""

    held: dict[int, Thread] = field(default_factory=dict)

    def of(self, claim: str) -> int | None:
        """The thread of a claim; of several the one with most states."""
        found = [
            (-len(thread.states), number)
            for number, thread in self.held.items()
            if any(state.claim == claim for state in thread.states)
        ]
        return min(found)[1] if found else None


def decide(threads: Sequence[Thread], decisions: Decisions) -> tuple[Thread, ...]:
    """The threads as people decided: split first, then joined, then named."""
    made = _Threads(dict(enumerate(threads)))
    for claims in decisions.split:
        _split(made, claims)
    for one, two in decisions.joined:
        _join(made, one, two)
    for claim, name in decisions.names:
        number = made.of(claim)
        if number is not None:
            made.held[number] = replace(made.held[number], name=name)
    return tuple(sorted(made.held.values(), key=lambda t: (t.kind, t.subject, t.id)))


def _split(made: _Threads, claims: Sequence[str]) -> None:
    """Moves claims out of the thread that holds the first of them that any holds."""
    home = next((number for claim in claims if (number := made.of(claim)) is not None), None)
    if home is None:
        return
    thread, chosen = made.held[home], set(claims)
    out = [state for state in thread.states if state.claim in chosen]
    kept = [state for state in thread.states if state.claim not in chosen]
    if not kept:
        return
    key = f"{thread.key} apart {min(state.claim for state in out)}"
    made.held[home] = _made_of(thread, kept)
    apart = replace(thread, id=thread_id(thread.kind, key), key=key, name=None)
    made.held[max(made.held) + 1] = _made_of(apart, out)


def _join(made: _Threads, one: str, two: str) -> None:
    first, second = made.of(one), made.of(two)
    if first is None or second is None or first == second:
        return
    first, second = sorted((first, second))
    thread, other = made.held[first], made.held.pop(second)
    about = tuple(dict.fromkeys((*thread.about, *other.about)))
    joined = replace(thread, about=about, name=thread.name or other.name)
    made.held[first] = _made_of(joined, (*thread.states, *other.states))


def _made_of(thread: Thread, states: Sequence[State]) -> Thread:
    """The thread with these states, in order, and the tensions among them."""
    ordered = tuple(sorted(dict.fromkeys(states), key=order))
    return replace(thread, states=ordered, tensions=tension.find(thread.kind, ordered))
