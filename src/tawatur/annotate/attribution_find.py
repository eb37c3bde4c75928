"""Where a text has words of saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.rules.cues import Cue, Use, endings, unfolded
from tawatur.text.morphology import Reading

_HIDDEN: Final = 6  # tokens from a verb of hiding to what is hidden
_SUPPORT: Final = 25  # tokens from a verb to the noun it needs


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of saying at a token: finite, participle, phrase or background.

    It is ``width`` tokens wide; ``joins`` where ل on the next word belongs to it; ``begins`` is
    where its words begin where those before the token belong to it («لم ينف»).
    """

    token: int
    cue: Cue
    kind: str
    reading: Reading | None = None
    width: int = 1
    joins: bool = False
    begins: int | None = None


def candidates(ground: Ground) -> list[Candidate]:
    """The words of saying of a text, in reading order."""
    found: list[Candidate] = []
    behind = 0
    uses = ground.cues.uses(ground.forms, ground.scan.readings)
    for token, use in compress(enumerate(uses), uses):
        assert use is not None
        if token < behind or hides_name(ground, token) or _is_her_name(ground, token):
            continue
        if use.either is not None and _is_clearly_verb(ground, token, use.either[1]):
            found.append(Candidate(token, use.either[0], "finite", use.either[1]))
            continue
        if use.expressions:
            expression = _expression(ground, token, use)
            if expression is not None and not (use.finite and _is_verb_here(ground, expression)):
                found.append(expression)
                behind = token + expression.width
                continue
        if use.support is not None and not (
            use.support[1].kind == "verb" and _is_noun_here(ground, token)
        ):
            cue = _supported(ground, token, use.support[0], bool(use.support[1].pronoun))
            kind = "finite" if use.support[1].kind == "verb" else "participle"
            if cue is not None and (kind == "finite" or _may_be_circumstance(ground, token)):
                found.append(Candidate(token, cue, kind, use.support[1]))
                continue
        relay = use.finite is not None and use.finite[0].kind == "relay"
        before = ground.forms[token - 1] if token else ""
        if use.finite is None and use.passive is not None and before in words("comparative"):
            found.append(Candidate(token, use.passive[0], "finite", use.passive[1]))  # «ما نقله»
        elif use.passive is not None and not relay and is_passive(ground, token, use):
            found.append(Candidate(token, use.passive[0], "passive", use.passive[1]))
        elif (
            use.participle is not None
            and not (use.finite is not None and _has_his(ground, token))
            and _may_be_circumstance(ground, token)
        ):
            found.append(Candidate(token, use.participle[0], "participle", use.participle[1]))
        elif use.finite is not None and not (
            _is_noun_here(ground, token)
            or ground.tells_of_occasion(token)
            or ground.forms[token] in words("answering")
        ):
            hearsay = use.finite[0].kind == "hearsay"
            kind = "passive" if hearsay else "finite"
            found.append(Candidate(token, use.finite[0], kind, use.finite[1]))
    return found


def _is_her_name(ground: Ground, token: int) -> bool:
    """«أكدت مباركة عواينية أن»: a name spelled as a participle, behind a verb."""
    if token == 0 or token + 1 >= len(ground.forms) or ground.finite(token - 1) is None:
        return False
    name = ground.forms[token + 1]
    unknown = not (ground.scan.readings[token + 1] or ground.scan.hits.by_token[token + 1])
    bare = unknown and name.isalpha() and not name.startswith(endings("article"))
    return bare and ground.participle(token) is not None


def hides_name(ground: Ground, token: int) -> bool:
    """«اشترطت عدم الكشف عن هويتها», «مفضلا حجب اسمه»: words about the source, that say nothing."""
    if token + 2 >= len(ground.forms):
        return False
    if ground.forms[token + 1] not in words("hidden") | words("lest"):
        return False
    lemmas = unfolded("hiding")
    if not any(reading.lemma in lemmas for reading in ground.scan.readings[token]):
        return False
    ahead = ground.forms[token + 2 : token + _HIDDEN]
    return any(form.startswith(endings("identity")) for form in ahead)


def in_words_at(ground: Ground, token: int) -> bool:
    """Whether «بالقول» or the like begins at a token."""
    found = expression_at(ground, token)
    word = found is not None and found.kind == "word"
    return word and ground.noun("speaker", token) is None  # «الادعاء» is who accuses in court


