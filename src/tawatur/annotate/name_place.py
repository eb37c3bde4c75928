"""Places: names of the gazetteer that stand as places, and unknown names behind a type word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.annotate.name_words import (
    ARTICLE,
    COMMAS,
    CONJUNCTIONS,
    QUOTE,
    Found,
    Ground,
    WordType,
    word_types,
)
from tawatur.model.mention import NameKind
from tawatur.model.place import Place
from tawatur.rules.lexicon import Hit

FACILITIES: Final = frozenset(
    ["base", "airport", "prison", "site", "dam", "oilfield", "port", "crossing"]
)
WELL_KNOWN: Final = 200_000  # inhabitants: such a city needs no further sign that it is meant
WORLD_CITY: Final = 1_000_000  # the same, where the report speaks of none of its country
SHORTEST: Final = 3


def annotate(ground: Ground) -> None:
    """Adds the places of the text."""
    hits = [hit for hit in ground.hits("place") if ground.is_free(hit.first, hit.last)]
    focus = ground.focus = _focus(ground, hits)
    at = {hit.first: hit for hit in hits}
    for token in ground.tokens("place", "place-head"):
        if token in ground.taken:
            continue
        hit = at.get(token)
        found = _known(ground, hit, focus) if hit is not None else None
        found = found or _unknown(ground, token)
        if found is not None and ground.is_free(found.first, found.last):
            ground.add(found)


def _places(ground: Ground, hit: Hit) -> tuple[Place, ...]:
    return ground.lang.places.several(hit.entry["ids"])


def _focus(ground: Ground, hits: Sequence[Hit]) -> frozenset[str]:
    """The countries that the text speaks of: by name, nationality, or a place nobody else has."""
    found: set[str] = {word.demonym for _, word in ground.marked if word.demonym}
    for hit in hits:
        places = _places(ground, hit)
        first = places[0]
        if (first.kind == "country" and not first.context) or (
            all(p.country == first.country and not p.ordinary for p in places)
            and any(p.population >= WELL_KNOWN or p.curated or p.kind == "admin1" for p in places)
            and (hit.last > hit.first or not ground.types[hit.first].lexical)
        ):
            found.add(first.country)
    return frozenset(found)


# --- of the gazetteer ----------------------------------------------------------------------------


def _known(ground: Ground, hit: Hit, focus: frozenset[str]) -> Found | None:
    places = _places(ground, hit)
    head = _head_before(ground, hit.first)
    shown = head is not None or _is_shown(ground, hit)
    if not _is_meant(ground, hit, places, focus, headed=head is not None, shown=shown):
        return None
    first, start = hit.first, hit.start
    kind = _kind(places[0].kind)
    ids = hit.entry["ids"]
    rule = "place-gazetteer"
    if head is not None:
        said = head.entry["kind"]
        fitting = [p for p in places if _agrees(p, said)]
        if fitting:
            ids = " ".join(p.id for p in fitting)
            rule = "place-typed"
            kind = _kind(fitting[0].kind)
        elif head.entry.get("span"):
            first, start, kind = head.first, head.start, _kind(said)
            # «قاعدة القائم» is in the gazetteer, or lies near the town of that name, and is not it
            own = ground.lang.places.ids(_typed(ground, head, hit))
            ids = " ".join(own) if own else ids
            rule = "place-typed" if own else f"place-near-{said}"
            if own and ground.is_quoted(hit.first):
                first, start = hit.first, hit.start
    last = hit.last
    if (
        first < hit.first
        and ground.is_quoted(hit.first)
        and ground.forms[last + 1 : last + 2] == (QUOTE,)
    ):
        last += 1
    return Found(first, last, kind, rule, ids, start)


def _typed(ground: Ground, head: Hit, hit: Hit) -> str:
    """The type word and the name, without quotation marks: «قاعدة حرير»."""
    return ground.text(head.first, hit.last, head.start)


def _agrees(place: Place, said: str) -> bool:
    """Whether a place is of the kind that the type word says."""
    towns = {"city", "town", "village", "quarter", "district"}
    if place.kind == said:
        return True
    if said in towns and place.kind in towns:
        return said != "district" or place.kind != "city" or place.population < WELL_KNOWN
    return {place.kind, said} <= {"admin1", "region"} or {place.kind, said} <= {
        "mountain",
        "desert",
    }


def _is_meant(
    ground: Ground,
    hit: Hit,
    places: Sequence[Place],
    focus: frozenset[str],
    *,
    headed: bool,
    shown: bool,
) -> bool:
    """Whether a name of the gazetteer is one here."""
    words = ground.scan.words
    word = ground.types[hit.first]
    cut = hit.start - words.starts[hit.first]
    if hit.first == hit.last:
        if len(word.form) - cut < SHORTEST or ground.is_particle(hit.first):
            return False
        if cut and word.given:
            return False
        plain = ground.types[hit.first] if not cut else _bare(ground, word.form[cut:])
        if _is_surname(ground, hit, plain.given):
            return False
        if _is_opening(ground, hit.first):
            return False
        ordinary = (plain.lexical and plain.demonym is None) or plain.hidden or bool(plain.part)
    else:
        plain, ordinary = word, False
    if headed:
        return True
    country = places[0].kind in {"country", "continent"}
    if country:
        return shown if places[0].context else not ordinary or shown or plain.demonym is None
    near = any(p.country in focus or not p.country for p in places)
    if any(p.ordinary for p in places) or ordinary:
        return shown and near and not plain.common and not plain.given
    least = WELL_KNOWN if near else WORLD_CITY
    if any(p.curated or (p.kind == "admin1" and near) or p.population >= least for p in places):
        return not cut or len(word.form) - cut > SHORTEST or shown
    return shown and near and not plain.given


def _is_opening(ground: Ground, token: int) -> bool:
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
    if before >= 0 and ground.types[before].given == "sure" and before not in ground.taken:
        return not ground.is_named(before - 1, "place-head") if before else True
    after = hit.last + 1
    return (
        bool(given)
        and after < len(ground.forms)
        and (bool(ground.types[after].given) or ground.types[after].unknown)
    )


def _head_before(ground: Ground, token: int) -> Hit | None:
    """The type word before a name: «مدينة هيت», «قاعدة "عين الأسد"», «محافظتي نينوى»."""
    before = token - 1
    if before >= 0 and ground.forms[before] == QUOTE:
        before -= 1
    if before < 0 or before in ground.taken:
        return None
    for hit in ground.scan.hits.at(before, "place-head"):
        if hit.last == before and (hit.entry["key"] == "capital" or not ground.is_definite(hit)):
            return hit
    return None


def _is_shown(ground: Ground, hit: Hit) -> bool:
    """Whether a preposition, a direction, a list or a governorate behind shows a place."""
    words = ground.scan.words
    form = ground.forms[hit.first]
    cut = form[: hit.start - words.starts[hit.first]]
    before = hit.first - 1
    joined = cut[:1] in CONJUNCTIONS
    if cut and not cut.endswith(ARTICLE) and cut[-1] in "بل":
        return True
    if before < 0:
        return False
    if joined or ground.forms[before] in COMMAS:
        listed = before if joined else before - 1
        if listed in ground.taken and ground.taken[listed].kind in {
            NameKind.PLACE,
            NameKind.FACILITY,
        }:
            return True
    if joined:
        return False
    if ground.is_particle(before, "prep", "partitive") or "near" in ground.types[before].part:
        return True
    return _parent_behind(ground, hit)


def _parent_behind(ground: Ground, hit: Hit) -> bool:
    """«هيت، في محافظة الأنبار», «القائم (الأنبار)», «الحويجة في كركوك»."""
    after = hit.last + 1
    steps = 0
    while after < len(ground.forms) and steps < 2:
        form = ground.forms[after]
        if form in COMMAS or form == "(" or ground.is_particle(after, "prep"):
            after, steps = after + 1, steps + 1
            continue
        break
    if not steps or after >= len(ground.forms):
        return False
    return ground.is_named(after, "place-head") and ground.is_named(
        min(after + 1, len(ground.forms) - 1), "place"
    )


def _kind(kind: str) -> NameKind:
    return NameKind.FACILITY if kind in FACILITIES else NameKind.PLACE


# --- unknown names behind a type word ------------------------------------------------------------


def _unknown(ground: Ground, token: int) -> Found | None:
    """«قرية المعمورة», «مخيم "..."»: believed, though the gazetteer has no such name."""
    heads = [hit for hit in ground.scan.hits.at(token, "place-head") if hit.entry.get("unknown")]
    if not heads:
        return None
    head = max(heads, key=lambda hit: hit.last)
    stop = ground.stop(token)
    after = head.last + 1
    if ground.is_definite(head) or after >= stop or after in ground.taken:
        return None
    quoted = ground.forms[after] == QUOTE
    if ground.is_named(after + quoted, "place") and not _is_opening(ground, after + quoted):
        return None
    if quoted:
        closing = ground.closing(after, stop, 4)
        if closing is None or closing - after > 4:
            return None
        first, last = after + 1, closing - 1
        if any(not ground.types[t].letters for t in range(first, last + 1)):
            return None
    else:
        end = _unknown_name(ground, after, stop, _kind(head.entry["kind"]))
        if end is None:
            return None
        first, last = after, end
    said = head.entry["kind"]
    own = ground.lang.places.ids(ground.text(head.first, last, head.start))
    rule = "place-typed" if own else f"place-unknown-{said}"
    key = " ".join(own) or None
    if head.entry.get("span"):
        return Found(head.first, last + quoted, _kind(said), rule, key, head.start)
    return Found(first, last, _kind(said), rule, key)


def _unknown_name(ground: Ground, token: int, stop: int, kind: NameKind) -> int | None:
    """The last token of an unknown name: one word, two behind «عين», «تل», «أم», or of a person."""
    word = ground.types[token]
    if not word.letters or word.demonym or token in ground.taken:
        return None
    inside = token + 1 < stop and token + 1 not in ground.taken
    after = ground.types[token + 1] if inside else None
    if "toponym" in word.part and after is not None and after.letters:
        return token + 1 if after.article or after.unknown or after.given else None
    if after is not None and (word.given or (word.unknown and kind is NameKind.FACILITY)):
        unknown = after.unknown and not after.hidden and not after.prefixed
        if unknown or after.given or (word.given and "middle" in after.part):
            return token + 1
    if word.article:
        if word.lexical:
            return None
        return token + 1 if after is not None and "augment" in after.part else token
    return token if word.unknown and len(word.form) >= SHORTEST else None
