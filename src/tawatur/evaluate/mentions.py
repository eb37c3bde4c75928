"""Times and quantities of a record against the gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tawatur.evaluate.assign import pairs
from tawatur.evaluate.gold import Gold, Item
from tawatur.evaluate.tally import Case, Tally
from tawatur.evaluate.values import expected, relative_agrees, same
from tawatur.evaluate.who import dice
from tawatur.rules.load import records

Found = Mapping[str, Any]


def best_overlap(item: Item, start: int, end: int) -> float:
    """How well a range covers one of the places where an item can stand."""
    return max(dice(span.start, span.end, start, end) for span in item.spans)


def in_report(gold: Gold, found: Sequence[Found]) -> list[Found]:
    """What was found in the report itself, not in its menus and appeals."""
    return [one for one in found if not gold.is_ignored(one["start"], one["end"])]


def times(gold: Gold, record: Mapping[str, Any], tally: Tally) -> None:
    """Found by overlap; value, mod and span of what was found; and what is not in the gold."""
    found = in_report(gold, record["times"])

    def weight(item: Item, time: Found) -> float:
        overlap = best_overlap(item, time["start"], time["end"])
        return overlap + _time_right(gold, item, time) * (overlap > 0)

    matched = dict(pairs(gold.times, found, weight))
    for place, item in enumerate(gold.times):
        time = found[matched[place]] if place in matched else None
        if item.flag("optional"):
            continue
        _time(gold, item, time, tally)
    _spurious(gold, "times", found, set(matched.values()), tally, _time_words)
    required = [i for i, item in enumerate(gold.times) if not item.flag("optional")]
    right = sum(i in matched for i in required)
    tally.f1("times", right, len(found) - len(matched), len(required) - right)


def _time(gold: Gold, item: Item, time: Found | None, tally: Tally) -> None:
    value = time is not None and _time_right(gold, item, time)
    mod = time is not None and time["mod"] == item.get("mod")
    tally.share("times", "value and mod", value and mod)
    tally.share("times", "value", value)
    left = value or (time is not None and _among_candidates(gold, item, time))
    tally.share("times", "value among candidates", left)
    if time is None:
        _case(tally, gold, "times", "missed", item, item.get("value") or "")
        return
    tally.share("times", "mod, where found", mod)
    exact = any((s.start, s.end) == (time["start"], time["end"]) for s in item.spans)
    tally.share("times", "span, where found", exact)
    if not (value and mod):
        wanted = f"{item.get('value')} {item.get('mod') or ''}"
        _case(tally, gold, "times", "wrong", item, f"{wanted} <> {_time_words(time)}")


def _among_candidates(gold: Gold, item: Item, time: Found) -> bool:
    """Whether a time of a report without a date lists the right value among its few."""
    written = item.get("resolved") or item.get("value") or ""
    return not expected(written, gold.window).isdisjoint(time["candidates"])


def _time_right(gold: Gold, item: Item, time: Found) -> bool:
    value = item.get("value")
    if value is None:
        return time["value"] is None
    written = [str(one) for one in (value, item.get("resolved") or value, *item.many("accept"))]
    wanted = {one for each in written for one in expected(each, gold.window)}
    if any(same(one, time) for one in wanted):
        return True
    if time["value"] is None and (
        relative_agrees(value, time["relative"])
        or (time["candidates"] and wanted.issuperset(time["candidates"]))
    ):
        return True
    # An offset from an event whose day is not known is a duration with an anchor (DESIGN, 4).
    counted = item.get("anchor_event") or item.get("implies") or "anchor" in item.fields
    return bool(counted and time["type"] == "DURATION" and time["anchor"] and time["value"])


def _time_words(time: Found) -> str:
    value = time["value"] or f"relative {time['relative']}"
    return f"{time['type']} {value} {time['mod'] or ''} by {time['rule']}"


def quantities(gold: Gold, record: Mapping[str, Any], tally: Tally) -> None:
    """Found by overlap; value, mod and unit of what was found; and what is not in the gold."""
    wants_ordinals = any(item.get("ordinal") for item in gold.quantities)
    found = [
        one
        for one in in_report(gold, record["quantities"])
        if wants_ordinals or one["ordinal"] is None
    ]

    def weight(item: Item, quantity: Found) -> float:
        overlap = best_overlap(item, quantity["start"], quantity["end"])
        return overlap + _amount(item, quantity) * (overlap > 0)

    matched = dict(pairs(gold.quantities, found, weight))
    used = set(matched.values())
    for place, item in enumerate(gold.quantities):
        chosen = [matched[place]] if place in matched else []
        parts = _parts(item, found, used - set(chosen))
        if chosen and not _amount(item, found[chosen[0]]) and parts:
            used.update(parts)
            chosen = parts
        if not item.flag("optional"):
            _count(gold, item, [found[i] for i in chosen], tally)
    used.update(i for i, one in enumerate(found) if _is_count(gold, one))
    required = [i for i, item in enumerate(gold.quantities) if not item.flag("optional")]
    right = sum(i in matched for i in required)
    _spurious(gold, "quantities", found, used, tally, _quantity_words)
    tally.f1("quantities", right, len(found) - len(used), len(required) - right)


def _is_count(gold: Gold, quantity: Found) -> bool:
    """Whether an event of the gold on that line counts it, so that it is no invention."""
    line = gold.line_at(quantity["start"])
    return any(
        item.line == line and count.get("n") not in (None, "null") and float(count["n"]) == value
        for item in gold.events
        for count in item.many("counts")
        for value in [quantity["value"]]
    )


def _parts(item: Item, found: Sequence[Found], used: set[int]) -> list[int]:
    """Several quantities inside the gold's words that make up its value («مدني ومتعاقد» 1 + 1)."""
    inside = [
        place
        for place, one in enumerate(found)
        if place not in used
        and any(s.start <= one["start"] and one["end"] <= s.end for s in item.spans)
    ]
    total = sum(found[place]["value"] or 0 for place in inside)
    return inside if len(inside) > 1 and total == item.number else []


