"""The claims of one text, grouped by the event that they tell of, with the reason for each step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from tawatur.link.apart import befallen, kinds_apart, overlap
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.directory import Directory
from tawatur.link.features import evidence, excluded
from tawatur.link.pair import Evidence, total, weights
from tawatur.link.side import Side, union
from tawatur.link.tables import levels
from tawatur.link.told import Told
from tawatur.model.claim import IncidentLink

_AFTER: Final = timedelta(days=10)  # a toll may be of a day so long after the attack
_BEFORE: Final = timedelta(days=1)
_NEWS: Final = timedelta(days=7)  # before a report, of which it tells as news
_DEATH: Final = frozenset({"killing"})  # of somebody named: not any attack told beside it
_NEAR: Final = 3  # sentences in which a toll may follow one of several attacks


@dataclass
class _Group:
    members: list[Told]
    proofs: list[IncidentLink] = field(default_factory=list)
    _whole: tuple[int, Side] | None = None  # of so many members: every claim of a text asks for it

    @property
    def whole(self) -> Side:
        """All members as one side."""
        if self._whole is None or self._whole[0] != len(self.members):
            self._whole = len(self.members), union([member.side for member in self.members])
        return self._whole[1]

    @property
    def toll(self) -> bool:
        """Whether all members count victims."""
        return all(member.toll for member in self.members)

    @property
    def of_one(self) -> bool:
        """Whether it is the killing of somebody named: tolls of others are not of it."""
        return self.whole.types <= _DEATH and bool(self.whole.actors.get("victim"))

    @property
    def last(self) -> int:
        """Where it was last told of."""
        return max(member.claim.event.trigger.start for member in self.members)

    @property
    def headed(self) -> bool:
        """Whether only headlines tell of it."""
        return all(member.heading for member in self.members)


def groups(
    claims: Sequence[Told], people: Directory, decided: Decided = NOTHING
) -> Iterator[tuple[Side, list[IncidentLink]]]:
    """Each group as one side, with the pairs that joined it, in the order of the text."""
    if len(claims) == 1:
        yield claims[0].side, []
        return
    made: list[_Group] = []
    for each in sorted(claims, key=_place_in_text):
        parted = decided.parts((each.claim.id,))
        possible = [
            group
            for group in made
            if parted.isdisjoint(group.whole.claims) and not _apart(group, each, people)
        ]
        joined = _taken_up(possible, each) or _likely(possible, each, people)
        if joined is None:
            made.append(_Group([each]))
            continue
        group, nearest, level = joined
        found = evidence(nearest.side, each.side, people)
        if level is not None:
            found = (*found, (levels()["text", level], each.claim.event.type, ""))
        group.members.append(each)
        group.proofs.append(
            IncidentLink(nearest.claim.id, each.claim.id, weights(_without_same(found, level)))
        )
    for group in made:
        yield group.whole, group.proofs


def _place_in_text(told: Told) -> tuple[int, str]:
    return told.claim.event.trigger.start, told.claim.id


def _without_same(found: Sequence[Evidence], level: str | None) -> tuple[Evidence, ...]:
    """Evidence in which the stronger reason stands for the plain «in one report»."""
    if level is None:
        return tuple(found)
    return tuple(
        one for one in found if one[0].feature != "text" or one[0].level not in {"same", "beside"}
    )


# --- what keeps apart ----------------------------------------------------------------------------


def _apart(group: _Group, each: Told, people: Directory) -> bool:
    """Whether the text tells the claim apart from the group: by day, place, kind or word."""
    whole, own = group.whole, each.side
    if any(member.turn != each.turn for member in group.members if not member.heading):
        return not each.heading
    if not each.toll and (each.other or all(m.general for m in group.members)):
        return True
    if each.toll != group.toll and own.days and whole.days:
        attack, toll = (whole.days, own.days) if each.toll else (own.days, whole.days)
        if attack[0] - _BEFORE <= toll[0] <= attack[1] + _AFTER:
            own = replace(own, days=None)
    loose = each.heading or group.headed or not each.pinned
    if excluded(whole, replace(own, places=frozenset()) if loose else own, people):
        return True
    if whole.narrow and own.narrow and not overlap(whole, own):
        return True
    if _looks_back(whole, own) or _looks_back(own, whole):
        return True
    if befallen(whole, own) or kinds_apart(whole, own) or _other_parties(whole, own):
        return True
    if each.pinned and not each.heading and _elsewhere(group, each, people):
        return True
    return _listed(group, each)


def _looks_back(wide: Side, narrow: Side) -> bool:
    """«Yesterday», and «last month»: who tells of the last days does not mean them by the month."""
    if wide.days is None or wide.narrow or narrow.days is None or not narrow.narrow:
        return False
    report = narrow.latest
    return report is not None and wide.days[1] < report <= narrow.days[1] + _NEWS


def _other_parties(left: Side, right: Side) -> bool:
    """Whether one accuses, arrests or meets somebody else than the other does."""
    if left.family == "attack":
        return False
    one, two = left.actors.get("target"), right.actors.get("target")
    return bool(one) and bool(two) and not one & two  # type: ignore[operator]


def _elsewhere(group: _Group, each: Told, people: Directory) -> bool:
    """Whether the claim names a place that none of the group's own places contains or lies in."""
    places = {
        place
        for member in group.members
        if member.pinned and not member.heading
        for place in member.side.places
    }
    return bool(places) and not any(
        people.relation(one, two) not in {"apart", "near", None} or people.can_lie_in(one, two)
        for one in places
        for two in each.side.places
    )


