"""The order of the stages; nothing else knows it, and it reads as the diagram in the README."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import overload

from tawatur.annotate import attribution, event, frame, name, number, quantity, timex
from tawatur.compare import verdict
from tawatur.link import incidents, reuse
from tawatur.model.claim import Analysis, Incident, Published, Reuse
from tawatur.model.text import Document, Rejected
from tawatur.resolve import borrowed, claims, entities, event_days, known, refine, times
from tawatur.resolve import published as publication
from tawatur.rules.language import Language

Window = tuple[date, date]


def analyse(
    document: Document,
    lang: Language,
    *,
    window: Window | None = None,
    published: Published | None = None,
    events_on: event_days.Given | None = None,
) -> Analysis:
    """Everything that can be found in one document.

    ``window`` are the days in which it must have been published; ``published`` is what is known of
    its day from outside, in place of what its own words say, ``events_on`` of the days of events
    that its offsets («بعد شهرين من ...») count from.
    """
    scan = lang.scan(document.text)
    number.annotate(scan, lang)
    drafts = timex.annotate(scan, lang)
    quantities = quantity.annotate(scan, lang, drafts)
    layout = frame.annotate(scan, lang, document)
    mentions = known.mentions(scan, lang)
    drafts = event_days.anchored(drafts, mentions, events_on)
    own, findings = publication.resolve(
        document, scan, lang, drafts, layout, window=window, mentions=mentions
    )
    days = published or own
    timexes = times.resolve(drafts, days)
    names, things = entities.resolve(scan, lang, name.annotate(scan, lang))
    sayings = attribution.annotate(scan, lang, names, layout)
    events = event.annotate(scan, lang, names, quantities, timexes, sayings)
    sayings, claimed = claims.make(
        document, layout, scan, names, things, quantities, timexes, sayings, events, days
    )
    if events_on is None and (told := event_days.told(drafts, timexes, claimed)):
        return analyse(document, lang, window=window, published=published, events_on=told)
    claimed = event_days.dated(claimed, mentions, drafts, timexes)
    return Analysis(
        document=document,
        published=days,
        sentences=tuple(scan.span(first, stop - 1) for first, stop in scan.words.sentences),
        boilerplate=layout.boilerplate,
        headings=layout.headings,
        dateline=layout.dateline,
        agency=layout.agency,
        quantities=quantities,
        times=timexes,
        names=names,
        entities=things,
        attributions=sayings,
        claims=claimed,
        findings=findings,
    )


def analyse_all(
    documents: Iterable[Document], lang: Language, *, window: Window | None = None
) -> Iterator[Analysis | Rejected]:
    """The analysis of each document; one that cannot be analysed is rejected with its reason."""
    for document in documents:
        try:
            yield analyse(document, lang, window=window)
        except Exception as error:  # the one broad boundary: a bad document stops no batch
            yield Rejected(document.id, f"{type(error).__name__}: {error}")


def refined(
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    lang: Language,
    *,
    window: Window | None = None,
    again: Collection[str] = (),
) -> Iterator[Analysis]:
    """The analyses of the reports whose day other reports narrow, made anew with the days left.

    ``documents`` are in the order of ``analyses``. ``again`` names those that an earlier second
    pass made: they count as their own words alone leave them, and come out so where nothing
    narrows them any more.
    """
    places = {document.id: place for place, document in enumerate(documents)}
    lent = {one.document.id for one in analyses if borrowed.is_borrowed(one)}
    own = {
        places[id_]: analyse(documents[places[id_]], lang, window=window)
        for id_ in sorted({*again, *lent}, key=lambda one: places[one])
    }
    first = _Instead(analyses, own) if own else analyses
    events = borrowed.borrowed(first)
    for id_, given in events.items():
        own[places[id_]] = analyse(documents[places[id_]], lang, window=window, events_on=given)
    first = _Instead(analyses, own) if own else analyses
    narrowed = refine.refine(first, lang, window=window)
    for id_, published in narrowed.items():
        document, known_days = documents[places[id_]], events.get(id_)
        yield analyse(document, lang, window=window, published=published, events_on=known_days)
    for analysis in own.values():
        if analysis.document.id not in narrowed:
            yield analysis


class _Instead(Sequence[Analysis]):
    """Analyses with others in the place of some; both may be loaded when asked for."""

    def __init__(self, analyses: Sequence[Analysis], instead: Mapping[int, Analysis]) -> None:
        self._analyses = analyses
        self._instead = instead

    def __len__(self) -> int:
        return len(self._analyses)

    @overload
    def __getitem__(self, place: int) -> Analysis: ...
    @overload
    def __getitem__(self, place: slice) -> list[Analysis]: ...
    def __getitem__(self, place: int | slice) -> Analysis | list[Analysis]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return self._instead.get(place) or self._analyses[place]


def relate(
    documents: Sequence[Document], analyses: Sequence[Analysis]
) -> tuple[tuple[Reuse, ...], tuple[Incident, ...]]:
    """What holds across documents: copied passages, and incidents with their verdicts."""
    reuses = reuse.find(
        documents,
        {analysis.document.id: analysis.agency for analysis in analyses},
        days={analysis.document.id: analysis.published.day for analysis in analyses},
        skip={analysis.document.id: analysis.boilerplate for analysis in analyses},
    )
    joined = incidents.link(analyses, reuses)
    return reuses, verdict.compare_all(joined, analyses, reuses)
