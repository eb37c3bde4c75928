"""Sayings without a verb: «رأيه أن», «رغم تأكيدها أن», «الوزير واثق من أن», «سارع إلى نفي».

A noun of saying with a pronoun says what its owner says, who is the subject of the sentence or
spoke last; a predicate of attitude says what its subject holds, where «أن» follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_about as about
from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_objects as objects
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Speaker
from tawatur.annotate.attribution_state import Found, State
from tawatur.rules.cues import endings, unfolded

_BACK: Final = 14  # tokens from a noun of saying back to the verb that carries it
_NEAR: Final = 3


def own(state: State, candidate: Candidate) -> Found | None:
    """«رغم تأكيده أن», «ورأيه أن»: what the owner of the pronoun says."""
    ground, token = state.ground, candidate.token
    if candidate.cue.stance == "denies" and is_carried(ground, token):
        return _carried_back(state, candidate)
    stop = contents.limit(ground, token)
    start = token + candidate.width
    while start < stop and ground.forms[start] in words("it_is"):
        start += 1
    start = between.skipped(ground, start, stop)
    found = contents.attachment(ground, candidate.cue, start, min(stop, start + _NEAR))
    if found is None or found.token > start + 1 or _is_told_of(state, token):
        return None
    if token and ground.forms[token - 1] in words("on_occasion"):
        return None
    speaker = _owner(state, candidate)
    return None if speaker is None else _made(state, candidate, speaker, found)


def _carried_back(state: State, candidate: Candidate) -> Found | None:
    """«سارع مكتبه إلى تكذيبها»: what the pronoun stands for was told before."""
    phrase = _subject_of_verb(state.ground, candidate.token - 1)
    if phrase is None:
        return None
    made = state.make(candidate, state.memory.speaker(phrase, None), None, None)
    return made and replace(made, aside=True)


def _is_told_of(state: State, token: int) -> bool:
    """«جدد تأكيده أن»: the noun is what another word of saying says."""
    last = state.found[-1].content if state.found else None
    return last is not None and last.first in (token, token - 1)


def _owner(state: State, candidate: Candidate) -> Speaker | None:
    """Whom a pronoun stands for: the subject of the sentence, else who spoke last."""
    phrase = about.sentence_subject(state.ground, candidate.token, strict=True)
    if phrase is not None:
        return state.memory.speaker(phrase, None)
    last = state.inherited(candidate)
    return last and replace(last, source=replace(last.source, span=None))


def _made(state: State, candidate: Candidate, speaker: Speaker, found: Attachment) -> Found | None:
    content = extent.content(state.ground, found, state.boundaries)
    if content is None:
        return None
    made = state.make(candidate, speaker, content, found)
    return made and replace(made, aside=True)


def attitude(state: State, candidate: Candidate) -> Found | None:
    """«الوزير واثق من أن», «وهو مقتنع بأن», «سكان القرية متفقون على أن»."""
    ground, token = state.ground, candidate.token
    stop = contents.limit(ground, token)
    start = between.skipped(ground, token + candidate.width, stop)
    found = contents.attachment(ground, candidate.cue, start, min(stop, start + _NEAR))
    if found is None or found.how == "quote" or found.token > start + 1:
        return None
    phrase = antecedents.phrase_before(ground, token)
    if phrase is not None:
        return _made(state, candidate, state.memory.speaker(phrase, None), found)
    if token == 0 or ground.forms[token - 1] not in words("pronoun_subject"):
        return None
    last = state.inherited(candidate)
    if last is None:
        return None
    return _made(state, candidate, replace(last, source=replace(last.source, span=None)), found)


def carried(state: State, candidate: Candidate) -> Found | None:
    """«سارعت الوزارة إلى نفي النبأ»: a verb that only carries the noun of saying."""
    ground, token = state.ground, candidate.token
    if not is_carried(ground, token):
        return None
    stop = contents.limit(ground, token)
    start = token + candidate.width
    found = contents.attachment(ground, candidate.cue, start, min(stop, start + _BACK))
    noun = start < stop and (
        objects.is_plain_noun(ground, start) or ground.forms[start] in words("that")
    )
    if "object" in candidate.cue.takes and noun:
        found = Attachment("object", start, start)
    if found is None:
        return None
    phrase = _subject_of_verb(ground, token - 1)
    if phrase is not None:
        return _made(state, candidate, state.memory.speaker(phrase, None), found)
    last = state.inherited(candidate)
    if last is None:
        return None
    return _made(state, candidate, replace(last, source=replace(last.source, span=None)), found)


def is_carried(ground: Ground, token: int) -> bool:
    """Whether a noun of saying hangs on a verb of turning to it: «عمد إلى», «استمر في»."""
    extent = token > 1 and ground.forms[token - 1] in words("extent")
    preposition = token - 1 - extent
    if token < 2 or ground.forms[preposition] not in words("carrying"):
        return False
    return _verb_of(ground, preposition) is not None


def _verb_of(ground: Ground, preposition: int) -> int | None:
    for place in range(preposition - 1, max(-1, preposition - _BACK), -1):
        if ground.ends_sentence(place):
            return None
        verb = ground.scan.verb(place)
        if verb is not None and place not in ground.names:
            if verb.lemma in unfolded("hesitates"):  # «لم يتردد في اتهام»
                return place if place and ground.forms[place - 1] in words("negation") else None
            return place if verb.lemma in unfolded("turns_to") else None
    return None


def _subject_of_verb(ground: Ground, preposition: int) -> Phrase | None:
    """The phrase between the carrying verb and its preposition, else the one before the verb."""
    verb = _verb_of(ground, preposition)
    if verb is None:
        return None
    start = between.skipped(ground, verb + 1, preposition)
    if start < preposition and sources.can_speak(ground, start):
        return sources.read(ground, start, preposition)
    if start < preposition and ground.forms[start].startswith(endings("article")):
        return None
    return antecedents.phrase_before(ground, verb)
