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
from tawatur.export.happening import Happening, Telling, Where
from tawatur.export.parties import AGENT, OTHER
from tawatur.export.plain import iso
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


def civilians(happening: Happening, *roles: str) -> tuple[Evidence, ...]:
    """The words that count killed or injured as civilians, at least one of them."""
    return tuple(
        figures.evidence(happening, given)
        for role in roles or ("killed", "injured")
        if (figure := figures.of_role(happening, role, "civilian")) is not None
        for given in figure.given
        if given.low
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
    return where.days(happening, iso(happening.incident.earliest))


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
    found = happening.where
    return None if found is None else found.place.country


def _inter1(happening: Happening) -> Cell:
    return parties.inter(happening, AGENT, _country_code(happening))


def _inter2(happening: Happening) -> Cell:
    found = parties.inter(happening, OTHER, _country_code(happening))
    counted = civilians(happening)
    if found.value is None and counted:
        return Cell(7, counted)
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
        return Cell(_TARGETING, counted)
    two = parties.inter(happening, OTHER, _country_code(happening))
    return Cell(_TARGETING, two.evidence) if two.value == 7 else EMPTY


def _iso(found: Where) -> Value:
    country = state(found.place.country)
    return None if country is None else country.iso


def _precise(found: Where) -> Value:
    return None if where.latitude(found) is None else found.place.geo_precision


def _notes(happening: Happening) -> Cell:
    told = [", ".join((
        _so_many(len(happening.tellings), "account"), _so_many(len(happening.reports), "report"),
        _so_many(len(happening.incident.originators), "independent originator"),
    ))]  # fmt: skip
    proof: list[Evidence] = list(triggers(happening))
    for figure in happening.figures:
        if figure.field in {"killed", "injured"}:
            # one who says the same again is not named again
            for given in {(one.text, one.who): one for one in figure.given}.values():
                told.append(
                    f"{given.text}: {given.who}" + (" (replaced)" if given.replaced else "")
                )
                proof.append(figures.evidence(happening, given))
    fields = dict.fromkeys(
        one.field for one in happening.incident.verdicts if one.outcome == "conflicts"
    )
    if fields:
        told.append(f"accounts conflict in {', '.join(fields)}")
    denied = sum(one.claim.event.factuality == "denied" for one in happening.tellings)
    if denied:
        told.append(f"denied in {_so_many(denied, 'account')}")
    return Cell(". ".join(told) + ".", tuple(proof))


def _so_many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


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
    "fatalities": lambda h: figures.taken(h, "ACLED", "fatalities", "killed"),
}
