"""Whether two spellings are of one name: edit distance with costs by sound, word by word.

Foreign names are written by ear («كاجينز», «كاغينز»), so letters of one sound cost little, and
vowels come and go. Arabic names are spelled by rule: where both have a letter that only they have,
the article, or stand in the list of given names, every change costs nearly as much as another
letter (حسن is not حسين).

After Freeman, Condon and Ackerman (2006), "Cross linguistic name matching in English and Arabic";
costs set by hand on the development pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from tawatur.resolve.names_letters import VOWELS, distance, letters, weight
from tawatur.rules.load import lexicon
from tawatur.text.fold import folded

LONGEST: Final = 64  # letters: nothing longer is a name, and the comparison is quadratic
MOST_WORDS: Final = 8  # the choice of words to compare grows fast
JOINED: Final = 0.85
POSSIBLE: Final = 0.72
SIZE: Final = 0.75  # power of a word's size: a change tells more in a short word
ARTICLE: Final = "ال"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two names are, from 0 to 1, and what made them so."""

    score: float
    reasons: tuple[str, ...]


def compare(a: str, b: str) -> Comparison:
    """Two names compared word by word; the least alike words decide.

    >>> compare("مايلز كاجينز", "مايلز كاغينز").score > JOINED
    True
    >>> compare("حسن نصر الله", "حسين نصر الله").score < POSSIBLE
    True
    """
    left, right = words(a), words(b)
    if not left or not right:
        return Comparison(0.0, ("one of the names has no letters",))
    if left == right:
        return Comparison(1.0, ("same spelling after folding",))
    if "".join(left) == "".join(right):
        return Comparison(0.98, ("same letters, other spaces",))
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) != len(long):
        return _part(short, long)
    pairs = [_word(one, other) for one, other in zip(left, right, strict=True)]
    worst = min(pairs, key=lambda pair: pair.score)
    reasons = tuple(reason for pair in pairs for reason in pair.reasons)
    return Comparison(round(worst.score, 4), reasons or ("same words",))


def _part(short: Sequence[str], long: Sequence[str]) -> Comparison:
    """A name with fewer words: the surname must be the same, and what else it has, in order."""
    best = max(
        (
            min(_word(one, long[place]).score for one, place in zip(short, places, strict=True))
            for places in combinations(range(len(long)), len(short))
            if places[-1] == len(long) - 1
        ),
        default=0.0,
    )
    joined = _word("".join(short), "".join(long))
    if joined.score > best:
        return Comparison(round(joined.score, 4), ("other spaces", *joined.reasons))
    share = len(short) / len(long)
    return Comparison(
        round(best * (0.7 + 0.3 * share), 4), (f"{len(short)} of {len(long)} words, surname alike",)
    )


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name; «عبد», «أبو» and «بن» belong to the next word."""
    parts = "".join(c if c.isalpha() else " " for c in folded(name[: LONGEST * 2])).split()
    found: list[str] = []
    joining = ""
    for part in parts:
        if part in letters().joining and part is not parts[-1]:
            joining += part
            continue
        found.append(joining + part)
        joining = ""
    return tuple(word[:LONGEST] for word in found[:MOST_WORDS])


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


# --- two words -----------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _word(a: str, b: str) -> Comparison:
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
