"""What the slots of a match hold: its number, its noun, and the quantity that they make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from tawatur.annotate.quantity_count import Count
from tawatur.annotate.quantity_toll import tolls
from tawatur.annotate.quantity_unit import Counted, Unit
from tawatur.model.mention import QuantityMod
from tawatur.model.number import Number
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.phrase import is_break
from tawatur.rules.scan import Scan
from tawatur.text.memory import Memory
from tawatur.text.words import heads


def of_match(scan: Scan, match: Match, counted: Counted | None) -> Count:
    """The quantity of a match; unit, role and population from its noun."""
    folded = scan.words.folded
    count = Count(folded.span(match.start, match.end), match.rule.name, match.first, match.last)
    slots = match.slots
    bound = slots.get("bound") or slots.get("after")
    if bound is not None:
        count.mod = _MODS[bound.entry["mod"]]
    noun = slots.get("noun")
    if noun is not None:
        count.unit_text = folded.written(noun.start, noun.end)
    if counted is not None:
        unit = counted.unit
        count.unit = _unit_name(scan, match, unit)
        count.role, count.population = unit.role, unit.population
    return count


_MODS: Final = {mod.value: mod for mod in QuantityMod}


def _unit_name(scan: Scan, match: Match, unit: Unit) -> str:
    """«طائرة مسيرة» is a drone."""
    following = match.last + 1
    if unit.name == "aircraft" and following < len(scan.words):
        for hit in (*scan.hits.at(following, "noun"), *scan.hits.at(following, "dual")):
            if isinstance(hit.mention, Counted) and hit.mention.unit.name == "drone":
                return "drone"
    return unit.name


def noun_of(slots: Mapping[str, Hit], name: str = "noun") -> Counted | None:
    """The counted noun in a slot; ``None`` where the slot is empty."""
    hit = slots.get(name)
    return hit.mention if hit is not None and isinstance(hit.mention, Counted) else None


def number_of(slots: Mapping[str, Hit], name: str = "n") -> Number:
    """The number in a slot that the pattern has filled."""
    number = slots[name].mention
    assert isinstance(number, Number)
    return number


def set_bounds(count: Count, value: float) -> None:
    """Sets the bounds that a value with its mod gives."""
    mod = count.mod
    count.low = None if mod in _NO_LEAST else value
    count.high = None if mod in _NO_MOST else value


_NO_MOST: Final = frozenset([QuantityMod.AT_LEAST, QuantityMod.MORE_THAN])
_NO_LEAST: Final = frozenset([QuantityMod.AT_MOST, QuantityMod.LESS_THAN])


def agreeing(scan: Scan, match: Match, value: float) -> Counted | None:
    """The counted noun: of homographs the plural after 3 to 10, else the singular."""
    hit = match.slots.get("noun")
    if hit is None:
        return None
    kind = "plural" if 3 <= value % 100 <= 10 else "one"
    fitting_form = scan.hits.at(hit.first, kind)
    best = (fitting_form[0] if fitting_form else hit).mention
    return best if isinstance(best, Counted) else None


def is_glued(scan: Scan, hit: Hit) -> bool:
    """A figure beside a colon or stroke is a time, a score, a date."""
    forms, words = scan.words.forms, scan.words
    before, after = hit.first - 1, hit.last + 1
    if before > 0 and forms[before] in _GLUE and words.ends[before] == hit.start:
        return forms[before - 1][-1].isdigit()
    if after + 1 < len(forms) and forms[after] in _GLUE and words.starts[after] == hit.end:
        return forms[after + 1][0].isdigit()
    return False


_GLUE: Final = frozenset(":/.")


def up_to(scan: Scan, match: Match, last: int, count: Count) -> Count:
    """A quantity whose words reach to a token behind its pattern."""
    count.span = scan.words.folded.span(match.start, scan.words.ends[last])
    return count


@cache
def numbers() -> Memory[bool]:
    """Whether a noun numbers what it names, behind proclitics or not: «للفرقة»."""
    labels = tolls().labels
    return Memory(lambda form: any(form[head:] in labels for head in heads(form)))


def is_label(scan: Scan, hit: Hit) -> bool:
    """«القرار 2254»: a figure after a noun that numbers what it names."""
    before = hit.first - 1
    if before < 0 or hit.start != scan.words.starts[hit.first]:
        return False
    form = scan.words.forms[before]
    if numbers()[form] or form == "(" or (not form[0].isalnum() and form in "#№"):
        return True
    return form[0].isascii() and form[0].isalpha()


def set_unit(scan: Scan, count: Count, unit: Hit) -> None:
    """Sets unit and words from a slot of the unit lexicon."""
    count.unit, count.unit_text = (
        unit.entry["unit"],
        scan.words.folded.written(unit.start, unit.end),
    )


def is_model(scan: Scan, hit: Hit) -> bool:
    """«ميغ 29», «من طراز ... 320»: a figure behind a maker or behind «type»."""
    first, data = hit.first, tolls()
    joined = first and scan.words.forms[first - 1] in data.joins
    if joined or hit.start != scan.words.starts[first] or not scan.words.forms[first][0].isdigit():
        return False
    for token in range(first - 1, max(scan.sentence(first)[0], first - _MODEL_WORDS) - 1, -1):
        form = scan.words.forms[token]
        if form in data.models or (token == first - 1 and form in data.makers):
            return True
        if is_break(scan, token) or form[0].isdigit() or scan.is_particle(token):
            return False
    return False


_MODEL_WORDS: Final = 4
