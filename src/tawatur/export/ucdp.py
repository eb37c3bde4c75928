"""One row for each lethal incident under the columns of UCDP GED; the rest stays empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import floor
from typing import Final

from tawatur.export import figures, parties, where
from tawatur.export.acled import civilians, happened, outlets, triggers, year
from tawatur.export.cells import EMPTY, Cell, Row, Table, Value, row, several, stated, words
from tawatur.export.contract import ontology
from tawatur.export.happening import Happening, Where
from tawatur.export.parties import AGENT, OTHER
from tawatur.export.plain import iso
from tawatur.export.states import kind_of, state

NAME: Final = "ucdp"
KEY: Final = "id"
_CIVILIANS: Final = "Civilians"
_CHECKED: Final = "Machine"
_NEAR_KM: Final = 25.0
_DAYS: Final = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # up to so many days: date_prec


def rows(happening: Happening) -> Iterator[Row]:
    """The row of an incident in which somebody says that at least one was killed."""
    code = ontology().get(happening.incident.type, {}).get("ucdp")
    if code and _deaths("high")(happening).value and any(map(happened, happening.tellings)):
        yield row(NAME, _TABLE, happening)


def _side_b(happening: Happening) -> Cell:
    found = parties.cell(happening, OTHER)
    counted = civilians(happening, "killed")
    if found.value is None and not found.note and counted:
        return Cell(_CIVILIANS, counted)
    return found


def _violence(happening: Happening) -> Cell:
    one = parties.side(happening, AGENT)
    two = parties.side(happening, OTHER)
    if _side_b(happening).value == _CIVILIANS:
        two = "civilian"
    kinds = {one, two}
    if None in kinds or one == "civilian":
        return EMPTY
    code = 3 if two == "civilian" else 2 if kinds == {"armed"} else 1
    proof = parties.cell(happening, AGENT).evidence + _side_b(happening).evidence
    return Cell(code, proof)


def _dyad(happening: Happening) -> Cell:
    one, two = parties.cell(happening, AGENT), _side_b(happening)
    if one.value is None or two.value is None:
        return EMPTY
    return Cell(f"{one.value} - {two.value}", one.evidence + two.evidence)


# --- sources -------------------------------------------------------------------------------------


def _articles(happening: Happening) -> Cell:
    told = []
    for report in happening.reports:
        day = report.published.day
        outlet = report.document.outlet or report.document.label
        told.append(", ".join(filter(None, (outlet, iso(day), report.document.title))))
    return Cell(several(told), tuple(map(stated, happening.reports)))


def _dates(happening: Happening) -> Cell:
    reports = [one for one in happening.reports if one.published.day is not None]
    proof = tuple(e for one in reports for e in where.published_words(one))
    return Cell(several(iso(one.published.day) or "" for one in reports), proof)


def _headlines(happening: Happening) -> Cell:
    titled = [one for one in happening.reports if one.document.title]
    return Cell(several(one.document.title or "" for one in titled), tuple(map(stated, titled)))


def _originals(happening: Happening) -> Cell:
    found = [(one, link) for one in happening.tellings if (link := one.claim.originator)]
    proof = tuple(
        words(one.analysis, link.span, one.claim.event.rule) if link.span else stated(one.analysis)
        for one, link in found
    )
    return Cell(several(link.who for _, link in found), proof)


# --- place ---------------------------------------------------------------------------------------


def _where_prec(found: Where) -> Value:
    place = found.place
    if place.geo_precision is None:  # named, but nobody knows where it lies
        return 4 if place.admin1 else 6 if place.country else None
    if place.geo_precision == 0:
        return 6
    if place.geo_precision == 1:
        return 1
    if place.geo_precision == 2:
        if kind_of(place) == "district":
            return 3
        return 2 if (place.radius_km or _NEAR_KM + 1) <= _NEAR_KM else 5
    return 4 if kind_of(place) == "admin1" else 5


def _described(happening: Happening) -> Cell:
    found = happening.where
    if found is None:
        return EMPTY
    return found.cell(several(one.quote for one in found.evidence))


def _named(found: Where) -> Value:
    return None if found.place.lat is None else found.place.name_en or found.place.name


def _latitude(found: Where) -> Value:
    return found.place.lat


def _longitude(found: Where) -> Value:
    return found.place.lon


def _wkt(found: Where) -> Value:
    place = found.place
    return None if place.lat is None else f"POINT ({place.lon} {place.lat})"


def grid_cell(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half degrees, counted from the south-west.

    >>> grid_cell(-90, -180), grid_cell(33.3, 44.4)
    (1, 177569)
    """
    return 720 * floor((lat + 90) * 2) + floor((lon + 180) * 2) + 1


def _grid(found: Where) -> Value:
    place = found.place
    if place.lat is None or place.lon is None or not place.geo_precision:
        return None
    return grid_cell(place.lat, place.lon)


def _country_id(found: Where) -> Value:
    country = state(found.place.country)
    return None if country is None else country.gw


# --- days and deaths -----------------------------------------------------------------------------


def _date_prec(happening: Happening) -> Cell:
    width = where.span_of(happening)
    code = next((code for most, code in _DAYS if width is not None and width <= most), None)
    return where.days(happening, code)


def _clarity(happening: Happening) -> Cell:
    found = happening.where
    clear = where.span_of(happening) == 1 and found is not None and not found.is_country
    return where.days(happening, 1 if clear else None)


def _deaths(column: str, population: str | None = None) -> Callable[[Happening], Cell]:
    return lambda happening: figures.taken(happening, "UCDP", column, "killed", population)


def _unknown_dead(happening: Happening) -> Cell:
    figure, best = figures.of_role(happening, "killed"), _deaths("best")(happening)
    known = _deaths("best", "civilian")(happening)
    civilian = known.value if isinstance(known.value, int) else 0
    whole = figure is not None and figure.population is None
    if not whole or not isinstance(best.value, int) or civilian > best.value:
        return EMPTY
    return Cell(best.value - civilian, (*best.evidence, *known.evidence), best.note)


_TABLE: Final[Table[Happening]] = {
    "id": lambda h: Cell(h.incident.id, triggers(h)),
    "year": year,
    "code_status": lambda h: Cell(_CHECKED, triggers(h)),
    "type_of_violence": _violence,
    "dyad_name": _dyad,
    "side_a": lambda h: parties.cell(h, AGENT),
    "side_b": _side_b,
    "number_of_sources": lambda h: Cell(len(h.reports), triggers(h)),
    "source_article": _articles,
    "source_office": outlets,
    "source_date": _dates,
    "source_headline": _headlines,
    "source_original": _originals,
    "where_prec": where.derived(_where_prec),
    "where_coordinates": where.derived(_named),
    "where_description": _described,
    "adm_1": where.derived(where.admin1),
    "latitude": where.derived(_latitude),
    "longitude": where.derived(_longitude),
    "geom_wkt": where.derived(_wkt),
    "priogrid_gid": where.derived(_grid),
    "country": where.derived(where.country),
    "country_id": where.derived(_country_id),
    "event_clarity": _clarity,
    "date_prec": _date_prec,
    "date_start": lambda h: where.days(h, iso(h.incident.earliest)),
    "date_end": lambda h: where.days(h, iso(h.incident.latest)),
    "deaths_civilians": _deaths("best", "civilian"),
    "deaths_unknown": _unknown_dead,
    "best": _deaths("best"),
    "high": _deaths("high"),
    "low": _deaths("low"),
    "gwnoa": lambda h: parties.gw(h, AGENT),
    "gwnob": lambda h: parties.gw(h, OTHER),
}
