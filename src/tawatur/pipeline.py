"""The order of the stages; nothing else knows it, and it reads as the diagram in the README."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, overload

from tawatur.annotate import attribution, event, frame, name, number, quantity, timex
from tawatur.compare import verdict
from tawatur.compare.account import Bench, bench
from tawatur.link import incidents
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.directory import directory
from tawatur.model.claim import Analysis, Entity, Incident, Published, Reuse
from tawatur.model.mention import Attribution, Name, Quantity
from tawatur.model.text import Document, Rejected
from tawatur.model.time import Draft
from tawatur.resolve import borrowed, claims, entities, event_days, known, refine, times
from tawatur.resolve import published as publication
from tawatur.resolve.context import Home
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan

if TYPE_CHECKING:
    from tawatur.link.inverted import Index

Window = tuple[date, date]
_MANY: Final = 2000  # reports of which it pays to start another process
SATURDAY: Final = 5  # the first day of the week where none is set, as ``date.weekday`` counts


def analyse(
    document: Document,
    lang: Language,
    *,
    window: Window | None = None,
    first_weekday: int = SATURDAY,
    published: Published | None = None,
    events_on: event_days.Given | None = None,
) -> Analysis:
    """Everything that can be found in one document.

    ``window`` are the days in which it must have been published, ``first_weekday`` the day with
    which weeks begin (Monday is 0); ``published`` is what is known of
    its day from outside, in place of what its own words say, ``events_on`` of the days of events
    that its offsets («بعد شهرين من ...») count from.
    """
    seen = _seen(document, lang)
    analysis, told = _dated(seen, lang, window, first_weekday, published, events_on or {})
    if events_on is None and told:
        analysis, _ = _dated(seen, lang, window, first_weekday, published, told)
    return analysis


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a text says, on whatever day it was written."""

    document: Document
    scan: Scan
    drafts: tuple[Draft, ...]
    quantities: tuple[Quantity, ...]
    layout: frame.Frame
    known: tuple[known.Known, ...]
    names: tuple[Name, ...]
    entities: tuple[Entity, ...]
    sayings: tuple[Attribution, ...]


def _seen(document: Document, lang: Language) -> _Seen:
    scan = lang.scan(document.text)
    number.annotate(scan, lang)
    drafts = timex.annotate(scan, lang)
    quantities = quantity.annotate(scan, lang, drafts)
    layout = frame.annotate(scan, lang, document)
    named = known.found(scan, lang)
    home = Home(layout.dateline, document.outlet)
    names, things = entities.resolve(scan, lang, name.annotate(scan, lang), home)
    sayings = attribution.annotate(scan, lang, names, layout)
    return _Seen(document, scan, drafts, quantities, layout, named, names, things, sayings)


def _dated(
    seen: _Seen,
    lang: Language,
    window: Window | None,
    first_weekday: int,
    published: Published | None,
    events_on: event_days.Given,
) -> tuple[Analysis, event_days.Given]:
    """The analysis with its days, and the days of its events that its own offsets count from."""
    document, scan, layout = seen.document, seen.scan, seen.layout
    mentions = tuple(one for one in seen.known if one.real)
    drafts = event_days.anchored(seen.drafts, seen.known, events_on)
    own, findings = publication.resolve(
        document, scan, lang, drafts, window=window, mentions=mentions
    )
    days = published or own
    timexes = times.resolve(drafts, days, first_weekday=first_weekday)
    events = event.annotate(scan, lang, seen.names, seen.quantities, timexes, seen.sayings)
    sayings, claimed = claims.make(
        document, layout, scan, seen.names, seen.entities, seen.quantities, timexes, seen.sayings,
        events, days,
    )  # fmt: skip
    told = event_days.told(drafts, timexes, claimed, scan)
    analysis = Analysis(
        document=document,
        published=days,
        sentences=tuple(scan.span(first, stop - 1) for first, stop in scan.words.sentences),
        boilerplate=layout.boilerplate,
        headings=layout.headings,
        dateline=layout.dateline,
        agency=layout.agency,
        quantities=seen.quantities,
        times=timexes,
        names=seen.names,
        entities=seen.entities,
        attributions=sayings,
        claims=event_days.dated(claimed, mentions, drafts, timexes),
        findings=findings,
    )
    return analysis, told


