"""The order of the stages; nothing else knows it. (Under construction: stages may be missing.)"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, overload

from tawatur.model.claim import Analysis, Incident, Published, Reuse
from tawatur.model.text import Document, Rejected
from tawatur.rules.language import Language

Window = tuple[date, date]


def _stage(module: str, function: str) -> Any:
    try:
        return getattr(importlib.import_module(f"tawatur.{module}"), function)
    except (ImportError, AttributeError):
        return None


def analyse(
    document: Document,
    lang: Language,
    *,
    window: Window | None = None,
    published: Published | None = None,
) -> Analysis:
    """Everything that can be found in one document.

    ``window`` are the days in which it must have been published; ``published`` is what is known of
    its day from outside, in place of what its own words say.
    """
    scan = lang.scan(document.text)
    sentences = tuple(scan.span(a, b - 1) for a, b in scan.words.sentences)

    def call(module: str, function: str, default: Any, *args: Any, **kw: Any) -> Any:
        stage = _stage(module, function)
        return default if stage is None else stage(*args, **kw)

    call("annotate.number", "annotate", None, scan, lang)
    drafts = call("annotate.timex", "annotate", (), scan, lang)
    quantities = call("annotate.quantity", "annotate", (), scan, lang, drafts)
    frame = call("annotate.frame", "annotate", None, scan, lang, document)
    own, findings = call(
        "resolve.published", "resolve", (Published(), ()),
        document, scan, lang, drafts, frame, window=window,
    )  # fmt: skip
    published = own if published is None else published
    times = call("resolve.times", "resolve", (), drafts, published)
    names = call("annotate.name", "annotate", (), scan, lang)
    names, entities = call("resolve.entities", "resolve", (names, ()), scan, lang, names)
    attributions = call("annotate.attribution", "annotate", (), scan, lang, names, frame)
    events = call(
        "annotate.event", "annotate", (), scan, lang, names, quantities, times, attributions
    )
    attributions, claims = call(
        "resolve.claims", "make", (attributions, ()),
        document, frame, scan, names, entities, quantities, times, attributions, events, published,
    )  # fmt: skip
    return Analysis(
        document=document,
        published=published,
        sentences=sentences,
        boilerplate=getattr(frame, "boilerplate", ()),
        headings=getattr(frame, "headings", ()),
        dateline=getattr(frame, "dateline", None),
        agency=getattr(frame, "agency", None),
        quantities=quantities,
        times=times,
        names=names,
        entities=entities,
        attributions=attributions,
        claims=claims,
        findings=findings,
    )


def analyse_all(
    documents: Iterable[Document], lang: Language, *, window: Window | None = None
) -> Iterator[Analysis | Rejected]:
    """The analysis of each document; one that cannot be analysed is rejected with its reason."""
    for document in documents:
        try:
            yield analyse(document, lang, window=window)
        except Exception as error:  # noqa: BLE001 - the one boundary: a bad document stops no batch
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
    own = {places[id_]: analyse(documents[places[id_]], lang, window=window) for id_ in again}
    refine = _stage("resolve.refine", "refine")
    first = _Instead(analyses, own) if own else analyses
    narrowed = refine(first, lang, window=window) if refine else {}
    for id_, published in narrowed.items():
        yield analyse(documents[places[id_]], lang, window=window, published=published)
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
    find = _stage("link.reuse", "find")
    link = _stage("link.incidents", "link")
    compare = _stage("compare.verdict", "compare_all")
    reuses: tuple[Reuse, ...] = find(documents) if find else ()
    incidents: tuple[Incident, ...] = link(analyses, reuses) if link else ()
    return reuses, compare(incidents, analyses, reuses) if compare else incidents
