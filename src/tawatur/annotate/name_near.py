"""Places told by their relation to others: «70 كم غرب الرمادي», «الجنوب الليبي»."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.model.mention import NameKind, Relation
from tawatur.model.number import Number
from tawatur.rules.lexicon import Entry, Hit
from tawatur.rules.match import Match

LOCATED: Final = "located"
PART: Final = "part"
BORDER: Final = "border"
ANY: Final = "?"  # the country that the report speaks of
_ENTRY: Final = Entry(LOCATED, "")
_PLACES: Final = frozenset([NameKind.PLACE, NameKind.FACILITY])
_LONGEST: Final = 12  # words of a relation, up to its place
# «الجنوب» and «الشمال» are parts of the country of a report; «الغرب» is mostly the West.
_WINDS: Final = (0.0, 180.0)
_FARTHEST: Final = 1000.0  # kilometres: what is told as further away than this is no place near it


def parts(ground: Ground) -> None:
    """Adds parts of countries and borders that are named by nationality or by «البلاد»."""
    openings = _openings(ground)
    if not openings:
        return
    again = set(_WINDS) if len(ground.focus) == 1 else set[float]()
    patterns = ground.lang.patterns["place_part"]
    for match in patterns.find(ground.scan.hits, tokens=openings):
        key = _key(ground, match)
        if key is not None and ground.is_free(match.first, match.last):
            slots = [hit for hit in match.slots.values() if hit.first == match.first]
            start = min([match.start, *(ground.with_article(hit) for hit in slots)])
            ground.add(Found(match.first, match.last, NameKind.PLACE, match.rule.name, key, start))
            if key.startswith(PART):
                again.add(_bearing(match))
    for token in ground.tokens("direction") if again else ():
        _again(ground, token, again)


def _openings(ground: Ground) -> list[int]:
    """Where a part or a border can begin: at a direction, or before one or a nationality."""
    found = set(ground.tokens("direction"))
    for token in (*ground.tokens("side"), *(t for t, word in ground.marked if word.demonym)):
        found.update((token - 1, token - 2))
    return sorted(token for token in found if token >= 0)


def _key(ground: Ground, match: Match) -> str | None:
    make = match.rule.fields["make"]
    country = match.slots.get("country")
    code = ANY if country is None else country.entry["country"]
    if make == BORDER:
        other = match.slots.get("other")
        return f"{BORDER}:{code}:{ANY if other is None else other.entry['country']}"
    direction = match.slots["direction"]
    if country is not None and not (ground.is_definite(direction) and ground.is_definite(country)):
        return None
    if direction.kind == "side" and not (ground.is_definite(direction) and ground.focus):
        return None  # «المنطقة الغربية» of which country?
    return f"{PART}:{code}:{_bearing(match):g}"


def _again(ground: Ground, token: int, bearings: set[float]) -> None:
    """«الجنوب» alone, where the report has said of which country it is."""
    hit = ground.longest(token, "direction")
    if hit is None or token in ground.taken or not ground.is_definite(hit):
        return
    if token - 1 in ground.taken:
        return  # «ريف إدلب الجنوبي»
    bearing = float(hit.entry["bearing"])
    after = hit.last + 1
    goes_on = after < ground.stop(token) and ground.types[after].letters
    if (
        bearing in _WINDS
        and not ground.is_particle(token - 1, "prep")
        and not _is_of(ground, token)
    ):
        return
    if bearing in bearings and (not goes_on or not ground.types[after].article):
        key = f"{PART}:{ANY}:{bearing:g}"
        start = ground.with_article(hit)
        ground.add(Found(hit.first, hit.last, NameKind.PLACE, "part-again", key, start))


def _is_of(ground: Ground, token: int) -> bool:
    """«نواب الجنوب», «سكان الشمال»: behind an indefinite noun."""
    before = ground.types[token - 1] if token else None
    return before is not None and before.letters and not before.article and not before.saying


def _bearing(match: Match) -> float:
    hit = match.slots.get("direction")
    return float(hit.entry["bearing"]) if hit is not None and hit.entry.get("bearing") else 0.0


def relations(ground: Ground) -> dict[int, Relation]:
    """What is told by its relation to a place, by the first token of that place's name."""
    hits = ground.scan.hits
    located = [found for found in ground.found if found.kind in _PLACES and found.key is not None]
    if not located:
        return {}
    starts, ends = ground.scan.words.starts, ground.scan.words.ends
    for found in located:
        start = starts[found.first] if found.start is None else found.start
        hits.add(Hit(LOCATED, found.first, found.last, start, ends[found.last], _ENTRY, found))
    made = {}
    before: set[int] = set()
    for found in located:
        before.update(range(max(0, found.first - _LONGEST + 1), found.first + 1))
    for match in ground.lang.patterns["place"].find(hits, tokens=before):
        relation = _relation(ground, match)
        if relation is not None:
            made[match.slots["place"].first] = relation
    return made


def _relation(ground: Ground, match: Match) -> Relation | None:
    direction, number, other = (match.slots.get(s) for s in ("direction", "number", "other"))
    km = None
    if number is not None and isinstance(number.mention, Number):
        unit = match.slots["km"].entry.get("km")
        km = round(number.mention.value * float(unit or 1), 1)
        if not 0 < km <= _FARTHEST:
            return None
    second = other.mention if other is not None else None
    return Relation(
        span=ground.scan.words.folded.span(match.start, match.end),
        rule=match.rule.name,
        make=match.rule.fields["make"],
        bearing=None if direction is None else float(direction.entry["bearing"]),
        km=km,
        other=second.key if isinstance(second, Found) else None,
    )
