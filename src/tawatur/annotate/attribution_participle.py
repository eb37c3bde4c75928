"""Participles that go on with a saying: «قال ...، مؤكداً أن», «ومشيراً سموه إلى»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_about as about
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_checks as checks
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_objects as objects
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_state import Found, State
from tawatur.model.mention import NameKind, Source
from tawatur.rules.cues import endings

_ASIDE: Final = 14  # tokens of a circumstance between a participle and what it says
_WHOM: Final = 24  # tokens of those who are asked, before what they are asked for
_ONE: Final = frozenset(["medium", "statement", "ministry", "government"])


def participle(state: State, candidate: Candidate) -> Found | None:
    """«مؤكداً أن»: its source is the subject of the main verb."""
    ground, cue, token = state.ground, candidate.cue, candidate.token
    stop = contents.limit(ground, token)
    start = between.skipped(state.ground, token + 1, stop)
    while start < stop and start - token < 8 and ground.forms[start] in words("after_participle"):
        if ground.forms[start] in cue.takes:
            break
        start += 1
    start = _behind_aside(ground, between.skipped(state.ground, start, stop), stop)
    own = _own_subject(ground, candidate, start, stop)
    start = between.behind_hearer(ground, start if own is None else own.last + 1, stop)
    found = contents.attachment(ground, cue, start, min(stop, start + 1))
    if found is None and cue.target:
        found = contents.attachment(ground, cue, start, min(stop, start + _WHOM))
    noun = start < stop and (
        objects.is_plain_noun(ground, start)
        or ground.opens_object(start)
        or ground.forms[start] in words("opens_object") | words("that")
    )
    if found is None and noun and "object" in cue.takes:
        found = Attachment("object", start, start)
    if found is None:
        return None
    content = extent.content(ground, found, state.boundaries)
    if content is None or checks.is_shown(ground, candidate, found):
        return None
    main = state.main(token)
    if _are_others(state, token, main):
        doers = about.doers(ground, token)
        if doers is None:
            return None
        return state.make(candidate, state.memory.speaker(doers, None), content, found)
    joined = candidate.reading is not None and candidate.reading.conjunction
    if main is not None and not joined and _is_predicate(state, main, token):
        return None
    other = None if main is None else _other_person(state, candidate, main)
    if other is not None:
        return state.make(candidate, state.memory.speaker(other, None), content, found)
    if main is not None:
        speaker = state.found[main].speaker
        carried = Source(speaker.source.text, None, speaker.source.entity, speaker.source.anonymous)
        made = state.make(candidate, replace(speaker, source=carried), content, found)
        return made and replace(made, continues=state.found[main].continues or main)
    phrase = about.sentence_subject(state.ground, token, strict=True)
    last = state.inherited(candidate) if phrase is None else None
    if last is not None:  # «وكان الأجدر تقييم عملها، مضيفا أن»: who spoke before
        speaker = replace(last, source=replace(last.source, span=None))
        return state.make(candidate, speaker, content, found)
    phrase = phrase or about.sentence_subject(state.ground, token)
    if phrase is None:
        return None
    return state.make(candidate, state.memory.speaker(phrase, None), content, found)


def _behind_aside(ground: Ground, start: int, stop: int) -> int:
    """«مؤكدا، في هذا الصدد، أن»: behind a circumstance that commas enclose."""
    if start + 2 >= stop or ground.forms[start] not in COMMAS:
        return start
    if ground.forms[start + 1] not in words("circumstance"):
        return start
    ahead = range(start + 2, min(start + _ASIDE, stop))
    closing = next((place for place in ahead if ground.forms[place] in COMMAS), None)
    return start if closing is None else closing + 1


def _own_subject(ground: Ground, candidate: Candidate, start: int, stop: int) -> Phrase | None:
    """«ومشيرا سموه إلى أن»: who speaks is named again by his title."""
    if candidate.cue.target or start >= stop or "object" in candidate.cue.takes:
        return None
    head = ground.noun("speaker", start)
    if (
        head is None
        or head.entry["class"] != "role"
        or head.start > ground.scan.words.starts[start]
    ):
        return None
    return sources.read(ground, start, stop, takes=candidate.cue.takes)


def _are_others(state: State, token: int, main: int | None) -> bool:
    """«لوح المحتجون بالأعلام، وفق الوكالة، مطالبين بـ»: no plural goes on with one who speaks."""
    if not state.ground.forms[token].endswith(endings("oblique_plural")):
        return False
    if main is None:
        return True
    found = state.found[main]
    return found.rule.startswith("according") and found.speaker.head in _ONE


def _other_person(state: State, candidate: Candidate, main: int) -> Phrase | None:
    """«ذكرت الصحيفة أن فلان انتقد الخطوة قائلا إن»: a man whom the saying of a body is about."""
    ground, said = state.ground, state.found[main]
    if said.content is None or said.speaker.agreement != "3fs":
        return None
    masculine = ground.forms[candidate.token].endswith(endings("adverb_end"))
    if not masculine or said.speaker.head not in _ONE or said.content.form == "direct":
        return None
    first = said.content.first
    named = ground.names.get(first)
    if named is None or named[1].kind is not NameKind.PERSON or named[0] >= candidate.token:
        return None
    return sources.read(ground, first, candidate.token)


def _is_predicate(state: State, main: int, token: int) -> bool:
    """«قال إن بلاده ملتزمة بـ»: right behind the first word of what is said."""
    content = state.found[main].content
    clause = state.found[main].rule.endswith("clause")
    return clause and content is not None and content.first < token <= content.first + 1
