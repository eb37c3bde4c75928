"""Sayings with a finite verb: «قال X إن», «وكان X قد أعلن», «نقلت وكالة عن X قوله»."""

from __future__ import annotations

from dataclasses import replace

from tawatur.annotate import attribution_around, attribution_through
from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate import attribution_subjects as subjects
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Speaker
from tawatur.annotate.attribution_state import Found, State
from tawatur.annotate.attribution_titles import through_titles
from tawatur.rules.cues import endings, unfolded
from tawatur.text.morphology import Reading


def finite(state: State, candidate: Candidate) -> Found | None:
    """«قال X إن», «وكان X قد أعلن», «وأضاف أن»."""
    ground, cue, token = state.ground, candidate.cue, candidate.token
    stop = contents.limit(ground, token)
    start = between.skipped(ground, token + 1, stop)
    if start < stop and cue_find.in_words_at(ground, start):
        return None  # «ختم بالقول»: said by that
    start, follows = _subject_from(state, candidate, start, stop)
    phrase = _subject(ground, candidate, start, stop) if follows else None
    if "decline" in cue.takes:
        return _declined(state, candidate, phrase, start)
    found = subjects.attached(ground, cue, phrase, start, stop)
    if phrase is not None and _stands_before(ground, candidate):
        if found is None and "object" in cue.takes:
            found = Attachment("object", phrase.first, phrase.first)
        phrase = None if found is not None else phrase
    if phrase is not None and _is_said(ground, candidate, phrase, found):
        found = found or Attachment("object", phrase.first, phrase.first)
        phrase = None
    if phrase is not None and found is None and "object" in cue.takes:
        phrase, found = subjects.shortened(ground, phrase)
    if phrase is not None and found is None:
        found = _shared(ground, candidate, phrase, stop)
    if (
        phrase is not None
        and found
        and (
            subjects.is_addressee(ground, candidate, phrase) or _is_asked(state, candidate, phrase)
        )
    ):
        phrase = None
    if phrase is not None:
        phrase = _whole(ground, phrase, found, stop)
        if found is None or not subjects.is_plausible(ground, phrase, found, candidate):
            return attribution_around.quoted_before(state, candidate, phrase)
    begin = start if phrase is None else phrase.last + 1
    if found is None and phrase is None and _is_bare(ground, candidate):
        before = antecedents.phrase_before(ground, token)
        return before and state.make(
            candidate, state.memory.speaker(before, candidate.reading), None, None
        )
    if found is None or not _is_verb(ground, candidate, found, phrase, begin):
        return None
    if _is_gesture(ground, candidate, found) or _is_thing_asked(ground, candidate, found, phrase):
        return None
    if _has_own_object(ground, candidate, found, begin):
        return None
    if phrase is None and _is_next_clause(ground, start, found):
        return None
    return _with_speaker(state, candidate, phrase, found)


def _whole(ground: Ground, phrase: Phrase, found: Attachment | None, stop: int) -> Phrase:
    """The subject with its titles up to a name, where a clause follows, and its appositions."""
    if found is not None and found.how == "clause":
        phrase = through_titles(ground, phrase, found.token, frozenset())
    return subjects.with_apposition(ground, phrase, found, stop)


def _stands_before(ground: Ground, candidate: Candidate) -> bool:
    """«وأن الشركة أبلغت الجمارك بأن»: the subject stands right before, who is told behind."""
    cue, reading, token = candidate.cue, candidate.reading, candidate.token
    if not (cue.target or "object" in cue.takes) or reading is None:
        return False
    if reading.conjunction or reading.pronoun:
        return False
    if token < 1 or ground.is_mark(token - 1):
        return _is_parenthesis(ground, token)
    before = antecedents.phrase_before(ground, token)
    return before is not None and before.last >= token - 2 and not (ground.is_mark(before.last + 1))


def _is_parenthesis(ground: Ground, token: int) -> bool:
    """«شيخ القبيلة، الذي فقد ابنيه، دعا الشباب إلى»: a comma that closes what is told of who speaks."""
    if token < 3 or ground.forms[token - 1] not in COMMAS:
        return False
    before = antecedents.phrase_before(ground, token)
    if before is None or before.last + 2 >= token:
        return False
    opens = before.last + 1 + (ground.forms[before.last + 1] in COMMAS)
    return ground.forms[opens] in words("relative")


