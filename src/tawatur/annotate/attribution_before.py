"""The subject that stands before its cue."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_names import is_surname_like
from tawatur.annotate.attribution_reach import Phrase
from tawatur.model.mention import NameKind
from tawatur.rules.cues import endings, unfolded

_CITED: Final = 3  # tokens from the opening mark of one or two cited words to the closing one
_NAME: Final = 5  # tokens from the opening mark of a quoted name to its closing one
_UNKNOWN: Final = 4  # tokens of an unlisted subject before its cue
_RELATED: Final = 10  # tokens before a relative pronoun in which its noun may begin
_BACK: Final = 40  # tokens before a cue in which its subject is looked for


def as_for(ground: Ground, token: int) -> Phrase | None:
    """«أما المحافظ فدعا السكان إلى»: who stands behind «as for», before a verb with ف."""
    opens = token - (token > 0 and ground.forms[token - 1] in words("particle_qad"))
    if not ground.forms[opens].startswith(endings("then_he")):
        return None  # «أما الوزير فقد اعتبر»
    sentence, _ = ground.scan.sentence(token)
    for place in range(token - 1, max(sentence, token - _BACK) - 1, -1):
        if ground.forms[place] in words("as_for") and sources.can_speak(ground, place + 1):
            return sources.read(ground, place + 1, token)
    return None


def phrase_before(ground: Ground, token: int) -> Phrase | None:
    """The subject that stands before a cue: «وكانت بغداد قد نفت», «واشنطن تعتقد»."""
    known = ground.before
    if token not in known:
        known[token] = _found_before(ground, token)
    found = known[token]
    assert found is None or isinstance(found, Phrase)
    return found


def _found_before(ground: Ground, token: int) -> Phrase | None:
    named = as_for(ground, token)
    if named is not None:
        return named
    cue = ground.finite(token)
    joined = cue is not None and bool(cue[1].conjunction)
    end, passed = token - 1, words("between") | words("negation")
    while end >= 0 and ground.forms[end] in passed:
        end -= 1
    if end > 1 and ground.forms[end] in words("for_part"):
        end -= 2 * (ground.forms[end - 1] in words("for_part_before"))  # «من جانبها»
    if end < 0:
        return None
    sentence, _ = ground.scan.sentence(token)
    marked = _quoted_name(ground, end, sentence) or _pointed_at(ground, sentence, end)
    if marked is not None:
        return marked
    if ground.forms[end] in words("relative"):
        return _related(ground, end, sentence, token)
    if joined:
        return None  # «... لحزبي البديل والأمل وأكد أن»: «and» begins a clause
    auxiliary, first = _window(ground, end, max(sentence, token - _BACK))
    if auxiliary is not None:
        return _behind_auxiliary(ground, auxiliary, end, max(first, sentence), token)
    found = (
        _beginning(ground, end, first, sentence)
        or _capital(ground, end, sentence, token)
        or _behind_that(ground, end, sentence)
    )
    return found and _with_office(ground, found, sentence)


def _behind_auxiliary(
    ground: Ground, auxiliary: int, end: int, first: int, token: int
) -> Phrase | None:
    """«وكانت بغداد قد نفت», «القيادة كانت قد أعلنت»: the subject beside an auxiliary."""
    cue, sentence = ground.finite(token), ground.scan.sentence(token)[0]
    feminine = ground.forms[auxiliary].endswith(endings("feminine_verb"))
    if cue is not None and feminine and cue[1].agreement == "3ms":
        return _indefinite_before(ground, end, auxiliary)  # «كانت الدولة قد رفضت قرارا يدعو»
    if auxiliary == end and ground.forms[auxiliary - 1] in words("relative"):
        return _related(ground, auxiliary - 1, sentence, token)  # «الذين كانوا يتهمون»
    if auxiliary == end:
        return _ending(ground, auxiliary - 1, first)
    opens = auxiliary - (ground.forms[auxiliary - 1] in words("negated_being"))
    if opens > sentence and not _opens_clause(ground, opens):
        return None  # «عما إذا كان ...»
    alone = end == auxiliary + 1
    if alone and sources.is_name_like(ground, end):
        return Phrase(end, end, None, None)  # «وكان غرونبرغ قد حذر»
    capital = _capital(ground, end, end, token) if alone else None
    return capital or _reaching(ground, auxiliary + 1, end, loose=True)


def _pointed_at(ground: Ground, sentence: int, end: int) -> Phrase | None:
    """«ثمة من يقول إن», «هذه الأخيرة نفت»: who is pointed at, right before a verb."""
    partitive = ground.forms[end] in words("indefinite_partitive")
    if end > 0 and partitive and ground.forms[end - 1] in words("there_is"):
        return Phrase(end, end, None, None)
    if ground.forms[sentence] in words("demonstrative"):
        return _this(ground, sentence, end)
    return None


def _this(ground: Ground, first: int, end: int) -> Phrase | None:
    """«هذه الأخيرة», «هذا المسؤول»: a demonstrative and its noun, up to a token."""
    if end <= first or not ground.forms[first + 1].startswith(endings("definite_article")):
        return None
    last = ground.forms[first + 1] in words("the_last")
    if not (last or sources.can_speak(ground, first + 1)):
        return None
    phrase = sources.read(ground, first + 1, end + 1)
    whole = phrase is not None and phrase.last == end
    return replace(phrase, first=first) if whole and phrase is not None else None


def _with_office(ground: Ground, phrase: Phrase, sentence: int) -> Phrase:
    """«قائد الحامية السابق، العقيد رشاد سالم، لا يستبعد»: with the office before a name."""
    person = phrase.name is not None and phrase.name.kind is NameKind.PERSON
    if not person or phrase.first < 2 or ground.forms[phrase.first - 1] not in COMMAS:
        return phrase
    office = _reaching(ground, sentence, phrase.first - 2, loose=False)
    if office is None or office.name is not None or office.last != phrase.first - 2:
        return phrase
    if office.head is None or office.head.entry["class"] != "role":
        return phrase
    return Phrase(office.first, phrase.last, office.head, phrase.name)


def unknown_before(ground: Ground, token: int) -> Phrase | None:
    """«الخياط العجوز يقول إن»: an unlisted noun with the article, or a name, opens the sentence."""
    first, _ = ground.scan.sentence(token)
    if not 0 < token - first <= _UNKNOWN or ground.forms[first] == '"':
        return None
    definite = ground.forms[first].startswith(endings("article"))
    if not (definite or sources.is_name_like(ground, first)) or ground.timex(first) is not None:
        return None
    if ground.scan.is_particle(first) or ground.is_happening(first):
        return None
    phrase = sources.read(ground, first, token)
    return phrase if phrase is not None and phrase.last == token - 1 else None


def _window(ground: Ground, end: int, first: int) -> tuple[int | None, int]:
    """The auxiliary before a cue, if there is one, and where its clause can begin."""
    for place in range(end, first - 1, -1):
        form = ground.forms[place]
        if form in words("auxiliary") or _goes_on_being(ground, place):
            return place, first
        ends = form == '"' or ground.ends_sentence(place) or _tells(ground, place, end)
        if ends or form in words("contrast") or form in words("complementiser"):
            break
        if form == ":":
            return None, place + 1
    return None, first


def _tells(ground: Ground, token: int, end: int) -> bool:
    """«بينما كان المحققون يفتشون الشقة، اتصلت ...»: a comma, behind it another clause's verb."""
    behind = token + 1
    return ground.forms[token] in COMMAS and behind < end and ground.scan.verb(behind) is not None


