"""Sayings that a carrier relays from its source: «نقلت وكالة X عن Y قوله إن»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_apposition as apposition
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_carriers as carriers
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_state import Found, State
from tawatur.annotate.attribution_verbs import finite
from tawatur.rules.cues import endings

_NEAR: Final = 8  # tokens from who relays to «عن»
_RELATIVE: Final = 14  # the same over a relative clause


def _carrier(state: State, start: int, stop: int, through: frozenset[str]) -> Phrase | None:
    """Who relays: a phrase, or a name in quotation marks."""
    ground = state.ground
    closing = ground.quotes.closing.get(start)
    if closing is not None and closing - start < 6 and closing < stop:
        return Phrase(start, closing, None, None)
    return sources.read(ground, start, stop, takes=through)


def _may_carry(state: State, phrase: Phrase) -> bool:
    """Whether a phrase can be who relays: no «سيارات الإسعاف»."""
    ground = state.ground
    return (
        ground.forms[phrase.first] == '"'
        or sources.can_speak(ground, phrase.first)
        or carriers.outlet(ground, phrase.first) is not None
    )


def _is_moved(state: State, token: int) -> bool:
    """«نقل الرئيس إلى المستشفى بسبب مضاعفات نتجت عن»: a direction, or another verb, before «عن»."""
    readings = state.ground.scan.readings[token]
    verb = bool(readings) and all(reading.kind == "verb" for reading in readings)
    verb = verb and not state.ground.may_be_preposition(token)  # «عبر موقعها»
    return verb or state.ground.forms[token] in words("toward")


def _is_medium(state: State, phrase: Phrase) -> bool:
    """Whether a phrase is for an outlet, which publishes what it learns."""
    head = phrase.head
    outlet = carriers.outlet(state.ground, phrase.first) is not None
    return outlet or (head is not None and head.entry["class"] == "medium")


def _is_speech(form: str) -> bool:
    return form.startswith(endings("speech_noun"))


def relayed(state: State, candidate: Candidate) -> Found | None:
    """«نقلت وكالة X عن Y قوله إن»: Y says it, X carried it."""
    ground, token = state.ground, candidate.token
    stop = contents.limit(ground, token)
    start = between.skipped(state.ground, token + 1, stop)
    carrier = None
    place = start
    through = candidate.cue.takes & words("through")  # «نقل عن», «نسب إلى», «علم من»
    if place < stop and ground.forms[place] not in through:
        carrier = _carrier(state, start, stop, through)
        if carrier is None or not _may_carry(state, carrier):
            return _ascribed(state, candidate)
        place = carrier.last + 1
        if place < stop and ground.forms[place] in words("complementiser"):
            if candidate.cue.name == "learn" and not _is_medium(state, carrier):
                return None  # «علمت الأم أن»
            return finite(state, candidate)  # «نقلت وكالات أن»: the agencies say it
        related = place < stop and ground.forms[place] in words("relative")  # «التي تديرها ... عن»
        while place < stop and ground.forms[place] not in through:
            far = place - carrier.last > (_RELATIVE if related else _NEAR)
            if far or ground.ends_sentence(place) or (not related and _is_moved(state, place)):
                return None
            place += 1
    if place + 1 >= stop:
        return None
    phrase = sources.read(ground, place + 1, stop)
    if phrase is None:
        return _ascribed(state, candidate)  # «عزا الوزير التأخير إلى تعثر المقاول»
    found = contents.attachment(ground, candidate.cue, phrase.last + 1, stop)
    if found is None:
        ascribe = ground.cues.named.get("ascribe")
        is_to = candidate.cue.name == "attribute" and ascribe is not None
        return finite(state, replace(candidate, cue=ascribe)) if is_to and ascribe else None
    # «نقل عن النازحين قولهم»: no list need know who speaks
    at_once = any(map(_is_speech, ground.forms[phrase.last + 1 : found.token])) or (
        phrase.last + 1 == found.token and not through.isdisjoint(words("preposition_an"))
    )
    if not at_once and not sources.can_speak(ground, phrase.first):
        return None
    phrase = apposition.with_apposition(state.ground, phrase, found, stop)
    content = extent.content(ground, found, state.boundaries)
    speaker = state.memory.speaker(phrase, None)
    if carrier is not None:
        via = carriers.between(ground, carrier.first, carrier.last + 1, range(0))
        via = via or (state.memory.speaker(carrier, None).source,)
        speaker = replace(speaker, via=via, relayed=True)
    return state.make(candidate, speaker, content, found)


def _ascribed(state: State, candidate: Candidate) -> Found | None:
    """«عزا ذلك إلى خلافات»: a reason is given, nobody is quoted."""
    ascribe = state.ground.cues.named.get("ascribe")
    if candidate.cue.name != "attribute" or ascribe is None:
        return None
    return finite(state, replace(candidate, cue=ascribe))


def beside(state: State, candidate: Candidate) -> Found | None:
    """«قالت الصحيفة ...، ناقلة عن مصدر أن»: who is quoted beside a saying, by its speaker."""
    ground, token = state.ground, candidate.token
    stop = contents.limit(ground, token)
    phrase = sources.read(ground, token + 2, stop)
    if phrase is None:
        return None
    found = contents.attachment(ground, candidate.cue, phrase.last + 1, stop)
    main = state.main(token)
    if found is None or main is None:
        return None
    content = extent.content(ground, found, state.boundaries)
    speaker = state.memory.speaker(phrase, None)
    via = state.found[main].speaker.source
    return state.make(candidate, replace(speaker, via=(via,), relayed=True), content, found)
