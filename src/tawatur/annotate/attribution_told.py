"""Who is spoken to: asked, accused, warned or told («قال لوزير الداخلية إن», «طالب الحكومة بـ»)."""

from __future__ import annotations

from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.model.mention import Source
from tawatur.model.text import Span
from tawatur.rules.cues import endings


def addressee(
    ground: Ground, candidate: Candidate, source: Source, found: Attachment | None
) -> Span | None:
    """The words for who is spoken to between a cue and its content; a medium carries instead."""
    if found is None:
        return None
    text = ground.scan.words
    token, stop = candidate.token + 1, min(found.token, len(ground.forms))
    aside = False  # behind a preposition and its noun
    while token < stop:
        start = text.folded.span(text.starts[token], text.ends[token]).start
        said = source.span is not None and source.span.start <= start < source.span.end
        if not said and not aside and _is_told(ground, candidate, token):
            return _phrase(ground, token, stop)
        if not said and (aside or ground.is_mark(token)):
            whom = _last(ground, candidate, token, stop)
            if whom is not None:
                return whom
        if not said and ground.is_mark(token) and not aside:
            return None
        aside = aside or (not said and ground.forms[token] in words("circumstance"))
        token += 1
    return None


def _last(ground: Ground, candidate: Candidate, token: int, stop: int) -> Span | None:
    """«دعا في تصريح للإذاعة، الحكومة إلى»: right before what is asked, behind a circumstance."""
    if not candidate.cue.target or ground.forms[token].startswith(endings("preposition_li")):
        return None
    if ground.forms[token - 1] in words("noun_preposition") or not (
        sources.can_speak(ground, token)
    ):
        return None
    phrase = sources.read(ground, token, stop, target=True)
    return _phrase(ground, token, stop) if phrase and phrase.last + 1 == stop else None


def _is_told(ground: Ground, candidate: Candidate, token: int) -> bool:
    if ground.forms[token] in words("preposition_li") or sources.addresses(ground, token):
        return False  # a medium
    if between.is_heard(ground, token):
        return True
    before = ground.forms[token - 1]
    if not candidate.cue.target and before not in words("indefinite_partitive"):
        return False
    asked = candidate.cue.target or "object" in candidate.cue.takes
    inside = before in words("noun_preposition") and before not in words("indefinite_partitive")
    medium = ground.noun("speaker", token)
    if inside or (medium is not None and medium.entry["class"] in ("medium", "text")):
        return False
    return asked and ground.noun("occasion", token) is None and sources.can_speak(ground, token)


def _phrase(ground: Ground, token: int, stop: int) -> Span | None:
    phrase = sources.read(ground, token, stop, target=True)
    if phrase is None:
        return None
    text = ground.scan.words
    hit = ground.noun("speaker", token)
    heard = hit is not None and between.is_heard(ground, token)
    start = hit.start if heard and hit is not None else text.starts[token]
    return text.folded.span(start, text.ends[phrase.last])
