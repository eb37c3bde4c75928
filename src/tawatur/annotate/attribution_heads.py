"""What a phrase that names a speaker can begin with, and the words that belong to one or do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from tawatur.annotate import attribution_find as cue_find
from tawatur.annotate.attribution_ground import Ground, shaped, words
from tawatur.annotate.attribution_names import is_closed_name, is_kunya
from tawatur.model.mention import Name, NameKind
from tawatur.rules.cues import endings
from tawatur.rules.lexicon import Hit

_FOR_OTHERS: Final = frozenset(["deputy", "director", "official"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` of a source; ``head`` its noun, ``name`` the best name in it."""

    first: int
    last: int
    head: Hit | None
    name: Name | None

    @property
    def anonymous(self) -> bool:
        """Whether nobody can be told from it: «مصدر أمني», «مسؤولون أميركيون»."""
        if self.name is not None and self.name.kind is NameKind.PERSON:
            return False
        return self.head is not None and self.head.entry["class"] == "unnamed"


def can_speak(ground: Ground, token: int) -> bool:
    """Whether a phrase that begins here names somebody who can say something."""
    if token in ground.names or head_of(ground, token) is not None or is_kunya(ground, token):
        return True
    if "given" in ground.scan.hits.by_token[token] and is_closed_name(ground, token):
        return True
    if is_people(ground, token):
        return True
    if ground.forms[token] in words("one_of") and _is_theirs(ground, token + 1):
        return True
    return ground.forms[token] in words("partitive") and (
        token + 2 in ground.names or token + 1 in ground.names
    )


def _is_theirs(ground: Ground, token: int) -> bool:
    """«أحد وجهائها», «أحد منظمي الاعتصام»: a noun with a pronoun, or an oblique construct."""
    if token + 1 >= len(ground.forms) or ground.timex(token) is not None:
        return False
    if "place-head" in ground.scan.hits.by_token[token] or ground.scan.is_particle(token):
        return False
    construct = ground.forms[token].endswith(endings("oblique_construct")) and ground.forms[
        token + 1
    ].startswith(endings("definite_article"))
    return construct or has_pronoun(ground, token)


def is_people(ground: Ground, token: int) -> bool:
    """«المتدخلون», «المشيعون»: a sound plural of a participle or a nisba, as only people have."""
    form = ground.forms[token]
    if form.endswith(endings("construct_end")):  # «مؤرخو المدينة»
        behind = ground.forms[token + 1] if token + 1 < len(ground.forms) else ""
        definite = behind.startswith(endings("definite_article")) or token + 1 in ground.names
        known = ground.scan.readings[token] or ground.timex(token) is not None
        return definite and not known and shaped("construct_shape").fullmatch(form) is not None
    opens = token > 0 and ground.forms[token - 1] in words("complementiser")
    if opens and form.endswith(endings("oblique_plural")):  # «قال إن الخاطفين أبلغوه»
        form = form[: -len(endings("people_end")[0])] + endings("people_end")[0]
    if not form.endswith(endings("people_end")) or form in words("no_people"):
        return False
    readings = ground.scan.readings[token]
    plain = not any(reading.kind == "verb" or reading.conjunction for reading in readings)
    numeral = "number" in ground.scan.hits.by_token[token]
    return plain and not numeral and shaped("people_shape").fullmatch(form) is not None


def is_origin(ground: Ground, first: int, token: int) -> bool:
    """«نازحة من دير البلح»: where somebody is from, behind an indefinite noun."""
    if token != first + 1 or ground.forms[first].startswith(endings("article")):
        return False
    if token + 1 < len(ground.forms) and is_headed_by(ground, token + 1, "body"):
        return is_headed_by(ground, first, "role") and has_pronoun(ground, token + 1)
    named = ground.names.get(token + 1)
    return named is not None and named[1].is_place and is_headed_by(ground, first, "unnamed")


