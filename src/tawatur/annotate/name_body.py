"""Bodies: curated ones, those that every state has, and those that a head word shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_head import (
    MOST_ADJECTIVES,
    ORGANISATION,
    RELATIVE,
    adjectives,
    headed,
)
from tawatur.annotate.name_listed import listed
from tawatur.annotate.name_words import QUOTE
from tawatur.model.mention import NameKind
from tawatur.rules.lexicon import Hit

FEMININE: Final = "ه"
FUSED: Final = "لل"
_NONE: Final = "none"  # «على هيئة طائر», «مصلحة البلاد»
_OF_STATES: Final = frozenset(["GOV", "LEG", "JUD", "COP"])


def annotate(ground: Ground) -> None:
    """Adds the bodies of the text that are named in full."""
    for hit in ground.hits("weapon"):
        _add(ground, hit, hit.last, NameKind.WEAPON, "weapon", hit.entry["key"])
    heads = ground.at["org-head"].items()
    none = {at for token, hit in heads if hit.entry.get("is") == _NONE for at in (token, hit.last)}
    for token in ground.tokens("org", "body", "org-head", "outlet"):
        free = token not in ground.taken and token not in none and not _is_two(ground, token)
        found = _at(ground, token) if free else None
        if found is not None:
            ground.add(found)
    for token in ground.tokens("org-head"):
        for found in listed(ground, token):
            ground.add(found)


def _is_two(ground: Ground, token: int) -> bool:
    """«طالبان جامعيان» are two students: what is counted as a dual is no body."""
    kinds = ground.scan.hits.kinds(token)
    return "dual" in kinds and "org" in kinds


def _add(ground: Ground, hit: Hit, last: int, kind: NameKind, rule: str, key: str) -> None:
    if ground.is_free(hit.first, last):
        ground.add(Found(hit.first, last, kind, rule, key=key, start=hit.start))


def _at(ground: Ground, token: int) -> Found | None:
    """The body that is named from a token on: the longest of all readings."""
    readings = (
        reading(ground, token) for kind, reading in _READINGS if ground.is_named(token, kind)
    )
    found = [one for one in readings if one is not None]
    if len(found) > 1:  # unknown words behind a known name are another name
        found = [one for one in found if one.rule != "org-named"]
    if not found:
        return None
    longest = max(found, key=lambda one: one.last)
    known = next((one for one in found if one.rule in {"org-curated", "org-outlet"}), None)
    if known is not None and longest.rule == "org-purpose":
        return known  # «التحالف الدولي لمحاربة ...»: what a body of the lists does is no name
    if known is not None and longest.rule == "org-head" and known.first == longest.first:
        return replace(known, last=longest.last)  # «وكالة الأنباء الجزائرية الرسمية»
    return longest


# --- curated -------------------------------------------------------------------------------------


def _curated(ground: Ground, token: int) -> Found | None:
    hit = ground.longest(token, "org")
    if hit is None:
        return None
    last = hit.last
    if last == token and _is_surname(ground, token):
        return None
    after = last + 1
    if _is_of_another(ground, hit, after):
        return None
    if (
        after < ground.stop(token)
        and ground.types[after].article
        and ground.types[after].demonym
        and ground.types[after].demonym == hit.entry.get("country")
    ):
        last = after
    return Found(hit.first, last, ORGANISATION, "org-curated", f"org:{hit.entry['key']}", hit.start)


def _is_of_another(ground: Ground, hit: Hit, after: int) -> bool:
    """«هيئة الانتخابات في الأردن»: not the one of that name that the list knows."""
    if after + 1 >= ground.stop(hit.first) or not ground.is_particle(after, "prep"):
        return False
    state, country = _state_at(ground, after + 1), hit.entry.get("country")
    headed = ground.is_named(hit.first, "org-head") and hit.entry["sector"] in _OF_STATES
    return headed and state is not None and country in ground.lang.places and state != country


def _is_surname(ground: Ground, token: int) -> bool:
    """«محمد الحوثي», «بدر الدين الحوثي»: a body called like a family."""
    before = ground.types[token - 1] if token else None
    return before is not None and (before.given == "sure" or "closing" in before.part)


def _outlet(ground: Ground, token: int) -> Found | None:
    hit = ground.longest(token, "outlet")
    if hit is None:
        return None
    sure = hit.entry.get("sure") == "yes"
    headed = token > 0 and ground.is_named(token - 1, "org-head")
    shown = headed or ground.is_quoted(token) or _is_medium(ground, hit)
    if not (sure or shown) or (ground.is_named(token, "place") and not shown):
        return None
    if hit.first == hit.last and not shown:
        word = ground.types[token]
        if ground.is_named(token, "title"):
            return None  # «السفير فلان»
        if word.lexical or (hit.start != ground.scan.words.starts[token] and len(word.form) < 6):
            return None
    return Found(
        hit.first, hit.last, ORGANISATION, "org-outlet", f"outlet:{hit.entry['key']}", hit.start
    )


def _is_medium(ground: Ground, hit: Hit) -> bool:
    """«مراسلة الجزيرة», «قال للعربية», «الوطن السورية»: what shows that an outlet is meant."""
    before, after = hit.first - 1, hit.last + 1
    if after < ground.stop(hit.first):
        word = ground.types[after]
        if word.article and word.demonym and word.demonym == hit.entry.get("country"):
            return before >= 0 and ground.types[before].saying
    if before < 0:
        return False
    if "screen" in ground.types[before].part:
        return True
    return ground.forms[hit.first].startswith(FUSED) and ground.types[before].saying


# --- of a state ----------------------------------------------------------------------------------


def _of_state(ground: Ground, token: int) -> Found | None:
    """«القوات الأمنية العراقية», «جيش لبنان», «البرلمان في العراق»."""
    hit = ground.longest(token, "body")
    if hit is None:
        return None
    if hit.first == hit.last and _is_adjective(ground, token):
        return None
    stop = ground.stop(token)
    key = hit.entry["key"]
    last, country = adjectives(ground, hit.last, stop)
    if country is not None and not _disagrees(ground, hit):
        return Found(hit.first, last, ORGANISATION, "org-state", f"body:{key}:{country}", hit.start)
    after = last + 1
    if after >= stop:
        return _alone(ground, hit)
    definite = ground.types[hit.last].article
    if not definite or hit.last > hit.first:
        country = _state_at(ground, after)
        if country and not definite:
            place = ground.longest(after, "place")
            assert place is not None
            return Found(hit.first, place.last, ORGANISATION, "org-state",
                         f"body:{key}:{country}", hit.start)  # fmt: skip
    elif ground.is_particle(after, "prep") and after + 1 < stop:
        country = _state_at(ground, after + 1)
        if country:
            return Found(hit.first, last, ORGANISATION, "org-state-in",
                         f"body:{key}:{country}", hit.start)  # fmt: skip
    return _alone(ground, hit)


def _is_adjective(ground: Ground, token: int) -> bool:
    """«السياسة الخارجية»: behind a definite noun in the feminine it is no ministry."""
    if not token or token - 1 in ground.taken or not ground.forms[token].endswith(RELATIVE):
        return False
    noun = ground.types[token - 1]
    return noun.article and noun.lexical and noun.form.endswith(FEMININE) and not noun.kinds


def _disagrees(ground: Ground, hit: Hit) -> bool:
    """«وزير الخارجية الإيراني»: the adjective of the minister, not of his ministry."""
    return all(
        ground.forms[token].endswith(FEMININE) for token in range(hit.first, hit.last + 1)
    ) and (not ground.forms[hit.last + 1].endswith(FEMININE))


def _alone(ground: Ground, hit: Hit) -> Found | None:
    """«وزارة الداخلية», «قوات الأمن»: a name even where no state is said; «القوات» is none."""
    if not hit.entry.get("alone") or hit.first == hit.last:
        return None
    return Found(
        hit.first, hit.last, ORGANISATION, "org-body", f"body:{hit.entry['key']}:", hit.start
    )


def _state_at(ground: Ground, token: int) -> str | None:
    """The country named at a token."""
    hit = ground.longest(token, "place")
    if hit is None or hit.start != ground.scan.words.starts[token]:
        return None
    for key in hit.entry["ids"].split():
        place = ground.lang.places[key]
        if place.kind == "country" and not place.context:
            return place.country
    return None


# --- operations ----------------------------------------------------------------------------------


def _operation(ground: Ground, token: int) -> Found | None:
    """«عملية "العزم الصلب"», «عملية سميت "أسود الصحراء"»."""
    hit = ground.longest(token, "org-head")
    if hit is None or hit.entry.get("is") != "operation":
        return None
    stop = ground.stop(token)
    opening = hit.last + 1
    first = hit.first
    while (
        opening < stop and opening - hit.last < MOST_ADJECTIVES and ground.forms[opening] != QUOTE
    ):
        naming = "naming" in ground.types[opening].part
        if not naming and not ground.types[opening].lexical:
            return None
        if naming:
            first = opening + 1
        elif opening > hit.last + 1 or not ground.types[opening].lexical:
            return None
        opening += 1
    if opening >= stop or ground.forms[opening] != QUOTE:
        return None
    closing = ground.closing(opening, stop)
    if closing is None:
        return None
    if first != hit.first or opening != hit.last + 1:
        first = opening + 1
        last = closing - 1
    else:
        last = closing
    text = ground.text(opening + 1, closing - 1)
    start = hit.start if first == hit.first else None
    return Found(first, last, NameKind.OPERATION, "operation", f"operation:{text}", start)


# What a body can be read as, by the kind of the hit that it begins with.
_READINGS: Final = (
    ("org-head", _operation),
    ("org", _curated),
    ("body", _of_state),
    ("outlet", _outlet),
    ("org-head", headed),
)


# --- again, by a short form ----------------------------------------------------------------------


def again(ground: Ground) -> None:
    """Adds short forms of bodies that the report also names in full: «التحالف», «الحكومة»."""
    full = [found for found in ground.found if found.kind is ORGANISATION]
    keys = {found.key: found for found in full if found.key}
    bodies: dict[str, list[Found]] = {}
    heads: dict[str, list[Found]] = {}
    for found in full:
        kind, _, rest = (found.key or "").partition(":")
        if kind == "body":
            bodies.setdefault(rest.partition(":")[0], []).append(found)
        head = _head(ground, found)
        if head:
            heads.setdefault(head, []).append(found)
    only = next(iter(ground.focus)) if len(ground.focus) == 1 else None
    for token in ground.tokens("org-short", "body", "org-head"):
        if token in ground.taken:
            continue
        one = (
            _short(ground, token, keys, only)
            or _body(ground, token, bodies, only)
            or _again(ground, token, heads)
        )
        if one is not None:
            ground.add(one)


def _is_only(hit: Hit, only: str | None) -> bool:
    """«المجلس الرئاسي» where the report speaks of no state but its own."""
    return only is not None and hit.entry.get("country") == only


def _short(ground: Ground, token: int, keys: dict[str, Found], only: str | None) -> Found | None:
    hit = ground.longest(token, "org-short")
    if hit is None:
        return None
    key = f"org:{hit.entry['key']}"
    if key not in keys and not ground.is_quoted(token) and not _is_only(hit, only):
        return None
    return Found(hit.first, hit.last, ORGANISATION, "org-short", key, hit.start)


def _body(
    ground: Ground, token: int, bodies: dict[str, list[Found]], only: str | None
) -> Found | None:
    """«الحكومة» of the state named before, or of the only state that the report speaks of."""
    hit = ground.longest(token, "body")
    if hit is None or hit.entry.get("full") or not ground.types[hit.last].article:
        return None
    same = bodies.get(hit.entry["key"])
    if same:
        key, rule = _nearest(same, token).key, "org-again"
    elif only is not None and _stands_alone(ground, hit):
        key, rule = f"body:{hit.entry['key']}:{only}", "org-only-state"
    elif _stands_alone(ground, hit):
        key, rule = f"body:{hit.entry['key']}:", "org-lone"
    else:
        return None
    return Found(hit.first, hit.last, ORGANISATION, rule, key, hit.start)


def _stands_alone(ground: Ground, hit: Hit) -> bool:
    """«الشرطة», «الحكومة» of a state that the report leaves to its context."""
    return (
        bool(hit.entry.get("lone"))
        and not _goes_on(ground, hit.last + 1)
        and not _is_held(ground, hit.first)
    )


def _is_held(ground: Ground, token: int) -> bool:
    """«القائد العام للقوات المسلحة»: a body that only says of what somebody is the head."""
    for before in range(token - 1, max(token - 3, -1), -1):
        title = ground.longest(before, "title")
        if title is not None:
            return title.last == token - 1
    return False


def _again(ground: Ground, token: int, heads: dict[str, list[Found]]) -> Found | None:
    """«التنظيم», «الحركة», «الوكالة»: the definite head of a body named before."""
    if not ground.types[token].article:
        return None
    hit = ground.longest(token, "org-head")
    same = heads.get(hit.entry["key"]) if hit is not None else None
    before = [one for one in same or () if one.first < token]
    if hit is None or hit.entry.get("is") or not before or _goes_on(ground, hit.last + 1):
        return None
    if ground.is_named(token, "title"):
        return None  # «اللواء» is a rank, too
    start = ground.with_article(hit)
    return Found(hit.first, hit.last, ORGANISATION, "org-again", before[-1].key, start)


def _goes_on(ground: Ground, token: int) -> bool:
    """Whether an adjective makes the head another body: «الحركة الشعبية»."""
    return token < len(ground.forms) and (
        ground.is_named(token, "org-adjective")
        or (ground.types[token].demonym is not None and ground.types[token].article)
    )


def _head(ground: Ground, found: Found) -> str | None:
    hit = ground.longest(found.first, "org-head")
    return hit.entry["key"] if hit is not None else None


def _nearest(same: list[Found], token: int) -> Found:
    """The last one before a token, else the first behind it; one with a state before others."""
    named = [one for one in same if not (one.key or "").endswith(":")] or same
    before = [one for one in named if one.first < token]
    return before[-1] if before else named[0]
