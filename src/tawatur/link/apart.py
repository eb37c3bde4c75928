"""What forbids that two sides speak of one happening: rules that go before every weight."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tawatur.link.directory import Directory
from tawatur.link.side import Side
from tawatur.link.tables import family
from tawatur.model.mention import Factuality

DAY: Final = timedelta(days=1)
TOLLS: Final = frozenset({"casualties", "killing"})
ANY_ATTACK: Final = frozenset({"attack", "casualties", "killing"})
_ALIKE: Final = (
    frozenset({"airstrike", "drone-attack", "missile-attack"}),
    frozenset({"shelling", "missile-attack"}),
)
_ANY_ACTIVITY: Final = frozenset({"operations"})  # training and strikes are operations too
_NEVER_BOTH: Final = frozenset({Factuality.PENDING, Factuality.POSSIBLE, Factuality.CONDITIONAL})


def courses_apart(left: Side, right: Side, _: Directory) -> str | None:
    """Whether one tells what has happened and the other of what lies ahead."""
    if left.ahead != right.ahead and not _carried_out(left, right):
        return "one has happened, the other lies ahead"
    return None


def activities_apart(left: Side, right: Side, _: Directory) -> str | None:
    """Whether the two speak of different activities, say of training and of patrols."""
    if not left.activities or not right.activities or left.activities & right.activities:
        return None
    if (left.activities | right.activities) & _ANY_ACTIVITY:
        return None
    return "different activities"


def places_apart(left: Side, right: Side, directory: Directory) -> str | None:
    """Whether each place of the one lies apart from each of the other, or in another province."""
    if not left.places or not right.places:
        return None
    if all(directory.relation(a, b) == "apart" for a in left.places for b in right.places):
        return "places apart"
    here, there = directory.provinces(left.places), directory.provinces(right.places)
    return "in different provinces" if here and there and not here & there else None


def victims_apart(left: Side, right: Side, _: Directory) -> str | None:
    """Whether the two tell of the killing of different people."""
    if "killing" in left.types & right.types and _disjoint(left, right, "victim"):
        return "different victims"
    return None


def _carried_out(left: Side, right: Side) -> bool:
    """Whether one announces for the very day what the other tells as done."""
    if (left.modes | right.modes) & _NEVER_BOTH:
        return False
    announced, done = (left, right) if left.ahead else (right, left)
    if left.actors.get("object", frozenset()) & right.actors.get("object", frozenset()):
        return not (announced.narrow and done.narrow) or overlap(announced, done)
    if not (left.activities and right.activities):
        return False
    if not announced.narrow:
        return False
    if done.days is None:
        return left.document == right.document
    return done.narrow and overlap(announced, done)


def overlap(left: Side, right: Side) -> bool:
    """Whether the stated days of the two have one in common."""
    assert left.days is not None
    assert right.days is not None
    return left.days[0] <= right.days[1] and right.days[0] <= left.days[1]


def days_apart(left: Side, right: Side, _: Directory) -> str | None:
    """Whether no day is left on which both can be, or one was reported before it happened."""
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


def told_apart(left: Side, right: Side, directory: Directory) -> str | None:
    """A text that gives different days, places or victims tells of different events.

    Two events of one type in one sentence are two; a toll and its attack are one.
    """
    if left.narrow and right.narrow and not overlap(left, right):
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
    toll = bool((left.types ^ right.types) & TOLLS)
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
    """Whether two attacks are of kinds that are not two words for one."""
    one, two = left.types - ANY_ATTACK, right.types - ANY_ATTACK
    if left.family != "attack" or not one or not two or one & two:
        return False
    return not any((one | two) <= alike for alike in _ALIKE)
