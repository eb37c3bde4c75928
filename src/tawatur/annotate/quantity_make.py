"""One function for each ``make`` of ``quantity.rules.toml``: the quantity of a match, or none.

Figures that only name something (an article, a unit, a type of aircraft) are no quantities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tawatur.annotate.quantity_around import is_former, is_stated, is_tally
from tawatur.annotate.quantity_counted import is_adjective, is_human, partitive, uncatalogued
from tawatur.annotate.quantity_slots import (
    agreeing,
    is_glued,
    is_label,
    is_model,
    noun_of,
    number_of,
    numbers,
    of_match,
    unit_of,
    up_to,
)
from tawatur.annotate.quantity_toll import PEOPLE, governing_role, is_definite, role_at, tolls
from tawatur.annotate.quantity_unit import Counted
from tawatur.model.mention import Quantity, QuantityMod
from tawatur.model.number import Number
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.phrase import is_break
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

Maker = Callable[[Scan, Match], Quantity | None]


def counted(scan: Scan, match: Match) -> Quantity | None:
    """A number with its noun or unit; a dual after «أكثر من»."""
    value = number_of(match.slots).value if "n" in match.slots else 2
    noun = agreeing(scan, match, value)
    unit = match.slots.get("unit")
    if "n" in match.slots and is_glued(scan, match.slots["n"]):
        return None
    if (
        noun is not None
        and "n" in match.slots
        and is_label(scan, match.slots["n"])
        and (match.slots["noun"].first > match.slots["n"].last + 1)
    ):
        return None  # «المادة 15 من القانون»
    if noun is not None and "n" in match.slots and is_model(scan, match.slots["n"]):
        return None  # «ميغ 29 قاذفة»
    if noun is not None and "n" in match.slots and noun.reading.article and _adjoins(match):
        return None  # «الفرقة 101 المادة 14»
    if noun is not None and value < 3 and "n" in match.slots and _is_word_before(match):
        return None  # «شخصا واحدا مشتبها به»
    if noun is not None and value != 1 and value < 3 and noun.reading.number == "s":
        return None  # «2 مدني»? a label or two things side by side
    more: dict[str, Any] = {"value": value}
    if match.rule.name == "calibre":
        more["role"] = "calibre"
    if unit is not None:
        more |= unit_of(scan, unit)
    return of_match(scan, match, noun, **more)


def bracketed(scan: Scan, match: Match) -> Quantity | None:
    """«(3) جنود»: a figure in brackets, unless it numbers what stands before them or is an age."""
    before, value = match.first - 1, number_of(match.slots).value
    noun, unit = agreeing(scan, match, value), match.slots.get("unit")
    if before >= 0 and numbers(scan.words.forms[before]):
        return None
    if unit is None and (noun is None or not _agrees(scan, match, noun.reading, value)):
        return None
    more = {"value": value} | (unit_of(scan, unit) if unit is not None else {})
    return of_match(scan, match, noun, **more)


def _agrees(scan: Scan, match: Match, reading: Reading, value: float) -> bool:
    """Whether a noun has the number and case that a figure asks for: «31 ضابطا», no «ضابط»."""
    if reading.article:
        return False
    if _FEW[0] <= value % 100 <= _FEW[1]:
        return reading.number == "p"
    accusative = scan.words.forms[match.slots["noun"].last].endswith(_ACCUSATIVE)
    return reading.number == "s" and (accusative or value % 100 == 0)


_FEW: Final = (3, 10)  # take the plural
_ACCUSATIVE: Final = tuple(map(folded, ("ا", "ة", "ى")))


def _is_word_before(match: Match) -> bool:
    """Whether a number in words stands right before the noun, without «من»."""
    return not number_of(match.slots).figures and _adjoins(match)


def _adjoins(match: Match) -> bool:
    """Whether the noun stands right behind its number, without «من»."""
    return match.slots["noun"].first == match.slots["n"].last + 1


def number(scan: Scan, match: Match) -> Quantity | None:
    """A number alone: before a word that it can count, or where its noun is left out."""
    hit = match.slots["n"]
    value = number_of(match.slots)
    if is_label(scan, hit) or is_glued(scan, hit) or is_model(scan, hit):
        return None
    others = match.slots.get("others")
    few = value.value < 3 and (others is None or value.value < 2)
    if (few or value.definite) and not value.figures:
        return None
    if others is not None:
        span = scan.words.folded.span(others.start, others.end)
        text = span.of(scan.words.folded.source)
        return of_match(scan, match, None, value=value.value, unit="person", unit_text=text)
    governed = hit.first > 0 and role_at(scan, match.first - 1) in PEOPLE
    noun = uncatalogued(scan, match.last + 1) if "after" not in match.slots else None
    if noun is not None:
        unit = noun[1] or ("person" if governed else None)
        quantity = of_match(scan, match, None, value=value.value, unit_text=noun[0], unit=unit)
        return up_to(scan, match, match.last + 1, quantity)
    part = partitive(scan, match.last + 1) if match.last + 1 < len(scan.words) else None
    if part is not None:
        unit = part[2] or ("person" if governed else None)
        quantity = of_match(scan, match, None, value=value.value, unit_text=part[1], unit=unit)
        return up_to(scan, match, part[0], quantity)
    if governed:
        return of_match(scan, match, None, value=value.value, unit="person")
    if _says_amount(scan, match, value):
        return of_match(scan, match, None, value=value.value)
    return None


def _says_amount(scan: Scan, match: Match, value: Number) -> bool:
    """Whether a number without any noun is a count, no label or time."""
    if "bound" in match.slots or "after" in match.slots or value.words > 1:
        return True
    first = match.first
    if is_tally(scan, first) or is_stated(scan, first) or is_former(scan, first):
        return True
    # «الأستاذ سبع»: no number stands behind a definite noun
    return not value.figures and not (match.first and is_definite(scan, match.first - 1))


def dual(scan: Scan, match: Match) -> Quantity | None:
    """«صاروخين»; in construct with the noun that follows."""
    before = match.first - 1
    if (
        before >= 0
        and scan.hits.at(before, "dual")
        and match.start == scan.words.starts[match.first]
    ):
        return None  # «تفجيران انتحاريان»: an adjective
    quantity = of_match(scan, match, noun_of(match.slots), value=2)
    if match.slots["noun"].kind == "dual-of":
        return up_to(scan, match, match.last + 1, quantity)
    return quantity


def one(scan: Scan, match: Match) -> Quantity | None:
    """«صاروخ آخر», «إحدى القواعد»."""
    noun = noun_of(match.slots)
    if " ".join(scan.words.forms[match.first : match.last + 1]) in tolls().phrases:
        return None  # «بعبارة أخرى» is no ferry
    if noun is not None and "another" in match.slots and is_adjective(scan, match.first, noun):
        return None
    if noun is not None and noun.unit.name in {"injury", "death"}:  # «إصابة آخر»
        return of_match(scan, match, noun, value=1, unit="person")
    return of_match(scan, match, noun, value=1)


def victim(scan: Scan, match: Match) -> Quantity | None:
    """A bare singular that a toll names, or that is a part of one («بينهم ضابط»)."""
    role = governing_role(scan, match.first)
    if match.first and scan.words.forms[match.first - 1] in tolls().part:
        first = max(scan.sentence(match.first)[0], match.first - _WHOLE_REACH)
        kinds = [scan.hits.kinds(token) for token in range(first, match.first)]
        if not any("number" in kind or "vague" in kind for kind in kinds):
            return None  # a part of others who are not counted
    elif role is None:
        return None
    return of_match(scan, match, noun_of(match.slots), value=1, role=role)


_WHOLE_REACH: Final = 8  # tokens


def vague(scan: Scan, match: Match) -> Quantity | None:
    """«عشرات القتلى», «بضعة منازل», «العشرات»."""
    hit = match.slots.get("vague") or match.slots["some"]
    noun = noun_of(match.slots)
    if noun is None:
        if hit.kind == "some":
            return _some_of(scan, match, hit)
        if hit.entry["low"] in {"3", "13"} or not _stands_alone(scan, match):
            return None
    elif noun.reading.number == "s" and noun.unit.kind != "group":
        return None
    return of_match(scan, match, noun, **_bracket(hit))


def _bracket(hit: Hit) -> dict[str, Any]:
    """The bounds of a vague word, from its entry."""
    low, high = hit.entry.get("low"), hit.entry.get("high")
    return {
        "low": int(low) if low else None,
        "high": int(high) if high else None,
        "mod": QuantityMod.VAGUE,
    }


def _some_of(scan: Scan, match: Match, hit: Hit) -> Quantity | None:
    """«عدد من المشاة»: of a definite noun that the unit table does not have."""
    following = match.last + 1
    if following >= len(scan.words) or not is_definite(scan, following):
        return None
    text = scan.span(following, following).of(scan.words.folded.source)
    unit = "person" if is_human(scan.words.forms[following]) else None
    quantity = of_match(scan, match, None, unit_text=text, unit=unit, **_bracket(hit))
    return up_to(scan, match, following, quantity)


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
    low, high = number_of(match.slots, "a").value, number_of(match.slots, "b").value
    noun = noun_of(match.slots) or noun_of(match.slots, "noun_a")
    if not low < high or is_glued(scan, match.slots["a"]) or is_tally(scan, match.first):
        return None
    more: dict[str, Any] = {"low": low, "high": high, "mod": QuantityMod.RANGE}
    if "percent" in match.slots:
        more["unit"] = "percent"
    unit = match.slots.get("unit")
    if unit is not None:
        more |= unit_of(scan, unit)
    if noun is None and unit is None and "percent" not in match.slots:
        if match.last + 1 < len(scan.words) and _YEARS & scan.hits.kinds(match.last + 1):
            return None  # «أعمارهم بين 20 و30 عاما»
        other = uncatalogued(scan, match.last + 1)
        if other is not None:
            quantity = of_match(scan, match, None, unit_text=other[0], unit=other[1], **more)
            return up_to(scan, match, match.last + 1, quantity)
        if not scan.hits.at(match.first, "range-opener"):
            return None
    return of_match(scan, match, noun, **more)


_YEARS: Final = frozenset(["unit", "units"])


def none(scan: Scan, match: Match) -> Quantity | None:
    """«دون إصابات», «لم يقتل أي من الجنود»: none."""
    noun = noun_of(match.slots)
    toll = match.slots.get("toll")
    role = role_at(scan, toll.first) if toll is not None else None
    if toll is not None and role is None:
        return None
    more: dict[str, Any] = {"role": role} if role else _of_nobody(noun)
    if noun is None:
        more["unit"] = "person"
    return of_match(scan, match, noun, value=0, **more)


def _of_nobody(noun: Counted | None) -> dict[str, Any]:
    """«بلا خسائر»: nobody was killed or injured, where the noun does not say which."""
    return {} if noun is None or noun.unit.role else {"role": "casualties"}


def denied(scan: Scan, match: Match) -> Quantity | None:
    """«لم يسفر القصف عن ضحايا»: none, from the negation to the noun."""
    hit = match.slots["denied"]
    noun = noun_of(match.slots, "denied")
    text = scan.span(hit.last, hit.last).of(scan.words.folded.source)
    return of_match(scan, match, noun, value=0, unit_text=text, **_of_nobody(noun))


def percent(scan: Scan, match: Match) -> Quantity | None:
    """«15%»."""
    value = number_of(match.slots).value
    return of_match(scan, match, None, percent=value)


def fraction(scan: Scan, match: Match) -> Quantity | None:
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
    most = part.kind == "most"
    more: dict[str, Any] = {"fraction": _HALF if most else float(part.entry["value"])}
    if most:
        if not nouns or nouns[0].unit.kind not in _MOST_OF:
            return None
        more["mod"] = QuantityMod.MORE_THAN
    quantity = of_match(scan, match, nouns[0] if nouns else None, **more)
    return up_to(scan, match, following, quantity)


_MOST_OF: Final = frozenset(["person", "group", "casualty", "weapon", "aircraft", "vehicle"])
_HALF: Final = 0.5  # «most» is more than it


def and_half(scan: Scan, match: Match) -> Quantity | None:
    """«طن ونصف الطن», «ثلاثة كيلومترات ونصف»."""
    noun = noun_of(match.slots)
    again = noun_of(match.slots, "again")
    if noun is None or noun.unit.kind not in {"measure", "money"}:
        return None
    if again is not None and again.unit != noun.unit:
        return None
    whole = number_of(match.slots).value if "n" in match.slots else 1
    value = whole + float(match.slots["part"].entry["value"])
    return of_match(scan, match, noun, value=value)


def definite(scan: Scan, match: Match) -> Quantity | None:
    """«الجنود الثلاثة»: a definite number behind its noun."""
    noun = noun_of(match.slots)
    number = number_of(match.slots)
    if noun is None or not noun.reading.article or not number.definite or number.value < 3:
        return None
    return of_match(scan, match, noun, value=number.value)


def times(scan: Scan, match: Match) -> Quantity | None:
    """«ثلاثة أضعاف», «مرتين»."""
    twice = match.slots.get("twice")
    if twice is not None and twice.entry["value"] != "2":
        return None
    value = number_of(match.slots).value if "n" in match.slots else 2
    return of_match(scan, match, None, value=value, unit="times")


def ordinal(scan: Scan, match: Match) -> Quantity | None:
    """«أول قاعدة», «للمرة الثالثة»."""
    nth = number_of(match.slots, "nth")
    noun = noun_of(match.slots)
    if noun is not None and (nth.definite or noun.unit.kind == "person"):
        return None
    return of_match(scan, match, noun, ordinal=int(nth.value), role=None)


MAKERS: Final[Mapping[str, Maker]] = {
    "counted": counted, "number": number, "dual": dual, "one": one, "victim": victim,
    "vague": vague, "range": range_, "none": none, "percent": percent, "fraction": fraction,
    "times": times, "ordinal": ordinal, "and-half": and_half,
    "definite": definite, "denied": denied, "bracketed": bracketed,
}  # fmt: skip
