"""Claims: each event of a report with its day, its place and the chain of those who say so."""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from tawatur.annotate.event_rules import event_rules
from tawatur.model.claim import Claim, Entity, Published, When
from tawatur.model.mention import (
    Argument,
    Attribution,
    Event,
    Factuality,
    Name,
    Quantity,
    Source,
    Timex,
)
from tawatur.model.text import Document, Span
from tawatur.resolve import chains, meant
from tawatur.resolve.same_day import with_the_day
from tawatur.rules.scan import Scan

_LOCATED: Final = frozenset(["place", "facility"])
# An act that is done by being announced happens on the day of the announcement.
_ANNOUNCED: Final = frozenset(
    ["suspend", "resume", "launch", "end", "ceasefire", "approve", "refuse"]
)
# The saying itself is the deed.
_SPOKEN: Final = frozenset(["accuse", "deny", "condemn", "warn", "demand", "request", "complain"])
_AHEAD: Final = frozenset([Factuality.PLANNED, Factuality.PENDING, Factuality.POSSIBLE])
_NEAR_CUES: Final = 4  # sayings whose cue begins before a trigger's end: one may be the trigger
_PLACE_REACH: Final = 160  # characters between a trigger and a place that is not its argument


@dataclass(frozen=True, slots=True)
class _Material:
    """What a claim is made from, joined once for the document."""

    document: Document
    scan: Scan
    names: Sequence[Name]
    entities: dict[str, Entity]
    times: Sequence[Timex]
    attributions: Sequence[Attribution]
    published: Published
    sentences: Sequence[Span]
    starts: Sequence[int]
    located: Sequence[Name]
    weapons: Sequence[Name]
    cues: Sequence[int]

    def names_in(self, span: Span) -> list[Name]:
        """The resolved names that overlap a range."""
        return _names_in(span, self.names, self.starts)


def make(
    document: Document,
    frame: Any,
    scan: Scan,
    names: Sequence[Name],
    entities: Sequence[Entity],
    quantities: Sequence[Quantity],
    times: Sequence[Timex],
    attributions: Sequence[Attribution],
    events: Sequence[Event],
    published: Published,
) -> tuple[tuple[Attribution, ...], tuple[Claim, ...]]:
    """The sayings with their sources resolved and dated, and one claim for each event."""
    sentences = [scan.span(first, stop - 1) for first, stop in scan.words.sentences]
    resolved = sorted((n for n in names if n.entity is not None), key=lambda n: n.span.start)
    starts = [name.span.start for name in resolved]
    sayings = _resolved(attributions, resolved, starts, times, sentences)
    material = _Material(
        document=document,
        scan=scan,
        names=resolved,
        starts=starts,
        located=[name for name in resolved if name.kind in _LOCATED],
        weapons=[name for name in resolved if name.kind == "weapon"],
        cues=[saying.cue.start for saying in sayings],
        entities={one.id: one for one in entities},
        times=times,
        attributions=sayings,
        published=published,
        sentences=sentences,
    )
    sha = document.content_hash
    return sayings, with_the_day(_claim(material, frame, sha, event) for event in events)


# --- sayings -------------------------------------------------------------------------------------


def _names_in(span: Span, names: Sequence[Name], starts: Sequence[int]) -> list[Name]:
    """The names that overlap a range; ``starts`` are where they begin, in order."""
    stop = bisect_left(starts, span.end)
    first = bisect_left(starts, span.start)
    while first > 0 and names[first - 1].span.end > span.start:
        first -= 1
    return list(names[first:stop])


def _resolved(
    attributions: Sequence[Attribution],
    names: Sequence[Name],
    starts: Sequence[int],
    times: Sequence[Timex],
    sentences: Sequence[Span],
) -> tuple[Attribution, ...]:
    """The sayings with the entity of each source and the time of each cue."""
    made: list[Attribution] = []
    known: dict[str, str] = {}

    def source_of(source: Source) -> Source:
        if source.entity is not None or source.anonymous:
            return source
        entity = None
        if source.span is not None:
            entity = _about(_names_in(source.span, names, starts))
            if entity is not None:
                known[source.text] = entity
        return replace(source, entity=entity or known.get(source.text))

    openings = [sentence.start for sentence in sentences]
    for saying in attributions:
        time = saying.time
        if time is None:
            place = bisect_right(openings, saying.cue.start) - 1
            time = None if place < 0 else _time_of_saying(saying, times, sentences[place])
        source, via = source_of(saying.source), tuple(map(source_of, saying.via))
        made.append(
            Attribution(  # in full: ``replace`` takes twice as long
                source, saying.cue, saying.content, saying.rule, saying.form, saying.stance,
                via, time, saying.nested_in, saying.continues, saying.addressee,
            )
        )  # fmt: skip
    return tuple(made)


