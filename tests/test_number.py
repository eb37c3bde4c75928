"""Numbers in figures and words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.annotate import number
from tawatur.annotate.number import Number
from tawatur.rules.language import arabic


def numbers(text: str, kind: str = "number") -> list[tuple[str, float]]:
    """The numbers that are found, with their words."""
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    found = []
    for hit in scan.hits.all(kind):
        assert isinstance(hit.mention, Number)
        span = scan.words.folded.span(hit.start, hit.end)
        found.append((span.of(text), hit.mention.value))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("٥٢٠٠ مقاتل", [("٥٢٠٠", 5200)]),
        ("۱٬۱۰۰ جندي", [("۱٬۱۰۰", 1100)]),
        ("1.200 نازح", [("1.200", 1200)]),
        ("1.200 مليون", [("1.200 مليون", 1_200_000)]),
        ("4٫5 طن", [("4٫5", 4.5)]),
        ("12،5 مليون", [("12،5 مليون", 12_500_000)]),
        ("10 000 لاجئ", [("10 000", 10_000)]),
        ("خمس مئة شخص", [("خمس مئة", 500)]),
        ("ثلاث و ثلاثون غارة", [("ثلاث و ثلاثون", 33)]),
        ("أحد عشر ألفا وستمائة", [("أحد عشر ألفا وستمائة", 11_600)]),
        ("مليونا نازح", [("مليونا", 2_000_000)]),
        ("مليون ونصف المليون", [("مليون ونصف المليون", 1_500_000)]),
        ("مليون و200 ألف", [("مليون و200 ألف", 1_200_000)]),
        ("نصف مليار دولار", [("نصف مليار", 500_000_000)]),
        ("بين 20 و30", [("20", 20), ("30", 30)]),
        ("بأربعة صواريخ", [("أربعة", 4)]),
        ("طائرة إف-16 ومعسكر K1 وكوفيد-19", []),
        ("كمية من السلاح", []),
        ("لم يصب أحد", []),
        ("الثلاثاء والأربعاء والخميس", []),
    ],
)
def test_number_value(text: str, expected: list[tuple[str, float]]) -> None:
    """Figures of three scripts and words in all spellings give their value and their words."""
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في الحادي والعشرين من الشهر", [("الحادي والعشرين", 21)]),
        ("للمرة الثالثة", [("الثالثة", 3)]),
        ("المرتبة الخامسة عشرة", [("الخامسة عشرة", 15)]),
        ("تحقيق أولي", []),
    ],
)
def test_number_ordinal(text: str, expected: list[tuple[str, float]]) -> None:
    """Ordinals are one mention with their tens."""
    assert numbers(text, "ordinal") == expected
    assert numbers(text) == []


UNITS = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
FEMININE = ["", "إحدى", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"]
TENS = ["", "عشر", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
HUNDREDS = [
    "",
    "مئة",
    "مئت",
    "ثلاثمئة",
    "أربعمئة",
    "خمسمئة",
    "ستمئة",
    "سبعمئة",
    "ثمانمئة",
    "تسعمئة",
]


def below_hundred(value: int, feminine: bool, oblique: bool) -> str:
    """The words of a number from 1 to 99."""
    units = FEMININE if feminine else UNITS
    if value < 10:
        word = "واحدة" if feminine and value == 1 else units[value]
        return word.replace("تان", "تين").replace("نان", "نين") if oblique else word
    if value == 10:
        return "عشر" if feminine else "عشرة"
    tens, unit = divmod(value, 10)
    if tens == 1:
        ten = "عشرة" if feminine else "عشر"
        if unit == 1:
            return f"{'إحدى' if feminine else 'أحد'} {ten}"
        if unit == 2:
            return f"{'اثنت' if feminine else 'اثن'}{'ي' if oblique else 'ا'} {ten}"
        return f"{units[unit]} {ten}"
    name = TENS[tens] + ("ين" if oblique else "ون")
    if not unit:
        return name
    first = below_hundred(unit, feminine, oblique)
    return f"{'إحدى' if feminine and unit == 1 else first} و{name}"


def below_thousand(value: int, feminine: bool, oblique: bool) -> str:
    """The words of a number from 1 to 999."""
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return below_hundred(rest, feminine, oblique)
    word = HUNDREDS[hundreds] + (("ين" if oblique else "ان") if hundreds == 2 else "")
    return f"{word} و{below_hundred(rest, feminine, oblique)}" if rest else word


def scaled(count: int, scale: tuple[str, str, str, str], oblique: bool) -> str:
    """So many thousands or millions."""
    one, two_nominative, two_oblique, plural = scale
    if count == 1:
        return one
    if count == 2:
        return two_oblique if oblique else two_nominative
    words = below_thousand(count, False, oblique)
    return f"{words} {plural if 3 <= count % 100 <= 10 else one}"


THOUSAND = ("ألف", "ألفان", "ألفين", "آلاف")
MILLION = ("مليون", "مليونان", "مليونين", "ملايين")


def spelled(value: int, feminine: bool, oblique: bool) -> str:
    """The words of a number from 1 to 10 million."""
    parts = []
    millions, rest = divmod(value, 1_000_000)
    thousands, rest = divmod(rest, 1000)
    if millions:
        parts.append(scaled(millions, MILLION, oblique))
    if thousands:
        parts.append(scaled(thousands, THOUSAND, oblique))
    if rest:
        parts.append(below_thousand(rest, feminine, oblique))
    return " و".join(parts)


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 10_000_000), st.booleans(), st.booleans())
def test_number_reads_what_is_spelled(value: int, feminine: bool, oblique: bool) -> None:
    """Every number up to ten million is read back in each gender and case."""
    words = spelled(value, feminine, oblique)

    assert numbers(f"بلغ {words} هنا") == [(words, value)]


def test_number_reads_all_small_numbers() -> None:
    """Every number up to 1200 in each gender and case is read back."""
    for value in range(1, 1201):
        for feminine, oblique in ((False, False), (True, False), (False, True), (True, True)):
            words = spelled(value, feminine, oblique)

            assert numbers(words) == [(words, value)]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0123456789٠١٢٣.,،٬٫ /-:%وألفمئةعشرنص\n"), max_size=60))
def test_number_survives_anything(text: str) -> None:
    """No mixture of figures, separators and letters crashes the reader; spans lie inside."""
    assert all(found in text for found, _ in numbers(text))
