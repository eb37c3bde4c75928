"""Numbers in figures and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur.annotate import number
from tawatur.annotate.number import Number
from tawatur.evaluate.spell import Style, spelled, styles
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


STYLES = tuple(styles())
SPELLINGS = [(long, split) for long in (False, True) for split in (False, True)]
GRAMMAR = [style for style in STYLES if not style.long and not style.split]  # gender, case, place


def misread(written: Iterable[tuple[int, Style]]) -> list[tuple[str, list[float]]]:
    """The spelled numbers that are not read back, with what is read instead.

    All stand in one text, a sentence each; those of the construct have their noun behind them.
    """
    said = [
        (value, spelled(value, style), " جندي." if style.construct else ".")
        for value, style in written
    ]
    text = "\n".join(words + behind for _, words, behind in said)
    found: dict[int, list[tuple[str, float]]] = {}
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    for hit in scan.hits.all("number"):
        assert isinstance(hit.mention, Number)
        read = (scan.span(hit.first, hit.last).of(text), hit.mention.value)
        found.setdefault(scan.words.sentence_of[hit.first], []).append(read)
    return [
        (words, [number for _, number in found.get(place, [])])
        for place, (value, words, _) in enumerate(said)
        if found.get(place) != [(words, value)]
    ]


def distinct(values: Iterable[int]) -> Iterable[tuple[int, Style]]:
    """Each number in each gender and case that is spelled in its own way."""
    for value in values:
        long, split = SPELLINGS[value % 4]
        styled = [replace(style, long=long, split=split) for style in GRAMMAR]
        forms = {(spelled(value, style), style.construct): style for style in styled}
        yield from ((value, style) for style in forms.values())


def test_all_styles_to_one_thousand() -> None:
    """Zero to 1,000 in two genders, three cases, alone and before a noun, in four spellings."""
    for style in STYLES:
        assert misread((value, style) for value in range(1001)) == []


def test_all_genders_and_cases_to_ten_thousand() -> None:
    """Every number to 10,000 in each gender and case; the spellings of hundreds take turns."""
    for first in range(1001, 10_001, 1000):
        assert misread(distinct(range(first, first + 1000))) == []


def test_a_spread_of_large_numbers() -> None:
    """Numbers to ten million a large prime apart, the styles taking turns, and round ones."""
    spread = range(10_001, 10_000_001, 4409)
    assert misread((value, STYLES[turn % 48]) for turn, value in enumerate(spread)) == []
    round_ones = [n * 10**power for n in range(1, 100) for power in range(3, 6)] + [10_000_000]
    assert misread((value, style) for value in round_ones for style in STYLES[::5]) == []


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10_000_000), st.sampled_from(STYLES))
def test_number_reads_what_is_spelled(value: int, style: Style) -> None:
    """Any number up to ten million is read back in each style, inside a sentence."""
    words = spelled(value, style)
    noun = " جندي" if style.construct else ""

    assert numbers(f"بلغ عددهم {words}{noun}، وفق البيان") == [(words, value)]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0123456789٠١٢٣.,،٬٫ /-:%وألفمئةعشرنص\n"), max_size=60))
def test_number_survives_anything(text: str) -> None:
    """No mixture of figures, separators and letters crashes the reader; spans lie inside."""
    assert all(found in text for found, _ in numbers(text))
