"""The log of judgements: what it takes, what it refuses, and how what is in it finds its place."""

from __future__ import annotations

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawatur.cli import options
from tawatur.cli import project as commands
from tawatur.cli.main import main
from tawatur.errors import CollisionError, JudgementError, TawaturError
from tawatur.judge import log
from tawatur.judge.queues import QUEUES, queues
from tawatur.judge.wire import entry_json
from tawatur.store.project import Project

ABSENT = "غائب"
LATE_EARLY = "2024-05-14/2024-05-01"

# --- the log -------------------------------------------------------------------------------------


def test_entries_are_chained_and_say_who_and_when(record: Any) -> None:
    claim = record.claim("a.txt", "arrest")
    with record.store() as store:
        one = log.append(store, {"kind": "accept", "claim": claim.id}, who="amal")
        two = log.append(store, {"kind": "note", "claim": claim.id, "why": "ask", "who": "badr",
                                 "when": "2024-05-15T12:00:00+03:00"})  # fmt: skip

        assert (one.number, one.previous, two.number, two.previous) == (1, log.FIRST, 2, one.hash)
        assert (one.judgement.who, two.judgement.who) == ("amal", "badr")
        assert two.judgement.at == "2024-05-15T09:00:00+00:00"
        assert log.entries(store) == (one, two)
        assert log.entries(store, since=1, about=claim.id) == (two,)
        assert log.head(store) == log.Head(2, two.hash)
        assert list(log.verify(store)) == []


def test_anchor_is_a_web_annotation(record: Any) -> None:
    claim, text = record.claim("a.txt", "arrest"), record.analysis("a.txt").document.text
    with record.store() as store:
        entry = log.append(store, {"kind": "accept", "claim": claim.id}, who="amal")

    start, end = claim.event.trigger.start, claim.event.trigger.end
    assert entry_json(entry)["claim"] == {
        "id": claim.id,
        "type": "arrest",
        "target": {
            "source": f"sha256:{record.analysis('a.txt').document.sha256}",
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": text[start:end],
                 "prefix": text[start - 48 : start], "suffix": text[end : end + 48]},
            ],
        },
    }  # fmt: skip


def test_nothing_in_the_log_can_be_changed_unseen(record: Any) -> None:
    claim = record.claim("a.txt", "arrest").id
    with record.store() as store:
        for number in range(3):
            log.append(store, {"kind": "note", "claim": claim, "why": f"{number}"}, who="amal")
        for statement in ("UPDATE judgement SET who = 'x'", "DELETE FROM judgement"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                store.connection.execute(statement)
        for name in ("judgement_is_never_changed", "judgement_is_never_deleted"):
            store.connection.execute(f"DROP TRIGGER {name}")
        store.connection.execute(
            "UPDATE judgement SET body = replace(body, '\"1\"', '\"7\"') WHERE number = 2"
        )
        assert list(log.verify(store)) == ["judgement 2: its words are not those that were written"]
        store.connection.execute("UPDATE judgement SET who = 'x' WHERE number = 1")
        store.connection.execute("DELETE FROM judgement_about WHERE number = 2")
        store.connection.execute("DELETE FROM judgement WHERE number = 2")
        assert list(log.verify(store)) == [
            "judgement 1: its columns are not those of its body",
            "judgement 2 is missing",
            "judgement 3: does not follow the one before it",
        ]


def test_commit_waits_for_the_disk(record: Any) -> None:
    said: list[str] = []
    with record.store() as store:
        (before,) = store.connection.execute("PRAGMA synchronous").fetchone()
        store.connection.set_trace_callback(said.append)
        log.append(store, {"kind": "accept", "claim": record.claim("a.txt", "arrest").id}, who="a")
        store.connection.set_trace_callback(None)
        assert store.connection.execute("PRAGMA synchronous").fetchone() == (before,)

    told = [one for one in said if one.split()[0] in {"BEGIN", "COMMIT"} or "synchronous =" in one]
    assert told == ["PRAGMA synchronous = FULL", "BEGIN IMMEDIATE", "COMMIT",
                    f"PRAGMA synchronous = {before}"]  # fmt: skip


def test_each_fault_of_a_file_is_told_with_its_place_and_nothing_is_written(record: Any) -> None:
    claim = record.claim("a.txt", "arrest").id
    lines: list[tuple[str, Any]] = [
        ("f:1", {"kind": "accept", "claim": claim}),
        ("f:2", "not JSON"),
        ("f:3", {"kind": "bless", "claim": claim}),
        ("f:4", {"kind": "edit", "claim": "clm:none", "field": "killed", "value": 1}),
        ("f:5", {"kind": "edit", "claim": claim, "field": "colour", "value": 1}),
        (
            "f:6",
            {"kind": "edit", "claim": claim, "field": "time", "value": LATE_EARLY},
        ),
        ("f:7", {"kind": "merge", "incidents": []}),
        ("f:8", {"kind": "undo", "of": "jdg:none"}),
        ("f:9", {"kind": "accept", "incident": "inc:", "claim": claim, "where": "here"}),
        (
            "f:10",
            {"kind": "edit", "claim": claim, "field": "killed", "value": 2, "evidence": ABSENT},
        ),
        ("f:11", {"kind": "accept", "claim": claim, "when": "yesterday"}),
    ]
    with record.store() as store:
        with pytest.raises(JudgementError) as error:
            log.append_lines(store, lines, who="amal")

        assert log.entries(store) == ()
    told = {fault.partition(": ")[0]: fault.partition(": ")[2] for fault in error.value.faults}
    assert list(told) == [f"f:{number}" for number in range(2, 12)]
    assert told["f:2"] == "not JSON"
    assert told["f:3"].startswith("kind is one of accept, reject, edit, ")
    assert told["f:4"] == "claim: no claim with the id clm:none"
    assert told["f:5"].startswith("value: no field 'colour' can be set; those that can: type, ")
    assert told["f:6"] == "value: the first day, 2024-05-14, is after the last, 2024-05-01"
    assert told["f:9"] == "accept has no where"
    assert told["f:10"] == "evidence: the report does not hold the words 'غائب'"
    assert told["f:11"] == "when: not a moment such as 2024-05-14T10:00:00Z: 'yesterday'"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                               max_size=3),
    max_leaves=6,
)  # fmt: skip
KEYS = st.sampled_from(["claim", "incident", "incidents", "names", "places", "claims", "document",
                        "field", "value", "evidence", "groups", "of", "to", "who", "when", "why",
                        "id", "seen", "based_on", "tool"])  # fmt: skip
