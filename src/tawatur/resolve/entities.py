"""What the names of one report refer to: entities with their forms, countries and coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from weakref import WeakKeyDictionary

from tawatur.model.claim import Entity
from tawatur.model.mention import GOVERNMENT, Name, NameKind
from tawatur.resolve import located
from tawatur.resolve.located import PREFIX, hashed
from tawatur.resolve.places import LOCATED, Choice, choose, spoken_of, units_of
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Lexicon
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

FUSED: Final = "لل"
QUOTE: Final = '"'


def resolve(
    scan: Scan, lang: Language, names: Sequence[Name]
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """The names with their entities set, and the entities in the order of their first mention.

    >>> from tawatur.annotate import name
    >>> from tawatur.rules.language import arabic
    >>> scan = arabic().scan("سقط صاروخ على قاعدة عين الأسد في محافظة الأنبار غرب العراق")
    >>> _, entities = resolve(scan, arabic(), name.annotate(scan, arabic()))
    >>> [(e.id, e.name_en, e.geo_precision) for e in entities]
    [('ent:ain-al-asad', 'Ain al-Asad air base', 1), ('ent:IQ-AN', 'Al Anbar', 3),
     ('ent:IQ', 'Iraq', 0)]
    """
    source = scan.words.folded.source
    countries = tuple(_countries(lang, names))
    choices = choose(scan, names, lang.places, countries)
    where = _where(scan, lang, names, choices, countries)
    resolved: list[Name] = []
    made: dict[str, Entity] = {}
    surfaces: dict[str, dict[str, None]] = {}
    known: dict[tuple[object, ...], Entity] = {}
    for number, (name, choice) in enumerate(zip(names, choices, strict=True)):
        place = choice.place
        key = (name.kind, name.rule, name.entry, None if place is None else place.id)
        entity = known.get(key)
        if entity is None or not name.entry or name.title is not None:
            entity = known[key] = _entity(lang, name, choice, where, number)
        relation, told = located.related(name, choice, choices, names, where)
        resolved.append(
            Name(name.span, name.rule, name.kind, name.title, name.entry, entity.id, relation)
        )
        first = made.setdefault(entity.id, entity)
        if first.role_title is None and entity.role_title is not None:
            made[entity.id] = replace(first, role_title=entity.role_title)
        surfaces.setdefault(entity.id, {})[name.span.of(source)] = None
        if told is not None:
            made.setdefault(told.id, told)
            surfaces.setdefault(told.id, {})[told.name] = None
    entities = tuple(_named(entity, tuple(surfaces[entity.id])) for entity in made.values())
    return tuple(resolved), entities


def _countries(lang: Language, names: Sequence[Name]) -> Iterator[str]:
    """The countries of the bodies that a report names."""
    curated = _curated(lang)
    for name in names:
        kind, _, rest = (name.entry or "").partition(":")
        if name.kind is not NameKind.ORGANISATION:
            continue
        if kind == "body" and rest.partition(":")[2]:
            yield rest.partition(":")[2]
        elif kind in {"org", "outlet"} and (entry := curated.get(name.entry or "")) is not None:
            country = entry.get("country")
            if country and kind == "org":
                yield country


def _where(
    scan: Scan,
    lang: Language,
    names: Sequence[Name],
    choices: Sequence[Choice],
    countries: Sequence[str],
) -> located.Where:
    """What unknown places and relations are located with: most reports have neither."""
    source = scan.words.folded.source
    pairs = zip(names, choices, strict=True)
    if not any(n.relation or (c.place is None and n.kind in LOCATED) for n, c in pairs):
        return located.Where(lang.places, source, {}, None)
    state = lang.places.get(spoken_of(choices, names, countries) or "")
    return located.Where(lang.places, source, units_of(scan, names, choices), state)


def _entity(
    lang: Language, name: Name, choice: Choice, where: located.Where, number: int
) -> Entity:
    source = where.source
    if name.kind in LOCATED or name.rule == GOVERNMENT:
        return located.entity(name, choice, where, number)
    if name.kind is NameKind.PERSON:
        return _person(name, source)
    return _body(lang, name, source)


# --- people --------------------------------------------------------------------------------------


def _person(name: Name, source: str) -> Entity:
    words = name.span.of(source)
    full = name.entry or folded(words)
    return Entity(
        id=hashed("person", full),
        kind=name.kind.value,
        name=words,
        role_title=name.title.of(source) if name.title is not None else None,
    )


# --- bodies --------------------------------------------------------------------------------------


_LISTS: Final = ("org", "body", "outlet", "org-head", "weapon")


@dataclass(frozen=True, slots=True)
class _Lists:
    """The first form of each body of our lists, by kind and key; English adjectives by country."""

    entries: Mapping[str, Entry]
    adjectives: Mapping[str, str]


# Keyed by the lexicon, which lives as long as its language.
_REMEMBERED: Final[WeakKeyDictionary[Lexicon, _Lists]] = WeakKeyDictionary()


def _lists(lang: Language) -> _Lists:
    found = _REMEMBERED.get(lang.lexicon)
    if found is None:
        entries: dict[str, Entry] = {}
        for kind in _LISTS:
            for entry in lang.entries.get(kind, ()):
                entries.setdefault(f"{kind}:{entry['key']}", entry)
        adjectives: dict[str, str] = {}
        for entry in lang.entries.get("demonym", ()):
            adjectives.setdefault(entry["country"], entry["name_en"])
        found = _REMEMBERED[lang.lexicon] = _Lists(entries, adjectives)
    return found


def _curated(lang: Language) -> Mapping[str, Entry]:
    return _lists(lang).entries


def _body(lang: Language, name: Name, source: str) -> Entity:
    words = name.span.of(source)
    key = name.entry or ""
    kind, _, rest = key.partition(":")
    curated = _curated(lang)
    if kind in {"org", "outlet"} and key in curated:
        entry = curated[key]
        sector = entry.get("sector") if kind == "org" else "MED"
        return Entity(PREFIX + rest, name.kind.value, words, entry["name_en"],
                      country=entry.get("country"), sector=sector)  # fmt: skip
    if kind == "body":
        return _of_state(lang, name, rest, words)
    if kind == "head":
        head, _, text = rest.partition(":")
        sector = curated[f"org-head:{head}"].get("sector")
        return Entity(hashed("organisation", text), name.kind.value, words, sector=sector)
    if name.kind is NameKind.WEAPON and f"weapon:{key}" in curated:
        return Entity(PREFIX + key, name.kind.value, words, curated[f"weapon:{key}"]["name_en"])
    return Entity(hashed(name.kind.value, rest or folded(words)), name.kind.value, words)


def _of_state(lang: Language, name: Name, key: str, words: str) -> Entity:
    """«القوات العراقية»: the body that every state has, of this one."""
    body, _, country = key.partition(":")
    entry = _curated(lang)[f"body:{body}"]
    if not country:
        return Entity(hashed("organisation", key), name.kind.value, words, sector=entry["sector"])
    adjective = _lists(lang).adjectives.get(country, country)
    return Entity(
        id=f"{PREFIX}{country}-{body}",
        kind=name.kind.value,
        name=words,
        name_en=entry["name_en"].format(adjective),
        country=country,
        sector=entry["sector"],
    )


def _named(entity: Entity, surfaces: Sequence[str]) -> Entity:
    """The entity with its forms; it is called by one without a preposition written to it."""
    name = entity.name
    if entity.gazetteer is None or entity.name_en is None:
        free = [words for words in surfaces if not folded(words).startswith(FUSED)] or surfaces
        best = max(free, key=len) if entity.kind == NameKind.PERSON.value else free[0]
        name = best.replace(QUOTE, "")
    return Entity(  # in full: ``replace`` takes twice as long, and texts have many
        entity.id, entity.kind, name, entity.name_en, tuple(surfaces), entity.country,
        entity.sector, entity.role_title, entity.lat, entity.lon, entity.geo_precision,
        entity.radius_km, entity.gazetteer, entity.admin1, entity.basis, entity.candidates,
    )  # fmt: skip
