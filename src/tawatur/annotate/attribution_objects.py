"""Where the content attaches behind a verb of saying and its subject."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_ground import COMMAS, Ground, shaped, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.rules.cues import Cue, endings

_ASIDE: Final = 8  # tokens of a circumstance between commas
_FAR: Final = 24  # tokens of nouns before the clause that is said


def attached(
    ground: Ground, cue: Cue, phrase: Phrase | None, start: int, stop: int
) -> Attachment | None:
    """Where the content attaches behind the subject."""
    after = start
    if phrase is not None:
        after = between.skipped(ground, between.behind_bracket(ground, phrase.last + 1, stop), stop)
    if "object" not in cue.takes:
        return contents.attachment(ground, cue, after, stop)
    if phrase is None and _is_only_that(ground, after, stop):
        return _object_at(after)
    if phrase is None and after < stop and between.is_heard(ground, after):
        after = between.behind_hearer(ground, after, stop)  # «نفت للنائب أي صلة»
    if after < stop and ground.opens_object(after):
        clause = _clause_ahead(ground, cue, after, stop) if phrase is not None else None
        return clause or _object_at(after)
    if after < stop and ground.forms[after] in words("opens_object"):
        return _object_at(after)
    found = contents.attachment(ground, cue, after, stop)
    if phrase is not None:
        known = _behind_subject(ground, cue, found, after, stop)
        if known is not None:
            return known
    noun = _object(ground, after, stop if found is None else found.token, phrase is not None)
    if noun is not None and (found is None or noun < found.token):
        return _object_at(noun)
    return found


def _is_only_that(ground: Ground, token: int, stop: int) -> bool:
    """«لكن الوزير نفى ذلك»: the pronoun alone, no noun behind it."""
    if token >= stop or ground.forms[token] not in words("that"):
        return False
    behind = token + 1
    return behind >= len(ground.forms) or not ground.forms[behind].startswith(endings("article"))


def _behind_subject(
    ground: Ground, cue: Cue, found: Attachment | None, after: int, stop: int
) -> Attachment | None:
    """What a cue takes as its object behind its subject, rather than ``found`` or nothing."""
    if found is not None and found.how != "preposition":
        return None
    if after < stop and ground.forms[after] in words("relative"):
        any_of = _behind_relative(ground, after, stop)
        if any_of is not None:
            return _object_at(any_of)
    his = _his_own(ground, after, stop if found is None else found.token)
    if his is not None:
        return _object_at(his)
    heard = between.behind_hearer(ground, after, stop) if after < stop else after
    if after < heard < stop and is_plain_noun(ground, heard):
        return _object_at(heard)  # «أكدت مصادر لوكالة رويترز خبر وفاته»
    if found is not None:
        return _before_preposition(ground, cue, found, after, stop)
    if after < stop and ground.forms[after] in words("that"):
        return _object_at(after)  # «ونفت إثيوبيا ذلك»
    if after < stop and ground.forms[after] == '"' and after not in ground.quotes.unclosed:
        return _object_at(after)  # «انتقد الوزير "عجرفة" الحكومة»
    aside = _opens_aside(ground, after, stop)
    behind = between.behind_circumstances(ground, after + aside, stop)
    if aside and behind < stop and not ground.is_happening(behind):
        return None
    late = after + aside < behind < stop and not ground.participle(behind)
    noun = late and (is_plain_noun(ground, behind) or ground.opens_object(behind))
    if late and (noun or ground.forms[behind] == '"'):
        return _object_at(behind)
    if after < stop and is_plain_noun(ground, after):
        return _behind_target(ground, after, stop) if cue.target else _object_at(after)
    return None


def _behind_relative(ground: Ground, token: int, stop: int) -> int | None:
    """«نفت الحركة التي تتهمها السلطات بكذا أي تورط»: «any» behind a clause about who speaks."""
    for place in range(token + 1, stop):
        if ground.is_mark(place):
            return None
        if ground.forms[place] in words("any") and not ground.scan.is_particle(place - 1):
            return place
    return None


def _opens_aside(ground: Ground, token: int, stop: int) -> bool:
    """«أعلنت الوزارة، في بيان مشترك بدء ...»: a comma before a circumstance, and none behind."""
    comma = token + 1 < stop and ground.forms[token] in COMMAS
    return comma and ground.forms[token + 1] in words("circumstance")


def _before_preposition(
    ground: Ground, cue: Cue, found: Attachment, after: int, stop: int
) -> Attachment | None:
    """«أكد الوزير حرص بلاده على», «طالب من السلطات تعليق»: the noun beside a preposition."""
    if not cue.target:
        opens = after < found.token and _is_indefinite(ground, after)
        return _object_at(after) if opens else None
    ahead = range(found.token + 1, min(found.token + 6, stop))
    masdar = next((token for token in ahead if ground.opens_object(token)), None)
    if masdar is not None and ground.forms[found.token] in words("indefinite_partitive"):
        return _object_at(masdar)
    return None


def _his_own(ground: Ground, start: int, stop: int) -> int | None:
    """«أكد في مكالمة مع نظيره فلان دعمه الكامل ل»: a doing of who speaks, behind a circumstance.

    It hangs on no noun before it: there stand a name, a definite word, a time or a mark.
    """
    if start >= stop or ground.forms[start] not in words("circumstance"):
        return None
    ends = {last for first, (last, _) in ground.names.items() if start <= first < stop}
    for token in range(start + 2, stop):
        if ground.ends_sentence(token) or ground.scan.verb(token - 1) is not None:
            return None
        before = ground.forms[token - 1]
        free = (
            token - 1 in ends
            or before.startswith(endings("definite_article"))
            or before in COMMAS
            or sources.has_pronoun(ground, token - 1)
        )
        if free and _is_his_doing(ground, token):
            return token
    return None


def _is_his_doing(ground: Ground, token: int) -> bool:
    """«دعمه», «تضامنها»: a verbal noun with a pronoun, by the lexicon or by its shape."""
    readings = ground.scan.readings[token]
    if readings or not sources.has_pronoun(ground, token):
        return any(
            r.kind in ("masdar", "noun") and r.pronoun and not r.preposition for r in readings
        )
    form = ground.forms[token]
    own = max((o for o in endings("own") if form.endswith(o)), key=len, default="")
    bare = form.removesuffix(own) if own else form[:-1]
    return shaped("masdar_shape").fullmatch(bare) is not None


def _clause_ahead(ground: Ground, cue: Cue, token: int, stop: int) -> Attachment | None:
    """«أكد المنشور عدد 4 الصادر أمس أنه», «أكد رئيس الجمعية لممتحني رخص السياقة فلان أن».

    A clause behind nothing but nouns, none of which is a verbal one: what stands between names the
    source.
    """
    found = contents.attachment(ground, cue, token, min(stop, token + _FAR))
    if found is None or found.how != "clause":
        return None
    own = sources.has_pronoun(ground, token) or any(
        reading.kind == "masdar" for reading in ground.scan.readings[token]
    )
    between_them = range(token, found.token)
    verb = any(
        readings and all(r.kind == "verb" for r in readings)
        for readings in (ground.scan.readings[place] for place in between_them)
    )
    governed = ground.forms[found.token - 1] in words("noun_preposition")
    apart = any(ground.forms[place] in COMMAS or ground.participle(place) for place in between_them)
    return None if own or verb or apart or governed else found


def _is_indefinite(ground: Ground, token: int) -> bool:
    """An indefinite noun that begins what is said: no adverb, no name, nobody who speaks."""
    form = ground.forms[token]
    if token in ground.names or sources.can_speak(ground, token) or ground.participle(token):
        return False
    if form.startswith((*endings("article"), *endings("conjunction"))) or not form.isalpha():
        return False
    if form.endswith(endings("adverb_end")) or ground.timex(token) is not None:
        return False
    if any(reading.preposition for reading in ground.scan.readings[token]):
        return False
    return is_plain_noun(ground, token) and not form.startswith(endings("preposition_bi"))


def _object_at(token: int) -> Attachment:
    return Attachment("object", token, token)


def _behind_target(ground: Ground, token: int, stop: int) -> Attachment:
    """«حمّلت دمشق إسرائيل المسؤولية»: what stands behind who is accused, where something does."""
    target = sources.read(ground, token, stop, target=True)
    if target is not None and target.last + 1 < stop and is_plain_noun(ground, target.last + 1):
        return _object_at(target.last + 1)
    return _object_at(token)


def _object(ground: Ground, start: int, stop: int, subject: bool) -> int | None:
    """The first verbal noun behind a comma or a time; without a subject, any noun at once."""
    if not subject and start < stop and is_plain_noun(ground, start):
        return start
    relative = start + 1 < stop and ground.forms[start + 1] in words("relative")
    for token in range(start, stop):
        if ground.ends_sentence(token) or ground.participle(token):
            return None
        if token == start or ground.forms[token - 1] not in COMMAS:
            continue
        behind = between.skipped(ground, token, stop)
        if _is_one_of_theirs(ground, behind, stop):
            continue
        if behind < stop and ground.forms[behind] in words("opens_object"):
            if _is_that_is(ground, behind):
                continue
            return behind
        if subject and behind + 1 < stop and ground.forms[behind] in words("demonstrative"):
            return behind  # «ونفى المحامي، في اتصال مع صحيفة، هذه الرواية»
        happening = behind < stop and (
            ground.is_happening(behind)
            or between.is_adverb(ground, behind)
            or (relative and is_plain_noun(ground, behind))
            or (subject and _is_behind_aside(ground, start, behind))
        )  # «توقعت المديرة، فلانة، صيفا حارا», «لم يستبعد المحافظ، الذي ...، رفع الرسوم»
        if happening and not ground.scan.is_particle(behind):
            return behind
    return None


def _is_that_is(ground: Ground, token: int) -> bool:
    """«، أي قبل خمس دقائق من موعدها»: what was said before, in other words."""
    behind = token + 1
    any_of = ground.forms[token] in words("any") and behind < len(ground.forms)
    return any_of and (ground.scan.is_particle(behind) or ground.timex(behind) is not None)


def _is_one_of_theirs(ground: Ground, token: int, stop: int) -> bool:
    """«المرشد فلان، أحد مرافقي الوفد، أن»: who he is, between commas before what is said."""
    if token >= stop or ground.forms[token] not in words("one_of"):
        return False
    for comma in range(token + 1, min(token + _ASIDE + 3, len(ground.forms) - 1)):
        if ground.forms[comma] in COMMAS:
            said = ground.forms[comma + 1] in words("complementiser")
            return said or ground.is_happening(comma + 1)
    return False


def _is_behind_aside(ground: Ground, start: int, token: int) -> bool:
    """«جددت الوزارة، في بيان، موقف ...»: an indefinite noun behind a circumstance in commas."""
    opens = ground.forms[start] in COMMAS and ground.forms[start + 1] in words("circumstance")
    if not opens or token - start > _ASIDE or not is_plain_noun(ground, token):
        return False
    form = ground.forms[token]
    if form in words("complementiser"):
        return False
    return form.isalpha() and not form.startswith(endings("conjunction"))


def is_plain_noun(ground: Ground, token: int) -> bool:
    """Whether a token is neither mark, particle nor verb."""
    if token in ground.names:
        return True
    return not (
        ground.is_mark(token)
        or ground.forms[token] == '"'
        or ground.scan.is_particle(token)
        or (ground.scan.verb(token) is not None and not _is_noun_of_yours(ground, token))
    )


def _is_noun_of_yours(ground: Ground, token: int) -> bool:
    """«الحكم» is no «he urged you»: a verb by its letters, with the article and a second person."""
    verb = ground.scan.verb(token)
    definite = ground.forms[token].startswith(endings("definite_article"))
    return definite and verb is not None and verb.pronoun.startswith(endings("addressed"))


def charged(ground: Ground, cue: Cue, start: int, stop: int) -> Attachment | None:
    """«وجه الادعاء إليه تهمة القتل»: what the charge is of, right behind its noun."""
    for token in range(start, stop - 1) if "charge" in cue.takes else ():
        if ground.ends_sentence(token):
            return None
        if ground.forms[token] in words("charge"):
            behind = ground.forms[token + 1]
            if behind == '"':
                return Attachment("object", token + 1, token + 1)
            noun = is_plain_noun(ground, token + 1) or ground.is_doing(token + 1)
            noun = noun or behind in words("not")
            return Attachment("object", token + 1, token + 1) if noun else None
    return None
