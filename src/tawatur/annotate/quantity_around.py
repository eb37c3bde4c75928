"""What the words around say of quantities: bounds, running totals, parts, what is left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tawatur.annotate.quantity_count import Count
from tawatur.annotate.quantity_toll import COMMAS, PEOPLE, role_at, tolls
from tawatur.annotate.quantity_unit import Counted
from tawatur.model.mention import QuantityMod
from tawatur.rules.phrase import is_break
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

_TALLY_REACH: Final = 10
_FAR: Final = 24


def is_tally(scan: Scan, token: int) -> bool:
    """Whether a number is a running total: «ارتفع عدد القتلى إلى 26»."""
    first, _ = scan.sentence(token)
    hits = scan.hits
    if not hits.among(max(first, token - _FAR), token, "tally"):
        return False
    # «ارتفعت حصيلة الهجوم الذي استهدف ... إلى 14»: far off only behind the preposition of the verb
    to = hits.among(max(first, token - 3), token, "rise-from", "rise-to")
    rise = tally = False
    for place in range(token - 1, max(first, token - (_FAR if to else _TALLY_REACH)) - 1, -1):
        if is_break(scan, place) and not (to and scan.words.forms[place] in COMMAS):
            break
        kinds = hits.by_token[place]
        rise = rise or "reach" in kinds or (to and "rise" in kinds)
        tally = tally or "tally" in kinds
        if rise and tally:
            return True
    return False


def rises(scan: Scan, token: int) -> bool:
    """Whether a total is told as what a toll rose to: «ارتفع إلى», no «بلغ» and no «وصل إلى»."""
    first, _ = scan.sentence(token)
    hits = scan.hits
    if not hits.among(max(first, token - 3), token, "rise-to"):
        return False
    for place in range(token - 1, max(first, token - _FAR) - 1, -1):
        if is_break(scan, place) and scan.words.forms[place] not in COMMAS:
            return False
        if hits.at(place, "up"):
            return True
    return False


def is_stated(scan: Scan, token: int) -> bool:
    """«عدد القتلى 14»: the number follows the noun that it counts."""
    return (
        token - 2 >= scan.sentence(token)[0]
        and "casualty" in scan.hits.kinds(token - 1)
        and "tally" in scan.hits.kinds(token - 2)
    )


def is_former(scan: Scan, token: int) -> bool:
    """«بعد أن كانت 12», «مقابل 12»: the figure that a total takes the place of."""
    if token == 0:
        return False
    first, _ = scan.sentence(token)
    if not scan.hits.among(max(first, token - 4), token, "former"):
        return False
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


def toll_of(scan: Scan, token: int) -> str | None:
    """The role of persons in «بلغ عدد القتلى 317 شخصا»: that of the noun whose number it is.

    That noun stands behind a word for a total, or as the subject of a verb of reaching.
    """
    first, _ = scan.sentence(token)
    hits = scan.hits
    if not hits.among(max(first, token - _TALLY_REACH), token, "tally", "rise", "reach"):
        return None
    for place in range(token - 1, max(first, token - _TALLY_REACH), -1):
        if is_break(scan, place):
            return None
        if {"tally", "rise", "reach"} & hits.kinds(place - 1):
            for hit in hits.at(place, "noun"):
                if isinstance(hit.mention, Counted) and hit.mention.unit.role is not None:
                    return hit.mention.unit.role
    return None


def unit_before(scan: Scan, token: int) -> str | None:
    """Whom «العشرات» means: the people named last in its sentence."""
    first, _ = scan.sentence(token)
    for place in range(token - 1, first - 1, -1):
        for hit in scan.hits.at(place, "plural"):
            if isinstance(hit.mention, Counted) and hit.mention.unit.kind == "person":
                return hit.mention.unit.name
    return None


_BOUND_REACH: Final = 8


def bound_before(scan: Scan, token: int) -> QuantityMod | None:
    """The bound that a verb farther off sets: «لا يتجاوز عددهم 15», «يزيد طولها على 900 متر»."""
    first, _ = scan.sentence(token)
    if not scan.hits.among(max(first, token - _BOUND_REACH), token, "bound-verb"):
        return None
    for place in range(token - 1, max(first, token - _BOUND_REACH) - 1, -1):
        if is_break(scan, place) or "number" in scan.hits.kinds(place):
            return None
        for hit in scan.hits.at(place, "bound-verb"):
            particle = scan.words.forms[token - 1]
            needed = hit.entry.get("behind")
            if needed is None or particle in folded(needed).split():
                negated = place > first and scan.is_particle(place - 1, "neg")
                mod = hit.entry["negated"] if negated else hit.entry["mod"]
                return QuantityMod(mod)
    return None


def bound_behind(scan: Scan, last: int) -> QuantityMod | None:
    """«3 جنود فرنسيين على الأقل»: a bound behind the adjectives of what is counted."""
    stop = min(len(scan.words), last + _ADJECTIVES + 2)
    if not scan.hits.among(last + 1, stop, "bound-after"):
        return None
    for token in range(last + 1, stop):
        for hit in scan.hits.at(token, "bound-after"):
            return QuantityMod(hit.entry["mod"])
        if is_break(scan, token) or scan.is_particle(token) or scan.verb(token):
            return None
        if "number" in scan.hits.kinds(token):
            return None
    return None


_ADJECTIVES: Final = 2

# --- between quantities ---------------------------------------------------------------------------


def link(scan: Scan, placed: Sequence[Count]) -> None:
    """Adds what quantities share, the wholes of parts, and what totals replace."""
    _drop_agents(scan, placed)
    _share_nouns(placed)
    _join_totals(scan, placed)
    _link_parts(scan, placed)
    _link_joined(scan, placed)
    _link_totals(scan, placed)
    _link_earlier(scan, placed)


_AGENT_REACH: Final = 4  # tokens


def _drop_agents(scan: Scan, placed: Sequence[Count]) -> None:
    """«قتل أربعة مسلحين ملثمين 12 شخصا»: of two counts of one verb the first is who did it."""
    for before, after in pairwise(placed):
        gap = range(before.last + 1, after.first)
        same = before.role == after.role and after.role in PEOPLE
        if not same or after.joined or len(gap) > _AGENT_REACH or not before.first:
            continue
        plain = not any(
            is_break(scan, token)
            or scan.is_particle(token)
            or scan.verb(token)
            or role_at(scan, token)  # «قتل 6 أشخاص والشروع بقتل 5»
            for token in gap
        )
        if plain and scan.verb(before.first - 1) is not None and after.unit_text:
            before.role = None


_NEAR: Final = 16  # characters


def _share_nouns(placed: Sequence[Count]) -> None:
    """«بمقتل 4 وإصابة 9 من أفراد الشرطة»: the first takes the noun of the second."""
    for place in range(len(placed) - 2, -1, -1):
        here, after = placed[place], placed[place + 1]
        elided = here.rule == "number" and here.unit_text is None and after.unit_text is not None
        near = after.span.start - here.span.end <= _NEAR
        if (
            near
            and elided
            and here.unit in {None, "person"}
            and after.kind in {"person", "group", None}
            and here.role in PEOPLE
            and after.role in PEOPLE
        ):
            here.unit, here.population = after.unit, here.population or after.population


def _join_totals(scan: Scan, placed: Sequence[Count]) -> None:
    """«إلى 33 قتيلا و120 جريحا»: what is joined to a total is one."""
    for before, after in pairwise(placed):
        joined = after.joined and after.first - before.last <= 2 and after.role is not None
        if before.total and joined and _same_sentence(scan, before, after):
            after.total, after.rose = True, before.rose


def _same_sentence(scan: Scan, one: Count, other: Count) -> bool:
    return scan.words.sentence_of[one.first] == scan.words.sentence_of[other.first]


def _link_parts(scan: Scan, placed: Sequence[Count]) -> None:
    """«27 قتيلا، بينهم ستة أطفال وامرأتان»: parts and the whole that they are of."""
    whole = 0
    for place, (before, one) in enumerate(pairwise(placed), 1):
        between = range(before.last + 1, one.first)
        if len(between) > _PART_REACH or not _same_sentence(scan, before, one):
            whole = place
            continue
        near = max(before.last + 1, one.first - _MARKER_REACH)
        marked = not tolls().part.isdisjoint(scan.words.forms[near : one.last + 1])
        joins = (
            before.part_of is not None
            and one.joined
            and not any(is_break(scan, token) or scan.verb(token) for token in between)
        )
        if (marked or joins) and _contains(placed[whole], one):
            if placed[whole].role is None and _opens_clause(scan, placed[whole]):
                placed[whole].role = _told_behind(one)
            _make_part(one, whole, placed[whole])
        else:
            whole = place


_PART_REACH: Final = 16  # tokens from a whole, or from another part, to a part
_MARKER_REACH: Final = 2  # tokens from «بينهم» to the part


def _contains(whole: Count, part: Count) -> bool:
    """Whether a count can be a part of another one."""
    if whole.percent is not None or whole.unit == "times":
        return False
    people = {None, "person", "group", "casualty"}
    if (whole.kind in people) != (part.kind in people):
        return False
    most = whole.high if whole.high is not None else whole.value
    least = part.low if part.low is not None else part.value
    return whole.high is None or most is None or least is None or least <= most


def _opens_clause(scan: Scan, one: Count) -> bool:
    start, _ = scan.sentence(one.first)
    return one.first == start or scan.is_particle(one.first - 1, "comp")


def _told_behind(part: Count) -> str | None:
    """«إن 17 مدنيا بينهم 4 أطفال لقوا حتفهم»: what is told behind a part is told of all of them."""
    by_noun = part.noun is not None and part.noun.unit.role is not None  # «بينهم 4 جرحى»
    return part.role if part.role in PEOPLE and not by_noun else None


def _make_part(part: Count, whole: int, of: Count) -> None:
    """A part takes the role of its whole, and its unit where it names none."""
    if part.unit in {None, "person"} and part.unit_text is None:
        part.unit = of.unit
    part.part_of, part.role = whole, part.role or of.role


def _link_totals(scan: Scan, placed: Sequence[Count]) -> None:
    """«ارتفعت من 12 إلى 19», «إلى 19 بعد أن كانت 12»: what a total takes the place of."""
    for place in range(1, len(placed)):
        before, after = placed[place - 1], placed[place]
        if scan.words.sentence_of[before.first] != scan.words.sentence_of[after.first]:
            continue
        totals = before.total and after.total
        if totals and _follows(scan, before, "rise-from") and _follows(scan, after, "rise-to"):
            _share_noun(before, after)
            _share_noun(after, before)
            after.replaces, after.rose = place - 1, _is_more(after, before)
        elif before.total and is_former(scan, after.first):
            _share_noun(after, before)
            after.total = True
            before.replaces, before.rose = place, _is_more(before, after)


def _is_more(new: Count, old: Count) -> bool:
    return new.value is not None and old.value is not None and new.value > old.value


def _link_joined(scan: Scan, placed: Sequence[Count]) -> None:
    """«مقتل ضابط وجنديين», «امرأة وطفليها»: of people joined by «و» none is a part of others."""
    for place, (before, after) in enumerate(pairwise(placed)):
        if not after.joined or before.role not in PEOPLE:
            continue
        if after.role is None and after.kind == before.kind == "person":
            after.role = _role_of(scan, before, after)  # «بين القتلى طفلان و3 نساء»
        if (
            after.role != before.role
            or before.part_of is not None
            or after.part_of is not None
            or not after.value
        ):
            continue
        if _adjoin(scan, before, after):
            after.joins = place


def _role_of(scan: Scan, before: Count, after: Count) -> str | None:
    """The role of what is joined to a count without a word of its own."""
    return before.role if _adjoin(scan, before, after) else None


def _adjoin(scan: Scan, before: Count, after: Count) -> bool:
    """Whether «و» and words of the first count alone stand between two."""
    gap = range(before.last + 1, after.first)
    return len(gap) <= _JOINED_REACH and not any(
        is_break(scan, token)
        or scan.verb(token)
        or (scan.is_particle(token) and not scan.is_particle(token, "conj"))
        for token in gap
    )


_JOINED_REACH: Final = 4  # tokens


def _follows(scan: Scan, one: Count, kind: str) -> bool:
    return one.first > 0 and bool(scan.hits.at(one.first - 1, kind))


def _share_noun(count: Count, other: Count) -> None:
    """A total that names no noun counts what the other one does."""
    if count.unit_text is None:
        count.unit, count.role = other.unit, count.role or other.role
        count.population = count.population or other.population


def _link_earlier(scan: Scan, placed: Sequence[Count]) -> None:
    """«وكانت حصيلة سابقة أشارت إلى 30»: the nearest total of that toll takes the place of it."""
    markers = scan.hits.tokens("earlier") if len(placed) > 1 else ()
    firsts = [one.first for one in placed] if markers else []
    for marker in markers:
        place = bisect_right(firsts, marker)
        if place == len(placed) or firsts[place] - marker > _TALLY_REACH:
            continue
        old = placed[place]
        around = range(max(0, place - _COUNTS_AWAY), min(len(placed), place + _COUNTS_AWAY + 1))
        fitting = [at for at in around if at != place and _is_newer(scan, placed[at], old)]
        if fitting:
            newest = min(fitting, key=lambda at: (not placed[at].total, abs(at - place)))
            placed[newest].replaces, placed[newest].total, old.total = place, True, True
            placed[newest].rose = _is_more(placed[newest], old)


_COUNTS_AWAY: Final = 6


def _is_newer(scan: Scan, new: Count, old: Count) -> bool:
    """Whether a count in the same or the next sentence can be the whole toll, told anew."""
    sentence = scan.words.sentence_of
    if new.role != old.role or new.replaces is not None or new.part_of is not None:
        return False
    near = abs(sentence[new.first] - sentence[old.first]) <= 1
    return near and (new.total or new.role in PEOPLE)
