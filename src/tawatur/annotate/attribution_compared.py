"""Sayings behind «ما»: «كما أعلن X», «وفق ما أفاد مصدر», «وهو ما نفاه المكتب»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_about as about
from tawatur.annotate import attribution_apposition as apposition
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_carriers as carriers
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate import attribution_nouns, attribution_through, attribution_verbs
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_extent import Content
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_phrases import fronted, trailing
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Speaker
from tawatur.annotate.attribution_state import Found, State
from tawatur.rules.cues import endings, unfolded

_NAMING: Final = frozenset(["describe", "deem"])  # «على ما اعتبروه عودة للوصاية»
_NAME: Final = 6  # tokens from the opening mark of a name to its closing one


def is_led(ground: Ground, token: int) -> bool:
    """Whether «وفق ما» or the like stands before a verb."""
    if token < 2 or ground.forms[token - 1] not in words("comparative"):
        return False
    lead = ground.forms[token - 2]
    return lead in words("leads") or lead[1:] in words("leads")


def compared(state: State, candidate: Candidate) -> Found | None:
    """A verb behind «كما», «ما», «حسبما»: it vouches for the clause before or behind it."""
    ground, at = state.ground, candidate.token - 1
    which = at > 0 and ground.forms[at - 1] in words("which")
    if "decline" in candidate.cue.takes and which:  # «وهو ما رفضته الإدارة»
        return _which(state, replace(candidate, cue=replace(candidate.cue, stance="denies")))
    if "decline" in candidate.cue.takes:
        return attribution_verbs.finite(state, candidate)  # «كما امتنعت السفارة عن الرد»
    leads = is_led(ground, candidate.token)
    pronoun = candidate.reading is not None and bool(candidate.reading.pronoun)
    if leads and candidate.cue.name in _NAMING:
        leads = ground.forms[at - 1] not in words("upon")  # «على ما وصفه بـ»
    if at > 0 and words("unlike") & {ground.forms[at - 1], ground.forms[at - 1][1:]}:
        return _which(state, candidate)  # «خلافا لما أعلنته الشرطة»
    as_he = ground.forms[at] in words("as_he") and candidate.cue.stance == "opinion"
    if as_he and candidate.cue.name != "describe":
        pronoun = False  # «المبادرة، كما يراها الكاتب»
    if not leads and pronoun and candidate.cue.target and ground.forms[at] in words("also"):
        return attribution_verbs.finite(state, candidate)  # «كما اتهموه بـ»
    if not leads and pronoun and candidate.cue.name in _NAMING:
        made = attribution_verbs.finite(state, candidate)
        named = made is not None and made.speaker.source.span is not None
        return made if named else None  # «ما وصفه الوزير بـ»
    if not leads and (pronoun or ground.forms[at] in words("what")):
        # «ما يسمى», «ما وصفه بـ» are no sayings, «وهو ما نفاه» is one
        following = ground.forms[candidate.token + 1 : candidate.token + 2]
        pronoun = pronoun or not words("which_behind").isdisjoint(following)
        which = at > 0 and ground.forms[at - 1] in words("which") and pronoun
        return _which(state, candidate) if which else None
    lead = at - 1 if leads else at
    opens = lead <= 0 or ground.ends_sentence(lead - 1)
    if leads and candidate.reading is not None and candidate.reading.lemma in unfolded("rules_so"):
        return None  # «وفق ما ينص عليه القانون»: done as it asks
    if opens and not leads:
        return attribution_verbs.finite(state, candidate) or behind(state, candidate, opens=True)
    found = behind(state, candidate, opens=opens, leads=leads)
    if found is None and not leads and ground.forms[at] in words("also"):
        return attribution_verbs.finite(state, candidate)  # «كما طلبت من الأئمة حث ...»
    return found


def _which(state: State, candidate: Candidate) -> Found | None:
    """«..., وهو ما نفاه المكتب»: what was said before is denied."""
    ground, token = state.ground, candidate.token
    stop = contents.limit(ground, token)
    start = token + 1
    while start < stop and ground.forms[start] in words("which_behind"):
        start += 1
    phrase = sources.read(ground, between.skipped(ground, start, stop), stop)
    if phrase is None or not sources.can_speak(ground, phrase.first):
        return None
    content = _quotation_before(ground, token - 3)
    speaker = state.memory.speaker(phrase, candidate.reading)
    made = state.make(candidate, speaker, content, None)
    return made and replace(made, judges=True)


def _quotation_before(ground: Ground, token: int) -> Content | None:
    """«"..."، هذا ما قاله فلان»: the quotation that closes at a token or before its comma."""
    if token > 0 and ground.forms[token] in COMMAS:
        token -= 1
    opening = ground.quotes.opening.get(token)
    if opening is None or token - opening < 3:
        return None
    return Content(opening + 1, token - 1, "direct")


def behind(state: State, candidate: Candidate, *, opens: bool, leads: bool = False) -> Found | None:
    """«..., كما أعلن الوزير», «..., وفق ما أفاد مصدر».

    ``opens``: the clause follows instead; ``leads``: «وفق» or the like stands before «ما».
    """
    ground, token = state.ground, candidate.token
    stop = contents.limit(ground, token)
    start = between.skipped(state.ground, token + 1, stop)
    found = contents.attachment(ground, candidate.cue, start, stop)
    if found is not None and found.how in {"clause", "quote", "colon"} and not (opens or leads):
        return attribution_verbs.finite(state, candidate)
    while start < stop and (
        ground.forms[start] in words("own_occasion")
        or ground.forms[start] in words("that")
        or _is_its_preposition(ground, candidate, start)
    ):  # «ما أفاد به مصدر», «ما أعلن عنه قياديون»
        start += 1
    start = between.skipped(ground, start, stop)
    same = start < stop and ground.forms[start] in words("same_before")
    at_once = leads and start < stop and (same or not ground.scan.is_particle(start))
    at_once = at_once and ground.forms[start] not in words("which_behind")
    start = between.behind_circumstance(ground, start, stop)
    if leads and _is_passive(ground, candidate):
        return _by_nobody(state, candidate, opens=opens)
    phrase = _told_by(ground, candidate, start, stop, at_once=at_once)
    if phrase is None:
        dropped = not opens and candidate.reading is not None and candidate.reading.pronoun
        phrase = about.sentence_subject(ground, token, strict=True) if dropped else None
    if phrase is None:
        return None
    if phrase.first > token:
        phrase = apposition.with_apposition(ground, phrase, None, stop)
    speaker = state.memory.speaker(phrase, candidate.reading)
    if candidate.cue.kind == "relay":
        relayed = _behind_relay(state, phrase, stop)
        phrase, speaker = relayed or (phrase, speaker)
    elif (relay := _quoting(ground, phrase, stop)) is not None:
        speaker = attribution_through.relaying(state, candidate, phrase, stop) or speaker
        candidate = relay
    if phrase.first < token:  # «تخطط البعثة، وفق ما أعلنته، ...»
        speaker = replace(speaker, source=replace(speaker.source, span=None))
        return state.make(candidate, speaker, state.clause_before(token - 2), None)
    if opens:
        return fronted(state, candidate, phrase, speaker)
    first = token - 1 - leads
    first -= first > 0 and ground.forms[first - 1] in words("and_that")  # «وذلك وفق ما»
    speaker = state.memory.with_via(speaker, phrase, token, stop)
    return trailing(state, candidate, first, phrase, speaker)


def _is_passive(ground: Ground, candidate: Candidate) -> bool:
    """«بحسب ما أُعلن»: a verb whose damma is written, and no pronoun."""
    reading = candidate.reading
    if reading is None or reading.pronoun:
        return False
    stem = ground.written(candidate.token)[reading.start :]
    return not unfolded("damma").isdisjoint(stem[:3])


def _by_nobody(state: State, candidate: Candidate, *, opens: bool) -> Found | None:
    """«بحسب ما أُعلن، ...»: what nobody is named for."""
    comma, ground = candidate.token + 1, state.ground
    nobody = attribution_nouns.NOBODY
    if not opens:
        return state.make(candidate, nobody, state.clause_before(candidate.token - 2), None)
    if comma + 1 >= len(ground.forms) or ground.forms[comma] not in COMMAS:
        return None
    found = Attachment("clause", comma, comma + 1)
    content = extent.content(ground, found, state.boundaries)
    made = state.make(candidate, nobody, content, None)
    return made and replace(made, aside=True)


def _told_by(
    ground: Ground, candidate: Candidate, start: int, stop: int, *, at_once: bool
) -> Phrase | None:
    """Who stands behind «ما أعلن»; ``at_once``: right there, where no list need know the noun."""
    closing = ground.quotes.closing.get(start, stop)
    if at_once and closing - start < _NAME and closing < stop:
        return Phrase(start, closing, None, None)  # «وفق ما أوردته "..."»
    through = words("preposition_an") if candidate.cue.kind == "relay" else frozenset()
    hearer = start < stop and between.is_heard(ground, start)
    start = _behind_comma(ground, start, stop) if hearer else start
    phrase = sources.read(ground, start, stop, takes=through)
    if phrase is None:
        return None
    if candidate.cue.target and sources.is_oblique(ground, phrase.first):
        return None  # «كما دعا المواطنين إلى»: whom he asks
    known = sources.can_speak(ground, phrase.first) or _is_his(ground, phrase)
    return phrase if known or (at_once and not between.is_heard(ground, phrase.first)) else None


def _behind_comma(ground: Ground, start: int, stop: int) -> int:
    """«ما أكدته لمراسل القناة، هند سالم»: behind whom it is told, where a comma closes that."""
    hearer = sources.read(ground, start, stop)
    place = start if hearer is None else hearer.last + 1
    comma = place < stop and ground.forms[place] in COMMAS
    return place + 1 if comma and place + 1 < stop else start


def _behind_relay(state: State, carrier: Phrase, stop: int) -> tuple[Phrase, Speaker] | None:
    """«بحسب ما نقلت وكالة عن مسؤول»: the official, whom the agency carried."""
    ground, place = state.ground, carrier.last + 1
    if place + 1 >= stop or ground.forms[place] not in words("preposition_an"):
        return None
    inner = sources.read(ground, place + 1, stop)
    if inner is None:
        return None
    via = carriers.between(ground, carrier.first, carrier.last + 1, range(0))
    via = via or (state.memory.speaker(carrier, None).source,)
    whole = Phrase(carrier.first, inner.last, inner.head, inner.name)
    return whole, replace(state.memory.speaker(inner, None), via=via, relayed=True)


def _is_its_preposition(ground: Ground, candidate: Candidate, token: int) -> bool:
    """«أعلن عنه», «أشار إليه»: the cue's own preposition with a pronoun."""
    form = ground.forms[token]
    own = max((o for o in (*endings("own"), *endings("his")) if form.endswith(o)), key=len,
              default="")  # fmt: skip
    return form in words("which_behind") and form.removesuffix(own) in candidate.cue.takes


def _quoting(ground: Ground, phrase: Phrase, stop: int) -> Candidate | None:
    """«حسبما أفادت وسائل إعلام نقلا عن الشرطة»: the words by which another one says it."""
    place = phrase.last + 1
    through = cue_find.expression_at(ground, place) if place < stop else None
    return through if through is not None and through.cue.name == "relaying" else None


def _is_his(ground: Ground, phrase: Phrase) -> bool:
    """«كما يقول مختارها فاضل عبيد»: a noun with a pronoun, and its name."""
    return phrase.last > phrase.first and ground.forms[phrase.first].endswith(endings("own"))
