"""Where a word of saying is none, or stands alone: gestures, wishes, objects, other verbs."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_before as antecedents
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_names import is_surname_like
from tawatur.annotate.attribution_reach import Phrase
from tawatur.rules.cues import endings, unfolded

_TO_WHOM: Final = frozenset(["warn", "promise", "threaten"])  # may name whom before a preposition
_DEED: Final = 4  # words of what is claimed in which its noun stands


def _is_doing(ground: Ground, candidate: Candidate, token: int) -> bool:
    """«لكنها استبعدت الدخول في»: a verbal noun cannot speak."""
    return "object" in candidate.cue.takes and any(
        reading.kind == "masdar" and reading.article for reading in ground.scan.readings[token]
    )


def _is_text_judged(ground: Ground, candidate: Candidate, phrase: Phrase) -> bool:
    """«انتقد القرار قائلا إن»: a text before a participle is judged, and judges not."""
    behind, head = phrase.last + 1, phrase.head
    text = head is None or head.entry["class"] == "text"
    judges = candidate.cue.stance in ("condemns", "welcomes", "denies", "approves")
    return text and judges and behind < len(ground.forms) and ground.participle(behind) is not None


def is_said(ground: Ground, candidate: Candidate, phrase: Phrase, found: Attachment | None) -> bool:
    """«وأعلن الحداد ثلاثة أيام», «وجهت الاتهام إلى»: no subject, but what is said."""
    if _is_text_judged(ground, candidate, phrase):
        return True
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


def is_adverbial(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«ويؤيده الحاضرون بالتصفيق»: behind an object in a pronoun, ب tells how."""
    pronoun = candidate.reading is not None and candidate.reading.pronoun
    if not pronoun or found.how != "object":
        return False
    bi = ground.forms[found.token].startswith(endings("preposition_bi_article"))
    return bi or any(reading.preposition for reading in ground.scan.readings[found.token])


def is_verdict(ground: Ground, candidate: Candidate, phrase: Phrase) -> bool:
    """«أيدت محكمة النقض الحكم»: a court's act."""
    return candidate.cue.stance == "approves" and ground.forms[phrase.first] in words("courts")


