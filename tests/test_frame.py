"""The frame of a document: furniture, headings, datelines, bylines and credits."""

from __future__ import annotations

import pytest

from tawatur.annotate import frame, number, timex
from tawatur.model.frame import Frame
from tawatur.model.text import Document
from tawatur.rules.language import arabic

BODY = "قال مصدر أمني إن قذيفتين سقطتا قرب السوق من دون وقوع إصابات بين المدنيين في المكان."


def framed(text: str) -> Frame:
    lang = arabic()
    scan = lang.scan(text)
    number.annotate(scan, lang)
    timex.annotate(scan, lang)
    return frame.annotate(scan, lang, Document("a", text))


@pytest.mark.parametrize(
    ("line", "agency", "outlet"),
    [
        ("(سبوتنيك - 3 آذار 2021) ", "Sputnik", None),
        ("(أ ف ب) - ", "Agence France-Presse", None),
        ("بغداد (رويترز) - ", "Reuters", None),
        ("دمشق - سانا - ", "Syrian Arab News Agency", None),
        ("غزة/ الأناضول: ", "Anadolu Agency", None),
        ("(شفق نيوز / رويترز - 3 آذار 2021) ", "Reuters", "Shafaq News"),
        ("إسطنبول/ نادر قره/ الأناضول: ", "Anadolu Agency", None),
        ("بغداد/ المسلة: ", None, "Al-Masalah"),
        ("الخرطوم 5-7-2022 (سونا) - ", "Sudan News Agency", None),
        ("دمشق - «القدس العربي» - وكالات: ", "agencies (unnamed)", "Al-Quds Al-Arabi"),
        ("بغداد · رويترز · ", "Reuters", None),
        ("طرابلس • سونا | ", "Sudan News Agency", None),
        ("(السبت) ", None, None),
        ("", None, None),
    ],
    ids=[
        "bracket",
        "abbreviation",
        "city",
        "dash",
        "slash",
        "outlet-agency",
        "reporter",
        "site",
        "date",
        "three",
        "dots",
        "bullet",
        "weekday",
        "none",
    ],
)
def test_dateline(line: str, agency: str | None, outlet: str | None) -> None:
    """A dateline says through whom the text came."""
    text = line + BODY
    found = framed(text)

    assert (found.agency, found.outlet) == (agency, outlet)
    assert (found.dateline.of(text) if found.dateline else "") == (
        line.strip() if agency or outlet else ""
    )


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        ("المصدر: رويترز", "Reuters"),
        ("(وكالات)", "agencies (unnamed)"),
        ("أ ف ب", "Agence France-Presse"),
        ("المصدر : الجزيرة + وكالات", "agencies (unnamed)"),
        ("واتفق الطرفان على لقاء جديد.", None),
    ],
    ids=["source", "bracket", "alone", "two", "none"],
)
def test_closing_credit(last: str, agency: str | None) -> None:
    """An agency on the last line is credited; other last lines credit nobody."""
    assert framed(f"{BODY}\n{BODY}\n{last}").agency == agency


def test_furniture_headings_and_byline() -> None:
    """Menu words and Latin crumbs are furniture, short lines without a stop are headings."""
    text = "\n".join(
        [
            "adsbox",
            "قذيفتان قرب السوق ولا إصابات",
            "كتب - قسم الأخبار",
            BODY,
            "موقف الحكومة",
            BODY,
            "اقرأ أيضاً: هدنة جديدة في الجنوب",
            "اظهر المزيد",
        ]
    )
    found = framed(text)

    assert [span.of(text) for span in found.boilerplate] == [
        "adsbox", "كتب - قسم الأخبار", "اقرأ أيضاً: هدنة جديدة في الجنوب", "اظهر المزيد",
    ]  # fmt: skip
    assert [span.of(text) for span in found.headings] == [
        "قذيفتان قرب السوق ولا إصابات",
        "موقف الحكومة",
    ]
    assert [span.of(text) for span in (found.byline,) if span] == ["كتب - قسم الأخبار"]


def test_a_single_sentence_is_its_own_text() -> None:
    """Where nothing but furniture stands, nothing is dropped; no heading without a body."""
    assert framed("المزيد") == Frame()
    assert framed("انفجار قرب السوق") == Frame()


def test_exclusive_statement_to_the_own_reporter() -> None:
    """«تصريح خاص لمراسل» an agency: the text is that agency's own."""
    text = f'أكد الناطق في تصريح خاص لمراسلة "سبوتنيك" أن الطريق فتح.\n{BODY}'

    assert framed(text).agency == "Sputnik"
