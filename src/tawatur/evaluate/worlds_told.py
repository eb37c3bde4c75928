"""The reports of a world as analyses, and what must come out of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from tawatur.evaluate.worlds import Report, Told, World, claim_id, words
from tawatur.model.claim import Analysis, Claim, Entity, Link, Published, Reuse, When
from tawatur.model.mention import (
    Argument,
    Attribution,
    Event,
    Quantity,
    QuantityMod,
    Source,
)
from tawatur.model.text import Document, Span


class Analyses(Sequence[Analysis]):
    """The analyses of a world's reports, each made when it is asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._entities = {entity.id: entity for entity in world.entities}

    def __len__(self) -> int:
        return len(self._world.reports)

    @overload
    def __getitem__(self, place: int) -> Analysis: ...
    @overload
    def __getitem__(self, place: slice) -> list[Analysis]: ...
    def __getitem__(self, place: int | slice) -> Analysis | list[Analysis]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return _analysis(place, self._world.reports[place], self._entities)

    def __iter__(self) -> Iterator[Analysis]:
        return (self[place] for place in range(len(self)))


def reuses(world: World) -> tuple[Reuse, ...]:
    """Which reports are copies of which."""
    analyses = Analyses(world)
    found = []
    for number, report in enumerate(world.reports):
        if report.source is not None:
            whole = Span(0, len(analyses[number].document.text))
            found.append(Reuse(document_id(report.source), document_id(number), "exact",
                               ((whole, whole),), 1.0, 1.0, True, "it copies all"))  # fmt: skip
    return tuple(sorted(found, key=lambda edge: (edge.source, edge.copy)))


def document_id(report: int) -> str:
    """The id of a report, by its number."""
    return f"doc:{report:07}"


def _analysis(number: int, report: Report, entities: Mapping[str, Entity]) -> Analysis:
    id_ = document_id(number)
    text, sentences, triggers = _text(report, entities)
    quantities: list[Quantity] = []
    sayings: list[Attribution] = []
    claims = []
    published = _published(report)
    used: dict[str, Entity] = {}
    for place, told in enumerate(report.told):
        claims.append(_claim(claim_id(number, place), id_, told, triggers[place], place,
                             report, published, quantities, sayings))  # fmt: skip
        for name in (told.place, told.agent, told.speaker):
            if name is not None:
                used[name] = entities[name]
    return Analysis(
        Document(id_, text, outlet=report.outlet),
        published,
        tuple(sentences),
        quantities=tuple(quantities),
        entities=tuple(used.values()),
        attributions=tuple(sayings),
        claims=tuple(claims),
    )


def _text(report: Report, entities: Mapping[str, Entity]) -> tuple[str, list[Span], list[Span]]:
    """A sentence a claim, its first word the trigger."""
    lines, sentences, triggers, at = [], [], [], 0
    own = words()["words"]
    for told in report.told:
        word = (
            own["back"] if told.back else own.get(told.type) or words()["types"][told.type]["word"]
        )
        line = word
        if told.place is not None:
            line += f" {own['in']} {entities[told.place].name}"
        if told.back:
            line += f" {own['last_month']}"
        if told.killed is not None:
            line += f" {told.killed}"
        sentences.append(Span(at, at + len(line)))
        triggers.append(Span(at, at + len(word)))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), sentences, triggers


def _published(report: Report) -> Published:
    if report.published is None:
        return Published()
    days = report.published
    return Published(min(days), max(days), candidates=tuple(sorted(days)))


def _claim(
    id_: str,
    document: str,
    told: Told,
    trigger: Span,
    sentence: int,
    report: Report,
    published: Published,
    quantities: list[Quantity],
    sayings: list[Attribution],
) -> Claim:
    arguments = [
        Argument(role, trigger, entity=entity)
        for role, entity in (("place", told.place), ("agent", told.agent))
        if entity is not None
    ]
    counts: tuple[int, ...] = ()
    if told.killed is not None:
        mod = QuantityMod.APPROX if told.rounded else QuantityMod.EXACT
        counts = (len(quantities),)
        quantities.append(Quantity(trigger, "world", told.killed, None, None, mod, "person", None,
                                   "killed"))  # fmt: skip
    chain = [Link(report.outlet, None, None, False, None, "outlet")]
    if told.speaker is not None:
        sayings.append(
            Attribution(Source(told.speaker, trigger, told.speaker), trigger, None, "world")
        )
        chain.insert(
            0, Link(told.speaker, told.speaker, words()["words"]["said"], False, None, "speaker")
        )
    when = When(None, published.no_later_than, "report")
    if told.days is not None:
        when = When(*told.days, "stated")
    elif told.open_days:
        when = When(min(told.open_days), max(told.open_days), "stated",
                    candidates=tuple(sorted(told.open_days)))  # fmt: skip
    event = Event(
        trigger, "world", told.type, sentence, tuple(arguments), told.factuality, None, counts,
        len(sayings) - 1 if told.speaker is not None else None,
    )  # fmt: skip
    return Claim(id_, document, event, when, told.place, None, tuple(chain))
