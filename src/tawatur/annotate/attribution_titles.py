"""A chain of titles that goes on up to a person's name, over words that would end the phrase.

«رئيس الجمعية الوطنية لممتحني رخص السياقة نادر الصافي», «الأمينة العامة المنتهية ولايتها هدى سالم»:
where nothing but nouns and their prepositions stand between an office and a person, both are one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_heads import Phrase, has_pronoun
from tawatur.model.mention import NameKind
from tawatur.rules.cues import endings

_FAR: Final = 16  # tokens between the end of a phrase and the name that it goes on to


def through_titles(ground: Ground, phrase: Phrase, stop: int, takes: frozenset[str]) -> Phrase:
    """The phrase up to the person that its titles are for, else as it was."""
    if phrase.head is None or phrase.head.entry["class"] not in ("role", "unnamed"):
        return phrase
    if phrase.name is not None and phrase.name.kind is NameKind.PERSON:
        return phrase
    token, end = phrase.last + 1, min(stop, phrase.last + _FAR)
    while token < end:
        named = ground.names.get(token)
        if named is not None and named[1].kind is NameKind.PERSON:
            joined = ground.forms[token].startswith(endings("conjunction"))
            plain = not joined and _is_bare(ground, token)
            return replace(phrase, last=named[0], name=named[1]) if plain else phrase
        if named is None and not _belongs(ground, token, end, takes):
            return phrase
        token = token + 1 if named is None else named[0] + 1
    return phrase


def _is_bare(ground: Ground, token: int) -> bool:
    """Whether a name has no preposition on it."""
    name = ground.names[token][1]
    return ground.scan.words.folded.position(name.span.start) == ground.scan.words.starts[token]


def _belongs(ground: Ground, token: int, stop: int, takes: frozenset[str]) -> bool:
    """Whether a word between an office and a name can be a part of the titles."""
    form = ground.forms[token]
    if not form[0].isalpha() or form in takes or ground.timex(token) is not None:
        return False
    if form in words("source_stop") | words("complementiser") | words("relative"):
        return False
    if ground.scan.is_particle(token):
        behind = token + 1
        inside = form in words("continues") | words("preposition_an")
        return inside and behind < stop and ground.noun("occasion", behind) is None
    readings = ground.scan.readings[token]
    if readings and all(reading.kind == "verb" for reading in readings):
        return False
    if ground.finite(token) is not None or ground.participle(token) is not None:
        return False
    if form.endswith(endings("adverb_end")) and not form.startswith(endings("article")):
        return False
    head = ground.noun("speaker", token)
    if head is not None and form.startswith(endings("preposition_li")):
        return head.start == ground.scan.words.starts[token]  # «لنظيره» is who is told
    alone = head is not None and head.start == ground.scan.words.starts[token]
    if head is not None and alone and head.entry["class"] == "role":
        return True  # «نائب الرئيس وزير الدفاع فلان»
    if "object" not in takes or form.startswith(endings("article")):
        return True
    own = has_pronoun(ground, token) and _is_person(ground, token + 1)  # «المنتهية ولايتها ...»
    return own or any(reading.preposition for reading in readings)


def _is_person(ground: Ground, token: int) -> bool:
    named = ground.names.get(token)
    return named is not None and named[1].kind is NameKind.PERSON