KINDS = st.sampled_from(["accept", "reject", "edit", "add", "merge", "split", "move", "same", "pin",
                         "independent", "note", "undo"])  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, max_size=8), KINDS, st.booleans())
@settings(max_examples=150, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture,
                                 HealthCheck.too_slow])  # fmt: skip
def test_whatever_a_line_holds_it_is_taken_or_told(
    record: Any, line: dict[str, Any], kind: str, real: bool
) -> None:
    """
    Anything that JSON can hold: no error but those that say what is wrong.
    """
    claim = record.claim("a.txt", "arrest").id
    more = {"claim": claim, "field": "killed"} if real else {}
    with record.store() as store:
        with suppress(TawaturError):
            log.append_lines(store, [("f:1", {**line, **more, "kind": kind})], dry_run=True)
        assert log.head(store).number == 0


def test_same_thing_said_twice_is_said_once(record: Any) -> None:
    given_ = {"kind": "reject", "claim": record.claim("a.txt", "arrest").id, "why": "no"}
    with record.store() as store:
        first = log.append(store, given_, who="amal")
        assert log.append(store, given_, who="amal") == first
        assert log.append(store, given_, who="badr").number == 2
        assert log.append(store, given_, who="amal").number == 3  # it is not the last word any more


def test_older_state_is_refused_and_who_edited_is_named(record: Any) -> None:
    claim = record.claim("a.txt", "casualties").id
    edit = {"kind": "edit", "claim": claim, "field": "killed"}
    with record.store() as store:
        seen = log.head(store).number
        log.append(store, {**edit, "value": 5}, who="badr", based_on=seen)

        with pytest.raises(CollisionError, match=rf"{claim}: badr decided on it .*\(edit killed, "):
            log.append(store, {**edit, "value": 6}, who="amal", based_on=seen)

        other = {"kind": "accept", "claim": record.claim("a.txt", "arrest").id}
        log.append(store, other, who="amal", based_on=seen)  # that is another thing
        note = {"kind": "note", "claim": claim, "why": "hm"}
        log.append(store, note, who="amal", based_on=seen)  # and a note contradicts nothing
        log.append(store, {**edit, "value": 7}, who="badr", based_on=seen)  # one's own is known
        log.append(store, {**edit, "value": 6}, who="amal", based_on=log.head(store).number)


