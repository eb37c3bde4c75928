"""Words behind a noun that by gender, number or case belong to it, or cannot belong to it."""

from __future__ import annotations

from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_heads import has_pronoun, is_headed_by, names_many
from tawatur.rules.cues import endings, unfolded


def is_mismatched(ground: Ground, first: int, token: int) -> bool:
    """«غادر النائب القاعة»: a feminine word is no adjective of a man."""
    form, head = ground.forms[first], ground.forms[token]
    if not is_headed_by(ground, first, "unnamed", "role") or token in ground.names:
        return False
    if not form.startswith(endings("article")) or ground.noun("speaker", token) is not None:
        return False
    man = not (form.endswith(endings("feminine_end")) or form in words("women") or names_many(form))
    return (
        man and ground.written(token)[-1] in unfolded("taa") and head.startswith(endings("article"))
    )


def is_thing(ground: Ground, token: int) -> bool:
    """«غادرت الوزيرة القاعة»: a definite noun of the lexicon that is no adjective of relation."""
    form = ground.forms[token]
    if form.endswith(endings("nisba")) or form.startswith(endings("fused")):
        return False
    if "place-head" in ground.scan.hits.by_token[token]:
        return ground.noun("speaker", token) is None
    return ground.noun("speaker", token) is None and any(
        reading.kind == "noun" and not reading.pronoun for reading in ground.scan.readings[token]
    )


def is_own(ground: Ground, token: int) -> bool:
    """«في إحصائيتها», «لدى حضوره»: a noun that refers back to who speaks."""
    head = ground.noun("speaker", token)
    if token in ground.names or (head is not None and head.entry["class"] != "text"):
        return False
    masdar = any(r.kind == "masdar" and r.pronoun for r in ground.scan.readings[token])
    return masdar or has_pronoun(ground, token)


def is_oblique(ground: Ground, token: int) -> bool:
    """«المواطنين»: a definite sound plural that is no subject."""
    form, article = ground.forms[token], endings("definite_article")[0]
    if not form.startswith(article) or not form.endswith(endings("oblique_plural")):
        return False
    return token not in ground.names and form.removeprefix(article) not in words("broken_plural")


def is_whom(ground: Ground, token: int) -> bool:
    """«خير القائد المحاصرين»: an oblique plural behind no other one is no adjective."""
    oblique = endings("oblique_plural")
    return ground.forms[token].endswith(oblique) and not ground.forms[token - 1].endswith(oblique)


def is_man(ground: Ground, token: int) -> bool:
    """«رئيس», «الوزير»: an office that one man holds, whose verb is masculine."""
    head, form = ground.noun("speaker", token), ground.forms[token]
    if head is None or head.entry["class"] != "role" or head.last > token:
        return False
    if form.endswith((*endings("feminine_end"), *endings("broken_end"))) or form in words("women"):
        return False
    return token not in ground.names and not names_many(form)


def is_accusative(ground: Ground, token: int, stop: int) -> bool:
    """«توقعت الباحثة صيفا حارا»: an indefinite object, by its adjective or what is behind it."""
    form, end = ground.forms[token], endings("adverb_end")
    if len(form) < 4 or not form.endswith(end) or token in ground.names or token + 1 >= stop:
        return False
    behind = ground.forms[token + 1]
    adjective = behind.endswith(end) and len(behind) > 3
    closed = ground.is_mark(token + 1) and bool(ground.scan.readings[token])
    return adjective or closed or ground.scan.is_particle(token + 1, "prep")


def is_nisba_of(ground: Ground, token: int) -> bool:
    """Whether a definite nisba stands behind a definite noun, whose adjective it is."""
    form, article = ground.forms[token], endings("definite_article")
    nisba = form.startswith(article) and form.endswith(endings("nisba"))
    return nisba and ground.forms[token - 1].startswith(article) and token not in ground.names


def is_genitive(ground: Ground, token: int) -> bool:
    """Whether a place's name stands behind an indefinite noun, whose genitive it is."""
    named = ground.names.get(token)
    if named is None or not named[1].is_place:
        return False
    noun = ground.noun("speaker", token - 1) is not None or ground.opens_object(token - 1)
    return noun and not ground.forms[token - 1].startswith(endings("article"))


def has_preposition(ground: Ground, token: int) -> bool:
    """Whether a preposition stands before or on a word."""
    if token > 0 and ground.scan.is_particle(token - 1, "prep"):
        return True
    hit = ground.noun("speaker", token)
    li = endings("preposition_li")
    written = ground.scan.words.starts[token]
    behind = hit is not None and hit.start > written
    return ground.forms[token].startswith(li) and (behind or token in ground.names)
