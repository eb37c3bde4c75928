"""Folding: one spelling, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.text.fold import fold, folded

ARABIC = st.characters(min_codepoint=0x600, max_codepoint=0x6FF)
TEXT = st.text(st.one_of(ARABIC, st.characters(), st.sampled_from("ﷺﻻﷲ«»“”‘’\u200f\u202bـ٢۲")))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("أعلنَت", "اعلنت"),
        ("ابريــلَ", "ابريل"),
        ("ﻻ إله", "لا اله"),
        ("۵۲۰۰ و٥٢٠٠", "5200 و5200"),
        ("١٬١٠٠٫٥٪", "1,100.5%"),
        ("«نعم» “نعم” ‘نعم’ ”نعم”", '"نعم" "نعم" "نعم" "نعم"'),
        ("پاکستان", "پاكستان"),
        ("ـ", ""),
        ("مستشفى", "مستشفي"),
    ],
)
def test_fold_brings_spellings_together(written: str, expected: str) -> None:
    """Marks, tatweel, presentation forms, digits, quotes and letter variants fold."""
    assert fold(written).text == expected
    assert folded(written) == expected


@given(TEXT)
def test_fold_is_idempotent(text: str) -> None:
    """Folding what is folded changes nothing."""
    once = fold(text).text

    assert fold(once).text == once


@given(TEXT, st.data())
def test_every_folded_range_leads_back(text: str, data: st.DataObject) -> None:
    """The source range of any folded range folds to text that contains it."""
    result = fold(text)
    if not result.text:
        return
    start = data.draw(st.integers(0, len(result.text) - 1))
    end = data.draw(st.integers(start + 1, len(result.text)))

    span = result.span(start, end)

    assert 0 <= span.start < span.end <= len(text)
    assert result.text[start:end] in fold(span.of(text)).text


@given(TEXT)
def test_positions_go_there_and_back(text: str) -> None:
    """A folded character's source position leads back to it or to its ligature."""
    result = fold(text)
    for place in range(len(result.text)):
        source = result.span(place, place + 1).start

        assert result.position(source) <= place
