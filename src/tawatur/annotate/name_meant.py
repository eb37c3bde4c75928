"""Whether a word that names a place means it here: signs beside it, and the countries told of."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Final

from tawatur.annotate.name_ground import Ground
from tawatur.annotate.name_words import (
    ARTICLE,
    COMMAS,
    CONJUNCTIONS,
    PREPOSITIONS,
    QUOTE,
    WordType,
    word_types,
)
from tawatur.model.mention import NameKind
from tawatur.rules.gazetteer import Bearers
from tawatur.rules.lexicon import Hit
from tawatur.rules.load import text_of

WELL_KNOWN: Final = 200_000  # inhabitants: such a city needs no further sign that it is meant
WORLD_CITY: Final = 1_000_000  # the same, where the report speaks of none of its country
SHORTEST: Final = 3
_LOCATED: Final = frozenset([NameKind.PLACE, NameKind.FACILITY])
# The end of an adjective that is made of a name: «الساحلية».
_NISBA: Final = ("يه", "ية")


@cache
def home() -> frozenset[str]:
    """The countries of the region."""
    return frozenset(tomllib.loads(text_of("place.toml"))["home"]["countries"])


def places_of(ground: Ground, hit: Hit) -> Bearers:
    """The places that bear the name of a hit."""
    return ground.lang.places.several(hit.entry["ids"])


def focus(ground: Ground, hits: Sequence[Hit]) -> frozenset[str]:
    """The countries that the text speaks of: by name, nationality, or a place nobody else has."""
    found: set[str] = {word.demonym for _, word in ground.marked if word.demonym}
    shown: dict[str, set[str]] = {}
    for hit in hits:
        known = places_of(ground, hit)
        first = known.places[0]
        if first.country in found:
            continue
        if (first.kind == "country" and not first.context) or (
            known.only is not None
            and not known.ordinary
            and (known.curated or known.units or _is_large(ground, hit, known))
            and (hit.last > hit.first or not ground.types[hit.first].lexical)
        ):
            found.add(first.country)
        elif known.only is not None and first.country in home() and is_shown(ground, hit):
            shown.setdefault(first.country, set()).add(hit.entry.form)
    # two of a country that a preposition shows support one another: «من هيت إلى البغدادي»
    found.update(country for country, forms in shown.items() if len(forms) > 1)
    return frozenset(found)


def _is_large(ground: Ground, hit: Hit, known: Bearers) -> bool:
    """Whether a city can speak for its country: one far away has to be shown, or very large."""
    if known.population < WELL_KNOWN:
        return False
    at_home = not home().isdisjoint(known.countries)
    return at_home or known.population >= WORLD_CITY or is_shown(ground, hit)


def is_meant(ground: Ground, hit: Hit, known: Bearers, *, headed: bool, shown: bool) -> bool:
    """Whether a name of the gazetteer is one here."""
    words = ground.scan.words
    word = ground.types[hit.first]
    cut = hit.start - words.starts[hit.first]
    if hit.first == hit.last:
        if len(word.form) - cut < SHORTEST or ground.is_particle(hit.first):
            return False
        if cut and word.given:
            return False
        plain = word if not cut else _bare(ground, word.form[cut:])
        if _is_surname(ground, hit, plain.given) or is_opening(ground, hit.first):
            return False
        ordinary = (plain.lexical and plain.demonym is None) or plain.hidden or bool(plain.part)
    else:
        plain, ordinary = word, False
    if headed:
        return True
    if is_numbered(ground, hit):
        return False
    double = known.double
    if double and _is_word(ground, hit, shown=shown):
        return False
    first = known.places[0]
    if first.kind in {"country", "continent"}:
        return shown if first.context else not ordinary or shown or plain.demonym is None
    at_home = not ground.focus and not home().isdisjoint(known.countries)
    near = at_home or "" in known.countries or not ground.focus.isdisjoint(known.countries)
    if known.ordinary or ordinary:
        if _is_qualified(ground, hit):
            return False
        if at_home and not double and not is_shown(ground, hit, strongly=True):
            return False
        if at_home and known.ordinary and not double and hit.first == hit.last:
            return parent_behind(ground, hit)  # not «قرب الباب»
        return shown and near and not plain.common and not plain.given
    least = WELL_KNOWN if near else WORLD_CITY
    if known.curated or (near and known.units) or known.population >= least:
        return not cut or len(word.form) - cut > SHORTEST or shown
    return shown and near and not plain.given


def _is_qualified(ground: Ground, hit: Hit) -> bool:
    """«العين اليسرى»: an ordinary word before an adjective that no town has."""
    after = hit.last + 1
    single = hit.first == hit.last and ground.types[hit.last].article
    if after >= ground.stop(hit.first) or not single:
        return False
    word = ground.types[after]
    if not word.article or word.demonym or "augment" in word.part or word.prefixed:
        return False
    relative = word.form.endswith(_NISBA) or _is_time(ground, after)
    return word.lexical and not relative and not ground.is_named(after, "place")


def is_meant_small(ground: Ground, hit: Hit, known: Bearers) -> bool:
    """Whether the name of a small place is meant: its parent is named beside it, or a neighbour."""
    word = ground.types[hit.first]
    cut = hit.start - ground.scan.words.starts[hit.first]
    if ground.is_particle(hit.first) or (hit.first == hit.last and len(word.form) - cut < SHORTEST):
        return False
    plain = _bare(ground, word.form[cut:]) if hit.first == hit.last else word
    if hit.first == hit.last and (plain.common or plain.given or plain.demonym):
        return False
    if known.ordinary or (hit.first == hit.last and plain.lexical):
        return False
    countries = known.countries & (home() | ground.focus)
    if not countries or not countries & (ground.focus or home()):
        return False
    return _is_joined(ground, hit, countries) or (
        is_shown(ground, hit, strongly=True) and bool(countries & ground.focus)
    )


def _is_joined(ground: Ground, hit: Hit, countries: frozenset[str]) -> bool:
    """«المكلا والشحر»: a place of the same country stands before the conjunction."""
    other = ground.taken.get(hit.first - 1)
    cut = ground.forms[hit.first][: hit.start - ground.scan.words.starts[hit.first]]
    if other is None or other.kind not in _LOCATED or cut[:1] not in CONJUNCTIONS or not other.key:
        return False
    known = (ground.lang.places.get(key) for key in other.key.split())
    return any(p is not None and p.precision and p.country in countries for p in known)


def is_numbered(ground: Ground, hit: Hit) -> bool:
    """«كربلاء 9»: an operation or a weapon of that name."""
    after = hit.last + 1
    stands = after < len(ground.forms) and ground.forms[after][:1].isdigit()
    return stands and (
        ground.is_quoted(hit.first) or ground.forms[after + 1 : after + 2] == (QUOTE,)
    )


def _is_word(ground: Ground, hit: Hit, *, shown: bool) -> bool:
    """Whether the name of a well-known place is the other word here that is written alike."""
    if is_shown(ground, hit, strongly=True):
        return False
    return _governs(ground, hit) or (not shown and _is_verb(ground, hit))


def _governs(ground: Ground, hit: Hit) -> bool:
    """Whether a word is in construct with the next: «جنين المريضة», «قطر كيلومتر», «مسقط رأسه».

    A city is followed by adjectives in the feminine («حلب القديمة»), nationalities and times.
    """
    after = hit.last + 1
    if after >= ground.stop(hit.first):
        return False
    word = ground.types[after]
    if not word.letters:
        return ground.forms[after][:1].isdigit()
    if ground.scan.hits.at(after, "km"):
        return True
    if any(reading.conjunction for reading in ground.scan.readings[after]):
        return False  # «جنين ومخيمها»
    form = ground.forms[hit.first]
    definite = ground.is_definite(hit) or form.startswith(ARTICLE)
    if word.article:
        if definite or word.demonym or "augment" in word.part or word.form.endswith(_NISBA):
            return False
        if _is_time(ground, after) or ground.is_named(after, "place-head"):
            return False
        return not any(r.kind == "participle" for r in ground.scan.readings[after])
    return word.lexical and not definite and _has_pronoun(ground, after)


def _has_pronoun(ground: Ground, token: int) -> bool:
    return any(reading.pronoun for reading in ground.scan.readings[token])


def _is_time(ground: Ground, token: int) -> bool:
    """«حلب اليوم», «غزة الأحد»."""
    return any(hit.entry.get("class") == "time" for hit in ground.scan.hits.at(token, "common"))


def _is_verb(ground: Ground, hit: Hit) -> bool:
    """«تعز على المرء»: at the beginning of a sentence, right before a preposition."""
    first = ground.scan.sentence(hit.first)[0]
    after = hit.last + 1
    return hit.first == first and after < len(ground.forms) and ground.is_particle(after, "prep")


def is_opening(ground: Ground, token: int) -> bool:
    """Whether a word only opens the name of a place: «وادي» in «وادي الغزلان»."""
    hit = ground.longest(token, "place")
    if "toponym" not in ground.types[token].part or (hit is not None and hit.last > token):
        return False
    after = ground.types[token + 1] if token + 1 < len(ground.types) else None
    return after is not None and (after.article or after.unknown or bool(after.given))


def _bare(ground: Ground, form: str) -> WordType:
    return word_types(ground.lang.lexicon, ground.lang.morphology).of(form)


def _is_surname(ground: Ground, hit: Hit, given: str) -> bool:
    """«محمد البغدادي», «فارس سعيد»: a name behind or before a given name."""
    before = hit.first - 1
    sure = before >= 0 and ground.types[before].given == "sure"
    if (sure or _is_titled(ground, before)) and before not in ground.taken:
        return not ground.is_named(before - 1, "place-head") if before else True
    after = hit.last + 1
    return (
        bool(given)
        and after < len(ground.forms)
        and (bool(ground.types[after].given) or ground.types[after].unknown)
    )


def _is_titled(ground: Ground, token: int) -> bool:
    """«اللاعب حسن ...», «باسم الجيش الفاتح ...»: a title or a body makes a given name sure."""
    if token < 1 or not ground.types[token].given:
        return False
    body = ground.taken.get(token - 1)
    of_body = body is not None and body.kind is NameKind.ORGANISATION
    return of_body or ground.is_named(token - 1, "title")


def is_shown(ground: Ground, hit: Hit, *, strongly: bool = False) -> bool:
    """Whether a preposition, a direction, a list or a parent behind shows a place.

    ``strongly``: only what nothing but a place can follow, or its parent.
    """
    words = ground.scan.words
    form = ground.forms[hit.first]
    cut = form[: hit.start - words.starts[hit.first]]
    before = hit.first - 1
    joined = cut[:1] in CONJUNCTIONS
    if cut and not cut.endswith(ARTICLE) and cut[-1] in PREPOSITIONS:
        return not strongly or parent_behind(ground, hit)
    if before < 0:
        return False
    if joined or ground.forms[before] in COMMAS:
        listed = before if joined else before - 1
        if listed in ground.taken and ground.taken[listed].kind in _LOCATED:
            return True
    if joined:
        return False
    if "near" in ground.types[before].part:
        return True
    if not strongly and ground.is_particle(before, "prep", "partitive"):
        return True
    return parent_behind(ground, hit)


def parent_behind(ground: Ground, hit: Hit) -> bool:
    """«هيت، في محافظة الأنبار», «القائم (الأنبار)», «الحويجة في كركوك», «عفيف بالسعودية»."""
    after = hit.last + 1
    steps = 0
    while after < len(ground.forms) and steps < 2:
        form = ground.forms[after]
        if form in COMMAS or form == "(" or ground.is_particle(after, "prep"):
            after, steps = after + 1, steps + 1
            continue
        direction = ground.longest(after, "direction")  # «هيت غربي الأنبار»
        if direction is None or steps:
            break
        after, steps = direction.last + 1, steps + 1
    if after >= len(ground.forms):
        return False
    parent = ground.longest(after, "place")
    if parent is not None and (steps or _is_in(ground, parent)):
        return _is_parent(ground, hit, parent)
    return (
        steps > 0
        and ground.is_named(after, "place-head")
        and ground.is_named(min(after + 1, len(ground.forms) - 1), "place")
    )


def _is_in(ground: Ground, hit: Hit) -> bool:
    """Whether a name has the preposition written to it: «بالسعودية»."""
    start = ground.scan.words.starts[hit.first]
    return ground.forms[hit.first][: hit.start - start].startswith("ب")


def _is_parent(ground: Ground, hit: Hit, parent: Hit) -> bool:
    """Whether one of the places of a name lies in the country or unit of the other name."""
    above = {place.id for place in places_of(ground, parent).places}
    return any(
        place.id not in above and (place.admin1 in above or place.country in above)
        for place in places_of(ground, hit).places
    )


def below_state(ground: Ground, token: int, stop: int) -> int | None:
    """The last token of a place below the rank of a state that begins at ``token``."""
    hit = ground.longest(token, "place") if token < stop else None
    if hit is None or hit.start != ground.scan.words.starts[token]:
        return None
    known = [ground.lang.places[key] for key in hit.entry["ids"].split()]
    return hit.last if any(p.kind not in {"country", "continent"} for p in known) else None


def is_ordinary(ground: Ground, token: int) -> bool:
    """Whether the place at a token is a frequent word, too."""
    hit = ground.longest(token, "place")
    known = [ground.lang.places[key] for key in hit.entry["ids"].split()] if hit else []
    return ground.types[token].common or any(place.ordinary for place in known)