def _supported(ground: Ground, token: int, cues: Sequence[Cue], relative: bool) -> Cue | None:
    """Which of the sayings that a verb can be, by the noun that it has here.

    ``relative``: it may stand before a verb with a pronoun («وهي تهمة يرفضها»).
    """
    ahead = list(ground.forms[max(0, token - 2) : token]) if relative else []
    for place in range(token + 1, min(token + _SUPPORT, len(ground.forms))):
        if ground.ends_sentence(place) or ground.forms[place] in words("decline_to"):
            break  # «رفض التعليق على الاتهامات» denies nothing
        if ground.forms[place] in words("in_it") and ground.finite(place - 1) is not None:
            return None  # «أصدرت نداء حثت فيه ... على»: said by that
        ahead.append(ground.forms[place])
    return next((cue for cue in cues if not cue.needs.isdisjoint(ahead)), None)


def _is_verb_here(ground: Ground, found: Candidate) -> bool:
    """«نفى» is spelled as «نفي»: a noun only behind a preposition or inside a clause."""
    if found.kind != "noun":
        return False
    token = found.token
    if token == 0 or ground.is_mark(token - 1) or ground.forms[token - 1] == '"':
        return True
    before = ground.forms[token - 1]
    if ground.forms[token].endswith(endings("adverb_end")):  # «تعهدا» is rather no dual verb
        return False
    return before not in words("noun_preposition") and ground.scan.verb(token - 1) is None


def is_passive(ground: Ground, token: int, use: Use) -> bool:
    """Whether a verb is passive: it has no active form so spelled, or its damma is written."""
    if use.passive is not None and use.passive[1].pronoun:
        return False  # «تطرقه» is rather a noun
    if use.finite is None:
        return True
    lemma = use.finite[1].lemma
    if lemma in unfolded("is_told") and ground.written(token)[-1] in unfolded("maqsura"):
        behind = ground.forms[token + 1] if token + 1 < len(ground.forms) else ""
        return behind in words("complementiser")  # «يحكى أن»
    stem = ground.written(token)[use.passive[1].start if use.passive else 0 :]
    return not unfolded("damma").isdisjoint(stem[:3])


def _is_clearly_verb(ground: Ground, token: int, reading: Reading) -> bool:
    """«التي وصفها البيت الأبيض بـ», «وقد ذكره», «ووصفه بأنه»: no noun with its pronoun."""
    before, behind = ground.forms[token - 1] if token else "", ground.forms[token + 1 : token + 2]
    if before in words("relative") | words("particle_qad"):
        return before not in words("indefinite_partitive")
    that = bool(behind) and behind[0] in words("complementiser")
    if behind and before in COMMAS and not reading.conjunction:
        return ground.noun("speaker", token + 1) is not None  # «تفجيران، تبناهما تنظيم ...»
    if not reading.conjunction or not behind:
        return False
    opens = token == 0 or ground.ends_sentence(token - 1)
    if opens and ground.noun("speaker", token + 1) is not None:
        return True  # «وذكره القاضي بأن»
    described = reading.lemma in unfolded("described_as")
    as_it = described and behind[0].startswith(endings("preposition_bi_article"))
    return as_it or (that and behind[0].startswith(endings("preposition_bi")))


def _is_half(ground: Ground, token: int) -> bool:
    """«الصحف شبه الرسمية», «أبرز ملامح»: «half» or an elative, spelled as verbs are."""
    form, behind = ground.forms[token], ground.forms[token + 1 : token + 2]
    if form in words("half"):
        return bool(behind) and behind[0].endswith(endings("nisba"))
    if form not in words("elative") or token == 0:
        return False
    before = ground.forms[token - 1]
    opens = before in words("elative_verb") or ground.is_mark(token - 1) or before == '"'
    return not opens and not (behind and behind[0].startswith(endings("article")))


def _is_title_of(ground: Ground, token: int) -> bool:
    """«وكالة فرات», «صحيفة رأي»: right behind an indefinite noun for a medium stands its name."""
    hit = ground.noun("speaker", token - 1) if token else None
    if hit is None or hit.entry["class"] != "medium" or hit.last != token - 1:
        return False
    bare = hit.end == ground.scan.words.ends[token - 1]
    return bare and not ground.forms[token - 1].startswith(endings("article"))


def expression_at(ground: Ground, token: int) -> Candidate | None:
    """The expression of ``cue.toml`` that begins at a token."""
    use = ground.cues.use(ground.forms[token], ground.scan.readings[token])
    return None if use is None else _expression(ground, token, use)


