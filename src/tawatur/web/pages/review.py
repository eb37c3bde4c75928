"""What waits for a person, one thing at a time, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tawatur.judge import log
from tawatur.judge.queues import QUEUES, Card, as_json, queues
from tawatur.judge.wire import entry_json
from tawatur.model.claim import Analysis, Claim
from tawatur.model.judgement import Entry
from tawatur.web.desk import Desk, NotFoundError, Reply, Table
from tawatur.web.pages import incidents
from tawatur.web.pages.claim import opened
from tawatur.web.pages.incident import marks_of
from tawatur.web.pages.naming import chosen
from tawatur.web.query import events, naming

_MOST: Final = 200  # cards of a queue
_SHOWN: Final = 100  # decisions that are listed
_SIDES: Final = 4  # sentences of an incident that a card shows


def review(desk: Desk, query: Mapping[str, str]) -> Reply:
    """The queues with how much waits in each, and the latest decisions."""
    waiting = {name: cards(desk, name) for name in QUEUES}
    number = log.head(desk.store).number
    entries = log.entries(desk.store, since=max(0, number - _SHOWN))[::-1]
    counts = {name: len(found) for name, found in waiting.items()}
    counts |= {"names": len(naming.pairs(desk, "review")), "places": len(naming.thin(desk))}
    return Reply(
        "review.html",
        {"queues": counts, "most": {**dict.fromkeys(counts, _MOST),
                                    **dict.fromkeys(("names", "places"), naming.MOST)},
         "entries": entries},
        data=lambda: {"queues": {name: [as_json(one) for one in found]
                         for name, found in waiting.items()},
              "log": [entry_json(entry) for entry in entries]},
        table=lambda: Table(
            ("number", "id", "kind", "who", "at", "why", "about", "undone_by"),
            [[e.number, e.judgement.id, e.judgement.kind, e.judgement.who, e.judgement.at,
              e.judgement.why, " ".join(ref.id for ref in e.judgement.about), e.undone_by]
             for e in entries],
        ),
    )  # fmt: skip


def queue(desk: Desk, query: Mapping[str, str]) -> Reply:
    """One card of a queue: a question, the words, and why it is asked."""
    name = query["id"]
    if name not in QUEUES:
        raise NotFoundError(name)
    found = cards(desk, name)
    place, card = chosen(found, query)
    as_list = query.get("view") == "list"
    shown = _rows(desk, found) if as_list else []
    return Reply(
        "queue.html",
        {"queue": name, "card": card, "place": place, "total": len(found), "rows": shown,
         "as_list": as_list, "based_on": log.head(desk.store).number,
         **(_shown(desk, card) if card and not as_list else {})},
        data=lambda: {"queue": name, "cards": [as_json(one) for one in found]},
        table=lambda: Table(("queue", "object", "why", "document", "words"),
                    [[one.queue, one.object, one.why, one.document, one.words] for one in found]),
    )  # fmt: skip


def _rows(desk: Desk, found: Sequence[Card]) -> list[dict[str, Any]]:
    """The cards as a list, each with its incident where it is about one."""
    ids = [card.object for card in found if card.object.startswith("inc:")]
    events_ = {event["id"]: event for event in events.some(desk, ids)}
    return [
        {"card": card,
         "event": incidents.card(events_[card.object]) if card.object in events_ else None}
        for card in found
    ]  # fmt: skip


def cards(desk: Desk, name: str) -> tuple[Card, ...]:
    """The cards of a queue when the record was last related, less what was decided since."""

    def made() -> tuple[Card, ...]:
        return queues(desk.store, only=[name], limit=_MOST)[name]

    found: tuple[Card, ...] = desk.memory.others.get((desk.lists.state, "queue", name), made)
    done = decided(desk)
    return tuple(card for card in found if card.object not in done)


def decided(desk: Desk) -> frozenset[str]:
    """What was decided since the record was last related: it waits no longer."""
    return frozenset(
        ref.id
        for entry in log.entries(desk.store, since=desk.lists.state.decided)
        if entry.undone_by is None
        for ref in entry.judgement.about
    )


def history(desk: Desk, own_id: str) -> tuple[Entry, ...]:
    """What was decided on something, the latest first."""
    return log.entries(desk.store, about=own_id)[::-1]


def _shown(desk: Desk, card: Card) -> dict[str, Any]:
    """What a card is about: an incident with its sides, or a claim in its sentence."""
    found: dict[str, Any] = {"event": None, "sides": [], "verdict": None,
                             "history": history(desk, card.object)}  # fmt: skip
    if card.object.startswith("inc:"):
        event = events.one(desk, card.object)
        if event is not None:
            (found["event"],) = incidents.cards(desk, [event])
            found["verdict"], found["sides"] = _sides(desk, card.object)
    elif card.document is not None:
        analysis = desk.store.analysis(desk.run, card.document)
        if analysis is not None:
            claims = [claim for claim in analysis.claims if claim.id == card.object]
            found["sides"] = [_side(claim, analysis) for claim in claims]
    return found


def _sides(desk: Desk, own_id: str) -> tuple[Any, list[dict[str, Any]]]:
    """The first contradiction of an incident with both its sentences, else its first accounts."""
    incident = desk.store.incident(desk.run, own_id)
    if incident is None:
        return None, []
    against = next((v for v in incident.verdicts if v.outcome in {"conflicts", "denies"}), None)
    ids = [against.left, against.right] if against else incident.claims[:_SIDES]
    there = [one for one in ids if desk.store.document_of(desk.run, one) is not None]
    return against, [_side(*opened(desk, one)) for one in there]


def _side(claim: Claim, analysis: Analysis) -> dict[str, Any]:
    return {"claim": claim, "analysis": analysis, "marks": marks_of(claim, analysis),
            "sentence": analysis.sentences[claim.event.sentence]}  # fmt: skip
