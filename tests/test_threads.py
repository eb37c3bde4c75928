"""Threads: what is followed, the state on a day, what people decide, how they are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tawatur.cli.main import main
from tawatur.compare import tables, threads
from tawatur.compare.account import bench
from tawatur.compare.amount import Amount
from tawatur.compare.decided import Decision, Joined, Named, Split, decide
from tawatur.compare.phrase import began_before, has_pronoun, is_past
from tawatur.compare.status import status
from tawatur.compare.threads import Thread
from tawatur.export.threads import record
from tawatur.link import incidents
from tawatur.model.mention import QuantityMod
from tawatur.model.text import Document
from tawatur.pipeline import analyse, relate
from tawatur.rules.language import arabic
from tawatur.store.project import Project

DOCS = (Path(__file__).parents[1] / "docs" / "threads.md").read_text("utf-8")
VERDICTS = (Path(__file__).parents[1] / "docs" / "verdicts.md").read_text("utf-8")


def followed(*texts: tuple[str, str]) -> tuple[Thread, ...]:
    """The threads of reports given as day and text."""
    documents = [
        Document(f"d{number}", text, date.fromisoformat(day), f"o{number}")
        for number, (day, text) in enumerate(texts)
    ]
    analyses = [analyse(document, arabic()) for document in documents]
    reuse, found = relate(documents, analyses)
    return threads.find(found, bench(analyses, reuse))


def states(thread: Thread) -> list[tuple[str, str | None]]:
    return [(state.state, state.place) for state in thread.states]


SUSPENDED = ("2024-03-04", "أعلنت الأمم المتحدة، اليوم الاثنين، تعليق تدريب الشرطة في مقديشو.")
RESUMED = ("2024-04-02", "استأنفت الأمم المتحدة أمس الاثنين تدريب الشرطة في مقديشو.")


def test_an_activity_is_followed_through_two_reports() -> None:
    """Suspended in one, resumed in the other: the state on a day is the last that had begun."""
    (thread,) = followed(SUSPENDED, RESUMED)

    def on(day: str) -> list[tuple[str, str | None]]:
        found = status(thread, date.fromisoformat(day)).standings
        return [(one.state, str(one.since[1])) for one in found]

    assert (thread.kind, thread.subject) == ("activity", "training: United Nations")
    assert on("2024-03-01") == []
    assert on("2024-03-20") == [("suspended", "2024-03-04")]
    assert on("2024-04-02") == [("resumed", "2024-04-01")]
    assert status(thread).standings[0].word == ("«o1»",)


def test_what_is_only_spoken_of_is_no_state() -> None:
    """A resolution that supports sending troops does not put them in place."""
    (thread,) = followed(
        ("2024-03-04", "تعارض المعارضة إرسال قوات دولية إلى الصومال."),
        ("2024-03-09", "وصلت قوات دولية إلى الصومال أمس الجمعة."),
    )

    assert [s.state for s in thread.states] == ["deployment spoken of", "in place"]
    assert [s.ahead for s in thread.states] == [True, False]
    assert [one.state for one in status(thread).standings] == ["in place"]


def test_one_sentence_may_name_two_activities() -> None:
    """«تعليق الدوريات والتدريب» belongs to two threads."""
    found = followed(
        ("2024-03-04", "أعلنت الأمم المتحدة تعليق دورياتها المشتركة وتدريب حرس الحدود."),
        ("2024-04-02", "استأنفت الأمم المتحدة أمس الاثنين دورياتها."),
        ("2024-05-02", "استأنفت الأمم المتحدة أمس تدريب حرس الحدود."),
    )

    assert sorted(thread.subject.partition(":")[0] for thread in found) == ["patrols", "training"]


def test_a_base_is_handed_over_and_a_prisoner_is_not() -> None:
    """Only places make a handover."""
    found = followed(
        ("2024-03-04", "يخطط حلف الناتو لتسليم قاعدة الجفرة إلى الجيش الليبي."),
        ("2024-03-20", "سلم حلف الناتو قاعدة الجفرة إلى الجيش الليبي أمس."),
        ("2024-03-21", "سلمت الحكومة المتهم إلى الشرطة أمس."),
    )

    (thread,) = found
    assert states(thread) == [
        ("handover planned", "Al-Jufra air base"),
        ("handed over", "Al-Jufra air base"),
    ]


# --- states that contradict each other -----------------------------------------------------------


def test_contrary_states_of_one_day_are_a_tension(story: Any) -> None:
    """Two voices, one day: neither is chosen silently."""
    common = {"activity": "patrols", "agent": "ent:mission", "day": "2024-01-18"}
    story.report("a", "2024-01-19", "A").claim("resume", by="mission", **common)
    story.report("b", "2024-01-19", "B").claim("suspend", by="army", **common)

    (thread,) = threads.find(incidents.link(story.analyses), bench(story.analyses, ()))

    assert [v.rule for v in thread.tensions] == ["contrary-state-same-day"]
    assert [v.rule for v in status(thread).standings[0].against] == ["contrary-state-same-day"]


def test_an_undated_state_that_fits_the_last_one_is_no_tension(story: Any) -> None:
    """A headline without a day repeats what the reports date."""
    common = {"activity": "patrols", "agent": "ent:mission"}
    story.report("a", "2024-01-19", "A").claim("suspend", day="2024-01-02", **common)
    story.report("b", "2024-01-19", "B").claim("resume", day="2024-01-18", **common)
    story.report("c", "2024-01-19", "C").claim("resume", by="x", **common)

    (thread,) = threads.find(incidents.link(story.analyses), bench(story.analyses, ()))

    assert thread.tensions == ()


def test_levels_of_the_same_forces_change(story: Any) -> None:
    """The same forces in the same place: a later number is an update, one of that day conflicts."""
    common = {"agent": "ent:us", "place": "iraq"}
    for id_, day, number in (
        ("a", "2020-01-30", 5200), ("b", "2020-06-30", 3000), ("c", "2020-06-30", 2500)
    ):  # fmt: skip
        story.report(id_, day, id_).claim(
            "presence", counts=[story.count(number, None, unit="soldier")], **common
        )

    (thread,) = threads.find(incidents.link(story.analyses), bench(story.analyses, ()))

    assert sorted(v.outcome for v in thread.tensions) == ["conflicts", "updates", "updates"]


# --- what people decide --------------------------------------------------------------------------


def two_threads(story: Any) -> tuple[Thread, ...]:
    """Patrols of two missions, each suspended and resumed."""
    for month, name in ((1, "one"), (3, "two")):
        report = story.report(name, f"2024-0{month}-19", name)
        for type_, day in (("suspend", "02"), ("resume", "18")):
            report.claim(type_, day=f"2024-0{month}-{day}", activity="patrols", agent=f"ent:{name}")
    return threads.find(incidents.link(story.analyses), bench(story.analyses, ()))


def test_people_name_join_and_split_threads(story: Any) -> None:
    """By claims; a split thread has an id of its own, and what is undone leaves no trace."""
    found = two_threads(story)
    assert [len(thread.states) for thread in found] == [2, 2]

    (joined,) = decide(
        found, [Joined(("clm:one0",), ("clm:two0",)), Named(("clm:two0",), "الدوريات")]
    )
    assert (joined.name, len(joined.states), joined.id) == ("الدوريات", 4, found[0].id)

    parts = decide(found, [Split(("clm:one0", "clm:one1"), ("clm:one1",))])
    assert sorted(len(thread.states) for thread in parts) == [1, 1, 2]
    assert len({thread.id for thread in parts}) == 3
    assert {thread.id for thread in found} <= {thread.id for thread in parts}

    assert decide(found, []) == found


def test_decisions_hold_one_after_the_other(story: Any) -> None:
    """A claim taken out of one thread can be put into another."""
    found = two_threads(story)

    taken = Split(("clm:one0", "clm:one1"), ("clm:one1",))
    put = Joined(("clm:one1",), ("clm:two0", "clm:two1"))
    every = ("clm:one0", "clm:one1", "clm:two0", "clm:two1")
    apart = Split(every, ("clm:two0", "clm:two1"))

    def sizes(*decisions: Decision) -> list[int]:
        return sorted(len(thread.states) for thread in decide(found, decisions))

    assert sizes(taken, put) == [1, 3]
    assert sizes(taken, put, apart) == [1, 1, 2]
    assert sizes(Joined(("clm:one0",), ("clm:two0",)), apart) == [2, 2]


def test_a_claim_of_two_threads_does_not_hide_which_is_meant(story: Any) -> None:
    first, second = two_threads(story)
    both = replace(second, states=(first.states[0], *second.states[:1]))

    made = decide([first, both], [Named((both.states[0].claim, both.states[1].claim), "الدوريات")])

    assert [one.name for one in made if one.id == both.id] == ["الدوريات"]
    assert [one.name for one in made if one.id == first.id] == [None]


# --- words, tables, the store --------------------------------------------------------------------


def test_words_around_a_state() -> None:
    """What stands before says that it is past, what stands behind that it began before."""
    assert is_past("وذلك بعد أن")
    assert not is_past("أعلن الجيش")
    assert began_before(" منذ الأحداث")
    assert has_pronoun("دورياتها المشتركة")
    assert not has_pronoun("الدورية المشتركة")


@pytest.mark.parametrize(
    ("type_", "rule", "expected"),
    [("deploy", "arrive", "in place"), ("deploy", "transfer", "in transit"),
     ("withdraw", "cut-force", "reduced"), ("suspend", "", "suspended")],
)  # fmt: skip
def test_states_by_type_and_rule(type_: str, rule: str, expected: str) -> None:
    """What is on its way is not yet there."""
    row = tables.state_row(type_, rule)
    assert row is not None
    assert row.state == expected
    assert tables.state_row("meet") is None


def test_tables_are_in_the_docs() -> None:
    """Every rule, convention, grade and state stands on its page."""
    for one in tables.verdict_rules():
        assert f"| {one.part} | {one.outcome} | `{one.rule}` | {one.when} |" in VERDICTS
    for each in tables.conventions():
        assert f"| {each.convention} | {each.column} | {', '.join(each.of)} |" in VERDICTS
    for rule in tables.grade_rules():
        assert f"| {rule.grade or '(none)'} | `{rule.rule}` | {rule.when} |" in VERDICTS
    for type_, kind, aspect, sign, state, *_ in tables.rows("state.tsv", 8):
        assert f"| `{type_}` | {kind} | {aspect} | {sign} | {state} |" in DOCS


def test_a_record_keeps_the_parts_of_what_it_says_in_english() -> None:
    """Whoever words it in another language reads no English sentence."""
    (forces,) = followed(
        ("2024-03-04", "نشرت الأمم المتحدة أمس الأحد أكثر من 200 جندي في الصومال."),
        ("2024-04-02", "تعارض المعارضة إرسال قوات دولية إلى الصومال."),
    )

    kept = record(forces, lambda _: "x" * 100)

    assert {name: kept[name] for name in ("subject", "sort", "country")} == {
        "subject": "forces in Somalia", "sort": "forces", "country": "SO"}  # fmt: skip
    assert [(one["state"], one["what"], one["how"]) for one in kept["states"]] == [
        ("in place", "in place", None),
        ("deployment spoken of", "deployment", "spoken of"),
    ]
    assert kept["states"][0]["place_id"] == "ent:SO"
    assert kept["states"][0]["counts"] == ["more than 200 deployed (combatant)"]
    assert kept["states"][0]["numbers"] == [
        {"unit": "deployed", "low": 200, "high": 200, "mod": "MORE_THAN",
         "group": "combatant"}]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "english"),
    [
        (Amount("killed", 4, 4), "4 killed"),
        (Amount("killed", 20, 99, group="civilian"), "20 to 99 killed (civilian)"),
        (Amount("soldier", 5200, 5200, QuantityMod.APPROX), "about 5200 soldier"),
        (Amount("person", 2_000_000_000, 2_000_000_000), "2000000000 person"),
        (Amount("km", 1.5, 1.5, QuantityMod.LESS_THAN), "fewer than 1.5 km"),
    ],
)
def test_an_amount_in_english(amount: Amount, english: str) -> None:
    assert str(amount) == english


def test_the_store_gives_threads_back(tmp_path: Path) -> None:
    """What was found is what is read, and the command answers by words of a name."""
    from tawatur.cli import project as commands

    for number, (_, text) in enumerate((SUSPENDED, RESUMED)):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    (tmp_path / "sources.tsv").write_text(
        f"file\tpublished\n0.txt\t{SUSPENDED[0]}\n1.txt\t{RESUMED[0]}\n", "utf-8"
    )
    project = Project.create(tmp_path / "p")
    commands.take_in(project, [tmp_path], quiet=True)
    commands.analyse(project, quiet=True)

    with project.reading() as store:
        run = store.current_run()
        assert run is not None
        analyses = list(store.analyses(run))
        found = threads.find(list(store.incidents(run)), bench(analyses, store.reuses(run)))
        assert store.threads(run) == found

    with pytest.raises(SystemExit) as end:
        main(["status", "training", "--on", "2024-03-20", "-p", str(tmp_path / "p")])
    assert not end.value.code
