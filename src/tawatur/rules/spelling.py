"""Two words of names: how alike they are, by the cost of turning one into the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from tawatur.rules.letters import VOWELS, distance, letters, weight
from tawatur.rules.load import lexicon
from tawatur.text.fold import folded

ARTICLE: Final = "ال"
SIZE: Final = 0.75  # power of a word's size: a change tells more in a short word


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, from 0 to 1, and what made them so."""

    score: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word, one letter a sound: what spellings of one name mostly share.

    >>> skeleton("كاجينز") == skeleton("كاغينز")
    True
    """
    table = letters()
    kept: list[str] = []
    for letter in table.read(_bare(word)):
        if letter in VOWELS:
            continue
        sound = table.sound.get(letter, letter)
        if not kept or kept[-1] != sound:
            kept.append(sound)
    return "".join(kept)


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> Comparison:
    """How alike two words of names are, and what made them so."""
    if a == b:
        return Comparison(1.0, ())
    table = letters()
    one, two = table.read(_bare(a)), table.read(_bare(b))
    native = _is_native(a, b)
    cost = distance(one, two, table, native=native)
    size = max(weight(one), weight(two)) ** SIZE
    score = max(0.0, 1.0 - cost / size) if size else 0.0
    reasons = [f"{a} ~ {b}: {score:.2f}"]
    if skeleton(a) == skeleton(b):
        reasons.append("same consonants")
    if native:
        reasons.append("Arabic names: spelled by rule")
    return Comparison(score, tuple(reasons))


@lru_cache(maxsize=1 << 17)
def is_alike(a: str, b: str, least: float) -> bool:
    """Whether ``alike(a, b)`` comes to at least so much; no more is worked out than that."""
    if a == b:
        return True
    table = letters()
    one, two = table.read(_bare(a)), table.read(_bare(b))
    size = max(weight(one), weight(two)) ** SIZE
    most = (1.0 - least) * size
    return bool(size) and distance(one, two, table, native=_is_native(a, b), most=most) <= most


def _bare(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) > 4 else word


def _is_native(a: str, b: str) -> bool:
    """Whether both are spelled by rule: by a letter, the article, or as given names of the list."""
    if a.startswith(ARTICLE) and b.startswith(ARTICLE):
        return True
    native = letters().native
    given = _given()
    return all(not native.isdisjoint(word) or word in given for word in (a, b))


@cache
def _given() -> frozenset[str]:
    """The Arabic given names: two of them are two names, however close."""
    entries = lexicon("given.lex.tsv")
    return frozenset(folded(entry.form) for entry in entries if not entry.get("foreign"))
