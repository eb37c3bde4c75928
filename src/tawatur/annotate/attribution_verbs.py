"""Sayings with a finite verb: «قال X إن», «وكان X قد أعلن», «نقلت وكالة عن X قوله»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_apposition as apposition
from tawatur.annotate import (
    attribution_around,
    attribution_declined,
    attribution_related,
    attribution_through,
)
from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_checks as checks
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_extent as extent
from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate import attribution_objects as objects
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate import attribution_subjectless as subjectless
from tawatur.annotate import attribution_subjects as subjects
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_state import Found, State
from tawatur.annotate.attribution_titles import through_titles
from tawatur.rules.cues import endings, unfolded

_JUDGING: Final = frozenset(["condemns", "denies", "approves"])


def finite(state: State, candidate: Candidate) -> Found | None:
    """«قال X إن», «وكان X قد أعلن», «وأضاف أن»."""
    ground, cue, token = state.ground, candidate.cue, candidate.token
    if cue.name == "speak-of" and ground.forms[token - 1] in words("while_he"):
        return None  # «انهمرت دموعه وهو يتحدث عن الضحايا»
    stop = contents.limit(ground, token)
    start = between.skipped(ground, token + 1, stop)
    if start < stop and cue_find.in_words_at(ground, start):
        return None  # «ختم بالقول»: said by that
    resumed = attribution_related.resumed(state, candidate, stop)
    if resumed is not None:
        return resumed
    start, follows = _subject_from(state, candidate, start, stop)
    phrase = _subject(ground, candidate, start, stop) if follows else None
    if "decline" in cue.takes:
        return attribution_declined.declined(state, candidate, phrase, start)
    behind = None if phrase is not None else _behind_this(ground, candidate, start, stop)
    if behind is not None:
        return state.make(candidate, state.memory.speaker(behind, candidate.reading), None, None)
    phrase, found = _parts(state, candidate, phrase, start, stop)
    seen = None if found is not None else _seen(candidate)
    if seen is not None:
        candidate = seen
        phrase, found = _parts(state, seen, _subject(ground, seen, start, stop), start, stop)
    if phrase is not None and found is not None and _is_whom(ground, candidate, phrase):
        phrase = None
    if phrase is not None:
        phrase = _whole(ground, phrase, found, stop)
        if found is None or not subjects.is_plausible(ground, phrase, found, candidate):
            return attribution_around.quoted_before(state, candidate, phrase) or (
                attribution_related.judged(state, candidate, phrase)
            )
    elif found is None and checks.is_bare(ground, candidate):
        return _bare(state, candidate)
    if found is None or checks.is_none(ground, candidate, phrase, found, start):
        return None
    if phrase is None and checks.is_charged(ground, candidate, found):
        return None
    return _with_speaker(state, candidate, phrase, found)


def _is_whom(ground: Ground, candidate: Candidate, phrase: Phrase) -> bool:
    """«كانت واشنطن حذرت السفن من»: behind a verb whose subject stands before it."""
    reading = candidate.reading
    if sources.can_speak(ground, phrase.first) or reading is None or reading.conjunction:
        return False
    before = antecedents.phrase_before(ground, candidate.token)
    return before is not None and sources.can_speak(ground, before.first)


def _behind_this(ground: Ground, candidate: Candidate, start: int, stop: int) -> Phrase | None:
    """«يؤكد هذه الرواية ضابط متقاعد»: the subject behind «this» and its noun."""
    if start + 2 >= stop or ground.forms[start] not in words("demonstrative"):
        return None
    noun = ground.forms[start + 1].startswith(endings("definite_article"))
    place = start + 1 + noun
    if "object" not in candidate.cue.takes or not sources.can_speak(ground, place):
        return None
    if ground.forms[place].startswith(endings("article")) and noun:
        return None  # «أكد هذا المسؤول الأمني أن»
    return sources.read(ground, place, stop, takes=candidate.cue.takes)


def _seen(candidate: Candidate) -> Candidate | None:
    """«ترى باريس في الاتفاق خطوة»: a verb of seeing that no clause follows, with what it takes."""
    reading = candidate.reading
    if reading is None or reading.aspect != "imperfect" or reading.lemma not in unfolded("sees"):
        return None
    takes = candidate.cue.takes | words("seen_in")
    return replace(candidate, cue=replace(candidate.cue, takes=takes, stance="opinion"))


def _bare(state: State, candidate: Candidate) -> Found | None:
    """«والقبائل تنفي.»: a subject right before, and no content."""
    before = antecedents.phrase_before(state.ground, candidate.token)
    if before is None:
        return None
    return state.make(candidate, state.memory.speaker(before, candidate.reading), None, None)


def _parts(
    state: State, candidate: Candidate, phrase: Phrase | None, start: int, stop: int
) -> tuple[Phrase | None, Attachment | None]:
    """The subject behind a verb, unless it is whom it is said to or what is said, and the content.

    ``phrase`` is the noun phrase that follows the verb.
    """
    ground, cue = state.ground, candidate.cue
    found = objects.attached(ground, cue, phrase, start, stop)
    if phrase is not None and _stands_before(ground, candidate):
        if found is None and "object" in cue.takes:
            found = Attachment("object", phrase.first, phrase.first)
        phrase = None if found is not None else phrase
    if phrase is not None and checks.is_said(ground, candidate, phrase, found):
        found = found or Attachment("object", phrase.first, phrase.first)
        phrase = None
    if phrase is not None and found is None and "object" in cue.takes:
        if _is_doing(ground, phrase.first):
            return None, Attachment("object", phrase.first, phrase.first)
        listed = apposition.with_apposition(ground, phrase, None, stop, cue.takes)
        if listed is not phrase:
            found = objects.attached(ground, cue, listed, start, stop)
        if found is None:
            phrase, found = subjects.shortened(ground, phrase)
        if found is None and _is_only_object(state, candidate, phrase):
            return None, Attachment("object", phrase.first, phrase.first)
    if found is not None and checks.is_adverbial(ground, candidate, found):
        found = None
    found = objects.charged(ground, cue, start, stop) or found
    if phrase is not None and found is None:
        found = _shared(ground, candidate, phrase, stop)
    if phrase is not None and found is not None and candidate.cue.target:
        phrase = subjects.divided(ground, phrase, found)
    if phrase is not None and found is not None:
        whom = subjects.is_addressee(ground, candidate, phrase) or (
            subjects.is_only(candidate, phrase, found)
        )
        if whom or _is_asked(state, candidate, phrase):
            phrase = None
    return phrase, found


def _is_only_object(state: State, candidate: Candidate, phrase: Phrase) -> bool:
    """«وصل الوزير ... . وانتقد الحكومة»: one noun and no more is what is judged."""
    ground, reading = state.ground, candidate.reading
    judges = candidate.cue.stance in _JUDGING and candidate.cue.name != "confirm"
    if reading is None or not reading.conjunction or reading.pronoun or not judges:
        return False
    behind = phrase.last + 1
    return behind >= len(ground.forms) or ground.ends_sentence(behind)


def _is_doing(ground: Ground, token: int) -> bool:
    """«ونفى الانتماء إلى»: a verbal noun, which cannot speak."""
    return ground.is_doing(token) and not sources.can_speak(ground, token)


def _whole(ground: Ground, phrase: Phrase, found: Attachment | None, stop: int) -> Phrase:
    """The subject with its titles up to a name, where a clause follows, and its appositions."""
    if found is not None and found.how == "clause":
        phrase = through_titles(ground, phrase, found.token, frozenset())
    return apposition.with_apposition(ground, phrase, found, stop)


def _stands_before(ground: Ground, candidate: Candidate) -> bool:
    """«وأن الشركة أبلغت الجمارك بأن»: the subject stands right before, who is told behind."""
    cue, reading, token = candidate.cue, candidate.reading, candidate.token
    if reading is None:
        return False
    if token > 1 and ground.forms[token - 1] in words("particle_qad") and not reading.conjunction:
        return antecedents.phrase_before(ground, token) is not None  # «الوزير كان قد وعد العائلة»
    if not (cue.target or "object" in cue.takes):
        return False
    if antecedents.as_for(ground, token) is not None:
        return True
    if reading.conjunction or reading.pronoun:
        return False
    if token < 1 or ground.is_mark(token - 1):
        return _is_parenthesis(ground, token)
    before = antecedents.phrase_before(ground, token)
    return before is not None and before.last >= token - 2 and not (ground.is_mark(before.last + 1))


def _is_parenthesis(ground: Ground, token: int) -> bool:
    """«شيخ القبيلة، الذي فقد ابنيه، دعا الشباب»: a comma closes what is told of who speaks."""
    if token < 3 or ground.forms[token - 1] not in COMMAS:
        return False
    before = antecedents.phrase_before(ground, token)
    if before is None or before.last + 2 >= token:
        return False
    opens = before.last + 1 + (ground.forms[before.last + 1] in COMMAS)
    return ground.forms[opens] in words("relative")


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
    return objects.attached(ground, other[0], None, between.skipped(ground, token + 1, stop), stop)


def _subject(ground: Ground, candidate: Candidate, start: int, stop: int) -> Phrase | None:
    """The subject behind a cue; «تصريحات اتهم فيها الجيش بـ», «تبنى فيه الهجوم» have none."""
    cue, behind = candidate.cue, candidate.token + 1
    if (
        cue.target
        and candidate.reading is not None
        and (subjectless.is_purpose(ground, candidate.reading, candidate.token))
    ):
        return None  # «أطل ليطمئن الناس»
    if not _may_precede(candidate.reading.agreement if candidate.reading else None):
        return None
    if ground.forms[candidate.token - 1] in words("pronoun_subject") and cue.target:
        return None  # «قال إنه أبلغ السفير بأن»
    phrase = subjects.subject(ground, cue, start, stop)
    in_it = behind < stop and ground.forms[behind] in words("in_it")
    if phrase is not None and in_it:
        meanwhile = _is_meanwhile(ground, candidate.token)
        known = sources.can_speak(ground, phrase.first) or (
            meanwhile and sources.is_name_like(ground, phrase.first)
        )
        if not known or (cue.target and not meanwhile):
            return None
    return phrase


def _is_meanwhile(ground: Ground, token: int) -> bool:
    """«في الوقت الذي تطالب فيه الصحف بـ», «في وقت أعلن فيه»: «in it» is a time, no text."""
    before = token - 1 - (token > 0 and ground.forms[token - 1] in words("relative"))
    return before >= 0 and ground.forms[before] in words("meanwhile")


def _is_asked(state: State, candidate: Candidate, phrase: Phrase) -> bool:
    """«شجب المجلس ...، وأمهل المصرف المركزي عشرة أيام»: who speaks goes on, and names whom.

    Where two phrases follow, the first is a new speaker: «، واتهمت بغداد أنقرة بـ».
    """
    ground, last = state.ground, state.found[-1] if state.found else None
    reading = candidate.reading
    if _is_told_to_media(state, candidate, phrase):
        return True
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
    if behind < len(ground.forms) and ground.forms[behind] in COMMAS:
        return False  # «وأوصى مهندس البلدية، في تقرير، بإزالة»
    if ground.forms[behind : behind + 1] == ('"',) and _names_whom(ground, behind + 1):
        return False  # «وطالب الوزير "الصحيفة بتقديم اعتذار"»
    another = behind < len(ground.forms) and sources.can_speak(ground, behind)
    plain = (
        behind < len(ground.forms)
        and ground.forms[behind].startswith(endings("article"))
        and not ground.scan.is_particle(behind)  # «إلى»
        and not (candidate.cue.stance == "demands" and ground.is_doing(behind))
    )
    return not (another or plain) and state.inherited(candidate) is not None


def _is_told_to_media(state: State, candidate: Candidate, phrase: Phrase) -> bool:
    """«واجتمعت اللجنة وأوصت وسائل الإعلام بـ»: a second verb of the sentence's subject."""
    reading, head = candidate.reading, phrase.head
    if reading is None or not reading.conjunction or not candidate.cue.target or head is None:
        return False
    first, _ = state.ground.scan.sentence(candidate.token)
    opens = state.ground.scan.verb(first)
    if opens is None or opens.agreement != reading.agreement or candidate.token - first < 2:
        return False
    if head.entry["class"] != "medium" or phrase.last + 1 >= len(state.ground.forms):
        return False
    another = sources.can_speak(state.ground, phrase.last + 1)
    return not another and sources.can_speak(state.ground, first + 1)


