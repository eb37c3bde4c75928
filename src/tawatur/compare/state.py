"""A state of a thread: what holds of its subject, since when, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tawatur.compare.amount import Amount
from tawatur.model.text import Span


@dataclass(frozen=True, slots=True)
class State:
    """What the state was on some day, in whose words.

    ``what`` it is («suspended», «resumption») and, of one that is not or not yet so, ``how`` it is
    told (planned, pending, spoken of).

    The state began between ``earliest`` and ``latest``: the days that the report gives or that
    its incident has. Where there are none ``earliest`` is ``None`` and ``latest`` the last day on
    which it can have been said, when it held. ``told`` are the days on which it can have been said.

    ``aspect`` is activity, permission, deployment, forces or handover; states of one aspect and
    place whose ``sign`` is opposite exclude each other. Of one that lies ``ahead`` ``due`` are the
    days for which it is told. ``speaker`` is who is named for it, and part of ``who``;
    ``place_id`` is the entity that ``place`` names. ``origin`` is the
    independent originator, ``owner`` whose forces are counted, ``level`` the least and the greatest
    number that the first count allows. ``past`` says that it is told as what was before («بعد أن
    علقت»).
    """

    claim: str
    what: str
    how: str | None
    earliest: date | None
    latest: date | None
    said: date | None
    who: str
    speaker: str | None = None
    place: str | None = None
    place_id: str | None = None
    counts: tuple[Amount, ...] = ()
    aspect: str = ""
    sign: int = 0
    ahead: bool = False
    due: tuple[date, date] | None = None
    told: tuple[date | None, date | None] = (None, None)
    origin: str = ""
    owner: str | None = None
    document: str = ""
    span: Span | None = None
    level: tuple[float, float | None] | None = None
    past: bool = False

    @property
    def state(self) -> str:
        """The state in English words."""
        return self.what if self.how is None else f"{self.what} {self.how}"

    @property
    def scope(self) -> str:
        """What the state holds of: the place of a deployment or base, whose forces and where."""
        if self.aspect == "forces":
            return " in ".join(filter(None, (self.owner or "forces", self.place)))
        return (self.place or "") if self.aspect in {"deployment", "handover"} else ""

    @property
    def dated(self) -> bool:
        """Whether the day on which it began is told."""
        return self.earliest is not None and not self.ahead


def order(state: State) -> tuple[date, date, str, str]:
    """States by the day on which they had begun, then by the day of the saying."""
    return (state.latest or date.max, state.said or date.max, state.claim, state.place or "")
