"""Copies, incidents and independent originators."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from tawatur.link import fingerprint, incidents, reuse, tables
from tawatur.link.independence import Independence, independence
from tawatur.model.claim import Analysis, Reuse
from tawatur.model.text import Document

# --- copies --------------------------------------------------------------------------------------

WIRE = (
    "قتل أربعة من حراس المخزن وأصيب سبعة آخرون حين سقطت قذيفتان على بوابته الغربية فجر اليوم.\n"
    "وذكر قائد الحراسة أن المهاجمين انسحبوا نحو الوادي قبل وصول الدعم بنحو نصف ساعة تقريبا.\n"
    "ولم تعرف بعد الجهة التي نفذت الهجوم ولا عدد من شاركوا فيه بحسب لجنة البلدة.\n"
)
OTHER = (
    "افتتح المجلس المحلي أمس مدرسة جديدة في الحي الشمالي بعد ترميم استمر عشرة أشهر كاملة.\n"
    "وقالت مديرة المدرسة إن التلاميذ سيعودون إلى صفوفهم مطلع الأسبوع القادم إن شاء الله.\n"
)


def edges(*documents: Document, **options: Any) -> list[tuple[str, str, str, bool]]:
    return [(e.source, e.copy, e.kind, e.directed) for e in reuse.find(documents, **options)]


def test_copies_and_their_direction() -> None:
    """Who copied is said only where credit or days prove it."""
    wire = Document("w", WIRE, outlet="المنارة")
    marked = Document("m", WIRE.replace("قتل", "قُتِلَ"), outlet="الديوان")
    longer = Document("p", OTHER + WIRE.split("\n")[0] + "\nالمصدر: المنارة", outlet="الديوان")

    assert edges(wire, marked, longer) == [
        ("m", "p", "passage", False),
        ("m", "w", "exact", False),
        ("w", "p", "passage", True),
    ]
    assert edges(wire, marked, days={"m": date(2024, 5, 2), "w": date(2024, 5, 1)}) == [
        ("w", "m", "exact", True)
    ]
    assert edges(wire, marked, agencies={"m": "وكالة المنارة"}) == [("w", "m", "exact", True)]


def test_a_copied_passage_has_its_place_on_both_sides() -> None:
    """Spans are of the texts as read, and a changed word does not end a passage."""
    changed = OTHER + WIRE.replace("سبعة", "ثمانية").replace("الوَادي", "الوادي")
    (edge,) = reuse.find([Document("a", WIRE), Document("b", changed)])

    ((here, there),) = edge.spans
    assert here.of(WIRE) == WIRE.strip().rstrip(".")
    assert there.of(changed) == changed[len(OTHER) :].strip().rstrip(".")
    assert (edge.coverage_source, edge.kind) == (1.0, "abridged")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(  # two reporters hear one speaker
            f"قال المتحدث مساء أمس: «{WIRE.strip()}» ثم غادر القاعة.".replace("\n", " "),
            f"وفي الندوة صرح الناطق: «{WIRE.strip()}» وشكر الحضور.".replace("\n", " "),
            id="one-quotation",
        ),
        pytest.param(
            "أعلنت بعثة الأمم المتحدة لتقديم الدعم عن أسفها. " + OTHER,
            "أعلنت بعثة الأمم المتحدة لتقديم الدعم عن زيارة. " + WIRE,
            id="stock-phrase",
        ),
        pytest.param("", WIRE, id="empty"),
    ],
)
def test_what_is_no_copy(one: str, two: str) -> None:
    """The same quotation, formulas and nothing at all make no copy."""
    assert edges(Document("a", one), Document("b", two)) == []


def test_the_frame_of_an_outlet_is_no_copy() -> None:
    """A line that an outlet prints over many reports does not join them."""
    line = "نشرة يومية موجزة تقدم لكم أبرز ما جرى في البلاد خلال أربع وعشرين ساعة كل صباح\n"
    reports = [
        Document(str(n), line + f"{body} {n}", outlet="الديوان")
        for n, body in enumerate((WIRE[:90], OTHER[:80], "ارتفعت أسعار القمح في الأسواق اليوم"))
    ]

    assert edges(*reports) == []


def test_copies_do_not_depend_on_the_order_of_documents() -> None:
    """Nor on what else is there."""
    made = [Document("a", WIRE), Document("b", WIRE + OTHER), Document("c", OTHER)]

    found = {reuse.find(order) for order in itertools.permutations(made)}

    assert len(found) == 1


@pytest.mark.parametrize("text", ["ك" * 100_000, "كلمة " * 20_000, '"' * 5_000, "\n" * 5_000])
def test_hostile_texts_end(text: str) -> None:
    """One letter, one word or one mark without end is read in linear time."""
    assert len(edges(Document("a", text), Document("b", text + " ذيل"))) <= 1


# A generator of copies with known truth: prose from our own templates, with stock phrases.


def _several(text: str) -> list[str]:
    return [item.strip() for item in text.split("|")]


_WHO = _several("""
قائد الشرطة|مدير المستشفى|رئيس البلدية|شاهد عيان|ناطق عسكري|عضو المجلس|سائق شاحنة|
مسؤول الإغاثة|أحد التجار|مهندس الشبكة|قائم مقام القضاء|طبيب الطوارئ""")
_SAID = _several("""قال|ذكر|أوضح|أضاف|أكد|بين|أفاد|صرح|لفت إلى|أشار إلى""")
_WHAT = _several("""سقطت {n} قذائف على {p} {t}|اندلع حريق في {p} {t} وأتى على {n} بيوت|
أغلقت القوات طريق {p} {t} أمام {n} شاحنة|نقل {n} جرحى من {p} {t} في سيارات خاصة|
وصلت {n} شاحنات محملة بالدقيق إلى {p} {t}|انقطعت الكهرباء عن {p} {t} مدة {n} ساعات|
تظاهر نحو {n} عاملا في {p} {t} بسبب المياه|أطلق سراح {n} محتجزين في {p} {t} بعد وساطة|
انهار جسر قرب {p} {t} وسقطت {n} مركبات|عثر على {n} عبوات في {p} {t} وفككت|
عادت {n} عائلة إلى {p} {t} بعد غياب|أصيب {n} عمال في {p} {t} بانهيار سقف|
تسلم {n} مزارعا في {p} {t} بذورا ومضخات|صادرت الدوريات {n} بندقية في {p} {t}""")
_WHERE = _several("""السوق|القنطرة|الميناء|الحي الشرقي|مخيم النهر|قرية الزيتون|التلة|المحطة|الوادي|
حي المطار|ساحة الساعة|المعمل القديم|أطراف البلدة|مزارع الضفة|طريق الجبل""")
_TIME = _several("""فجر السبت|مساء الأحد|ظهر اليوم|ليلة أمس|صباح الاثنين|قبل يومين|منتصف الليل|
عصر الخميس|أول أمس|مع ساعات الفجر|بعد صلاة الجمعة""")
_TAIL = _several("""
من دون أن يذكر السبب|وفق ما نقله السكان|في حين نفت الإدارة ذلك|وهو أمر يتكرر كل عام|
رغم الهدنة المعلنة|وسط صمت رسمي|بعد شكاوى الأهالي|على أن تعلن النتائج لاحقا|
بينما تستمر الاتصالات|ولم يصب أحد بأذى|وقد فتح تحقيق في الأمر|كما ورد في محضر البلدية""")
_STOCK = (
    "ولم تعلن أي جهة مسؤوليتها عن الحادث حتى ساعة إعداد هذا الخبر",
    "وتشهد المنطقة منذ أعوام توترا أمنيا متصاعدا أودى بحياة كثيرين من المدنيين والعسكريين",
)


def _sentence(dice: random.Random) -> str:
    what = dice.choice(_WHAT).format(
        n=dice.randint(3, 99), p=dice.choice(_WHERE), t=dice.choice(_TIME)
    )
    name = "".join(dice.choice("ابجدهوزحطيكلمنسعفصقرشت") for _ in range(5))
    return f"{dice.choice(_SAID)} {dice.choice(_WHO)} {name} إنه {what} {dice.choice(_TAIL)}"


def _prose(dice: random.Random, paragraphs: int) -> list[str]:
    made = []
    for _ in range(paragraphs):
        sentences = [_sentence(dice) for _ in range(dice.randint(2, 4))]
        if dice.random() < 0.3:
            sentences.append(dice.choice(_STOCK))
        made.append("، ".join(sentences) + ".")
    return made


def _edited(dice: random.Random, text: str, share: float) -> str:
    words = text.split(" ")
    for place in range(len(words)):
        if dice.random() < share:
            words[place] = dice.choice(("غير", "أيضا", f"{words[place]} كذلك", ""))
    return " ".join(words)


COPIERS: dict[str, Callable[[random.Random, list[str]], str]] = {
    "exact": lambda dice, wire: "\n".join(wire),
    "3%": lambda dice, wire: "\n".join([*_prose(dice, 1), _edited(dice, "\n".join(wire), 0.03)]),
    "15%": lambda dice, wire: _edited(dice, "\n".join(wire), 0.15),
    "half": lambda dice, wire: "\n".join(wire[: len(wire) // 2]),
    "paragraph": lambda dice, wire: "\n".join([*_prose(dice, 3), wire[0], *_prose(dice, 2)]),
    "paragraph 8%": lambda dice, wire: "\n".join([*_prose(dice, 4), _edited(dice, wire[0], 0.08)]),
}


def _one_story(one: str, two: str) -> bool:
    return "x" not in one[0] + two[0] and one[1:4] == two[1:4]


def test_copies_of_a_generated_corpus() -> None:
    """Recall in each class of copies, and precision over all pairs, at known truth."""
    dice = random.Random(20240514)
    documents, truth = [], {}
    for number in range(60):
        wire = _prose(dice, 6)
        documents.append(Document(f"w{number:03}", "\n".join(wire)))
        for kind, copy in COPIERS.items():
            documents.append(Document(f"c{number:03}{kind}", copy(dice, wire)))
            truth[f"w{number:03}", f"c{number:03}{kind}"] = kind
    documents += [Document(f"x{n:03}", "\n".join(_prose(dice, 6))) for n in range(120)]
    dice.shuffle(documents)

    found = {frozenset((edge.source, edge.copy)) for edge in reuse.find(documents)}

    right = {pair for pair in found if _one_story(*pair)}
    recall = {
        kind: sum(frozenset(pair) in found for pair, k in truth.items() if k == kind) / 60
        for kind in COPIERS
    }
    precision = len(right) / len(found)
    print(f"\ncopies: recall {recall}, precision {precision:.3f} of {len(found)}")
    assert min(recall.values()) >= 0.95
    assert precision >= 0.98


def test_fingerprints_are_the_same_everywhere() -> None:
    """They rest on blake2b, not on Python's own hash."""
    found = fingerprint.read(Document("a", WIRE), fingerprint.Hashes())

    assert (len(found.runs), min(found.kept)) == (len(found.words) - 4, 66282064670807831)


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