def is_doing(ground: Ground, token: int) -> bool:
    """Whether a token is an indefinite verbal noun, and no verb by its letters."""
    if token in ground.names or ground.scan.verb(token) is not None:
        return False
    return any(
        reading.kind == "masdar" and not (reading.article or reading.preposition)
        for reading in ground.scan.readings[token]
    )


def is_complete(ground: Ground, first: int, token: int) -> bool:
    """Whether no genitive can stand at a token: «مسؤول أميركي», «شهود عيان», «خبراء» before it."""
    head = ground.noun("speaker", first)
    if head is None or ground.forms[first].startswith(endings("article")):
        return False
    if head.last > first and head.last < token:
        return head.entry["class"] == "unnamed"
    return any(
        ground.forms[place].endswith(endings("nisba"))
        and not ground.forms[place].startswith(endings("article"))
        for place in range(first + 1, token)
    )


def head_of(ground: Ground, token: int) -> Hit | None:
    """The noun that can speak at a token, or behind a number there: «ثلاثة مصادر»."""
    hit = ground.noun("speaker", token)
    if hit is None and ground.forms[token] in words("latest") and token + 1 < len(ground.forms):
        text = ground.noun("speaker", token + 1)  # «آخر المعطيات»
        return text if text is not None and text.entry["class"] in ("text", "medium") else None
    if hit is None and ground.forms[token] in words("partitive"):
        behind = token + 1
        if behind < len(ground.forms) and ground.forms[behind] in words("indefinite_partitive"):
            behind += 1
        return ground.noun("speaker", behind) if behind < len(ground.forms) else None
    if hit is None:
        numbers = ground.scan.hits.at(token, "number")
        behind = max((number.last for number in numbers), default=-1) + 1
        if 0 < behind < len(ground.forms):
            return ground.noun("speaker", behind)
    return hit


def has_pronoun(ground: Ground, token: int) -> bool:
    """Whether a word ends with a pronoun that refers back: «رعاياها», «تفاؤله» (but not «ثقة»)."""
    form = ground.forms[token]
    if form.endswith(endings("own")):
        return True
    return (
        form.endswith(endings("his"))
        and ground.written(token)[-1] in words("his")
        and len(form) > 3
    )


def is_definite(ground: Ground, token: int) -> bool:
    """Whether an article stands on a word: not on «والي», «والدة», whose first letter is theirs."""
    form = ground.forms[token]
    if not form.startswith(endings("article")):
        return False
    if form.startswith((*endings("definite_article"), *endings("fused"))):
        return True
    head = ground.noun("speaker", token)
    return head is None or head.start > ground.scan.words.starts[token]


def is_adjective(form: str) -> bool:
    """A definite word that by its ending or by being known is an adjective."""
    return form.endswith(endings("adjective_end")) or form in words("adjective")


def addresses(ground: Ground, token: int) -> bool:
    """«لوكالة», «لرويترز»: the preposition ل before who was spoken to."""
    starts = ground.scan.words.starts[token]
    if not ground.forms[token].startswith(endings("preposition_li")):
        return False
    if ground.forms[token][1:] in words("partitive") and token + 1 < len(ground.forms):
        return is_headed_by(ground, token + 1, "medium")  # «لإحدى القنوات»
    for kind in ("outlet", "speaker"):
        for hit in ground.scan.hits.at(token, kind):
            fused = kind == "outlet" and ground.forms[token].startswith(endings("fused"))
            if (fused or hit.start > starts) and (
                kind == "outlet"
                or hit.entry["class"] == "medium"
                or hit.entry["same"] == "journalist"
            ):
                return True
    return False


def extended(phrase: Phrase, other: Phrase) -> Phrase:
    """The phrase together with an apposition behind it."""
    person = other.name is not None and other.name.kind is NameKind.PERSON
    return replace(
        phrase, last=other.last, name=other.name if person or phrase.name is None else phrase.name
    )


def is_manner(ground: Ground, token: int) -> bool:
    """«أفصح بوضوح عن», «قال بصراحة إن»: ب and an indefinite noun of how it is done."""
    form = ground.forms[token]
    return form.startswith(endings("preposition_bi")) and form[1:] in words("manner")


