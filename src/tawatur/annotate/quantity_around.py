"""What the words around say of quantities: bounds, running totals, parts, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tawatur.annotate.quantity_toll import PEOPLE, tolls
from tawatur.annotate.quantity_unit import Counted
from tawatur.model.mention import Quantity, QuantityMod
from tawatur.rules.phrase import is_break
from tawatur.rules.scan import Scan


@dataclass(slots=True)
class Placed:
    """A quantity with the tokens that it stands at, and the class of its unit."""

    quantity: Quantity
    first: int
    last: int
    kind: str | None
    joined: bool  # by «و» to what stands before


_TALLY_REACH: Final = 10


def is_tally(scan: Scan, token: int) -> bool:
    """Whether a number is a running total: «ارتفع عدد القتلى إلى 26»."""
    first, _ = scan.sentence(token)
    rise = tally = False
    for place in range(token - 1, max(first, token - _TALLY_REACH) - 1, -1):
        if is_break(scan, place):
            break
        kinds = scan.hits.kinds(place)
        rise = rise or "rise" in kinds
        tally = tally or "tally" in kinds
        if rise and tally:
            return True
    return False


def is_former(scan: Scan, token: int) -> bool:
    """«بعد أن كانت 12», «مقابل 12»: the figure that a total takes the place of."""
    if token == 0:
        return False
    first, _ = scan.sentence(token)
    return any(
        hit.last == token - 1
        for place in range(max(first, token - 4), token)
        for hit in scan.hits.at(place, "former")
    )


def tallied(scan: Scan, token: int) -> Counted | None:
    """The noun whose number is said to have risen; one of a toll («القتلى المدنيين») first."""
    first, _ = scan.sentence(token)
    found = [
        hit.mention
        for place in range(token - 1, max(first, token - _TALLY_REACH) - 1, -1)
        for hit in scan.hits.at(place, "noun")
        if isinstance(hit.mention, Counted)
    ]
    return next((c for c in found if c.unit.kind == "casualty"), found[0] if found else None)


def unit_before(scan: Scan, token: int) -> str | None:
    """Whom «العشرات» means: the people named last in its sentence."""
    first, _ = scan.sentence(token)
    for place in range(token - 1, first - 1, -1):
        for hit in scan.hits.at(place, "plural"):
            if isinstance(hit.mention, Counted) and hit.mention.unit.kind == "person":
                return hit.mention.unit.name
    return None


_BOUND_REACH: Final = 5


def bound_before(scan: Scan, token: int) -> QuantityMod | None:
    """The bound that a verb farther off sets: «لا يتجاوز عددهم 15», «يزيد طولها على 900 متر»."""
    first, _ = scan.sentence(token)
    for place in range(token - 1, max(first, token - _BOUND_REACH) - 1, -1):
        if is_break(scan, place) or "number" in scan.hits.kinds(place):
            return None
        for hit in scan.hits.at(place, "bound-verb"):
            particle = scan.words.forms[token - 1]
            needed = hit.entry.get("behind")
            if needed is None or particle in needed.split():
                negated = place > first and scan.is_particle(place - 1, "neg")
                mod = hit.entry["negated"] if negated else hit.entry["mod"]
                return QuantityMod(mod)
    return None


# --- between quantities ---------------------------------------------------------------------------


def linked(scan: Scan, placed: Sequence[Placed]) -> tuple[Quantity, ...]:
    """The quantities with what they share, the wholes of parts, and what totals replace."""
    _share_nouns(placed)
    _join_totals(scan, placed)
    _link_parts(scan, placed)
    _link_totals(scan, placed)
    return tuple(one.quantity for one in placed)


_NEAR: Final = 16  # characters


def _share_nouns(placed: Sequence[Placed]) -> None:
    """«بمقتل 4 وإصابة 9 من أفراد الشرطة»: the first takes the noun of the second."""
    for place in range(len(placed) - 2, -1, -1):
        here, after = placed[place].quantity, placed[place + 1].quantity
        elided = here.rule == "number" and here.unit_text is None and after.unit_text is not None
        near = after.span.start - here.span.end <= _NEAR
        if (
            near
            and elided
            and here.unit in {None, "person"}
            and placed[place + 1].kind in {"person", "group", None}
            and here.role in PEOPLE
            and after.role in PEOPLE
        ):
            placed[place].quantity = replace(
                here, unit=after.unit, population=here.population or after.population
            )


def _join_totals(scan: Scan, placed: Sequence[Placed]) -> None:
    """«إلى 33 قتيلا و120 جريحا»: what is joined to a total is one."""
    for before, after in pairwise(placed):
        joined = after.joined and after.first - before.last <= 2 and after.quantity.role is not None
        if before.quantity.total and joined and _same_sentence(scan, before, after):
            after.quantity = replace(after.quantity, total=True)


def _same_sentence(scan: Scan, one: Placed, other: Placed) -> bool:
    return scan.words.sentence_of[one.first] == scan.words.sentence_of[other.first]


def _link_parts(scan: Scan, placed: Sequence[Placed]) -> None:
    """«27 قتيلا، بينهم ستة أطفال وامرأتان»: parts and the whole that they are of."""
    whole = 0
    for place, (before, one) in enumerate(pairwise(placed), 1):
        between = range(before.last + 1, one.first)
        marked = any(scan.words.forms[token] in tolls().part
                     for token in range(before.last + 1, one.last + 1))  # fmt: skip
        joins = before.quantity.part_of is not None and not any(
            is_break(scan, token) or scan.verb(token) for token in between
        )
        near = _same_sentence(scan, before, one) and len(between) <= _PART_REACH
        if near and (marked or joins) and _contains(placed[whole], one):
            one.quantity = _part(one.quantity, whole, placed[whole].quantity)
        else:
            whole = place


_PART_REACH: Final = 16  # tokens from a whole, or from another part, to a part


def _contains(whole: Placed, part: Placed) -> bool:
    """Whether a count can be a part of another one."""
    if whole.quantity.percent is not None or whole.quantity.unit == "times":
        return False
    people = {None, "person", "group", "casualty"}
    if (whole.kind in people) != (part.kind in people):
        return False
    most = whole.quantity.high if whole.quantity.high is not None else whole.quantity.value
    least = part.quantity.low if part.quantity.low is not None else part.quantity.value
    return whole.quantity.high is None or most is None or least is None or least <= most


def _part(part: Quantity, whole: int, of: Quantity) -> Quantity:
    """A part takes the role of its whole, and its unit where it names none."""
    unit = of.unit if part.unit in {None, "person"} and part.unit_text is None else part.unit
    return replace(part, part_of=whole, role=part.role or of.role, unit=unit)


def _link_totals(scan: Scan, placed: Sequence[Placed]) -> None:
    """«ارتفعت من 12 إلى 19», «إلى 19 بعد أن كانت 12»: what a total takes the place of."""
    for place in range(1, len(placed)):
        before, after = placed[place - 1], placed[place]
        if scan.words.sentence_of[before.first] != scan.words.sentence_of[after.first]:
            continue
        totals = before.quantity.total and after.quantity.total
        if totals and _follows(scan, before, "rise-from") and _follows(scan, after, "rise-to"):
            before.quantity = _with_noun(before.quantity, after.quantity)
            after.quantity = replace(_with_noun(after.quantity, before.quantity),
                                     replaces=place - 1)  # fmt: skip
        elif before.quantity.total and is_former(scan, after.first):
            after.quantity = replace(_with_noun(after.quantity, before.quantity), total=True)
            before.quantity = replace(before.quantity, replaces=place)


def _follows(scan: Scan, one: Placed, kind: str) -> bool:
    return one.first > 0 and bool(scan.hits.at(one.first - 1, kind))


def _with_noun(quantity: Quantity, other: Quantity) -> Quantity:
    """A total that names no noun counts what the other one does."""
    if quantity.unit_text is not None:
        return quantity
    return replace(quantity, unit=other.unit, role=quantity.role or other.role,
                   population=quantity.population or other.population)  # fmt: skip
