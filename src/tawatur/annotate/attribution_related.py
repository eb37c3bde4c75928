"""Sayings about a noun of before: «تهمة ينفيها محاميه», «تضمن التقرير اتهامات لثلاث شركات بـ»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_state import Found, State
from tawatur.rules.cues import unfolded

_JUDGING: Final = frozenset(["denies", "condemns", "welcomes", "confirms", "approves"])
_CLAIMING: Final = "adopt"  # «هجوم، تبناه التنظيم»
_NEAR: Final = 10  # tokens between a noun of saying and what it says
_BACK: Final = 8  # tokens from the noun back to the verb that gives it


def judged(state: State, candidate: Candidate, phrase: Phrase) -> Found | None:
    """«وهو اقتراح أيدته الصين», «الأمر الذي نفته الشركة»: what a verb with a pronoun judges."""
    ground, token, reading = state.ground, candidate.token, candidate.reading
    claims = candidate.cue.name == _CLAIMING
    judges = claims or (candidate.cue.stance in _JUDGING and candidate.cue.name != "admit")
    if reading is None or not reading.pronoun or not judges:
        return None  # «إصلاحات أقرها البرلمان» are decided
    if token == 0 or reading.conjunction or not sources.can_speak(ground, phrase.first):
        return None
    aside = claims and ground.forms[token - 1] in COMMAS
    relative = aside or ground.forms[token - 1] in words("relative")
    if not (relative or _is_antecedent(ground, token - 1)):
        return None
    return state.make(candidate, state.memory.speaker(phrase, reading), None, None)


def resumed(state: State, candidate: Candidate, stop: int) -> Found | None:
    """«اللقاء الذي رحب به المسؤولون»: the pronoun stands on the verb's preposition."""
    ground, token, reading = state.ground, candidate.token, candidate.reading
    first = token + 2
    if reading is None or token == 0 or first >= stop:
        return None
    if ground.forms[token - 1] not in words("relative"):
        return None
    if ground.forms[token + 1] not in words("which_behind") or not sources.can_speak(ground, first):
        return None
    phrase = sources.read(ground, first, stop)
    if phrase is None:
        return None
    return state.make(candidate, state.memory.speaker(phrase, reading), None, None)


def _is_antecedent(ground: Ground, token: int) -> bool:
    """A noun, of which the clause tells («وهي تهمة ينفيها», «خبر وفاته نفاه ابنه»)."""
    form = ground.forms[token]
    return form.isalpha() and not ground.scan.is_particle(token) and ground.scan.verb(token) is None


def given(state: State, candidate: Candidate) -> Found | None:
    """«قدم الوفد تعهدا بعدم ...», «تضمن التقرير اتهامات لثلاث شركات بـ»: the object of a verb.

    Who speaks is the subject of the verb, unless it is a verb of receiving.
    """
    ground, cue, token = state.ground, candidate.cue, candidate.token
    stop = min(contents.limit(ground, token), token + _NEAR)
    found = contents.attachment(ground, replace(cue, target=True), token + 1, stop)
    if found is None or found.how in ("quote", "colon"):
        return None
    if any(ground.scan.verb(place) for place in range(token + 1, found.token)):
        return None  # «أصدرت تنبيها دعت فيه ... إلى»
    phrase = _giver(ground, token)
    content = extent.content(ground, found, state.boundaries)
    if phrase is None or content is None:
        return None
    made = state.make(candidate, state.memory.speaker(phrase, None), content, found)
    return made and replace(made, aside=True)


def _opens(ground: Ground, token: int) -> bool:
    """Whether a word that no list knows begins a clause, as verbs do."""
    begins = token == 0 or ground.ends_sentence(token - 1) or ground.is_mark(token - 1)
    return begins and not ground.scan.readings[token] and ground.forms[token].isalpha()


def _giver(ground: Ground, token: int) -> Phrase | None:
    """The subject between a verb and its object, which ends right before the object."""
    for place in range(token - 2, max(-1, token - _BACK), -1):
        if ground.ends_sentence(place) or ground.is_mark(place):
            return None
        verb = ground.scan.verb(place)
        if place in ground.names or ground.scan.is_particle(place):
            continue
        if verb is None and not _opens(ground, place):
            continue
        receives = unfolded("receives")
        if any(
            reading.lemma in receives for reading in ground.scan.readings[place]
        ) or ground.forms[place - 1] in words("negation"):
            return None
        if not sources.can_speak(ground, place + 1):
            return antecedents.phrase_before(ground, place) if place == token - 1 else None
        phrase = sources.read(ground, place + 1, token)
        return phrase if phrase is not None and phrase.last == token - 1 else None
    return None
