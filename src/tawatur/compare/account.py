"""What a claim says, field by field, and on whose word: the values that verdicts compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf
from typing import Final

from tawatur.link.copies import Copies
from tawatur.link.directory import Directory, directory
from tawatur.link.independence import Originator, independence
from tawatur.link.side import ACTING, stated_days
from tawatur.link.tables import family
from tawatur.model.claim import Analysis, Claim, Incident, Reuse
from tawatur.model.mention import Factuality, Quantity, QuantityMod

ROLES: Final = ("agent", "target", "victim", "object", "partner", "recipient")
_WORDS: Final = {
    QuantityMod.APPROX: "about",
    QuantityMod.AT_LEAST: "at least",
    QuantityMod.MORE_THAN: "more than",
    QuantityMod.AT_MOST: "at most",
    QuantityMod.LESS_THAN: "fewer than",
}
_FEW: Final = 4  # days that a reader takes in at a glance
_ONE_DAY: Final = timedelta(days=1)
TOLLS: Final = frozenset({"killed", "injured", "missing", "detained", "displaced", "casualties"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts; ``low`` and ``high`` are the values that it allows."""

    field: str
    low: float
    high: float
    quantity: Quantity

    def __str__(self) -> str:
        value = self.quantity.value
        word = _WORDS.get(self.quantity.mod)
        if word and value is not None:
            shown = f"{word} {value:g}"
        elif self.low == self.high:
            shown = f"{self.low:g}"
        else:
            shown = (
                f"at least {self.low:g}" if self.high == inf else f"{self.low:g} to {self.high:g}"
            )
        return f"{shown} {self.field}" + (f" ({self.group})" if self.group else "")

    @property
    def group(self) -> str | None:
        """Which part of those that can be counted it counts; ``None`` stands for all."""
        unit = self.quantity.unit if self.quantity.role else None
        return self.quantity.population or (unit if unit != "person" else None)


@dataclass(frozen=True, slots=True)
class Account:
    """A claim opened for comparison; ids are those that all documents share.

    ``said`` is the day of the saying, or of the report where the saying has none.
    """

    claim: Claim
    analysis: Analysis
    who: str
    source: str
    said: date | None
    days: tuple[date, date] | None
    candidates: tuple[date, ...]
    place: str | None
    actors: Mapping[str, tuple[str, ...]]
    counts: tuple[Count, ...]
    factuality: Factuality
    family: str
    order: tuple[date, str, int, str]

    def day(self) -> str:
        """The stated day or days, as a reader writes them."""
        if self.days is None:
            if len(self.candidates) <= _FEW:
                return " or ".join(map(str, self.candidates))
            return f"one day of {len(self.candidates)}, {self.candidates[0]} the first"
        return f"{self.days[0]}" if self.days[0] == self.days[1] else "{} to {}".format(*self.days)


@dataclass(frozen=True, slots=True)
class Bench:
    """Claims of many documents made ready for comparison."""

    claims: Mapping[str, tuple[Claim, Analysis]]
    analyses: Mapping[str, Analysis]
    people: Directory
    copies: Copies

    def accounts(self, incident: Incident) -> tuple[Account, ...]:
        """The accounts of an incident's claims, in order of report and text."""
        return self.opened(incident.claims)

    def opened(self, ids: Iterable[str]) -> tuple[Account, ...]:
        """The accounts of the given claims, in order of report and text."""
        pairs = [self.claims[id_] for id_ in ids]
        counted = independence([claim for claim, _ in pairs], self.analyses, self.copies)
        behind = {id_: (n, group) for n, group in enumerate(counted.groups) for id_ in group.claims}
        made = [_account(c, a, behind[c.id], self.people) for c, a in pairs]
        return tuple(sorted(made, key=lambda account: account.order))


def bench(analyses: Sequence[Analysis], reuse: Sequence[Reuse]) -> Bench:
    """All that comparing needs to know of many documents."""
    claims = {claim.id: (claim, analysis) for analysis in analyses for claim in analysis.claims}
    by_document = {analysis.document.id: analysis for analysis in analyses}
    return Bench(claims, by_document, directory(analyses), Copies(reuse))


def _account(
    claim: Claim, analysis: Analysis, behind: tuple[int, Originator], people: Directory
) -> Account:
    event = claim.event
    days, candidates = stated_days(claim, analysis)
    actors: dict[str, tuple[str, ...]] = {}
    for argument in event.arguments:
        acts = argument.role in ACTING
        entity = (people.actor if acts else people.of)(argument.entity)
        if entity is not None and argument.role in ROLES:
            actors[argument.role] = tuple(sorted({*actors.get(argument.role, ()), entity}))
    latest = analysis.published.latest
    return Account(
        claim=claim,
        analysis=analysis,
        who=_who(claim, analysis),
        source=f"{behind[0]}",
        said=_said(claim, analysis),
        days=days,
        candidates=tuple(sorted(candidates)),
        place=people.of(claim.place),
        actors=actors,
        counts=counts(analysis, event.counts),
        factuality=event.factuality,
        family=family(event.type).name,
        order=(latest or date.max, claim.document, event.trigger.start, claim.id),
    )


def _who(claim: Claim, analysis: Analysis) -> str:
    """Whose word it is, as the report calls them."""
    if claim.chain and claim.chain[0].kind != "outlet":
        return f"«{claim.chain[0].who}»"
    outlet = analysis.document.outlet
    return f"«{outlet}»" if outlet else f"report {analysis.document.id}"


def _said(claim: Claim, analysis: Analysis) -> date | None:
    if claim.event.attribution is not None:
        time = analysis.attributions[claim.event.attribution].time
        timex = None if time is None else analysis.times[time]
        if timex is not None and timex.begin and timex.end_exclusive == timex.begin + _ONE_DAY:
            return timex.begin
    return analysis.published.day


def counts(analysis: Analysis, places: Iterable[int]) -> tuple[Count, ...]:
    """The quantities at ``places`` of a report, with the values that each allows."""
    found = []
    for place in places:
        quantity = analysis.quantities[place]
        bounds = _bounds(quantity)
        if bounds is not None:
            found.append(Count(quantity.role or quantity.unit or "count", *bounds, quantity))
    return tuple(found)


def _bounds(quantity: Quantity) -> tuple[float, float] | None:
    """The least and the greatest value that a quantity allows; an approximate one a tenth off."""
    value = quantity.value
    low = quantity.low if quantity.low is not None else value
    if quantity.mod in {QuantityMod.RANGE, QuantityMod.VAGUE} or value is None:
        return None if low is None else (low, quantity.high if quantity.high is not None else inf)
    match quantity.mod:
        case QuantityMod.APPROX:
            return value * 0.9, value * 1.1
        case QuantityMod.AT_LEAST:
            return value, inf
        case QuantityMod.MORE_THAN:
            return value + 1, inf
        case QuantityMod.AT_MOST:
            return 0, value
        case QuantityMod.LESS_THAN:
            return 0, value - 1
    return value, value
