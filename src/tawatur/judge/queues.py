"""What a person should look at next, in queues; every card says why it is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tawatur.compare.account import bench
from tawatur.compare.grade import grade
from tawatur.model.claim import Incident
from tawatur.store.runkey import sha256
from tawatur.store.store import Store

DOUBTFUL: Final = 0.5  # a score below which a claim waits for a person
HIGH: Final = 10  # dead from which an incident is looked at by a person
QUEUES: Final = ("contradictions", "grade", "toll", "score", "unplaced", "rejected", "sample")
_CONFLICT: Final = ("conflicts", "denies")
_GRADED: Final = 200  # incidents that are graded anew, those with most doubtful claims


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to look at: ``object`` is the id of a claim or incident, ``why`` a sentence.

    ``judgement`` is the one that it is about, ``words`` the sentence of a claim, ``document``
    where that stands; ``rank`` orders the cards of a queue, the greatest first. ``rule`` names the
    kind of reason and ``values`` what it speaks of, for whoever says it in another language.
    """

    queue: str
    object: str
    why: str
    rank: float
    judgement: str | None = None
    document: str | None = None
    words: str | None = None
    rule: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


def queues(
    store: Store,
    *,
    only: Iterable[str] = QUEUES,
    limit: int = 20,
    seed: int = 0,
) -> Mapping[str, tuple[Card, ...]]:
    """The cards of each queue, those first that matter most, at most ``limit`` of each.

    ``seed`` chooses the sample: the same seed gives the same incidents as long as they are there.
    """
    run = store.current_run()
    if run is None:
        return dict.fromkeys(only, ())
    make: Mapping[str, Callable[[], Iterable[Card]]] = {
        "contradictions": lambda: (*_conflicts(store, run), *_contradictions(store, run)),
        "grade": lambda: _grades(store, run),
        "toll": lambda: _tolls(store, run),
        "score": lambda: _doubtful(store, run, limit),
        "unplaced": lambda: _unplaced(store, run),
        "rejected": lambda: _rejected(store, run),
        "sample": lambda: _sample(store, run, seed),
    }
    return {
        name: tuple(sorted(make[name](), key=lambda card: (-card.rank, card.object, card.why)))[
            :limit
        ]
        for name in only
    }


def _conflicts(store: Store, run: str) -> Iterable[Card]:
    """Judgements that the machine, or a later judgement, contradicts."""
    for one in store.standing(run).conflicts:
        machine = "nothing" if one.machine is None else one.machine
        human = "" if one.human is None else f"; decided: {one.human}"
        why = f"{one.field}: {one.text} ({machine}{human})"
        yield Card("contradictions", one.object, why, 1_000_000, one.judgement,
                   rule="contradicted", values={"field": one.field, "text": one.text})  # fmt: skip


def _contradictions(store: Store, run: str) -> Iterable[Card]:
    """Fields in which the accounts of an incident conflict, and which nobody has decided."""
    rows = store.connection.execute(
        "SELECT i.id, v.field, v.outcome, count(*), min(v.text) FROM verdict v"
        " JOIN incident i ON i.run = v.run AND i.place = v.incident"
        " WHERE v.run = ? AND v.outcome IN (?, ?) AND NOT EXISTS (SELECT 1 FROM incident_judged j"
        " WHERE j.run = v.run AND j.incident = v.incident"
        " AND (j.kind = 'accept' OR j.field = v.field))"
        " GROUP BY i.id, v.field, v.outcome",
        (run, *_CONFLICT),
    )
    for own_id, name, outcome, count, text in rows:
        pairs = f"{count} pairs of accounts" if count > 1 else "two accounts"
        yield Card("contradictions", own_id, f"{name} {outcome} in {pairs}: {text}", count,
                   rule=outcome, values={"field": name, "pairs": count})  # fmt: skip


def _tolls(store: Store, run: str) -> Iterable[Card]:
    """Incidents in which an account counts many dead, and which nobody has accepted or pinned."""
    rows = store.connection.execute(
        "SELECT i.id, max(coalesce(q.value, q.low)) AS dead FROM incident i"
        " JOIN incident_claim m ON m.run = i.run AND m.incident = i.place"
        " JOIN claim c ON c.run = m.run AND c.id = m.claim"
        " JOIN claim_count n ON n.analysis = c.analysis AND n.claim = c.place"
        " JOIN quantity q ON q.analysis = n.analysis AND q.place = n.quantity"
        " WHERE i.run = ? AND q.role = 'killed' AND NOT EXISTS (SELECT 1 FROM incident_judged j"
        " WHERE j.run = i.run AND j.incident = i.place"
        " AND (j.kind = 'accept' OR j.field = 'killed'))"
        " GROUP BY i.id HAVING dead >= ?",
        (run, HIGH),
    )
    for own_id, dead in rows:
        yield Card("toll", own_id, f"an account gives {dead:g} killed", dead,
                   rule="toll", values={"dead": dead})  # fmt: skip


