"""Where a state holds: the place that a claim itself names, not one that is told beside it."""

from __future__ import annotations

from typing import Final

from tawatur.compare.account import Bench
from tawatur.model.claim import Claim

_BEHIND: Final = 25  # characters behind a trigger in which a place still belongs to it
_ROLES: Final = frozenset({"place", "target", "object", "recipient"})


def place_of(claim: Claim, ready: Bench) -> str | None:
    """The place of a claim where an argument names it, or where it stands right behind its word."""
    place = ready.people.of(claim.place)
    if place is None:
        return None
    for argument in claim.event.arguments:
        if argument.role in _ROLES and ready.people.of(argument.entity) is not None:
            own = ready.people.of(argument.entity) or ""
            if own == place or ready.people.relation(place, own) in {"inside", "near"}:
                return place
    end = claim.event.trigger.end
    named = [n for n in ready.analyses[claim.document].names if ready.people.of(n.entity) == place]
    if not named or any(end <= n.span.start <= end + _BEHIND for n in named):
        return place  # where the report nowhere names it, it is known from elsewhere
    return None
