"""Sayings in a noun («نفي الشركة وجود تسرب», «اكتفى بالقول إن»), and passives without a source."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_about as about
from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate import attribution_nominal, attribution_related, attribution_through
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Speaker
from tawatur.annotate.attribution_state import Found, State
from tawatur.model.mention import Source
from tawatur.rules.cues import endings, unfolded

_NEAR: Final = 10  # tokens between a noun's source and what it says
_BACK: Final = 30
_PLAIN_WORDS: Final = "in-words"
_UNSOURCED: Final = frozenset(["asserts", "confirms", "expects", "accuses", "claims", "demands"])
NOBODY: Final = Speaker(Source("", None, None, True))


def noun(state: State, candidate: Candidate) -> Found | None:
    """«نفي الشركة وجود أي تسرب»: the verbal noun, whose it is, and what it says."""
    if attribution_nominal.is_carried(state.ground, candidate.token):
        return attribution_nominal.carried(state, candidate)
    last = state.found[-1] if state.found else None
    again = last is not None and last.rule == "confirm-object" and last.content is not None
    if again and last is not None and last.content and last.content.first == candidate.token:
        return None  # «جدد التزام الحكومة بـ»: what that verb says
    return _owned(state, candidate) or attribution_related.given(state, candidate)


def _owned(state: State, candidate: Candidate) -> Found | None:
    """The saying of a verbal noun whose owner stands right behind it."""
    ground, cue = state.ground, candidate.cue
    first = candidate.token + candidate.width
    stop = min(contents.limit(ground, candidate.token), first + 3 * _NEAR)
    owner = _behind_from(ground, candidate, first, stop)
    known = owner > first or (first < stop and sources.can_speak(ground, first))
    first = owner
    if first >= stop or not known or _is_for(ground, first):
        return None
    if _is_relation(ground, candidate.token, first):
        return None
    phrase = sources.read(ground, first, stop, takes=cue.takes, target=True)
    if phrase is None:
        return None
    behind = phrase.last + 1
    while behind < stop and _is_its_adjective(ground, behind):
        behind += 1  # «نفي الشركة المتكرر»
    found = _attached(ground, candidate, phrase, behind, stop)
    if found is None and "object" in cue.takes:
        phrase, found = _with_li(ground, phrase)
    if found is None:
        return None
    content = extent.content(ground, found, state.boundaries)
    if content is None:
        return None
    speaker = state.memory.speaker(phrase, None)
    made = state.make(candidate, speaker, content, found)
    return made and replace(made, aside=True)


def _with_li(ground: Ground, phrase: Phrase) -> tuple[Phrase, Attachment | None]:
    """«تبني التنظيم لاغتيال الشيخ»: what the noun is about, behind ل inside what was read on."""
    for token in range(phrase.first + 1, phrase.last + 1):
        if contents.is_li(ground, token, at_once=False):
            return replace(phrase, last=token - 1), Attachment("preposition", token, token)
    return phrase, None


def _behind_from(ground: Ground, candidate: Candidate, first: int, stop: int) -> int:
    """«يواجه اتهامات من موظفيه بـ», «نفي قاطع من المدير لـ»: whose it is stands behind «من»."""
    token = first
    while token < min(first + 2, stop) and _is_plain_adjective(ground, token):
        token += 1
    partitive = words("indefinite_partitive")
    says = candidate.cue.stance in ("asserts", "expects") or partitive & candidate.cue.takes
    if token + 1 >= stop or ground.forms[token] not in partitive or says:
        return first
    return token + 1 if _is_owner(ground, token + 1) else first


def _is_owner(ground: Ground, token: int) -> bool:
    """Whether somebody is named: by a noun for who can speak, or one of theirs («موظفيه»)."""
    his = sources.has_pronoun(ground, token) and not ground.scan.is_particle(token)
    return his or sources.can_speak(ground, token)


def _is_plain_adjective(ground: Ground, token: int) -> bool:
    """«نفي قاطع»: an indefinite word that is no particle and nobody who speaks."""
    form = ground.forms[token]
    if not form.isalpha() or form.startswith(endings("article")) or token in ground.names:
        return False
    return not (ground.scan.is_particle(token) or sources.can_speak(ground, token))


def _is_relation(ground: Ground, noun: int, token: int) -> bool:
    """«تصريحات إعلامية»: an indefinite feminine nisba is the adjective of a feminine or plural."""
    form, head = ground.forms[token], ground.forms[noun]
    indefinite = not form.startswith(endings("article")) and form.endswith(endings("nisba_fem"))
    return indefinite and token == noun + 1 and head.endswith(endings("feminine_end"))


def _is_for(ground: Ground, token: int) -> bool:
    """«اتهامات لشركة», «لثلاث شركات»: behind ل stands whom it is about."""
    li = ground.forms[token].startswith(endings("preposition_li"))
    head = ground.noun("speaker", token)
    start = ground.scan.words.starts[token]
    if token in ground.names:
        named = ground.names[token][1].span.start
        return li and ground.scan.words.folded.position(named) > start
    return li and (head is None or head.start > start)


def _attached(
    ground: Ground, candidate: Candidate, phrase: Phrase, behind: int, stop: int
) -> Attachment | None:
    cue = candidate.cue
    if behind < stop and _is_said_behind(ground, behind):
        return None  # «وفي رد على تصريحات فلان قال الوزير إن»
    found = contents.attachment(ground, cue, behind, stop)
    if (
        "object" in cue.takes
        and behind < stop
        and (ground.opens_object(behind) or ground.forms[behind] in words("opens_object"))
    ):
        found = Attachment("object", behind, behind)
    if found is not None and found.how in ("quote", "colon"):
        return (
            found if _opens(ground, candidate.token) and _is_near(ground, phrase, found) else None
        )
    if found is None or found.token - phrase.last > _NEAR:
        return None
    comma = next((t for t in range(behind, found.token) if ground.forms[t] in COMMAS), None)
    if comma is not None:  # «تحذير الأمم المتحدة، على لسان منسقتها، من»
        through = cue_find.expression_at(ground, comma + 1)
        return found if through is not None and through.cue.name == "relaying" else None
    return found


def _is_said_behind(ground: Ground, token: int) -> bool:
    """Whether a verb of saying without «و» stands at a token."""
    verb = ground.finite(token)
    return verb is not None and not verb[1].conjunction and not ground.may_be_preposition(token)


def _opens(ground: Ground, token: int) -> bool:
    """«كان جواب الحارس واحدا: ...»: the noun is what the clause is about."""
    first, _ = ground.scan.sentence(token)
    return token == first or ground.forms[token - 1] in words("opens_noun")


def _is_near(ground: Ground, phrase: Phrase, found: Attachment) -> bool:
    """Whether no verb and few words stand between whose saying it is and what it says."""
    between_them = range(phrase.last + 1, found.token)
    verbs = [ground.scan.verb(token) for token in between_them]
    return len(verbs) < _NEAR and all(verb is None or verb.pronoun for verb in verbs)


def _is_its_adjective(ground: Ground, token: int) -> bool:
    return (
        ground.forms[token].startswith(endings("definite_article"))
        and not ground.scan.is_particle(token)
        and not sources.can_speak(ground, token)
        and not ground.is_happening(token)
    )


def in_words(state: State, candidate: Candidate) -> Found | None:
    """«ختم بالقول: ...», «اكتفى محاميه بالقول إن»: who speaks is the subject before."""
    ground, token = state.ground, candidate.token
    if token and ground.forms[token - 1] in words("when"):
        return None  # «إثر الإعلان عن المناقصة»: when it was, by nobody named
    stop = contents.limit(ground, token)
    start = between.behind_hearer(ground, token + candidate.width, stop)
    found = contents.attachment(ground, candidate.cue, start, min(stop, start + 3))
    if found is None or found.token > start + 2:
        return None
    last_said = state.found[-1].content if state.found else None
    if last_said is not None and last_said.first == token:
        return None  # «جدد المطالبة بـ»: what that verb says
    content = extent.content(ground, found, state.boundaries)
    if content is None:
        return None
    if _is_joined_to_noun(ground, token):
        return None
    main = state.main(token) if _is_before_ending(ground, token) else None
    phrase = _subject_before(ground, token) if main is None else None
    if main is not None:
        speaker = state.found[main].speaker
        speaker = replace(speaker, source=replace(speaker.source, span=None))
    elif phrase is not None:
        speaker = state.memory.speaker(phrase, None)
    else:
        if candidate.cue.name != _PLAIN_WORDS and not _is_repeated(ground, token):
            return None
        last = state.inherited(candidate) or _doer(state, token)
        if last is None:
            return None
        speaker = replace(last, source=replace(last.source, span=None))
    return state.make(candidate, state.carried(speaker, phrase, token, found), content, found)


def _is_joined_to_noun(ground: Ground, token: int) -> bool:
    """«تستدعي حل البرلمان والدعوة إلى انتخابات»: و joins it to the noun of another doing."""
    joined = ground.forms[token].startswith(endings("conjunction"))
    before = ground.forms[token - 1] if token else ""
    return (
        joined
        and before.startswith(endings("definite_article"))
        and (token > 1 and ground.is_happening(token - 2))
    )


def _is_before_ending(ground: Ground, token: int) -> bool:
    """«قبل أن يختم بالتأكيد على»: what the speaker of the main clause does next."""
    return token > 1 and ground.forms[token - 2] in words("an") and _is_repeated(ground, token)


def _doer(state: State, token: int) -> Speaker | None:
    """«لم يحدد المتحدث موعدا، واكتفى بالإشارة إلى»: the subject of the sentence."""
    phrase = about.sentence_subject(state.ground, token, strict=True)
    return None if phrase is None else state.memory.speaker(phrase, None)


def _is_repeated(ground: Ground, token: int) -> bool:
    """«وكرر التأكيد أن»: behind a verb without a subject of its own, never «جرى التأكيد»."""
    again = unfolded("says_again")
    bi = ground.forms[token].startswith(endings("preposition_bi"))
    verb = ground.scan.verb(token - 1) if token and bi else None
    if verb is not None and verb.lemma in unfolded("ends_with"):
        return True  # «قبل أن يختم بالتأكيد على أن»
    if token > 0 and ground.forms[token - 1] in words("again"):
        return True
    return token > 0 and any(
        reading.lemma in again and reading.kind in ("verb", "participle")
        for reading in ground.scan.readings[token - 1]
    )


def _subject_before(ground: Ground, token: int) -> Phrase | None:
    """The phrase between a verb and «بالقول», where one stands there."""
    first, _ = ground.scan.sentence(token)
    if token > first and (named := antecedents.as_for(ground, token - 1)) is not None:
        return named  # «أما الناطق فاكتفى بالقول إن»
    for place in range(token - 1, max(first, token - _BACK) - 1, -1):
        if ground.is_mark(place) or ground.forms[place] == '"':
            return None
        verb = place > first and (
            place - 1 == first
            or ground.is_mark(place - 2)
            or ground.scan.verb(place - 1) is not None
            or ground.forms[place - 2] in words("coordinator")
        )
        if (verb or place == first) and sources.can_speak(ground, place):
            return sources.read(ground, place, token)
        if ground.scan.verb(place) is not None and place not in ground.names:
            return None
    return None


def passive(state: State, candidate: Candidate) -> Found | None:
    """«أفيد عن سقوط قذيفتين», «اتُّهم بـ»: said by nobody named; the gap stays."""
    ground, cue, token = state.ground, candidate.cue, candidate.token
    before = ground.forms[token - 1] if token else ""
    barred = words("relative") | words("comparative") | words("negation")
    if cue.stance not in _UNSOURCED or before in barred:
        return None
    stop = contents.limit(ground, token)
    start = between.skipped(ground, token + 1, stop)
    if cue.target and start < stop and sources.can_speak(ground, start):
        whom = sources.read(ground, start, stop, takes=cue.takes, target=True)
        start = start if whom is None else whom.last + 1
    start = between.behind_circumstances(ground, start, stop)
    found = contents.attachment(ground, cue, start, min(stop, start + _NEAR))
    if found is None and start < stop and ground.forms[start] in words("preposition_an"):
        found = Attachment("preposition", start, start + 1) if start + 1 < stop else None
    far = cue.target or cue.kind == "hearsay"
    if found is None or found.token - start > (_NEAR if far else 3):
        return None
    content = extent.content(ground, found, state.boundaries)
    if content is None:
        return None
    speaker = attribution_through.quoted_through(state, start, found.token) or (
        _told_by(state, start, found)
    )
    made = state.make(candidate, speaker, content, found)
    return made and replace(made, aside=True)


def _told_by(state: State, start: int, found: Attachment) -> Speaker:
    """«رُوي عن الحارس أنه»: who is named behind «عن» before a clause."""
    ground, who = state.ground, start + 1
    about = found.how == "clause" and ground.forms[start] in words("preposition_an")
    if not about or who >= found.token or not sources.can_speak(ground, who):
        return NOBODY
    phrase = sources.read(ground, who, found.token)
    return NOBODY if phrase is None else state.memory.speaker(phrase, None)


def no_comment(state: State, candidate: Candidate) -> Found | None:
    """«لم يصدر أي تعليق من الجيش»: nobody said anything; the body is named behind «من»."""
    ground = state.ground
    first = candidate.token + candidate.width
    stop = min(contents.limit(ground, candidate.token), first + _NEAR)
    for place in range(first, stop - 1):
        if ground.ends_sentence(place):
            break
        definite = ground.forms[place + 1].startswith(endings("definite_article"))
        who = definite or sources.can_speak(ground, place + 1)
        if ground.forms[place] in words("through") and who:
            phrase = sources.read(ground, place + 1, stop)
            if phrase is not None:
                speaker = state.memory.speaker(phrase, None)
                made = state.make(candidate, speaker, None, None)
                return made and replace(made, aside=True)
    return None
