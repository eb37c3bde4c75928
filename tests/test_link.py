"""Incidents: which claims of many reports speak of one happening."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tawatur.link import incidents, tables
from tawatur.link.decided import Decided
from tawatur.link.directory import directory
from tawatur.link.side import side
from tawatur.link.told import told
from tawatur.model.claim import Analysis, Entity, Reuse
from tawatur.model.mention import Timex
from tawatur.model.text import Span

# --- incidents -----------------------------------------------------------------------------------


def clusters(analyses: Sequence[Analysis], edges: Sequence[Reuse] = ()) -> list[tuple[str, ...]]:
    return sorted(incident.claims for incident in incidents.link(analyses, edges))


def test_accounts_of_one_attack_are_one_incident(story: Any) -> None:
    """Day, place and kind join; another province, day or activity keeps apart."""
    a = story.report("a", "2024-05-14", "Alpha")
    a.claim("bombing", day="2024-05-14", place="khan", counts=[story.count(4)])
    a.claim("casualties", counts=[story.count(4)])
    b = story.report("b", "2024-05-15", "Beta")
    b.claim("attack", day="2024-05-14", place="market", counts=[story.count(9)])
    b.claim("bombing", day="2024-05-14", place="basra")
    c = story.report("c", "2024-06-20", "Gamma")
    c.claim("bombing", day="2024-05-01/2024-05-31", place="khan")
    c.claim("bombing", day="2024-06-19", place="khan")

    assert clusters(story.analyses) == [
        ("clm:a0", "clm:a1", "clm:b0", "clm:c0"),
        ("clm:b1",),
        ("clm:c1",),
    ]


def test_each_link_shows_its_weights(story: Any) -> None:
    """The reasons are sentences with their bits, and they add up."""
    story.report("a", "2024-05-14").claim("bombing", day="2024-05-14", place="khan", agent="x")
    story.report("b", "2024-05-14").claim("bombing", day="2024-05-14", place="khan")

    (incident,) = incidents.link(story.analyses)

    assert [
        (link.left, link.right, [(w.feature, w.bits, w.text) for w in link.weights])
        for link in incident.links
    ] == [
        (
            "clm:a0",
            "clm:b0",
            [
                ("prior", -5.0, "two claims of one kind are rarely of one happening"),
                ("type", 1.5, "both tell of bombing"),
                ("day", 3.5, "both place it on 2024-05-14"),
                ("place", 4.5, "both name Khan al-Ward"),
                ("agent", 0.0, "only one names who did it"),
            ],
        )
    ]


SAME_DAY: dict[str, Any] = {"day": "2024-05-14", "place": "khan"}


def test_what_people_decide_goes_before_every_rule(story: Any) -> None:
    """Told the same, two are one whatever speaks against it; told apart, they are two."""
    story.report("a", "2024-05-14").claim("bombing", **SAME_DAY)
    story.report("b", "2024-05-14").claim("bombing", **SAME_DAY)
    story.report("c", "2024-05-20").claim("arrest", day="2024-05-20", place="basra")
    decided = Decided(same=(("clm:b0", "clm:c0"),), different=(("clm:a0", "clm:b0"),))

    found = {each.claims: each for each in incidents.link(story.analyses, decided=decided)}

    assert sorted(found) == [("clm:a0",), ("clm:b0", "clm:c0")]
    (link,) = found["clm:b0", "clm:c0"].links
    assert [(weight.feature, weight.text) for weight in link.weights] == [
        ("judgement", "a person decided that they are of one happening")
    ]


def test_claims_of_one_text_are_told_apart_by_hand(story: Any) -> None:
    """Neither the text nor what another report tells brings them together again."""
    report = story.report("a", "2024-05-14")
    report.claim("bombing", **SAME_DAY)
    report.claim("casualties", **SAME_DAY)
    story.report("b", "2024-05-15").claim("bombing", **SAME_DAY)

    assert len(incidents.link(story.analyses)) == 1
    found = incidents.link(story.analyses, decided=Decided(different=(("clm:a0", "clm:a1"),)))

    assert sorted(incident.claims for incident in found) == [("clm:a0", "clm:b0"), ("clm:a1",)]


def test_of_decisions_that_contradict_one_another_telling_apart_stands() -> None:
    """Three that cannot all be one: the pair told apart, and the earlier of the other two."""
    decided = Decided(same=(("a", "b"), ("b", "c"), ("d", "a")), different=(("c", "a"),))

    assert list(decided.unions()) == [("a", "b"), ("d", "a")]


TOLD_APART = [
    ({"day": "2024-05-14", "place": "khan"}, {"day": "2024-05-16", "place": "khan"}),
    ({"day": "2024-05-14", "place": "khan"}, {"day": "2024-05-14", "place": "basra"}),
    ({"victim": "ent:one", "place": "khan"}, {"victim": "ent:two", "place": "khan"}),
]


@pytest.mark.parametrize(("one", "two"), TOLD_APART)
def test_a_text_tells_events_apart(story: Any, one: dict[str, str], two: dict[str, str]) -> None:
    """Different days, places or victims of one text are different events."""
    report = story.report("a", "2024-05-20")
    report.claim("killing", **one)
    report.claim("killing", **two)

    assert len(clusters(story.analyses)) == 2


def test_an_activity_is_not_another(story: Any) -> None:
    """Training suspended is not patrols suspended; what lies ahead has not happened."""
    for id_, activity, factuality in (
        ("a", "training", "actual"),
        ("b", "patrols", "actual"),
        ("c", "patrols", "possible"),
        ("d", "patrols", "actual"),
    ):
        story.report(id_, "2020-01-06").claim(
            "suspend", day="2020-01-05", activity=activity, agent="coalition", factuality=factuality
        )

    assert clusters(story.analyses) == [
        ("clm:a0",),
        ("clm:b0", "clm:d0"),
        ("clm:c0",),
    ]


def test_a_plan_for_the_day_joins_what_was_done_that_day(story: Any) -> None:
    """«They will resume today» and «they have resumed today» are one happening."""
    common = {"day": "2020-01-30", "activity": "operations", "partner": "coalition"}
    story.report("a", "2020-01-30").claim("resume", factuality="planned", **common)
    story.report("b", "2020-01-30").claim("resume", **common)

    assert clusters(story.analyses) == [("clm:a0", "clm:b0")]


def test_a_named_victim_needs_no_day(story: Any) -> None:
    """A later report that only looks back joins the incident it looks back on."""
    story.report("a", "2020-01-04").claim("killing", day="2020-01-03", victim="ent:leader")
    story.report("b", "2020-02-20").claim("killing", victim="ent:leader", place="khan")
    story.report("c", "2020-01-01").claim("killing", victim="ent:leader")

    assert clusters(story.analyses) == [("clm:a0", "clm:b0"), ("clm:c0",)]


def test_days_that_are_left_open_must_meet(story: Any) -> None:
    """A claim that allows some days joins one on such a day and no other."""
    story.report("a", "2024-05-15").claim("bombing", day="2024-05-14", place="khan")
    story.report("b", "2024-05-01/2024-05-30").claim(
        "bombing", day="2024-05-07/2024-05-14", place="khan"
    )
    story.report("c", "2024-05-01/2024-05-30").claim(
        "bombing", day="2024-05-20/2024-05-27", place="khan"
    )

    assert ("clm:a0", "clm:b0") in clusters(story.analyses)


def _world(story: Any, dice: random.Random, happenings: int, reports: int) -> None:
    places = ["khan", "basra", "market", "diyala"]
    for number in range(reports):
        happened = dice.randrange(happenings)
        day = 1 + (happened * 3) % 27
        report = story.report(f"r{number:03}", f"2024-05-{day:02}", f"o{dice.randrange(9)}")
        report.claim(
            dice.choice(["bombing", "attack"]),
            day=dice.choice([f"2024-05-{day:02}", None]),
            place=places[happened % 4],
            counts=[story.count(3 + happened + dice.choice([0, 0, 1]))],
            **dice.choice([{"agent": f"ent:g{happened % 2}"}, {}]),
        )


def test_incidents_do_not_depend_on_the_order_of_documents(story: Any) -> None:
    """The same claims give the same incidents, ids and links, however they came."""
    dice = random.Random(7)
    _world(story, dice, happenings=12, reports=60)
    first = incidents.link(story.analyses)

    for _ in range(4):
        dice.shuffle(story.analyses)
        assert incidents.link(story.analyses) == first


def test_every_claim_is_in_one_incident(story: Any) -> None:
    """Nothing is lost and nothing is counted twice."""
    _world(story, random.Random(3), happenings=8, reports=40)

    found = incidents.link(story.analyses)

    assert sorted(claim for incident in found for claim in incident.claims) == sorted(
        claim.id for analysis in story.analyses for claim in analysis.claims
    )


def test_every_type_of_the_ontology_has_a_family() -> None:
    """A new event type must say with which others it can be one happening."""
    from importlib.resources import files

    lines = files("tawatur.lang").joinpath("ar/ontology.tsv").read_text("utf-8").split("\n")
    types = [line.split("\t")[0] for line in lines if line and not line.startswith("#")][1:]

    assert [type_ for type_ in types if type_ not in tables._families()] == []


# --- one text ------------------------------------------------------------------------------------


def _told(story: Any, *lines: tuple[str, str, str, dict[str, Any]]) -> list[tuple[str, ...]]:
    """One report of sentences, each with a claim of a type on a trigger."""
    report = story.report("a", "2024-05-20", "Alpha", "\n".join(line for line, *_ in lines))
    for number, (_, type_, trigger, more) in enumerate(lines):
        report.claim(type_, trigger=trigger, sentence=number, **more)
    return clusters(story.analyses)


def test_the_attack_takes_up_the_one_told_before(story: Any) -> None:
    """A noun with the article goes with the nearest earlier event that fits; so does a toll."""
    assert _told(
        story,
        ("وقع انفجار في البلدة", "bombing", "انفجار", {"day": "2024-05-14", "place": "khan"}),
        ("وأدان المجلس الهجوم بشدة", "attack", "الهجوم", {}),
        ("وقتل ستة أشخاص", "casualties", "قتل", {"counts": [story.count(6)]}),
    ) == [("clm:a0", "clm:a1", "clm:a2")]


def test_another_attack_and_attacks_in_general_are_not_the_one_told_before(story: Any) -> None:
    """«A second one», plurals and another kind or day stay apart."""
    assert _told(
        story,
        ("وقع انفجار في البلدة", "bombing", "انفجار", {"day": "2024-05-14", "place": "khan"}),
        ("وسقطت قذائف القصف بعيدا", "shelling", "القصف", {}),
        ("وكان هجوم آخر قد وقع قبله", "attack", "هجوم", {}),
        ("وتكررت الهجمات هذا العام", "attack", "الهجمات", {}),
    ) == [("clm:a0",), ("clm:a1",), ("clm:a2",), ("clm:a3",)]


def test_a_rare_name_in_both_texts_speaks_for_one_happening(story: Any) -> None:
    """Where a claim has no place of its own, the name of the town in its sentence counts."""
    for id_, line in (("a", "هز انفجار خان الورد صباحا"), ("b", "ارتفع عدد قتلى انفجار خان الورد")):
        story.report(id_, "2024-05-14", id_, line).claim(
            "bombing", trigger="انفجار", sentence=0, day="2024-05-14"
        )
    (incident,) = incidents.link(story.analyses)

    assert [(w.feature, w.bits) for w in incident.links[0].weights if w.feature == "name"] == [
        ("name", 4.5)
    ]


def test_who_is_named_in_an_activity_did_not_suffer_it(story: Any) -> None:
    """A text may name the owner of the patrols once, and their partner then."""
    more = {"day": "2024-05-14", "place": "khan"}
    patrols = {**more, "activity": "patrols"}
    first, then = "علق الوفد الدوريات", "وجاء تعليق الدوريات"

    assert _told(
        story,
        (first, "suspend", "علق", {**patrols, "object": "coalition"}),
        (then, "suspend", "تعليق", {**patrols, "object": "army"}),
    ) == [("clm:a0", "clm:a1")]


def test_things_handed_over_are_told_apart(story: Any) -> None:
    """Of two objects without an activity each has its own event."""
    more = {"day": "2024-05-14", "place": "khan"}
    assert _told(
        story,
        ("سلم الوفد القاعدة", "handover", "سلم", {**more, "object": "coalition"}),
        ("وجرى تسليم المعسكر", "handover", "تسليم", {**more, "object": "army"}),
    ) == [("clm:a0",), ("clm:a1",)]


# --- how a text goes on --------------------------------------------------------------------------


def test_a_toll_is_not_that_of_the_killing_of_somebody_named(story: Any) -> None:
    """«No soldier was killed» after an attack in reply to a killing is of the attack."""
    assert _told(
        story,
        ("أطلقت القوة صواريخ على القاعدة", "missile-attack", "أطلقت", {"place": "khan"}),
        ("وجاء ذلك ردا على قتل القائد", "killing", "قتل", {"victim": "ent:leader"}),
        ("ولم يصب أي من الجنود", "casualties", "يصب", {"counts": [story.count(0, "injured")]}),
    ) == [("clm:a0", "clm:a2"), ("clm:a1",)]


@pytest.mark.parametrize(
    ("opening", "pieces"), [("وفي سياق منفصل، ", 2), ("وفي حادث آخر، ", 2), ("وفي التفاصيل، ", 1)]
)
def test_a_text_that_turns_elsewhere_tells_of_another_event(
    story: Any, opening: str, pieces: int
) -> None:
    """What follows «in another context» is not what was told before, whatever it has in common."""
    assert (
        len(
            _told(
                story,
                ("سقط صاروخ في البلدة", "missile-attack", "سقط", {"place": "khan"}),
                (f"{opening}سقطت قذيفتان", "missile-attack", "سقطت", {"place": "khan"}),
            )
        )
        == pieces
    )


def test_what_is_told_by_the_month_is_not_the_news_of_yesterday(story: Any) -> None:
    """«The attack of last month» in the report of another one is that of another report."""
    then = story.report("a", "2024-04-20")
    then.claim("bombing", day="2024-04-19", place="khan")
    now = story.report("b", "2024-05-03")
    now.claim("bombing", day="2024-05-02", place="khan")
    now.claim("bombing", day="2024-04-01/2024-04-30", place="khan")

    assert clusters(story.analyses) == [("clm:a0", "clm:b1"), ("clm:b0",)]


def test_a_denial_joins_no_two_events(story: Any) -> None:
    """It goes with the event that it is about, though it fits another one as well."""
    story.report("a", "2024-05-14").claim("bombing", day="2024-05-14", place="khan", agent="x")
    story.report("b", "2024-05-16").claim("bombing", day="2024-05-16", place="khan", agent="y")
    story.report("c", "2024-05-17").claim(
        "bombing", day="2024-05-14/2024-05-17", place="khan", agent="x", factuality="denied"
    )

    assert clusters(story.analyses) == [("clm:a0", "clm:c0"), ("clm:b0",)]


def test_two_provinces_are_never_one_incident(story: Any) -> None:
    """However near the towns lie, and whatever else they have in common."""
    story.entities = (
        Entity("one", "place", "أ", "One", country="IQ", lat=34.0, lon=44.0, geo_precision=1,
               radius_km=5, admin1="IQ-AA"),
        Entity("two", "place", "ب", "Two", country="IQ", lat=34.1, lon=44.0, geo_precision=1,
               radius_km=5, admin1="IQ-BB"),
    )  # fmt: skip
    for place in ("one", "two"):
        story.report(place, "2024-05-14").claim(
            "bombing", day="2024-05-14", place=place, agent="x", counts=[story.count(7)]
        )

    assert clusters(story.analyses) == [("clm:one0",), ("clm:two0",)]


def test_where_many_places_are_told_of_one_without_a_place_stays_alone(story: Any) -> None:
    """On a quiet day the same account joins the only one that fits."""
    day = {"day": "2024-05-14", "agent": "x"}
    story.report("a", "2024-05-14").claim("bombing", place="khan", **day)
    story.report("b", "2024-05-14").claim("bombing", **day)
    assert clusters(story.analyses) == [("clm:a0", "clm:b0")]

    story.report("c", "2024-05-14").claim("bombing", place="basra", day="2024-05-14")
    story.report("d", "2024-05-14").claim("bombing", place="market", day="2024-05-14")

    assert ("clm:b0",) in clusters(story.analyses)


def test_a_time_behind_two_events_is_that_of_the_nearer(story: Any) -> None:
    """«The deployment, after the approval, on 6 February» was not on that day."""
    text = "وجاء نشر المنظومة بعد أسبوعين على موافقة المجلس في السادس من شباط"
    report = story.report("a", "2024-02-20", "Alpha", text)
    for type_, trigger in (("deploy", "نشر"), ("approve", "موافقة")):
        report.claim(type_, trigger=trigger, sentence=0, day="2024-02-06")
    at = text.index("السادس")
    analysis = report.analysis
    time = Timex(Span(at, at + 6), "test", "DATE", "2024-02-06")
    timed = [replace(one, when=replace(one.when, timex=0)) for one in analysis.claims if one.when]
    analysis = replace(analysis, times=(time,), claims=tuple(timed))
    people = directory([analysis])

    days = [told(one, side(one, analysis, people), analysis).side.days for one in timed]

    assert days == [None, (date(2024, 2, 6), date(2024, 2, 6))]
