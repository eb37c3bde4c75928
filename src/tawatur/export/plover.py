"""One row for each claim that something happened under the columns of POLECAT (PLOVER's codes)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import tawatur
from tawatur.export import parties, where
from tawatur.export.acled import happened
from tawatur.export.cells import EMPTY, Cell, Row, Table, Value, row, several, stated, words
from tawatur.export.contract import ontology
from tawatur.export.happening import Happening, Telling, Where
from tawatur.export.plain import iso
from tawatur.export.states import coding, kind_of, state
from tawatur.model.claim import Entity
from tawatur.model.mention import NameKind

NAME: Final = "plover"
KEY: Final = "Event ID"
_ACTOR: Final = ("agent",)
_RECIPIENT: Final = ("recipient", "target", "victim", "partner")
_SETTLED: Final = frozenset({"city", "town", "village"})
_GEONAMES: Final = "geonames:"


def rows(happening: Happening) -> Iterator[Row]:
    """The rows of an incident's claims of which PLOVER has a type."""
    for telling in happening.tellings:
        if happened(telling) and _code(telling, "plover"):
            yield row(NAME, _TABLE, telling)


def _code(telling: Telling, system: str) -> str | None:
    return ontology().get(telling.claim.event.type, {}).get(system)


def _typed(make: Callable[[Telling], Value]) -> Callable[[Telling], Cell]:
    def cell(telling: Telling) -> Cell:
        event, value = telling.claim.event, make(telling)
        proof = words(telling.analysis, event.trigger, event.rule)
        return EMPTY if value is None else Cell(value, (proof,))

    return cell


def _day(telling: Telling) -> Cell:
    when = telling.when
    if when is None or when.earliest is None or when.earliest != when.latest:
        return EMPTY
    return Cell(iso(when.earliest), where.day_words(telling))


# --- who -----------------------------------------------------------------------------------------


def _who(
    roles: tuple[str, ...], make: Callable[[parties.Party], str | None], *, first: bool = False
) -> Callable[[Telling], Cell]:
    def cell(telling: Telling) -> Cell:
        held = [(made, one) for one in parties.named(telling, roles) if (made := make(one))]
        held = held[:1] if first else held
        return Cell(several(made for made, _ in held), tuple(one.evidence for _, one in held))

    return cell


def _country(party: parties.Party) -> str | None:
    return party.entity.country if party.entity else None


def _cow(party: parties.Party) -> str | None:
    found = state(_country(party))
    return str(found.cow) if found and found.cow else None


def _sector(party: parties.Party) -> str | None:
    return party.entity.sector if party.entity else None


def _title(party: parties.Party) -> str | None:
    entity = party.entity
    return entity.role_title if entity and entity.kind == NameKind.PERSON else None


def _side(who: str, roles: tuple[str, ...]) -> Table[Telling]:
    return {
        f"{who} Name": _who(roles, lambda one: one.name),
        f"{who} Country": _who(roles, _country),
        f"{who} COW": _who(roles, _cow),
        f"Primary {who} Sector": _who(roles, _sector, first=True),
        f"{who} Sectors": _who(roles, _sector),
        f"{who} Title": _who(roles, _title),
        f"{who} Name Raw": _who(roles, lambda one: one.evidence.quote),
    }


# --- where, and the report -----------------------------------------------------------------------


def _place(make: Callable[[Where], Value]) -> Callable[[Telling], Cell]:
    def cell(telling: Telling) -> Cell:
        found = where.of_telling(telling)
        return EMPTY if found is None else found.cell(make(found))

    return cell


def _city(found: Where) -> Value:
    settled = kind_of(found.place) in _SETTLED and found.place.geo_precision == 1
    return where.label(found) if settled else None


def _geonames(found: Where) -> Value:
    gazetteer = found.place.gazetteer or ""
    itself = found.place.geo_precision != 2 and gazetteer.startswith(_GEONAMES)
    number = gazetteer.removeprefix(_GEONAMES)
    return int(number) if itself and number.isascii() and number.isdigit() else None


def _raw(found: Where) -> Value:
    return found.evidence[0].quote if found.evidence else None


def _published(telling: Telling) -> Cell:
    day = telling.analysis.published.day
    proof = where.published_words(telling.analysis)
    return EMPTY if day is None else Cell(iso(day), proof)


def _story(*kinds: str) -> Callable[[Telling], Cell]:
    """What is named in the report, each once with the place where it is first named."""

    def cell(telling: Telling) -> Cell:
        analysis = telling.analysis
        wanted = {one.id: one for one in analysis.entities if one.kind in kinds}
        first = {
            name.entity: words(analysis, name.span, name.rule)
            for name in reversed(analysis.names)
            if name.entity in wanted
        }
        listed = [_called(one) for one in wanted.values() if one.id in first]
        return Cell(several(listed), tuple(first[one] for one in wanted if one in first))

    return cell


def _called(entity: Entity) -> str:
    return entity.name_en or entity.name


_TABLE: Final[Table[Telling]] = {
    "Event ID": _typed(lambda t: t.claim.id),
    "Event Date": _day,
    "Event Type": _typed(lambda t: _code(t, "plover")),
    "Event Mode": _typed(lambda t: _code(t, "mode")),
    "Quad Code": _typed(lambda t: coding()["quad"][_code(t, "plover") or ""]),
    **_side("Actor", _ACTOR),
    **_side("Recipient", _RECIPIENT),
    "Placename": _place(where.label),
    "City": _place(_city),
    "Province": _place(where.admin1),
    "Country": _place(lambda w: w.place.country),
    "Latitude": _place(where.latitude),
    "Longitude": _place(where.longitude),
    "GeoNames ID": _place(_geonames),
    "Raw Placename": _place(_raw),
    "Feature Type": _place(lambda w: kind_of(w.place)),
    "Source": lambda t: Cell(t.analysis.document.outlet, (stated(t.analysis),)),
    "Publication Date": _published,
    "Story People": _story("person"),
    "Story Organizations": _story("organisation"),
    "Story Locations": _story("place", "facility"),
    "Language": lambda t: Cell("ar", (stated(t.analysis),)),
    "Version": lambda t: Cell(f"tawatur {tawatur.__version__}", (stated(t.analysis),)),
}
