"""Who and what is meant by words that name nobody, and where «من» names a place that was left."""

from __future__ import annotations

from tawatur.model.claim import Analysis
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic


def read(text: str) -> Analysis:
    """A text that stands alone."""
    return analyse(Document("example", text), arabic())


def test_the_first_person_plural_is_the_body_that_is_spoken_for() -> None:
    """«سنستأنف عملياتنا» in a quotation has its speaker's body as agent."""
    text = (
        "أكد الناطق باسم التحالف الدولي مروان الخطيب أن التوقف انتهى."
        ' وقال "إننا سنستأنف عملياتنا مع الحكومة".'
    )
    event = read(text).claims[-1].event
    [agent] = [a for a in event.arguments if a.role == "agent"]
    assert agent.span.of(text) == "التحالف الدولي"
    assert agent.entity is not None


def test_who_is_quoted_is_no_agent_of_what_others_do() -> None:
    """A verb in the third person leaves the agent open."""
    text = 'وقال الناطق باسم التحالف الدولي مروان الخطيب "ستستأنف العمليات قريبا".'
    [event] = [c.event for c in read(text).claims if c.event.type == "resume"]
    assert not [a for a in event.arguments if a.role == "agent"]


def test_a_weapon_without_a_name_is_the_one_named_before() -> None:
    """«بطارية أخرى» behind «صواريخ باتريوت» is of that system."""
    text = "نشر الجيش صواريخ باتريوت في الميناء. ووصلت بطارية أخرى إلى المطار."
    analysis = read(text)
    moved = [
        a.entity
        for c in analysis.claims
        if c.event.type == "deploy"
        for a in c.event.arguments
        if a.role == "object"
    ]
    assert len(moved) == 2
    assert moved[0] == moved[1] is not None


def test_a_weapon_is_nothing_where_two_systems_were_named() -> None:
    """Which of them is meant cannot be told."""
    text = "نشر الجيش صواريخ باتريوت وصواريخ اس 300 في الميناء. ووصلت بطارية أخرى إلى المطار."
    last = read(text).claims[-1].event
    assert [a.entity for a in last.arguments if a.role == "object"] == [None]


def test_the_country_of_an_adjective_is_the_one_the_report_names() -> None:
    """«الغارة الأميركية» is a deed of the United States, if they are in the report."""
    text = "دمرت الغارة الأميركية على القاعدة حظيرتين. ولم تعلق الولايات المتحدة."
    [event] = [c.event for c in read(text).claims if c.event.type == "airstrike"]
    assert [a.entity for a in event.arguments if a.role == "agent"] == ["ent:US"]


def test_a_country_that_the_report_does_not_name_is_no_entity() -> None:
    """No argument points to an entity that the record lacks."""
    text = "دمرت الغارة الأميركية على القاعدة حظيرتين."
    analysis = read(text)
    known = {one.id for one in analysis.entities}
    assert {a.entity for c in analysis.claims for a in c.event.arguments} <= known | {None}


def test_a_place_is_left_only_behind_words_of_setting_out() -> None:
    """«أجزاء من الموصل» is where it happened; «انطلقت من الموصل» is not."""
    struck = read("قصفت المدفعية أجزاء من الموصل فجرا").claims[0]
    left = read("دمرت غارة نفذتها طائرة انطلقت من الموصل مخزنا").claims[0]
    assert struck.place is not None
    assert left.place is None