def _is_doing(ground: Ground, candidate: Candidate, token: int) -> bool:
    """«لكنها استبعدت الدخول في»: a verbal noun cannot speak."""
    return "object" in candidate.cue.takes and any(
        reading.kind == "masdar" and reading.article for reading in ground.scan.readings[token]
    )


def _is_said(
    ground: Ground, candidate: Candidate, phrase: Phrase, found: Attachment | None
) -> bool:
    """«وأعلن الحداد ثلاثة أيام», «وجهت الاتهام إلى»: no subject, but what is said."""
    if sources.can_speak(ground, phrase.first) or ground.forms[phrase.first] == '"':
        return False
    if ground.forms[phrase.first] in candidate.cue.needs:
        return True
    if found is None and _is_doing(ground, candidate, phrase.first):
        return True
    joined = candidate.reading is not None and candidate.reading.conjunction
    plain = not candidate.cue.target and phrase.last == phrase.first
    return (
        bool(joined)
        and plain
        and "object" in candidate.cue.takes
        and (
            ground.timex(phrase.last + 1) is not None
            if phrase.last + 1 < len(ground.forms)
            else True
        )
    )


def _shared(ground: Ground, candidate: Candidate, phrase: Phrase, stop: int) -> Attachment | None:
    """«أدانت الدولة واستنكرت الهجوم»: two verbs of one subject, and what both say."""
    token = phrase.last + 1
    if token + 1 >= stop or not sources.can_speak(ground, phrase.first):
        return None
    other = ground.finite(token)
    if other is None or candidate.reading is None or not other[1].conjunction:
        return None
    if (other[1].agreement or "")[:2] != (candidate.reading.agreement or "")[:2]:
        return None
    return subjects.attached(ground, other[0], None, between.skipped(ground, token + 1, stop), stop)


def _subject(ground: Ground, candidate: Candidate, start: int, stop: int) -> Phrase | None:
    """The subject behind a cue; «تصريحات اتهم فيها الجيش بـ», «تبنى فيه الهجوم» have none."""
    cue, behind = candidate.cue, candidate.token + 1
    if (
        cue.target
        and candidate.reading is not None
        and (_is_purpose(ground, candidate.reading, candidate.token))
    ):
        return None  # «أطل ليطمئن الناس»
    if not _may_precede(candidate.reading.agreement if candidate.reading else None):
        return None
    phrase = subjects.subject(ground, cue, start, stop)
    in_it = behind < stop and ground.forms[behind] in words("in_it")
    if phrase is not None and in_it and (cue.target or not sources.can_speak(ground, phrase.first)):
        return None
    return phrase


def _is_asked(state: State, candidate: Candidate, phrase: Phrase) -> bool:
    """«شجب المجلس ...، وأمهل المصرف المركزي عشرة أيام»: who speaks goes on, and names whom.

    Where two phrases follow, the first is a new speaker: «، واتهمت بغداد أنقرة بـ».
    """
    ground, last = state.ground, state.found[-1] if state.found else None
    reading = candidate.reading
    if last is None or reading is None or not (candidate.cue.target and reading.conjunction):
        return False
    sentence = ground.scan.words.sentence_of
    if last.aside or (
        sentence[last.token] != sentence[candidate.token] and not _is_public(ground, phrase, last)
    ):
        return False
    if last.speaker.agreement.endswith("p") and not (reading.agreement or "").endswith("p"):
        return False  # «تمنوا ...، وأوصى المهندس»
    behind = phrase.last + 1
    another = behind < len(ground.forms) and sources.can_speak(ground, behind)
    plain = (
        behind < len(ground.forms)
        and ground.forms[behind].startswith(endings("article"))
        and not ground.scan.is_particle(behind)  # «إلى»
    )
    return not (another or plain) and state.inherited(candidate) is not None


