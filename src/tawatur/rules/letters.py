"""What it costs to turn one spelling of a word into another: table of letters, and distance.

The costs are those of classes of sounds; they were set by hand near the optimum of the one half of
the development pairs and checked on the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations
from math import inf
from typing import Final

from tawatur.rules.load import text_of
from tawatur.text.fold import folded

OTHER: Final = 1.2  # any other letter
FIRST: Final = 0.8  # a foreign name's first sound is heard in more ways: share of the cost there
VOWELS: Final = frozenset(["ا", "و", "ي"])
VOWEL_WEIGHT: Final = 0.4
_SEATS: Final = str.maketrans({"ئ": "ي", "ؤ": "و", "ء": "ا"})
_PAIRED: Final = frozenset(["same", "near", "alike", "vowel", "vowel-last", "ending"])


@dataclass(slots=True)
class Letters:
    """The table: costs of changes by kind and pair, costs of drops by place and letter.

    ``inside`` has the costs of changes that are neither first nor last, by letter and letter.
    """

    change: dict[str, dict[tuple[str, str], float]] = field(default_factory=dict)
    drop: dict[str, dict[str, float]] = field(default_factory=dict)
    sound: dict[str, str] = field(default_factory=dict)
    native: frozenset[str] = frozenset()
    native_cost: float = OTHER
    joining: frozenset[str] = frozenset()
    digraphs: tuple[tuple[str, str], ...] = ()
    inside: dict[str, dict[str, float]] = field(default_factory=dict)

    def read(self, word: str) -> str:
        """A folded word with one letter for each sound."""
        for written, letter in self.digraphs:
            word = word.replace(written, letter)
        return word.translate(_SEATS)

    def dropped(self, word: str, place: int) -> float:
        """What it costs to leave a letter out."""
        letter = word[place]
        if place and word[place - 1] == letter:
            return self.drop["drop-twice"].get(letter, OTHER)
        if place == len(word) - 1:
            return self.drop["drop-last"].get(letter, OTHER)
        if letter in VOWELS:
            if place == 0:
                return self.drop["drop-first"][letter]
            if word[place - 1] in VOWELS or word[place + 1] in VOWELS:
                return self.drop["drop-beside"][letter]
        cost = self.drop["drop"].get(letter, OTHER)
        return cost if place else cost * FIRST

    def changed(self, a: str, at: int, b: str, place: int) -> float:
        """What it costs to write one letter for another."""
        one, other = a[at], b[place]
        if one == other:
            return 0.0
        if at == len(a) - 1 and place == len(b) - 1:
            for kind in ("ending", "vowel-last"):
                last = self.change[kind].get((one, other))
                if last is not None and (kind != "ending" or "ه" in {one, other}):
                    return last
        cost = self.change["vowel"].get((one, other))
        if cost is not None:
            return cost
        cost = self.change["near"].get((one, other), OTHER)
        return cost if at or place else cost * FIRST


@cache
def letters() -> Letters:
    """The table of letters, folded as names are."""
    table = Letters()
    joining: list[str] = []
    for line in text_of("letter_class.tsv").split("\n"):
        if not line or line.startswith(("#", "kind\t")):
            continue
        kind, cost, group = line.split("\t")
        if kind == "joining":
            joining.extend(folded(word.strip()) for word in group.split("|"))
        elif kind == "digraph":
            written, _, letter = group.partition(">")
            table.digraphs += ((folded(written), letter),)
        elif kind == "native":
            table.native, table.native_cost = frozenset(folded(group)), float(cost)
        elif kind in _PAIRED:
            _pair(table, kind, float(cost), group)
        else:
            table.drop.setdefault(kind, {}).update(dict.fromkeys(folded(group), float(cost)))
    table.joining = frozenset(joining)
    for kind in ("near", "vowel"):  # of a pair in both that of vowels counts
        for (one, other), price in table.change[kind].items():
            table.inside.setdefault(one, {})[other] = price
    return table


def _pair(table: Letters, kind: str, cost: float, group: str) -> None:
    """Notes that letters stand for each other; those of one sound share one in the skeleton."""
    if kind in {"same", "alike"}:
        first = table.sound.get(group[0], group[0])
        for letter in group:
            table.sound.setdefault(letter, first)
    if kind == "alike":
        return
    costs = table.change.setdefault("near" if kind == "same" else kind, {})
    for one, other in combinations(group, 2):
        costs[one, other] = costs[other, one] = cost


@lru_cache(maxsize=1 << 16)
def weight(word: str) -> float:
    """The size of a word: vowels count for less than consonants."""
    return sum(VOWEL_WEIGHT if letter in VOWELS else 1.0 for letter in word)


@lru_cache(maxsize=1 << 16)
def _drops(word: str, least: float) -> tuple[float, ...]:
    """What it costs to leave out each letter of a word, ``least`` or more."""
    table = letters()
    return tuple(max(table.dropped(word, place), least) for place in range(len(word)))


def distance(a: str, b: str, table: Letters, *, native: bool, most: float = inf) -> float:
    """The least cost of turning one word into the other; every change of a native name is dear.

    It is infinite where it is seen to be more than ``most``.
    """
    least = table.native_cost if native else 0.0
    drops, others = _drops(a, least), _drops(b, least)
    before = [0.0]
    for cost in others:
        before.append(before[-1] + cost)
    for at, (one, drop) in enumerate(zip(a, drops, strict=True)):
        inside = table.inside.get(one, {})
        ends = {0 if at == 0 else -1, len(b) - 1 if at == len(a) - 1 else -1}
        left = before[0] + drop
        row = [left]
        for place, other in enumerate(b):
            change = 0.0
            if one != other:
                if place in ends:
                    change = table.changed(a, at, b, place)
                else:
                    change = inside.get(other, OTHER)
                if 0 < change < least:
                    change = least
            kept = before[place] + change
            left += others[place]
            if before[place + 1] + drop < left:
                left = before[place + 1] + drop
            if kept < left:
                left = kept
            row.append(left)
        if min(row) > most:
            return inf
        before = row
    return before[-1]