def is_gesture(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«أشار الشرطي بيده إلى السائق»: shown, not said."""
    between_them = range(candidate.token + 1, found.token)
    if found.how != "preposition":
        return False
    return any(ground.forms[token] in words("gesture") for token in between_them) or (
        candidate.cue.name == "point" and any(_is_with_his(ground, token) for token in between_them)
    )


def _is_with_his(ground: Ground, token: int) -> bool:
    """«بعصاه», «بذراعها»: with a thing of his."""
    form = ground.forms[token]
    bi = form.startswith(endings("preposition_bi")) and token not in ground.names
    return bi and len(form) > 4 and sources.has_pronoun(ground, token)


def is_thing_asked(
    ground: Ground, candidate: Candidate, found: Attachment, phrase: Phrase | None
) -> bool:
    """«طلب الركاب الماء»: people want a thing; what is demanded is a doing."""
    if candidate.cue.name != "ask" or found.how != "object" or phrase is None:
        return False
    people = phrase.head is not None and phrase.head.entry["class"] == "unnamed"
    if not (people or ground.forms[phrase.first] in words("one_of_them")):
        return False
    return not (ground.is_doing(found.first) or ground.forms[found.first] in words("opens_object"))


def has_own_object(ground: Ground, candidate: Candidate, found: Attachment, begin: int) -> bool:
    """«شدد الجيش الحصار على البلدة»: a verb that takes no object, and here has one."""
    takes = candidate.cue.takes
    if (
        found.how != "preposition"
        or candidate.cue.target
        or candidate.cue.name in _TO_WHOM  # «وكانت واشنطن قد حذرت السفن من»
        or "object" in takes
        or (candidate.cue.needs)
    ):
        return False
    if begin >= found.token:
        return False
    return ground.is_happening(begin) or ground.forms[begin] in words("attention")


def is_verb(
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
    before = ground.forms[token - 1] if token else ""
    beside = before in words("particle_qad") or antecedents.phrase_before(ground, token) is not None
    if beside and found.how == "preposition" and phrase is None:
        return found.token == begin  # «لكن الوزير عبر عن أسفه»
    if not (opens or joined or before in words("coordinator")):
        return False
    if found.how == "preposition" and phrase is None:
        aside = begin < found.token and ground.forms[begin] in COMMAS  # «وعبر، في بيان، عن أسفه»
        return (found.token == begin or aside) and bool(joined)  # «وعبر عن أسفه»
    if found.how == "preposition" and phrase is not None:
        head = phrase.head  # «عبر الوزير عن أسفه», but «عبر قناة ...» is a preposition
        carries = head is not None and head.entry["class"] in ("medium", "text")
        speaks = sources.can_speak(ground, phrase.first) or is_surname_like(ground, phrase.first)
        return not carries and speaks
    return found.how == "clause" and (
        found.token == begin or _is_enclosed(ground, begin, found.token)
    )


def _is_enclosed(ground: Ground, begin: int, token: int) -> bool:
    """«وبيّن المدير، في هذا السياق، أن»: a circumstance between commas before the clause."""
    commas = ground.forms[begin] in COMMAS and ground.forms[token - 1] in COMMAS
    return commas and ground.forms[begin + 1] in words("circumstance")


def is_next_clause(ground: Ground, start: int, found: Attachment) -> bool:
    """«وأكملوا السير، وحلقت طائرات ... إن»: «إن» belongs to what begins behind the comma."""
    return found.how == "clause" and any(
        ground.forms[token] in COMMAS and ground.forms[token + 1].startswith(endings("conjunction"))
        for token in range(start, found.token - 1)
    )


def is_bare(ground: Ground, candidate: Candidate) -> bool:
    """«والقبائل تنفي.»: nothing but the verb, of what was told before."""
    behind = candidate.token + 1
    ends = behind >= len(ground.forms) or ground.ends_sentence(behind)
    return ends and candidate.cue.stance == "denies"


def is_charged(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«ووجهت إليه تهمة»: beside a feminine noun and without a subject the verb is a passive."""
    agreement = candidate.reading.agreement if candidate.reading is not None else None
    if "charge" not in candidate.cue.takes or agreement != "3fs":
        return False
    return any(form in words("charge") for form in ground.forms[candidate.token : found.token])


def is_deemed(
    ground: Ground, candidate: Candidate, phrase: Phrase | None, found: Attachment
) -> bool:
    """«اعتبرت العملية ناجحة»: by nobody named; a view of a thing needs who holds it."""
    if candidate.cue.name != "deem" or found.how != "object":
        return False
    phrase = phrase or antecedents.as_for(ground, candidate.token)
    if phrase is None or not sources.can_speak(ground, phrase.first):
        return True
    reading = candidate.reading  # a pronoun is what is deemed: «تعتبرها واشنطن إرهابية»
    imperfect = reading is not None and reading.aspect == "imperfect" and not reading.pronoun
    return imperfect and _is_predicate(ground, found.first)


def _is_predicate(ground: Ground, token: int) -> bool:
    """«تعتبر الحكومة مستقيلة»: an indefinite word that opens no construct, of the only noun."""
    form, behind = ground.forms[token], ground.forms[token + 1 : token + 2]
    if token in ground.names or form.startswith(endings("article")) or not form.isalpha():
        return False
    if form in words("demonstrative") | words("opens_object") or sources.has_pronoun(ground, token):
        return False
    if not form.endswith((*endings("feminine_end"), *endings("adverb_end"))):
        return False
    definite = bool(behind) and behind[0].startswith(endings("article"))
    return not (definite or token + 1 in ground.names)


def is_complete(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«في مقابلة أوردتها القناة، إن»: a pronoun is the object, the clause is of a verb before."""
    reading, cue = candidate.reading, candidate.cue
    if reading is None or not reading.pronoun or cue.target or found.how != "clause":
        return False
    if candidate.token and ground.forms[candidate.token - 1].endswith(endings("which_end")):
        return False  # «ومما رواه الناجون أن»
    return cue.name not in ("describe", "deem", "unlisted")


def is_naming(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«صواريخ تسميها بيونغ يانغ "..."»: what a thing is called."""
    reading = candidate.reading
    if reading is None or not reading.pronoun or reading.lemma not in unfolded("names_it"):
        return False
    if reading.aspect != "imperfect":
        return False  # «قرار سمته النائبة "كارثة"»: a view
    return found.how in ("quote", "object") or ground.forms[found.first] == '"'


def is_shown(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«ولوح المحتجون بالأعلام»: a thing that is held up, no deed that is threatened."""
    if candidate.cue.stance != "warns" or found.how != "preposition":
        return False
    reading = candidate.reading
    waves = reading is not None and reading.lemma in unfolded("waves")
    return waves and ground.forms[found.first].endswith(endings("held_up"))


def is_amount(ground: Ground, candidate: Candidate) -> bool:
    """«راتب قدره ألف دينار»: a noun with its pronoun before a number."""
    reading, behind = candidate.reading, candidate.token + 1
    if reading is None or not reading.pronoun or behind >= len(ground.forms):
        return False
    return "number" in ground.scan.hits.by_token[behind]


def is_disowned(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«أنكر الأب ابنه»: somebody, not a fact."""
    if candidate.cue.stance != "denies" or found.how != "object":
        return False
    token = min(found.first, len(ground.forms) - 1)
    head = ground.noun("speaker", token)
    return (
        head is not None
        and head.entry["class"] in ("role", "unnamed")
        and sources.has_pronoun(ground, token)
    )


def is_adopted(ground: Ground, candidate: Candidate, found: Attachment) -> bool:
    """«يتبنى مجلس الأمن قرارا»: no deed for which somebody claims responsibility."""
    if candidate.cue.name != "adopt" or (
        candidate.reading is not None and candidate.reading.pronoun
    ):
        return False
    heads = (*endings("article"), *endings("preposition_li"), "")
    ahead = ground.forms[candidate.token + 1 : found.first + _DEED]
    return not any(
        form.startswith(head) and form[len(head) :] in words("claimed")
        for form in ahead
        for head in heads
    )


def is_none(
    ground: Ground, candidate: Candidate, phrase: Phrase | None, found: Attachment, start: int
) -> bool:
    """Whether a verb says nothing here, behind which ``start`` is the first token looked at."""
    begin = start if phrase is None else phrase.last + 1
    return (
        not is_verb(ground, candidate, found, phrase, begin)
        or is_gesture(ground, candidate, found)
        or is_thing_asked(ground, candidate, found, phrase)
        or has_own_object(ground, candidate, found, begin)
        or (phrase is None and is_next_clause(ground, start, found))
        or (phrase is not None and is_verdict(ground, candidate, phrase))
        or is_disowned(ground, candidate, found)
        or is_deemed(ground, candidate, phrase, found)
        or is_complete(ground, candidate, found)
        or is_naming(ground, candidate, found)
        or is_shown(ground, candidate, found)
        or is_amount(ground, candidate)
        or is_adopted(ground, candidate, found)
    )


def is_told(ground: Ground, token: int) -> bool:
    """«رفض أن يوضح ما إذا»: a clause about telling, of which nothing comes."""
    if token + 1 >= len(ground.forms) or ground.forms[token] not in words("an"):
        return False
    verb = ground.scan.verb(token + 1)
    return verb is not None and verb.lemma in unfolded("tells")
