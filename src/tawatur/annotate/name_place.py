"""Places: names of the gazetteer that stand as places, and unknown names behind a type word."""

from __future__ import annotations

import re
from itertools import compress, count
from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_meant import (
    SHORTEST,
    focus,
    is_meant,
    is_meant_small,
    is_opening,
    is_shown,
    places_of,
)
from tawatur.annotate.name_shape import NISBA
from tawatur.annotate.name_site import is_head, named_after, with_adjectives
from tawatur.annotate.name_words import COMMAS, CONJUNCTIONS, OPENING, PREPOSITIONS, QUOTE
from tawatur.model.mention import SAME, NameKind
from tawatur.model.place import Place
from tawatur.rules.lexicon import Hit

FACILITIES: Final = frozenset(
    ["base", "airport", "prison", "site", "dam", "oilfield", "port", "crossing"]
)
# Type words whose names are words of any kind, and are not those of a place near by.
STREETS: Final = frozenset(["street", "quarter"])
_LOCATED: Final = frozenset([NameKind.PLACE, NameKind.FACILITY])
_REPEATED: Final = re.compile(
    r"place-unknown-(?:city|town|village|district|quarter|camp|base|site)"
)
_CAPITAL: Final = "capital"
_SITE: Final = "place-unknown-site"
_CUT: Final = CONJUNCTIONS | PREPOSITIONS
_TOWNS: Final = frozenset(["city", "town", "village", "quarter", "district"])


def annotate(ground: Ground) -> None:
    """Adds the places of the text."""
    trapped = {
        token
        for first in ground.tokens("place-trap")
        for hit in ground.scan.hits.at(first, "place-trap")
        for token in range(hit.first, hit.last + 1)
    }
    hits = [
        hit
        for hit in ground.hits("place")
        if ground.is_free(hit.first, hit.last) and hit.first not in trapped
    ]
    ground.focus = focus(ground, hits)
    at = {hit.first: hit for hit in hits}
    for token in ground.tokens("place", "place-minor", "place-head"):
        if token in ground.taken or token in trapped:
            continue
        found = _place(ground, token, at.get(token))
        if found is not None and ground.is_free(found.first, found.last):
            ground.add(found)


def _place(ground: Ground, token: int, hit: Hit | None) -> Found | None:
    found = None
    if hit is not None:
        found = _known(ground, hit)
    small = ground.longest(token, "place-minor") if found is None else None
    if small is not None and (hit is None or small.last > hit.last):
        found = _small(ground, small)
    return found or _unknown(ground, token)


def _known(ground: Ground, hit: Hit) -> Found | None:
    known = places_of(ground, hit)
    places = known.places
    head = _head_before(ground, hit.first)
    shown = head is not None or is_shown(ground, hit)
    if not is_meant(ground, hit, known, headed=head is not None, shown=shown):
        return None
    if head is not None and (head.entry["key"] in STREETS or _is_type(ground, hit)):
        # «شارع فلسطين» is not in Palestine: an unknown name, found from its type word; and «بلدية
        # المدينة» is that of the city
        return None
    if head is not None and (not head.entry.get("free") or _is_bare(ground, hit)):
        return _typed(ground, head, hit, places)
    kind = _kind(places[0].kind)
    return Found(hit.first, hit.last, kind, "place-gazetteer", hit.entry["ids"], hit.start)


def _is_bare(ground: Ground, hit: Hit) -> bool:
    """Whether no letter is written before a name: «متحف بسوسة» is one in Sousse."""
    return hit.start == ground.scan.words.starts[hit.first]


def _typed(ground: Ground, head: Hit, hit: Hit, places: tuple[Place, ...]) -> Found:
    """A name behind a type word: the places of that kind, or what is near the one of that name."""
    first, start = hit.first, hit.start
    kind, ids, rule = _kind(places[0].kind), hit.entry["ids"], "place-gazetteer"
    said = head.entry["kind"]
    fitting = [place for place in places if _agrees(place, said)]
    if fitting:
        ids = " ".join(place.id for place in fitting)
        rule = "place-typed"
        kind = _kind(fitting[0].kind)
    elif head.entry.get("span"):
        first, start, kind = head.first, head.start, _kind(said)
        # «قاعدة القائم» is in the gazetteer, or lies near the town of that name, and is not it
        own = ground.lang.places.ids(ground.text(head.first, hit.last, head.start))
        ids = " ".join(own) if own else ids
        rule = "place-typed" if own else f"place-near-{said}"
        if own and ground.is_quoted(hit.first):
            first, start = hit.first, hit.start
    last = hit.last
    if head.entry.get("free") and rule.startswith("place-near"):
        last = with_adjectives(ground, last, ground.stop(last))
    quoted = first < hit.first and ground.is_quoted(hit.first)
    if quoted and ground.forms[last + 1 : last + 2] == (QUOTE,):
        last += 1
    return Found(first, last, kind, rule, ids, start)


