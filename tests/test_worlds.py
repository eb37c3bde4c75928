"""Worlds of which everything is known: what linking and comparing make of them."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest

from tawatur.evaluate import worlds, worlds_asked
from tawatur.evaluate.worlds_told import Analyses, reuses
from tawatur.link import accounts, incidents
from tawatur.link.candidates import Candidates
from tawatur.link.copies import Copies
from tawatur.link.decided import NOTHING
from tawatur.link.directory import directory
from tawatur.link.features import evidence, forbidden
from tawatur.link.pair import total
from tawatur.model.claim import Incident


@cache
def world() -> worlds.World:
    return worlds.world(2500, a_day=4)


@cache
def found() -> tuple[Incident, ...]:
    return incidents.link(Analyses(world()), reuses(world()))


def test_a_seed_gives_one_world() -> None:
    assert worlds.world(300) == worlds.world(300) != worlds.world(300, seed=1)


def test_every_kind_of_trouble_is_there() -> None:
    """Copies, rounding, rising tolls, errors, denials, looking back, reports without a day."""
    told = [one for report in world().reports for one in report.told]

    assert any(report.source is not None for report in world().reports)
    assert any(report.published is None for report in world().reports)
    assert {one.wrong for one in told} == {None, "day", "place", "count"}
    for field in ("rounded", "stage", "back", "open_days"):
        assert any(getattr(one, field) for one in told), field


def test_incidents_are_what_happened() -> None:
    """B-cubed against the truth, and no incident with claims of two provinces."""
    linked = worlds_asked.linked(world(), found())

    assert linked.f1 >= 0.90
    assert linked.precision >= 0.95
    assert linked.mixed == 0


def test_looking_back_leads_to_the_earlier_incident() -> None:
    """«The attack of last month» makes no incident of its own."""
    home = {claim: one for one in found() for claim in one.claims}
    back = [
        worlds.claim_id(number, place)
        for number, report in enumerate(world().reports)
        for place, one in enumerate(report.told)
        if one.back
    ]
    truth = world().truth()
    right = [
        claim
        for claim in back
        if any(truth[o] == truth[claim] and o not in back for o in home[claim].claims)
    ]

    assert len(back) > 50
    assert len(right) >= 0.9 * len(back)


def test_verdicts_are_what_they_must_be() -> None:
    """Each kind of verdict that the world makes certain."""
    wanted, right = worlds_asked.judged(world())

    assert worlds_asked.accuracy(wanted, right) >= 0.95
    assert {outcome for _, outcome in wanted} == {
        "agrees", "conflicts", "copies", "denies", "refines", "rounds", "updates",
    }  # fmt: skip
    assert all(right[key] >= 0.9 * number for key, number in wanted.items())


def test_sql_adds_up_what_a_reader_is_told() -> None:
    """Every candidate pair has the bits of its evidence, and those that rules forbid are gone."""
    analyses, copies = (
        Analyses(worlds.world(700, seed=5)),
        Copies(reuses(worlds.world(700, seed=5))),
    )
    people = directory(analyses)
    texts = accounts.read(analyses, people, NOTHING, workers=1)
    with Candidates(texts.sides, people, copies, texts.naming) as pairs:
        listed = pairs.inside([range(len(texts.sides))]).of(0)

    assert len(listed) > 500
    for (one, two), (bits, against) in listed.items():
        left, right = texts.sides[one], texts.sides[two]
        assert forbidden(left, right, people) is None
        copied = copies.shared(left.document, left.triggers, right.document, right.triggers)
        told = evidence(left, right, people, copied=copied, naming=texts.naming)
        assert (bits, bool(against)) == (
            round(1000 * total(told)),
            any(level.bits < 0 for level, _, _ in told[1:]),
        )


def test_the_order_of_reports_does_not_matter() -> None:
    """Shuffled, the same incidents with the same links come out."""
    analyses = list(Analyses(worlds.world(400)))
    edges = reuses(worlds.world(400))
    first = incidents.link(analyses, edges)
    random.Random(3).shuffle(analyses)

    assert incidents.link(analyses, edges) == first


def test_several_processes_find_what_one_finds() -> None:
    """The same incidents with the same links, bit for bit."""
    assert incidents.link(Analyses(world()), reuses(world()), workers=3) == found()


def test_an_error_in_a_process_is_raised_here() -> None:
    """Whoever starts the processes hears of it, and none goes on."""

    class Broken(Analyses):
        def __getitem__(self, place: Any) -> Any:
            if place == 900:
                raise ValueError("no such report")
            return super().__getitem__(place)

    with pytest.raises(ValueError, match="no such report"):
        incidents.link(Broken(world()), reuses(world()), workers=2)
