"""Worlds of which everything is known: happenings, and what reports by many outlets tell of them.

Reports copy, round, follow a rising toll, err, leave out and look back; some have no day. What they
tell is made as claims, no text is read. Names and shares stand in ``worlds.toml``; one seed gives
one world.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from tawatur.model.claim import Entity
from tawatur.model.mention import Factuality

Dice = random.Random

_START: Final = date(2031, 1, 1)
_TOWNS: Final = 20  # of a province
_TELLINGS: Final = 7.6  # claims that a happening has, on average
_WEEK: Final = timedelta(days=7)
_ROUND: Final = 0.1  # of a number: who rounds changes it no more than that
_BIG: Final = 8  # reports of a happening that others look back on


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened. ``killed`` are the victims once all are counted."""

    number: int
    type: str
    day: date
    town: str
    agent: str
    killed: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a report tells of a happening, in one claim.

    ``stage`` is how far the toll was counted; ``wrong`` names what is not so. ``days`` are the
    first and the last day that it says; ``open_days`` those between which it leaves the choice.
    """

    happening: int
    type: str
    days: tuple[date, date] | None = None
    open_days: tuple[date, ...] = ()
    place: str | None = None
    agent: str | None = None
    killed: int | None = None
    rounded: bool = False
    stage: int = 0
    speaker: str | None = None
    factuality: Factuality = Factuality.ACTUAL
    back: bool = False
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Who tells it, and when it can have been published; ``source`` is what it is a copy of."""

    outlet: str
    published: tuple[date, ...] | None
    told: tuple[Told, ...]
    source: int | None = None


@dataclass(frozen=True, slots=True)
class World:
    """Its places and bodies, what happened and what was reported, in order of appearance."""

    entities: tuple[Entity, ...]
    happenings: tuple[Happening, ...]
    reports: tuple[Report, ...]

    def truth(self) -> dict[str, int]:
        """The happening of each claim, by id."""
        return {
            claim_id(n, place): one.happening
            for n, report in enumerate(self.reports)
            for place, one in enumerate(report.told)
        }


def claim_id(report: int, place: int) -> str:
    """The id of a claim, by the number of its report and its place there."""
    return f"clm:{report:07}-{place}"


def world(claims: int, seed: int = 20310101, a_day: int = 12) -> World:
    """A world with about so many claims, of so many happenings ``a_day``."""
    dice = random.Random(seed)  # noqa: S311 - no secret, but the same numbers again
    entities = tuple(_entities(dice))
    number = max(1, round(claims / _TELLINGS))
    happenings = tuple(_happenings(number, entities, a_day, dice))
    made = sorted(_reports(happenings, dice), key=lambda pair: pair[0])
    order = {before: after for after, (_, before, _) in enumerate(made)}
    reports = tuple(
        replace(report, source=None if report.source is None else order[report.source])
        for _, _, report in made
    )
    return World(entities, happenings, reports)


@cache
def words() -> Mapping[str, Any]:
    """Names, types and shares, as ``worlds.toml`` states them."""
    return tomllib.loads(files("tawatur.evaluate").joinpath("worlds.toml").read_text("utf-8"))


def _has(share: str, dice: Dice) -> bool:
    return dice.random() * 100 < float(words()["shares"][share])


# --- what there is -------------------------------------------------------------------------------


