"""What may stand inside a phrase that names a speaker: names in marks, adjectives, prepositions."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.attribution_agreement import (
    is_accusative,
    is_man,
    is_mismatched,
    is_own,
    is_thing,
    is_whom,
)
from tawatur.annotate.attribution_ground import COMMAS, Ground, shaped, words
from tawatur.annotate.attribution_heads import (
    can_speak,
    has_body,
    has_pronoun,
    is_adjective,
    is_complete,
    is_doing,
    is_headed_by,
    names_many,
)
from tawatur.annotate.attribution_names import is_name_like
from tawatur.model.mention import NameKind
from tawatur.rules.cues import endings, unfolded

_SHORT: Final = 8  # tokens from a bracket to its closing one: «(سي.إن.إن)»
_NAMED: Final = frozenset(["given", "speaker", "place", "demonym", "outlet"])


def is_apart(ground: Ground, token: int) -> bool:
    """Whether an indefinite word behind a closed phrase tells how, or is somebody else."""
    return is_manner(ground, token) or is_another(ground, token)


def opens_said(ground: Ground, token: int, stop: int) -> bool:
    """Whether an indefinite word behind a closed phrase begins what the cue takes as its object."""
    return is_construct(ground, token, stop) or is_accusative(ground, token, stop)


def is_manner(ground: Ground, token: int) -> bool:
    """«قال الرجل بصوت خافت»: ب on a noun behind a phrase that is closed tells how it was said."""
    readings = ground.scan.readings[token]
    bi = words("preposition_bi")
    before = ground.forms[token - 1]
    if is_in_text(ground, token):
        return True
    return (
        bool(readings)
        and token not in ground.names
        and "given" not in ground.scan.hits.by_token[token]
        and before not in words("takes_bi")
        and not ground.forms[token].startswith(endings("in_name"))
        and all(reading.preposition in bi for reading in readings)
    )


def is_in_text(ground: Ground, token: int) -> bool:
    """«ردت الإدارة بمنشور مقتضب»: ب on an indefinite noun for a text."""
    head = ground.noun("speaker", token)
    if head is None or head.entry["class"] != "text" or token in ground.names:
        return False
    return head.start == ground.scan.words.starts[token] + 1 and (
        ground.forms[token].startswith(endings("preposition_bi"))
    )


def is_purpose(ground: Ground, token: int) -> bool:
    """«اشترطت الحركة للعودة أن»: «لل» on a verbal noun that names nothing with what is before."""
    text = is_headed_by(ground, token - 1, "text")
    return (
        not text
        and ground.forms[token].startswith(endings("fused"))
        and any(
            reading.kind == "masdar" and reading.preposition
            for reading in ground.scan.readings[token]
        )
    )


def is_another(ground: Ground, token: int) -> bool:
    """«قالت للوزير نظيرته إن»: somebody's somebody, behind a phrase that is closed."""
    head = ground.noun("speaker", token)
    alone = head is not None and head.start == ground.scan.words.starts[token]
    people = head is not None and head.entry["class"] in ("role", "unnamed")
    return alone and people and is_possessed(ground, token)


def is_possessed(ground: Ground, token: int) -> bool:
    """«زميلته», «رئيسها»: a pronoun behind a speaker's noun makes it definite."""
    if ground.forms[token] in words("one_of_them"):
        return has_pronoun(ground, token)
    head = ground.noun("speaker", token)
    if head is not None and head.entry["same"] == "honorific":
        return has_pronoun(ground, token)  # «جلالته»
    return head is not None and ground.scan.words.ends[head.last] > head.end


def is_construct(ground: Ground, token: int, stop: int) -> bool:
    """«يؤيد نقيب الأطباء رفع الأجور»: an indefinite noun before a definite one, not a name's."""
    behind = token + 1
    if behind >= stop or token in ground.names or "given" in ground.scan.hits.by_token[token]:
        return False
    form = ground.forms[behind]
    if not form.startswith(endings("definite_article")) or form.endswith(endings("nisba")):
        return False
    woman = ground.written(token)[-1] in unfolded("taa")  # «نية الوزارة»
    known = ground.noun("speaker", token) is not None or (
        not woman and ground.noun("speaker", behind)
    )
    return not known and form not in words("name_end") and behind not in ground.names


def is_feminine_noun(ground: Ground, token: int) -> bool:
    """An indefinite noun that «ة» ends and that is neither a name nor somebody who speaks."""
    if token in ground.names or ground.written(token)[-1] not in unfolded("taa"):
        return False
    return not ground.scan.hits.by_token[token] & _NAMED