def _is_public(ground: Ground, phrase: Phrase, last: Found) -> bool:
    """«وطمأن الحجاج إلى أن», «ودعت المواطنين إلى»: people whom an office or body speaks to.

    An oblique plural is no subject in any case.
    """
    if ground.forms[phrase.first].endswith(endings("oblique_plural")):
        return phrase.first not in ground.names and sources.is_many(ground, phrase)
    return False


def _has_own_object(ground: Ground, candidate: Candidate, found: Attachment, begin: int) -> bool:
    """«شدد الجيش الحصار على البلدة»: a verb that takes no object, and here has one."""
    takes = candidate.cue.takes
    if (
        found.how != "preposition"
        or candidate.cue.target
        or "object" in takes
        or (candidate.cue.needs)
    ):
        return False
    if begin >= found.token:
        return False
    return ground.is_happening(begin) or ground.forms[begin] in words("attention")


def _is_verb(
    ground: Ground, candidate: Candidate, found: Attachment, phrase: Phrase | None, begin: int
) -> bool:
    """Whether «بين», «عبر» are verbs here, «حمل» means to blame, and a call invites to no meal."""
    if ground.forms[min(found.first, len(ground.forms) - 1)] in words("invitation"):
        return False
    token = candidate.token
    doubled = not unfolded("shadda").isdisjoint(ground.written(token))
    if doubled or not ground.may_be_preposition(token):
        return True
    opens = token == 0 or ground.is_mark(token - 1) or ground.forms[token - 1] == "\n"
    joined = candidate.reading is not None and candidate.reading.conjunction
    if not (opens or joined or ground.forms[token - 1] in words("coordinator")):
        return False
    if found.how == "preposition" and phrase is not None:
        head = phrase.head  # «عبر الوزير عن أسفه», but «عبر قناة ...» is a preposition
        carries = head is not None and head.entry["class"] in ("medium", "text")
        return not carries and sources.can_speak(ground, phrase.first)
    return found.how == "clause" and found.token == begin


def _with_speaker(
    state: State, candidate: Candidate, phrase: Phrase | None, found: Attachment
) -> Found | None:
    """The saying with its content, by the subject behind the cue, before it, or carried over."""
    content = contents.content(state.ground, found, state.boundaries)
    if content is None:
        return None
    if candidate.cue.name == "announce" and (
        state.ground.forms[content.first] in words("responsibility")
    ):  # «أعلن التنظيم مسؤوليته عن»
        candidate = replace(candidate, cue=replace(candidate.cue, stance="claims"))
    if phrase is not None:
        relayed = attribution_through.relaying(state, candidate, phrase, found.token)
        if relayed is not None:
            return state.make(candidate, relayed, content, found)
        speaker = state.memory.speaker(phrase, candidate.reading)
    else:
        before = _before(state, candidate) or _unknown(state, candidate, found)
        if before is None:
            return None
        phrase, speaker = before
    speaker = state.carried(speaker, phrase, candidate.token, found)
    return state.make(candidate, speaker, content, found)


def _is_bare(ground: Ground, candidate: Candidate) -> bool:
    """«والقبائل تنفي.»: nothing but the verb, of what was told before."""
    behind = candidate.token + 1
    ends = behind >= len(ground.forms) or ground.ends_sentence(behind)
    return ends and candidate.cue.stance == "denies"


