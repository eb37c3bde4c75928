"""Entities of one report: joined, located, with countries; and spellings compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.annotate import name
from tawatur.model.claim import Entity
from tawatur.resolve import entities
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
        ("هبطت الطائرة في واشنطن ليلا", "واشنطن", "ent:washington-dc"),
        ("عملية في إقليم كردستان العراق", "إقليم كردستان العراق", "ent:kurdistan-region"),
        ("قصف على قاعدة حرير قرب أربيل", "قاعدة حرير", "ent:harir-base"),
        ("وصلوا إلى طرابلس الليبية من تونس", "طرابلس", "ent:gn:2210247"),
        ("غادر من لوس أنجلس الأميركية إلى موسكو", "موسكو", "ent:gn:524901"),
    ],
)
def test_place_is_decided(text: str, words: str, entity: str) -> None:
    """Countries outrank towns; type words, size and what else is named decide the rest."""
    assert (words, entity) in resolved(text)[0]


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