def _doubtful(store: Store, run: str, limit: int) -> Iterable[Card]:
    """Claims with a low score that nobody has accepted, rejected or edited."""
    rows = store.connection.execute(
        "SELECT c.id, c.score, c.type, c.reasons, d.id,"
        " substr(d.text, p.start + 1, p.stop - p.start) FROM claim c"
        " JOIN analysis a ON a.number = c.analysis JOIN document d ON d.id = a.document"
        " JOIN passage p ON p.analysis = c.analysis AND p.kind = 'sentence'"
        " AND p.place = c.sentence"
        " WHERE c.run = ? AND c.score < ? AND d.id IN (SELECT document FROM intake)"
        " AND NOT EXISTS (SELECT 1 FROM amendment m WHERE m.run = c.run AND m.claim = c.id"
        " AND m.kind <> 'note') ORDER BY c.score, c.id LIMIT ?",
        (run, DOUBTFUL, limit),
    )
    for own_id, score, type_, reasons, document, words in rows:
        because = ", ".join(json.loads(reasons))
        why = f"{type_} with score {score:.2f}" + (f": {because}" if because else "")
        yield Card("score", own_id, why, 1 - score, None, document, words,
                   "score", {"type": type_, "score": score})  # fmt: skip


def _unplaced(store: Store, run: str) -> Iterable[Card]:
    """Judgements of which something was not found again."""
    for one in store.standing(run).unplaced:
        yield Card("unplaced", one.object, one.reason, 1, one.judgement, rule="unplaced",
                   values={"text": one.reason})  # fmt: skip


def _rejected(store: Store, run: str) -> Iterable[Card]:
    """Claims that people rejected: they count nowhere, and are seen here."""
    standing = store.standing(run)
    for one in standing.amendments:
        own = one.judged
        if own.kind == "reject":
            because = f": {own.why}" if own.why else ""
            yield Card("rejected", one.claim, f"rejected by {own.who} at {own.at}{because}", 1,
                       own.id, one.document, rule="rejected",
                       values={"who": own.who, "at": own.at[:10]})  # fmt: skip


def _sample(store: Store, run: str, seed: int) -> Iterable[Card]:
    """Incidents by lot."""
    rows = store.connection.execute("SELECT id FROM incident WHERE run = ?", (run,))
    for (own_id,) in rows:
        lot = int(sha256(f"{seed} {own_id}")[:12], 16)
        yield Card("sample", own_id, f"drawn by lot with seed {seed}", lot,
                   rule="sample", values={"seed": seed})  # fmt: skip


def _grades(store: Store, run: str) -> Iterable[Card]:
    """Incidents whose proposed grade changed since it was accepted, or hangs on doubtful claims."""
    standing = store.standing(run)
    for one in standing.conflicts:
        if one.field == "grade":
            why = f"{one.text}: {one.machine}, then {one.human}"
            yield Card("grade", one.object, why, 1_000_000, one.judgement, rule="contradicted",
                       values={"field": one.field, "text": one.text})  # fmt: skip
    doubtful = _with_doubtful(store, run)
    for own_id, weak in doubtful.items():
        incident = store.incident(run, own_id)
        if incident is None:
            continue
        homes = {store.document_of(run, claim) for claim in incident.claims}
        documents = sorted(home for home in homes if home is not None)
        analyses = [found for document in documents
                    if (found := store.analysis(run, document)) is not None]  # fmt: skip
        ready = bench(analyses, store.reuses_of(run, documents), standing.decided)
        now, without = grade(incident, ready), grade(_without(incident, set(weak)), ready)
        if now.grade != without.grade:
            names = ", ".join(weak)
            why = f"proposed: {now.grade}; without {names}, whose score is low: {without.grade}"
            yield Card("grade", incident.id, why, len(incident.claims), rule="grade",
                       values={"now": str(now.grade), "without": str(without.grade)})  # fmt: skip


def _with_doubtful(store: Store, run: str) -> Mapping[str, Sequence[str]]:
    """Doubtful claims that nobody accepted, by their incident, where others stand beside them."""
    rows = store.connection.execute(
        "SELECT i.id, json_group_array(c.id) FROM incident i"
        " JOIN incident_claim m ON m.run = i.run AND m.incident = i.place"
        " JOIN claim c ON c.run = m.run AND c.id = m.claim"
        " WHERE i.run = ? AND c.score < ? AND NOT EXISTS (SELECT 1 FROM amendment a"
        " WHERE a.run = c.run AND a.claim = c.id AND a.kind = 'accept')"
        " GROUP BY i.run, i.place HAVING count(*) < (SELECT count(*) FROM incident_claim o"
        " WHERE o.run = i.run AND o.incident = i.place) ORDER BY count(*) DESC, i.id LIMIT ?",
        (run, DOUBTFUL, _GRADED),
    )
    return {own_id: sorted(json.loads(claims)) for own_id, claims in rows}


def _without(incident: Incident, weak: set[str]) -> Incident:
    """The incident as it would be if these claims were rejected."""
    return replace(
        incident,
        claims=tuple(claim for claim in incident.claims if claim not in weak),
        verdicts=tuple(v for v in incident.verdicts if not weak & {v.left, v.right}),
    )


def as_json(card: Card) -> dict[str, Any]:
    """A card as a line of JSON."""
    return {
        "queue": card.queue, "object": card.object, "why": card.why, "judgement": card.judgement,
        "document": card.document, "words": card.words, "rule": card.rule,
        "values": dict(card.values),
    }  # fmt: skip
