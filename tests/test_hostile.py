"""Hostile text: no input makes the chain crash, leave the text, or take more than linear time.

The sizes are such that a stage that is quadratic in the length of a text would need minutes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawatur.export import contract
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

LIMIT: Final = 20.0  # seconds of CPU: ten times what a slow machine needs
LETTERS: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإ"
NEWS: Final = (
    "بغداد - قال المتحدث باسم وزارة الدفاع، اللواء سامر الحداد، إن «ثلاثة جنود قتلوا وأصيب "
    "خمسة في هجوم على قاعدة قرب مدينة هيت» يوم الخميس 5 آذار/مارس 2020.\n"
    "وأضاف أن الجيش شنّ غارتين، مؤكداً أن العملية مستمرة. ونفت الحكومة ذلك، بحسب رويترز.\n"
)


def _random_words(characters: int) -> str:
    dice = random.Random(7)
    words = ("".join(dice.choices(LETTERS, k=dice.randint(2, 8))) for _ in range(characters // 6))
    return " ".join(words)


TEXTS: Final[dict[str, Callable[[], str]]] = {
    "verbs": lambda: "قال وزير قتلوا " * 4_000,
    "clauses": lambda: "قال إن " * 6_000,
    "colons": lambda: "قال : " * 6_000,
    "marks": lambda: '" ' * 30_000,
    "open quotations": lambda: "«قال وزير الدفاع محمد " * 3_000,
    "nested quotations": lambda: "«" * 10_000 + "قال" + "»" * 10_000,
    "quoted lines": lambda: 'قال: "نعم\n' * 6_000,
    "conjunction": lambda: "و" * 200_000,
    "conjunctions": lambda: "و " * 30_000,
    "given names": lambda: "محمد " * 20_000,
    "people with titles": lambda: "قال الوزير محمد علي حسن. " * 3_000,
    "places": lambda: "هجوم على قاعدة في مدينة " * 4_000,
    "figures": lambda: "12 " * 15_000,
    "number words": lambda: "خمسة وعشرون " * 5_000,
    "dates": lambda: "يوم الخميس 5 مايو 2020 " * 2_000,
    "agencies": lambda: "رويترز " * 15_000,
    "participles": lambda: "مؤكدا أن " * 8_000,
    "sayings by line": lambda: "قال الوزير إن هجوما وقع في بغداد\n" * 2_500,
    "line breaks": lambda: "\n" * 100_000,
    "full stops": lambda: ". " * 50_000,
    "one long word": lambda: "وبالفلسطيني" * 20_000,
    "one long figure": lambda: "1" * 200_000,
    "vowel marks": lambda: "\u200f\u064b" * 100_000,
    "ligatures": lambda: "ﷺ" * 10_000,
    "unknown words": lambda: _random_words(120_000),
    "reports": lambda: NEWS * 250,
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_takes_no_more_than_linear_time(name: str) -> None:
    text = TEXTS[name]()
    start = time.process_time()
    contract.record(analyse(Document("hostile", text), arabic()))
    assert time.process_time() - start < LIMIT


def _spans(value: Any) -> Iterator[tuple[int, int, str | None]]:
    """Every range in a record, with the words that it is said to have."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"], value.get("text")
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def _check(text: str) -> None:
    for start, end, words in _spans(contract.record(analyse(Document("x", text), arabic()))):
        assert 0 <= start < end <= len(text)
        assert words is None or words == text[start:end]


@settings(
    max_examples=400,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(st.text(max_size=300))
def test_any_characters_are_analysed(text: str) -> None:
    _check(text)


PIECES: Final = (*NEWS.split(" "), "«", "»", '"', "(", ")", ":", "،", ".", "\n", "و", "\u064b", "ﷺ")


@settings(
    max_examples=500,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=80), st.sampled_from(" \n"))
def test_mutated_news_is_analysed(pieces: list[str], space: str) -> None:
    _check(" ".join(pieces) + space + NEWS[len(pieces) :])
