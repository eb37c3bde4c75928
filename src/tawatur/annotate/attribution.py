"""Who says what: sayings with source, cue, content, form, stance and carrier.

A cue is read forwards: its subject, what stands between, and the place where content attaches. One
without a subject of its own takes the one before it, else the last speaker of the same flow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tawatur.annotate import (
    attribution_bounds,
    attribution_compared,
    attribution_negated,
    attribution_nominal,
    attribution_nouns,
    attribution_participle,
    attribution_phrases,
    attribution_relay,
    attribution_unlisted,
    attribution_verbs,
)
from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import Ground, ground, words
from tawatur.annotate.attribution_state import Found, State
from tawatur.model.frame import Frame
from tawatur.model.mention import Attribution, Name
from tawatur.model.text import Span
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan

_NEAR: Final = 16  # tokens from a verb of declining to what is declined
_TOLD: Final = frozenset(["asserts", "confirms"])


def annotate(
    scan: Scan, lang: Language, names: Sequence[Name], frame: Frame | None
) -> tuple[Attribution, ...]:
    """The sayings of a text in the order of their cues."""
    prepared = ground(scan, names)
    candidates = cue_find.candidates(prepared)
    known = {candidate.token for candidate in candidates}
    others = [one for one in attribution_unlisted.candidates(prepared) if one.token not in known]
    if others:
        candidates = sorted([*candidates, *others], key=lambda one: one.token)
    if not candidates:
        return ()
    state = State(prepared, attribution_bounds.boundaries(prepared, candidates))
    furniture = () if frame is None else frame.boilerplate
    for candidate in candidates:
        if furniture:
            place = scan.span(candidate.token, candidate.token).start
            if any(span.start <= place < span.end for span in furniture):
                continue
        found = _saying(state, candidate)
        if found is not None:
            state.keep(found)
    return tuple(_attribution(scan, found) for found in state.found)


def _saying(state: State, candidate: Candidate) -> Found | None:
    if state.is_passed(candidate.token):
        return attribution_phrases.inserted(state, candidate)
    if candidate.kind == "participle" and candidate.cue.kind == "relay":
        return attribution_relay.beside(state, candidate)
    before = state.ground.forms[candidate.token - 1] if candidate.token else ""
    if candidate.kind == "passive" and attribution_compared.is_led(state.ground, candidate.token):
        return attribution_compared.compared(state, candidate)  # «بحسب ما أُعلن»
    if _is_declined(state, candidate):
        return None
    reader = _READERS.get(candidate.kind)
    if reader is not None:
        return reader(state, candidate)
    if _is_only_due(state.ground, candidate.token) or _is_to_come(candidate):
        return None
    if before in words("supposes") or attribution_negated.is_first_person(state.ground, candidate):
        return None
    if before in words("negation") or attribution_negated.is_never_answered(state, candidate):
        return attribution_negated.negated(state, candidate)
    if before in words("comparative"):
        return attribution_compared.compared(state, candidate)
    if candidate.cue.name == "conceal":
        return None  # only what is not hidden is said
    if candidate.cue.kind == "relay":
        return attribution_relay.relayed(state, candidate)
    found = attribution_verbs.finite(state, candidate)
    if found is None and _is_by_nobody(state, candidate):
        return attribution_nouns.passive(state, candidate)
    return found


def _is_by_nobody(state: State, candidate: Candidate) -> bool:
    """«وأعلن في الخرطوم أمس عن ...»: a verb that opens a text's first saying, without a subject."""
    reading, token = candidate.reading, candidate.token
    if state.memory.last is not None or reading is None or reading.pronoun:
        return False
    opens = token == 0 or state.ground.ends_sentence(token - 1)
    passive = candidate.cue.name == "announce" and reading.agreement == "3ms"
    ahead = state.ground.forms[token + 1 : token + 2]
    return opens and passive and not words("circumstance").isdisjoint(ahead)


def _is_only_due(ground: Ground, token: int) -> bool:
    """«كان ينبغي أن يقول الوزير إن»: what should be said, and was not."""
    forms = ground.forms
    return token > 1 and forms[token - 1] in words("an") and forms[token - 2] in words("due")


def _is_declined(state: State, candidate: Candidate) -> bool:
    """«رفض الوزير أمس التصريح بفحوى ...»: the word for what somebody declines to do."""
    last = state.found[-1] if state.found else None
    if last is None or last.stance != "declines" or not last.rule.startswith("decline"):
        return False
    near = candidate.token - last.token < _NEAR and candidate.kind in ("noun", "word")
    return near and state.ground.forms[candidate.token] in words("decline_to")


def _is_to_come(candidate: Candidate) -> bool:
    """«المحكمة ستعلن حكمها»: what is going to be said, and was not."""
    reading = candidate.reading
    return reading is not None and reading.future and candidate.cue.stance in _TOLD


_READERS: Final[dict[str, Callable[[State, Candidate], Found | None]]] = {
    "phrase": attribution_phrases.phrase,
    "participle": attribution_participle.participle,
    "background": attribution_phrases.second_marker,
    "noun": attribution_nouns.noun,
    "own": attribution_nominal.own,
    "attitude": attribution_nominal.attitude,
    "word": attribution_nouns.in_words,
    "passive": attribution_nouns.passive,
    "headline": attribution_unlisted.headline,
}


def _attribution(scan: Scan, found: Found) -> Attribution:
    content: Span | None = None
    if found.content is not None:
        content = scan.span(found.content.first, found.content.last)
        if found.content_start is not None:
            content = Span(found.content_start, content.end)
    return Attribution(
        source=found.speaker.source,
        cue=found.cue,
        content=content,
        rule=found.rule,
        form=found.content.form if found.content is not None else "indirect",
        stance=found.stance,
        via=found.speaker.via,
        nested_in=found.nested_in,
        continues=found.continues,
        addressee=found.addressee,
    )