def _listed(group: _Group, each: Told) -> bool:
    """Two events of one sentence are two, unless one counts the victims or takes up the other."""
    if each.known or each.toll:
        return False
    own = each.claim.event
    return any(
        member.claim.event.sentence == own.sentence and not member.toll and not member.known
        for member in group.members
    ) and not _one_victim(group, each)


def _one_victim(group: _Group, each: Told) -> bool:
    victims = each.side.actors.get("victim", frozenset())
    return any(victims & member.side.actors.get("victim", frozenset()) for member in group.members)


# --- what joins ----------------------------------------------------------------------------------


def _taken_up(possible: Sequence[_Group], each: Told) -> tuple[_Group, Told, str] | None:
    """The group that the wording points back to."""
    sentence = each.claim.event.sentence
    attack = each.side.family == "attack"
    if each.side.types == _DEATH:
        possible = [g for g in possible if g.whole.types & _DEATH]
    elif not each.toll:
        possible = [g for g in possible if not g.whole.types <= _DEATH]
    beside = [g for g in possible if any(_beside(m, each) for m in g.members)]
    if attack and each.toll:
        told = [g for g in possible if not g.toll and not g.of_one]
        if beside:
            return _nearest(beside, each, "toll")
        if len(told) > 1:
            told = [g for g in told if any(_follows(m, sentence) for m in g.members)]
        if told:
            return _nearest(_leading(told), each, "toll")
        return _nearest([g for g in possible if g.headed], each, "headline")
    if attack and any(g.toll for g in beside):
        return _nearest([g for g in beside if g.toll], each, "toll")
    alike = [g for g in possible if attack or g.whole.types & each.side.types]
    headed = [g for g in alike if g.headed]
    if each.known and alike:
        return _nearest([g for g in alike if not g.toll] or alike, each, "known")
    if headed and not each.heading:
        return _nearest(headed, each, "headline")
    return None


def _leading(groups: Sequence[_Group]) -> Sequence[_Group]:
    """Of groups that one sentence told last, the first: «eleven rockets on the base, and one more
    on the town» has its victims at the base.
    """
    last = max(groups, key=lambda g: g.last)
    sentence = max(m.claim.event.sentence for m in last.members)
    listed = [g for g in groups if any(m.claim.event.sentence == sentence for m in g.members)]
    return [min(listed, key=lambda g: g.last)]


def _beside(member: Told, each: Told) -> bool:
    return member.claim.event.sentence == each.claim.event.sentence


def _follows(member: Told, sentence: int) -> bool:
    return 0 <= sentence - member.claim.event.sentence <= _NEAR


def _nearest(groups: Sequence[_Group], each: Told, level: str) -> tuple[_Group, Told, str] | None:
    """The group told of last, and the member that stands nearest."""
    if not groups:
        return None
    group = max(groups, key=lambda g: g.last)
    here = each.claim.event.trigger.start
    return (
        group,
        min(group.members, key=lambda m: (abs(m.claim.event.trigger.start - here), m.claim.id)),
        level,
    )


def _likely(
    possible: Sequence[_Group], each: Told, people: Directory
) -> tuple[_Group, Told, None] | None:
    """The group that what is said points to, where no wording does."""
    best: tuple[float, _Group, Told] | None = None
    for group in possible:
        bits, nearest = max(
            ((total(evidence(m.side, each.side, people)), m) for m in group.members),
            key=lambda pair: pair[0],
        )
        if bits > 0 and (best is None or bits >= best[0]):
            best = (bits, group, nearest)
    return None if best is None else (best[1], best[2], None)
