"""Sayings whose verb no list knows: known by what stands around it.

A clause that begins with a word that can be a verb, goes on with somebody who can speak and with
«أن» and a noun, or that follows a closed quotation, says what that person said: «تنبه المحافظ إلى
أن ...», «"...", يختصر الصيدلي فلان». Verbs of will and ability, before whose «أن» a verb follows,
are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_state import Found, State
from tawatur.model.mention import NameKind
from tawatur.rules.cues import Cue, endings, unfolded
from tawatur.text.morphology import Reading

_CUE: Final = Cue("unlisted", "verb", "asserts", frozenset(["clause", "quote"]), False)
_BEHIND: Final = Cue("unlisted", "verb", "asserts", frozenset(["clause", "quote", "topic"]), False)
_HEADLINE: Final = Cue("headline", "word", "asserts", frozenset(["quote"]), False)
_SPEECH: Final = 3  # tokens, at least, of what a headline or a quotation says
_HEAD: Final = 8  # tokens of a speaker before the colon of a headline
_LINE: Final = 25  # tokens behind it
_BACK: Final = 16  # tokens from «أن» back to its verb
_LENGTH: Final = range(3, 9)


def candidates(ground: Ground) -> Iterator[Candidate]:
    """The verbs of no list that say something."""
    yield from _turns(ground)
    for token in range(2, len(ground.forms) - 1):
        form, cue = ground.forms[token], _CUE
        if form == ":":
            if _is_headline(ground, token):
                yield Candidate(token, _HEADLINE, "headline")
            verb = _verb_before(ground, token) if _is_quoted(ground, token + 1) else None
        elif form in words("complementiser") and not _is_wish(ground, token):
            verb = _verb_before(ground, token)
        elif form == '"' and token in ground.quotes.opening:
            verb, cue = _verb_behind(ground, token), _BEHIND
        else:
            continue
        if verb is not None:
            reading = _reading(ground, verb)
            known = ground.cues.verbs.get(reading.lemma)  # «وصفه الوزير بأنه»
            yield Candidate(verb, known or cue, "finite", reading)


def _turns(ground: Ground) -> list[Candidate]:
    """«السائق: لم أر الإشارة. الشرطي: كانت حمراء»: two speakers or more, each before a colon."""
    found: list[Candidate] = []
    colons = [place for place, form in enumerate(ground.forms) if form == ":"]
    for colon in colons if len(colons) > 1 else ():
        if colon + 2 >= len(ground.forms):
            continue
        first, stop = ground.scan.sentence(colon)
        if not 0 < colon - first <= _HEAD or not _takes_turn(ground, first, colon):
            continue
        place = first in ground.names and ground.names[first][1].is_place
        said = range(colon + 1, stop)
        speech = any(
            ground.scan.verb(token) or ground.forms[token] in words("negation") for token in said
        )
        if speech and not place and not _describes(ground, colon + 1):
            found.append(Candidate(colon, _HEADLINE, "headline", begins=first))
    return found if len(found) > 1 else []


def _describes(ground: Ground, token: int) -> bool:
    """«سالم فلان: مصري يقيم في الدوحة»: an indefinite noun for the person, in a list of people."""
    if ground.forms[token].startswith(endings("article")):
        return False
    head = ground.noun("speaker", token)
    people = head is not None and head.entry["class"] in ("role", "unnamed")
    return people or "demonym" in ground.scan.hits.by_token[token]


def _takes_turn(ground: Ground, first: int, colon: int) -> bool:
    """Whether a definite noun for somebody, or a speaker's name, stands before a colon."""
    one = first == colon - 1 and ground.forms[first].startswith(endings("definite_article"))
    head = ground.noun("speaker", first)
    someone = head is not None and head.entry["class"] in ("unnamed", "role")
    return (one and someone) or _is_named_speaker(ground, first, colon)


def _is_quoted(ground: Ground, token: int) -> bool:
    """Whether a quotation of some length begins at a token."""
    closing = ground.quotes.closing.get(token)
    return closing is not None and closing - token > _SPEECH


def _is_headline(ground: Ground, colon: int) -> bool:
    """«الدفاع المدني: السيطرة على الحريق»: who speaks, a colon and what he says fill a line."""
    first = colon
    while first > 0 and ground.forms[first - 1] != "\n" and colon - first <= _HEAD:
        first -= 1
    opens = first == 0 or ground.forms[first - 1] == "\n"
    if not opens or first == colon or not _is_named_speaker(ground, first, colon):
        return False
    end = len(ground.forms)
    alone = "\n" not in ground.forms[colon:end]  # a headline over a report is said again in it
    return alone and first == 0 and _SPEECH < end - colon - 1 < _LINE and ground.forms[-1] != "."


def _is_named_speaker(ground: Ground, first: int, colon: int) -> bool:
    """Whether a definite or named speaker, and nothing else, stands before a colon."""
    head = ground.noun("speaker", first)
    known = first in ground.names or (
        head is not None
        and head.entry["class"] in ("role", "body")
        and (ground.forms[first].startswith(endings("article")) or colon - first > 1)
    )
    if not known or ground.noun("occasion", first) is not None:
        return False
    phrase = sources.read(ground, first, colon)
    return phrase is not None and phrase.last == colon - 1


