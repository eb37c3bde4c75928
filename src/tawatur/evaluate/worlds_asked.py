"""How linking and comparing do in a world: what must come out, what came out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from tawatur.compare.account import bench
from tawatur.compare.verdict import MOST, compare_all
from tawatur.evaluate.across import bcubed
from tawatur.evaluate.worlds import Report, Told, World, claim_id
from tawatur.evaluate.worlds_told import Analyses, reuses
from tawatur.model.claim import Incident
from tawatur.model.mention import Factuality

Asked = tuple[str, str, str, str]  # two claims, a field, the verdict that must come out


@dataclass(frozen=True, slots=True)
class Linked:
    """Incidents against happenings: B-cubed, and how many incidents hold more than they should."""

    precision: float
    recall: float
    mixed: int
    impure: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def linked(world: World, incidents: Sequence[Incident]) -> Linked:
    """How the incidents agree with what happened; ``mixed`` have claims of two provinces."""
    truth = world.truth()
    provinces = {one.number: one.town.rpartition("-")[0] for one in world.happenings}
    held = [{truth[claim] for claim in one.claims} for one in incidents]
    ours = {claim: one.id for one in incidents for claim in one.claims}
    precision, recall = bcubed(ours, {claim: str(one) for claim, one in truth.items()})
    return Linked(
        precision,
        recall,
        sum(len({provinces[one] for one in several}) > 1 for several in held),
        sum(len(several) > 1 for several in held),
    )


# --- verdicts ------------------------------------------------------------------------------------


def judged(world: World) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Verdicts by field and outcome that had to come out, and of these those that did.

    The claims are compared happening by happening, as if linking had made no mistake.
    """
    wanted: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    found = {
        (*sorted((verdict.left, verdict.right)), verdict.field, verdict.outcome)
        for incident in compare_all(_true_incidents(world), bench(Analyses(world), reuses(world)))
        for verdict in incident.verdicts
    }
    for one, two, field, outcome in asked(world):
        wanted[field, outcome] += 1
        right[field, outcome] += (*sorted((one, two)), field, outcome) in found
    return wanted, right


def _true_incidents(world: World) -> tuple[Incident, ...]:
    members: dict[int, list[str]] = defaultdict(list)
    for claim, happening in world.truth().items():
        members[happening].append(claim)
    return tuple(
        Incident(f"inc:{number}", world.happenings[number].type, tuple(claims), None, None, None)
        for number, claims in sorted(members.items())
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """A claim with its report."""

    claim: str
    number: int
    report: Report
    told: Told

    @property
    def day(self) -> date | None:
        """The day of its report, where that is known."""
        days = self.report.published
        return days[0] if days is not None and len(days) == 1 else None


def asked(world: World) -> Iterator[Asked]:
    """Pairs of claims of one happening of which it is certain how they stand to each other.

    What more than one verdict would fit is not asked, nor what is told so often that not all pairs
    are compared.
    """
    tellings: dict[int, list[_Telling]] = defaultdict(list)
    for number, report in enumerate(world.reports):
        for place, told in enumerate(report.told):
            one = _Telling(claim_id(number, place), number, report, told)
            tellings[told.happening].append(one)
    for several in tellings.values():
        if len(several) > MOST:
            continue
        for one, two in combinations(several, 2):
            if one.number == two.number:
                continue
            for field, outcome in _expected(one, two, world):
                yield one.claim, two.claim, field, outcome


def _expected(one: _Telling, two: _Telling, world: World) -> Iterator[tuple[str, str]]:
    if one.report.source == two.number or two.report.source == one.number:
        if one.told == two.told:
            yield "text", "copies"
        return
    if one.report.source is not None or two.report.source is not None:
        return
    tolls = [each.told.type == "casualties" for each in (one, two)]
    if all(tolls):
        yield from _of_tolls(one, two)
    elif not any(tolls):
        yield from _of_happenings(one.told, two.told)


_SILENT: Final = frozenset({Factuality.DENIED})


def _of_happenings(one: Told, two: Told) -> Iterator[tuple[str, str]]:
    denied = [each.factuality in _SILENT for each in (one, two)]
    if any(denied):
        if not all(denied) and not (one if denied[0] else two).agent:
            yield "happened", "denies"
        return
    if one.days and two.days:
        if one.days == two.days:
            yield "time", "agrees"
        elif not one.back and not two.back:
            yield "time", "conflicts"
        elif _within(one.days, two.days) or _within(two.days, one.days):
            yield "time", "refines"
    if one.place and two.place:
        if one.place == two.place:
            yield "place", "agrees"
        elif one.place.rpartition("-")[0] == two.place or two.place.rpartition("-")[0] == one.place:
            yield "place", "refines"
        elif "place" in {one.wrong, two.wrong}:
            yield "place", "conflicts"
    if one.agent and two.agent:
        yield "agent", "agrees"


def _within(fine: tuple[date, date], wide: tuple[date, date]) -> bool:
    return wide[0] <= fine[0] and fine[1] <= wide[1]


def _of_tolls(one: _Telling, two: _Telling) -> Iterator[tuple[str, str]]:
    here, there = one.told, two.told
    if here.wrong or there.wrong:
        at_once = one.day is not None and one.day == two.day
        exact = not (here.rounded or there.rounded)
        if at_once and exact and here.killed != there.killed and here.speaker != there.speaker:
            yield "killed", "conflicts"
        return
    if here.rounded != there.rounded:
        if here.stage == there.stage and here.killed != there.killed:
            yield "killed", "rounds"
    elif here.killed == there.killed:
        yield "killed", "agrees"
    elif not here.rounded and one.day and two.day and one.day != two.day:
        yield "killed", "updates"


def accuracy(wanted: Mapping[tuple[str, str], int], right: Mapping[tuple[str, str], int]) -> float:
    """The share of the verdicts asked for that came out."""
    return sum(right.values()) / max(1, sum(wanted.values()))