def is_how(ground: Ground, token: int, stop: int) -> bool:
    """«قال المدرب ضاحكا: ...», «أفصح بوضوح عن»: how it was said."""
    if is_manner(ground, token):
        return True
    behind = ground.forms[token + 1] if token + 1 < len(ground.forms) else ""
    if behind not in (":", '"') or token in ground.names:
        return False
    return (
        shaped("manner_shape").fullmatch(ground.forms[token]) is not None
        and "given" not in ground.scan.hits.by_token[token]
    )


def is_joined(ground: Ground, token: int) -> bool:
    """Whether و at a word's head is «and»: not in «وجود», «وقف»."""
    form = ground.forms[token]
    if not form.startswith(endings("conjunction")) or form in words("opens_object"):
        return False
    readings = ground.scan.readings[token]
    return not any(r.kind in ("noun", "masdar") and not r.conjunction for r in readings)


def joins_another(ground: Ground, token: int) -> bool:
    """«سكان ونشطاء», «عراقيون وأتراك»: و before another speaker or demonym."""
    form = ground.forms[token]
    if not form.startswith(endings("conjunction")) or form in words("no_and"):
        return False
    start = ground.scan.words.starts[token]
    return any(
        hit.start == start + 1
        for kind in ("speaker", "demonym")
        for hit in ground.scan.hits.at(token, kind)
    )


def joins_cue(ground: Ground, token: int) -> bool:
    """«... وطالب بـ»: a verb of saying behind و, which ends the phrase of the one before."""
    found = ground.finite(token)
    return found is not None and bool(found[1].conjunction)


def lies(ground: Ground, token: int, stop: int) -> bool:
    """«مدير ناحية العظيم شمالي ديالى»: where it lies, before a name or a definite noun."""
    behind = token + 1
    if behind >= stop:
        return False
    return behind in ground.names or ground.forms[behind].startswith(endings("article"))


def is_last(ground: Ground, token: int, stop: int) -> bool:
    """«مسؤولون عراقيون وأتراك إن», «مسؤولين أفغانا قالوا»: where content or cue follows."""
    behind = token + 1
    if behind >= stop:
        return ground.forms[token].endswith(endings("adverb_end"))
    return ground.forms[behind] in words("complementiser") and is_joined(ground, token)


def is_bi_ahead(ground: Ground, token: int, stop: int) -> bool:
    """Whether the cue's own ب comes later: «أفاد مصدر بالشرطة بأن»."""
    article = endings("preposition_bi_article")
    return any(
        form.startswith(article)
        or form in endings("preposition_bi")  # «بـ"..."»
        or (form.startswith(endings("preposition_bi")) and form in words("complementiser"))
        or any(r.kind == "masdar" and r.preposition in words("preposition_bi")
               for r in ground.scan.readings[place])
        for place, form in enumerate(ground.forms[token + 1 : stop], token + 1)
    )  # fmt: skip


def hides(ground: Ground, token: int) -> bool:
    """«مسؤول فضل عدم ذكر اسمه»: words about the source that are none of its name."""
    if cue_find.hides_name(ground, token):
        return True
    expression = cue_find.expression_at(ground, token)
    return expression is not None and expression.kind == "background"


def is_sound_plural(form: str) -> bool:
    """Whether a word ends as sound plurals and duals do, and is no broken one («أعيان»)."""
    return form.endswith(endings("nunated_plural")) and form not in words("broken_plural")


def is_many(ground: Ground, phrase: Phrase) -> bool:
    """Whether a phrase is for several people: «سكان القرية», «مسؤولون», «مئات العمال»."""
    if phrase.name is not None and phrase.name.kind is NameKind.PERSON:
        return False
    return names_many(ground.forms[phrase.first])


def names_many(form: str) -> bool:
    """Whether a noun for people is a plural by its ending or a broken one."""
    article = max((a for a in endings("article") if form.startswith(a)), key=len, default="")
    bare = form[len(article) :]
    return is_sound_plural(bare) or bare in words("people") or form in words("partitive")


