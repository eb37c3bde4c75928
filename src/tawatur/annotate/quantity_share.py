"""Quantities that are shares: so many in the hundred, a third of something, one and a half."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.quantity_count import Count
from tawatur.annotate.quantity_slots import noun_of, number_of, of_match, up_to
from tawatur.annotate.quantity_toll import is_definite
from tawatur.annotate.quantity_unit import Counted
from tawatur.model.mention import QuantityMod
from tawatur.rules.match import Match
from tawatur.rules.scan import Scan


def percent(scan: Scan, match: Match) -> Count | None:
    """«15%»."""
    count = of_match(scan, match, None)
    count.percent = number_of(match.slots).value
    return count


def fraction(scan: Scan, match: Match) -> Count | None:
    """«ثلثي القوات», «معظم القوات»: a part of something definite."""
    following = match.last + 1
    part = match.slots["part"]
    if part.start != scan.words.starts[match.last] and is_definite(scan, match.last):
        return None
    if following >= len(scan.words) or scan.hits.at(following, "the-unit"):
        return None
    nouns = [h.mention for h in scan.hits.at(following, "noun") if isinstance(h.mention, Counted)]
    owned = any(noun.reading.pronoun for noun in nouns)
    if not owned and not is_definite(scan, following):
        return None
    noun = nouns[0] if nouns else None
    count = of_match(scan, match, noun)
    if part.kind == "most":
        if noun is None or noun.unit.kind not in _MOST_OF:
            return None
        count.fraction, count.mod = _HALF, QuantityMod.MORE_THAN
    else:
        count.fraction = float(part.entry["value"])
    return up_to(scan, match, following, count)


_MOST_OF: Final = frozenset(["person", "group", "casualty", "weapon", "aircraft", "vehicle"])
_HALF: Final = 0.5  # «most» is more than it


def and_half(scan: Scan, match: Match) -> Count | None:
    """«طن ونصف الطن», «ثلاثة كيلومترات ونصف»."""
    noun = noun_of(match.slots)
    again = noun_of(match.slots, "again")
    if noun is None or noun.unit.kind not in {"measure", "money"}:
        return None
    if again is not None and again.unit != noun.unit:
        return None
    whole = number_of(match.slots).value if "n" in match.slots else 1
    count = of_match(scan, match, noun)
    count.value = whole + float(match.slots["part"].entry["value"])
    return count