# --- independence --------------------------------------------------------------------------------


def counted(story: Any, edges: Sequence[Reuse] = ()) -> Independence:
    analyses = {analysis.document.id: analysis for analysis in story.analyses}
    return independence([c for a in story.analyses for c in a.claims], analyses, edges)


def figures(found: Independence) -> tuple[int, int, int, int]:
    return found.reports, found.outlets, found.texts, found.originators


def test_two_outlets_with_one_source_have_one_originator(story: Any) -> None:
    """They credit the same body; which rule merged them is said."""
    story.report("a", "2024-05-14", "Alpha").claim("bombing", by="ministry")
    story.report("b", "2024-05-14", "Beta").claim("bombing", by="ministry")

    found = counted(story)

    assert figures(found) == (2, 2, 2, 1)
    assert [(m.rule, m.text) for m in found.merges] == [("same-source", "both credit «ministry»")]


def test_unnamed_sources_are_never_one_across_outlets(story: Any) -> None:
    """«A security source» here and there are two; of one outlet they are not told apart."""
    story.report("a", "2024-05-14", "Alpha").claim("bombing", by="a source", anonymous=True)
    story.report("b", "2024-05-14", "Beta").claim("bombing", by="a source", anonymous=True)
    story.report("c", "2024-05-15", "Beta").claim("bombing", by="a source", anonymous=True)
    story.report("d", "2024-05-15", "Gamma").claim("bombing", by="spokesman")

    assert figures(counted(story)) == (4, 3, 4, 3)


