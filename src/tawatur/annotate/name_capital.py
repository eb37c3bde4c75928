"""Capitals that are called by their state: «العاصمة العراقية» is Baghdad."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_state import cities
from tawatur.model.mention import NameKind

RULE: Final = "place-capital"
_HEAD: Final = "capital"  # the type word


def annotate(ground: Ground) -> None:
    """Adds the capitals that a text calls by the nationality of their state."""
    for hit in list(ground.hits("place-head")):
        following = hit.last + 1
        if hit.entry["key"] != _HEAD or not ground.is_definite(hit):
            continue
        if following >= ground.stop(hit.first) or not ground.is_free(hit.first, following):
            continue
        place = _capital(ground, ground.types[following].demonym)
        if place is not None:
            start = ground.with_article(hit)
            ground.add(Found(hit.first, following, NameKind.PLACE, RULE, place, start))


def _capital(ground: Ground, country: str | None) -> str | None:
    """The id of the greatest place of the state that is called as its capital is."""
    if country is None:
        return None
    known = ground.lang.places
    bearers = [
        place
        for form in cities().get(country, ())
        for place in (known[key] for key in known.ids(form))
        if place.country == country and place.kind != "country"
    ]
    best = max(bearers, key=lambda place: (place.population, place.id), default=None)
    return None if best is None else best.id
