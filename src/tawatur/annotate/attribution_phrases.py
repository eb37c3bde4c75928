"""Sayings without a main verb of their own: «بحسب X», «كما أعلن X», «مؤكداً أن»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_about as about
from tawatur.annotate import attribution_carriers as carriers
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_nouns
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_extent import Content
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Speaker
from tawatur.annotate.attribution_state import Found, State
from tawatur.rules.cues import endings

_NAME: Final = 6  # tokens from the opening mark of a name to its closing one
_ADJECTIVES: Final = 3  # words behind «معلومات» that may all be adjectives


def second_marker(state: State, candidate: Candidate) -> Found | None:
    """«على حد قوله»: whose word a clause is, be it part of a saying before or told of nobody."""
    ground, token = state.ground, candidate.token
    if candidate.cue.name != "on-his-word":
        return None
    if _is_fronted(ground, candidate):
        return _his_view(state, candidate)
    main = _marked(state, candidate)
    if main is not None:
        said = state.found[main]
        source = replace(said.speaker.source, span=None)
        speaker = replace(said.speaker, source=source, via=())
        made = state.make(candidate, speaker, _marked_words(state, token), None)
        head = main if said.continues is None else said.continues
        return made and replace(made, nested_in=said.nested_in, continues=head)
    sentence = ground.scan.words.sentence_of
    if any(sentence[found.token] == sentence[token] for found in state.found[-3:]):
        return None
    first, _ = ground.scan.sentence(token)
    if any(ground.finite(place) for place in range(first, token)):
        return None  # that verb's saying is the one that is marked, whoever says it
    phrase = about.person_before(ground, token)
    if phrase is None:
        return None
    speaker = state.memory.speaker(phrase, None)
    speaker = replace(speaker, source=replace(speaker.source, span=None))
    return state.make(candidate, speaker, state.clause_before(token), None)


def _marked(state: State, candidate: Candidate) -> int | None:
    """«قال إن ...، على حد تعبيره»: the saying that goes on with the words before, if it is his."""
    ground, token = state.ground, candidate.token
    last = state.found[-1] if state.found else None
    if last is None or last.content is None or not last.token < last.content.last < token:
        return None
    between_them = range(last.content.last + 1, token)
    if not all(ground.is_mark(place) or ground.forms[place] == '"' for place in between_them):
        return None
    if any(ground.ends_sentence(place) for place in between_them):
        return None
    main = len(state.found) - 1
    hers = ground.forms[token + candidate.width - 1].endswith(endings("own"))
    agreement = last.speaker.agreement
    fits = not agreement or hers == agreement.startswith(("3f", "3mp"))
    return main if fits else None


def _marked_words(state: State, token: int) -> Content | None:
    """What is his word: the quotation that closes before a token, else all that was said."""
    said = state.found[-1].content
    close = token - 1 - (state.ground.forms[token - 1] in COMMAS)
    opening = state.ground.quotes.opening.get(close)
    if said is None or opening is None or not said.first <= opening + 1 < close:
        return said
    return Content(opening + 1, close - 1, "direct")


def _is_fronted(ground: Ground, candidate: Candidate) -> bool:
    """«وفي تقديره، فإن», «فالودائع، في رأيه، تبخرت»: a mark before or inside its clause."""
    token, behind = candidate.token, candidate.token + candidate.width
    if behind >= len(ground.forms) or ground.forms[behind] not in COMMAS:
        return False
    return token == 0 or ground.ends_sentence(token - 1) or ground.forms[token - 1] in COMMAS


def _his_view(state: State, candidate: Candidate) -> Found | None:
    """What somebody named before holds, behind or around «في رأيه»."""
    ground, token = state.ground, candidate.token
    first, stop = ground.scan.sentence(token)
    if state.found and state.inside(token) is not None:
        return None
    if any(ground.finite(place) for place in range(first, stop)):
        return None
    last = state.memory.last
    if last is None:
        phrase = about.sentence_subject(ground, first - 1, strict=True) if first else None
        last = None if phrase is None else state.memory.speaker(phrase, None)
    if last is None:
        return None
    begin = token + candidate.width + 1
    if token > first:
        begin = first
    while begin < stop and ground.forms[begin] in words("after_fronting"):
        begin += 1
    content = extent.content(ground, Attachment("clause", begin - 1, begin), state.boundaries)
    speaker = replace(last, source=replace(last.source, span=None))
    return state.make(candidate, speaker, content, None)


def phrase(state: State, candidate: Candidate) -> Found | None:
    """«بحسب مصدر»، «وفقاً لمسؤولين»: content behind a comma, or the clause before."""
    ground = state.ground
    first = candidate.token + candidate.width
    stop = contents.limit(ground, candidate.token)
    if candidate.cue.stance == "declines":
        return attribution_nouns.no_comment(state, candidate)
    if first + 1 < stop and ground.forms[first] in words("same_before"):
        first += 1  # «وفق ذات المصدر»
    text = candidate.cue.name == "stands-in" and candidate.token + 2 < stop
    if first >= stop or not (text or sources.can_speak(ground, first)):
        return None
    if state.found and state.found[-1].token == candidate.token:
        return None  # «حسبما ذكرت القناة نقلا عن مصدر»
    phrase = sources.read(ground, first, stop)
    if phrase is None or _is_manner(ground, candidate, phrase):
        return None
    behind = ground.forms[phrase.last + 1] if phrase.last + 1 < stop else ""
    if not sources.can_speak(ground, first) and behind not in words("complementiser"):
        return None  # «جاء في حيثيات الحكم أن», but «جاء في الموعد»
    speaker = state.memory.speaker(phrase, None)
    opens = candidate.token == 0 or ground.ends_sentence(candidate.token - 1)
    if opens and candidate.cue.name == "relaying" and _is_relay_ahead(ground, phrase, stop):
        return None  # «نقلا عن مصدر، ذكرت القناة أن»: that saying is the source's
    if not opens and ground.forms[candidate.token - 1] in words("comparative"):
        lead = candidate.token - 1  # «بحسب ما ورد في البيان»
        before = ground.forms[lead - 1] if lead else ""
        leads = before in ground.cues.phrases or before[1:] in ground.cues.phrases
        if not leads and ground.forms[lead] in words("what"):
            return None  # «أن ما ورد في التقرير كاذب»
        lead -= leads
        candidate = replace(candidate, begins=lead)
        if lead == 0 or ground.ends_sentence(lead - 1):
            return fronted(state, candidate, phrase, speaker)
        return trailing(state, candidate, lead, phrase, speaker)
    if not opens and ground.forms[candidate.token - 1] in words("relative"):
        return _behind_who(state, candidate, phrase, speaker)
    if not opens and candidate.cue.name != "stands-in":
        return trailing(state, candidate, candidate.token, phrase, speaker)
    return fronted(state, candidate, phrase, speaker)


def _behind_who(
    state: State, candidate: Candidate, phrase: Phrase, speaker: Speaker
) -> Found | None:
    """«التي بحسب الوزارة "تخاطر بحياتها"»: what is told of who stands before, behind the source."""
    begin, stop = phrase.last + 1, contents.limit(state.ground, candidate.token)
    begin += begin < stop and state.ground.forms[begin] in COMMAS
    if begin >= stop:
        return None
    found = Attachment("clause", phrase.last, begin)
    content = extent.content(state.ground, found, state.boundaries)
    return state.make(candidate, speaker, content, None)


def inserted(state: State, candidate: Candidate) -> Found | None:
    """«اعترف المتهم، بحسب المحضر، بأنه»: who passes on the saying around it."""
    ground, before = state.ground, candidate.token - 1
    if candidate.cue.name != "according" or ground.forms[before] not in COMMAS:
        return None
    main, first = state.found[-1], candidate.token + candidate.width
    if first >= len(ground.forms) or not sources.can_speak(ground, first) or main.content is None:
        return None
    phrase = sources.read(ground, first, main.content.first)
    behind = -1 if phrase is None else phrase.last + 1
    if phrase is None or ground.forms[behind] not in COMMAS:
        return None
    if _is_carrier(state, phrase):
        return None
    content = replace(main.content, first=main.token, form="indirect")
    passes_on = state.memory.speaker(phrase, None)
    carried = replace(main.speaker, via=(*main.speaker.via, passes_on.source))
    state.found[-1] = replace(main, speaker=carried)
    made = state.make(candidate, passes_on, content, None)
    return made and replace(made, aside=True)


def _is_manner(ground: Ground, candidate: Candidate, phrase: Phrase) -> bool:
    """«جرت وفق معلومات دقيقة»: information of nobody, behind a clause, tells how it was done."""
    if candidate.token == 0 or ground.ends_sentence(candidate.token - 1):
        return False
    head = phrase.head
    if head is not None and head.entry.form in words("plan"):
        behind = ground.forms[phrase.first + 1 : phrase.first + 2]
        return not behind or not (
            phrase.first + 1 in ground.names or behind[0].startswith(('"', *endings("article")))
        )  # «وفق برنامج محدد», but «وفق برنامج الأغذية العالمي»
    if head is None or head.entry.form not in words("information") or phrase.name is not None:
        return False
    rest = ground.forms[phrase.first + 1 : phrase.last + 1]
    return len(rest) < _ADJECTIVES and not any(
        ground.scan.is_particle(place) or sources.can_speak(ground, place)
        for place in range(phrase.first + 1, phrase.last + 1)
    )


def _is_relay_ahead(ground: Ground, phrase: Phrase, stop: int) -> bool:
    """Whether a verb of saying follows behind the comma."""
    behind = phrase.last + 2
    return (
        behind < stop and ground.forms[behind - 1] in COMMAS and (ground.finite(behind) is not None)
    )


def fronted(state: State, candidate: Candidate, phrase: Phrase, speaker: Speaker) -> Found | None:
    """«بحسب مصدر، ...»: the content behind the comma or «فإن»."""
    ground, stop = state.ground, contents.limit(state.ground, candidate.token)
    comma = phrase.last + 1
    while comma < stop and ground.forms[comma] not in COMMAS and not ground.ends_sentence(comma):
        if ground.forms[comma] in words("after_fronting") or ground.forms[comma] == ":":
            break
        comma += 1
    if comma + 1 < stop and ground.forms[comma + 1] in words("relative"):
        comma = _relative_end(state, comma, stop)  # «المصدر، الذي تحدث ...، فإن»
    if comma >= stop or ground.ends_sentence(comma):
        return None
    begin = comma + 1
    while begin < stop and ground.forms[begin] in words("after_fronting"):
        begin += 1
    content = extent.content(ground, Attachment("clause", comma, begin), state.boundaries)
    speaker = state.memory.with_via(speaker, phrase, candidate.token, comma)
    return state.make(candidate, speaker, content, None)


def _relative_end(state: State, comma: int, stop: int) -> int:
    """The comma or «فإن» behind a relative clause."""
    ground = state.ground
    for token in range(comma + 2, stop):
        form = ground.forms[token]
        if form in COMMAS or form in words("after_fronting") or ground.ends_sentence(token):
            return token
    return comma


def trailing(
    state: State, candidate: Candidate, first: int, phrase: Phrase, speaker: Speaker
) -> Found | None:
    """Behind a saying of the same sentence, an outlet is its carrier and no speaker.

    ``first`` is where «وفق», «كما» or the like stands that what is said ends before.
    """
    content = state.clause_before(first)
    before = state.found[-1] if state.found else None
    sentence = state.ground.scan.words.sentence_of
    if before is not None and sentence[before.token] == sentence[candidate.token]:
        ends = before.content is not None and before.content.last >= first - 3
        if ends:
            if _is_own_text(state, phrase):
                return None
            if _is_carrier(state, phrase):
                carried = replace(before.speaker, via=(*before.speaker.via, speaker.source))
                state.found[-1] = replace(before, speaker=carried)
                return None
            content = _last_part(state, content)
    content = _around(state, first, phrase, content)
    if content is None and candidate.cue.name == "stands-in":
        return None
    return state.make(candidate, speaker, content, None)


def _around(state: State, first: int, phrase: Phrase, content: Content | None) -> Content | None:
    """«تكبدت الشركة، على ما قال مسؤول، خسائر ...»: the clause goes on behind the second comma."""
    ground, comma = state.ground, phrase.last + 1
    inside = first > 0 and ground.forms[first - 1] in COMMAS
    if (
        content is None
        or content.form != "indirect"
        or not inside
        or comma + 1 >= len(ground.forms)
    ):
        return content
    following = ground.forms[comma + 1]
    if ground.forms[comma] not in COMMAS or following.startswith(endings("conjunction")):
        return content
    if (
        following in words("coordinator")
        or following in words("joins")
        or (comma + 1 in state.boundaries or ground.participle(comma + 1))
    ):
        return content
    return replace(content, last=extent.clause_end(ground, comma + 1, state.boundaries))


def _last_part(state: State, content: Content | None) -> Content | None:
    """The words behind the last comma: what a second source behind a saying vouches for."""
    if content is None:
        return None
    for token in range(content.last - 1, content.first, -1):
        if state.ground.forms[token] in COMMAS:
            return replace(content, first=token + 1)
    return content


def _is_own_text(state: State, phrase: Phrase) -> bool:
    """«وأكد أن ...، وفق نص البيان»: the text in which who spoke said it, and no one else's."""
    head = phrase.head
    if head is None or head.entry["class"] != "text" or phrase.name is not None:
        return False
    last = state.ground.forms[phrase.last]
    return phrase.last - phrase.first < 2 and last in words("the_text")


def _is_carrier(state: State, phrase: Phrase) -> bool:
    first = phrase.first + (state.ground.forms[phrase.first] == '"')
    if carriers.outlet(state.ground, first) is not None:
        return True
    return phrase.head is not None and phrase.head.entry["class"] == "medium"
