"""The words that a field of a claim rests on: what a verdict and a cell open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tawatur.model.claim import Analysis, Claim
from tawatur.model.mention import Argument
from tawatur.model.text import Span


def words(
    claim: Claim, analysis: Analysis, field: str, is_meant: Callable[[str | None], bool]
) -> Span | None:
    """The words behind a field other than a number; ``None`` where nothing stands for it.

    ``is_meant`` says of an entity whether it is the value: of several arguments it chooses one.
    """
    event = claim.event
    if field in {"happened", "text"}:
        return event.trigger
    if field == "time":
        return _time(claim, analysis)
    if field == "place":
        return _place(claim, analysis, is_meant)
    return _argument(claim, (field,), is_meant)


def _time(claim: Claim, analysis: Analysis) -> Span | None:
    if claim.when is not None and claim.when.timex is not None:
        return analysis.times[claim.when.timex].span
    given = next((a.span for a in claim.event.arguments if a.role == "time"), None)
    return given or claim.event.trigger  # derived: the words that place it stand in the proof


def _place(claim: Claim, analysis: Analysis, is_meant: Callable[[str | None], bool]) -> Span | None:
    """The argument, else the nearest mention of the place in the report, alone or as the place
    that lies so far from another one.
    """
    own = _argument(claim, ("place", "target", "object", "recipient"), is_meant, alone=True)
    if own is not None:
        return own
    begin = claim.event.trigger.start
    near = [
        (abs(span.start - begin), span)
        for span, entity, _ in _mentions(analysis)
        if is_meant(entity)
    ]
    return min(near)[1] if near else _argument(claim, ("place",), is_meant)


def _mentions(analysis: Analysis) -> Iterator[tuple[Span, str | None, str]]:
    """Words that name a place, which one, and the rule that read them."""
    for name in analysis.names:
        yield name.span, name.entity, name.rule
        if name.relation is not None:
            both = (name.span, name.relation.span)
            span = Span(min(one.start for one in both), max(one.end for one in both))
            yield span, name.relation.entity, name.relation.rule


def rule(claim: Claim, analysis: Analysis, span: Span) -> str:
    """The rule that read the words of a place: that of their name, else of the event."""
    arguments = {argument.span for argument in claim.event.arguments}
    if span not in arguments:
        for words_, _, rule_ in _mentions(analysis):
            if words_ == span:
                return rule_
    return claim.event.rule


def _argument(
    claim: Claim,
    roles: tuple[str, ...],
    is_meant: Callable[[str | None], bool],
    *,
    alone: bool = False,
) -> Span | None:
    """The argument that is meant; where none is, the first of the role unless ``alone``."""
    held: list[Argument] = [a for role in roles for a in claim.event.arguments if a.role == role]
    meant = [a for a in held if is_meant(a.entity)]
    if not meant and alone:
        return None
    return next((a.span for a in (*meant, *held)), None)
