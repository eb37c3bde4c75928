"""One story told by five reports, read from the record: invented ones always, real ones where
they are at hand (../shared, as CONTRIBUTING says of development data).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tawatur.cli import project as commands
from tawatur.cli.show import incident_records
from tawatur.compare.account import bench
from tawatur.compare.status import status
from tawatur.compare.threads import Thread
from tawatur.export.threads import record as thread_record
from tawatur.link.independence import independence
from tawatur.model.claim import Analysis, Reuse
from tawatur.store.project import Project

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Story:
    """A folder of five reports (told by the beginnings of their names), and what must come out."""

    folder: Path
    reports: tuple[str, str, str, str, str]  # states, later, offset, denial, bases
    killed_on: str
    killed_near: tuple[str, str]
    suspended_on: str
    resumed_on: str
    attack: tuple[str, str, int]
    other_missile: str
    system: str
    in_place: tuple[tuple[str, str], ...]
    waiting: tuple[str, str]
    levels: tuple[str, str]
    bases: frozenset[str]
    activity: str
    denier: str
    spellings: tuple[str, str]
    stopped_by: str
    agency: str


OWN = Story(
    ROOT / "tests" / "data" / "one_story",
    ("1_", "2_", "3_", "4_", "5_"),
    killed_on="2022-03-03",
    killed_near=("مطار طرابلس", "Tripoli"),
    suspended_on="2022-03-05",
    resumed_on="2022-03-31",
    attack=("2022-03-08", "Al-Jufra air base", 9),
    other_missile="Al-Watiya air base",
    system="THAAD",
    in_place=(("Al-Jufra air base", ""), ("Al-Watiya air base", "1 battery")),
    waiting=("Tunisia", "2 battery"),
    levels=("about 1200", "more than 300"),
    bases=frozenset({"Al-Jufra air base", "Al-Watiya air base", "قاعدة معيتيقة"}),
    activity="patrols",
    denier="Libya",
    spellings=("هانس براغولد", "هانز براغولد"),
    stopped_by="سالم الورفلي",
    agency="المدار",
)
SHARED = Story(
    ROOT.parent / "shared" / "seeds",
    ("000", "001", "002", "003", "004"),
    killed_on="2020-01-03",
    killed_near=("مطار العاصمة العراقية", "Baghdad"),
    suspended_on="2020-01-05",
    resumed_on="2020-01-30",
    attack=("2020-01-08", "Ain al-Asad air base", 11),
    other_missile="Erbil",
    system="Patriot",
    in_place=(("Ain al-Asad air base", "1 battery"), ("Harir air base", "1 battery")),
    waiting=("Kuwait", "2 battery"),
    levels=("about 5200", "more than 1100"),
    bases=frozenset({"Qayyarah air base", "K1 base", "al-Qaim base", "Habbaniyah"}),
    activity="operations",
    denier="Iraq",
    spellings=("مايلز كاجينز", "مايلز كاغينز"),
    stopped_by="الخفاجي",
    agency="سبوتنيك",
)


@dataclass(frozen=True)
class Record:
    """What the project says: incidents and threads as JSON, and the values behind them."""

    story: Story
    incidents: list[dict[str, Any]]
    threads: tuple[Thread, ...]
    threads_json: list[dict[str, Any]]
    analyses: tuple[Analysis, ...]
    reuse: tuple[Reuse, ...]

    def of(self, type_: str, day: str | None = None) -> list[dict[str, Any]]:
        """The incidents of a type, on a day."""
        return [one for one in self.incidents if one["type"] == type_
                and (day is None or (one["earliest"], one["latest"]) == (day, day))]  # fmt: skip

    def reports(self, incident: dict[str, Any]) -> set[str]:
        """The beginnings of the names of an incident's reports."""
        return {start for one in incident["accounts"] for start in self.story.reports
                if Path(one["path"]).name.startswith(start)}  # fmt: skip

    def thread(self, kind: str, subject: str) -> Thread:
        """The thread whose subject begins so."""
        (found,) = [t for t in self.threads if t.kind == kind and t.subject.startswith(subject)]
        return found


@cache
def made(story: Story) -> Record:
    """The record of a story, as a project makes it."""
    with TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "p")
        commands.take_in(project, [story.folder], quiet=True)
        commands.analyse(project, quiet=True)
        with project.reading() as store:
            run = store.current_run()
            assert run is not None
            analyses = tuple(store.analyses(run))
            texts = {one.document.id: one.document.text for one in analyses}
            threads = store.threads(run)
            return Record(
                story,
                list(incident_records(store, run)),
                threads,
                [thread_record(one, texts.__getitem__) for one in threads],
                analyses,
                store.reuses(run),
            )


@pytest.fixture(params=[OWN, SHARED], ids=["invented", "shared"])
def record(request: pytest.FixtureRequest) -> Record:
    """The record of each story that is at hand."""
    if not request.param.folder.is_dir():
        pytest.skip("no development data beside this checkout")
    return made(request.param)


def verdicts(record: Record) -> Iterator[dict[str, Any]]:
    """All verdicts of the record."""
    return (v for incident in record.incidents for v in incident["verdicts"])


def test_the_day_of_a_killing_follows_from_an_offset(record: Record) -> None:
    """«That is, two days after the killing»: its day, and where another report tells it."""
    found = record.of("killing", record.story.killed_on)
    _, later, offset, *_ = record.story.reports
    told = [
        (argument["text"], account["place"]["name_en"])
        for incident in record.of("killing")
        for account in incident["accounts"]
        for argument in account["arguments"]
        if Path(account["path"]).name.startswith(later) and argument["role"] == "place"
    ]
    words, city = record.story.killed_near

    assert any(offset in record.reports(incident) for incident in found)
    assert [(text, city in place) for text, place in told] == [(words, True)]


