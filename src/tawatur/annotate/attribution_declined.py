"""Declining to speak: «رفض المتحدث التعليق», «امتنع عن الإدلاء»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_apposition as apposition
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_checks as checks
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate import attribution_subjectless as subjectless
from tawatur.annotate import attribution_subjects as subjects
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_state import Found, State

_RELATIVE: Final = 18  # tokens of a relative clause before what is declined


def _sentence_ahead(ground: Ground, token: int) -> tuple[str, ...]:
    """The words from a token on, up to the sentence's end or so many that are near."""
    stop = min(token + _RELATIVE, len(ground.forms))
    end = next((place for place in range(token, stop) if ground.ends_sentence(place)), stop)
    return ground.forms[token:end]


def declined(state: State, candidate: Candidate, phrase: Phrase | None, start: int) -> Found | None:
    """«رفض المتحدث التعليق», «امتنع عن الإدلاء»: a saying without content."""
    if phrase is not None and state.ground.forms[phrase.first] in (
        words("decline_to") | candidate.cue.needs
    ):
        phrase = None  # «السلطات ترفض الإفصاح عن»
    if phrase is not None and state.ground.forms[phrase.first] in words("everyone"):
        return None  # «التزم الجميع الصمت»
    if phrase is not None:
        stop = min(start + _RELATIVE, len(state.ground.forms))
        phrase = apposition.with_apposition(state.ground, phrase, None, stop)
    after = start if phrase is None else phrase.last + 1
    after = between.skipped(state.ground, after, contents.limit(state.ground, candidate.token))
    ahead = state.ground.forms[after : after + 3]
    apart = words("relative") | COMMAS | words("circumstance")
    if phrase is not None and not apart.isdisjoint(ahead[:1]):
        ahead = _sentence_ahead(state.ground, after)  # «امتنع الوزير الذي ... عن الإجابة»
    if phrase is not None and phrase.last > phrase.first and not ahead:
        return None
    last = state.ground.forms[phrase.last] if phrase is not None else ""
    declines = words("decline_to").intersection((*ahead, last)) or checks.is_told(
        state.ground, after
    )
    if not candidate.cue.needs and not declines:
        return None
    if phrase is None:
        before = subjectless.before(state, candidate)
        return before and state.make(candidate, before[1], None, None)
    if not sources.can_speak(state.ground, phrase.first) and not (
        subjects.is_alone(state.ground, phrase, candidate)
    ):
        return None
    if last in words("decline_to"):
        phrase = replace(phrase, last=phrase.last - 1)
    return state.make(candidate, state.memory.speaker(phrase, candidate.reading), None, None)
