"""Entities of one report: joined, located, with countries; and spellings compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.annotate import name
from tawatur.model.claim import Entity
from tawatur.model.text import Span
from tawatur.resolve import context, entities
from tawatur.resolve.names import JOINED, POSSIBLE, compare, skeleton
from tawatur.rules.language import arabic


def resolved(text: str) -> tuple[list[tuple[str, str]], dict[str, Entity]]:
    """(words, entity) of each name, and the entities by id."""
    scan = arabic().scan(text)
    names, found = entities.resolve(scan, arabic(), name.annotate(scan, arabic()))
    return [(one.span.of(text), one.entity or "") for one in names], {one.id: one for one in found}


def test_person_joined_by_surname_and_office() -> None:
    """The full name, the surname and the office are one person, who keeps the title."""
    text = (
        "صرح المتحدث باسم وزارة الهجرة العراقية علي جهاكير للصحفيين. وأوضح جهاكير أن العودة بدأت. "
        "وأكد المتحدث باسم وزارة الهجرة العراقية أن المخيم أغلق."
    )
    names, found = resolved(text)
    people = {entity for words, entity in names if found[entity].kind == "person"}

    assert len(people) == 1
    person = found[people.pop()]
    assert person.name == "علي جهاكير"
    assert person.role_title == "المتحدث باسم وزارة الهجرة العراقية"
    assert person.aliases == ("علي جهاكير", "جهاكير", "المتحدث")


def test_short_form_of_a_body() -> None:
    """A body named without its last adjective is the one named in full; another one is not."""
    names, _ = resolved(
        "استقبلت البلدة بعثة الترميم. وقالت بعثة الترميم الدولية إنها ستبقى. "
        "وغادرت بعثة الرصد الدولية."
    )
    bodies = {words: entity for words, entity in names if words.startswith("بعثة")}

    assert bodies["بعثة الترميم"] == bodies["بعثة الترميم الدولية"] != bodies["بعثة الرصد الدولية"]


def test_bodies_of_a_state() -> None:
    """Two phrasings and a short form are one body; its id, country and sector are curated."""
    names, found = resolved(
        "أعلنت القوات الأمنية العراقية ضبط أسلحة. "
        "وقالت قوات الأمن العراقية إن القوات الأمنية تتابع."
    )

    assert {entity for _, entity in names} == {"ent:IQ-security-forces"}
    body = found["ent:IQ-security-forces"]
    assert (body.name_en, body.country, body.sector) == ("Iraqi security forces", "IQ", "MIL")


def test_spelling_of_nationality_does_not_split() -> None:
    """«الأميركية» and «الأمريكية» name one body."""
    names, _ = resolved("وصلت القوات الأميركية أمس. وغادرت القوات الأمريكية اليوم.")

    assert [entity for _, entity in names] == ["ent:US-forces", "ent:US-forces"]


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("انفجار في مدينة البصرة جنوب العراق", "البصرة", "ent:gn:99532"),
        ("زار محافظة البصرة في العراق", "البصرة", "ent:IQ-BA"),
        ("اجتماع في محافظة صلاح الدين العراقية", "صلاح الدين", "ent:IQ-SD"),
        ("بحثت إيران والعراق الحدود", "إيران", "ent:IR"),
        ("أعلنت واشنطن أنها تدرس الرد", "واشنطن", "ent:US-government"),
        ("عملية في إقليم كردستان العراق", "إقليم كردستان العراق", "ent:kurdistan-region"),
        ("قصف على قاعدة حرير قرب أربيل", "قاعدة حرير", "ent:harir-base"),
        ("وصلوا إلى طرابلس الليبية من تونس", "طرابلس", "ent:gn:2210247"),
        ("غادر من لوس أنجلس الأميركية إلى موسكو", "موسكو", "ent:gn:524901"),
    ],
)
def test_place_is_decided(text: str, words: str, entity: str) -> None:
    """Countries outrank towns; type words, size and what else is named decide the rest."""
    assert (words, entity) in resolved(text)[0]


@pytest.mark.parametrize(
    ("text", "country", "basis"),
    [
        ("قالت وزارة الدفاع إن قواتها انسحبت من تعز في اليمن", "YE", (context.ONLY,)),
        ("قالت وزارة الدفاع إن وفدا من إيران زار تركيا", None, ()),
    ],
)
def test_body_without_nationality(text: str, country: str | None, basis: tuple[str, ...]) -> None:
    """A ministry belongs to the only country of its report, with the reason, or stays open."""
    names, found = resolved(text)
    body = found[dict(names)["وزارة الدفاع"]]

    assert (body.country, body.basis) == (country, basis)


def test_body_of_the_dateline() -> None:
    """Where several countries are named, the dateline's decides, then the outlet's."""
    text = "بغداد - قالت وزارة الدفاع إن وفدا من إيران زار تركيا"
    scan = arabic().scan(text)
    names = name.annotate(scan, arabic())
    home = context.Home(Span(0, 5))
    outlet = context.Home(outlet="Anadolu Agency")

    by = [
        next(e for e in entities.resolve(scan, arabic(), names, one)[1] if e.sector == "MIL")
        for one in (home, outlet)
    ]

    assert [(one.id, one.basis) for one in by] == [
        ("ent:IQ-ministry-defence", (context.DATELINE,)),
        ("ent:TR-ministry-defence", (context.OUTLET,)),
    ]


def test_person_keeps_body_country_and_latin_form() -> None:
    """The role's body and its country; the report's own Latin form, else a transliteration."""
    _, found = resolved(
        "قال الناطق باسم وزارة الداخلية العراقية سعد معن (Saad Maan) إن الحملة مستمرة. "
        "والتقى الرئيس السوري وائل الشامي."
    )
    people = {one.name: one for one in found.values() if one.kind == "person"}

    first, second = people["سعد معن"], people["وائل الشامي"]
    assert (first.organisation, first.country) == ("ent:IQ-ministry-interior", "IQ")
    assert first.latin == "Saad Maan"
    assert (second.country, second.latin) == ("SY", "Wail al-Shami")


def test_other_spelling_of_one_person() -> None:
    """A full name or a surname spelled otherwise later in the report is the same person."""
    names, found = resolved(
        "قال الباحث بيتر غودمان إن الأمر معقد. وأضاف بيتر جودمان، مؤلف الكتاب، أن التقرير ناقص. "
        "ولم يذكر جودمان أسماء."
    )

    assert len({entity for _, entity in names if found[entity].kind == "person"}) == 1


def test_quoted_brigade_is_the_brigade() -> None:
    """«فصيل "لواء ..."» and «لواء ...» are one body."""
    names, _ = resolved('هاجم فصيل "لواء الوادي" المقر. وقال لواء الوادي إنه انسحب.')

    assert len(names) == 2
    assert len({entity for _, entity in names}) == 1


def test_near_is_not_the_place_itself() -> None:
    """A base known only by the town beside it has the town's point, at precision 2."""
    names, found = resolved("استهدفت طائرة مسيرة قاعدة سنجار العسكرية في العراق")
    base = found[dict(names)["قاعدة سنجار"]]

    assert (base.kind, base.country, base.geo_precision) == ("facility", "IQ", 2)
    assert base.radius_km is not None
    assert base.radius_km > 15
    assert base.id != "ent:sinjar"