def test_a_suspension_in_two_outlets_rests_on_one_originator(record: Record) -> None:
    """Two reports, one that says it."""
    (found,) = record.of("suspend", record.story.suspended_on)

    assert record.reports(found) == {record.story.reports[0], record.story.reports[2]}
    assert len(found["originators"]) == 1


def test_a_resumption_rests_on_independent_originators(record: Record) -> None:
    """Both sides say it, in two outlets."""
    found = max(record.of("resume"), key=lambda one: len(one["accounts"]))

    assert (found["earliest"], found["latest"]) == (record.story.resumed_on,) * 2
    assert record.reports(found) == {record.story.reports[0], record.story.reports[2]}
    assert len(found["originators"]) > 1


def test_an_attack_has_its_day_and_numbers_and_a_month_agrees(record: Record) -> None:
    """One report gives day and numbers, one more hit elsewhere; the other the month only."""
    day, place, number = record.story.attack
    (found,) = [i for i in record.of("missile-attack", day) if i["place"]["name_en"] == place]
    others = [
        (account["place"]["name_en"], count["value"])
        for incident in record.of("missile-attack")
        for account in incident["accounts"]
        for count in account["counts"]
        if account["place"] is not None
    ]

    assert {record.story.reports[0], record.story.reports[1]} <= record.reports(found)
    assert number in [c["value"] for a in found["accounts"] for c in a["counts"]]
    assert ("time", "refines") in {(v["field"], v["outcome"]) for v in found["verdicts"]}
    assert ("time", "conflicts") not in {(v["field"], v["outcome"]) for v in found["verdicts"]}
    assert (record.story.other_missile, 1) in others


def test_a_pending_permission_and_the_system_in_place_are_one_thread(record: Record) -> None:
    """Asked for in one report, in place at two bases in a later one, two more on their way."""
    thread = record.thread("deployment", record.story.system)
    first = status(thread, date.fromisoformat(record.story.resumed_on)).standings
    last = {s.scope: s for s in status(thread).standings if s.aspect == "deployment"}

    assert "permission pending" in {one.state for one in first}
    assert "in place" not in {one.state for one in first}
    for place, count in record.story.in_place:
        assert last[place].state == "in place"
        assert count in {*map(str, last[place].counts), ""}
    waiting, count = record.story.waiting
    assert tuple(map(str, last[waiting].counts)) == (count,)
    assert "transfer pending" in {state.state for state in thread.states}
    assert not [v for v in thread.tensions if v.outcome == "conflicts"]


def test_forces_of_unequal_scope_do_not_conflict(record: Record) -> None:
    """A whole country and a region, other forces: scope, and no conflict."""
    (thread,) = [t for t in record.threads if t.kind == "forces"]
    outcomes = {v.outcome for v in thread.tensions}
    told = [str(count) for state in thread.states for count in state.counts]

    assert outcomes == {"scope"}
    for level in record.story.levels:
        assert any(count.startswith(level) for count in told)


def test_bases_are_handed_over_one_by_one(record: Record) -> None:
    """Planned in one report, handed over with their names in another, in one thread."""
    (thread,) = [t for t in record.threads if t.kind == "handover"]
    states = {(state.state, state.place) for state in thread.states}

    assert {place for state, place in states if state == "handed over"} >= record.story.bases
    assert ("handover planned", None) in states


def test_a_denial_stands_beside_what_was_said(record: Record) -> None:
    """The one who denies, and whose statement about the strike it is."""
    (found,) = [v for v in verdicts(record) if v["rule"] == "denies-statement"]

    assert (found["field"], found["outcome"]) == ("statement", "denies")
    assert found["text"].startswith(f"{record.story.denier} denies what ")
    (strike,) = [i for i in record.of("airstrike")
                 if found["left"] in {a["claim"] for a in i["accounts"]}]  # fmt: skip
    assert record.reports(strike) == {record.story.reports[3]}


def test_two_spellings_are_one_person(record: Record) -> None:
    """The entities of two reports have one id across them."""
    ready = bench(record.analyses, record.reuse)
    ids = {
        ready.people.of(entity.id)
        for analysis in record.analyses
        for entity in analysis.entities
        if any(spelling in (entity.name, *entity.aliases) for spelling in record.story.spellings)
    }

    assert len(ids) == 1


def test_what_comes_through_one_agency_is_not_independent(record: Record) -> None:
    """Claims of two reports that rest on the agency's own word count as one originator."""
    own = [
        claim
        for analysis in record.analyses
        for claim in analysis.claims
        if claim.chain and record.story.agency in claim.chain[0].who
    ]
    ready = bench(record.analyses, record.reuse)

    assert len({claim.document for claim in own}) > 1
    assert len(independence(own, ready.analyses, ready.copies).groups) == 1


def test_work_that_stopped_stands_in_tension_with_its_resumption(record: Record) -> None:
    """«Its work has stopped since»: without a day, so that both are shown."""
    thread = record.thread("activity", record.story.activity)
    tensions = [v for v in thread.tensions if v.rule == "contrary-state-undated"]
    (standing,) = status(thread).standings

    assert tensions
    assert all(record.story.stopped_by in v.text for v in tensions)
    assert standing.against
    assert {v.outcome for v in tensions} == {"conflicts"}


def test_every_state_opens_its_words(record: Record) -> None:
    """The words of each state stand in its report."""
    texts = {one.document.id: one.document.text for one in record.analyses}
    for thread in record.threads_json:
        for state in thread["states"]:
            words = state["words"]
            assert texts[state["document"]][words["start"] : words["end"]] == words["text"]