def _goes_on_being(ground: Ground, token: int) -> bool:
    """«ما زالت الوزارة ترفض», «وبات الخبراء يعتقدون»: a sister of «كان»."""
    form = ground.forms[token]
    bare = form[1:] if form.startswith(endings("coordination")) else form
    return form in words("goes_on_being") or bare in words("goes_on_being")


def _beginning(ground: Ground, end: int, first: int, sentence: int) -> Phrase | None:
    """The phrase that begins a clause and reaches a cue, else an indefinite antecedent."""
    for place in range(end, first - 1, -1):
        start = place == sentence or _is_behind_speech(ground, place) or _is_joined(ground, place)
        if (
            start
            or ground.is_mark(place - 1)
            or ground.forms[place - 1] in words("joins")
            or _goes_on(ground, place - 1)
        ):
            phrase = _reaching(ground, place, end, loose=False)
            if phrase is not None:
                return phrase
            if not start and ground.forms[place - 1] in words("joins"):
                return None
    return _indefinite_before(ground, end, first)


def _is_behind_speech(ground: Ground, token: int) -> bool:
    """Whether a quotation mark stands before a token, and no word or two in marks before it."""
    if ground.forms[token - 1] != '"':
        return False
    opening = ground.quotes.opening.get(token - 1)
    return opening is None or token - 1 - opening > _CITED


def _behind_that(ground: Ground, end: int, first: int) -> Phrase | None:
    """«أن أولمان أشاد بـ», «لكن خبيرا أوروبيا قال»: whom «that» or «but» puts first.

    Of no list: a name, or a nisba in the accusative.
    """
    adverb = endings("adverb_end")  # «أن مستشارا للرئيس»
    for place in range(end, max(first, end - _NAME), -1):
        if ground.is_mark(place) or ground.scan.verb(place) is not None:
            return None
        if ground.forms[place - 1] not in words("puts_first"):
            continue
        form = ground.forms[place]
        person = sources.is_name_like(ground, place) or form.endswith(endings("nunated_nisba"))
        person = person or "given" in ground.scan.hits.by_token[place]
        person = person or (form.endswith(adverb) and sources.can_speak(ground, place))
        return Phrase(place, end, None, None) if person and form.isalpha() else None
    return None


def _goes_on(ground: Ground, token: int) -> bool:
    """«عاد المالكي ليوضح», «ومضى الوزير يقول»: a verb of going on before the subject."""
    verb = ground.scan.verb(token)
    return verb is not None and verb.lemma in unfolded("goes_on")


