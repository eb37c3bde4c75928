"""Incidents as GeoJSON (RFC 7946): a feature each, with the words behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tawatur.export import figures, where
from tawatur.export.happening import Happening, Telling
from tawatur.export.plain import iso


def lines(happenings: Iterable[Happening]) -> Iterator[str]:
    """A feature collection in pieces, one feature a line."""
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    for one in happenings:
        yield before + json.dumps(feature(one), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def feature(happening: Happening) -> dict[str, Any]:
    """One incident; without a geometry where only a country is named, or nothing."""
    incident, found = happening.incident, happening.where
    place = None if found is None else found.place
    point = None
    if found is not None and (lat := where.latitude(found)) is not None:
        point = {"type": "Point", "coordinates": [where.longitude(found), lat]}
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": point,
        "properties": {
            "incident": incident.id,
            "type": incident.type,
            "earliest": iso(incident.earliest),
            "latest": iso(incident.latest),
            "place": place.name if place else None,
            "place_en": place.name_en if place else None,
            "country": place.country if place else None,
            "geo_precision": place.geo_precision if place else None,
            "radius_km": place.radius_km if place else None,
            "gazetteer": place.gazetteer if place else None,
            "accounts": len(happening.tellings),
            "reports": len(happening.reports),
            "originators": len(incident.originators),
            "conflicts": happening.conflicts,
            "killed_low": figures.taken(happening, "UCDP", "low", "killed").value,
            "killed_high": figures.taken(happening, "UCDP", "high", "killed").value,
            "grade": happening.grade.grade,
            "quotes": [quote(one) for one in happening.tellings],
        },
    }


def quote(telling: Telling) -> dict[str, Any]:
    """The sentence of a claim and where it stands."""
    document = telling.analysis.document
    sentence = telling.analysis.sentences[telling.claim.event.sentence]
    return {
        "claim": telling.claim.id,
        "document": document.id,
        "outlet": document.outlet,
        "start": sentence.start,
        "end": sentence.end,
        "quote": sentence.of(document.text),
    }
