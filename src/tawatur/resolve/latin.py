"""Names in Latin letters, where no report and no list gives them: letter by letter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from tawatur.rules.load import text_of
from tawatur.text.fold import folded

ARTICLE: Final = "ال"
VOWELS: Final = frozenset("aiu")
GUESS: Final = "a"  # the most frequent vowel that writing leaves out


@lru_cache(maxsize=4096)
def latin(name: str) -> str:
    """A name as English-language news might write it; vowels that Arabic leaves out are guessed.

    >>> latin("محمد الخفاجي")
    'Muhammad al-Khafaji'
    """
    return " ".join(_word(word) for word in folded(name).split() if word[:1].isalpha())


def _word(word: str) -> str:
    known = _given().get(word)
    if known is not None:
        return known
    if word.isascii():
        return word
    if word.startswith(ARTICLE) and len(word) > 4:
        bare = word.removeprefix(ARTICLE)
        return f"al-{_given().get(bare) or _spelled(bare).capitalize()}"
    return _spelled(word).capitalize()


def _spelled(word: str) -> str:
    """The letters one by one; between two consonants stands the guessed vowel."""
    table = _table()
    parts: list[str] = []
    for place, letter in enumerate(word):
        at = "first" if place == 0 else "last" if place == len(word) - 1 else "any"
        sound = table.get((at, letter)) or table.get(("any", letter), "")
        if place == 1 and parts and parts[0][-1:] not in VOWELS and sound[:1] not in VOWELS:
            parts.append(GUESS)
        parts.append(sound)
    return "".join(parts)


@cache
def _table() -> Mapping[tuple[str, str], str]:
    rows = [line.split("\t") for line in text_of("latin.tsv").split("\n") if line.count("\t") == 2]
    return {(place, arabic): sound for place, arabic, sound in rows[1:]}


@cache
def _given() -> Mapping[str, str]:
    lines = [line for line in text_of("given_latin.tsv").split("\n") if "\t" in line][1:]
    return {folded(arabic): sound for arabic, sound in (line.split("\t") for line in lines)}
