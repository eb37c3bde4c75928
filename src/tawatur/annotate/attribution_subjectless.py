"""Who says it where a verb has no subject behind it: before it, or who spoke last."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_about as about
from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_bounds import is_behind_name
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_names import is_surname_like
from tawatur.annotate.attribution_reach import Phrase
from tawatur.annotate.attribution_source import Speaker
from tawatur.annotate.attribution_state import State
from tawatur.rules.cues import endings, unfolded
from tawatur.text.morphology import Reading

_PRONOUNS: Final = (("hers", "3fs"), ("theirs", "3mp"), ("his", "3ms"))
_TOLD: Final = 20  # tokens from a verb back to the one whose object it tells of


def before(state: State, candidate: Candidate) -> tuple[Phrase | None, Speaker] | None:
    """The subject before a cue, else the last speaker where the cue continues his saying."""
    reading = candidate.reading
    purpose = (
        reading is not None
        and not candidate.cue.target
        and is_purpose(state.ground, reading, candidate.token)
    )
    phrase = (purpose and about.clause_speaker(state.ground, candidate.token)) or (
        antecedents.phrase_before(state.ground, candidate.token)
    )
    if phrase is not None:
        return phrase, state.memory.speaker(phrase, candidate.reading)
    if not _continues(state, candidate):
        return None
    last = state.found[-1].token if state.found else -1
    phrase = (
        _told_in(state.ground, candidate)
        or _but_he(state, candidate)
        or (about.contrasted(state.ground, last, candidate.token) or _doer(state, candidate))
    )
    if phrase is not None:
        return phrase, state.memory.speaker(phrase, candidate.reading)
    speaker = state.inherited(candidate)
    if speaker is None and not state.found:
        speaker = _met_before(state, candidate)
    if speaker is None:
        return None
    source = replace(speaker.source, span=None)
    return None, replace(speaker, source=source)


def of_himself(state: State, candidate: Candidate) -> Speaker | None:
    """«قالت الوزارة إنها تتوقع أن», «أعلن أنه قد طلب»: who says it says it of himself."""
    ground, place, reading = state.ground, candidate.token - 1, candidate.reading
    while place >= 0 and (
        ground.forms[place] in words("particle_qad") or ground.forms[place] == '"'
    ):
        place -= 1
    if place < 1 or reading is None or ground.forms[place] not in words("complementiser"):
        return None
    form = ground.forms[place]
    gender = next((a for end, a in _PRONOUNS if form.endswith(endings(end))), None)
    around = state.inside(candidate.token)
    if gender is None or around is None or reading.agreement != gender:
        return None
    said = state.found[around]
    begins = said.content is not None and place < said.content.first <= candidate.token
    if not begins or said.speaker.agreement != gender:
        return None
    return replace(said.speaker, source=replace(said.speaker.source, span=None), via=())


def _met_before(state: State, candidate: Candidate) -> Speaker | None:
    """«التقى الرئيس الوفد. وقال إن»: the subject of the sentence before the first saying."""
    first, _ = state.ground.scan.sentence(candidate.token)
    joined = candidate.reading is not None and candidate.reading.conjunction
    if first == 0 or not joined or candidate.token != first:
        return None
    before, _ = state.ground.scan.sentence(first - 1)
    verb = state.ground.scan.verb(before)
    same = verb is not None and verb.agreement == (candidate.reading or verb).agreement
    named = _of_first_verb(state.ground, candidate, before) if same else None
    phrase = named or about.sentence_subject(state.ground, first - 1, strict=True)
    if phrase is None:
        return None
    if same:
        return state.memory.speaker(phrase, candidate.reading)
    many = (candidate.reading.agreement or "").endswith("p") if candidate.reading else False
    if many != sources.is_many(state.ground, phrase):
        return None
    return state.memory.speaker(phrase, candidate.reading)


def unknown(
    state: State, candidate: Candidate, found: Attachment
) -> tuple[Phrase | None, Speaker] | None:
    """A subject of no list before a cue, where a clause or a quotation follows."""
    if found.how not in ("clause", "quote", "colon"):
        return None
    phrase = antecedents.unknown_before(state.ground, candidate.token)
    return None if phrase is None else (phrase, state.memory.speaker(phrase, candidate.reading))


def _but_he(state: State, candidate: Candidate) -> Phrase | None:
    """«ولم يعترض الدفاع على الإفادة، لكنه طالب بـ»: the subject of the sentence's first verb."""
    ground, token = state.ground, candidate.token
    first, _ = ground.scan.sentence(token)
    if ground.forms[token - 1] not in words("but_he"):
        return None
    if state.found and state.found[-1].token >= first:
        return None
    opens = first + (ground.forms[first] in words("negation"))
    verb = ground.scan.verb(opens)
    start = between.skipped(ground, opens + 1, token)
    if verb is None or not sources.can_speak(ground, start):
        return None
    return sources.read(ground, start, token, takes=words("sentence_subject"))


