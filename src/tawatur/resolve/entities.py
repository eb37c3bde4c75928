"""What the names of one report refer to: entities with their forms, countries and coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tawatur.model.claim import Entity
from tawatur.model.mention import Name, NameKind
from tawatur.model.text import Span
from tawatur.resolve import located
from tawatur.resolve.bodies import body, curated
from tawatur.resolve.context import (
    Context,
    Home,
    context,
    employers,
    here,
    is_local,
    is_open,
    nationalities,
    stated_at,
)
from tawatur.resolve.latin import latin
from tawatur.resolve.located import hashed
from tawatur.resolve.names import JOINED, compare, skeleton, words
from tawatur.resolve.places import LOCATED, Choice, choose, spoken_of, units_of
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

FUSED: Final = "لل"
WORLD: Final = "UN"  # the country of bodies of all states, of no person
QUOTE: Final = '"'
ARTICLE: Final = "ال"
HEADED: Final = "head:"


def resolve(
    scan: Scan, lang: Language, names: Sequence[Name], home: Home | None = None
) -> tuple[tuple[Name, ...], tuple[Entity, ...]]:
    """The names with their entities set, and the entities in the order of their first mention.

    ``home`` is what is known of the report from outside its sentences.

    >>> from tawatur.annotate import name
    >>> from tawatur.rules.language import arabic
    >>> scan = arabic().scan("سقط صاروخ على قاعدة عين الأسد في محافظة الأنبار غرب العراق")
    >>> _, entities = resolve(scan, arabic(), name.annotate(scan, arabic()))
    >>> [(e.id, e.name_en, e.geo_precision) for e in entities]
    [('ent:ain-al-asad', 'Ain al-Asad air base', 1), ('ent:IQ-AN', 'Al Anbar', 3),
     ('ent:IQ', 'Iraq', 0), ('ent:0a5e6a4cf4522453', 'west of Iraq', 3)]
    """
    stated = tuple(_countries(lang, names))
    choices = choose(scan, names, lang.places, stated)
    opened, titled = is_open(names), any(name.title for name in names)
    said = tuple(nationalities(scan)) if opened or titled else ()
    state = Context()
    if opened:
        state = context(lang, names, choices, [*stated, *(c for _, c in said)], home or Home())
    where = _where(scan, lang, names, choices, stated)
    same = {**variants(names), **shortened(names)}
    work = employers(names)
    resolved: list[Name] = []
    things = _Things(scan.words.folded.source)
    known: dict[tuple[object, ...], Entity] = {}
    told_at = stated_at(names, choices, said) if any(map(is_local, names)) else ()
    for number, (name, choice) in enumerate(zip(names, choices, strict=True)):
        full = same.get(name.entry or "", name.entry or "")
        place = choice.place
        own = here(scan, name.span, told_at, state) if is_local(name) else state
        key = (name.kind, name.rule, full, None if place is None else place.id, own.country)
        entity = known.get(key)
        if entity is None or not name.entry or name.title is not None:
            entity = known[key] = _entity(lang, name, full, choice, where, number, own)
        things.add(entity, name.span)
        relation, told = name.relation, None
        if relation is not None:
            words = relation.span
            relation, told = located.related(name, choice, choices, names, where)
            if told is not None:
                things.add(told, words)
        resolved.append(
            Name(name.span, name.rule, name.kind, name.title, name.entry, entity.id, relation)
        )
    _employ(things.made, resolved, work)
    _naturalise(things.made, resolved, said)
    return tuple(resolved), things.named()


class _Things:
    """The entities of a report in the order of their first mention, with the words for each."""

    def __init__(self, source: str) -> None:
        self.made: dict[str, Entity] = {}
        self._source = source
        self._surfaces: dict[str, dict[str, None]] = {}

    def add(self, entity: Entity, span: Span) -> None:
        """Notes a mention; the first role that is told of an entity is kept."""
        first = self.made.setdefault(entity.id, entity)
        if first.role_title is None and entity.role_title is not None:
            self.made[entity.id] = replace(first, role_title=entity.role_title)
        self._surfaces.setdefault(entity.id, {})[span.of(self._source)] = None

    def named(self) -> tuple[Entity, ...]:
        """The entities with their forms."""
        return tuple(_named(one, tuple(self._surfaces[one.id])) for one in self.made.values())


def _entity(
    lang: Language, name: Name, full: str, choice: Choice, where: located.Where, number: int,
    state: Context,
) -> Entity:  # fmt: skip
    if name.kind in LOCATED:
        return located.entity(name, choice, where, number)
    if name.kind is NameKind.PERSON:
        return _person(name, where.source, full)
    return body(lang, name, full, where.source, state)


def _employ(made: dict[str, Entity], resolved: Sequence[Name], work: Mapping[Span, Name]) -> None:
    """Notes with each person the body that the role names, and its country."""
    if not work:
        return
    at = {name.span: name.entity for name in resolved}
    for name in resolved:
        if name.title is None or name.title not in work or name.entity is None:
            continue
        body = made.get(at.get(work[name.title].span) or "")
        person = made[name.entity]
        if body is not None and person.organisation is None:
            country = body.country if body.country != WORLD else None
            made[person.id] = replace(person, organisation=body.id, country=country)


def _naturalise(
    made: dict[str, Entity], resolved: Sequence[Name], said: Sequence[tuple[Span, str]]
) -> None:
    """Gives people the country that their title names: «الرئيس السوري»."""
    for name in resolved:
        title, own = name.title, made[name.entity or ""]
        if title is None or own.country:
            continue
        country = next((country for span, country in said if title.covers(span)), None)
        if country is not None:
            made[own.id] = replace(own, country=country)


def variants(names: Sequence[Name]) -> dict[str, str]:
    """The full names of people that another spelling of an earlier one is: «هيلجا», «هيلغا»."""
    earlier: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for name in names:
        key = name.entry
        if name.kind is not NameKind.PERSON or not key or " " not in key or key in found:
            continue
        block = earlier.setdefault(skeleton(key.split()[-1])[:1], [])
        if key in block:
            continue
        alike = (one for one in block if compare(one, key).score >= JOINED and _as_long(one, key))
        other = next(alike, None)
        if other is None:
            block.append(key)
        else:
            found[key] = other
    return found


def shortened(names: Sequence[Name]) -> dict[str, str]:
    """The full names of bodies that others shorten: «بعثة الإسناد» of «بعثة الإسناد الدولية»."""
    entries = {n.entry for n in names if n.entry is not None and n.entry.startswith(HEADED)}
    longer: dict[str, set[str]] = {}
    for entry in entries if len(entries) > 1 else ():
        parts = entry.split(" ")
        for cut in range(len(parts) - 1, 1, -1):
            if not parts[cut].startswith(ARTICLE):
                break
            longer.setdefault(" ".join(parts[:cut]), set()).add(entry)
    return {
        entry: min(found, key=lambda one: (len(one), one))
        for entry, found in longer.items()
        if entry in entries and len(found) == 1
    }


def _as_long(one: str, other: str) -> bool:
    """Whether two names have as many words: a part of a name is joined by other rules."""
    return len(words(one)) == len(words(other))


def _countries(lang: Language, names: Sequence[Name]) -> Iterator[str]:
    """The countries of the bodies that a report names."""
    entries = curated(lang)
    for name in names:
        kind, _, rest = (name.entry or "").partition(":")
        if name.kind is not NameKind.ORGANISATION:
            continue
        if kind == "body" and rest.partition(":")[2]:
            yield rest.partition(":")[2]
        elif kind in {"org", "outlet"} and (entry := entries.get(name.entry or "")) is not None:
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


# --- people --------------------------------------------------------------------------------------


def _person(name: Name, source: str, full: str) -> Entity:
    written = name.span.of(source)
    return Entity(
        id=hashed("person", full or folded(written)),
        kind=name.kind.value,
        name=written,
        role_title=name.title.of(source) if name.title is not None else None,
    )


def _named(entity: Entity, surfaces: Sequence[str]) -> Entity:
    """The entity with its forms; it is called by one without a preposition written to it."""
    name = entity.name
    if entity.gazetteer is None or entity.name_en is None:
        free = [one for one in surfaces if not _is_fused(one)] or surfaces
        arabic = [one for one in free if not one.isascii()] or free
        person = entity.kind == NameKind.PERSON.value
        name = (max(arabic, key=len) if person else free[0]).replace(QUOTE, "")
    return Entity(  # in full: ``replace`` takes twice as long, and texts have many
        entity.id, entity.kind, name, entity.name_en, tuple(surfaces), entity.country,
        entity.sector, entity.role_title, entity.lat, entity.lon, entity.geo_precision,
        entity.radius_km, entity.gazetteer, entity.admin1, entity.basis, entity.candidates,
        _latin(entity, name, surfaces), entity.organisation,
    )  # fmt: skip


def _is_fused(words: str) -> bool:
    """«للجيش»: a preposition and the article written as one."""
    return words[:1] == FUSED[0] and folded(words).startswith(FUSED)


def _latin(entity: Entity, name: str, surfaces: Sequence[str]) -> str | None:
    """The Latin form: the list's, the report's own, else for people a transliteration."""
    if entity.name_en is not None:
        return entity.name_en
    own = [one for one in surfaces if one.isascii()]
    if own:
        return max(own, key=len)
    return latin(name) if entity.kind == NameKind.PERSON.value else None
