"""Who and what is meant by words that name nobody: «سنستأنف عملياتنا», «بطارية أخرى».

The first person in what somebody is quoted with is the speaker, in the plural the body he speaks
for. A weapon without a name, in a report that has named one system before and no other, is that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tawatur.annotate.event_rules import event_rules
from tawatur.model.mention import Argument, Attribution, Event, Name
from tawatur.rules.scan import Scan

_FIRST: Final = "1"
_PLURAL: Final = "1cp"
_MOVED: Final = frozenset(["deploy", "withdraw", "handover", "presence", "request", "approve"])
_ARMS: Final = frozenset(["weapon", "missile", "artillery"])
_DONE: Final = frozenset(
    [*("suspend", "resume", "launch", "end", "reduce", "deploy", "withdraw", "handover"),
     *("attack", "airstrike", "shelling", "bombing", "aid", "release", "arrest", "seize")]
)  # fmt: skip


def speaker(
    event: Event,
    said: Attribution | None,
    sayings: Sequence[Attribution],
    names: Sequence[Name],
    scan: Scan,
) -> Argument | None:
    """The agent of an event whose verb is in the first person of a quotation, if it names none."""
    if said is None or said.form == "indirect" or event.type not in _DONE:
        return None
    if any(argument.role == "agent" for argument in event.arguments):
        return None
    agreement = _agreement(scan, event)
    source = _spelled_out(said, sayings)
    if agreement is None or source is None or source.source.span is None:
        return None
    span = source.source.span
    inside = [name for name in names if name.span.overlaps(span) and name.entity is not None]
    body = next((name for name in inside if name.kind == "organisation"), None)
    if agreement == _PLURAL and body is not None:
        return Argument("agent", body.span, body.span, body.entity)
    return Argument("agent", span, None, source.source.entity)


def _agreement(scan: Scan, event: Event) -> str | None:
    """The person of a trigger that can be nothing but a verb in the first person."""
    found = {r.agreement for r in scan.readings[_token(scan, event.trigger.start)]}
    first = {one for one in found if one is not None and one.startswith(_FIRST)}
    return min(first) if first and first == found else None


def _token(scan: Scan, position: int) -> int:
    words = scan.words
    return max(0, bisect_right(words.starts, words.folded.position(position)) - 1)


def _spelled_out(said: Attribution, sayings: Sequence[Attribution]) -> Attribution | None:
    """The saying itself, or the last one before it where its source is named in words."""
    if said.source.span is not None:
        return said
    before = [
        one
        for one in sayings
        if one.source.span is not None
        and one.cue.start < said.cue.start
        and one.source.entity == said.source.entity
    ]
    return before[-1] if before and said.source.entity is not None else None


def weapon(
    event: Event, argument: Argument, weapons: Sequence[Name], scan: Scan
) -> Argument | None:
    """An object that only says what kind of weapon was moved, with the one system named before."""
    if argument.role != "object" or event.type not in _MOVED:
        return None
    before = {name.entity for name in weapons if name.span.start < argument.span.start}
    if len(before) != 1 or not _is_arm(scan, argument):
        return None
    return replace(argument, entity=before.pop())


def _is_arm(scan: Scan, argument: Argument) -> bool:
    """Whether the head of a phrase is a weapon: «بطارية أخرى», «إحدى بطاريات الصواريخ»."""
    start = (argument.head or argument.span).start
    classes = event_rules().classes
    return any(
        not _ARMS.isdisjoint(classes.get(reading.lemma, ()))
        for reading in scan.readings[_token(scan, start)]
    )
