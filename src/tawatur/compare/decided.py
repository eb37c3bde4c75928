"""What people decided about threads: names, threads that are one, claims that are of another.

Decisions are given by claims, since the ids of threads may change when reports are added. A claim
may stand in two threads: all claims of the thread that was meant tell which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tawatur.compare import tension
from tawatur.compare.state import State, order
from tawatur.compare.threads import Thread, thread_id

Claims = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The thread of these claims is called so."""

    claims: Claims
    name: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The threads of these claims and of those are one."""

    claims: Claims
    others: Claims


@dataclass(frozen=True, slots=True)
class Split:
    """Of the thread of these claims, those of ``part`` make one of their own."""

    claims: Claims
    part: Claims


Decision = Named | Joined | Split


@dataclass
class _Threads:
    """Threads under change, by a number that stays theirs."""

    held: dict[int, Thread] = field(default_factory=dict)

    def of(self, *sets: Claims) -> int | None:
        """The thread that holds most of the first claims, of those most of the next; the least."""
        found = []
        for number, thread in self.held.items():
            own = {state.claim for state in thread.states}
            shared = [len(own.intersection(claims)) for claims in sets]
            if shared[0]:
                found.append((*(-many for many in shared), len(own), number))
        return min(found)[-1] if found else None


def decide(threads: Sequence[Thread], decisions: Sequence[Decision]) -> tuple[Thread, ...]:
    """The threads as people decided, one decision after the other.

    A decision on claims that no thread holds is left aside.
    """
    made = _Threads(dict(enumerate(threads)))
    for one in decisions:
        match one:
            case Named():
                number = made.of(one.claims)
                if number is not None:
                    made.held[number] = replace(made.held[number], name=one.name)
            case Joined():
                _join(made, made.of(one.claims), made.of(one.others))
            case Split():
                _split(made, made.of(one.part, one.claims), one.part)
    return tuple(sorted(made.held.values(), key=lambda t: (t.kind, t.subject, t.id)))


def _split(made: _Threads, home: int | None, claims: Claims) -> None:
    """Moves claims out of their thread."""
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


def _join(made: _Threads, first: int | None, second: int | None) -> None:
    """Makes one of two threads; it keeps the id of the one that came first."""
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