def _is_gesture(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«أشار الشرطي بيده إلى السائق»: shown, not said."""
    between_them = ground.forms[candidate.token + 1 : found.token]
    return found.how == "preposition" and not words("gesture").isdisjoint(between_them)


def _is_thing_asked(
    ground: Ground, candidate: Candidate, found: Attachment, phrase: Phrase | None
) -> bool:
    """«طلب الركاب الماء»: people want a thing; what is demanded is a doing."""
    if candidate.cue.name != "ask" or found.how != "object" or phrase is None:
        return False
    people = phrase.head is not None and phrase.head.entry["class"] == "unnamed"
    if not (people or ground.forms[phrase.first] in words("one_of_them")):
        return False
    return not (ground.is_doing(found.first) or ground.forms[found.first] in words("opens_object"))


def _is_next_clause(ground: Ground, start: int, found: Attachment) -> bool:
    """«وأكملوا السير، وحلقت طائرات ... إن»: «إن» belongs to what begins behind the comma."""
    return found.how == "clause" and any(
        ground.forms[token] in COMMAS and ground.forms[token + 1].startswith(endings("conjunction"))
        for token in range(start, found.token - 1)
    )


def _subject_from(state: State, candidate: Candidate, start: int, stop: int) -> tuple[int, bool]:
    """Behind what may stand between a cue and its subject, and whether the subject can follow."""
    ground, cue, reading = state.ground, candidate.cue, candidate.reading
    if (
        start < stop
        and ground.forms[start] in words("answered")
        and (reading is not None and reading.lemma in unfolded("no_answer"))
    ):
        start += 1  # «رد عليه الأخير»
    start = between.behind_adverb(ground, cue, start, stop)
    moved = between.behind_circumstance(ground, start, stop)
    if moved > start and antecedents.phrase_before(ground, candidate.token) is not None:
        return moved, False
    return moved, True


def negated(state: State, candidate: Candidate) -> Found | None:
    """«لم ترد الوزارة على طلب للتعليق» declines, «لم ينف ...» is a saying; nothing else is one."""
    reading = candidate.reading
    if reading is None:
        return None
    own = replace(candidate, begins=candidate.token - 1)
    if reading.lemma in unfolded("not_denied"):
        return finite(state, replace(own, cue=replace(own.cue, stance="asserts")))
    today = state.ground.forms[candidate.token - 1] in words("not_now")
    if reading.lemma in unfolded("not_believed") and today:
        return finite(state, own)
    if reading.lemma not in unfolded("no_answer"):
        return None
    ground = state.ground
    stop = contents.limit(ground, candidate.token)
    start = between.skipped(ground, candidate.token + 1, stop)
    phrase = subjects.subject(ground, candidate.cue, start, stop)
    phrase = phrase if phrase is not None and sources.can_speak(ground, phrase.first) else None
    ahead = ground.forms[start if phrase is None else phrase.last + 1 :][:4]
    asked = not words("asked").isdisjoint(ahead) or reading.lemma in unfolded("comments")
    own = replace(own, cue=replace(own.cue, stance="declines"))
    if not asked:
        return None
    if phrase is not None:
        return state.make(own, state.memory.speaker(phrase, reading), None, None)
    before = _before(state, candidate)
    return before and state.make(own, before[1], None, None)


def _may_precede(agreement: str | None) -> bool:
    """A verb before its subject stands in the singular: «أبلغوا» has its subject before it."""
    return agreement is None or not agreement.endswith(("p", "d"))


def _declined(
    state: State, candidate: Candidate, phrase: Phrase | None, start: int
) -> Found | None:
    """«رفض المتحدث التعليق», «امتنع عن الإدلاء»: a saying without content."""
    if phrase is not None and state.ground.forms[phrase.first] in (
        words("decline_to") | candidate.cue.needs
    ):
        phrase = None  # «السلطات ترفض الإفصاح عن»
    after = start if phrase is None else phrase.last + 1
    ahead = state.ground.forms[after : after + 3]
    if phrase is not None and phrase.last > phrase.first and not ahead:
        return None
    last = state.ground.forms[phrase.last] if phrase is not None else ""
    if not candidate.cue.needs and not words("decline_to").intersection((*ahead, last)):
        return None
    if phrase is None:
        before = _before(state, candidate)
        return before and state.make(candidate, before[1], None, None)
    if not sources.can_speak(state.ground, phrase.first):
        return None
    if last in words("decline_to"):
        phrase = replace(phrase, last=phrase.last - 1)
    return state.make(candidate, state.memory.speaker(phrase, candidate.reading), None, None)


def _before(state: State, candidate: Candidate) -> tuple[Phrase | None, Speaker] | None:
    """The subject before a cue, else the last speaker where the cue continues his saying."""
    phrase = antecedents.phrase_before(state.ground, candidate.token)
    if phrase is not None:
        return phrase, state.memory.speaker(phrase, candidate.reading)
    if not _continues(state, candidate):
        return None
    phrase = _doer(state, candidate)
    if phrase is not None:
        return phrase, state.memory.speaker(phrase, candidate.reading)
    speaker = state.inherited(candidate)
    if speaker is None and not state.found:
        speaker = _met_before(state, candidate)
    if speaker is None:
        return None
    source = replace(speaker.source, span=None)
    return None, replace(speaker, source=source)


def _met_before(state: State, candidate: Candidate) -> Speaker | None:
    """«التقى الرئيس الوفد. وقال إن»: the subject of the sentence before the first saying."""
    first, _ = state.ground.scan.sentence(candidate.token)
    joined = candidate.reading is not None and candidate.reading.conjunction
    if first == 0 or not joined or candidate.token != first:
        return None
    phrase = antecedents.sentence_subject(state.ground, first - 1, strict=True)
    if phrase is None:
        return None
    many = (candidate.reading.agreement or "").endswith("p") if candidate.reading else False
    if many != sources.is_many(state.ground, phrase):
        return None
    return state.memory.speaker(phrase, candidate.reading)


def _unknown(
    state: State, candidate: Candidate, found: Attachment
) -> tuple[Phrase | None, Speaker] | None:
    """A subject of no list before a cue, where a clause or a quotation follows."""
    if found.how not in ("clause", "quote", "colon"):
        return None
    phrase = antecedents.unknown_before(state.ground, candidate.token)
    return None if phrase is None else (phrase, state.memory.speaker(phrase, candidate.reading))


def _doer(state: State, candidate: Candidate) -> Phrase | None:
    """«اتخذت البحرين ...، وقالت في بيان إن»: the subject of the sentence's main verb."""
    sentence = state.ground.scan.words.sentence_of
    first, _ = state.ground.scan.sentence(candidate.token)
    if candidate.token - first < 3 or state.inside(candidate.token) is not None:
        return None
    if state.found and sentence[state.found[-1].token] == sentence[candidate.token]:
        return None
    phrase = antecedents.sentence_subject(state.ground, candidate.token)
    agreement = (candidate.reading.agreement or "") if candidate.reading else ""
    if phrase is None or not agreement.endswith("p"):
        return phrase
    return phrase if sources.is_many(state.ground, phrase) else None


def _continues(state: State, candidate: Candidate) -> bool:
    ground, token = state.ground, candidate.token
    if candidate.reading is not None and candidate.reading.conjunction:
        return True
    if token == 0 or ground.is_mark(token - 1) or ground.forms[token - 1] == '"':
        present = candidate.reading is not None and candidate.reading.aspect == "imperfect"
        aside = token > 0 and ground.forms[token - 1] in COMMAS
        return not (present and aside and "clause" not in candidate.cue.takes)  # «، يوثق ...»
    before = ground.forms[token - 1]
    if token + 1 < len(ground.forms) and ground.forms[token + 1] in words("in_it"):
        return True  # «نشر تدوينة أكد فيها»
    if candidate.reading is not None and _goes_on_to(ground, candidate.reading, token):
        return True
    going_on = ground.scan.verb(token - 1)
    if going_on is not None and going_on.lemma in unfolded("goes_on"):
        return True  # «ومضى يقول»
    return (
        before in words("coordinator")
        or before in words("whereupon")
        or before in words("pronoun_subject")
        or before in words("particle_qad")
        or (before in words("an") and ground.forms[token + 1 : token + 2] == (":",))
    )


def _is_purpose(ground: Ground, reading: Reading, token: int) -> bool:
    """«ليطمئن»: ل before an imperfect."""
    imperfect = reading.aspect == "imperfect" and reading.start > 0
    return imperfect and ground.forms[token].startswith(endings("preposition_li"))


def _goes_on_to(ground: Ground, reading: Reading, token: int) -> bool:
    """«أطل ليطمئن الناس», «قبل أن يستدرك», «مقطعا قالوا إنه للقصف»: of the same subject."""
    forms = ground.forms
    if reading.aspect == "imperfect":
        first = forms[token - 2] if token > 1 else ""
        return _is_purpose(ground, reading, token) or (
            forms[token - 1] in words("an") and first in words("subordinates")
        )
    plural = (reading.agreement or "").endswith("p")
    behind = forms[token + 1] if token + 1 < len(forms) else ""
    return plural and len(behind) > 2 and behind in words("complementiser")
