"""An invented week: an attack with its copies and corrections, and another one in the next town."""

from __future__ import annotations

from datetime import date
from functools import cache

from tawatur.model.claim import Analysis, Incident, Reuse
from tawatur.model.text import Document
from tawatur.pipeline import analyse, relate
from tawatur.rules.language import arabic

FIRST = (
    "قتل خمسة جنود وأصيب تسعة آخرون في هجوم بسيارة مفخخة استهدف نقطة تفتيش للجيش عند مدخل مدينة"
    " تلعفر بمحافظة نينوى صباح الثلاثاء، بحسب مصدر أمني.\nوقال المصدر إن انتحاريا كان يقود السيارة"
    " فجرها عند الحاجز."
)
RISEN = (
    "ارتفعت حصيلة ضحايا التفجير الذي استهدف نقطة تفتيش في تلعفر أمس الثلاثاء إلى سبعة قتلى و12"
    " جريحا، وفق ما أفاد به مدير مستشفى تلعفر العام.\nوكانت خلية الإعلام الأمني قد أعلنت في وقت"
    " سابق مقتل أربعة جنود."
)
NEXT_TOWN = (
    "انفجرت سيارة مفخخة قرب سوق شعبي في مدينة سنجار بمحافظة نينوى ظهر اليوم الجمعة، ما أسفر عن"
    " مقتل ثلاثة مدنيين وإصابة عشرة، بحسب مصدر طبي.\nويأتي الانفجار بعد أيام من هجوم مماثل على"
    " نقطة تفتيش في تلعفر أوقع سبعة قتلى."
)
CORRECTED = (
    "صحح مستشفى تلعفر العام حصيلة تفجير الثلاثاء الماضي، وقال مديره إن ستة جنود قتلوا في التفجير"
    " بعدما كان قد أعلن مقتل سبعة."
)
REPORTS = (
    Document("first", FIRST, date(2031, 3, 4), "الراصد"),
    Document("copy", FIRST, None, "نافذة الشمال"),
    Document("risen", RISEN, date(2031, 3, 5), "البيان اليومي"),
    Document("next", NEXT_TOWN, date(2031, 3, 7), "خبر الساعة"),
    Document("corrected", CORRECTED, date(2031, 3, 9), "صدى الفرات"),
)


@cache
def week() -> tuple[list[Analysis], tuple[Reuse, ...], tuple[Incident, ...]]:
    analyses = [analyse(one, arabic()) for one in REPORTS]
    return analyses, *relate(REPORTS, analyses)


def incident(document: str, words: str, number: int = 0) -> Incident:
    """The incident of a claim, by the words of its trigger in a report."""
    analyses, _, incidents = week()
    (report,) = (one for one in analyses if one.document.id == document)
    claims = [c.id for c in report.claims if c.event.trigger.of(report.document.text) == words]
    return next(one for one in incidents if claims[number] in one.claims)


def verdicts(field: str) -> set[tuple[str, str, str]]:
    """(a report, another, rule) of all verdicts on a field."""
    home = {claim.id: one.document.id for one in week()[0] for claim in one.claims}
    return {
        (home[v.left], home[v.right], v.rule)
        for one in week()[2]
        for v in one.verdicts
        if v.field == field
    }


def test_every_claim_of_an_undated_copy_is_where_that_of_the_original_is() -> None:
    """Also one that says neither day nor place."""
    for words in ("هجوم", "قتل", "فجرها"):
        assert incident("copy", words) == incident("first", words)


def test_what_is_recalled_is_the_earlier_attack() -> None:
    """«The explosion comes days after an attack that killed seven»: neither died that day."""
    assert incident("next", "هجوم") == incident("first", "هجوم")
    assert incident("next", "قتلى") == incident("first", "هجوم")
    assert incident("next", "انفجرت") != incident("first", "هجوم")


def test_a_day_behind_an_event_is_not_that_of_the_saying() -> None:
    """«The toll of the bombing last Tuesday, and its director said»: he spoke days later."""
    assert ("first", "corrected", "rising-toll") in verdicts("killed")


def test_what_was_counted_before_is_no_conflict() -> None:
    """In the words of the report itself: «had announced earlier», «after he had announced»."""
    found = verdicts("killed")

    assert ("risen", "risen", "former-count") in found
    assert ("corrected", "corrected", "former-count") in found
