"""What people decide stays in the log, finds its place again, and is obeyed by the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tawatur.cli import project as commands
from tawatur.errors import JudgementError
from tawatur.export.timeline import timeline
from tawatur.judge.queues import queues
from tawatur.judge.seen import View
from tawatur.link.directory import directory
from tawatur.link.shares import shared_out
from tawatur.model.claim import Reuse
from tawatur.store.amend import value_of

DAY = "2024-05-12"


# --- what is decided is in the record ------------------------------------------------------------


def test_rejected_claim_counts_nowhere_and_is_seen(record: Any) -> None:
    claim = record.claim("b.txt", "casualties")
    before = record.of(claim.id)

    (own,) = record.judge({"kind": "reject", "claim": claim.id, "why": "of another day"})

    after = next(i for i in record.incidents if claim.id in i.rejected)
    assert after.claims == tuple(c for c in before.claims if c != claim.id)
    assert all(claim.id not in group for group in after.originators)
    (judged,) = record.claim("b.txt", "casualties").judged
    assert (judged.id, judged.kind, judged.who, judged.why) == (
        own, "reject", "amal", "of another day",
    )  # fmt: skip


def test_rejected_incident_is_none_any_more_and_its_claims_are_listed(record: Any) -> None:
    arrest = record.of(record.claim("a.txt", "arrest").id)

    record.judge({"kind": "reject", "incident": arrest.id})

    assert all(not set(arrest.claims) & set(one.claims) for one in record.incidents)
    with record.store() as store:
        cards = queues(store, only=["rejected"])["rejected"]
    assert [card.object for card in cards] == list(arrest.claims)


EDITS = [
    ("killed", 6, {"value": 4, "low": 4, "high": 4, "mod": "EXACT"}),
    ("time", "2024-05-12", {"earliest": "2024-05-13", "latest": "2024-05-13"}),
    ("place", {"entity": "ent:baqubah"}, {"entity": "ent:samarra"}),
    ("factuality", "possible", "actual"),
    ("type", "attack", "killing"),
    ("activity", "patrols", None),
    ("agent", "الفصيل", [{"name": "مسلحين"}]),
    ("source", "ضابط في الجيش", None),
]


@pytest.mark.parametrize(("field", "value", "read"), EDITS, ids=[one[0] for one in EDITS])
def test_edit_shows_both_values(record: Any, field: str, value: Any, read: Any) -> None:
    claim = record.claim("c.txt", "killing")
    with record.store() as store:
        as_read = store.analysis(str(store.current_run()), claim.document, as_read=True)
    assert as_read is not None

    record.judge({"kind": "edit", "claim": claim.id, "field": field, "value": value})

    edited = next(c for c in record.analysis("c.txt").claims if c.id == claim.id)
    (judged,) = edited.judged
    assert judged.field == field
    machine = json.loads(judged.machine or "null")
    assert machine == read or field == "source"
    now, human = value_of(record.analysis("c.txt"), edited, field), json.loads(judged.human or "")
    if field == "agent":
        entities = {one.id: one.name for one in record.analysis("c.txt").entities}
        now = [{"name": entities[one["entity"]]} for one in now]
    assert now == human
    with record.store() as store:  # what the machine read is as it was
        run = str(store.current_run())
        assert store.analysis(run, claim.document, as_read=True) == as_read


def test_edited_number_and_its_words_reach_the_summary(record: Any) -> None:
    claim = record.claim("a.txt", "casualties")
    words = {"start": 4, "end": 8}

    record.judge({"kind": "edit", "claim": claim.id, "field": "killed", "value": 9,
                  "evidence": words})  # fmt: skip

    with record.store() as store:
        run = str(store.current_run())
        entry = next(e for e in timeline(list(store.incidents(run)), store.analyses(run))
                     if e.incident == record.of(claim.id).id)  # fmt: skip
    killed = next(field for field in entry.fields if field.field == "killed")
    assert (killed.low, killed.high) == (4, 9)
    edited = record.claim("a.txt", "casualties")
    quantity = record.analysis("a.txt").quantities[edited.event.counts[0]]
    assert (quantity.value, quantity.span.start, quantity.rule) == (9, 4, "judged")


def test_added_claim_is_one_among_the_others(record: Any) -> None:
    (document,) = (record.analysis("a.txt").document,)
    record.judge({
        "kind": "add", "document": document.id, "evidence": "نقطة تفتيش",
        "value": {"type": "bombing", "time": "2024-05-13", "place": "ent:baqubah", "killed": 2},
    })  # fmt: skip

    added = record.claim("a.txt", "bombing")
    assert (added.event.rule, added.place) == ("judged", "ent:baqubah")
    assert record.claim("b.txt", "bombing").id in record.of(added.id).claims
    record.judge({"kind": "edit", "claim": added.id, "field": "killed", "value": 3})
    edited = record.claim("a.txt", "bombing")
    assert record.analysis("a.txt").quantities[edited.event.counts[0]].value == 3
    assert record.standing().conflicts == record.standing().unplaced == ()


def test_merged_incidents_stay_merged_and_split_ones_split(record: Any) -> None:
    attack = record.of(record.claim("a.txt", "attack").id)
    bombing = record.of(record.claim("b.txt", "bombing").id)

    (merge,) = record.judge({"kind": "merge", "incidents": [attack.id, bombing.id]})

    merged = record.of(attack.claims[0])
    assert set(merged.claims) == {*attack.claims, *bombing.claims}
    assert [one.id for one in merged.judged] == [merge]
    commands.analyse(record.project, quiet=True)  # and a run changes nothing
    assert record.of(attack.claims[0]).claims == merged.claims

    record.judge({"kind": "split", "incident": merged.id, "groups": [list(bombing.claims)]})

    assert set(record.of(attack.claims[0]).claims) == set(attack.claims)
    assert set(record.of(bombing.claims[0]).claims) == set(bombing.claims)
    (conflict,) = record.standing().conflicts  # two judgements cannot both hold: the later does
    assert (conflict.judgement, conflict.field) == (merge, "merge")


def test_moved_claim_goes_where_it_is_told_to(record: Any) -> None:
    claim = record.claim("a.txt", "attack")
    bombing = record.of(record.claim("b.txt", "bombing").id)

    record.judge({"kind": "move", "claim": claim.id, "to": bombing.id})
    assert set(record.of(claim.id).claims) == {claim.id, *bombing.claims}

    record.judge({"kind": "move", "claim": claim.id})
    assert record.of(claim.id).claims == (claim.id,)


@pytest.mark.parametrize(("kind", "together"), [("same", True), ("different", False),
                                                ("unsure", False)])  # fmt: skip
def test_pairs_of_incidents(record: Any, kind: str, together: bool) -> None:
    arrest = record.of(record.claim("a.txt", "arrest").id)
    bombing = record.of(record.claim("b.txt", "bombing").id)

    record.judge({"kind": kind, "incidents": [arrest.id, bombing.id]})

    assert (record.of(arrest.claims[0]).id == record.of(bombing.claims[0]).id) is together
    assert [one.kind for one in record.of(arrest.claims[0]).judged] == [kind]


def test_places_that_are_one_or_two(record: Any) -> None:
    """
    Names joined by hand are one in all comparing; told apart, nothing joins them.
    """
    record.judge({"kind": "same", "places": ["ent:samarra", "ent:baqubah"]})

    decided = record.standing().decided
    assert decided.one_entity == (("ent:samarra", "ent:baqubah"),)
    people = directory([record.analysis(name) for name in ("a.txt", "b.txt", "c.txt")], decided)
    assert people.of("ent:baqubah") == people.of("ent:samarra")
    record.judge({"kind": "different", "places": ["ent:samarra", "ent:baqubah"]})
    people = directory(
        [record.analysis(n) for n in ("a.txt", "b.txt", "c.txt")], record.standing().decided
    )
    assert people.relation("ent:baqubah", "ent:samarra") == "apart"
    assert people.of("ent:baqubah") == "ent:baqubah"


def test_who_repeats_whom(record: Any) -> None:
    one, two = record.claim("a.txt", "casualties"), record.claim("b.txt", "casualties")
    assert len(record.of(one.id).originators) == 3

    (own,) = record.judge({"kind": "depends-on", "claims": [one.id, two.id]})
    assert len(record.of(one.id).originators) == 2

    record.judge({"kind": "undo", "of": own})
    assert len(record.of(one.id).originators) == 3

    same = [c.id for c in record.analysis("a.txt").claims][:2]
    record.judge({"kind": "independent", "claims": same})
    assert len(record.of(one.id).originators) == 4


def test_threads_are_named_and_split(record: Any) -> None:
    def threads() -> list[Any]:
        with record.store() as store:
            return list(store.threads(str(store.current_run())))

    text = (
        "علقت البعثة الدولية دورياتها في ليبيا في 2 أيار 2024."
        "\nواستأنفت البعثة الدولية دورياتها في ليبيا في 10 أيار 2024."
    )
    record.read_again("c.txt", text)
    (thread,) = threads()
    claims = [state.claim for state in thread.states]

    record.judge({"kind": "name", "thread": thread.id, "value": "patrols of the mission"})
    assert [one.name for one in threads()] == ["patrols of the mission"]

    record.judge({"kind": "split", "thread": thread.id, "groups": [claims[1:]]})
    apart = threads()
    assert sorted([s.claim for s in one.states] for one in apart) == sorted(
        [claims[:1], claims[1:]]
    )

    record.judge({"kind": "same", "threads": [one.id for one in apart]})
    assert [[s.claim for s in one.states] for one in threads()] == [claims]


def test_pinned_value_goes_before_those_of_the_accounts(record: Any) -> None:
    incident = record.of(record.claim("a.txt", "casualties").id)

    pin = {"kind": "pin", "incident": incident.id}
    record.judge(pin | {"field": "killed", "value": 5}, pin | {"field": "time", "value": DAY})

    with record.store() as store:
        run = str(store.current_run())
        entry = next(e for e in timeline(list(store.incidents(run)), store.analyses(run))
                     if e.incident == incident.id)  # fmt: skip
    killed = next(field for field in entry.fields if field.field == "killed")
    assert killed.pinned is not None
    assert json.loads(killed.pinned.human or "")["value"] == 5
    assert json.loads(killed.pinned.machine or "")["low"] == 4
    assert (killed.low, killed.high) == (4, 5)  # what the accounts say stays beside it
    assert str(record.of(incident.claims[0]).earliest) == DAY


def test_undone_is_as_never_said_and_an_undo_can_be_undone(record: Any) -> None:
    before = record.incidents
    claim = record.claim("b.txt", "casualties")
    (own,) = record.judge({"kind": "reject", "claim": claim.id})
    rejected = record.incidents

    (back,) = record.judge({"kind": "undo", "of": own}, who="badr")
    assert record.incidents == before
    assert record.claim("b.txt", "casualties") == claim
    with pytest.raises(JudgementError, match="undone already by badr"):
        record.judge({"kind": "undo", "of": own})

    record.judge({"kind": "undo", "of": back[:12]})  # its first letters say which
    assert record.incidents == rejected


def test_the_machines_view_rests_on_the_copies_that_are_found_now(record: Any) -> None:
    """Not on those of the run before, where a run is related anew."""
    one, two = (
        next(c for c in each.claims if c.event.trigger.of(each.document.text) == "هجوم")
        for each in (record.analysis("a.txt"), record.analysis("b.txt"))
    )
    passage = ((one.event.trigger, two.event.trigger),)
    found = Reuse(one.document, two.document, "passage", passage, 0.9, 0.9, True, "copied now")

    with record.store() as store:
        run = str(store.current_run())
        before = View(store, run).one_origin(one.id, two.id)
        now = View(store, run, (found,)).one_origin(one.id, two.id)

    assert (before, now) == ({"originators": 2}, {"originators": 1})


def test_a_forked_process_reads_the_project_by_itself(record: Any) -> None:
    """Every worker opens the file anew; what it reads is what is there."""
    with record.store() as store:
        analyses = store.analyses(str(store.current_run()))

        def work(share: int, of: int) -> Iterator[list[str]]:
            yield [analyses[n].document.id for n in range(share, len(analyses), of)]

        found = sorted(one for part in shared_out(work, 2) for one in part)
        own = sorted(analysis.document.id for analysis in analyses)

    assert found == own