def _about(names: Sequence[Name]) -> str | None:
    """The entity of the name that a phrase is about: a person in it, else its first name."""
    if not names:
        return None
    return min(names, key=lambda name: (name.kind != "person", name.span.start)).entity


def _time_of_saying(saying: Attribution, times: Sequence[Timex], sentence: Span) -> int | None:
    """The nearest day beside a cue in its sentence, outside of what is said."""
    first = bisect_left(times, sentence.start, key=lambda timex: timex.span.start)
    stop = bisect_left(times, sentence.end, key=lambda timex: timex.span.start)
    near = [
        (abs(times[number].span.start - saying.cue.start), number)
        for number in range(first, stop)
        if times[number].type in {"DATE", "TIME"}
        and not (saying.content is not None and saying.content.overlaps(times[number].span))
    ]
    return min(near)[1] if near else None


# --- claims --------------------------------------------------------------------------------------


def _claim(material: _Material, frame: Any, sha: str, event: Event) -> Claim:
    saying = None if event.attribution is None else material.attributions[event.attribution]
    arguments = tuple(_with_entity(argument, event, material) for argument in event.arguments)
    own = meant.speaker(event, saying, material.attributions, material.names, material.scan)
    arguments = arguments if own is None else (own, *arguments)
    if arguments != event.arguments:
        event = replace(event, arguments=arguments)
    place = _place(material, event)
    resolved = None if place is None else material.entities.get(place)
    return Claim(
        id=claim_id(sha, event),
        document=material.document.id,
        event=event,
        when=_when(material, event, saying),
        place=place,
        geo_precision=None if resolved is None else resolved.geo_precision,
        chain=chains.chain(
            document=material.document,
            frame=frame,
            attribution=saying,
            parents=_parents(saying, material.attributions),
        ),
    )


def claim_id(sha: str, event: Event) -> str:
    """The id of a claim: a hash of the report's contents, the trigger's place and the type.

    >>> claim_id("00", Event(Span(0, 3), "kill", "killing", 0))
    'clm:39e8d4572ca8d388'
    """
    content = f"{sha}\n{event.trigger.start}\n{event.trigger.end}\n{event.type}"
    return "clm:" + hashlib.sha256(content.encode()).hexdigest()[:16]