def headline(state: State, candidate: Candidate) -> Found | None:
    """What the rest of a headline says."""
    ground, colon = state.ground, candidate.token
    first = colon
    while candidate.begins is None and first > 0 and ground.forms[first - 1] != "\n":
        first -= 1
    first = first if candidate.begins is None else candidate.begins
    phrase = sources.read(ground, first, colon)
    content = extent.content(ground, Attachment("colon", colon, colon + 1), state.boundaries)
    if phrase is None or content is None:
        return None
    made = state.make(candidate, state.memory.speaker(phrase, None), content, None)
    return made and replace(made, aside=True)


def _is_wish(ground: Ground, token: int) -> bool:
    """«أن يفعل»: a verb behind «أن», as behind verbs of will."""
    verb = ground.scan.verb(token + 1)
    return verb is not None and verb.aspect == "imperfect"


def _verb_before(ground: Ground, token: int) -> int | None:
    """The word that opens the clause of «أن», where only a speaker stands between."""
    end = token - 1
    if ground.forms[end] in words("noun_preposition"):
        if ground.forms[end] in words("subordinates"):
            return None
        end -= 1
    for place in range(end - 1, max(-1, token - _BACK), -1):
        if ground.ends_sentence(place) or ground.forms[place] in COMMAS:
            return None
        if not _opens(ground, place) or not _may_be_verb(ground, place):
            continue
        if any(cue_find.in_words_at(ground, word) for word in range(place + 1, token)):
            return None
        phrase = _speaker(ground, place + 1, token)
        return place if phrase == end else None
    return None


def _opens(ground: Ground, token: int) -> bool:
    if token == 0 or ground.is_mark(token - 1):
        return True
    if ground.forms[token - 1] in words("coordinator"):
        return True
    return ground.forms[token].startswith(endings("conjunction")) and len(ground.forms[token]) > 3


def _may_be_verb(ground: Ground, token: int) -> bool:
    """A verb that is none of saying, of will or of being, or a word of which nothing is known."""
    form = ground.forms[token]
    if token in ground.names or not form.isalpha() or ground.scan.is_particle(token):
        return False
    bare = form[1:] if form.startswith(endings("coordination")) else form
    if form in words("takes_an") or bare in words("takes_an"):
        return False  # «فيجب أن»
    if ground.finite(token) is not None or ground.timex(token) is not None:
        return False
    readings = ground.scan.readings[token]
    if readings:
        verbs = [reading for reading in readings if reading.kind == "verb"]
        third = any((reading.agreement or "").startswith("3") for reading in verbs)
        return third and not any(reading.lemma in unfolded("no_saying") for reading in verbs)
    known = ground.scan.hits.by_token[token]
    return not known and len(form) in _LENGTH and not form.startswith(endings("article"))


def _speaker(ground: Ground, first: int, stop: int) -> int | None:
    """The last token of the speaker that begins at a token."""
    if not sources.can_speak(ground, first) or ground.noun("occasion", first) is not None:
        return None
    if _is_governed(ground, first):
        return None
    phrase = sources.read(ground, first, stop)
    return None if phrase is None else phrase.last


def _is_governed(ground: Ground, token: int) -> bool:
    """«قام بإعلام الإدارة أن»: a preposition stands on the word."""
    head = ground.noun("speaker", token)
    if head is None or token in ground.names:
        return False
    prepositions = (*endings("preposition_bi"), *endings("preposition_li"))
    return head.start > ground.scan.words.starts[token] and (
        ground.forms[token].startswith(prepositions)
    )


def _verb_behind(ground: Ground, closing: int) -> int | None:
    """«"...", يختصر الصيدلي فلان المشهد»: the verb behind a closed quotation."""
    if closing - ground.quotes.opening[closing] < 4 or ground.forms[closing + 1] not in (
        *COMMAS,
        "-",
    ):
        return None
    verb = closing + 2
    while verb < len(ground.forms) - 1 and ground.forms[verb] in words("with_these_words"):
        verb += 1
    if verb + 1 >= len(ground.forms) or not _may_be_verb(ground, verb):
        return None
    if ground.forms[verb].startswith(endings("coordination")):
        return None
    phrase = sources.read(ground, verb + 1, contents.limit(ground, verb), takes=_BEHIND.takes)
    if phrase is None or not sources.can_speak(ground, verb + 1):
        return None
    person = phrase.name is not None and phrase.name.kind is NameKind.PERSON
    return verb if person or phrase.head is not None else None


def _reading(ground: Ground, token: int) -> Reading:
    """A reading for a verb: a known one's, else what its letters say of a conjunction."""
    for reading in ground.scan.readings[token]:
        if reading.kind == "verb" and (reading.agreement or "").startswith("3"):
            return reading
    conjunction = ground.forms[token][: len(endings("conjunction")[0])]
    joined = conjunction in endings("conjunction")
    conjunction = conjunction if joined else ""
    return Reading("", "verb", "perfect", "", conjunction=conjunction, start=int(joined))