def _count(gold: Gold, item: Item, parts: Sequence[Found], tally: Tally) -> None:
    value = bool(parts) and (len(parts) > 1 or _amount(item, parts[0]))
    mod = bool(parts) and all(part["mod"] == _mod(item) for part in parts)
    tally.share("quantities", "value and mod", value and mod)
    tally.share("quantities", "value", value)
    if not parts:
        _case(tally, gold, "quantities", "missed", item, str(item.get("value")))
        return
    unit = item.get("unit")
    tally.share("quantities", "mod, where found", mod)
    right_unit = unit is None or all(same_unit(unit, part["unit"]) for part in parts)
    tally.share("quantities", "unit, where found", right_unit)
    if item.get("role"):
        agrees = all(part["role"] == item.get("role") for part in parts)
        tally.share("quantities", "role, where found", agrees)
    if not (value and mod and right_unit):
        wanted = f"{item.get('value') or item.get('low')} {_mod(item)} {unit}"
        words = "; ".join(_quantity_words(part) for part in parts)
        _case(tally, gold, "quantities", "wrong", item, f"{wanted} <> {words}")


def _mod(item: Item) -> str:
    return item.get("mod") or ("VAGUE" if item.flag("vague") else "EXACT")


def _amount(item: Item, quantity: Found) -> bool:
    """Whether the number is right: the value, or the bounds where the gold has no value."""
    if item.number is not None:
        return bool(quantity["value"] == item.number)
    for key in ("low", "high", "percent", "fraction", "ordinal"):
        wanted = item.get(key)
        if wanted is not None and (
            quantity[key] is None or abs(quantity[key] - float(wanted)) > 1e-3
        ):
            return False
    return True


def same_unit(wanted: str, unit: str | None) -> bool:
    """Whether a unit is the gold's; persons of any kind are persons.

    >>> same_unit("person", "soldier"), same_unit("soldier", "person"), same_unit("km", None)
    (True, False, False)
    """
    return wanted == unit or (wanted == "person" and unit in _persons())


@cache
def _persons() -> frozenset[str]:
    """The units that are people, and those that only say what became of them."""
    rows = records("noun_unit.tsv")
    return frozenset(row["unit"] for row in rows if row["class"] in {"person", "casualty"})


def _quantity_words(quantity: Found) -> str:
    amount = quantity["value"] if quantity["value"] is not None else quantity["low"]
    return f"{amount} {quantity['mod']} {quantity['unit']} by {quantity['rule']}"


def _spurious(
    gold: Gold,
    layer: str,
    found: Sequence[Found],
    used: set[int],
    tally: Tally,
    words: Any,
) -> None:
    for place, one in enumerate(found):
        if place not in used:
            line = gold.line_at(one["start"])
            case = Case(layer, "spurious", gold.document, line, words(one), one["text"])
            tally.cases.append(case)


def _case(tally: Tally, gold: Gold, layer: str, kind: str, item: Item, detail: str) -> None:
    tally.cases.append(Case(layer, kind, gold.document, item.line, detail, item.text))