def is_headed_by(ground: Ground, first: int, *classes: str) -> bool:
    """Whether a phrase begins with a speaker's noun of one of the classes."""
    head = ground.noun("speaker", first)
    return head is not None and head.entry["class"] in classes


def is_for_others(ground: Ground, first: int, token: int) -> bool:
    """«النائب السابق عن كتلة ...», «المسؤول عن ...»: «عن» behind the head and its adjectives."""
    forms = ground.forms[first + 1 : token]
    head = ground.noun("speaker", first)
    if not all(form.startswith(endings("definite_article")) for form in forms):
        deputy = head is not None and head.entry["same"] == "deputy"  # «النائب بالبرلمان عن حركة»
        behind = token + 1 < len(ground.forms) and is_headed_by(ground, token + 1, "body")
        return deputy and behind and forms[0].startswith(endings("preposition_bi"))
    return head is not None and head.entry["same"] in _FOR_OTHERS


def is_for_people(ground: Ground, token: int, takes: frozenset[str]) -> bool:
    """«وجه الادعاء للموقوفين تهمة»: people behind the preposition ل, where the cue takes it."""
    if takes.isdisjoint(words("preposition_li")):
        return False
    head = ground.noun("speaker", token)
    form = ground.forms[token]
    if head is None or head.start == ground.scan.words.starts[token]:
        return False
    many = head.entry["class"] == "role" and form.endswith(endings("oblique_plural"))
    return form.startswith(endings("preposition_li")) and (many or head.entry["class"] == "unnamed")


def is_envoy(ground: Ground, first: int, token: int) -> bool:
    """«المبعوث الأممي إلى اليمن»: the preposition between an office and where it is sent."""
    if ground.forms[token] not in words("carrying"):
        return False
    named = ground.names.get(token + 1)
    return named is not None and named[1].is_place and is_headed_by(ground, first, "role")


def is_deputy(ground: Ground, first: int, stop: int) -> bool:
    """«النائب عن دائرة ...», before a body or a place."""
    head, behind = ground.noun("speaker", first), first + 2
    if head is None or head.entry["same"] != "deputy" or behind >= stop:
        return False
    return behind in ground.names or ground.noun("speaker", behind) is not None


def has_body(ground: Ground, first: int, end: int) -> bool:
    """Whether a body is named inside a phrase, behind its head."""
    return any(is_headed_by(ground, token, "body") for token in range(first + 1, end))


def is_told(ground: Ground, first: int, token: int) -> bool:
    """«قال الناجون لفرق الإنقاذ», «قال الوزير للنواب»: people to whom other people speak.

    Not «الأمين العام لحركة ...», «نقابة ... لأصحاب ...»: a body is part of who speaks.
    """
    form = ground.forms[token]
    if not form.startswith(endings("preposition_li")):
        return False
    whom = ground.noun("speaker", token)
    if whom is None or whom.start == ground.scan.words.starts[token]:
        return False
    if has_body(ground, first, token) or not is_headed_by(ground, first, "unnamed", "role"):
        return False
    if form.startswith(endings("fused")) and token > first + 1:
        return False
    if ground.forms[token - 1] in words("ranked") and whom.entry["class"] == "role":
        return names_many(form)  # «المساعد الأول لوكيل الجمهورية»
    if whom.entry["class"] in ("unnamed", "role"):
        return True
    return whom.entry["class"] == "body" and is_headed_by(ground, first, "unnamed")


def named_behind(ground: Ground, token: int, stop: int) -> int | None:
    """«تطلق على نفسها اسم "..."»: the closing mark of the name a few words behind a verb."""
    for place in range(token + 1, min(token + 5, stop)):
        closing = ground.quotes.closing.get(place)
        if closing is not None and place not in ground.quotes.unclosed:
            return closing if closing - place < 7 and closing < stop else None
        if ground.is_mark(place):
            return None
    return None