def _told_in(ground: Ground, candidate: Candidate) -> Phrase | None:
    """«نشرت الوزارة توضيحا قالت فيه إن»: the subject of the verb that the text is an object of."""
    token, reading = candidate.token, candidate.reading
    if reading is None or token + 1 >= len(ground.forms):
        return None
    if ground.forms[token + 1] not in words("in_it"):
        return None
    for place in range(token - 2, max(-1, token - _TOLD), -1):
        if ground.ends_sentence(place):
            return None
        verb = ground.scan.verb(place)
        if verb is None or place in ground.names or verb.agreement != reading.agreement:
            continue
        start = between.skipped(ground, place + 1, token)
        while start < token and ground.forms[start] in words("which_behind"):
            start += 1
        if start < token and sources.can_speak(ground, start):
            phrase = sources.read(ground, start, token, takes=words("sentence_subject"))
            text = (
                phrase is not None
                and phrase.head is not None
                and (phrase.head.entry["class"] in ("text", "medium"))
            )
            return None if text else phrase  # «أدلى بتصريحات قال فيها»: somebody named before
    return None


def _doer(state: State, candidate: Candidate) -> Phrase | None:
    """«اتخذت البحرين ...، وقالت في بيان إن»: the subject of the sentence's main verb."""
    sentence = state.ground.scan.words.sentence_of
    first, _ = state.ground.scan.sentence(candidate.token)
    if candidate.token - first < 3 or state.inside(candidate.token) is not None:
        return None
    if state.found and sentence[state.found[-1].token] == sentence[candidate.token]:
        return None
    phrase = _of_first_verb(state.ground, candidate, first) or about.sentence_subject(
        state.ground, candidate.token
    )
    agreement = (candidate.reading.agreement or "") if candidate.reading else ""
    if phrase is None:
        return None
    many = sources.is_many(state.ground, phrase)
    if not agreement.endswith("p"):
        people = many and sources.is_people(state.ground, phrase.first)
        return None if people and agreement == "3ms" else phrase  # «الناخبون ...، يتوقع أن»
    return phrase if many else about.doers(state.ground, candidate.token)


def _of_first_verb(ground: Ground, candidate: Candidate, first: int) -> Phrase | None:
    """«واتصلت سلوى مراد بزوجها مرتين وأبلغته أن»: a name of no list behind the first verb."""
    reading = candidate.reading
    opens = first + (ground.forms[first] in words("particle_qad"))
    verb = ground.scan.verb(opens)
    if reading is None or verb is None or not reading.conjunction or not verb.agreement:
        return None
    start = opens + 1
    if verb.agreement != reading.agreement or start + 1 >= candidate.token:
        return None
    if is_surname_like(ground, start):
        return Phrase(start, start, None, None)
    if ground.scan.readings[start] or sources.can_speak(ground, start):
        return None
    given = "given" in ground.scan.hits.by_token[start]
    second = ground.forms[start + 1]
    if not (given or sources.is_name_like(ground, start)) or not second[0].isalpha():
        return None
    thing = second.startswith(endings("article")) and not ground.scan.is_particle(start + 1)
    if thing and not given and second not in words("relative"):
        return None  # «تشير عقارب الساعة إلى ... وتعلن»
    return sources.read(ground, start, candidate.token, takes=words("sentence_subject"))


def _continues(state: State, candidate: Candidate) -> bool:
    ground, token = state.ground, candidate.token
    if candidate.reading is not None and candidate.reading.conjunction:
        return True
    if token and ground.forms[token - 1] == '"' and is_behind_name(ground, token):
        return False
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


def is_purpose(ground: Ground, reading: Reading, token: int) -> bool:
    """«ليطمئن»: ل before an imperfect."""
    imperfect = reading.aspect == "imperfect" and reading.start > 0
    return imperfect and ground.forms[token].startswith(endings("preposition_li"))


def _goes_on_to(ground: Ground, reading: Reading, token: int) -> bool:
    """«أطل ليطمئن الناس», «قبل أن يستدرك», «مقطعا قالوا إنه للقصف»: of the same subject."""
    forms = ground.forms
    if reading.aspect == "imperfect":
        first = forms[token - 2] if token > 1 else ""
        return is_purpose(ground, reading, token) or (
            forms[token - 1] in words("an") and first in words("subordinates")
        )
    behind = forms[token + 1] if token + 1 < len(forms) else ""
    return len(behind) > 2 and behind in words("complementiser") and not reading.conjunction
