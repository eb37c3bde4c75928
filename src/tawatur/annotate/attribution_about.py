"""Who a clause or a sentence is about, for a cue that has no subject beside it."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_agreement import has_preposition, is_genitive, is_nisba_of
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_titles import through_titles
from tawatur.model.mention import NameKind
from tawatur.rules.cues import endings

_CLAUSE: Final = 24  # tokens before a cue in which its clause may begin
_BACK: Final = 40  # tokens before a cue in which its subject is looked for


def sentence_subject(ground: Ground, token: int, *, strict: bool = False) -> Phrase | None:
    """The first phrase of a clause, else of the sentence, that can speak; statements cannot.

    ``strict``: none where only phrases behind a preposition are left.
    """
    first, _ = ground.scan.sentence(token)
    clause = next(
        (t + 1 for t in range(token - 1, max(first, token - _CLAUSE), -1)
         if ground.forms[t] in words("coordinator")), first,
    )  # fmt: skip
    found = _first_speaker(ground, clause, token, strict=True)
    if found is None and clause > first:
        found = _first_speaker(ground, first, token, strict=True)
    if found is not None or strict:
        return found
    return _first_speaker(ground, first, token, strict=False)


def _first_speaker(ground: Ground, first: int, token: int, *, strict: bool) -> Phrase | None:
    """``strict``: not behind a preposition, where no subject stands."""
    cue = ground.finite(token)
    masculine = cue is not None and (cue[1].agreement or "")[:2] == "3m"
    feminine = cue is not None and (cue[1].agreement or "") == "3fs"
    if cue is None and ground.participle(token) is not None:
        masculine = ground.forms[token].endswith(endings("adverb_end"))  # «مضيفا أن»
    for place in range(first, min(token, first + _BACK)):
        if ground.is_mark(place) and place > first + 2:
            return None
        if sources.can_speak(ground, place):
            head = ground.noun("speaker", place)
            said = head is not None and head.entry["class"] in ("text", "medium")
            if place > first and (is_nisba_of(ground, place) or is_genitive(ground, place)):
                continue  # «وعبر هذا الهيكل النقابي عن», «وفقا لوثيقة قرطاج»
            if said or ground.noun("occasion", place) is not None:
                continue
            if place > first and _is_in_construct(ground, place):
                continue  # «لحزبي البديل والأمل»
            if masculine and ground.forms[place].endswith(endings("feminine_end")):
                continue
            if feminine and sources.is_man(ground, place):
                continue
            if strict and has_preposition(ground, place):
                continue
            phrase = sources.read(ground, place, token, takes=words("sentence_subject"))
            return phrase and through_titles(ground, phrase, token, frozenset())
    return None


def _is_in_construct(ground: Ground, token: int) -> bool:
    """Whether a name stands behind a body with a preposition, as its genitive."""
    head = ground.noun("speaker", token - 1)
    if head is None or head.entry["class"] != "body" or token not in ground.names:
        return False
    return head.start > ground.scan.words.starts[token - 1]


def doers(ground: Ground, token: int) -> Phrase | None:
    """«تظاهر العشرات ... مطالبين بـ»: the nearest people in the plural behind their verb."""
    first, _ = ground.scan.sentence(token)
    for place in range(token - 1, max(first, token - _BACK), -1):
        if not sources.can_speak(ground, place) or has_preposition(ground, place):
            continue
        verb = ground.scan.verb(place - 1)
        if verb is None or verb.pronoun or place - 1 in ground.names:
            continue
        phrase = sources.read(ground, place, token, takes=words("sentence_subject"))
        if phrase is not None and sources.is_many(ground, phrase):
            return phrase
    phrase = sentence_subject(ground, token, strict=True)
    return phrase if phrase is not None and sources.is_many(ground, phrase) else None


def person_before(ground: Ground, token: int) -> Phrase | None:
    """Who a sentence is about, for «على حد قوله»: its first person, else its first speaker."""
    first, _ = ground.scan.sentence(token)
    for place in range(first, min(token, first + _BACK)):
        named = ground.names.get(place)
        if named is not None and named[1].kind is NameKind.PERSON:
            return sources.read(ground, place, token)
    for place in range(first, min(token, first + _BACK)):
        if ground.noun("speaker", place) is not None:
            return sources.read(ground, place, token)
    return None


def contrasted(ground: Ground, first: int, token: int) -> Phrase | None:
    """«..., بيد أن الوسيط بدا متفائلا حين تحدث عن»: whom a clause behind «but» is about."""
    for place in range(token - 2, max(first, token - _BACK), -1):
        if ground.ends_sentence(place) or ground.forms[place] == '"':
            return None
        if ground.forms[place] in words("contrast"):
            begin = place + 1 + (ground.forms[place + 1] in words("complementiser"))
            if begin < token and sources.can_speak(ground, begin):
                return sources.read(ground, begin, token, takes=words("sentence_subject"))
            return None
    return None


def clause_speaker(ground: Ground, token: int) -> Phrase | None:
    """«..., اتصلت شقيقة المتهم بالمحطة لتقول إنه»: who does what a purpose is of."""
    first, _ = ground.scan.sentence(token)
    comma = next((t for t in range(token - 1, first, -1) if ground.forms[t] in COMMAS), first - 1)
    return _first_speaker(ground, comma + 1, token, strict=True)