def _names_whom(ground: Ground, token: int) -> bool:
    """Whether a quotation begins with a definite noun: whom is asked, in the words of who asks."""
    return token < len(ground.forms) and ground.forms[token].startswith(endings("definite_article"))


def _is_public(ground: Ground, phrase: Phrase, last: Found) -> bool:
    """«وطمأن الحجاج إلى أن», «ودعت المواطنين إلى»: people whom an office or body speaks to.

    An oblique plural is no subject in any case.
    """
    if ground.forms[phrase.first].endswith(endings("oblique_plural")):
        return phrase.first not in ground.names and sources.is_many(ground, phrase)
    return False


def _with_speaker(
    state: State, candidate: Candidate, phrase: Phrase | None, found: Attachment
) -> Found | None:
    """The saying with its content, by the subject behind the cue, before it, or carried over."""
    content = extent.content(state.ground, found, state.boundaries)
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
        himself = None if found.how == "quote" else subjectless.of_himself(state, candidate)
        before = (himself and (None, himself)) or (
            subjectless.before(state, candidate) or subjectless.unknown(state, candidate, found)
        )
        if before is None:
            return None
        phrase, speaker = before
    speaker = state.carried(speaker, phrase, candidate.token, found)
    made = state.make(candidate, speaker, content, found)
    return made and replace(made, aside=_is_rumour(state, candidate, phrase))