def is_things_of(ground: Ground, token: int, stop: int) -> bool:
    """«وصفت الوزيرة أوضاع النساء»: an indefinite noun before people, no name and no office."""
    if token + 1 >= stop or token in ground.names or is_headed_by(ground, token, "role"):
        return False
    form = ground.forms[token + 1]
    if "given" in ground.scan.hits.by_token[token] or form in words("name_end"):
        return False
    people = ground.noun("speaker", token + 1) is not None
    return people and form.startswith(endings("definite_article"))


def is_body_or_place(ground: Ground, token: int) -> bool:
    """Whether a body, a kind of place or a named place begins at a token behind one letter."""
    start = ground.scan.words.starts[token]
    behind = (start + 1, start + 1 + len(endings("definite_article")[0]))
    known = any(
        hit.start in behind and (kind != "speaker" or hit.entry["class"] == "body")
        for kind in ("speaker", "org-head", "place-head")
        for hit in ground.scan.hits.at(token, kind)
    )
    return known or (token in ground.names and ground.names[token][1].kind is NameKind.PLACE)


def has_bi(ground: Ground, token: int) -> bool:
    """Whether the first letter of a word that begins with ب is the preposition."""
    if ground.forms[token].startswith(endings("preposition_bi_article")):
        return True
    readings = ground.scan.readings[token]
    demonyms = ground.scan.hits.at(token, "demonym")
    demonym = any(hit.start == ground.scan.words.starts[token] for hit in demonyms)
    if not readings and (token in ground.names or demonym):
        return False  # «تقارير بريطانية»
    return not readings or any(reading.preposition for reading in readings)


def is_behind_adjective(ground: Ground, token: int) -> bool:
    """«أكدت وسائل إعلام حكومية وقوع ...»: a verbal noun, which hangs on no indefinite adjective."""
    before = ground.forms[token - 1]
    adjective = before.endswith(endings("nisba")) and not before.startswith(endings("article"))
    return adjective and is_doing(ground, token)


def is_behind_li(ground: Ground, token: int) -> bool:
    """Whether the name at a token has the preposition ل on it."""
    text = ground.scan.words
    form = ground.forms[token]
    start = text.folded.position(ground.names[token][1].span.start)
    behind = start > text.starts[token] or form.startswith(endings("fused"))
    return form.startswith(endings("preposition_li")) and behind


def issuer(ground: Ground, token: int, stop: int) -> int | None:
    """«بيان صادر عن المجلس», «تقرير نشرته المنظمة»: the token of who issued it."""
    behind = token + 1
    while behind < stop and (until := ground.timex(behind)) is not None:
        behind = until + 1
    if behind < stop and ground.forms[behind] in words("preposition_an"):
        behind += 1
    return behind if behind < stop and can_speak(ground, behind) else None


def behind_partitive(ground: Ground, token: int, stop: int) -> int:
    """«إحدى سكان», «كل من السعودية والبحرين»: the noun behind, and behind its «من»."""
    behind = token + 1
    if behind < stop and ground.forms[behind] in words("indefinite_partitive"):
        behind += 1
    return behind


def is_close(ground: Ground, token: int) -> bool:
    """«مقربون منه»: a pronoun that belongs to those who are close to somebody."""
    before = ground.forms[token - 1]
    return ground.forms[token] in words("close_to") and before.startswith(endings("close"))


def is_its_own(ground: Ground, first: int, token: int) -> bool:
    """«المخازن المحيطة به»: the preposition and pronoun of a definite adjective."""
    before = ground.forms[token - 1]
    if ground.forms[token] in words("in_its_name"):
        return True  # «الناطقة باسمها»
    if before in words("ended") and has_pronoun(ground, token):
        return True  # «الرئيس المنتهية ولايته»
    adjective = before.startswith(endings("definite_article")) and token > first + 1
    participle = any(reading.kind == "participle" for reading in ground.scan.readings[token - 1])
    return ground.forms[token] in words("its_own") and adjective and participle


def is_governed(ground: Ground, token: int) -> bool:
    """«الأنباء الواردة من الإقليم»: a preposition that an adjective before it takes."""
    before = ground.forms[token - 1]
    return before in words("governs") and ground.scan.is_particle(token, "prep")


