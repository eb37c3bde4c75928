"""Mutated news through the whole chain, for as long as ``TAWATUR_FUZZ_SECONDS`` says.

Every round has a seed of its own, in order: a failure names it, and ``mutated(seed)`` makes the
same text again on any machine.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from tawatur.export import contract
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

SECONDS: Final = float(os.environ.get("TAWATUR_FUZZ_SECONDS", "25"))
# Blocks of which characters are drawn: Latin, Arabic, its marks, presentation forms, punctuation
# and bidi controls, emoji, and lone surrogates, which JSON can bring in.
BLOCKS: Final = ((0x20, 0x17F), (0x600, 0x6FF), (0x610, 0x61A), (0x64B, 0x65F), (0x6D6, 0x6ED),
                 (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x2000, 0x206F),
                 (0x1F300, 0x1F64F), (0x0, 0x1F), (0xD800, 0xDFFF))  # fmt: skip
PIECES: Final = ("بين 20 و30", "من 6 إلى 9", "بينهم", "لم", "ألفا و", "و", "ب", "«", "»", '"', "(",
                 ")", "\n", ".", "،", ":", "%", "$", "٣٫٥", "1.000.000", "12،5", "نصف",
                 "عشرات الآلاف",
                 "صاروخي", "الـ", "ال", "قال إن", "يوم", "في", "9" * 40, "ـ" * 9)  # fmt: skip


@cache
def reports() -> tuple[str, ...]:
    """The bundled reports."""
    folder = files("tawatur").joinpath("sample", "reports")
    found = sorted(folder.iterdir(), key=lambda item: item.name)
    return tuple(item.read_text("utf-8") for item in found)


def mutated(seed: int) -> str:
    """A piece of a bundled report after one to forty mutations."""
    dice = random.Random(seed)
    text = dice.choice(reports())
    start = dice.randrange(len(text))
    text = text[start : start + dice.randint(1, 1500)]
    for _ in range(dice.randint(1, 40)):
        text = dice.choice(MUTATIONS)(text, dice)
    return text


def _cut(text: str, dice: random.Random) -> tuple[str, str, str]:
    first, last = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    last = min(last, first + 60)
    return text[:first], text[first:last], text[last:]


def _drop(text: str, dice: random.Random) -> str:
    before, _, after = _cut(text, dice)
    return before + after


def _repeat(text: str, dice: random.Random) -> str:
    before, middle, after = _cut(text, dice)
    return before + middle * dice.randint(2, 4) + after


def _reverse(text: str, dice: random.Random) -> str:
    before, middle, after = _cut(text, dice)
    return before + middle[::-1] + after


def _characters(text: str, dice: random.Random) -> str:
    before, _, after = _cut(text, dice)
    low, high = dice.choice(BLOCKS)
    return before + "".join(chr(dice.randint(low, high)) for _ in range(dice.randint(1, 5))) + after


def _piece(text: str, dice: random.Random) -> str:
    before, middle, after = _cut(text, dice)
    return before + dice.choice(PIECES) + dice.choice(("", " ")) + middle + after


def _words(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    dice.shuffle(words)
    return " ".join(words)


def _graft(text: str, dice: random.Random) -> str:
    _, middle, _ = _cut(dice.choice(reports()), dice)
    before, _, after = _cut(text, dice)
    return before + middle + after


MUTATIONS: Final[tuple[Callable[[str, random.Random], str], ...]] = (
    _drop, _repeat, _reverse, _characters, _piece, _piece, _words, _graft,
)  # fmt: skip


def _places(value: Any) -> Iterator[tuple[int, int, str | None]]:
    """Every range in a record, with the words that it is said to have."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"], value.get("text")
        for inner in value.values():
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)


def check(text: str) -> None:
    """A record whose ranges lie in the text, with its words, and whose places lie in its lists."""
    record = contract.record(analyse(Document("fuzz", text), arabic()))
    for start, end, words in _places(record):
        assert 0 <= start < end <= len(text)
        assert words is None or words == text[start:end]
    quantities = record["quantities"]
    for place, quantity in enumerate(quantities):
        assert quantity["part_of"] is None or 0 <= quantity["part_of"] < place
        assert quantity["replaces"] is None or quantity["replaces"] < len(quantities)
        assert quantity["replaces"] != place
    for event in record["events"]:
        assert all(0 <= place < len(quantities) for place in event["counts"])


def test_mutated_reports_are_analysed() -> None:
    """No round crashes, leaves its text, or points outside its lists."""
    begun, seed = time.monotonic(), 0
    while seed < 20 or time.monotonic() - begun < SECONDS * 0.7:
        try:
            check(mutated(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}: {mutated(seed)!r}") from error
        seed += 1


def _seconds(text: str) -> float:
    start = time.process_time()
    analyse(Document("fuzz", text), arabic())
    return time.process_time() - start


def test_twice_the_text_takes_about_twice_the_time() -> None:
    """Long texts of mutated news: doubled, they take less than three and a half times as long."""
    begun, seed = time.monotonic(), 0
    while seed < 3 or time.monotonic() - begun < SECONDS * 0.3:
        text = "\n".join(mutated(1_000_003 * (seed + 1) + n) for n in range(40))
        _seconds(text)  # words that are seen for the first time are looked up
        ratio = min(_seconds(f"{text}\n{text}") / max(_seconds(text), 0.02) for _ in range(2))
        assert ratio < 3.5, f"seed {seed}: {ratio:.1f} times as long"
        seed += 1
