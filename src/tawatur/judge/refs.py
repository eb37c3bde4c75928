"""From the ids that a person gives to references that outlive a run: anchors with quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from tawatur.model.judgement import Anchor, Ref
from tawatur.model.text import Span
from tawatur.store.store import Store

AROUND: Final = 48  # characters of the text kept on either side of a quote
_LONGEST: Final = 20_000  # characters that a quote may have


class Finder:
    """Looks up in the results of one run what is decided on; ``ValueError`` says what is wrong."""

    def __init__(self, store: Store, run: str) -> None:
        self._store, self._run = store, run

    def claim(self, given: Any, role: str = "claim") -> Ref:
        """A claim by its id, or by the first letters of it; one with its anchor is kept."""
        if isinstance(given, Mapping):
            if "target" in given:
                _keys(given, "a claim", {"id", "target"}, {"type"})
                kept = None if given.get("type") is None else _text(given["type"], "type")
                return Ref(role, "claim", _text(given["id"], "id"), kept,
                           anchor=anchor(given["target"]))  # fmt: skip
            given = given.get("id")
        own_id = _text(given, "the id of a claim")
        row = self._row(own_id)
        if row is None:  # the first letters of one: all are asked
            found = self._store.claims_like(self._run, own_id)
            if len(found) != 1:
                raise ValueError(_how_many("claim", len(found), own_id))
            row = self._row(found[0])
        assert row is not None
        own_id, type_, start, stop, digest, text = row
        return Ref(role, "claim", own_id, type_, anchor=anchored(digest, text, Span(start, stop)))

    def _row(self, claim: str) -> tuple[str, str, int, int, str, str] | None:
        row: tuple[str, str, int, int, str, str] | None = self._store.connection.execute(
            "SELECT c.id, c.type, c.trigger_start, c.trigger_stop, d.sha256, d.text FROM claim c"
            " JOIN analysis a ON a.number = c.analysis JOIN document d ON d.id = a.document"
            " WHERE c.run = ? AND c.id = ?"
            " UNION ALL SELECT m.claim, json_extract(m.human, '$.type'), m.trigger_start,"
            " m.trigger_stop, d.sha256, d.text FROM amendment m"
            " JOIN document d ON d.id = m.document"
            " WHERE m.run = ? AND m.claim = ? AND m.trigger_start IS NOT NULL",
            (self._run, claim) * 2,
        ).fetchone()
        return row

    def incident(self, given: Any, role: str = "incident") -> Ref:
        """An incident with the anchors of its claims."""
        if isinstance(given, Mapping):
            if "claims" in given:
                return self._anchored(given, role, "incident")
            given = given.get("id")
        own_id = _text(given, "the id of an incident")
        rows = self._store.connection.execute(
            "SELECT id, type, place FROM incident WHERE run = ? AND substr(id, 1, ?) = ?"
            " ORDER BY id",
            (self._run, len(own_id), own_id),
        ).fetchall()
        rows = [row for row in rows if row[0] == own_id] or rows
        if not rows and (heirs := self._store.heirs(own_id)) not in {(), (own_id,)}:
            if len(heirs) == 1:
                return self.incident(heirs[0], role)
            raise ValueError(f"{own_id} was split: {', '.join(heirs)}")
        if len(rows) != 1:
            raise ValueError(_how_many("incident", len(rows), own_id))
        members = self._store.connection.execute(
            "SELECT claim FROM incident_claim WHERE run = ? AND incident = ? ORDER BY place",
            (self._run, rows[0][2]),
        ).fetchall()
        claims = tuple(self.claim(claim) for (claim,) in members)
        return Ref(role, "incident", rows[0][0], rows[0][1], claims=claims)

    def _anchored(
        self, given: Mapping[str, Any], role: str, kind: Literal["incident", "thread"]
    ) -> Ref:
        """An incident or a thread that is given with the claims which tell where it is."""
        _keys(given, f"the {kind}", {"id", "claims"}, {"type"})
        kept = None if given.get("type") is None else _text(given["type"], "type")
        claims = tuple(self.claim(one) for one in _list(given["claims"], "claims"))
        return Ref(role, kind, _text(given["id"], "id"), kept, claims=claims)

    def thread(self, given: Any, role: str = "thread") -> Ref:
        """A thread with the anchors of its claims."""
        if isinstance(given, Mapping):
            if "claims" in given:
                return self._anchored(given, role, "thread")
            given = given.get("id")
        own_id = _text(given, "the id of a thread")
        found = [one for one in self._store.threads(self._run) if one.id.startswith(own_id)]
        found = [one for one in found if one.id == own_id] or found
        if len(found) != 1:
            raise ValueError(_how_many("thread", len(found), own_id))
        held = dict.fromkeys(state.claim for state in found[0].states)
        claims = tuple(self.claim(claim) for claim in held)
        return Ref(role, "thread", found[0].id, found[0].kind, claims=claims)

    def entity(self, given: Any, role: str) -> Ref:
        """A name or place by its id, with its kind and name."""
        if isinstance(given, Mapping):
            if "name" in given:
                _keys(given, "an entity", {"id", "name", "kind"}, set())
                return Ref(role, "entity", _text(given["id"], "id"), _text(given["name"], "name"),
                           _text(given["kind"], "kind"))  # fmt: skip
            given = given.get("id")
        own_id = _text(given, "the id of an entity")
        row = self._store.connection.execute(
            "SELECT e.name, e.kind FROM entity e JOIN analysis a ON a.number = e.analysis"
            " WHERE e.id = ? AND a.run = ? ORDER BY length(e.name) DESC, e.name LIMIT 1",
            (own_id, self._run),
        ).fetchone()
        if row is None:
            raise ValueError(f"no entity with the id {own_id}")
        if role == "places" and row[1] not in {"place", "facility"}:
            raise ValueError(f"{own_id} is a {row[1]}, not a place")
        return Ref(role, "entity", own_id, row[0], row[1])

    def document(self, given: Any) -> tuple[Ref, str | None]:
        """A report by its id or the hash of its text, and its text where it is here."""
        source = None
        if isinstance(given, Mapping):
            _keys(given, "a document", {"id"}, {"source"})
            given, source = given["id"], given.get("source")
        own_id = _text(given, "the id of a document")
        row = self._store.connection.execute(
            "SELECT id, sha256, text FROM document WHERE id = ? OR sha256 = ?"
            " ORDER BY id IN (SELECT document FROM intake) DESC, number DESC LIMIT 1",
            (own_id, str(source or own_id).removeprefix("sha256:")),
        ).fetchone()
        if row is None:
            if source is None:
                raise ValueError(f"no document with the id {own_id}")
            return Ref("document", "document", own_id, _text(source, "source")), None
        if source is not None:
            return Ref("document", "document", own_id, _text(source, "source")), row[2]
        return Ref("document", "document", row[0], f"sha256:{row[1]}"), row[2]


def anchored(digest: str, text: str, span: Span) -> Anchor:
    """The anchor of a place in a text."""
    return Anchor(
        digest,
        span,
        span.of(text),
        text[max(0, span.start - AROUND) : span.start],
        text[span.end : span.end + AROUND],
    )


def anchor(given: Any) -> Anchor:
    """A complete anchor, as it was written; ``ValueError`` where it is none."""
    try:
        _keys(given, "a target", {"source", "selector"}, set())
        position, quote = given["selector"]
        _keys(position, "a TextPositionSelector", {"type", "start", "end"}, set())
        _keys(quote, "a TextQuoteSelector", {"type", "exact", "prefix", "suffix"}, set())
        if (position["type"], quote["type"]) != ("TextPositionSelector", "TextQuoteSelector"):
            raise ValueError("two selectors are needed, the position's and the quote's")
        start, end = position["start"], position["end"]
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise ValueError(f"not a place in a text: {start!r} to {end!r}")
        around = str(quote["prefix"])[-_LONGEST:], str(quote["suffix"])[:_LONGEST]
        exact = _text(quote["exact"], "exact")
        made = Anchor(_digest(given["source"]), Span(start, end), exact, *around)
    except (TypeError, KeyError) as error:
        raise ValueError(f"not a Web Annotation target with two selectors ({error})") from None
    if len(made.exact) != end - start:
        raise ValueError(f"the quote has {len(made.exact)} characters, its place {end - start}")
    return made


def evidence(given: Any, digest: str, text: str | None) -> Anchor:
    """Where the words of a value stand: complete, by place, or by a quote that occurs once."""
    if isinstance(given, Mapping) and "selector" in given:
        return anchor(given)
    if text is None:
        raise ValueError("the report is not here: evidence needs its selectors")
    if isinstance(given, str):
        first = text.find(given) if given else -1
        if first < 0:
            raise ValueError(f"the report does not hold the words {given[:80]!r}")
        if text.find(given, first + 1) >= 0:
            raise ValueError(f"the words {given[:80]!r} stand more than once: give start and end")
        return anchored(digest, text, Span(first, first + len(given)))
    if not isinstance(given, Mapping) or set(given) != {"start", "end"}:
        raise ValueError('evidence is the exact words, or {"start": ..., "end": ...}')
    start, end = given["start"], given["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise ValueError(f"[{start}, {end}) does not lie in the text of {len(text)} characters")
    return anchored(digest, text, Span(start, end))


def text_of(store: Store, digest: str) -> str | None:
    """The text with this hash, where it is here."""
    row = store.connection.execute(
        "SELECT text FROM document WHERE sha256 = ? LIMIT 1", (digest,)
    ).fetchone()
    return None if row is None else str(row[0])


def _digest(source: Any) -> str:
    digest = str(source).removeprefix("sha256:")
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError(f"a source is sha256: and 64 digits, not {str(source)[:80]!r}")
    return digest


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value or len(value) > _LONGEST:
        raise ValueError(f"{what}: a text is needed")
    return value


def _list(value: Any, what: str) -> Sequence[Any]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{what}: a list is needed")
    return value


def _keys(given: Any, what: str, needed: set[str], more: set[str]) -> None:
    if not isinstance(given, Mapping):
        raise ValueError(f"{what} is an object with {', '.join(sorted(needed))}")
    if missing := needed - set(given):
        raise ValueError(f"{what} needs {', '.join(sorted(missing))}")
    if unknown := set(given) - needed - more:
        raise ValueError(f"{what} has no {', '.join(sorted(map(str, unknown)))}")


def _how_many(what: str, count: int, own_id: str) -> str:
    if count:
        return f"{count} {what}s have an id that begins with {own_id}"
    return f"no {what} with the id {own_id}"