def quoted_name(ground: Ground, token: int, closing: int, stop: int) -> int | None:
    """Behind a subject in quotation marks, which says nothing itself: «أكد "مجلس الحي" أن»."""
    behind = closing + 1
    inside = range(token + 1, closing)
    if not inside or behind >= stop:
        return None
    told = ground.forms[behind] in words("complementiser")  # «أضاف "صوت الجبل" أن»
    if not told and any(map(ground.scan.verb, inside)):
        return None
    form = ground.forms[behind]
    comma = form in COMMAS or form == "("
    return None if ground.is_mark(behind) and not comma else behind


def begins_object(
    ground: Ground, first: int, token: int, takes: frozenset[str], *, target: bool, named: bool
) -> bool:
    """Whether a definite word behind a closed phrase is no adjective of it.

    «اتهمت الحكومة الفصيل», «طالب البرلمان الحكومة», «وصف المبعوث الوضع»; ``named``: it stands
    behind a name.
    """
    form = ground.forms[token]
    speaker = ground.noun("speaker", token) is not None
    if form.startswith(endings("and_the")) and is_headed_by(ground, first, "role"):
        return False  # «وزير التجهيز والماء»
    if "demonym" in ground.scan.hits.by_token[token] and names_many(ground.forms[first]):
        return False  # «المسؤولون الروس»
    if token == first + 1 and is_mismatched(ground, first, token):
        return True
    people = form[len(endings("definite_article")[0]) :] in words("people")  # «الأهالي»
    whom = people or (names_many(ground.forms[first]) and is_man(ground, token))
    if "topic" in takes and (whom or is_whom(ground, token)):
        return True  # «استقبل الآمر الوافدين», «هاجم النشطاء الوزير»
    if "object" in takes and _is_other_party(ground, first, token):
        return True  # «انتقد الوزير الحكومة»
    if "topic" in takes and not speaker:  # «يلخص أحد السكان المشهد»
        return is_thing(ground, token) or not is_adjective(form)
    if takes and not is_adjective(form):
        if ground.is_happening(token):
            return True  # «أدان المجلس التفجير»
        if named:
            return target
    nisba = form.endswith(endings("nisba")) and not (people or _is_defective(ground, token))
    noun = speaker and not nisba
    noun = noun or is_whom(ground, token) or is_thing(ground, token)
    return target and (noun or named or people or not is_adjective(form))


def _is_other_party(ground: Ground, first: int, token: int) -> bool:
    """A definite body, text or people right behind a definite noun, with which they do not agree.

    An office may be in apposition: «الوزير المتحدث».
    """
    head, opening = ground.noun("speaker", token), ground.noun("speaker", first)
    if head is None or opening is None or opening.entry["same"] == "honorific":
        return False
    definite, nisbas = endings("definite_article"), endings("nisba")
    if ground.forms[first].startswith(definite):
        adjectives = ground.forms[first + 1 : token]
        if not all(form.startswith(definite) and form.endswith(nisbas) for form in adjectives):
            return False
    nisba = ground.forms[token].endswith(endings("nisba"))
    woman = ground.written(token)[-1] in unfolded("taa") and is_man(ground, first)
    if nisba or not (woman or head.entry["class"] in ("body", "text", "medium")):
        return False
    return head.end == ground.scan.words.ends[token] or head.last > token


def _is_defective(ground: Ground, token: int) -> bool:
    """«المرضى», «المستشفى»: ends with an alif that is folded to the letter of the nisba."""
    return ground.written(token)[-1] in unfolded("maqsura")


def belongs(ground: Ground, first: int, last: int, following: int, *, closed: bool) -> bool:
    """Whether a preposition and what follows it belong to a phrase, ``first`` to ``last``."""
    placed = first in ground.names and ground.noun("speaker", first) is None
    if placed and last == ground.names[first][0] and following not in ground.names:
        return False  # «ترى باريس في الاتفاق»
    partitive = ground.forms[following - 1] in words("indefinite_partitive")
    own = closed or ground.forms[following - 1] in words("on_occasion")
    if own and not partitive and is_own(ground, following):
        return False  # «الوزارة في إحصائيتها», «مواطن لدى حضوره»
    if ground.noun("occasion", following) or ground.timex(following) is not None:
        return False
    if ground.forms[following] in words("no_part") or ground.is_mark(following):
        return False  # «في ذات البيان»
    return following in ground.names or not ground.scan.is_particle(following)


def short_form(ground: Ground, token: int, stop: int) -> int | None:
    """The closing bracket of a short form that opens at a token: no figure, no long insertion."""
    ahead = range(token + 1, min(token + _SHORT, stop))
    closing = next((place for place in ahead if ground.forms[place] == ")"), None)
    if closing is None or closing == token + 1 or ground.forms[token + 1][0].isdigit():
        return None
    return closing


