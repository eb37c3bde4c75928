"""Where what was judged stands now: by id and position, by quote, by fuzzy quote, or nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from tawatur.model.judgement import Anchor, Ref
from tawatur.model.text import Span
from tawatur.store.store import Store
from tawatur.text.fold import folded

How = Literal["position", "quote", "fuzzy"]
ALIKE: Final = 85.0  # of 100: a quote with its surroundings that was edited, and not another one
_FEW: Final = 20  # reports that are searched for a quote
_HALF: Final = 20  # characters on one side of a quote that tell where it is
_WORDS: Final = 12  # of its words that choose these reports
_LONG: Final = 300_000  # characters of text that one quote is compared with
_WORD: Final = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a report of the project, and how it was found."""

    document: str
    text: str
    span: Span
    how: How


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim found again; ``claim`` is ``None`` where the machine does not find one there now."""

    found: Found
    claim: str | None


class Placer:
    """Finds what judgements are about in the reports that count now and the results of a run."""

    def __init__(self, store: Store, run: str) -> None:
        self._connection, self._run = store.connection, run
        self._claims: dict[Ref, Placed | None] = {}
        self._added: dict[str, list[tuple[Span, str, str]]] = {}

    def add(self, document: str, trigger: Span, claim: str, type_: str) -> None:
        """Makes a claim known that a person added."""
        self._added.setdefault(document, []).append((trigger, claim, type_))

    def claim(self, ref: Ref) -> Placed | None:
        """The claim of a reference; ``None`` where not even its words are found."""
        if ref not in self._claims:
            self._claims[ref] = self._claim(ref)
        return self._claims[ref]

    def anchor(self, anchor: Anchor, near: str | None = None) -> Found | None:
        """Where the words of an anchor stand; ``near`` names the document to be preferred."""
        for document, text in self._same_text(anchor.document, near):
            if anchor.span.end <= len(text) and anchor.span.of(text) == anchor.exact:
                return Found(document, text, anchor.span, "position")
        searched = self._candidates(anchor)
        for quoted in (_quoted, _half_quoted):
            for document, text in searched:
                if (span := quoted(anchor, text)) is not None:
                    return Found(document, text, span, "quote")
        return _most_alike(anchor, searched)

    def entity(self, ref: Ref) -> str | None:
        """The id of a name or place: as it was, else that of the one entity so called now."""
        known = self._connection.execute(
            "SELECT 1 FROM entity e JOIN analysis a ON a.number = e.analysis"
            " WHERE e.id = ? AND a.run = ? LIMIT 1",
            (ref.id, self._run),
        ).fetchone()
        if known is not None:
            return ref.id
        rows = self._connection.execute(
            "SELECT DISTINCT e.id FROM entity e JOIN analysis a ON a.number = e.analysis"
            " WHERE e.name = ? AND e.kind = ? AND a.run = ?",
            (ref.label, ref.kind, self._run),
        ).fetchall()
        return str(rows[0][0]) if len(rows) == 1 else None

    def _claim(self, ref: Ref) -> Placed | None:
        if ref.anchor is None:
            return None
        found = self.anchor(ref.anchor, self._document_of(ref.id))
        return None if found is None else Placed(found, self._at(found, ref))

    def _document_of(self, claim: str) -> str | None:
        row = self._connection.execute(
            "SELECT a.document FROM claim c JOIN analysis a ON a.number = c.analysis"
            " WHERE c.run = ? AND c.id = ?",
            (self._run, claim),
        ).fetchone()
        return None if row is None else str(row[0])

    def _at(self, found: Found, ref: Ref) -> str | None:
        """The claim whose trigger stands there: the one that it was, of its type, or another."""
        rows = self._connection.execute(
            "SELECT c.id, c.type, c.trigger_start, c.trigger_stop FROM claim c"
            " JOIN analysis a ON a.number = c.analysis WHERE a.run = ? AND a.document = ?"
            " AND c.trigger_start < ? AND c.trigger_stop > ?",
            (self._run, found.document, found.span.end, found.span.start),
        ).fetchall()
        rows += [
            (own_id, type_, span.start, span.end)
            for span, own_id, type_ in self._added.get(found.document, ())
            if span.overlaps(found.span)
        ]
        ranked = sorted(
            (own_id != ref.id, type_ != ref.label,
             (start, stop) != (found.span.start, found.span.end), own_id)
            for own_id, type_, start, stop in rows
        )  # fmt: skip
        return ranked[0][3] if ranked else None

    def _same_text(self, digest: str, near: str | None) -> list[tuple[str, str]]:
        return self._connection.execute(
            "SELECT id, text FROM document WHERE sha256 = ? AND id IN"
            " (SELECT document FROM intake) ORDER BY id = ? DESC, number",
            (digest, near or ""),
        ).fetchall()

    def _candidates(self, anchor: Anchor) -> list[tuple[str, str]]:
        """The reports to search: what took the place of the old one; where nothing did, any.

        Words that an outlet took back must not be looked for in the report of another.
        """
        successors = self._connection.execute(
            "SELECT DISTINCT n.id, n.text FROM document o JOIN document n ON n.id <> o.id AND"
            " (n.path = o.path OR n.url = o.url OR n.given_id = o.given_id)"
            " WHERE o.sha256 = ? AND n.id IN (SELECT document FROM intake) ORDER BY n.number"
            " LIMIT ?",
            (anchor.document, _FEW),
        ).fetchall()
        return successors or self._with_its_words(anchor)

    def _with_its_words(self, anchor: Anchor) -> list[tuple[str, str]]:
        words = sorted(set(_WORD.findall(folded(_whole(anchor)))), key=lambda w: (-len(w), w))
        if not words:
            return []
        return self._connection.execute(
            "SELECT d.id, d.text FROM document_words w JOIN document d ON d.number = w.rowid"
            " WHERE document_words MATCH ? AND d.id IN (SELECT document FROM intake)"
            " ORDER BY rank LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words[:_WORDS]), _FEW),
        ).fetchall()


def _whole(anchor: Anchor) -> str:
    return f"{anchor.prefix}{anchor.exact}{anchor.suffix}"


def _quoted(anchor: Anchor, text: str) -> Span | None:
    """Where the quote stands with all that was around it."""
    first = text.find(_whole(anchor))
    return None if first < 0 else _at(anchor, first + len(anchor.prefix))


def _half_quoted(anchor: Anchor, text: str) -> Span | None:
    """Where the quote stands with what was before it, or with what was after it, and only there."""
    found = set()
    for before, after in ((anchor.prefix, ""), ("", anchor.suffix)):
        words = f"{before}{anchor.exact}{after}"
        first = text.find(words) if len(before + after) >= _HALF else -1
        if first >= 0 and text.find(words, first + 1) < 0:
            found.add(first + len(before))
    return _at(anchor, found.pop()) if len(found) == 1 else None


def _at(anchor: Anchor, start: int) -> Span:
    return Span(start, start + len(anchor.exact))


def _most_alike(anchor: Anchor, texts: list[tuple[str, str]]) -> Found | None:
    """The passage that is most like the quote with its surroundings, if it is like enough."""
    whole, left = _whole(anchor), _LONG
    best: tuple[float, Found] | None = None
    for document, text in texts:
        if len(text) > left:
            continue
        left -= len(text)
        score, first, last = _alignment(whole, text)
        if score >= ALIKE and (best is None or score > best[0]):
            span = _carried_over(anchor, text, first, last)
            if span is not None:
                best = score, Found(document, text, span, "fuzzy")
    return None if best is None else best[1]


def _alignment(whole: str, text: str) -> tuple[float, int, int]:
    """How like the likest passage of a text is, and where; a shorter text is one passage."""
    if len(text) <= len(whole):
        return fuzz.ratio(whole, text), 0, len(text)
    found = fuzz.partial_ratio_alignment(whole, text, score_cutoff=ALIKE)
    return (0.0, 0, 0) if found is None else (found.score, found.dest_start, found.dest_end)


def _carried_over(anchor: Anchor, text: str, first: int, last: int) -> Span | None:
    """The place of the quote's own words in the passage, by the edits between the two."""
    start, stop = len(anchor.prefix), len(anchor.prefix) + len(anchor.exact)
    found: list[int] = []
    for edit in Levenshtein.opcodes(_whole(anchor), text[first:last]):
        low, high = max(edit.src_start, start), min(edit.src_end, stop)
        if low < high and edit.tag in {"equal", "replace"}:
            moved = edit.dest_start - edit.src_start
            found += [moved + low, min(edit.dest_end, moved + high)]
    if not found or max(found) <= min(found):
        return None
    return Span(first + min(found), first + max(found))
