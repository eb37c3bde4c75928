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
from functools import cache, lru_cache
from itertools import combinations
from typing import Final

from tawatur.rules.letters import letters
from tawatur.rules.load import lexicon
from tawatur.rules.spelling import Comparison, alike, is_alike, skeleton
from tawatur.text.fold import folded

LONGEST: Final = 64  # letters: nothing longer is a name, and the comparison is quadratic
MOST_WORDS: Final = 8  # the choice of words to compare grows fast
JOINED: Final = 0.85
POSSIBLE: Final = 0.72
_CUT: Final = POSSIBLE - 0.0001  # scores are rounded
__all__ = ["JOINED", "POSSIBLE", "Comparison", "compare", "may_be_one", "skeleton", "words"]


@lru_cache(maxsize=1 << 15)  # linking, comparing and threads ask for the same pairs
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
    pairs = [alike(one, other) for one, other in zip(left, right, strict=True)]
    worst = min(pairs, key=lambda pair: pair.score)
    reasons = tuple(reason for pair in pairs for reason in pair.reasons)
    return Comparison(round(worst.score, 4), reasons or ("same words",))


def may_be_one(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether names of these words can come to ``POSSIBLE``: what most pairs are told apart by.

    It looks at one word after another and stops at the first that differs.
    """
    if len(left) == len(right):
        alike_all = all(map(_possible, left, right))
        return alike_all or "".join(left) == "".join(right)
    short, long = (left, right) if len(left) < len(right) else (right, left)
    least = _CUT / (0.7 + 0.3 * len(short) / len(long))
    return any(
        all(is_alike(one, long[at], least) for one, at in zip(short, places, strict=True))
        for places in _choices(len(short), len(long))
    ) or _possible("".join(short), "".join(long))


def _possible(one: str, other: str) -> bool:
    return is_alike(one, other, _CUT)


@cache
def _choices(short: int, long: int) -> tuple[tuple[int, ...], ...]:
    """Which words of a longer name those of a shorter one may be: its surname among them."""
    return tuple(
        places
        for places in combinations(range(long), short)
        if places[-1] == long - 1 or (short > _PAIR and places[-1] == short - 1)
    )


def _part(short: Sequence[str], long: Sequence[str]) -> Comparison:
    """A name with fewer words: the surname must be the same, and what else it has, in order.

    Three words or more may also lack a last one, a tribe or by-name.
    """
    if short[0] in _heads() and long[0] in _heads() and short[0] != long[0]:
        return Comparison(_OTHER_BODY, (f"{long[0]} of {short[0]}: another body",))
    best = max(
        (
            min(alike(one, long[place]).score for one, place in zip(short, places, strict=True))
            for places in _choices(len(short), len(long))
        ),
        default=0.0,
    )
    joined = alike("".join(short), "".join(long))
    if joined.score > best:
        return Comparison(round(joined.score, 4), ("other spaces", *joined.reasons))
    share = len(short) / len(long)
    return Comparison(
        round(best * (0.7 + 0.3 * share), 4), (f"{len(short)} of {len(long)} words, surname alike",)
    )


_PAIR: Final = 2  # words: a given name and a father's are those of many people
_OTHER_BODY: Final = 0.4


@cache
def _heads() -> frozenset[str]:
    """The words that open the name of a body: «كتائب حزب الله» are none of «حزب الله»."""
    return frozenset(folded(entry.form) for entry in lexicon("org_head.lex.tsv"))


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