def names_behind(ground: Ground, token: int) -> bool:
    """Whether a phrase can go on behind a bracket: with a definite word, a name, a speaker."""
    if ground.is_mark(token):
        return False
    definite = ground.forms[token].startswith(endings("article"))
    return definite or token in ground.names or ground.noun("speaker", token) is not None


def is_aim(ground: Ground, first: int, token: int) -> bool:
    """«الجمعية الوطنية للدفاع عن ...»: what a body is for, which a preposition goes on with."""
    fused = ground.forms[token].startswith(endings("fused"))
    return token > first + 1 and fused and is_headed_by(ground, first, "body", "role")


def is_for(ground: Ground, first: int, token: int) -> bool:
    """«مكتب الأمم المتحدة لتنسيق الشؤون», «رئيس الجمعية للدفاع عن»: what a body is for."""
    form = ground.forms[token]
    if not form.startswith(endings("preposition_li")):
        return False
    if (
        token == first + 1
        and form.startswith(endings("fused"))
        and (ground.forms[first].startswith(endings("definite_article")))
    ):
        return False  # «اشترطت الحركة للعودة أن»
    office = is_headed_by(ground, first, "role", "text") and has_body(ground, first, token)
    if not (office or is_headed_by(ground, first, "body")):
        return False
    readings = ground.scan.readings[token]
    for_it = any(reading.kind == "masdar" and reading.preposition for reading in readings)
    if for_it or form[1:] in words("aims"):
        return True
    if form.startswith(endings("fused")):
        if ground.forms[token - 1] in words("general"):
            return True  # «الهيئة العامة للطيران»
    elif office and ground.forms[token + 1 : token + 2] and token not in ground.names:
        behind = ground.forms[token + 1]  # «مدير مجموعة محلية لصناعة الأسلحة»
        if behind.startswith(endings("definite_article")) and not can_speak(ground, token):
            return True
    return not (readings or ground.scan.hits.by_token[token])


def opens_another(
    ground: Ground, first: int, token: int, takes: frozenset[str], *, target: bool
) -> bool:
    """«خاطب القائد سكان القرية», «رفع المعتصمون سقف مطالبهم»: an indefinite noun of its own."""
    if "topic" in takes:
        return not (is_headed_by(ground, first, "role") and is_name_like(ground, token))
    whom = ground.noun("speaker", token)
    return target and whom is not None and whom.start == ground.scan.words.starts[token]


def is_medium_told(ground: Ground, first: int, token: int) -> bool:
    """«أبلغ مصدر ملاحي وكالة ...», «اتهمت منظمة حقوقية شركة ...»: another one, who was told.

    Behind an indefinite adjective no genitive can follow.
    """
    if is_headed_by(ground, token, "medium") and is_headed_by(ground, first, "unnamed"):
        return True
    before, form = ground.forms[token - 1], ground.forms[token]
    named = ground.noun("speaker", token - 2) is not None and is_name_like(ground, token - 1)
    if named and token > first + 2 and is_headed_by(ground, token, "body"):
        return True  # «ناشد مشايخ قبيلة عبيدة شركة ...»
    if before.startswith(endings("article")) or not is_complete(ground, first, token):
        return False  # «وصف مسؤول أميركي رفيع القرار»
    definite = form.startswith(endings("definite_article")) and not form.endswith(endings("nisba"))
    return definite or is_headed_by(ground, token, "body", "role")


def is_no_noun(ground: Ground, token: int, *, closed: bool) -> bool:
    """Whether a word can be no part of a noun phrase: a particle, a time, a verb."""
    if closed and ground.forms[token] in words("adjective"):
        return False  # «الأمين العام» is no year
    if ground.scan.is_particle(token) or ground.timex(token) is not None:
        return True
    readings = ground.scan.readings[token]
    form = ground.forms[token]
    plural = not readings and form.endswith(endings("people_end"))
    if plural and shaped("plural_verb_shape").fullmatch(form):
        return True  # «المحققون يفتشون»
    if readings and all(reading.kind == "verb" for reading in readings):
        return closed or "place" not in ground.scan.hits.by_token[token]  # «أمن عدن»
    name = token + 1 < len(ground.forms) and is_name_like(ground, token + 1)
    return ground.participle(token) is not None and not name  # «أكدت مباركة عواينية»