def test_exported_log_is_taken_in_by_another_project(record: Any, tmp_path: Path) -> None:
    claim, other = record.claim("a.txt", "casualties").id, record.claim("a.txt", "arrest").id
    bombing = record.of(record.claim("b.txt", "bombing").id)
    (own, *_) = record.judge(
        {"kind": "reject", "claim": other},
        {"kind": "edit", "claim": claim, "field": "killed", "value": 9, "evidence": "أربعة"},
        {"kind": "split", "incident": bombing.id, "groups": [[bombing.claims[0]]]},
        {"kind": "same", "places": ["ent:samarra", "ent:baqubah"]},
    )
    record.judge({"kind": "undo", "of": own}, who="badr")
    with record.store() as store:
        lines = [json.loads(json.dumps(entry_json(one))) for one in log.entries(store)]
    again = Project.create(tmp_path / "again")
    commands.take_in(again, [record.reports], quiet=True)
    commands.analyse(again, quiet=True)

    with again.writing() as store:
        made = log.append_lines(store, [("f", line) for line in lines])
        assert [one.judgement.id for one in made] == [line["id"] for line in lines]
        assert [one.hash for one in made] == [line["hash"] for line in lines]
        assert [one.number for one in log.append_lines(store, [("f", x) for x in lines])] == [
            1, 2, 3, 4, 5,
        ]  # fmt: skip
        with pytest.raises(JudgementError, match="are not those that had this id"):
            log.append(store, {**lines[1], "value": 1})
    commands.analyse(again, quiet=True)
    with again.reading() as store:
        assert list(store.incidents(str(store.current_run()))) == record.incidents


def test_log_is_read_whatever_version_made_the_project(
    record: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    (own,) = record.judge({"kind": "accept", "claim": record.claim("a.txt", "arrest").id})
    with record.store() as store:
        store.connection.execute("PRAGMA user_version = 99")

    with pytest.raises(SystemExit) as end:
        main(["log", "-p", str(record.project.folder), "--json"])

    assert end.value.code == 0
    assert json.loads(capsys.readouterr().out)["id"] == own


def test_cut_log_is_told_by_the_hash_that_somebody_kept(record: Any) -> None:
    record.judge({"kind": "accept", "claim": record.claim("a.txt", "arrest").id})
    folder = str(record.project.folder)
    with record.store() as store:
        kept = log.head(store).hash
    for since, code in ((kept, 0), ("f" * 64, 5)):
        with pytest.raises(SystemExit) as end:
            main(["log", "-p", folder, "--since", since])
        assert end.value.code == code


# --- queues --------------------------------------------------------------------------------------


def test_every_card_says_why_and_a_decided_one_is_gone(record: Any) -> None:
    with record.store() as store:
        before = queues(store)
    assert tuple(before) == QUEUES
    incident = record.of(record.claim("a.txt", "casualties").id)
    card = next(c for c in before["contradictions"] if c.object == incident.id)
    assert card.why.startswith("killed conflicts in")
    assert before["unplaced"] == before["rejected"] == ()

    record.judge({"kind": "pin", "incident": incident.id, "field": "killed", "value": 5})

    with record.store() as store:
        after = queues(store, only=["contradictions"])["contradictions"]
    assert not [c for c in after if c.object == incident.id and c.why.startswith("killed")]


def test_sample_is_drawn_by_its_seed(record: Any) -> None:
    def drawn(seed: int, limit: int = 2) -> list[str]:
        with record.store() as store:
            cards = queues(store, only=["sample"], seed=seed, limit=limit)["sample"]
        return [card.object for card in cards]

    assert drawn(1) == drawn(1) == drawn(1, 3)[:2]
    assert len({tuple(drawn(seed)) for seed in range(6)}) > 1


def test_who_decides_is_known_or_asked(record: Any, monkeypatch: Any, capsys: Any) -> None:
    """The name given goes first, then the environment, then the account; without any, none."""
    monkeypatch.setenv("TAWATUR_WHO", "badr")
    assert options.user() == "badr"
    monkeypatch.delenv("TAWATUR_WHO")
    monkeypatch.setattr("getpass.getuser", lambda: "amal")
    assert options.user() == "amal"

    def nobody() -> str:
        raise KeyError(1000)

    monkeypatch.setattr("getpass.getuser", nobody)
    assert options.user() is None
    with pytest.raises(SystemExit) as end:
        main(["undo", "jdg:1", "-p", str(record.project.folder)])
    assert end.value.code == 1
    assert "--who NAME" in capsys.readouterr().err
