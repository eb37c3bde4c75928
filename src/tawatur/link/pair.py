"""What forbids that two sides speak of one happening, and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final

from tawatur.link.directory import Directory
from tawatur.link.named import Naming
from tawatur.link.side import Side
from tawatur.link.tables import Level, family, levels
from tawatur.model.claim import Weight
from tawatur.model.mention import Factuality

FRESH: Final = timedelta(days=3)
DAY: Final = timedelta(days=1)
LATE: Final = timedelta(days=60)
_TOLLS: Final = frozenset({"casualties", "killing"})
_ANY_ATTACK: Final = frozenset({"attack", "casualties", "killing"})
_ALIKE: Final = (
    frozenset({"airstrike", "drone-attack", "missile-attack"}),
    frozenset({"shelling", "missile-attack"}),
)
_ANY_ACTIVITY: Final = frozenset({"operations"})  # training and strikes are operations too
_NEVER_BOTH: Final = frozenset({Factuality.PENDING, Factuality.POSSIBLE, Factuality.CONDITIONAL})
_NEUTRAL: Final = -0.25
_TOLD: Final = 2.0  # bits of a place that say as much as the name in the text
_NOBODY: Final[frozenset[str]] = frozenset()
_ROUND: Final = 3.0  # smaller numbers agree by chance


def forbidden(left: Side, right: Side, directory: Directory) -> str | None:
    """Why the two cannot speak of one happening, if anything forbids it."""
    if left.family != right.family:
        return "different kinds of event"
    if left.ahead != right.ahead and not _carried_out(left, right):
        return "one has happened, the other lies ahead"
    if (
        left.activities
        and right.activities
        and not (
            left.activities & right.activities
            or (left.activities | right.activities) & _ANY_ACTIVITY
        )
    ):
        return "different activities"
    reason = _days_apart(left, right)
    if reason:
        return reason
    if (
        left.places
        and right.places
        and all(
            directory.relation(one, two) == "apart" for one in left.places for two in right.places
        )
    ):
        return "places apart"
    if "killing" in left.types & right.types and _disjoint(left, right, "victim"):
        return "different victims"
    if left.document == right.document:
        return _told_apart(left, right, directory)
    return None


def _carried_out(left: Side, right: Side) -> bool:
    """Whether one announces for the very day what the other tells as done."""
    if (left.modes | right.modes) & _NEVER_BOTH:
        return False
    announced, done = (left, right) if left.ahead else (right, left)
    if left.actors.get("object", frozenset()) & right.actors.get("object", frozenset()):
        return not (announced.narrow and done.narrow) or _overlap(announced, done)
    if not (left.activities and right.activities):
        return False
    if not announced.narrow:
        return False
    if done.days is None:
        return left.document == right.document
    return done.narrow and _overlap(announced, done)


def _overlap(left: Side, right: Side) -> bool:
    assert left.days is not None
    assert right.days is not None
    return left.days[0] <= right.days[1] and right.days[0] <= left.days[1]


def _days_apart(left: Side, right: Side) -> str | None:
    if left.candidates and right.candidates and not left.candidates & right.candidates:
        return "no day in common"
    for one, other in ((left, right), (right, left)):
        if one.candidates and not other.candidates and other.days:
            low, high = other.days
            if not any(low - DAY <= day <= high + DAY for day in one.candidates):
                return "no day in common"
    if left.days and right.days:
        gap = max(left.days[0], right.days[0]) - min(left.days[1], right.days[1])
        most = max(family(type_).days for type_ in left.types | right.types)
        wide = not (left.narrow and right.narrow)
        if gap > timedelta(0 if wide else most):
            return "days too far apart"
        return None
    for dated, other in ((left, right), (right, left)):
        if not dated.days or other.days or other.ahead or other.latest is None:
            continue
        if dated.days[0] > other.latest:
            return "reported before that day"
    return None


def _disjoint(left: Side, right: Side, role: str) -> bool:
    one, two = left.actors.get(role), right.actors.get(role)
    return bool(one) and bool(two) and not one & two  # type: ignore[operator]


def _told_apart(left: Side, right: Side, directory: Directory) -> str | None:
    """A text that gives different days, places or victims tells of different events.

    Two events of one type in one sentence are two; a toll and its attack are one.
    """
    if left.narrow and right.narrow and not _overlap(left, right):
        return "told apart by their days"
    if (
        left.places
        and right.places
        and not any(
            directory.relation(one, two) not in {"apart", "near", None}
            or directory.can_lie_in(one, two)
            for one in left.places
            for two in right.places
        )
    ):
        return "told apart by their places"
    if befallen(left, right):
        return "told apart by what they befell"
    toll = bool((left.types ^ right.types) & _TOLLS)
    one_victim = left.actors.get("victim", frozenset()) & right.actors.get("victim", frozenset())
    if not toll and not one_victim and left.sentences & right.sentences:
        return "two events of one sentence"
    return "told apart by their kinds" if kinds_apart(left, right) else None


def befallen(left: Side, right: Side) -> bool:
    """Whether the two befell different ones; what is suspended or resumed is an activity, and
    who is named in it may be any who takes part.
    """
    if _disjoint(left, right, "victim"):
        return True
    return not (left.activities and right.activities) and _disjoint(left, right, "object")


def kinds_apart(left: Side, right: Side) -> bool:
    """Whether two attacks of one text are of kinds that are not two words for one."""
    one, two = left.types - _ANY_ATTACK, right.types - _ANY_ATTACK
    if left.family != "attack" or not one or not two or one & two:
        return False
    return not any((one | two) <= alike for alike in _ALIKE)


Evidence = tuple[Level, str, str]


def weights(found: Iterable[Evidence]) -> tuple[Weight, ...]:
    """The evidence with its sentences, as a reader sees it."""
    return tuple(level.weight(value, other) for level, value, other in found)


def evidence(
    left: Side,
    right: Side,
    directory: Directory,
    *,
    copied: bool = False,
    naming: Naming | None = None,
) -> tuple[Evidence, ...]:
    """What speaks for and against the two speaking of one happening, the same either way round."""
    if right.order < left.order:
        left, right = right, left
    found = [_of("prior", "any"), *_type(left, right), *_day(left, right)]
    found.extend(_place(left, right, directory))
    shared_name = naming.level(left.names & right.names) if naming else None
    if shared_name and not any(
        level.feature == "place" and level.bits >= _TOLD for level, _, _ in found
    ):
        found.append(_of("name", *shared_name))
    found.extend(_actors(left, right, directory))
    told = left.speakers & right.speakers
    if told and left.document != right.document:
        found.append(_of("speaker", "same", ", ".join(map(directory.name, sorted(told)))))
    found.extend(_counts(left, right))
    shared = left.activities & right.activities
    if shared:
        found.append(_of("activity", "same", ", ".join(sorted(shared))))
    elif left.activities and right.activities:
        found.append(_of("activity", "part", *_names(left.activities, right.activities)))
    elif left.document == right.document and left.activities | right.activities:
        found.append(_of("activity", "unsaid", *sorted(left.activities | right.activities)[:1]))
    if copied:
        found.append(_of("text", "copied"))
    elif left.document == right.document:
        nearest = min(abs(a - b) for a in left.sentences for b in right.sentences)
        toll = bool((left.types ^ right.types) & _TOLLS)
        found.append(_of("text", "beside" if nearest <= 1 and toll else "same"))
    return tuple(found)


def total(found: Sequence[Evidence]) -> float:
    """The sum of the bits; two sides are joined where it is above zero."""
    return sum(level.bits for level, _, _ in found)


def support(found: Sequence[Evidence]) -> float:
    """What a pair adds to the average of two groups.

    A pair about which little is said speaks against joining them only if something in it does.
    """
    bits = total(found)
    if bits < _NEUTRAL and all(level.bits >= 0 for level, _, _ in found[1:]):
        return _NEUTRAL
    return bits


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


def _type(left: Side, right: Side) -> Iterator[Evidence]:
    shared = left.types & right.types
    value, other = _names(left.types, right.types)
    if shared:
        yield _of("type", "same", ", ".join(sorted(shared)))
    elif _one_person(left, right) or _one_person(right, left):
        yield _of("type", "different", value, other)
    elif (left.types | right.types) & _ANY_ATTACK:
        yield _of("type", "related", value, other)
    else:
        yield _of("type", "different", value, other)


def _day(left: Side, right: Side) -> Iterator[Evidence]:
    possible = _possible(left, right)
    if possible:
        more = "" if len(possible) <= 2 else f" and {len(possible) - 2} others"
        yield _of("day", "possible", ", ".join(map(str, possible[:2])) + more)
        return
    if left.days and right.days:
        value, other = _range(left.days), _range(right.days)
        if left.narrow and right.narrow:
            yield _of("day", "same" if _overlap(left, right) else "near", value, other)
        elif _overlap(left, right):
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
    elif left.document != right.document:
        begun = max(left.earliest or date.min, right.earliest or date.min)
        ended = min(left.latest or date.max, right.latest or date.max)
        yield _of("day", "late" if begun - ended > LATE else "none", str(ended))


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


def _place(left: Side, right: Side, directory: Directory) -> Iterator[Evidence]:
    """The best that can be said of any two of their places."""
    if not left.places and not right.places:
        return
    if not left.places or not right.places:
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


def _counts(left: Side, right: Side) -> Iterator[Evidence]:
    """The count that agrees best; a number that differs says little, for tolls rise."""
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