def _small(ground: Ground, hit: Hit) -> Found | None:
    """A place too small to be meant by itself: typed, beside its parent or a neighbour."""
    if not ground.is_free(hit.first, hit.last):
        return None
    known = places_of(ground, hit)
    places = known.places
    head = _head_before(ground, hit.first)
    if head is not None and head.entry["key"] not in STREETS:
        fitting = [place for place in places if _agrees(place, head.entry["kind"])]
        if fitting:
            ids = " ".join(place.id for place in fitting)
            return Found(hit.first, hit.last, _kind(fitting[0].kind), "place-typed", ids, hit.start)
    if head is None and is_meant_small(ground, hit, known):
        kind = _kind(places[0].kind)
        return Found(hit.first, hit.last, kind, "place-gazetteer", hit.entry["ids"], hit.start)
    return None


def _agrees(place: Place, said: str) -> bool:
    """Whether a place is of the kind that the type word says."""
    if place.kind == said:
        return True
    if said in _TOWNS and place.kind in _TOWNS:
        return True
    return {place.kind, said} <= {"admin1", "region"} or {place.kind, said} <= {
        "mountain",
        "desert",
    }


def _is_type(ground: Ground, hit: Hit) -> bool:
    """Whether a name is no more than a type word with the article."""
    return hit.first == hit.last and bool(ground.scan.hits.at(hit.first, "place-head"))


def _head_before(ground: Ground, token: int) -> Hit | None:
    """The type word before a name: «مدينة هيت», «قاعدة "عين الأسد"», «محافظتي نينوى»."""
    before = token - 1
    if before >= 0 and ground.forms[before] == QUOTE:
        before -= 1
    capital = _capital_before(ground, token, before)
    if capital is not None:
        return capital
    if before < 0 or before in ground.taken or not ground.is_named(before, "place-head"):
        return None
    for hit in ground.scan.hits.at(before, "place-head"):
        is_capital = hit.entry["key"] == _CAPITAL and not ground.types[token].demonym
        if hit.last == before and (is_capital or not ground.is_definite(hit)):
            return hit
    return None


def _capital_before(ground: Ground, token: int, before: int) -> Hit | None:
    """«العاصمة الأردنية عمان», «العاصمة، عمان»: the type word with something between."""
    between = ground.types[before] if before > 0 else None
    if between is None or not ((between.article and between.demonym) or between.form in COMMAS):
        return None
    head = ground.longest(before - 1, "place-head")
    if head is None or head.entry["key"] != _CAPITAL or ground.types[token].demonym:
        return None
    return head


def _kind(kind: str) -> NameKind:
    return NameKind.FACILITY if kind in FACILITIES else NameKind.PLACE


# --- unknown names behind a type word ------------------------------------------------------------


def _unknown(ground: Ground, token: int) -> Found | None:
    """«قرية المعمورة», «مخيم "..."»: believed, though the gazetteer has no such name."""
    if not ground.is_named(token, "place-head"):
        return None
    heads = [hit for hit in ground.scan.hits.at(token, "place-head") if hit.entry.get("unknown")]
    if not heads:
        return None
    head = max(heads, key=lambda hit: hit.last)
    stop = ground.stop(token)
    if head.entry["key"] == "subdistrict" and ground.is_particle(token - 1, "prep"):
        return None  # «من ناحية الحجة»: in respect of
    after = head.last + 1
    if ground.is_definite(head) or after >= stop or after in ground.taken:
        return None
    quoted = ground.forms[after] == QUOTE
    street = head.entry["key"] in STREETS
    known = ground.is_named(after + quoted, "place") and not street
    if known and not is_opening(ground, after + quoted):
        return None
    if quoted:
        closing = ground.closing(after, stop, 4)
        if closing is None or closing - after > 4:
            return None
        first, last = after + 1, closing - 1
        if any(not ground.types[t].letters for t in range(first, last + 1)):
            return None
    else:
        kind = _kind(head.entry["kind"])
        end = (
            named_after(ground, head, stop)
            if head.entry.get("free")
            else _unknown_name(ground, after, stop, kind, street=street)
        )
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


