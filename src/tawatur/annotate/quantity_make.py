"""One function for each ``make`` of ``quantity.rules.toml``: the quantity of a match, or none.

Figures that only name something (an article, a unit, a type of aircraft) are no quantities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tawatur.annotate import quantity_share
from tawatur.annotate.quantity_around import is_former, is_stated, is_tally
from tawatur.annotate.quantity_count import Count
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
    set_unit,
    up_to,
)
from tawatur.annotate.quantity_toll import PEOPLE, governing_role, is_definite, role_at, tolls
from tawatur.annotate.quantity_unit import Counted
from tawatur.model.mention import QuantityMod
from tawatur.model.number import Number
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.phrase import is_break
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

Maker = Callable[[Scan, Match], Count | None]


def counted(scan: Scan, match: Match) -> Count | None:
    """A number with its noun or unit; a dual after «أكثر من»."""
    value = number_of(match.slots).value if "n" in match.slots else 2
    noun = agreeing(scan, match, value)
    unit, n = match.slots.get("unit"), match.slots.get("n")
    if n is not None and is_glued(scan, n):
        return None
    if noun is not None and n is not None:
        if is_label(scan, n) and match.slots["noun"].first > n.last + 1:
            return None  # «المادة 15 من القانون»
        if is_model(scan, n):
            return None  # «ميغ 29 قاذفة»
        if noun.reading.article and _adjoins(match):
            return None  # «الفرقة 101 المادة 14»
        if value < 3 and _is_word_before(match):
            return None  # «شخصا واحدا مشتبها به»
    if noun is not None and value in {0, 2} and noun.reading.number == "s":
        return None  # «2 مدني»? a label or two things side by side
    count = of_match(scan, match, noun)
    count.value, count.noun = value, noun
    if match.rule.name == "calibre":
        count.role = "calibre"
    if unit is not None:
        set_unit(scan, count, unit)
    return count


def bracketed(scan: Scan, match: Match) -> Count | None:
    """«(3) جنود»: a figure in brackets, unless it numbers what stands before them or is an age."""
    before, value = match.first - 1, number_of(match.slots).value
    noun, unit = agreeing(scan, match, value), match.slots.get("unit")
    if before >= 0 and numbers()[scan.words.forms[before]]:
        return None
    if unit is None and (noun is None or not _agrees(scan, match, noun.reading, value)):
        return None
    count = of_match(scan, match, noun)
    count.value = value
    if unit is not None:
        set_unit(scan, count, unit)
    return count


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


def number(scan: Scan, match: Match) -> Count | None:
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
        text = scan.words.folded.written(others.start, others.end)
        return _alone(scan, match, value.value, "person", text)
    governed = hit.first > 0 and role_at(scan, match.first - 1) in PEOPLE
    noun = uncatalogued(scan, match.last + 1) if "after" not in match.slots else None
    if noun is not None:
        unit = noun[1] or ("person" if governed else None)
        return up_to(scan, match, match.last + 1, _alone(scan, match, value.value, unit, noun[0]))
    part = partitive(scan, match.last + 1) if match.last + 1 < len(scan.words) else None
    if part is not None:
        unit = part[2] or ("person" if governed else None)
        return up_to(scan, match, part[0], _alone(scan, match, value.value, unit, part[1]))
    if governed:
        return _alone(scan, match, value.value, "person")
    if _says_amount(scan, match, value):
        return _alone(scan, match, value.value)
    return None


def _alone(
    scan: Scan, match: Match, value: float, unit: str | None = None, text: str | None = None
) -> Count:
    """A number without a noun of the unit table."""
    count = of_match(scan, match, None)
    count.value, count.unit = value, unit
    if text is not None:
        count.unit_text = text
    return count


def _says_amount(scan: Scan, match: Match, value: Number) -> bool:
    """Whether a number without any noun is a count, no label or time."""
    if "bound" in match.slots or "after" in match.slots or value.words > 1:
        return True
    first = match.first
    if is_tally(scan, first) or is_stated(scan, first) or is_former(scan, first):
        return True
    # «الأستاذ سبع»: no number stands behind a definite noun
    return not value.figures and not (match.first and is_definite(scan, match.first - 1))


def dual(scan: Scan, match: Match) -> Count | None:
    """«صاروخين»; in construct with the noun that follows."""
    before = match.first - 1
    if (
        before >= 0
        and scan.hits.at(before, "dual")
        and match.start == scan.words.starts[match.first]
    ):
        return None  # «تفجيران انتحاريان»: an adjective
    count = of_match(scan, match, noun_of(match.slots))
    count.value = 2
    if match.slots["noun"].kind == "dual-of":
        return up_to(scan, match, match.last + 1, count)
    return count


def one(scan: Scan, match: Match) -> Count | None:
    """«صاروخ آخر», «إحدى القواعد»."""
    noun = noun_of(match.slots)
    if " ".join(scan.words.forms[match.first : match.last + 1]) in tolls().phrases:
        return None  # «بعبارة أخرى» is no ferry
    if noun is not None and "another" in match.slots and is_adjective(scan, match.first, noun):
        return None
    count = of_match(scan, match, noun)
    count.value = 1
    if noun is not None and noun.unit.name in {"injury", "death"}:  # «إصابة آخر»
        count.unit = "person"
    return count


def victim(scan: Scan, match: Match) -> Count | None:
    """A bare singular that a toll names, or that is a part of one («بينهم ضابط»)."""
    role = governing_role(scan, match.first)
    if match.first and scan.words.forms[match.first - 1] in tolls().part:
        first = max(scan.sentence(match.first)[0], match.first - _WHOLE_REACH)
        kinds = [scan.hits.kinds(token) for token in range(first, match.first)]
        if not any("number" in kind or "vague" in kind for kind in kinds):
            return None  # a part of others who are not counted
    noun = noun_of(match.slots)
    role = role or (noun.unit.role if noun is not None else None)
    if role is None:
        return None
    count = of_match(scan, match, noun)
    count.value, count.role = 1 if noun is None or noun.reading.number != "d" else 2, role
    return count


_WHOLE_REACH: Final = 8  # tokens


def vague(scan: Scan, match: Match) -> Count | None:
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
    return _bracketed(of_match(scan, match, noun), hit)


def _bracketed(count: Count, hit: Hit) -> Count:
    """A count with the bounds of a vague word, from its entry."""
    low, high = hit.entry.get("low"), hit.entry.get("high")
    count.low, count.high = int(low) if low else None, int(high) if high else None
    count.mod = QuantityMod.VAGUE
    return count


def _some_of(scan: Scan, match: Match, hit: Hit) -> Count | None:
    """«عدد من المشاة»: of a definite noun that the unit table does not have."""
    following = match.last + 1
    if following >= len(scan.words) or not is_definite(scan, following):
        return None
    count = _bracketed(of_match(scan, match, None), hit)
    count.unit_text = scan.span(following, following).of(scan.words.folded.source)
    count.unit = "person" if is_human(scan.words.forms[following]) else None
    return up_to(scan, match, following, count)


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


def range_(scan: Scan, match: Match) -> Count | None:
    """«بين 20 و30 قتيلا»."""
    low, high = number_of(match.slots, "a").value, number_of(match.slots, "b").value
    noun = noun_of(match.slots) or noun_of(match.slots, "noun_a")
    if not low < high or is_glued(scan, match.slots["a"]) or is_tally(scan, match.first):
        return None
    count = of_match(scan, match, noun)
    count.low, count.high, count.mod = low, high, QuantityMod.RANGE
    if "percent" in match.slots:
        count.unit = "percent"
    unit = match.slots.get("unit")
    if unit is not None:
        set_unit(scan, count, unit)
    if noun is None and unit is None and "percent" not in match.slots:
        if match.last + 1 < len(scan.words) and _YEARS & scan.hits.kinds(match.last + 1):
            return None  # «أعمارهم بين 20 و30 عاما»
        other = uncatalogued(scan, match.last + 1)
        if other is not None:
            count.unit_text, count.unit = other
            return up_to(scan, match, match.last + 1, count)
        if not scan.hits.at(match.first, "range-opener"):
            return None
    return count


_YEARS: Final = frozenset(["unit", "units"])


def none(scan: Scan, match: Match) -> Count | None:
    """«دون إصابات», «لم يقتل أي من الجنود»: none."""
    noun = noun_of(match.slots)
    toll = match.slots.get("toll")
    role = role_at(scan, toll.first) if toll is not None else None
    if toll is not None and role is None:
        return None
    count = of_match(scan, match, noun)
    count.value = 0
    if role:
        count.role = role
    elif _of_nobody(noun):
        count.role = "casualties"
    if noun is None:
        count.unit = "person"
    return count


def _of_nobody(noun: Counted | None) -> bool:
    """«بلا خسائر»: nobody was killed or injured, where the noun does not say which."""
    return noun is not None and not noun.unit.role


def denied(scan: Scan, match: Match) -> Count | None:
    """«لم يسفر القصف عن ضحايا»: none, from the negation to the noun."""
    hit = match.slots["denied"]
    noun = noun_of(match.slots, "denied")
    count = of_match(scan, match, noun)
    count.value = 0
    count.unit_text = scan.span(hit.last, hit.last).of(scan.words.folded.source)
    if _of_nobody(noun):
        count.role = "casualties"
    return count


def other(scan: Scan, match: Match) -> Count | None:
    """«وأصيب آخر», «وجرح آخران», «وأصيب ثالث»: one or two more, right behind what befell them."""
    before = match.first - 1
    verb = scan.verb(before) if before >= 0 else None
    if verb is None or verb.aspect != "perfect" or role_at(scan, before) not in PEOPLE:
        return None
    nth, following = match.slots.get("nth"), match.last + 1
    alone = following >= len(scan.words) or is_break(scan, following)
    if nth is not None and (is_definite(scan, match.first) or not (
        alone or scan.is_particle(following) or scan.readings[following] == ()
    )):  # fmt: skip
        return None
    word = match.slots.get("other")
    return _alone(scan, match, 1 if word is None else float(word.entry["low"]), "person")


def definite(scan: Scan, match: Match) -> Count | None:
    """«الجنود الثلاثة»: a definite number behind its noun."""
    noun = noun_of(match.slots)
    number = number_of(match.slots)
    if noun is None or not number.definite or number.value < 3:
        return None
    if not (noun.reading.article or noun.reading.pronoun):  # «أطفالهما الثلاثة»
        return None
    count = of_match(scan, match, noun)
    count.value = number.value
    return count


def times(scan: Scan, match: Match) -> Count | None:
    """«ثلاثة أضعاف», «مرتين»."""
    twice = match.slots.get("twice")
    if twice is not None and twice.entry["value"] != "2":
        return None
    value = number_of(match.slots).value if "n" in match.slots else 2
    count = of_match(scan, match, None)
    count.value, count.unit = value, "times"
    return count


def ordinal(scan: Scan, match: Match) -> Count | None:
    """«أول قاعدة», «للمرة الثالثة»."""
    nth = number_of(match.slots, "nth")
    noun = noun_of(match.slots)
    if noun is not None and (nth.definite or noun.unit.kind == "person"):
        return None
    count = of_match(scan, match, noun)
    count.ordinal, count.role = int(nth.value), None
    return count


MAKERS: Final[Mapping[str, Maker]] = {
    "counted": counted, "number": number, "dual": dual, "one": one, "victim": victim,
    "vague": vague, "range": range_, "none": none, "other": other,
    "percent": quantity_share.percent, "fraction": quantity_share.fraction,
    "times": times, "ordinal": ordinal, "and-half": quantity_share.and_half,
    "definite": definite, "denied": denied, "bracketed": bracketed,
}  # fmt: skip
