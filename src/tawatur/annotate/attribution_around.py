"""Sayings whose content stands before the cue or around it: «"..."، قال الوزير»."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_extent import Content
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_state import Found, State
from tawatur.model.mention import NameKind
from tawatur.rules.cues import endings

_CLAUSE: Final = 3  # words of a circumstance that is no clause
_ADVERBS: Final = 4  # tokens before a cue in which manner is told


def _is_manner(ground: Ground, token: int) -> bool:
    """«"..."، بحسرة يقول الأب»: how it was said."""
    form = ground.forms[token]
    if ground.quotes.opening.get(token) is not None or ground.is_mark(token):
        return False
    bi = form.startswith(endings("preposition_bi")) and not ground.scan.is_particle(token)
    return bi or form.endswith(endings("adverb_end"))


def quoted_before(state: State, candidate: Candidate, phrase: Phrase) -> Found | None:
    """«...»، قال الوزير: a quotation that closes right before the cue."""
    ground = state.ground
    if ground.may_be_preposition(candidate.token):
        return None
    closing = candidate.token - 1
    while closing > 0 and (
        (ground.forms[closing] == "." and ground.forms[closing + 1] in words("with_these_words"))
        or ground.forms[closing] in COMMAS
        or ground.forms[closing] in words("trailing_dots")
        or ground.forms[closing] in words("between")
        or ground.forms[closing] in words("with_these_words")
        or (candidate.token - closing < _ADVERBS and _is_manner(ground, closing))
    ):
        closing -= 1
    opening = ground.quotes.opening.get(closing)
    short = opening is not None and closing - opening < 3
    if short and not _is_said_alone(ground, closing, candidate, phrase):
        opening = None
    if opening is None or "quote" not in candidate.cue.takes:
        return _between_commas(state, candidate, phrase)
    joined = candidate.reading is not None and candidate.reading.conjunction
    content: Content | None = Content(opening + 1, closing - 1, "direct")
    if joined and state.inside(opening + 1) is not None:
        content = None  # «قال فلان: "...". ورد النائب»: that was his word
    speaker = state.memory.speaker(phrase, candidate.reading)
    stop = contents.limit(ground, candidate.token)
    speaker = state.memory.with_via(speaker, phrase, candidate.token, stop)
    return state.make(candidate, speaker, content, None)


def _is_said_alone(ground: Ground, closing: int, candidate: Candidate, phrase: Phrase) -> bool:
    """«"سنعود"، يردد الحاج»: one or two words and a comma, before who says them."""
    comma = closing + 1 == candidate.token - 1 and ground.forms[closing + 1] in COMMAS
    person = phrase.name is not None and phrase.name.kind is NameKind.PERSON
    return comma and (person or sources.can_speak(ground, phrase.first))


def _between_commas(state: State, candidate: Candidate, phrase: Phrase) -> Found | None:
    """«لا وجود للقاعدة، كرر رئيس المجلس، ...»: the content stands around the cue."""
    ground, token = state.ground, candidate.token
    following = phrase.last + 1
    if token < 3 or ground.forms[token - 1] not in COMMAS or "clause" not in candidate.cue.takes:
        return None
    reading = candidate.reading
    apart = reading is not None and (reading.conjunction or reading.pronoun)
    if apart or not sources.can_speak(ground, phrase.first):
        return None  # «أطباء، سخرتهم الوزارة، »
    circumstance = following < len(ground.forms) and ground.forms[following] in words(
        "circumstance"
    )
    whom = (
        candidate.cue.target
        and following < len(ground.forms)
        and (sources.can_speak(ground, following))
    )  # «..., خاطب القائد سكان القرية»
    if following < len(ground.forms) and not (circumstance or whom or ground.is_mark(following)):
        return None
    content = state.clause_before(token)
    if (
        content is not None
        and content.last - content.first < _CLAUSE
        and (ground.scan.is_particle(content.first, "prep"))
    ):
        return None  # «عند الزاوية، نادى بائع على بضاعته»
    return state.make(candidate, state.memory.speaker(phrase, candidate.reading), content, None)