def test_unknown_village_is_not_located() -> None:
    """A village that the gazetteer lacks is kept without coordinates."""
    names, found = resolved("سقط صاروخ في قرية الطوالعة")
    village = found[dict(names)["قرية الطوالعة"]]

    assert (village.lat, village.lon, village.geo_precision) == (None, None, None)


# --- spellings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("مايلز كاجينز", "مايلز كاغينز"),
        ("عادل عبد المهدي", "عادل عبدالمهدي"),
        ("سيرغي لافروف", "سيرجي لافروف"),
        ("بنيامين نتنياهو", "بنيامين نتانياهو"),
        ("بلاك ووتر", "بلاكووتر"),
        ("إيمانويل ماكرون", "ايمانويل ماكرون"),
    ],
)
def test_same_name(a: str, b: str) -> None:
    """Spellings of one name score above the threshold of joining, either way round."""
    assert compare(a, b).score >= JOINED
    assert compare(a, b).score == compare(b, a).score


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("حسن نصر الله", "حسين نصر الله"),
        ("حيدر العبادي", "حيدر العابدي"),
        ("محمد الحلبوسي", "محمد الكربولي"),
        ("كتائب حزب الله", "كتائب الإمام علي"),
    ],
)
def test_other_name(a: str, b: str) -> None:
    """Arabic names are told apart by a vowel; one other word is another name."""
    assert compare(a, b).score < POSSIBLE


def test_part_of_a_name_is_possible_only() -> None:
    """A surname alone is no proof across reports."""
    found = compare("أردوغان", "رجب طيب أردوغان")

    assert POSSIBLE <= found.score < JOINED
    assert found.reasons == ("1 of 3 words, surname alike",)


def test_skeleton() -> None:
    """The consonants by sound, doubles once."""
    assert skeleton("كاجينز") == skeleton("غاكينز")
    assert skeleton("سليماني") != skeleton("رمضاني")


@given(st.text(max_size=200), st.text(max_size=200))
def test_compare_any_text(a: str, b: str) -> None:
    """Any two strings can be compared, in [0, 1], alike both ways."""
    found = compare(a, b)

    assert 0.0 <= found.score <= 1.0
    assert found.score == compare(b, a).score
