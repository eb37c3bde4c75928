"""One row for each incident under the columns of ACLED; what cannot be derived stays empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from tawatur.export import figures, parties, where
from tawatur.export.cells import (
    EMPTY,
    Cell,
    Evidence,
    Row,
    Table,
    Value,
    row,
    several,
    stated,
    words,
)
from tawatur.export.contract import ontology
from tawatur.export.happening import Happening, Telling
from tawatur.export.parties import AGENT, OTHER
from tawatur.export.states import coding, state

NAME: Final = "acled"
KEY: Final = "event_id_cnty"
_MONTH: Final = 31
_WEEK: Final = 7
_VIOLENT: Final = "Political violence"
_TARGETING: Final = "Civilian targeting"


def rows(happening: Happening) -> Iterator[Row]:
    """The row of an incident; none where ACLED has no type for it, or nobody says it happened."""
    if _code(happening, "acled_event") and any(map(happened, happening.tellings)):
        yield row(NAME, _TABLE, happening)


def happened(telling: Telling) -> bool:
    """Whether a claim says that it happened."""
    return telling.claim.event.factuality == "actual"


def triggers(happening: Happening) -> tuple[Evidence, ...]:
    """The words of an incident's type."""
    return tuple(
        words(one.analysis, one.claim.event.trigger, one.claim.event.rule)
        for one in happening.tellings
    )


def outlets(happening: Happening) -> Cell:
    """The outlets of the accounts."""
    found = several(report.document.outlet or "" for report in happening.reports)
    return Cell(found, tuple(map(stated, happening.reports)) if found else ())


def civilians(happening: Happening) -> tuple[figures.Figure, ...]:
    """The killed and injured that are counted as civilians."""
    return tuple(
        figure
        for role in ("killed", "injured")
        for figure in figures.figures(happening, role, "civilian")
        if figure.most
    )


def _code(happening: Happening, system: str) -> str | None:
    return ontology().get(happening.incident.type, {}).get(system)


def _typed(make: Callable[[Happening], Value]) -> Callable[[Happening], Cell]:
    def cell(happening: Happening) -> Cell:
        value = make(happening)
        return EMPTY if value is None else Cell(value, triggers(happening))

    return cell


def _disorder(happening: Happening) -> str | None:
    return coding()["disorder"].get(_code(happening, "acled_event") or "")


def _date(happening: Happening) -> Cell:
    width = where.span_of(happening)
    if width is None:
        return EMPTY
    if width > _MONTH:
        first, last = happening.incident.earliest, happening.incident.latest
        return Cell(None, where.days(happening, "").evidence, f"any day from {first} to {last}")
    return where.days(happening, where.iso(happening.incident.earliest))


def _precision(happening: Happening) -> Cell:
    width = where.span_of(happening)
    if width is None or width > _MONTH:
        return EMPTY
    return where.days(happening, 1 if width == 1 else 2 if width <= _WEEK else 3)


def year(happening: Happening) -> Cell:
    """The year in which all days of an incident lie."""
    found = where.one_year(happening.incident.earliest, happening.incident.latest)
    return where.days(happening, found)


def _country_code(happening: Happening) -> str | None:
    found = where.of_happening(happening)
    return None if found is None else found.place.country


def _inter1(happening: Happening) -> Cell:
    return parties.inter(happening, AGENT, _country_code(happening))


def _inter2(happening: Happening) -> Cell:
    found = parties.inter(happening, OTHER, _country_code(happening))
    counted = civilians(happening)
    if found.value is None and counted:
        return Cell(7, tuple(one.evidence for one in counted))
    return found


def _interaction(happening: Happening) -> Cell:
    one, two = _inter1(happening), _inter2(happening)
    if not isinstance(one.value, int) or not isinstance(two.value, int):
        return EMPTY
    first, second = sorted((one.value, two.value))
    return Cell(int(f"{first}{second}"), (*one.evidence, *two.evidence))


def _targeting(happening: Happening) -> Cell:
    if _disorder(happening) != _VIOLENT:
        return EMPTY
    counted = civilians(happening)
    if counted:
        return Cell(_TARGETING, tuple(one.evidence for one in counted))
    two = parties.inter(happening, OTHER, _country_code(happening))
    return Cell(_TARGETING, two.evidence) if two.value == 7 else EMPTY


def _iso(found: where.Where) -> Value:
    country = state(found.place.country)
    return None if country is None else country.iso


def _precise(found: where.Where) -> Value:
    return None if where.latitude(found) is None else found.place.geo_precision


def _fatalities(happening: Happening) -> Cell:
    found = figures.figures(happening, "killed")
    figure = figures.least(found)
    if figure is None:
        return EMPTY
    several_ = f"the least of {', '.join(str(one.low) for one in found)}" if len(found) > 1 else ""
    part = f"of them: {figure.count.group}" if figure.count.group else ""
    note = "; ".join(filter(None, (several_, part)))
    return Cell(figure.low, tuple(one.evidence for one in (figure, *found)), note)


def _notes(happening: Happening) -> Cell:
    accounts, reports = len(happening.tellings), len(happening.reports)
    told = [f"{accounts} accounts in {reports} reports by"
            f" {len(happening.incident.originators)} independent originators"]  # fmt: skip
    proof: list[Evidence] = list(triggers(happening))
    for role in ("killed", "injured"):
        found = figures.figures(happening, role)
        told += [f"{one.count}: {one.telling.account.who}" for one in found]
        proof += [one.evidence for one in found]
    fields = several(one.field for one in happening.incident.verdicts if one.outcome == "conflicts")
    if fields:
        told.append(f"accounts conflict in: {fields.replace(';', ',')}")
    denied = sum(one.claim.event.factuality == "denied" for one in happening.tellings)
    if denied:
        told.append(f"denied in {denied} of the accounts")
    return Cell(". ".join(told) + ".", tuple(proof))


_TABLE: Final[Table[Happening]] = {
    "event_id_cnty": _typed(lambda h: h.incident.id),
    "event_date": _date,
    "year": year,
    "time_precision": _precision,
    "disorder_type": _typed(_disorder),
    "event_type": _typed(lambda h: _code(h, "acled_event")),
    "sub_event_type": _typed(lambda h: _code(h, "acled")),
    "actor1": lambda h: parties.cell(h, AGENT),
    "inter1": _inter1,
    "actor2": lambda h: parties.cell(h, OTHER),
    "inter2": _inter2,
    "interaction": _interaction,
    "civilian_targeting": _targeting,
    "iso": where.derived(_iso),
    "country": where.derived(where.country),
    "admin1": where.derived(where.admin1),
    "location": where.derived(where.label),
    "latitude": where.derived(where.latitude),
    "longitude": where.derived(where.longitude),
    "geo_precision": where.derived(_precise),
    "source": outlets,
    "notes": _notes,
    "fatalities": _fatalities,
}
