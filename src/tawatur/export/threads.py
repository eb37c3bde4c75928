"""Threads and their state on a day as JSON values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tawatur.compare.state import State
from tawatur.compare.status import Standing, Status
from tawatur.compare.threads import Thread
from tawatur.export.plain import iso
from tawatur.model.claim import Verdict
from tawatur.model.text import Span

Text = Callable[[str], str]  # the text of a document, by its id


def record(thread: Thread, text: Text) -> dict[str, Any]:
    """A thread with all its states; ``text`` gives the words behind them."""
    return {
        "id": thread.id,
        "kind": thread.kind,
        "subject": thread.subject,
        "name": thread.name,
        "about": list(thread.about),
        "sort": thread.sort,
        "country": thread.country,
        "states": [_state(state, text) for state in thread.states],
        "tensions": [_tension(one) for one in thread.tensions],
    }


def status_record(found: Status, text: Text) -> dict[str, Any]:
    """The state of a thread on a day."""
    thread = found.thread
    return {
        "id": thread.id,
        "kind": thread.kind,
        "subject": thread.subject,
        "name": thread.name,
        "on": iso(found.on),
        "standings": [_standing(one, text) for one in found.standings],
    }


def _standing(one: Standing, text: Text) -> dict[str, Any]:
    return {
        "aspect": one.aspect,
        "scope": one.scope or None,
        "state": one.state,
        "since": {"earliest": iso(one.since[0]), "latest": iso(one.since[1])},
        "word": list(one.word),
        "counts": list(map(str, one.counts)),
        "numbers": list(map(asdict, one.counts)),
        "states": [_state(state, text) for state in one.states],
        "against": [_tension(verdict) for verdict in one.against],
        "expected": [_state(state, text) for state in one.expected],
    }


def _state(state: State, text: Text) -> dict[str, Any]:
    return {
        "claim": state.claim,
        "document": state.document,
        "aspect": state.aspect,
        "state": state.state,
        "what": state.what,
        "how": state.how,
        "ahead": state.ahead,
        "earliest": iso(state.earliest),
        "latest": iso(state.latest),
        "due": None if state.due is None else [iso(day) for day in state.due],
        "told": {"earliest": iso(state.told[0]), "latest": iso(state.told[1])},
        "who": state.who,
        "speaker": state.speaker,
        "originator": state.origin,
        "owner": state.owner,
        "place": state.place,
        "place_id": state.place_id,
        "counts": list(map(str, state.counts)),
        "numbers": list(map(asdict, state.counts)),
        "words": _words(state.span, state.document, text),
    }


def _words(span: Span | None, document: str, text: Text) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"start": span.start, "end": span.end, "text": span.of(text(document))}


def _tension(one: Verdict) -> dict[str, Any]:
    return {"left": one.left, "right": one.right, "field": one.field, "outcome": one.outcome,
            "rule": one.rule, "text": one.text}  # fmt: skip