def _unknown_name(
    ground: Ground, token: int, stop: int, kind: NameKind, *, street: bool
) -> int | None:
    """The last token of an unknown name: one word, two behind «عين», «تل», «أم», or of a person."""
    word = ground.types[token]
    if not word.letters or word.demonym or token in ground.taken:
        return None
    inside = token + 1 < stop and token + 1 not in ground.taken
    after = ground.types[token + 1] if inside else None
    if street and ground.is_named(token, "place"):
        hit = ground.longest(token, "place")
        return hit.last if hit is not None and hit.last < stop else token
    if "toponym" in word.part and after is not None and after.letters:
        return token + 1 if after.article or after.unknown or after.given else None
    if after is not None and (word.given or (word.unknown and kind is NameKind.FACILITY)):
        unknown = after.unknown and not (after.hidden or after.prefixed or after.article)
        nisba = bool(word.given) and after.article and after.unknown and after.form.endswith(NISBA)
        if unknown or nisba or after.given or (word.given and "middle" in after.part):
            return token + 1
    if word.article:
        # a street or a quarter may be called by any word but one for a place: «حي الجامعة»
        if word.lexical and not (street and not is_head(ground, token)):
            return None
        return token + 1 if after is not None and "augment" in after.part else token
    if word.form[:1].isascii() and kind is NameKind.FACILITY:
        return token
    return token if word.unknown and len(word.form) >= SHORTEST else None


# --- repeated without the type word --------------------------------------------------------------


def again(ground: Ground) -> None:
    """«خان الورد» after «بلدة خان الورد»: the name of an unknown place, repeated."""
    names: dict[str, tuple[list[str], Found]] = {}
    for found in ground.found:
        if found.kind in _LOCATED and _REPEATED.fullmatch(found.rule):
            tokens = _without_head(ground, found)
            single = ground.types[found.last].unknown and found.rule != _SITE
            person = found.rule == _SITE and _is_person(ground, found, tokens)
            if tokens and not person and (len(tokens) > 1 or single):
                names.setdefault(tokens[0], (tokens, found))
    if not names:
        return
    begin = {*names, *(cut + name for name in names for cut in _CUT)}
    for token in compress(count(), map(begin.__contains__, ground.forms)):
        form = ground.forms[token]
        if token in ground.taken:
            continue
        for cut in (0, *((1,) if form[:1] in _CUT else ())):
            known = names.get(form[cut:])
            if known is not None:
                _repeat(ground, token, cut, *known)
                break


def _is_person(ground: Ground, found: Found, tokens: list[str]) -> bool:
    """«ساحة شكري الزغيدي»: what is repeated without its type word is the person."""
    first = ground.types[found.last - len(tokens) + 1]
    return bool(first.given) or bool(first.part & OPENING)


def _without_head(ground: Ground, found: Found) -> list[str]:
    """The words of a place's name, its type word and quotation marks left out."""
    first = found.first
    if any(hit.last == first for hit in ground.scan.hits.at(first, "place-head")):
        first += 1
    return [form for form in ground.forms[first : found.last + 1] if form != QUOTE]


def _repeat(ground: Ground, token: int, cut: int, forms: list[str], whole: Found) -> None:
    last = token + len(forms) - 1
    same = list(ground.forms[token + 1 : last + 1]) == forms[1:]
    if same and last < ground.stop(token) and ground.is_free(token, last):
        start = ground.scan.words.starts[token] + cut
        # «خان الورد» is the town of «سوق خان الورد», not its market
        site = whole.rule == _SITE
        words = " ".join(forms) if site else ground.text(whole.first, whole.last, whole.start)
        kind = NameKind.PLACE if site else whole.kind
        ground.add(Found(token, last, kind, "place-again", whole.key or SAME + words, start))
