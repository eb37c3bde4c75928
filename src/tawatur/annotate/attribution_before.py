"""The subject that stands before its cue."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.model.mention import NameKind
from tawatur.rules.cues import endings

_BACK: Final = 40  # tokens before a cue in which its subject is looked for


def phrase_before(ground: Ground, token: int) -> Phrase | None:
    """The subject that stands before a cue: «وكانت بغداد قد نفت», «واشنطن تعتقد»."""
    end = token - 1
    while end >= 0 and ground.forms[end] in words("between") | words("negation"):
        end -= 1
    if end < 0:
        return None
    sentence_first, _ = ground.scan.sentence(token)
    if ground.forms[end] in words("relative"):
        return _antecedent(ground, end - 1, sentence_first)
    first = max(sentence_first, token - _BACK)
    for place in range(end, first - 1, -1):
        form = ground.forms[place]
        if form in words("auxiliary"):
            if place == end:  # «القيادة كانت قد أعلنت»
                return _ending(ground, place - 1, first)
            if place > sentence_first and not _opens_clause(ground, place):
                return None  # «عما إذا كان ...»
            return _reaching(ground, place + 1, end, loose=True)
        if form == '"' or ground.ends_sentence(place):
            break
    for place in range(end, first - 1, -1):
        start = (
            place == sentence_first or ground.forms[place - 1] == '"' or _is_joined(ground, place)
        )
        if start or ground.is_mark(place - 1) or ground.forms[place - 1] in words("joins"):
            phrase = _reaching(ground, place, end, loose=False)
            if phrase is not None:
                return phrase
            if not start and ground.forms[place - 1] in words("joins"):
                return None
    return _indefinite_before(ground, end, first)


def _indefinite_before(ground: Ground, end: int, first: int) -> Phrase | None:
    """«ظهر رجل ملثم قال إن»: an indefinite noun whose relative clause the cue opens."""
    for place in range(end, max(first, end - 3) - 1, -1):
        head = ground.noun("speaker", place)
        if head is None or head.entry["class"] != "unnamed":
            continue
        if head.start > ground.scan.words.starts[place]:
            return None  # with an article or a preposition it is no antecedent
        phrase = sources.read(ground, place, end + 1)
        return phrase if phrase is not None and phrase.last == end else None
    return None


def _opens_clause(ground: Ground, token: int) -> bool:
    before = ground.forms[token - 1]
    return (
        ground.forms[token].startswith(endings("coordination"))
        or ground.is_mark(token - 1)
        or before == '"'
        or before in words("joins")
    )


def _ending(ground: Ground, end: int, first: int) -> Phrase | None:
    """The phrase that ends at a token and begins a clause."""
    for place in range(end, first - 1, -1):
        opens = place == first or ground.is_mark(place - 1)
        if opens or ground.forms[place - 1] in words("joins"):
            return _reaching(ground, place, end, loose=False)
    return None


def _is_joined(ground: Ground, token: int) -> bool:
    """«..., والسلطات تتهم»: a speaker behind و begins a clause."""
    hit = ground.noun("speaker", token)
    if hit is None or not ground.forms[token].startswith(endings("coordination")):
        return False
    return hit.start > ground.scan.words.starts[token]


def _reaching(ground: Ground, first: int, end: int, *, loose: bool) -> Phrase | None:
    """The phrase at ``first`` if it reaches ``end``, or (``loose``) a mark or relative clause."""
    if first > end or not sources.can_speak(ground, first):
        return None
    phrase = sources.read(ground, first, end + 1)
    if phrase is None:
        return None
    if phrase.last == end or loose:
        return phrase
    following = ground.forms[phrase.last + 1]
    parenthesis = following in words("relative") or ground.is_mark(phrase.last + 1)
    if parenthesis and ground.forms[end] in COMMAS:
        return phrase
    return None


def _antecedent(ground: Ground, end: int, first: int) -> Phrase | None:
    """The noun before «الذي»."""
    while end > first and ground.forms[end] in COMMAS:
        end -= 1
    for place in range(end, max(first, end - 10) - 1, -1):
        if sources.can_speak(ground, place):
            phrase = sources.read(ground, place, end + 1)
            if phrase is not None and phrase.last == end:
                return phrase
    return None


def sentence_subject(ground: Ground, token: int) -> Phrase | None:
    """The first phrase of a sentence that can speak, where its main verb is no cue."""
    first, _ = ground.scan.sentence(token)
    clause = next(
        (t + 1 for t in range(token - 1, max(first, token - 12), -1)
         if ground.forms[t] in words("coordinator")), first,
    )  # fmt: skip
    for place in range(clause, min(token, clause + _BACK)):
        if ground.is_mark(place) and place > clause + 2:
            return None
        if sources.can_speak(ground, place):
            return sources.read(ground, place, token)
    return None


def person_before(ground: Ground, token: int) -> Phrase | None:
    """Who a sentence is about, for «على حد قوله»: its first person, else its first speaker."""
    first, _ = ground.scan.sentence(token)
    for place in range(first, min(token, first + _BACK)):
        named = ground.names.get(place)
        if named is not None and named[1].kind is NameKind.PERSON:
            return sources.read(ground, place, token)
    for place in range(first, min(token, first + _BACK)):
        if ground.noun("speaker", place) is not None:
            return sources.read(ground, place, token)
    return None
