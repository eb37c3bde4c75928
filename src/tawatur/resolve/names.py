"""Whether two spellings are of one name: edit distance with costs by sound, word by word.

Foreign names are written by ear («كاجينز», «كاغينز»), so letters of one sound cost little, and
vowels come and go. Arabic names are spelled by rule: where both have a letter that only they have,
every change costs as much as another letter or more (حسن is not حسين).

After Freeman, Condon and Ackerman (2006), "Cross linguistic name matching in English and Arabic";
costs set by hand on the development pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from tawatur.rules.load import text_of
from tawatur.text.fold import folded

LONGEST: Final = 64  # letters: nothing longer is a name, and the comparison is quadratic
MOST_WORDS: Final = 8  # the choice of words to compare grows fast
JOINED: Final = 0.85
POSSIBLE: Final = 0.72
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
        if part in _letters().joining and part is not parts[-1]:
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
    letters = _letters()
    bare = word.removeprefix(ARTICLE) if len(word) > 4 else word
    kept: list[str] = []
    for letter in bare:
        if letter in letters.weak:
            continue
        sound = letters.sound.get(letter, letter)
        if not kept or kept[-1] != sound:
            kept.append(sound)
    return "".join(kept)


# --- two words -----------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _word(a: str, b: str) -> Comparison:
    if a == b:
        return Comparison(1.0, ())
    letters = _letters()
    one, two = _bare(a), _bare(b)
    native = bool(letters.native & set(one)) and bool(letters.native & set(two))
    cost = _distance(one, two, native=native)
    size = max(_weight(one), _weight(two))
    score = max(0.0, 1.0 - cost / size) if size else 0.0
    if a.startswith(ARTICLE) != b.startswith(ARTICLE):
        score *= 0.97  # «العقاد» and «عقاد»
    reasons = [f"{a} ~ {b}: {score:.2f}"]
    if skeleton(one) == skeleton(two):
        reasons.append("same consonants")
    if native:
        reasons.append("Arabic names: spelled by rule")
    return Comparison(score, tuple(reasons))


def _bare(word: str) -> str:
    bare = word[2:] if word.startswith(ARTICLE) and len(word) > 4 else word
    for written, sound in _letters().digraphs:
        bare = bare.replace(written, sound)
    return bare


def _weight(word: str) -> float:
    letters = _letters()
    return sum(0.6 if letter in letters.weak else 1.0 for letter in word)


def _distance(a: str, b: str, *, native: bool) -> float:
    """The least cost of turning one word into the other."""
    letters = _letters()
    before = [0.0]
    for place, letter in enumerate(b):
        before.append(before[-1] + letters.dropped(b, place, letter, native=native))
    for place, letter in enumerate(a):
        drop = letters.dropped(a, place, letter, native=native)
        row = [before[0] + drop]
        for other_place, other in enumerate(b):
            row.append(
                min(
                    before[other_place + 1] + drop,
                    row[-1] + letters.dropped(b, other_place, other, native=native),
                    before[other_place] + letters.changed(letter, other, native=native),
                )
            )
        before = row
    return before[-1]


@dataclass(frozen=True, slots=True)
class _Letters:
    change: Mapping[tuple[str, str], float]
    sound: Mapping[str, str]
    weak: Mapping[str, float]
    native: frozenset[str]
    native_cost: float
    joining: frozenset[str]
    digraphs: tuple[tuple[str, str], ...]

    def changed(self, a: str, b: str, *, native: bool) -> float:
        """What it costs to write one letter for another."""
        if a == b:
            return 0.0
        cost = self.change.get((a, b), 1.0)
        return max(cost, self.native_cost) if native else cost

    def dropped(self, word: str, place: int, letter: str, *, native: bool) -> float:
        """What it costs to leave a letter out; a doubled one is often written once."""
        if place and word[place - 1] == letter:
            return 0.2
        cost = self.weak.get(letter, 1.0)
        if native:
            return max(cost, self.native_cost)
        return cost + 0.15 if place == 0 and cost < 1.0 else cost


@cache
def _letters() -> _Letters:
    """The table of letters, folded as names are."""
    change: dict[tuple[str, str], float] = {}
    sound: dict[str, str] = {}
    weak: dict[str, float] = {}
    native: frozenset[str] = frozenset()
    native_cost = 1.0
    joining: list[str] = []
    digraphs: list[tuple[str, str]] = []
    for line in text_of("letter_class.tsv").split("\n")[1:]:
        if not line or line.startswith(("#", "kind\t")):
            continue
        kind, cost, group = line.split("\t")
        if kind == "joining":
            joining.extend(folded(word.strip()) for word in group.split("|"))
            continue
        if kind == "digraph":
            written, _, letter = folded(group).partition(">")
            digraphs.append((written, letter))
            continue
        same = list(dict.fromkeys(folded(group)))
        if kind == "native":
            native, native_cost = frozenset(same), float(cost)
        elif kind == "weak":
            weak.update(dict.fromkeys(same, float(cost)))
        for one, other in combinations(same, 2):
            if kind in {"same", "near", "vowel"}:
                change[one, other] = change[other, one] = float(cost)
        if kind == "same":
            sound.update(dict.fromkeys(same, same[0]))
    return _Letters(change, sound, weak, native, native_cost, frozenset(joining), tuple(digraphs))
