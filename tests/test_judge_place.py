"""After a run each judgement finds its place or is listed, and what contradicts it is told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tawatur.cli import project as commands
from tawatur.judge import log
from tawatur.judge.place import Placer
from tawatur.judge.queues import queues
from tawatur.model.judgement import Anchor
from tawatur.model.text import Span
from tawatur.store.verify import verify

# --- finding the place again ---------------------------------------------------------------------


def test_judgement_follows_its_words_into_a_changed_report(record: Any) -> None:
    """
    A sentence before it, or a word near it: the position is another, the quote finds it.
    """
    text = record.analysis("a.txt").document.text
    claim = record.claim("a.txt", "arrest")
    record.judge({"kind": "reject", "claim": claim.id})

    record.read_again("a.txt", f"عقد المجلس جلسة طويلة.\n{text}")

    moved = record.claim("a.txt", "arrest")
    assert moved.id != claim.id
    assert [one.kind for one in moved.judged] == ["reject"]
    assert all(moved.id not in one.claims for one in record.incidents)

    record.read_again("a.txt", text.replace("سبعة مشتبه بهم", "تسعة مشتبه بهم"))

    assert [one.kind for one in record.claim("a.txt", "arrest").judged] == ["reject"]
    assert record.standing().unplaced == ()


def test_judgement_without_a_place_is_listed_and_comes_back_with_it(record: Any) -> None:
    text = record.analysis("a.txt").document.text
    (own,) = record.judge({"kind": "reject", "claim": record.claim("a.txt", "arrest").id})

    record.read_again("a.txt", "افتتح الوزير مدرسة جديدة في البلدة صباح اليوم.")

    (lost,) = record.standing().unplaced
    assert (lost.judgement, lost.reason) == (own, "its words are in no report that counts now")
    with record.store() as store:
        (card,) = queues(store, only=["unplaced"])["unplaced"]
        assert card.judgement == own
        assert [one.judgement.id for one in log.entries(store)] == [own]

    record.read_again("a.txt", text)

    assert record.standing().unplaced == ()
    assert [one.kind for one in record.claim("a.txt", "arrest").judged] == ["reject"]


def test_words_that_an_outlet_took_back_are_not_looked_for_in_another(record: Any) -> None:
    text = record.analysis("a.txt").document.text
    record.read_again("c.txt", f"{text}\nوانتهى الخبر.")
    record.judge({"kind": "reject", "claim": record.claim("a.txt", "arrest").id})

    record.read_again("a.txt", "افتتح الوزير مدرسة جديدة في البلدة صباح اليوم.")

    assert len(record.standing().unplaced) == 1
    assert record.claim("c.txt", "arrest").judged == ()


PLACES = [
    ("قتل أربعة جنود في هجوم على البلدة القديمة", "position"),
    ("وفي سامراء قتل أربعة جنود في هجوم على البلدة القديمة أمس", "quote"),
    ("وفي سامراء قضى أربعة جنود في هجوم على البلدة القديمة أمس", "quote"),  # all that was after
    ("وفي سامراء قتل أربعه جنود في هجوم على البلده القديمة أمس", "fuzzy"),
    ("قتل أربعة جنود", None),
]


@pytest.mark.parametrize(("text", "how"), PLACES, ids=range(len(PLACES)))
def test_position_then_quote_then_fuzzy_quote(record: Any, text: str, how: str | None) -> None:
    quoted = "قتل أربعة جنود في هجوم على البلدة القديمة"
    anchor = Anchor("0" * 64, Span(4, 14), quoted[4:14], quoted[:4], quoted[14:])
    record.read_again("c.txt", text)
    if how == "position":
        anchor = replace(anchor, document=record.analysis("c.txt").document.sha256)
    for name in ("a.txt", "b.txt"):
        record.read_again(name, "افتتح الوزير مدرسة جديدة.")
    with record.store() as store:
        found = Placer(store, str(store.current_run())).anchor(anchor)

    assert (None if found is None else found.how) == how
    if found is not None:
        assert found.span.of(text) in {"أربعة جنود", "أربعه جنود"}


# --- what contradicts ----------------------------------------------------------------------------


def changed(record: Any, statement: str, *values: object) -> None:
    """Another reading by the machine, as a later version of it might give."""
    with record.store() as store:
        store.connection.execute("PRAGMA foreign_keys = OFF")
        assert store.connection.execute(statement, values).rowcount >= 1
        store.connection.execute("DELETE FROM decided")  # so that it is related anew
    commands.analyse(record.project, quiet=True)


def relate(record: Any) -> None:
    record.judge({"kind": "note", "claim": record.claim("b.txt", "bombing").id, "why": "again"})


def test_machine_that_reads_otherwise_makes_a_conflict_and_no_change(record: Any) -> None:
    claim = record.claim("c.txt", "killing")
    accept, edit = record.judge(
        {"kind": "accept", "claim": claim.id},
        {"kind": "edit", "claim": claim.id, "field": "time", "value": "2024-05-12"},
    )
    assert record.standing().conflicts == ()

    changed(record, "UPDATE claim SET factuality = 'possible', when_earliest = '2024-05-14',"
                    " when_latest = '2024-05-14' WHERE id = ?", claim.id)  # fmt: skip
    relate(record)

    now = record.claim("c.txt", "killing")
    assert (str(now.event.factuality), str(now.when.earliest)) == ("actual", "2024-05-12")
    found = {(c.judgement, c.field, c.machine) for c in record.standing().conflicts}
    assert found == {
        (accept, "factuality", '"possible"'),
        (edit, "time", '{"earliest":"2024-05-14","latest":"2024-05-14"}'),
    }
    with record.store() as store:
        first, *_ = queues(store, only=["contradictions"])["contradictions"]
        assert first.judgement in {accept, edit}


@pytest.mark.parametrize("kind", ["accept", "edit"])
def test_decided_claim_stays_when_the_machine_loses_it(record: Any, kind: str) -> None:
    claim = record.claim("c.txt", "killing")
    more = {"field": "killed", "value": 6} if kind == "edit" else {}
    (own,) = record.judge({"kind": kind, "claim": claim.id, **more})

    changed(record, "DELETE FROM claim WHERE id = ?", claim.id)
    relate(record)

    kept = record.claim("c.txt", "killing")
    assert (kept.id, kept.event.trigger, kept.place) == (claim.id, claim.event.trigger, claim.place)
    assert kept.id in record.of(record.claim("c.txt", "attack").id).claims
    number = record.analysis("c.txt").quantities[kept.event.counts[0]].value
    assert number == (6 if kind == "edit" else 4)
    (conflict,) = record.standing().conflicts
    assert (conflict.judgement, conflict.field) == (own, "claim")
    with record.store() as store:
        assert not [one for one in verify(store, record.project.objects) if "incident" in one]


def test_pin_tells_when_the_accounts_have_moved_on(record: Any) -> None:
    incident = record.of(record.claim("a.txt", "casualties").id)
    (own,) = record.judge({"kind": "pin", "incident": incident.id, "field": "killed", "value": 5})
    assert record.standing().conflicts == ()

    changed(record, "UPDATE quantity SET value = 11, low = 11, high = 11 WHERE role = 'killed'")
    relate(record)

    (conflict,) = record.standing().conflicts
    assert (conflict.judgement, conflict.field) == (own, "killed")
    assert json.loads(conflict.machine or "") == ["11 killed (combatant)"]
