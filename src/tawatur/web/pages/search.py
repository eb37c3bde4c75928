"""Search: the reports that hold the words, with the words in their sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from tawatur.errors import TawaturError
from tawatur.model.text import Span
from tawatur.store.search import Found, Query
from tawatur.text.fold import folded
from tawatur.web.desk import Desk, Reply, Table
from tawatur.web.marks import Mark
from tawatur.web.query import search as finder

_SNIPPETS: Final = 3
_AROUND: Final = 110  # letters on either side
_LONGEST: Final = 300  # letters of a query


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text with the words in it."""

    span: Span
    marks: tuple[Mark, ...]


def search(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The reports that hold all words of a query: best first, of very many the newest first."""
    words = query.get("q", "").strip()[:_LONGEST]
    exact = query.get("exact") == "on"
    newest = query.get("sort") == "newest"
    first = query.get("from", "")
    start = int(first) if first.isascii() and first.isdigit() and len(first) < 9 else 0
    page = _found(desk, words, exact, newest, start)
    hits = [(one, snippets(one)) for one in page.found]
    asked = {"q": words, "exact": "on" if exact else "", "sort": "newest" if newest else ""}
    return Reply(
        "search.html",
        {"asked": words, "exact": exact, "hits": hits, "page": page, "query": asked,
         "told": _told(desk, [one.document.id for one in page.found]), "folded": folded(words),
         "ranked": finder.RANKED, "back": max(0, start - finder.PAGE)},
        data=lambda: {"query": words, "folded": folded(words), "total": page.total,
            "order": page.order, "from": page.start, "next": page.more, "reports": [
            {"document": found.document.id, "outlet": found.document.outlet,
             "title": found.document.title,
             "spans": [{"start": span.start, "end": span.end} for span in found.spans]}
            for found in page.found
        ]},
        table=lambda: Table(
            ("document", "outlet", "title", "start", "end", "words"),
            [(found.document.id, found.document.outlet, found.document.title, span.start,
              span.end, span.of(found.document.text))
             for found in page.found for span in found.spans],
        ),
    )  # fmt: skip


def _found(desk: Desk, words: str, exact: bool, newest: bool, start: int) -> finder.Page:
    try:
        asked = Query.of(words)
    except TawaturError:
        return finder.NOTHING  # nothing but signs: nothing to look for
    wanted = words.replace('"', " ").split() if exact else []
    page = finder.find(desk, asked, spelt=wanted, newest=newest, start=start)
    if not exact:
        return page
    spelt = (replace(one, spans=tuple(s for s in one.spans if _spelt(one, s, wanted)))
             for one in page.found)  # fmt: skip
    return replace(page, found=tuple(spelt))


def _spelt(found: Found, span: Span, wanted: list[str]) -> bool:
    text = span.of(found.document.text)
    return any(word in text for word in wanted)


def snippets(found: Found) -> tuple[Snippet, ...]:
    """The first pieces of a report that hold the words; of near ones one piece."""
    text = found.document.text
    pieces: list[Span] = []
    for span in sorted(found.spans):
        if pieces and span.end <= pieces[-1].end:
            continue
        if len(pieces) == _SNIPPETS:
            break
        start = _word_at(text, max(0, span.start - _AROUND), -1)
        end = _word_at(text, min(len(text), span.end + _AROUND), 1)
        line_start = text.rfind("\n", 0, span.start) + 1
        line_end = text.find("\n", span.end)
        piece = Span(max(start, line_start), min(end, line_end if line_end >= 0 else len(text)))
        pieces.append(piece)
    marks = [Mark(span, "hit") for span in found.spans]
    return tuple(
        Snippet(piece, tuple(m for m in marks if piece.covers(m.span))) for piece in pieces
    )


def _word_at(text: str, at: int, step: int) -> int:
    """The nearest edge of a word, so that no snippet begins inside one."""
    while 0 < at < len(text) and not text[at - 1 if step < 0 else at].isspace():
        at += step
    return at


def _told(desk: Desk, documents: list[str]) -> dict[str, list[dict[str, object]]]:
    """The incidents that those reports tell of with others, a few of each."""
    if not documents:
        return {}
    found: dict[str, list[dict[str, object]]] = {}
    for row in desk.rows(
        "SELECT DISTINCT r.id AS document, e.id, e.type, e.reports FROM lists.report r"
        " JOIN lists.member m ON m.analysis = r.analysis"
        " JOIN lists.event e ON e.number = m.incident"
        f" WHERE r.id IN ({', '.join('?' * len(documents))}) AND e.reports > 1"
        " ORDER BY e.reports DESC",
        documents,
    ):
        held = found.setdefault(str(row["document"]), [])
        if len(held) < 3:
            held.append(row)
    return found
