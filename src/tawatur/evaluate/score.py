"""One record against the gold of its report, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Any, Final

from tawatur.evaluate.gold import Gold, GoldEntity, Provable
from tawatur.evaluate.happenings import events
from tawatur.evaluate.mentions import quantities, times
from tawatur.evaluate.sayings import statements
from tawatur.evaluate.tally import Case, Tally
from tawatur.evaluate.who import KINDS, Who

_NEAR_KM: Final = 15.0


def score(record: Mapping[str, Any], gold: Gold) -> Tally:
    """Every layer of one document."""
    tally = Tally()
    who = Who(gold, record)
    published(gold, record["published"], tally)
    times(gold, record, tally)
    quantities(gold, record, tally)
    for layer in KINDS:
        entities(gold, who, layer, tally)
    statements(gold, record, who, tally)
    events(gold, record, who, tally)
    return tally


def published(gold: Gold, found: Mapping[str, Any], tally: Tally) -> None:
    """Both ends inside the gold's window; or inside what the text alone can prove."""
    if gold.window is None or gold.acceptable is None:
        return
    said = [date.fromisoformat(found[k]) if found[k] else None for k in ("earliest", "latest")]
    exact = Provable(*gold.window).allows(*said)
    acceptable = exact or (gold.acceptable.allows(*said) and _covers(found, gold.window))
    tally.share("published", "in the window", exact)
    tally.share("published", "acceptable", acceptable)
    tally.share("published", "window covered", _covers(found, gold.window))
    if not exact:
        kind = "accepted" if acceptable else "wrong"
        detail = (
            f"{gold.window[0]} to {gold.window[1]} <> {found['earliest']} to {found['latest']}"
            f" ({len(found['candidates'])} candidates)"
        )
        tally.cases.append(Case("published", kind, gold.document, 0, detail, ""))


def _covers(found: Mapping[str, Any], window: tuple[date, date]) -> bool:
    """An honest answer: no day of the gold is ruled out, or the answer lies inside the gold."""
    earliest = found["earliest"] is None or date.fromisoformat(found["earliest"]) <= window[1]
    return earliest and (
        found["latest"] is None or date.fromisoformat(found["latest"]) >= window[0]
    )


def entities(gold: Gold, who: Who, layer: str, tally: Tally) -> None:
    """An entity is found when the record names it, as one thing, where the gold does."""
    wanted, ids = who.of_layer(layer)
    wanted = [entity for entity in wanted if entity.fields.get("optional") != "true"]
    found = [entity for entity in wanted if entity in who.joined.values()]
    for entity in wanted:
        if entity not in found:
            line = gold.line_at(entity.spans[0].start)
            words = " | ".join(entity.surfaces)
            tally.cases.append(Case(layer, "missed", gold.document, line, entity.key, words))
    spurious = 0
    for key in ids:
        names = who.groups[key]
        if key in who.joined or all(_is_frame(gold, name) for name in names):
            continue
        spurious += 1
        line = gold.line_at(names[0]["start"])
        detail = f"{names[0]['rule']} {key}"
        tally.cases.append(Case(layer, "spurious", gold.document, line, detail, names[0]["text"]))
    tally.f1(layer, len(found), spurious, len(wanted) - len(found))
    _surfaces(wanted, who, layer, tally)
    if layer == "places":
        _located(gold, wanted, who, tally)


def _is_frame(gold: Gold, name: Mapping[str, Any]) -> bool:
    """Whether a name stands in the dateline or in a line that is no part of the report."""
    in_credit = any(span.start <= name["start"] < span.end for span in gold.credits)
    return in_credit or gold.is_ignored(name["start"], name["end"])


def _surfaces(wanted: list[GoldEntity], who: Who, layer: str, tally: Tally) -> None:
    """In how many of its places an entity is named with the same id."""
    by_key = {entity.key: key for key, entity in who.joined.items() if entity.layer == layer}
    for entity in wanted:
        names = who.groups[by_key[entity.key]] if entity.key in by_key else []
        named = sum(
            any(n["start"] < span.end and span.start < n["end"] for n in names)
            for span in entity.spans
        )
        tally.share(layer, "mentions", named, len(entity.spans))


def _located(gold: Gold, wanted: list[GoldEntity], who: Who, tally: Tally) -> None:
    """Found places against the gold's coordinates (within 15 km) and country, where it has them."""
    by_key = {entity.key: key for key, entity in who.joined.items() if entity.layer == "places"}
    for entity in wanted:
        found = who.entities.get(by_key.get(entity.key, ""))
        if found is None:
            continue
        fields = entity.fields
        if fields.get("lat") and fields.get("lon"):
            point = (float(fields["lat"]), float(fields["lon"]))
            near = found["lat"] is not None and kilometres(point, (found["lat"], found["lon"]))
            right = near is not False and near <= _NEAR_KM
            tally.share("places", "coordinates", right)
            if not right:
                detail = f"{point} <> {found['lat']}, {found['lon']}"
                case = Case("places", "located", gold.document, 0, detail, found["name"])
                tally.cases.append(case)
        if fields.get("country"):
            tally.share("places", "country", found["country"] == fields["country"])


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of two points (latitude, longitude) on the sphere.

    >>> round(kilometres((33.34, 44.40), (36.19, 44.01)))
    319
    """
    lat, lon, other_lat, other_lon = map(radians, (*a, *b))
    half = (
        sin((other_lat - lat) / 2) ** 2
        + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    )
    return 2 * 6371.0 * asin(sqrt(half))
