"""What the slots of a match hold: its number, its noun, and the quantity that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tawatur.annotate.quantity_toll import tolls
from tawatur.annotate.quantity_unit import Counted, Unit
from tawatur.model.mention import Quantity, QuantityMod
from tawatur.model.number import Number
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.phrase import is_break
from tawatur.rules.scan import Scan
from tawatur.text.words import heads


def of_match(scan: Scan, match: Match, counted: Counted | None, **more: Any) -> Quantity:
    """The quantity of a match; unit, role and population from its noun."""
    unit = counted.unit if counted is not None else None
    bound = match.slots.get("bound") or match.slots.get("after")
    if bound is not None and "mod" not in more:
        more["mod"] = QuantityMod(bound.entry["mod"])
    noun = match.slots.get("noun")
    text = (
        scan.words.folded.span(noun.start, noun.end).of(scan.words.folded.source) if noun else None
    )
    return Quantity(
        span=scan.words.folded.span(match.start, match.end),
        rule=match.rule.name,
        **({"unit": _unit_name(scan, match, unit), "unit_text": text,
            "role": unit.role if unit else None,
            "population": unit.population if unit else None} | more),
    )  # fmt: skip


def _unit_name(scan: Scan, match: Match, unit: Unit | None) -> str | None:
    """«طائرة مسيرة» is a drone."""
    if unit is None:
        return None
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


def bounds(value: float, mod: QuantityMod) -> dict[str, Any]:
    """The bounds that a value with its mod gives."""
    low: float | None = value
    high: float | None = value
    if mod in {QuantityMod.AT_LEAST, QuantityMod.MORE_THAN}:
        high = None
    elif mod in {QuantityMod.AT_MOST, QuantityMod.LESS_THAN}:
        low = None
    return {"value": value, "low": low, "high": high}


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


def up_to(scan: Scan, match: Match, last: int, quantity: Quantity) -> Quantity:
    """A quantity whose words reach to a token behind its pattern."""
    return replace(quantity, span=scan.words.folded.span(match.start, scan.words.ends[last]))


def numbers(form: str) -> bool:
    """Whether a noun numbers what it names, behind proclitics or not: «للفرقة»."""
    labels = tolls().labels
    return any(form[head:] in labels for head in heads(form))


def is_label(scan: Scan, hit: Hit) -> bool:
    """«القرار 2254»: a figure after a noun that numbers what it names."""
    before = hit.first - 1
    if before < 0 or hit.start != scan.words.starts[hit.first]:
        return False
    form = scan.words.forms[before]
    if numbers(form) or form == "(" or (not form[0].isalnum() and form in "#№"):
        return True
    return form[0].isascii() and form[0].isalpha()


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


def unit_of(scan: Scan, unit: Hit) -> dict[str, Any]:
    """Unit and words of a slot of the unit lexicon."""
    span = scan.words.folded.span(unit.start, unit.end)
    return {"unit": unit.entry["unit"], "unit_text": span.of(scan.words.folded.source)}
