"""Quantities: how many of what, bounded or vague, and what became of them.

Patterns find numbers with their nouns; the functions below read the slots. Figures that only name
something (an article, a unit, a type of aircraft) are none, durations and dates belong to time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tawatur.annotate.quantity_counted import (
    Counted,
    Unit,
    governing_role,
    is_definite,
    is_tally,
    population_after,
    publish,
    role_around,
    role_at,
    tallied,
    tolls,
    unit_before,
)
from tawatur.model.mention import Quantity, QuantityMod
from tawatur.model.number import Number
from tawatur.model.time import Draft
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.phrase import is_break, is_verb_only
from tawatur.rules.scan import Scan

Maker = Callable[[Scan, Match], Quantity | None]


def annotate(scan: Scan, lang: Language, drafts: Sequence[Draft]) -> tuple[Quantity, ...]:
    """The quantities of a text, in reading order.

    >>> from tawatur.annotate import number
    >>> from tawatur.rules.language import arabic
    >>> scan = arabic().scan("أطلقت إيران 11 صاروخا")
    >>> number.annotate(scan, arabic())
    >>> [(q.value, q.unit, q.role) for q in annotate(scan, arabic(), ())]
    [(11, 'missile', 'launched')]
    """
    publish(scan, lang)
    timed = {token for draft in drafts for token in range(draft.first, draft.last + 1)}
    made: dict[int, Quantity] = {}

    def reads(match: Match) -> bool:
        if not timed.isdisjoint(range(match.first, match.last + 1)):
            return False
        quantity = MAKERS[match.rule.fields["make"]](scan, match)
        if quantity is not None:
            made[id(match)] = quantity
        return quantity is not None

    found = lang.patterns["quantity"].find(scan.hits, reads)
    quantities = [_completed(scan, match, made[id(match)]) for match in found]
    return tuple(_shared(quantities))


def _quantity(scan: Scan, match: Match, counted: Counted | None, **more: Any) -> Quantity:
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
        rule=match.rule.name,
        **({"span": scan.words.folded.span(match.start, match.end),
            "unit": _unit_name(scan, match, unit), "unit_text": text,
            "role": unit.role if unit else None,
            "population": unit.population if unit else None} | more),
    )  # fmt: skip


def _unit_name(scan: Scan, match: Match, unit: Unit | None) -> str | None:
    """«طائرة مسيرة» is a drone."""
    if unit is None:
        return None
    following = match.last + 1
    if unit.name == "aircraft" and following < len(scan.words):
        for hit in scan.hits.at(following, "noun"):
            if isinstance(hit.mention, Counted) and hit.mention.unit.name == "drone":
                return "drone"
    return unit.name


def _counted(slots: Mapping[str, Hit], name: str = "noun") -> Counted | None:
    hit = slots.get(name)
    return hit.mention if hit is not None and isinstance(hit.mention, Counted) else None


def _number(slots: Mapping[str, Hit], name: str = "n") -> Number:
    number = slots[name].mention
    assert isinstance(number, Number)
    return number


def _bounds(value: float, mod: QuantityMod) -> tuple[float | None, float | None]:
    """The least and the most that a value with its mod means."""
    if mod in {QuantityMod.AT_LEAST, QuantityMod.MORE_THAN}:
        return value, None
    if mod in {QuantityMod.AT_MOST, QuantityMod.LESS_THAN}:
        return None, value
    return value, value


# --- one function for each "make" of the rules ----------------------------------------------------


def counted(scan: Scan, match: Match) -> Quantity | None:
    """A number with its noun or unit; a dual after «أكثر من»."""
    value = _number(match.slots).value if "n" in match.slots else 2
    noun = _counted(match.slots)
    unit = match.slots.get("unit")
    if "n" in match.slots and _is_glued(scan, match.slots["n"]):
        return None
    if noun is not None and value != 1 and value < 3 and noun.reading.number == "s":
        return None  # «2 مدني»? a label or two things side by side
    more: dict[str, Any] = {"value": value}
    if match.rule.name == "calibre":
        more["role"] = "calibre"
    if unit is not None:
        span = scan.words.folded.span(unit.start, unit.end)
        more |= {"unit": unit.entry["unit"], "unit_text": span.of(scan.words.folded.source)}
    return _quantity(scan, match, noun, **more)


def _is_glued(scan: Scan, hit: Hit) -> bool:
    """A figure beside a colon or stroke is a time, a score, a date."""
    forms, words = scan.words.forms, scan.words
    before, after = hit.first - 1, hit.last + 1
    if before > 0 and forms[before] in _GLUE and words.ends[before] == hit.start:
        return forms[before - 1][-1].isdigit()
    if after + 1 < len(forms) and forms[after] in _GLUE and words.starts[after] == hit.end:
        return forms[after + 1][0].isdigit()
    return False


_GLUE: Final = frozenset(":/.")


def number(scan: Scan, match: Match) -> Quantity | None:
    """A number alone: before a word that it can count, or where its noun is left out."""
    hit = match.slots["n"]
    value = _number(match.slots)
    if _is_label(scan, hit) or _is_glued(scan, hit):
        return None
    if (value.value < 3 or value.definite) and not value.figures:
        return None
    following = match.last + 1
    governed = hit.first > 0 and role_at(scan, match.first - 1) in TOLLS
    noun = _uncatalogued(scan, following) if not {"after", "others"} & set(match.slots) else None
    if noun is None and (governed or "others" in match.slots):
        return _quantity(scan, match, None, value=value.value, unit="person")
    if noun is not None:
        unit = noun[1] or ("person" if governed else None)
        span = scan.words.folded.span(match.start, scan.words.ends[following])
        return _quantity(
            scan, match, None, value=value.value, unit_text=noun[0], unit=unit, span=span
        )
    if "bound" in match.slots or "after" in match.slots or not value.figures or value.words > 1:
        return _quantity(scan, match, None, value=value.value)
    if is_tally(scan, match.first):
        return _quantity(scan, match, None, value=value.value)
    return None


def _is_label(scan: Scan, hit: Hit) -> bool:
    """«القرار 2254»: a figure after a noun that numbers what it names."""
    before = hit.first - 1
    if before < 0 or hit.start != scan.words.starts[hit.first]:
        return False
    form = scan.words.forms[before]
    if form in tolls().labels or form == "(" or (not form[0].isalnum() and form in "#№"):
        return True
    return form[0].isascii() and form[0].isalpha()


def _uncatalogued(scan: Scan, token: int) -> tuple[str, str | None] | None:
    """A noun outside the unit table that a number before it can count."""
    if token >= len(scan.words):
        return None
    form = scan.words.forms[token]
    if not form[0].isalpha() or form.isascii() or len(form) < 3:
        return None
    if scan.is_particle(token) or is_verb_only(scan, token) or is_definite(scan, token):
        return None
    if any(r.conjunction or r.preposition for r in scan.readings[token]):
        return None
    if not _OF_TIME.isdisjoint(scan.hits.by_token[token]):
        for kind in _OF_TIME:
            if scan.hits.at(token, kind):
                return None
    unit = "person" if scan.hits.at(token, "demonym") else None
    return scan.span(token, token).of(scan.words.folded.source), unit


_OF_TIME: Final = frozenset(["month-word", "unit", "units", "timemod", "daypart", "by-day"])


def dual(scan: Scan, match: Match) -> Quantity | None:
    """«صاروخين»; in construct with the noun that follows."""
    quantity = _quantity(scan, match, _counted(match.slots), value=2)
    if match.slots["noun"].kind == "dual-of":
        span = scan.words.folded.span(match.start, scan.words.ends[match.last + 1])
        return replace(quantity, span=span)
    return quantity


def one(scan: Scan, match: Match) -> Quantity | None:
    """«صاروخ آخر», «إحدى القواعد»."""
    noun = _counted(match.slots)
    if noun is not None and noun.unit.name in {"injury", "death"}:  # «إصابة آخر»
        return _quantity(scan, match, noun, value=1, unit="person")
    return _quantity(scan, match, noun, value=1)


def victim(scan: Scan, match: Match) -> Quantity | None:
    """A bare singular that a toll names."""
    noun = _counted(match.slots)
    role = governing_role(scan, match.first)
    return None if role is None else _quantity(scan, match, noun, value=1, role=role)


def vague(scan: Scan, match: Match) -> Quantity | None:
    """«عشرات القتلى», «بضعة منازل», «العشرات»."""
    hit = match.slots.get("vague") or match.slots["some"]
    noun = _counted(match.slots)
    if noun is None and (hit.entry["low"] in {"3", "13"} or not _stands_alone(scan, match)):
        return None
    if noun is not None and noun.reading.number == "s" and noun.unit.kind != "group":
        return None
    low, high = hit.entry.get("low"), hit.entry.get("high")
    return _quantity(
        scan,
        match,
        noun,
        low=int(low) if low else None,
        high=int(high) if high else None,
        mod=QuantityMod.VAGUE,
    )


def _stands_alone(scan: Scan, match: Match) -> bool:
    """A vague plural without a catalogued noun: with the article, or before another plural."""
    before = match.first - 1
    if before >= 0 and scan.hits.at(before, "number"):
        return False
    return (
        match.last + 1 >= len(scan.words)
        or not is_break(scan, match.last + 1)
        or (is_definite(scan, match.first))
    )


def range_(scan: Scan, match: Match) -> Quantity | None:
    """«بين 20 و30 قتيلا»."""
    low, high = _number(match.slots, "a").value, _number(match.slots, "b").value
    noun = _counted(match.slots) or _counted(match.slots, "noun_a")
    if not low < high:
        return None
    if _is_glued(scan, match.slots["a"]):
        return None
    more: dict[str, Any] = {"low": low, "high": high, "mod": QuantityMod.RANGE}
    if "percent" in match.slots:
        more["unit"] = "percent"
    return _quantity(scan, match, noun, **more)


def none(scan: Scan, match: Match) -> Quantity | None:
    """«دون إصابات», «لم يقتل أي من الجنود»: none."""
    noun = _counted(match.slots)
    toll = match.slots.get("toll")
    role = role_at(scan, toll.first) if toll is not None else None
    if toll is not None and role is None:
        return None
    more: dict[str, Any] = {"role": role} if role else {}
    if noun is None:
        more["unit"] = "person"
    return _quantity(scan, match, noun, value=0, **more)


def percent(scan: Scan, match: Match) -> Quantity | None:
    """«15%»."""
    value = _number(match.slots).value
    return _quantity(scan, match, None, percent=value)


def fraction(scan: Scan, match: Match) -> Quantity | None:
    """«ثلثي القوات»: a part of something definite."""
    following = match.last + 1
    part = match.slots["part"]
    if part.start != scan.words.starts[match.last] and is_definite(scan, match.last):
        return None
    if following >= len(scan.words) or not is_definite(scan, following):
        return None
    if scan.hits.at(following, "the-unit") or scan.hits.at(match.first, "number"):
        return None
    nouns = [h.mention for h in scan.hits.at(following, "noun") if isinstance(h.mention, Counted)]
    quantity = _quantity(scan, match, nouns[0] if nouns else None,
                         fraction=float(part.entry["value"]))  # fmt: skip
    return replace(quantity, span=scan.words.folded.span(match.start, scan.words.ends[following]))


def times(scan: Scan, match: Match) -> Quantity | None:
    """«ثلاثة أضعاف», «مرتين»."""
    twice = match.slots.get("twice")
    if twice is not None and twice.entry["value"] != "2":
        return None
    value = _number(match.slots).value if "n" in match.slots else 2
    return _quantity(scan, match, None, value=value, unit="times")


def ordinal(scan: Scan, match: Match) -> Quantity | None:
    """«أول قاعدة», «للمرة الثالثة»."""
    nth = _number(match.slots, "nth")
    noun = _counted(match.slots)
    if noun is not None and (nth.definite or noun.unit.kind == "person"):
        return None
    return _quantity(scan, match, noun, ordinal=int(nth.value), role=None)


MAKERS: Final[Mapping[str, Maker]] = {
    "counted": counted, "number": number, "dual": dual, "one": one, "victim": victim,
    "vague": vague, "range": range_, "none": none, "percent": percent, "fraction": fraction,
    "times": times, "ordinal": ordinal,
}  # fmt: skip


# --- what stands around ---------------------------------------------------------------------------


def _completed(scan: Scan, match: Match, quantity: Quantity) -> Quantity:
    """A quantity with its bounds, total, and the role that the words around it give."""
    q, mod = quantity, quantity.mod
    unit, role, population, total = q.unit, q.role, q.population, False
    whole = q.percent is None and q.fraction is None and not q.ordinal
    if whole and unit != "times" and role != "calibre":
        total = is_tally(scan, match.first)
        noun = tallied(scan, match.first) if total and unit is None else None
        if noun is not None:
            unit, role = noun.unit.name, role or noun.unit.role
        role = role or role_around(scan, match.first, match.last)
        if q.rule == "vague" and unit is None:
            others = match.last + 1 < len(scan.words) and scan.hits.at(match.last + 1, "others")
            unit = "person" if others else unit_before(scan, match.first)
        population = population or population_after(scan, match.last)
    low, high = (q.low, q.high) if q.value is None else _bounds(q.value, mod)
    return Quantity(q.span, q.rule, q.value, low, high, mod, unit, q.unit_text, role, population,
                    total, q.ordinal, q.percent, q.fraction)  # fmt: skip


def _shared(quantities: Sequence[Quantity]) -> list[Quantity]:
    """«بمقتل 4 وإصابة 9 من أفراد الشرطة»: the first takes the noun of the second."""
    shared = list(quantities)
    for place in range(len(shared) - 2, -1, -1):
        here, after = shared[place], shared[place + 1]
        near = after.span.start - here.span.end <= _NEAR
        elided = here.rule == "number" and here.unit_text is None and bool(after.unit_text)
        if near and elided and here.role in TOLLS and after.role in TOLLS:
            shared[place] = replace(here, unit=after.unit, population=after.population)
    return shared


_NEAR: Final = 16
TOLLS: Final = frozenset(["killed", "injured", "missing", "detained", "abducted", "released"])
