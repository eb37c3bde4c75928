"""The reader: a report as it was published, what was found in it, and whose words it repeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tawatur.export import contract
from tawatur.export import incident as records
from tawatur.export.contract import ontology
from tawatur.judge import log
from tawatur.model.claim import Analysis, Claim
from tawatur.model.text import Span
from tawatur.web.desk import Desk, NotFoundError, Reply, Table, own_id, slug
from tawatur.web.marks import Mark
from tawatur.web.pages.incident import marks_of


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage that stands in another report as well."""

    span: Span
    other: str
    there: Span
    outlet: str | None
    label: str
    taken: bool  # it was taken from the other
    given: bool  # the other took it
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What is told in a line of the text of one incident on one word: its claims in order."""

    claims: tuple[Claim, ...]
    counts: tuple[str, ...]
    who: str | None
    incident: str | None
    others: int  # other reports that tell of it


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with its margin."""

    span: Span
    heading: bool
    aside: bool  # no part of the report: menus, related links
    notes: tuple[Note, ...]
    shared: tuple[Shared, ...]


def document(desk: Desk, query: Mapping[str, str]) -> Reply:
    """A report with its marks and notes; ``?claim=`` shows what one claim rests on."""
    id_ = own_id(query["id"])
    analysis = desk.store.analysis(desk.run, id_)
    if analysis is None:
        raise NotFoundError(id_)
    claims = {claim.id: claim for claim in analysis.claims}
    chosen = claims.get(own_id(query.get("claim", "")))
    passages = shared(desk, id_)
    marks = marks_of(chosen, analysis) if chosen else list(_marks(analysis))
    if chosen:
        first = min(marks, key=lambda mark: mark.span.start)
        marks[marks.index(first)] = Mark(first.span, first.kind, slug(chosen.id))
    sha, added, given = desk.store.connection.execute(
        "SELECT sha256, added_at, given_id FROM document WHERE id = ?", (id_,)
    ).fetchone()
    return Reply(
        "document.html",
        {"analysis": analysis, "document": analysis.document, "marks": marks, "chosen": chosen,
         "paragraphs": list(paragraphs(desk, analysis, passages)), "sha256": sha,
         "added": added[:10], "given_id": given, "shared": passages, "types": sorted(ontology()),
         "based_on": log.head(desk.store).number},
        data=lambda: contract.record(analysis),
        table=lambda: Table(
            ("claim", "type", "factuality", "start", "end", "trigger", "sentence", "said by",
             "score", "rule"),
            list(_rows(analysis)),
        ),
    )  # fmt: skip


def paragraphs(desk: Desk, analysis: Analysis, passages: Sequence[Shared]) -> Iterator[Paragraph]:
    """The lines of a report in order, each with what is told in it."""
    inside = _incidents(desk, analysis)
    text = analysis.document.text
    begin = 0
    for line in text.split("\n"):
        start, begin = begin, begin + len(line) + 1
        if line.strip():
            span = Span(start, begin - 1)
            yield Paragraph(
                span,
                heading=any(h.covers(_core(span, text)) for h in analysis.headings),
                aside=any(b.covers(_core(span, text)) for b in analysis.boilerplate),
                notes=tuple(_notes(analysis, span, inside)),
                shared=tuple(s for s in passages if s.span.start < span.end
                             and s.span.end > span.start),
            )  # fmt: skip


def shared(desk: Desk, own_document: str) -> list[Shared]:
    """The passages of a report that stand in others."""
    found = []
    for edge in desk.store.reuses_of(desk.run, (own_document,)):
        if edge.kind == "background":
            continue
        copy = edge.copy == own_document
        other = desk.store.document(edge.source if copy else edge.copy)
        assert other is not None
        for there, here in edge.spans:
            mine, its = (here, there) if copy else (there, here)
            found.append(
                Shared(mine, other.id, its, other.outlet, other.title or other.label,
                       edge.directed and copy, edge.directed and not copy, edge.kind, edge.reason)
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.span, one.other))


def _incidents(desk: Desk, analysis: Analysis) -> dict[str, dict[str, Any]]:
    """The incident of each claim of a report."""
    rows = desk.rows(
        "SELECT m.id AS claim, e.id AS incident, e.reports FROM lists.member m"
        " JOIN lists.report r ON r.analysis = m.analysis"
        " JOIN lists.event e ON e.number = m.incident WHERE r.id = ?",
        (analysis.document.id,),
    )
    return {row["claim"]: row for row in rows}


def _notes(
    analysis: Analysis, line: Span, inside: Mapping[str, Mapping[str, Any]]
) -> Iterator[Note]:
    groups: dict[tuple[str | None, str | None], list[Claim]] = {}
    for claim in sorted(analysis.claims, key=lambda claim: claim.event.trigger):
        if line.covers(claim.event.trigger):
            row = inside.get(claim.id)
            first = claim.chain[0] if claim.chain else None
            who = first.who if first is not None and first.kind != "outlet" else None
            groups.setdefault((row["incident"] if row else None, who), []).append(claim)
    for (incident, who), claims in groups.items():
        counts = dict.fromkeys(
            analysis.quantities[place].span.of(analysis.document.text)
            for claim in claims
            for place in claim.event.counts
        )
        others = inside[claims[0].id]["reports"] - 1 if incident else 0
        yield Note(tuple(claims), tuple(counts), who, incident, others)


def _marks(analysis: Analysis) -> Iterator[Mark]:
    for claim in analysis.claims:
        yield Mark(claim.event.trigger, "event", slug(claim.id))
    counted = {place for claim in analysis.claims for place in claim.event.counts}
    for place in sorted(counted):
        yield Mark(analysis.quantities[place].span, "number")
    for time in analysis.times:
        if time.type in {"DATE", "TIME"}:
            yield Mark(time.span, "time")
    for name in analysis.names:
        yield Mark(name.span, "where" if name.kind in {"place", "facility"} else "who")
    for saying in analysis.attributions:
        yield Mark(saying.cue, "says")


def _core(span: Span, text: str) -> Span:
    """A line without the space around it."""
    line = span.of(text)
    lead = len(line) - len(line.lstrip())
    return Span(span.start + lead, span.start + lead + len(line.strip()))


def _rows(analysis: Analysis) -> Iterator[list[object]]:
    for claim in analysis.claims:
        account = records.account(claim, analysis)
        yield [
            claim.id, account["type"], account["factuality"], account["trigger"]["start"],
            account["trigger"]["end"], account["trigger"]["text"], account["sentence"]["text"],
            " < ".join(link["who"] for link in account["chain"]), account["score"],
            account["rule"],
        ]  # fmt: skip
