"""Verdicts, summaries, threads, denials and the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tawatur.compare import denials, threads
from tawatur.compare.account import bench
from tawatur.compare.summary import summarise
from tawatur.compare.verdict import compare, compare_all, pair
from tawatur.export.timeline import timeline
from tawatur.link import incidents, reuse
from tawatur.model.claim import Verdict
from tawatur.model.text import Document, Span
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic


def verdicts(story: Any, *fields: str) -> list[tuple[str, str, str]]:
    """(field, outcome, rule) of the first two claims, of the given fields."""
    ready = bench(story.analyses, ())
    one, other = ready.opened([c.id for a in story.analyses for c in a.claims][:2])
    found = pair(one, other, ready)
    return [(v.field, v.outcome, v.rule) for v in found if not fields or v.field in fields]


def two(story: Any, one: dict[str, Any], other: dict[str, Any], **common: Any) -> Any:
    """Two reports on two days, each with one claim."""
    said = ("2024-05-14", "2024-05-15")
    for id_, published, values in zip("ab", said, (one, other), strict=True):
        story.report(id_, published, f"outlet {id_}").claim("bombing", **common, **values)
    return story


# (of the earlier report, of the later, outcome, rule)
COUNTS: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    ({"value": 4}, {"value": 4}, "agrees", "same-number"),
    ({"value": 4}, {"value": 9}, "updates", "rising-toll"),
    ({"value": 9}, {"value": 6}, "conflicts", "different-number"),
    ({"value": 50, "mod": "APPROX"}, {"value": 52}, "rounds", "rounded-number"),
    ({"value": None, "low": 20, "high": 99, "mod": "VAGUE"}, {"value": 23}, "refines",
     "narrower-number"),
    ({"value": 10, "mod": "MORE_THAN"}, {"value": 14}, "refines", "narrower-number"),
    ({"value": 14, "mod": "MORE_THAN"}, {"value": 14}, "conflicts", "different-number"),
    ({"value": None, "low": 20, "high": 25, "mod": "RANGE"},
     {"value": None, "low": 23, "high": 30, "mod": "RANGE"}, "agrees", "compatible-number"),
    ({"value": 23, "role": "injured"}, {"value": 4, "role": "injured", "population": "child"},
     "scope", "part-counted"),
    ({"value": 11, "role": None, "unit": "missile"}, {"value": 12, "role": None,
     "unit": "missile"}, "conflicts", "different-number"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "outcome", "rule"), COUNTS)
def test_counts(
    story: Any, one: dict[str, Any], other: dict[str, Any], outcome: str, rule: str
) -> None:
    """Of two numbers the first rule of the table that applies decides."""
    two(story, {"counts": [story.count(**one)]}, {"counts": [story.count(**other)]})

    assert verdicts(story)[-1][1:] == (outcome, rule)


def test_the_same_source_may_correct_itself(story: Any) -> None:
    """A lower number of the same originator, later, is an update and no conflict."""
    two(story, {"counts": [story.count(9)]}, {"counts": [story.count(6)]}, by="ministry")

    assert verdicts(story, "killed") == [("killed", "updates", "same-source-later")]


# (of the one report, of the other, rule)
TOLLS_WITHOUT_DAYS = [
    ("قتل ثلاثة أشخاص في انفجار سيارة مفخخة في بعقوبة بمحافظة ديالى في 12 أيار 2024.",
     "ارتفعت حصيلة انفجار السيارة المفخخة في بعقوبة بمحافظة ديالى في 12 أيار 2024 إلى خمسة قتلى.",
     "running-total"),
    ("قتل ثلاثة أشخاص في انفجار سيارة مفخخة في بعقوبة بمحافظة ديالى في 12 أيار 2024.",
     "في 12 أيار 2024 بلغ عدد قتلى انفجار السيارة المفخخة في بعقوبة بمحافظة ديالى خمسة أشخاص.",
     "different-number"),
    ("أعلنت وزارة الصحة مقتل خمسة أشخاص في انفجار سيارة مفخخة في بعقوبة بمحافظة ديالى في 12 أيار"
     " 2024.\nوكانت الشرطة قد أعلنت مقتل ثلاثة أشخاص في الانفجار.", "", "former-count"),
    ("أعلنت وزارة الصحة مقتل خمسة أشخاص في انفجار سيارة مفخخة في بعقوبة بمحافظة ديالى في 12 أيار"
     " 2024.\nوفي وقت سابق قالت الشرطة إن ثلاثة أشخاص قتلوا في الانفجار.", "", "former-count"),
    ("قتل ثلاثة أشخاص في انفجار سيارة مفخخة في بعقوبة بمحافظة ديالى في 12 أيار 2024.",
     "قتل خمسة أشخاص في انفجار سيارة مفخخة في بعقوبة بمحافظة ديالى في 12 أيار 2024.",
     "different-number"),
    ("أعلنت وزارة الصحة مقتل خمسة أشخاص في انفجار سيارة مفخخة في بعقوبة بمحافظة ديالى في 12 أيار"
     " 2024.\nوأعلنت الشرطة مقتل ثلاثة أشخاص في الانفجار.", "", "different-number"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "rule"), TOLLS_WITHOUT_DAYS)
def test_words_may_say_which_toll_is_the_later(one: str, other: str, rule: str) -> None:
    """In reports without a day a higher toll is an update only where the words prove the order."""
    lang = arabic()
    texts = [Document(f"{n}", text, outlet=f"{n}") for n, text in enumerate((one, other)) if text]
    analyses = [analyse(document, lang) for document in texts]

    found = [
        verdict.rule
        for incident in incidents.link(analyses)
        for verdict in compare(incident, analyses, ())
        if verdict.field == "killed"
    ]

    assert found == [rule]


FIELDS: list[tuple[dict[str, str], dict[str, str], tuple[str, str, str]]] = [
    ({"day": "2024-05-13"}, {"day": "2024-05-13"}, ("time", "agrees", "same-day")),
    ({"day": "2024-05-01/2024-05-31"}, {"day": "2024-05-13"}, ("time", "refines", "narrower-days")),
    ({"day": "2024-05-12"}, {"day": "2024-05-13"}, ("time", "conflicts", "different-days")),
    ({"place": "khan"}, {"place": "khan"}, ("place", "agrees", "same-place")),
    ({"place": "market"}, {"place": "iraq"}, ("place", "refines", "finer-place")),
    ({"place": "khan"}, {"place": "diyala"}, ("place", "refines", "finer-place")),
    ({"place": "khan"}, {"place": "basra"}, ("place", "conflicts", "different-place")),
    ({"agent": "ent:x"}, {"agent": "ent:x"}, ("agent", "agrees", "same-actor")),
    ({"agent": "ent:x"}, {"agent": "ent:y"}, ("agent", "conflicts", "different-actor")),
    ({"target": "ent:x"}, {"target": "ent:y"}, ("target", "scope", "different-actor")),
    ({}, {"factuality": "denied"}, ("happened", "denies", "denied")),
    ({"factuality": "negated"}, {}, ("happened", "updates", "not-yet")),
    ({"factuality": "pending"}, {}, ("happened", "updates", "plan-carried-out")),
    ({}, {"factuality": "negated"}, ("happened", "conflicts", "negated")),
]


@pytest.mark.parametrize(("one", "other", "expected"), FIELDS)
def test_fields(
    story: Any, one: dict[str, str], other: dict[str, str], expected: tuple[str, str, str]
) -> None:
    """Each field has its own part of the table."""
    two(story, one, other)

    assert verdicts(story, expected[0]) == [expected]


@pytest.mark.parametrize(("one", "other", "expected"), FIELDS)
def test_comparing_is_the_same_either_way_round(
    story: Any, one: dict[str, str], other: dict[str, str], expected: tuple[str, str, str]
) -> None:
    """compare(a, b) is compare(b, a)."""
    two(story, one, other)
    ready = bench(story.analyses, ())
    a, b = ready.opened(["clm:a0", "clm:b0"])

    assert pair(a, b, ready, silent=True) == pair(b, a, ready, silent=True)


def test_a_verdict_is_a_sentence(story: Any) -> None:
    """It names who says what, so that a reader need not look further."""
    two(story, {"by": "hospital", "counts": [story.count(9)]},
        {"by": "command", "counts": [story.count(6)]}, day="2024-05-14", place="khan")  # fmt: skip
    (incident,) = incidents.link(story.analyses)

    words, number = Span(0, 9), Span(0, 1)
    assert compare(incident, story.analyses, ()) == (
        Verdict("clm:a0", "clm:b0", "happened", "agrees", "both-tell",
                "«hospital» and «command» both say that it happened", words, words),
        Verdict("clm:a0", "clm:b0", "time", "agrees", "same-day", "both say 2024-05-14",
                words, words),
        Verdict("clm:a0", "clm:b0", "place", "agrees", "same-place", "both say Khan al-Ward"),
        Verdict("clm:a0", "clm:b0", "killed", "conflicts", "different-number",
                "«hospital» gives 9 killed, «command» gives 6 killed", number, number),
    )  # fmt: skip


def test_a_copy_does_not_agree(story: Any) -> None:
    """What stands in a copied passage confirms nothing."""
    text = (
        "انفجرت عبوة على جانب الطريق السريع قرب الجسر القديم صباح اليوم وأسفرت عن مقتل جنديين "
        "وإصابة ثلاثة من رفاقهما حسب ما ورد في سجل المستشفى الميداني القريب من المكان.\n"
    )
    for id_ in "ab":
        story.report(id_, "2024-05-14", id_, text).claim(
            "bombing", day="2024-05-14", place="khan", trigger="انفجرت"
        )
    edges = reuse.find([analysis.document for analysis in story.analyses])
    (incident,) = compare_all(incidents.link(story.analyses, edges), bench(story.analyses, edges))

    assert [(v.field, v.outcome, v.rule) for v in incident.verdicts] == [
        ("text", "copies", "copied-passage")
    ]


def test_one_is_silent_only_where_asked(story: Any) -> None:
    """Silence is no verdict unless a reader wants the whole table."""
    two(story, {"day": "2024-05-14", "place": "khan", "agent": "ent:x"}, {"place": "khan",
        "day": "2024-05-14"})  # fmt: skip
    (incident,) = incidents.link(story.analyses)

    assert "silent" not in {v.outcome for v in compare(incident, story.analyses, ())}
    assert [
        (v.field, v.text)
        for v in compare(incident, story.analyses, (), silent=True)
        if v.outcome == "silent"
    ] == [("agent", "«outlet a» gives it, «outlet b» does not")]


# --- summaries and the timeline ------------------------------------------------------------------


def tolls(story: Any) -> Sequence[Any]:
    """Three reports of one bombing with three tolls."""
    for id_, published, by, killed in (
        ("a", "2024-05-14", "police", 4),
        ("b", "2024-05-15", "hospital", 11),
        ("c", "2024-05-15", "command", 6),
    ):
        story.report(id_, published, id_).claim(
            "bombing", day="2024-05-14", place="khan", by=by, counts=[story.count(killed)]
        )
    return compare_all(incidents.link(story.analyses), bench(story.analyses, ()))


def test_a_summary_spans_the_values_and_says_who_gives_them(story: Any) -> None:
    """Low and high over all, each value with those behind it, and whether it is disputed."""
    (incident,) = tolls(story)
    found = summarise(incident, story.analyses, ())

    (killed,) = [summary for summary in found if summary.field == "killed"]
    assert [(value.text, value.behind, value.said) for value in killed.values] == [
        ("4 killed", ("«police»",), date(2024, 5, 14)),
        ("11 killed", ("«hospital»",), date(2024, 5, 15)),
        ("6 killed", ("«command»",), date(2024, 5, 15)),
    ]
    assert (killed.low, killed.high, killed.disputed) == (4, 11, True)
    assert [summary.field for summary in found] == ["happened", "time", "place", "killed"]


def test_a_timeline_counts_sources_and_quotes_words(story: Any) -> None:
    """Each line has its figures, its independent originators and the exact words."""
    incident_list = tolls(story)
    story.report("z", "2024-06-01").claim("protest")

    first, last = timeline(
        (*incident_list, *incidents.link(story.analyses[3:])), story.analyses, ()
    )

    assert (first.type, first.earliest, first.place) == (
        "bombing", date(2024, 5, 14), "Khan al-Ward")  # fmt: skip
    assert (first.reports, first.outlets, first.originators) == (3, 3, 3)
    assert [(v.outcome, v.field) for v in first.disagreements] == [("conflicts", "killed")]
    assert [quote.text for quote in first.quotes] == [
        "bombinga0 a.",
        "bombingb0 b.",
        "bombingc0 c.",
    ]
    assert (last.type, last.earliest) == ("protest", None)


# --- threads and denials -------------------------------------------------------------------------


def states(story: Any) -> dict[str, list[tuple[str, str]]]:
    found = threads.find(incidents.link(story.analyses), bench(story.analyses, ()))
    return {
        f"{thread.kind} {thread.subject}": [(str(s.latest), s.state) for s in thread.states]
        for thread in found
    }


def test_an_activity_is_followed_from_suspension_to_resumption(story: Any) -> None:
    """States in order of day, of one activity and those who take part in it."""
    a = story.report("a", "2020-01-30", "A")
    common = {"activity": "operations", "agent": "ent:coalition"}
    a.claim("resume", day="2020-01-30", **common)
    a.claim("suspend", day="2020-01-05", **common)
    story.report("b", "2020-01-06", "B").claim("suspend", day="2020-01-05", **common)
    story.report("c", "2020-01-06", "C").claim(
        "suspend", day="2020-01-05", activity="training", agent="ent:other"
    )

    assert states(story) == {
        "activity operations: ent:coalition": [
            ("2020-01-05", "suspended"),
            ("2020-01-05", "suspended"),
            ("2020-01-30", "resumed"),
        ]
    }


def test_a_permission_and_what_it_permits_are_one_thread(story: Any) -> None:
    """Pending in one report, in place in a later one: a thread and no contradiction."""
    story.report("a", "2020-01-30").claim("approve", factuality="pending", subject="system")
    story.report("b", "2020-03-30").claim("deploy", object="system", place="khan")
    incident_list = incidents.link(story.analyses)

    (thread,) = threads.find(incident_list, bench(story.analyses, ()))

    assert [(str(s.said), s.state, s.place) for s in thread.states] == [
        ("2020-01-30", "permission pending", None),
        ("2020-03-30", "in place", "Khan al-Ward"),
    ]
    state = thread.on(date(2020, 2, 15))
    assert state is not None
    assert state.state == "permission pending"
    assert thread.on(date(2020, 1, 1)) is None
    assert thread.tensions == ()


def test_a_contrary_state_without_a_day_is_a_tension(story: Any) -> None:
    """«It has been suspended since» against an earlier resumption is shown, not resolved."""
    common = {"activity": "operations", "agent": "ent:coalition"}
    story.report("a", "2020-01-30", "A").claim("resume", day="2020-01-30", **common)
    story.report("b", "2020-05-04", "B").claim("suspend", by="spokesman", **common)

    (thread,) = threads.find(incidents.link(story.analyses), bench(story.analyses, ()))

    assert [(v.outcome, v.text) for v in thread.tensions] == [
        (
            "conflicts",
            "«spokesman» has it suspended, without a day, on 2020-05-04; "
            "«A» had it resumed by 2020-01-30",
        )
    ]


def test_forces_of_different_scope_do_not_conflict(story: Any) -> None:
    """Other forces, or another place: two numbers side by side."""
    story.report("a", "2020-01-30").claim(
        "presence", agent="ent:us", place="iraq", counts=[story.count(5200, None, unit="soldier")]
    )
    story.report("b", "2020-03-30").claim(
        "presence", agent="ent:coalition", place="khan",
        counts=[story.count(1100, None, unit="soldier", mod="MORE_THAN")],
    )  # fmt: skip

    (thread,) = threads.find(incidents.link(story.analyses), bench(story.analyses, ()))

    assert (thread.kind, [v.outcome for v in thread.tensions]) == ("forces", ["scope"])


def test_a_denial_finds_the_statement_that_it_denies(story: Any) -> None:
    """Of somebody whom it names, before it in the same report."""
    report = story.report("a", "2021-02-27")
    report.claim("airstrike", by="ent:secretary")
    report.claim("airstrike", by="ent:general")
    report.claim("deny", agent="ent:state", target="ent:secretary")

    (denial,) = denials.find(story.analyses)

    assert (denial.by, denial.of, denial.claims) == ("ent:state", "ent:secretary", ("clm:a0",))


def test_a_smaller_count_of_a_body_that_gave_a_greater_one_counts_a_part(story: Any) -> None:
    """«27 injured ... 14 have left the hospital»: no contradiction."""
    report = story.report("a", "2024-05-15", "Alpha")
    report.claim("bombing", day="2024-05-14", place="khan", by="دائرة الصحة",
                 counts=[story.count(27, "injured")])  # fmt: skip
    report.claim("casualties", by="مدير إعلام الدائرة", counts=[story.count(14, "injured")])
    story.report("b", "2024-05-15", "Beta").claim(
        "bombing", day="2024-05-14", place="khan", by="command", counts=[story.count(17, "injured")]
    )

    (incident,) = incidents.link(story.analyses)
    found = compare(incident, story.analyses, ())

    assert [(v.outcome, v.text) for v in found if v.field == "injured"] == [
        ("scope", "«دائرة الصحة» gives 27 injured, «مدير إعلام الدائرة» gives 14 injured"
         " (part of them): not the same are counted"),
        ("conflicts", "«دائرة الصحة» gives 27 injured, «command» gives 17 injured"),
        ("scope", "«مدير إعلام الدائرة» gives 14 injured (part of them), «command» gives 17"
         " injured: not the same are counted"),
    ]  # fmt: skip


def test_who_denies_to_have_done_it_does_not_deny_that_it_was_done(story: Any) -> None:
    """The denial is of the agent."""
    story.report("a", "2024-05-14", "Alpha").claim("bombing", day="2024-05-14", place="khan")
    story.report("b", "2024-05-15", "Beta").claim(
        "bombing", day="2024-05-14", place="khan", by="group", factuality="denied", agent="group"
    )

    (incident,) = incidents.link(story.analyses)
    found = compare(incident, story.analyses, ())

    assert [(v.field, v.outcome) for v in found if v.outcome in {"denies", "conflicts"}] == [
        ("agent", "denies")
    ]
