"""Verbs of saying under a negation, in the first person, or to which nobody answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate import attribution_subjectless as subjectless
from tawatur.annotate import attribution_subjects as subjects
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_state import Found, State
from tawatur.annotate.attribution_verbs import finite
from tawatur.rules.cues import unfolded

_BACK: Final = 7  # tokens before a verb of answering in which it is negated


def negated(state: State, candidate: Candidate) -> Found | None:
    """«لم ترد الوزارة على طلب للتعليق» declines, «لم ينف ...» is a saying; nothing else is one."""
    reading = candidate.reading
    if reading is None:
        return None
    right_before = state.ground.forms[candidate.token - 1] in words("negation")
    own = replace(candidate, begins=candidate.token - 1) if right_before else candidate
    if reading.lemma in unfolded("not_denied"):
        return finite(state, replace(own, cue=replace(own.cue, stance="asserts")))
    today = state.ground.forms[candidate.token - 1] in words("not_now")
    if reading.lemma in unfolded("not_believed") and today:
        return finite(state, own)
    if reading.lemma not in unfolded("no_answer"):
        return None
    ground = state.ground
    stop = contents.limit(ground, candidate.token)
    start = between.skipped(ground, candidate.token + 1, stop)
    phrase = subjects.subject(ground, candidate.cue, start, stop)
    phrase = phrase if phrase is not None and sources.can_speak(ground, phrase.first) else None
    ahead = ground.forms[start if phrase is None else phrase.last + 1 :][:4]
    asked = not words("asked").isdisjoint(ahead) or reading.lemma in unfolded("comments")
    own = replace(own, cue=replace(own.cue, stance="declines"))
    if not asked:
        return None
    if phrase is not None:
        return state.make(own, state.memory.speaker(phrase, reading), None, None)
    before = subjectless.before(state, candidate)
    return before and state.make(own, before[1], None, None)


def is_first_person(ground: Ground, candidate: Candidate) -> bool:
    """«"نعم، أعتقد أن ..."»: a hamza that the perfect of such verbs has not, in a quotation."""
    reading, token = candidate.reading, candidate.token
    if reading is None or reading.lemma[:1] not in unfolded("silent_alif"):
        return False
    if ground.quotes.opening_around(token) is None:
        return False
    return ground.written(token)[:1] in unfolded("hamza")


def is_never_answered(state: State, candidate: Candidate) -> bool:
    """«لم تكن السفارة قد ردت على رسائل ...»: a negation before «was», and who did not answer."""
    ground, reading = state.ground, candidate.reading
    if reading is None or reading.lemma not in unfolded("no_answer"):
        return False
    before = ground.forms[max(0, candidate.token - _BACK) : candidate.token]
    return any(a in words("negation") and b in words("auxiliary") for a, b in pairwise(before))
