"""The figure of killed or injured that a convention takes from several accounts, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from tawatur.compare.account import Count
from tawatur.compare.figures import Figure, Given
from tawatur.export.cells import EMPTY, Cell, Evidence, words
from tawatur.export.happening import Happening, Telling


def of_role(happening: Happening, role: str, population: str | None = None) -> Figure | None:
    """The numbers of a role: of a population, or of all who are counted.

    Where nobody counts all, the greatest part stands for them: so many there are at least.
    """
    found = [one for one in happening.figures if one.field == role]
    if population is not None:
        return next((one for one in found if one.population == population), None)
    whole = next((one for one in found if one.population is None), None)
    parts = [one for one in found if one.low > 0]
    return whole or max(parts, key=lambda one: one.low, default=None)


def taken(
    happening: Happening, convention: str, column: str, role: str, population: str | None = None
) -> Cell:
    """What a convention takes for one of its columns, with the words of all who gave a number."""
    figure = of_role(happening, role, population)
    if figure is None:
        return EMPTY
    pick = next(
        (p for p in figure.picks if (p.convention, p.column) == (convention, column)), None
    )  # fmt: skip
    if pick is None or pick.value is None:
        return Cell(None, (), "every number given is vague") if pick else EMPTY
    first = [one for one in figure.given if one.claim in pick.claims]
    rest = [one for one in figure.given if one.claim not in pick.claims]
    note = pick.rule
    if figure.population is not None and population is None:
        note = f"{note}; only {figure.population} counted"
    proof = tuple(evidence(happening, one) for one in (*first, *rest))
    return Cell(int(pick.value), proof, note)


def evidence(happening: Happening, given: Given) -> Evidence:
    """The words of a number as one account gives it, and whether it still stands."""
    analysis = happening.ready.claims[given.claim][1]
    rule = next((q.rule for q in analysis.quantities if q.span == given.span), "quantity")
    state = f"replaced: {given.replaced}" if given.replaced else "stands"
    return words(analysis, given.span, rule, f"{given.text}, {given.who}; {state}")


@dataclass(frozen=True, slots=True)
class Own:
    """The number that one claim itself gives; ``high`` is absent where it is open."""

    low: int
    high: int | None
    count: Count
    evidence: Evidence


def own(telling: Telling, role: str) -> Own | None:
    """The number of killed, injured and the like that a claim gives: the whole before a part."""
    counts = [
        one for one in telling.account.counts if one.field == role and one.quantity.percent is None
    ]
    whole = [one for one in counts if one.part != "part"]
    found = next((one for one in whole if one.group is None), next(iter(whole), None))
    if found is None:
        return None
    quantity = found.quantity
    proof = words(telling.analysis, quantity.span, quantity.rule)
    return Own(int(found.low), None if found.high == inf else int(found.high), found, proof)
