"""Our own tables of places in ``lang/ar``: countries, curated places, words that are no names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache

from tawatur.gazetteer.row import Row
from tawatur.rules.load import rows, text_of
from tawatur.text.fold import folded

_HEADS = "place_head.lex.tsv"


def countries() -> Iterator[Row]:
    """The countries of the news with the forms in which it calls them."""
    for code, name_en, context, names in rows("country.tsv"):
        yield Row(
            code, "country", code, "", None, None, 0, None, 0, name_en, "own", _forms(names),
            {"c"} if context else set(),
        )  # fmt: skip


def curated() -> Iterator[Row]:
    """The places of public importance that public sets lack or misplace."""
    for row in rows("place_curated.tsv"):
        key, kind, country, unit, lat, lon, precision, radius, source, reference, name_en, names = (
            row
        )
        yield Row(
            key, kind, country, unit, float(lat) if lat else None, float(lon) if lon else None,
            int(precision), float(radius) if radius else None, 0, name_en, source, _forms(names),
            {"k"}, reference,
        )  # fmt: skip


@cache
def aliases() -> dict[str, list[str]]:
    """Further spellings of places of the public sets, by id."""
    return {key: _forms(names) for key, names in rows("place_alias.tsv")}


@cache
def ordinary() -> frozenset[str]:
    """Folded names that are first of all other words."""
    return frozenset(name for name in _listed() if name[0] not in "-+")


@cache
def double() -> frozenset[str]:
    """Folded names of well-known places that are other words, too."""
    return frozenset(name[1:] for name in _listed() if name.startswith("+"))


@cache
def never() -> frozenset[str]:
    """Folded names that are left out: no place is meant by them, or by a type word alone."""
    heads = {folded(form) for row in rows(_HEADS) for form in _forms(row[-1])}
    return frozenset({name[1:] for name in _listed() if name.startswith("-")} | heads)


@cache
def unit_words() -> frozenset[str]:
    """Folded type words of first-level units."""
    found = (row[-1] for row in rows(_HEADS) if row[1] == "admin1")
    return frozenset(folded(form) for cell in found for form in _forms(cell))


def _listed() -> list[str]:
    return [folded(name) for (cell,) in rows("place_ordinary.tsv") for name in _forms(cell)]


def _forms(cell: str) -> list[str]:
    return [name.strip() for name in cell.split("|") if name.strip()]


@cache
def home() -> frozenset[str]:
    """The codes of the countries of the region."""
    return frozenset(tomllib.loads(text_of("place.toml"))["home"]["countries"])


def airport_words() -> tuple[str, str]:
    """The type word of airports, and the adjective of those with flights abroad."""
    words = tomllib.loads(text_of("place.toml"))["airport"]
    return words["head"], words["international"]
