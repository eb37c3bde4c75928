"""The day of a report's incident, for the mentions of it that name none.

A report of one attack says its day once, at its head. Where a day stands there, and all deeds of
force in the report that have a day have the same one, the others that it tells of as done, tolls
among them, are of that day, too: derived, not stated. Deeds mentioned behind words like «بعد» and
«بشأن» keep their open interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tawatur.model.claim import Claim, When
from tawatur.model.mention import Factuality

_FORCE: Final = frozenset(
    ["attack", "missile-attack", "drone-attack", "bombing", "airstrike", "shooting", "shelling",
     "clash", "killing", "casualties"]
)  # fmt: skip
_LEAD: Final = 3  # sentences at the head of a report, its heading counted
_AFTER: Final = "background"  # a reason of the score: spoken of as past


def with_the_day(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims, deeds without a day on that of the others, where all of those have one."""
    made = tuple(claims)
    days = {
        (claim.when.earliest, claim.when.latest): claim.when
        for claim in made
        if _is_deed(claim) and claim.when is not None and claim.when.basis == "stated"
    }
    if len(days) != 1:
        return made
    (day,) = days.values()
    lead = any(
        _is_deed(claim) and claim.event.sentence < _LEAD for claim in made if claim.when == day
    )
    if not lead or day.earliest is None or day.earliest != day.latest:
        return made
    derived = When(day.earliest, day.latest, "derived", day.timex, day.candidates)
    return tuple(replace(claim, when=derived) if _is_open(claim) else claim for claim in made)


def _is_deed(claim: Claim) -> bool:
    return claim.event.type in _FORCE and claim.event.factuality is Factuality.ACTUAL


def _is_open(claim: Claim) -> bool:
    return (
        _is_deed(claim)
        and (claim.when is None or claim.when.basis == "report")
        and _AFTER not in claim.event.reasons
    )
