"""Who says something that another one passes on: «ذكرت وكالة X نقلاً عن مسؤول»."""

from __future__ import annotations

from dataclasses import replace

from tawatur.annotate import attribution_carriers as carriers
from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Speaker
from tawatur.annotate.attribution_state import State


def relaying(state: State, candidate: Candidate, phrase: Phrase, stop: int) -> Speaker | None:
    """«ذكرت وكالة X نقلاً عن مسؤول أن»: the official says it, the agency carried it."""
    speaker = quoted_through(state, phrase.last + 1, stop)
    if speaker is None and candidate.token > 1 and state.ground.is_mark(candidate.token - 1):
        first, _ = state.ground.scan.sentence(candidate.token)  # «نقلا عن مصدر، ذكرت القناة»
        speaker = quoted_through(state, first, min(first + 1, candidate.token), candidate.token)
    if speaker is None:
        return None
    via = carriers.between(state.ground, phrase.first, phrase.last + 1, range(0))
    via = via or (state.memory.speaker(phrase, candidate.reading).source,)
    return replace(speaker, via=via, relayed=True)


def quoted_through(state: State, first: int, stop: int, end: int = 0) -> Speaker | None:
    """Who stands behind «نقلاً عن», «على لسان» in a range of tokens; up to ``end`` where given."""
    for token in range(first, stop):
        expression = cue_find.expression_at(state.ground, token)
        if expression is None or expression.cue.name != "relaying":
            continue
        begin, stop = token + expression.width, max(stop, end)
        if begin >= stop or not sources.can_speak(state.ground, begin):
            return None
        inner = sources.read(state.ground, begin, stop)
        return None if inner is None else state.memory.speaker(inner, None)
    return None