def _expression(ground: Ground, token: int, use: Use) -> Candidate | None:
    li, complement = words("preposition_li"), words("complementiser")
    for expression, cue in use.expressions:
        last = len(expression) - 1
        if token + last >= len(ground.forms):
            continue
        if last > 1 and ground.forms[token + 1] != expression[1]:
            continue
        rest = ground.forms[token + 1 : token + last + 1]
        same = rest == expression[1:] or (
            rest[:-1] == expression[1:-1]
            and expression[-1] in complement
            and rest[-1:] != ()
            and rest[-1] in complement
        )  # «يذكر أنه»
        if same:
            return Candidate(token, cue, cue.kind, width=len(expression))
        if (
            expression[-1] in li
            and rest[:-1] == expression[1:-1]
            and rest
            and rest[-1].startswith(expression[-1])
        ):
            return Candidate(token, cue, cue.kind, width=len(expression) - 1, joins=True)
    return None


def _may_be_circumstance(ground: Ground, token: int) -> bool:
    """«، مؤكداً», «قائلاً»: behind a mark, a closing quotation, or a noun phrase."""
    if token == 0 or ground.scan.is_particle(token - 1, "prep", "aux", "neg"):
        return False
    if ground.forms[token] in words("answering") or _is_his_noun(ground, token):
        return False
    being = ground.scan.verb(token - 1)
    if being is not None and being.lemma in unfolded("being"):
        return False  # «لتصبح مقدرة بمليون»
    found = ground.participle(token)
    if found is not None and found[0].kind == "relay":  # «ناقلة عن», but «ناقلة جند»
        return ground.forms[token + 1 : token + 2] == (*words("preposition_an"),)
    if token > 1 and ground.forms[token - 2] in words("complementiser"):
        return False  # «أن حكومته متعهدة بـ»: a predicate
    return not _is_adjective(ground, token)


def _has_his(ground: Ground, token: int) -> bool:
    """«رئيس المركز طالبه بـ»: a last letter that is the pronoun, and no feminine ending."""
    his = words("his")
    return ground.forms[token].endswith(endings("his")) and ground.written(token)[-1] in his


def _is_his_noun(ground: Ground, token: int) -> bool:
    """«أبدى أسفه»: a noun with a pronoun, no participle in the feminine, which is written «ة»."""
    if ground.written(token)[-1] not in words("his"):
        return False
    return any(r.kind == "masdar" and r.pronoun for r in ground.scan.readings[token])


def _is_adjective(ground: Ground, token: int) -> bool:
    """«حماية مشددة»: right behind an indefinite noun that agrees with it."""
    before, form = ground.forms[token - 1], ground.forms[token]
    if ground.is_mark(token - 1) or before == '"':
        return False
    own = before.endswith(endings("own"))  # «سقف مطالبهم مشترطين»
    plural = form.endswith(endings("oblique_plural")) and not own
    definite = before.startswith(endings("definite_article")) or token - 1 in ground.names
    if plural and definite and not before.endswith(endings("oblique_plural")):
        return False  # «هتف المشيعون ضد الحكومة مطالبين بـ»
    if plural and not form.startswith(endings("conjunction")):
        return True  # «سجن أربعة متهمين»: beside a saying only behind a mark
    if before.startswith(endings("article")):
        return False
    if token - 1 in ground.names or not form.endswith(endings("feminine_end")):
        return False
    if _joins_adjective(ground, token):
        return True
    plain = any(
        not (reading.article or reading.pronoun)
        for reading in ground.scan.readings[token - 1]
        if reading.kind in ("noun", "masdar")
    )
    return plain and before.endswith(endings("feminine_end"))


def _joins_adjective(ground: Ground, token: int) -> bool:
    """«إحصاءات مثبتة وموثقة»: و joins to an adjective one more, and to no word of saying."""
    joined = ground.forms[token].startswith(endings("conjunction"))
    if not joined or ground.written(token - 1)[-1] not in unfolded("taa"):
        return False
    if ground.participle(token - 1) is not None:
        return token > 1 and not ground.is_mark(token - 2)  # «، مشيرة ومنبهة إلى»
    readings = ground.scan.readings[token - 1]
    return not readings or any(reading.kind == "participle" for reading in readings)


def _is_noun_here(ground: Ground, token: int) -> bool:
    """A token that is a verb only by its letters: after a preposition, in a name, «بين»."""
    if token in ground.inside or "number" in ground.scan.hits.by_token[token]:
        return True
    if token > 0 and ground.forms[token - 1] in words("noun_preposition"):
        return token < 2 or ground.forms[token - 2] not in words("there_is")
    if token > 0 and ground.forms[token - 1] in words("no_and_behind"):
        found = ground.finite(token)
        if found is not None and found[1].conjunction:
            return True  # «التي وردت» is no «و» and «ردت»
    if _is_half(ground, token) or _is_title_of(ground, token):
        return True
    written = ground.written(token)
    if written[-1] in unfolded("taa"):  # «قدرة», «تابعة» are no verbs with a pronoun
        return True
    return written in unfolded("called") or written[1:] in unfolded("called")
