"""Independent originators, and the chains that are shown and drawn of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from tawatur.cli.chains import chain_lines
from tawatur.export.chain import record
from tawatur.export.chain_drawing import draw
from tawatur.link import incidents, reuse
from tawatur.link.independence import Independence, independence
from tawatur.model.claim import Reuse

WIRE = (
    "قتل أربعة من حراس المخزن وأصيب سبعة آخرون حين سقطت قذيفتان على بوابته الغربية فجر اليوم.\n"
    "وذكر قائد الحراسة أن المهاجمين انسحبوا نحو الوادي قبل وصول الدعم بنحو نصف ساعة تقريبا.\n"
    "ولم تعرف بعد الجهة التي نفذت الهجوم ولا عدد من شاركوا فيه بحسب لجنة البلدة.\n"
)
OTHER = (
    "افتتح المجلس المحلي أمس مدرسة جديدة في الحي الشمالي بعد ترميم استمر عشرة أشهر كاملة.\n"
    "وقالت مديرة المدرسة إن التلاميذ سيعودون إلى صفوفهم مطلع الأسبوع القادم إن شاء الله.\n"
)

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


# --- chains --------------------------------------------------------------------------------------


def recorded(story: Any, edges: Sequence[Reuse] = ()) -> dict[str, Any]:
    claims = [claim for analysis in story.analyses for claim in analysis.claims]
    return record("inc:1", claims, {one.document.id: one for one in story.analyses}, edges)


def test_a_chain_shows_every_way_and_why_ways_are_one(story: Any) -> None:
    """An unnamed source stays in the chain; what is merged is merged by a sentence."""
    story.report("a", "2024-05-14", "Alpha").claim("bombing", by="المتحدث", via="Wire")
    story.report("b", "2024-05-15", "Beta").claim("bombing", by="المتحدث")
    story.report("c", "2024-05-15", "Gamma").claim("bombing", by="مصدر", anonymous=True)

    found = recorded(story)

    assert (found["reports"], found["outlets"], found["texts"]) == (3, 3, 3)
    assert [(o["name"], o["anonymous"]) for o in found["originators"]] == [
        ("المتحدث", False),
        ("مصدر", True),
    ]
    assert [
        (w["number"], w["outlet"], [x["who"] for x in w["through"]]) for w in found["ways"]
    ] == [
        (1, "Beta", []),
        (2, "Alpha", ["Wire"]),
        (3, "Gamma", []),
    ]
    assert found["reasons"] == [
        {"ways": [1, 2], "rule": "same-source", "text": "both credit «المتحدث»"}
    ]
    assert [line for line in chain_lines(found) if line.startswith("  one")] == [
        "  one        1 = 2  both credit «المتحدث»"
    ]


def test_a_copied_report_is_drawn_with_where_it_came_from(story: Any) -> None:
    """Two outlets with one agency text have one originator, and the picture says so."""
    line = WIRE.split("\n")[0]
    for id_, day, outlet in (("w", "2024-05-14", "Wire"), ("n", "2024-05-15", "News")):
        story.report(id_, day, outlet, line).claim("attack", trigger="سقطت", sentence=0)
    edges = reuse.find(
        [one.document for one in story.analyses],
        days={one.document.id: one.published.day for one in story.analyses},
    )

    found = recorded(story, edges)

    assert [o["name"] for o in found["originators"]] == ["Wire"]
    assert [(c["document"], c["other"], c["taken"]) for c in found["copies"]] == [
        ("w", "n", False),
        ("n", "w", True),
    ]
    assert 'stroke-dasharray="2 3"' in draw(found).split("text taken over")[0]


def test_a_hostile_name_cannot_break_the_picture(story: Any) -> None:
    """Markup is text, characters that turn the line are dropped, and it stays well-formed."""
    evil = '<script>alert(1)</script>\x00\u202e"&]]>' + "طويل " * 40
    story.report("a", "2024-05-14", evil).claim("bombing", by=evil)

    picture = draw(recorded(story), evil)

    tree = ElementTree.fromstring(picture)
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} == {
        "svg", "title", "rect", "text", "line", "path",
    }  # fmt: skip
    assert "\u202e" not in picture
    assert "\x00" not in picture
    assert not re.search(r"(href|src|url\(|@import|<style)", picture)
