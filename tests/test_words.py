"""Words, their inner borders, and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.text.fold import fold
from tawatur.text.words import heads, read, tails


def sentences(text: str) -> list[str]:
    words = read(fold(text))
    return [words.span(first, stop - 1).of(text) for first, stop in words.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. غادر الوفد.", ["وصل الوفد.", "غادر الوفد."]),
        ("قال د. سامي: لا. ثم انصرف.", ["قال د. سامي: لا.", "ثم انصرف."]),
        ("قال «لن نقبل. لن نوقع.» ثم انصرف", ["قال «لن نقبل. لن نوقع.» ثم انصرف"]),
        ("سقط 1.5 طن من الركام", ["سقط 1.5 طن من الركام"]),
        ("لا نقطة هنا\nسطر ثان", ["لا نقطة هنا", "سطر ثان"]),
        ("ماذا جرى؟ لا أحد يعلم!", ["ماذا جرى؟", "لا أحد يعلم!"]),
        ("قال «سنعود\nلم يغلق القوس. جملة ثانية.", ["قال «سنعود", "لم يغلق القوس.", "جملة ثانية."]),
        ("«نعم.» «لا.»", ["«نعم.» «لا.»"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Sentences end at marks outside quotations and at line breaks."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("وبالموصل", ["وبالموصل", "بالموصل", "الموصل", "موصل"]),
        ("للقوات", ["للقوات", "لقوات", "قوات"]),
        ("K1", ["K1"]),
        ("ولد", ["ولد", "لد"]),
    ],
)
def test_heads(form: str, expected: list[str]) -> None:
    """An entry may begin behind each stack of proclitics."""
    assert [form[head:] for head in heads(form)] == expected


def test_tails() -> None:
    """An entry may end before each pronoun."""
    assert [("قواتهم")[:tail] for tail in tails("قواتهم")] == ["قواتهم", "قوات"]


@given(st.text(st.one_of(st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
                         st.sampled_from(" \n.«»\"'،123aZ"))))  # fmt: skip
def test_every_token_stands_in_exactly_one_sentence_or_is_a_line_break(text: str) -> None:
    """Sentences cover the tokens without overlap, in order."""
    words = read(fold(text))
    covered = [token for first, stop in words.sentences for token in range(first, stop)]

    assert covered == [i for i, form in enumerate(words.forms) if form != "\n"]


def test_a_sentence_without_end_is_cut() -> None:
    """Text without a single full stop does not become one sentence of any length."""
    words = read(fold("كلمة " * 1000 + "، " + "كلمة " * 10))

    assert [stop - first for first, stop in words.sentences] == [400, 400, 211]