def test_two_reports_through_one_agency_that_names_nobody(story: Any) -> None:
    """The agency is the last that can be named: they count once."""
    for id_, outlet in (("a", "Alpha"), ("b", "Beta")):
        story.report(id_, "2024-05-14", outlet).claim(
            "bombing", by="a source", anonymous=True, via="Wire"
        )

    assert [m.rule for m in counted(story).merges] == ["unnamed-by-one-carrier"]


def test_a_copied_passage_adds_no_originator(story: Any) -> None:
    """What an outlet takes over word for word is not its own word."""
    story.report("a", "2024-05-14", "المنارة", WIRE).claim("attack", trigger="قتل")
    story.report("b", "2024-05-14", "الديوان", OTHER + WIRE.split("\n")[0] + "\n").claim(
        "attack", trigger="قتل"
    )
    story.report("c", "2024-05-14", "الأيام", OTHER).claim("attack", trigger="افتتح")
    edges = reuse.find([analysis.document for analysis in story.analyses[:2]])

    found = counted(story, edges)

    assert figures(found) == (3, 3, 2, 2)
    assert [(m.rule, m.text) for m in found.merges] == [
        ("copied-passage", "99% of this paragraph stands in the text of «المنارة»")
    ]


def test_a_report_that_credits_a_source_is_no_second_voice(story: Any) -> None:
    """Its own headline does not add to the source that it credits."""
    report = story.report("a", "2024-05-14", "Alpha")
    report.claim("bombing")
    report.claim("bombing", by="ministry")

    found = counted(story)

    assert (found.originators, [m.rule for m in found.merges]) == (1, ["told-and-credited"])


def test_originators_of_an_incident_are_groups_of_claims(story: Any) -> None:
    """Each group holds the claims that rest on one originator."""
    for id_, source in (("a", "ministry"), ("b", "hospital"), ("c", "ministry")):
        story.report(id_, "2024-05-14", id_).claim(
            "bombing", day="2024-05-14", place="khan", by=source
        )

    (incident,) = incidents.link(story.analyses)

    assert incident.originators == (("clm:a0", "clm:c0"), ("clm:b0",))


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