def analyse_all(
    documents: Iterable[Document],
    lang: Language,
    *,
    window: Window | None = None,
    first_weekday: int = SATURDAY,
) -> Iterator[Analysis | Rejected]:
    """The analysis of each document; one that cannot be analysed is rejected with its reason."""
    for document in documents:
        try:
            yield analyse(document, lang, window=window, first_weekday=first_weekday)
        except Exception as error:  # the one broad boundary: a bad document stops no batch
            yield Rejected(document.id, f"{type(error).__name__}: {error}")


def refined(
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    lang: Language,
    *,
    window: Window | None = None,
    first_weekday: int = SATURDAY,
    again: Collection[str] = (),
) -> Iterator[Analysis]:
    """The analyses of the reports whose day other reports narrow, made anew with the days left.

    ``documents`` are in the order of ``analyses``. ``again`` names those that an earlier second
    pass made: they count as their own words alone leave them, and come out so where nothing
    narrows them any more.
    """
    places = {document.id: place for place, document in enumerate(documents)}

    def read(place: int, **known: Any) -> Analysis:
        return analyse(documents[place], lang, window=window, first_weekday=first_weekday, **known)

    lent = {one.document.id for one in analyses if borrowed.is_borrowed(one)}
    own = {
        places[id_]: read(places[id_])
        for id_ in sorted({*again, *lent}, key=lambda one: places[one])
    }
    first = _Instead(analyses, own) if own else analyses
    events = borrowed.borrowed(first)
    for id_, given in events.items():
        own[places[id_]] = read(places[id_], events_on=given)
    first = _Instead(analyses, own) if own else analyses
    narrowed = refine.refine(first, lang, window=window)
    for id_, published in narrowed.items():
        yield read(places[id_], published=published, events_on=events.get(id_))
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


def linked(
    analyses: Sequence[Analysis],
    reuses: Sequence[Reuse],
    decided: Decided = NOTHING,
    *,
    workers: int = 1,
) -> tuple[tuple[Incident, ...], Bench]:
    """Which claims are of one happening, and what comparing them needs to know.

    So many ``workers`` link, where there are enough reports that it pays.
    """
    several = workers if len(analyses) >= _MANY else 1
    people = directory(analyses, decided, several)
    found = incidents.link(analyses, reuses, decided, people=people, workers=several)
    return found, bench(analyses, reuses, decided, people)


def copied(
    documents: Sequence[Document], analyses: Sequence[Analysis], index: Index | None = None
) -> tuple[Reuse, ...]:
    """The passages that reports took over from others; ``index`` remembers earlier ones."""
    from tawatur.link import reuse  # numpy takes a tenth of a second, which one report can spare

    seen = [(a.document.id, a.agency, a.published.day, a.boilerplate) for a in analyses]
    return reuse.find(
        documents,
        {own_id: agency for own_id, agency, _, _ in seen},
        days={own_id: day for own_id, _, day, _ in seen},
        skip={own_id: boilerplate for own_id, _, _, boilerplate in seen},
        index=index,
    )


def relate(
    documents: Sequence[Document],
    analyses: Sequence[Analysis],
    index: Index | None = None,
    decided: Decided = NOTHING,
    reuses: tuple[Reuse, ...] | None = None,
    *,
    workers: int = 1,
) -> tuple[tuple[Reuse, ...], tuple[Incident, ...]]:
    """What holds across documents: copied passages, and incidents with their verdicts.

    ``index`` remembers the fingerprints of reports that were compared before; ``decided`` is what
    people said of claims, names and sources; ``reuses`` are the copied passages, if known already.
    So many ``workers`` link, where there are enough reports that it pays.
    """
    if reuses is None:
        reuses = copied(documents, analyses, index)
    joined, ready = linked(analyses, reuses, decided, workers=workers)
    return reuses, verdict.compare_all(joined, ready)