def _entities(dice: Dice) -> Iterator[Entity]:
    """Provinces on a grid, their towns and bodies, and those who fight everywhere."""
    names = [f"{one} {two}" for one in words()["town_first"] for two in words()["town_second"]]
    for number, name in enumerate(words()["provinces"]):
        lat, lon = 10.0 + 2 * (number // 6), 20.0 + 2 * (number % 6)
        unit = f"XA-{number:02}"
        yield Entity(f"ent:{unit}", "place", name, f"Province {number}", country="XA", lat=lat,
                     lon=lon, geo_precision=3, radius_km=110, gazetteer="world",
                     admin1=unit)  # fmt: skip
        for town, called in enumerate(dice.sample(names, _TOWNS)):
            yield Entity(
                f"ent:{unit}-{town:02}", "place", called, f"Town {number}-{town}", country="XA",
                lat=lat - 0.8 + 0.4 * (town // 4), lon=lon - 0.6 + 0.4 * (town % 4),
                geo_precision=1, radius_km=4, gazetteer="world", admin1=unit,
            )  # fmt: skip
        for body, called in enumerate(words()["bodies"]):
            yield Entity(f"ent:{unit}-body{body}", "organisation", f"{called} {name}", country="XA")
    for number, name in enumerate(words()["groups"]):
        yield Entity(f"ent:group{number:02}", "organisation", name, country="XA")


def _happenings(
    number: int, entities: Sequence[Entity], a_day: int, dice: Dice
) -> Iterator[Happening]:
    towns = [one.id for one in entities if one.kind == "place" and one.geo_precision == 1]
    groups = [one.id for one in entities if one.id.startswith("ent:group")]
    types = list(words()["types"])
    often = [words()["types"][one]["often"] for one in types]
    for place in range(number):
        (type_,) = dice.choices(types, often)
        killed = 1 + int(dice.expovariate(1 / 9)) if words()["types"][type_]["toll"] else 0
        day = _START + timedelta(place // a_day)
        yield Happening(place, type_, day, dice.choice(towns), dice.choice(groups), killed)


# --- what is told --------------------------------------------------------------------------------


def _reports(
    happenings: Sequence[Happening], dice: Dice
) -> Iterator[tuple[tuple[date, int], int, Report]]:
    """Each report with its day and number, and the number by which copies refer to it."""
    number = 0
    big: list[Happening] = []
    for happening in happenings:
        size = 1 + int(dice.expovariate(1 / 4)) * (3 if dice.random() < 0.03 else 1)
        if size >= _BIG and happening.killed:
            big.append(happening)
        first = number
        own: dict[int, Report] = {}
        for _ in range(size):
            lag = min(int(dice.expovariate(0.8)), 6)
            day = happening.day + timedelta(lag)
            if own and _has("copies", dice):
                source = dice.randrange(first, number)
                report = _copy(own[source], source, day, dice)
            else:
                report = _report(happening, lag, big, dice)
            own[number] = report
            yield (_appears(report, day), number), number, report
            number += 1


def _appears(report: Report, day: date) -> date:
    return max(report.published or (day,))


def _copy(original: Report, source: int, day: date, dice: Dice) -> Report:
    """The same words under another name, not before the original."""
    outlet = dice.choice([one for one in words()["outlets"] if one != original.outlet])
    known = original.published or (day,)
    first = original.source if original.source is not None else source
    return Report(outlet, (max(max(known), day),), original.told, first)


def _report(happening: Happening, lag: int, big: Sequence[Happening], dice: Dice) -> Report:
    day = happening.day + timedelta(lag)
    published: tuple[date, ...] | None = (day,)
    if _has("undated", dice):
        weeks = tuple(day - _WEEK * n for n in (3, 2, 1, 0))
        published = None if dice.random() < 0.5 else weeks
    told = [_main(happening, published, lag, dice)]
    if happening.killed and _has("toll", dice):
        told.append(_toll(happening, lag, dice))
    month = (day.replace(day=1) - timedelta(1)).replace(day=1)
    past = [one for one in big[-60:] if one.day.replace(day=1) == month]
    if past and published and len(published) == 1 and _has("back", dice):
        told.append(_back(dice.choice(past), month))
    return Report(dice.choice(words()["outlets"]), published, tuple(told))


def _main(happening: Happening, published: tuple[date, ...] | None, lag: int, dice: Dice) -> Told:
    """The happening itself, as far as the report says; at most one thing is wrong."""
    days: tuple[date, date] | None = (happening.day, happening.day)
    place: str | None = happening.town
    wrong = None
    open_days: tuple[date, ...] = ()
    if published is None or _has("no_day", dice):
        days = None
    elif len(published) > 1:
        days, open_days = None, tuple(one - timedelta(lag) for one in published)
    elif _has("wrong_day", dice):
        other = happening.day + timedelta(-1 if lag == 0 or dice.random() < 0.5 else 1)
        days, wrong = (other, other), "day"
    if wrong is None and _has("wrong_place", dice):
        place, wrong = _neighbour(happening.town), "place"
    elif _has("province", dice):
        place = happening.town.rpartition("-")[0]
    elif days is not None and _has("no_place", dice):
        place = None
    return Told(
        happening.number,
        "attack" if happening.killed and _has("general", dice) else happening.type,
        days, open_days, place,
        agent=None if _has("no_agent", dice) else happening.agent,
        factuality=Factuality.DENIED if _has("denied", dice) else Factuality.ACTUAL,
        wrong=wrong,
    )  # fmt: skip


def _neighbour(town: str) -> str:
    """The next town of the same province."""
    unit, _, number = town.rpartition("-")
    return f"{unit}-{(int(number) + 1) % _TOWNS:02}"


def _toll(happening: Happening, lag: int, dice: Dice) -> Told:
    """The victims, as far as they were counted on that day."""
    stage = min(lag, 2)
    value = counted(happening, stage)
    speaker = f"{happening.town.rpartition('-')[0]}-body{dice.randrange(5)}"
    told = Told(happening.number, "casualties", killed=value, stage=stage, speaker=speaker)
    if _has("wrong_count", dice):
        return replace(told, killed=value + dice.choice((2, 3, 5)), wrong="count")
    if abs(round(value, -1) - value) <= value * _ROUND and _has("rounds", dice):
        return replace(told, killed=round(value, -1), rounded=True)
    return told


def counted(happening: Happening, stage: int) -> int:
    """How many victims are counted on the day itself (0), on the next one, and in the end (2)."""
    return -(-happening.killed * (60, 85, 100)[stage] // 100)


def _back(happening: Happening, month: date) -> Told:
    """«The attack of last month», with what everybody knows of it."""
    last = (month + timedelta(31)).replace(day=1) - timedelta(1)
    return Told(happening.number, happening.type, (month, last), place=happening.town,
                agent=happening.agent, killed=happening.killed, stage=2, back=True)  # fmt: skip