def _parents(
    saying: Attribution | None, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The sayings around a saying, the nearest first."""
    found: list[Attribution] = []
    while saying is not None and saying.nested_in is not None and len(found) < len(attributions):
        saying = attributions[saying.nested_in]
        found.append(saying)
    return tuple(found)


def _with_entity(argument: Argument, event: Event, material: _Material) -> Argument:
    """An argument with the entity of its head, else of the first name in it."""
    if argument.role in {"time", "count"}:
        return argument
    if argument.entity is not None:  # the country of «الغارة الأميركية», if the report names it
        known = argument.entity in material.entities
        return argument if known else replace(argument, entity=None)
    inside = material.names_in(argument.span)
    if not inside:
        return meant.weapon(event, argument, material.weapons, material.scan) or argument
    head = argument.head

    def rank(name: Name) -> tuple[bool, bool, int]:
        if argument.role == "place":
            return (name.kind not in _LOCATED, False, name.span.start)
        return (
            name.kind != "person",
            head is None or not name.span.overlaps(head),
            name.span.start,
        )

    return replace(argument, entity=min(inside, key=rank).entity)


# --- when ----------------------------------------------------------------------------------------


def _when(material: _Material, event: Event, saying: Attribution | None) -> When:
    """The days of an event: as stated beside it, else those of the saying that performs it."""
    for argument in event.arguments:
        if argument.role == "time" and argument.mention is not None:
            stated = _days(material.times, argument.mention, "stated", material.published)
            if stated is not None and not _counted_ahead(material, event, argument.mention, stated):
                return stated
    if saying is not None and saying.time is not None and event.type in _ANNOUNCED:
        said = _days(material.times, saying.time, "derived", material.published)
        if said is not None:
            return said
    if event.type in _SPOKEN:
        stop = bisect_left(material.cues, event.trigger.end)
        near = material.attributions[max(0, stop - _NEAR_CUES) : stop]
        own = next((s for s in near if s.cue.overlaps(event.trigger)), None)
        if own is not None and own.time is not None:
            said = _days(material.times, own.time, "stated", material.published)
            if said is not None:
                return said
    latest = None if event.factuality in _AHEAD else material.published.no_later_than
    return When(None, latest, "report")


def _counted_ahead(material: _Material, event: Event, number: int, stated: When) -> bool:
    """«بعد أكثر من شهرين» with what has happened: not counted from the report, that lies before."""
    latest = material.published.no_later_than
    return (
        material.times[number].rule == _AFTER
        and event.factuality is Factuality.ACTUAL
        and latest is not None
        and stated.earliest is not None
        and stated.earliest > latest
    )


_AFTER: Final = "offset-forward"  # the rule of «بعد شهرين»


def _days(times: Sequence[Timex], number: int, basis: str, published: Published) -> When | None:
    timex = times[number]
    candidates = tuple(day for value in timex.candidates if (day := _day(value)) is not None)
    if timex.begin is None and timex.end_exclusive is None:
        if not candidates:
            return None
        return When(min(candidates), max(candidates), basis, number, candidates)
    latest = None if timex.end_exclusive is None else timex.end_exclusive - timedelta(days=1)
    if latest is None and timex.signal == "since":
        latest = published.no_later_than
    return When(timex.begin, latest, basis, number, candidates)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


# --- where ---------------------------------------------------------------------------------------


def _place(material: _Material, event: Event) -> str | None:
    """The place argument's entity, else one that stands in its object, else the nearest one."""
    if not material.located:
        return None
    roles = _PLACE_ROLES[:1] if event.type in _SPOKEN else _PLACE_ROLES  # the accused is no place
    by_role = sorted(
        (argument for argument in event.arguments if argument.role in roles),
        key=lambda argument: roles.index(argument.role),
    )
    for argument in by_role:
        inside = [name for name in material.names_in(argument.span) if name.kind in _LOCATED]
        if argument.role != "place":
            inside = [n for n in inside if n.kind == "facility" or _is_site(n, material)]
        if inside:
            best = _finest(inside, material)
            if argument.role != "place" or not _is_wide(best, material):
                return best
            hit = [n for a in by_role if a.role == "target" for n in material.names_in(a.span)]
            return next((_told(n) for n in hit if n.kind == "facility"), best)
    return _nearest(material, event)


_PLACE_ROLES: Final = ("place", "target", "object")


def _is_wide(place: str | None, material: _Material) -> bool:
    """Whether a place is a country or a region: what was hit there says more."""
    entity = material.entities.get(place or "")
    known = None if entity is None else entity.geo_precision
    return known is not None and (known == 0 or known >= _REGION)


_REGION: Final = 3  # and coarser


def _is_site(name: Name, material: _Material) -> bool:
    """Whether a place is smaller than a country: «قصفوا الحديدة» happened there."""
    entity = material.entities.get(name.entity or "")
    return entity is not None and entity.geo_precision is not None and entity.geo_precision < 6


def _finest(names: Iterable[Name], material: _Material) -> str | None:
    def precision(name: Name) -> tuple[int, int]:
        entity = material.entities.get(name.entity or "")
        known = None if entity is None else entity.geo_precision
        return (9 if known is None else known, name.span.start)

    best = min(names, key=precision)
    return _told(best)


def _told(name: Name) -> str | None:
    """What is told by its relation to a place lies there, not in the place: «شمال بغداد»."""
    relation = name.relation
    return relation.entity if relation is not None and relation.entity else name.entity


def _nearest(material: _Material, event: Event) -> str | None:
    """The nearest place after the trigger in its sentence, unless it takes part in the event."""
    sentence = material.sentences[event.sentence]
    struck = frozenset() if event.type in _SPOKEN else _STRUCK
    taken = [a.span for a in event.arguments if a.role not in struck]
    located = material.located
    first = bisect_right(located, event.trigger.end, key=lambda name: name.span.start)
    for name in located[first : first + _NEXT]:
        if name.span.end > sentence.end or name.span.start - event.trigger.end > _PLACE_REACH:
            return None
        if not any(span.overlaps(name.span) for span in taken) and not _is_left(material, name):
            return _told(name)
    return None


def _is_left(material: _Material, name: Name) -> bool:
    """«انطلقت من قاعدة ...»: from there something set out, it happened elsewhere.

    Not «مناطق من حلب», «على مقربة من تكريت»: there «من» says where it was.
    """
    scan, words = material.scan, material.scan.words
    token = words.token_at(words.folded.position(name.span.start))
    if token > 0 and scan.hits.at(token - 1, "place-head"):
        token -= 1
    if token < 2 or not scan.is_particle(token - 1, "partitive"):
        return False
    setting_out = event_rules().setting_out
    first = max(scan.sentence(token)[0], token - _SETTING_OUT)
    return any(
        reading.lemma in setting_out
        for at in range(first, token - 1)
        for reading in scan.readings[at]
    )


_SETTING_OUT: Final = 7  # tokens from the verb to the place behind «من»
_STRUCK: Final = frozenset([*_PLACE_ROLES, "victim"])
_NEXT: Final = 6  # places after a trigger that are looked at