def _capital(ground: Ground, end: int, first: int, token: int) -> Phrase | None:
    """«الدوحة ردت»: a place's name that alone begins a clause, and a feminine cue."""
    begins = end == first or ground.is_mark(end - 1) or ground.forms[end - 1] in words("joins")
    cue = ground.finite(token)
    if not begins or cue is None or "place" not in ground.scan.hits.by_token[end]:
        return None
    return Phrase(end, end, None, None) if (cue[1].agreement or "")[:2] == "3f" else None


def _indefinite_before(ground: Ground, end: int, first: int) -> Phrase | None:
    """«ظهر رجل ملثم قال إن»: an indefinite noun whose relative clause the cue opens."""
    verb = ground.scan.verb(end + 1) if end + 1 < len(ground.forms) else None
    if verb is not None and verb.pronoun and not verb.conjunction:
        return None  # «مصادر وصفتها بالخاصة»
    for place in range(end, max(first, end - 3) - 1, -1):
        if ground.forms[place] in words("documents") and _is_now(ground, end + 1):
            pair = ground.forms[place - 1] in words("documents")
            return Phrase(place - pair, end, None, None)  # «مشروع قرار يدعو إلى»
        head = ground.noun("speaker", place)
        if head is None or head.entry["class"] not in ("unnamed", "text"):
            continue
        if ground.forms[place] in words("another") and ground.scan.verb(place - 1) is None:
            continue  # «رسالة أخرى»
        if ground.forms[place] in words("respect"):
            return None  # «من جهة أخرى أكد الوزير»
        apart = ground.forms[place - 1] in words("in_text") or not _is_now(ground, end + 1)
        said = head.entry["class"] == "text" and apart
        if said and _is_of_somebody(ground, place, end):
            return None
        if head.start > ground.scan.words.starts[place]:
            return None  # with an article or a preposition it is no antecedent
        phrase = sources.read(ground, place, end + 1)
        return phrase if phrase is not None and phrase.last == end else None
    return None


def _is_now(ground: Ground, token: int) -> bool:
    """Whether the verb at a token is one of demanding, in the imperfect: what a text is for."""
    cue = ground.finite(token) if token < len(ground.forms) else None
    if cue is None or cue[1].aspect != "imperfect" or cue[1].pronoun or cue[1].conjunction:
        return False
    if words("in_it").intersection(ground.forms[token + 1 : token + 2]):
        return False  # «رسالة يقترح فيها المساعد»
    return cue[0].stance == "demands"


def _is_of_somebody(ground: Ground, token: int, end: int) -> bool:
    """«بيان قال فيه إن», «في تصريحات لعدد من القنوات قال»: a text that somebody speaks in."""
    if words("in_it").intersection(ground.forms[end + 2 : end + 3]):
        return True
    return token > 0 and (
        ground.scan.is_particle(token - 1, "prep")
        or ground.forms[token - 1] in words("noun_preposition")
    )


def _quoted_name(ground: Ground, end: int, first: int) -> Phrase | None:
    """«"لواء الحي" ينفي»: a name in quotation marks that begins a clause."""
    opening = ground.quotes.opening.get(end)
    if opening is None or not 1 < end - opening <= _NAME or opening in ground.quotes.unclosed:
        return None
    if any(ground.scan.verb(token) for token in range(opening + 1, end)):
        return None
    begins = opening == first or ground.is_mark(opening - 1)
    if not begins and ground.forms[opening - 1] not in words("joins"):
        return None
    named = ground.names.get(opening + 1)
    return Phrase(opening, end, None, None if named is None else named[1])


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
    if first == end and is_surname_like(ground, first):
        return Phrase(first, end, None, None)  # «لكن الجبوري أكد»
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


def _related(ground: Ground, relative: int, sentence: int, token: int) -> Phrase | None:
    """Whom a relative pronoun stands for, unless its verb does not agree with it."""
    phrase = _antecedent(ground, relative, sentence)
    return None if phrase is None or _is_of_other(ground, phrase, relative, token) else phrase


def _is_of_other(ground: Ground, phrase: Phrase, relative: int, token: int) -> bool:
    """«المرشحة التي أثبت أنها»: a verb that does not agree with its relative pronoun.

    «كلمة الرئيس التي قال فيها إن» are his words all the same.
    """
    if phrase.first > 0 and ground.noun("occasion", phrase.first - 1) is not None:
        return False
    verb = ground.scan.verb(token)
    agreement = (verb.agreement or "") if verb is not None else ""
    form = ground.forms[relative]
    return (form in words("relative_woman") and agreement == "3ms") or (
        form in words("relative_man") and agreement == "3fs"
    )


def _antecedent(ground: Ground, relative: int, first: int) -> Phrase | None:
    """The noun before «الذي», whose gender it has."""
    end = relative - 1
    while end > first and ground.forms[end] in COMMAS:
        end -= 1
    man = ground.forms[relative] in words("relative_man")
    for place in range(end, max(first, end - _RELATED) - 1, -1):
        if sources.can_speak(ground, place):
            woman = man and ground.written(place)[-1] in unfolded("taa")
            if woman and place not in ground.names:
                continue  # «مدير إعلام المحافظة الذي شدد»
            phrase = sources.read(ground, place, end + 1)
            if phrase is not None and phrase.last == end:
                return phrase
    return None
