"""Several bodies behind one head word: «أحزاب العمل والوطن الحر»."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_head import ORGANISATION, adjectives
from tawatur.annotate.name_words import ARTICLE, COMMAS, CONJUNCTIONS, word_types

LIST: Final = "list"
_PEOPLE: Final = ("ين", "ون")  # «المنتمين إلى ...»


def listed(ground: Ground, token: int) -> list[Found]:
    """«أحزاب العمل والوطن الحر، والبناء»: the parties named behind the plural, at least two."""
    hit = ground.longest(token, "org-head")
    if hit is None or hit.entry.get("is") != LIST:
        return []
    found: list[Found] = []
    others = 0
    place, stop = hit.last + 1, ground.stop(token)
    while place < stop:
        if found and ground.forms[place] in COMMAS and place + 1 < stop:
            place += 1
            if ground.forms[place][:1] not in CONJUNCTIONS:
                break
        known = ground.taken.get(place)
        if known is not None:
            place, others = known.last + 1, others + 1
            continue
        joined = int(bool(found) and ground.forms[place][:1] in CONJUNCTIONS)
        if (found and not joined) or not _is_item(ground, place, joined):
            break
        last, _ = adjectives(ground, place, stop)
        start = ground.scan.words.starts[place] + joined
        short = ground.longest(place, "org-short")
        key = f"head:{hit.entry['key']}:{ground.text(place, last, start)}"
        if short is not None and short.last == last:
            key = f"org:{short.entry['key']}"
        found.append(Found(place, last, ORGANISATION, "org-listed", key, start))
        place = last + 1
    return found if len(found) + others > 1 else []


def _is_item(ground: Ground, token: int, joined: int) -> bool:
    """Whether a party's name can begin at a token: a definite noun that is none of a bloc."""
    word = ground.types[token]
    rest = word.form[joined:]
    if not rest.startswith(ARTICLE[0]) or rest.endswith(_PEOPLE) or ground.is_particle(token):
        return False
    types = word_types(ground.lang.lexicon, ground.lang.morphology)
    plain = types.of(rest)
    known = any(kind in plain.kinds for kind in ("title", "weekday", "body", "place"))
    return plain.article and "bloc" not in plain.part and not plain.demonym and not known