def _is_rumour(state: State, candidate: Candidate, phrase: Phrase | None) -> bool:
    """«قالت الشرطة ... وتشير أنباء إلى»: news of nobody, told beside who speaks."""
    reading = candidate.reading
    if phrase is None or reading is None or state.memory.last is None:
        return False
    if reading.lemma in unfolded("circulates"):
        return True  # «وتناقلت مواقع مقتله. وأوضح المصدر ذاته»
    imperfect = reading.aspect == "imperfect" and bool(reading.conjunction)
    return imperfect and state.ground.forms[phrase.first] in words("rumour")


def _subject_from(state: State, candidate: Candidate, start: int, stop: int) -> tuple[int, bool]:
    """Behind what may stand between a cue and its subject, and whether the subject can follow."""
    ground, cue, reading = state.ground, candidate.cue, candidate.reading
    if (
        start < stop
        and ground.forms[start] in words("answered")
        and (reading is not None and reading.lemma in unfolded("no_answer"))
    ):
        start += 1  # «رد عليه الأخير»
    asked = cue.target or not cue.takes.isdisjoint(words("indefinite_partitive"))
    if start + 1 < stop and asked and ground.forms[start] in words("of_them"):
        start += 1  # «طلب منها الأمين العام سحب التقرير»
    start = between.behind_adverb(ground, cue, start, stop)
    moved = between.behind_circumstance(ground, start, stop)
    if moved > start and antecedents.phrase_before(ground, candidate.token) is not None:
        return moved, False
    return moved, True


def _may_precede(agreement: str | None) -> bool:
    """A verb before its subject stands in the singular: «أبلغوا» has its subject before it."""
    return agreement is None or not agreement.endswith(("p", "d"))
