"""What speaks for and against two sides being of one happening, feature by feature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final

from tawatur.link.apart import ANY_ATTACK, TOLLS, kinds_apart, overlap
from tawatur.link.directory import Directory
from tawatur.link.named import Naming
from tawatur.link.side import Side
from tawatur.link.tables import Level, levels
from tawatur.model.claim import Weight

FRESH: Final = timedelta(days=3)
LATE: Final = timedelta(days=60)
BOTH_LATE: Final = timedelta(days=21)  # between reports of which neither gives a day
_TOLD: Final = 2.0  # bits of a place that say as much as the name in the text
_NOBODY: Final[frozenset[str]] = frozenset()
_ROUND: Final = 3.0  # smaller numbers agree by chance

Evidence = tuple[Level, str, str]


def weights(found: Iterable[Evidence]) -> tuple[Weight, ...]:
    """The evidence with its sentences, as a reader sees it."""
    return tuple(level.weight(value, other) for level, value, other in found)


def total(found: Sequence[Evidence]) -> float:
    """The sum of the bits; two sides are joined where it is above zero."""
    return sum(level.bits for level, _, _ in found)


def _of(feature: str, level: str, value: str = "", other: str = "") -> Evidence:
    return levels()[feature, level], value, other


def _one_person(left: Side, right: Side) -> bool:
    """Whether the left one is the killing of somebody named, of whom the right one is silent."""
    return (
        "killing" in left.types
        and bool(left.actors.get("victim"))
        and not right.actors.get("victim")
        and "casualties" not in right.types
    )


def _names(left: frozenset[str], right: frozenset[str]) -> tuple[str, str]:
    return ", ".join(sorted(left)), ", ".join(sorted(right))


def prior() -> Evidence:
    """What holds of any two accounts of one family."""
    return _of("prior", "any")


def of_texts(left: Side, right: Side, *, copied: bool) -> tuple[Evidence, ...]:
    """Whether one passage is a copy of the other, or both stand in one report."""
    if copied:
        return (_of("text", "copied"),)
    if left.document != right.document:
        return ()
    nearest = min(abs(a - b) for a in left.sentences for b in right.sentences)
    toll = bool((left.types ^ right.types) & TOLLS)
    return (_of("text", "beside" if nearest <= 1 and toll else "same"),)


def of_types(
    left: Side, right: Side, _: Directory, __: Naming | None = None
) -> tuple[Evidence, ...]:
    """Whether they tell of the same kind of event."""
    return (_type(left, right),)


def _type(left: Side, right: Side) -> Evidence:
    value, other = _names(left.types, right.types)
    if kinds_apart(left, right):
        return _of("type", "different", value, other)
    shared = left.types & right.types
    if shared:
        return _of("type", "same", ", ".join(sorted(shared)))
    if _one_person(left, right) or _one_person(right, left):
        return _of("type", "different", value, other)
    if (left.types | right.types) & ANY_ATTACK:
        return _of("type", "related", value, other)
    return _of("type", "different", value, other)


def of_days(
    left: Side, right: Side, _: Directory, __: Naming | None = None
) -> tuple[Evidence, ...]:
    """Whether their days are the same, or can be."""
    return tuple(_day(left, right))


def _day(left: Side, right: Side) -> Iterator[Evidence]:
    possible = _possible(left, right)
    if possible:
        more = "" if len(possible) <= 2 else f" and {len(possible) - 2} others"
        yield _of("day", "possible", ", ".join(map(str, possible[:2])) + more)
        return
    if left.days and right.days:
        value, other = _range(left.days), _range(right.days)
        if left.narrow and right.narrow:
            yield _of("day", "same" if overlap(left, right) else "near", value, other)
        elif overlap(left, right):
            yield _of("day", "overlap", value, other)
        return
    dated, other_side = (left, right) if left.days else (right, left)
    if dated.days:
        if other_side.latest:
            gap = other_side.latest - dated.days[1]
            known = other_side.earliest == other_side.latest
            late = other_side.earliest and other_side.earliest - dated.days[1] > LATE
            level = "fresh" if gap <= FRESH and known else "late" if late else "open"
            yield _of("day", level, _range(dated.days))
        else:
            yield _of("day", "unknown")
    elif left.document != right.document:
        begun = max(left.earliest or date.min, right.earliest or date.min)
        ended = min(left.latest or date.max, right.latest or date.max)
        yield _of("day", "late" if begun - ended > BOTH_LATE else "none", str(ended))


def _possible(left: Side, right: Side) -> list[date]:
    """The days on which both can lie, where at least one leaves several open."""
    if left.candidates and right.candidates:
        return sorted(left.candidates & right.candidates)
    for one, other in ((left, right), (right, left)):
        if one.candidates and other.days:
            low, high = other.days
            return sorted(day for day in one.candidates if low <= day <= high)
    return []


def _range(days: tuple[date, date]) -> str:
    return f"{days[0]}" if days[0] == days[1] else f"{days[0]} to {days[1]}"


_BY_RELATION: Final = {
    "locality": "locality",
    "region": "region",
    "country": "country",
    "inside": "inside",
    "around": "inside",
    "near": "near",
    "apart": "apart",
}


def of_places(
    left: Side, right: Side, directory: Directory, naming: Naming | None = None
) -> tuple[Evidence, ...]:
    """How their places lie; the names in their sentences where that says little."""
    found = tuple(_place(left, right, directory))
    shared = naming.level(left.names & right.names) if naming else None
    if shared and not any(level.bits >= _TOLD for level, _, _ in found):
        return (*found, _of("name", *shared))
    return found


def _place(left: Side, right: Side, directory: Directory) -> Iterator[Evidence]:
    """The best that can be said of any two of their places."""
    if left.crowded or right.crowded:
        yield _of("place", "open")
        return
    if not left.places or not right.places:
        if left.places or right.places:
            yield _of("place", "one")
        return
    best: Evidence | None = None
    for one in sorted(left.places):
        for two in sorted(right.places):
            relation = directory.relation(one, two)
            if relation is None:
                continue
            level = _BY_RELATION[relation]
            inner, outer = (two, one) if relation == "around" else (one, two)
            if level == "inside" and directory.is_country(outer):
                level = "in-country"
            weight = _of("place", level, directory.name(inner), directory.name(outer))
            if best is None or weight[0].bits > best[0].bits:
                best = weight
    if best is not None:
        yield best


def of_actors(
    left: Side, right: Side, directory: Directory, __: Naming | None = None
) -> tuple[Evidence, ...]:
    """Whether they name the same ones, in the same parts."""
    return tuple(_actors(left, right, directory))


def _actors(left: Side, right: Side, directory: Directory) -> Iterator[Evidence]:
    if not left.actors and not right.actors:
        return
    counted: set[str] = set()
    agreed: set[str] = set()
    for role in ("victim", "target", "object", "agent"):
        one, two = left.actors.get(role, _NOBODY), right.actors.get(role, _NOBODY)
        if not one and not two:
            continue
        shared = one & two - (left.places & right.places if role == "target" else frozenset())
        if shared:
            counted |= shared
            agreed.add(role)
            yield _of(role, "same", ", ".join(map(directory.name, sorted(shared))))
        elif one and two and not one & two and (role, "different") in levels():
            yield _of(
                role,
                "different",
                ", ".join(map(directory.name, sorted(one))),
                ", ".join(map(directory.name, sorted(two))),
            )
        elif role == "agent" and bool(one) != bool(two):
            yield _of("agent", "one")
    if {"agent", "target"} <= agreed:
        yield _of("parties", "same")
    if not left.actors or not right.actors:
        return
    everyone = _everyone(left) & _everyone(right) - counted - (left.places | right.places)
    for entity in sorted(everyone):
        if not directory.is_place(entity):
            yield _of("participant", "same", directory.name(entity))
            return


def _everyone(side: Side) -> frozenset[str]:
    return frozenset().union(*side.actors.values())


def of_speakers(
    left: Side, right: Side, directory: Directory, __: Naming | None = None
) -> tuple[Evidence, ...]:
    """Whether both have it from the same speaker."""
    told = left.speakers & right.speakers
    if not told or left.document == right.document:
        return ()
    return (_of("speaker", "same", ", ".join(map(directory.name, sorted(told)))),)


def of_counts(
    left: Side, right: Side, _: Directory, __: Naming | None = None
) -> tuple[Evidence, ...]:
    """The count that agrees best; a number that differs says little, for tolls rise."""
    return tuple(_counts(left, right))


def _counts(left: Side, right: Side) -> Iterator[Evidence]:
    best: Evidence | None = None
    for key in sorted(left.counts.keys() & right.counts.keys()):
        for one, two in product(left.counts[key], right.counts[key]):
            text = f"{_number(one)} {key[0] or key[1]}", f"{_number(two)} {key[0] or key[1]}"
            if one == two and one[0] == one[1] and one[0] >= _ROUND:
                weight = _of("count", "same", *text)
            elif one[0] <= two[1] and two[0] <= one[1]:
                weight = _of("count", "compatible", *text)
            else:
                weight = _of("count", "different", *text)
            if best is None or weight[0].bits > best[0].bits:
                best = weight
    if best is not None:
        yield best


def _number(value: tuple[float, float]) -> str:
    low, high = value
    if low == high:
        return f"{low:g}"
    return f"at least {low:g}" if high == float("inf") else f"{low:g} to {high:g}"


def of_activities(
    left: Side, right: Side, _: Directory, __: Naming | None = None
) -> tuple[Evidence, ...]:
    """Whether both speak of one activity."""
    shared = left.activities & right.activities
    if shared:
        return (_of("activity", "same", ", ".join(sorted(shared))),)
    if left.activities and right.activities:
        return (_of("activity", "part", *_names(left.activities, right.activities)),)
    if left.document == right.document and left.activities | right.activities:
        return (_of("activity", "unsaid", *sorted(left.activities | right.activities)[:1]),)
    return ()
