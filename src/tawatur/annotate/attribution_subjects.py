"""The subject behind a cue, and where the content attaches behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_between as between
from tawatur.annotate import attribution_contents as contents
from tawatur.annotate import attribution_inside as inside
from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_apposition import given_name
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_find import Candidate
from tawatur.annotate.attribution_ground import Ground, shaped, words
from tawatur.annotate.attribution_heads import is_manner, names_many
from tawatur.annotate.attribution_names import is_given_alone, is_surname_like
from tawatur.annotate.attribution_reach import Phrase
from tawatur.model.mention import NameKind
from tawatur.rules.cues import Cue, endings, unfolded

_ASIDE: Final = 8  # tokens of a circumstance between commas
_FAR: Final = 24  # tokens of nouns before the clause that is said
_TITLES: Final = 14  # tokens of a title before the clause that is said
_CHAIN: Final = 2  # words behind an indefinite noun of which one makes it definite
_NAMES: Final = 4  # tokens of a name of no list before an office
_OF: Final = words("indefinite_partitive")
_NOUNS: Final = ("speaker", "org", "place")
_NEED_WHOM: Final = frozenset(["accuse", "describe"])  # verbs that never are without an object
_CLOCK: Final = frozenset(["the-unit", "timeunit", "hour"])


def subject(ground: Ground, cue: Cue, start: int, stop: int) -> Phrase | None:
    """The phrase behind a cue that names who says it, where one stands there."""
    if start >= stop or ground.is_mark(start) or ground.forms[start] in words("gesture"):
        return None
    if ground.forms[start] in words("attention"):
        return None  # «ولفت نظر الحكومة إلى»
    if ground.forms[start] == '"' and not _is_quoted_name(ground, cue, start, stop):
        return None
    some = (
        ground.forms[start] in words("partitive")
        and start + 1 < stop
        and (ground.forms[start + 1].startswith(endings("article")))
    )  # «ذكرت بعض الوسائل أن»
    named = _name_before_clause(ground, start, stop)
    if named is not None:
        return named
    shows = cue.name == "find"  # «أظهرت صور أن»
    if not (some or shows) and ground.opens_object(start) and not sources.can_speak(ground, start):
        return None
    quoted = ground.forms[start] == '"'
    if not quoted and contents.attachment(ground, cue, start, start + 1) is not None:
        return None
    if ground.forms[start] in words("preposition_li") or sources.addresses(ground, start):
        return None
    if between.is_heard(ground, start) or _is_circumstance(ground, start):
        return None
    if is_manner(ground, start) or _is_state(ground, start, stop) or _is_governed(ground, start):
        return None
    if ground.forms[start] in words("indefinite_partitive"):
        return _who(ground, start, stop)
    if "object" in cue.takes and _is_unknown_noun(ground, cue, start):
        return None
    takes = cue.takes | cue.clauses | cue.needs
    if "decline" in takes:
        takes |= words("decline_to") | words("not")
    return sources.read(ground, start, stop, takes=takes, target=cue.target)


def _name_before_clause(ground: Ground, token: int, stop: int) -> Phrase | None:
    """«أكدت نجاة عويدات أن»: a given name that is a noun as well, and a family's, before «that»."""
    if token in ground.names or not ground.scan.readings[token]:
        return None
    last = given_name(ground, token, stop)
    if last is None or last + 1 >= stop or last > token + 2:
        return None
    clause = ground.forms[last + 1] in words("complementiser")
    return Phrase(token, last, None, None) if clause else None


def _is_state(ground: Ground, token: int, stop: int) -> bool:
    """«وأضافت باكية: ...»: how she said it, a feminine participle alone before what she said."""
    joined = ground.forms[token - 1].startswith(endings("conjunction"))
    if token + 1 >= stop or not joined:
        return False
    behind = ground.forms[token + 1]
    if behind not in (":", '"') and behind not in words("complementiser"):
        return False
    nunated = not unfolded("nunation").isdisjoint(ground.written(token))
    if not nunated and sources.can_speak(ground, token):
        return False
    if shaped("manner_shape").fullmatch(ground.forms[token]) is not None:
        return True  # «وقال ضاحكا: ...»
    known = "given" in ground.scan.hits.by_token[token]
    return not known and shaped("participle_shape").fullmatch(ground.forms[token]) is not None


def _is_governed(ground: Ground, token: int) -> bool:
    """«يتحدث بانفعال»: ب stands on a word that no list knows with its first letter."""
    form = ground.forms[token]
    if form[0] not in endings("preposition_bi") or sources.can_speak(ground, token):
        return False
    readings = ground.scan.readings[token]
    if form.startswith(endings("preposition_bi_article")) or not readings:
        return form.startswith(endings("preposition_bi_article"))
    return all(reading.preposition for reading in readings)


def _who(ground: Ground, token: int, stop: int) -> Phrase | None:
    """«قال من كانوا داخل القاعة إن»: who did something, up to what is said."""
    verb = ground.scan.verb(token + 1) if token + 1 < stop else None
    if verb is None or not (verb.agreement or "").startswith("3"):
        return None
    for place in range(token + 2, min(token + _TITLES, stop)):
        if ground.forms[place] in words("complementiser") or ground.forms[place] == ":":
            return Phrase(token, place - 1, None, None)
        if ground.is_mark(place):
            return None
    return None


def _is_circumstance(ground: Ground, token: int) -> bool:
    """«حكى والدموع تخنقه أن»: و behind a verb, where no word begins with it."""
    form = ground.forms[token]
    if not form.startswith(endings("conjunction")):
        return False
    start = ground.scan.words.starts[token]
    if token in ground.names:  # «منذ فترة وجيزة» is no «and Giza»
        named = ground.names[token][1].span.start
        return ground.scan.words.folded.position(named) > start
    hits = [hit for kind in _NOUNS for hit in ground.scan.hits.at(token, kind)]
    if any(hit.start == start for hit in hits):
        return False
    return form[1:].startswith(endings("article")) or any(hit.start == start + 1 for hit in hits)


def _is_quoted_name(ground: Ground, cue: Cue, token: int, stop: int) -> bool:
    """Whether a quotation right behind a cue is a name: its content follows behind it."""
    closing = ground.quotes.closing.get(token, stop)
    behind = closing + 1
    if behind >= stop or token in ground.quotes.unclosed:
        return False
    if ground.forms[token + 1].startswith(endings("fused")):
        return False  # «ووجهت "للجندي فلان" تهمة»
    if ground.forms[behind] in words("complementiser") or ground.forms[behind] == ":":
        return True
    found = contents.attachment(ground, cue, behind, stop)
    if found is None or found.how == "quote":
        return False
    return found.how != "preposition" or not cue.takes.isdisjoint(words("preposition_bi"))


def _is_unknown_noun(ground: Ground, cue: Cue, token: int) -> bool:
    """An indefinite noun that no list knows as a speaker: «نفت صحة ...»; no foreign name."""
    if sources.can_speak(ground, token) or ground.forms[token] == '"':
        return False
    if is_given_alone(ground, token) or _is_before_office(ground, token):
        return False
    if sources.has_pronoun(ground, token) and ground.forms[token + 1 : token + 2] == ("،",):
        behind = ground.forms[token + 2 : token + 3]
        if not words("while_he").isdisjoint(behind):
            return False  # «أعلن منافسه، وهو طبيب، أنه»
    if cue.target and sources.is_name_like(ground, token):
        return False
    return not ground.forms[token].startswith(endings("article"))


def _is_before_office(ground: Ground, token: int) -> bool:
    """«أكد مجذوب الطيب مستشار الرئيس أن»: one to three words of no list, then an office."""
    if not (sources.is_name_like(ground, token) or "given" in ground.scan.hits.by_token[token]):
        return False
    for place in range(token + 1, min(token + _NAMES, len(ground.forms))):
        head = ground.noun("speaker", place)
        if head is not None and place > token:
            alone = head.start == ground.scan.words.starts[place]
            return alone and head.entry["class"] == "role"
        if ground.scan.readings[place] and "given" not in ground.scan.hits.by_token[place]:
            return False
    return False


def shortened(ground: Ground, phrase: Phrase) -> tuple[Phrase, Attachment | None]:
    """«أعلنت قيادة عمليات ديالى مقتل ...»: no word closed the phrase before its object."""
    own = ground.forms[phrase.first].startswith(endings("article"))
    for token in range(phrase.first + 1, phrase.last + 1):
        definite = ground.forms[token].startswith(endings("article"))
        if ground.forms[token].startswith(endings("conjunction")) or (
            ground.quotes.opening_around(token) is not None
        ):
            continue  # «مدير الهجرة والجوازات», «حركة "حسم"»
        if any(inside.is_for(ground, phrase.first, place) for place in (token - 1, token)):
            continue  # «الهيئة العامة للطيران المدني»
        construct = definite and not own and token == phrase.first + 1  # «حزب الأمل»
        happening = ground.is_happening(token) and (token > phrase.first + 1 or definite)
        happening = happening and not construct
        noun = definite and token == phrase.last and not sources.is_adjective(ground.forms[token])
        if happening or (noun and ground.forms[token - 1].startswith(endings("article"))):
            return replace(phrase, last=token - 1), Attachment("object", token, token)
    return phrase, None


def is_addressee(ground: Ground, candidate: Candidate, phrase: Phrase) -> bool:
    """«وطالب القوات بمغادرة»: a noun that the verb does not agree with is who is asked."""
    if not candidate.cue.target or candidate.reading is None:
        return False
    if phrase.name is not None and phrase.name.kind is NameKind.PERSON:
        return False
    form = ground.forms[phrase.first]
    agreement = candidate.reading.agreement or ""
    if sources.is_oblique(ground, phrase.first) or _has_oblique(ground, phrase):
        return True  # «كما دعا المواطنين إلى», «دعا رجال الأعمال وممثلي الإعلام إلى»
    if form in words("all") and ground.forms[phrase.first + 1 : phrase.first + 2] != (*_OF,):
        return True  # «دعا جميع الفاعلين إلى», but «دعا كل من ...»
    if _is_oblique_dual(ground, phrase.first):
        return True  # «وصف حزبي البديل والأمل بـ»
    if names_many(form):
        return False  # «ويطالب القراصنة بـ»
    if agreement == "3fs" and sources.is_man(ground, phrase.first):
        return True  # «وناشدت رئيس الجمهورية التدخل»
    his = sources.has_pronoun(ground, phrase.first)  # «نظيره»
    return form.endswith(endings("feminine_end")) and agreement[:2] == "3m" and not his


def _has_oblique(ground: Ground, phrase: Phrase) -> bool:
    """«رجال الأعمال وممثلي الإعلام»: a plural in the oblique, which و joins to the phrase."""
    for token in range(phrase.first + 1, min(phrase.last + 1, len(ground.forms) - 1)):
        form, head = ground.forms[token], ground.noun("speaker", token)
        if head is None or not form.startswith(endings("conjunction")):
            continue
        definite = ground.forms[token + 1].startswith(endings("article"))
        oblique = form.endswith(endings("oblique_construct")) and definite
        if oblique and not form[1:].startswith(endings("article")):
            return head.entry["class"] in ("unnamed", "role")
    return False


def _is_oblique_dual(ground: Ground, token: int) -> bool:
    """«حزبي البديل والأمل»: a body with the dual's ي in the oblique, before a definite noun."""
    head, form = ground.noun("speaker", token), ground.forms[token]
    if head is None or head.entry["class"] != "body" or token + 1 >= len(ground.forms):
        return False
    dual = ground.scan.words.ends[token] == head.end + 1 and form.endswith(
        endings("oblique_construct")
    )
    return dual and ground.forms[token + 1].startswith(endings("definite_article"))


def divided(ground: Ground, phrase: Phrase, found: Attachment) -> Phrase:
    """«وصف زعيم الكتلة الموازنة بأنها»: «that it», feminine, is said of no masculine head."""
    last = phrase.last
    hers = ground.forms[found.token] in words("that_she") and found.token == last + 1
    man = sources.is_man(ground, phrase.first)
    if not (hers and man) or last < phrase.first + 2 or last in ground.names:
        return phrase
    feminine = ground.written(last)[-1] in unfolded("taa")
    definite = ground.forms[last].startswith(endings("definite_article"))
    return replace(phrase, last=last - 1) if feminine and definite else phrase


def is_only(candidate: Candidate, phrase: Phrase, found: Attachment) -> bool:
    """«التي اتهمت البلدية بالتقصير», «وصف القرار بأنه»: one noun phrase, which is the object."""
    needs = candidate.cue.name in _NEED_WHOM or (
        candidate.reading is not None and candidate.reading.lemma in unfolded("needs_whom")
    )
    if not needs or found.how not in ("preposition", "clause"):
        return False
    pronoun = candidate.reading is not None and candidate.reading.pronoun  # «وصفته الوزيرة بـ»
    return not pronoun and found.token == phrase.last + 1


def _is_common(ground: Ground, phrase: Phrase) -> bool:
    """An indefinite noun before a definite one, of which no list knows that it can speak."""
    behind = range(phrase.first + 1, phrase.last + 1)
    indefinite = not ground.forms[phrase.first].startswith(endings("article"))
    return indefinite and any(
        ground.forms[token].startswith(endings("definite_article")) for token in behind[:_CHAIN]
    )


def is_alone(ground: Ground, phrase: Phrase, candidate: Candidate) -> bool:
    """«دعا الجبوري الأطراف إلى», «أدانت الرياض استهداف ...»: a surname or a capital, one word."""
    if phrase.first != phrase.last:
        return False
    first = phrase.first
    return is_surname_like(ground, first) or _is_capital(ground, first, candidate)


def _is_capital(ground: Ground, token: int, candidate: Candidate) -> bool:
    """A place's name that is an ordinary word as well, behind a feminine verb."""
    agreement = candidate.reading.agreement if candidate.reading else ""
    return (
        agreement == "3fs"
        and "place" in ground.scan.hits.by_token[token]
        and (not ground.forms[token].endswith(endings("feminine_end")))
    )


def is_plausible(ground: Ground, phrase: Phrase, found: Attachment, candidate: Candidate) -> bool:
    """An unknown noun is a source only where a clause, a quotation or a mark follows."""
    if sources.can_speak(ground, phrase.first) or ground.forms[phrase.first] == '"':
        return True
    if ground.forms[phrase.first] in words("indefinite_partitive"):
        return found.how in ("clause", "colon")
    if not ground.scan.hits.by_token[phrase.first].isdisjoint(_CLOCK):
        return False  # «أعلنت الساعة منتصف الليل»
    if ground.forms[phrase.first] in words("partitive") and ground.forms[phrase.first + 1] in (
        words("thing")
    ):
        return False  # «يقول كل شيء»
    if found.how not in ("clause", "quote", "colon") and _is_common(ground, phrase):
        return False  # «تشير عقارب الساعة إلى»
    if is_alone(ground, phrase, candidate):
        return True
    if ground.forms[phrase.first] in words("documents"):
        calls = candidate.cue.stance == "demands" or candidate.cue.name == "find"
        return calls and found.how in ("clause", "preposition")
    if candidate.cue.name == "find" and found.token != phrase.last + 1:
        return False  # «سجل العدد الأكبر من القتلى ... وسط تقديرات بأن»
    if candidate.cue.name == "instruct":
        return False  # «أمر طبيعي»
    if candidate.cue.target:
        name = sources.is_name_like(ground, phrase.first) and found.how != "object"
        definite = ground.forms[phrase.last].startswith(endings("definite_article"))
        return name and not definite  # «يدعو جدول الأعمال النواب إلى»
    if found.how in {"clause", "quote", "colon"}:
        return True
    masculine = ((candidate.reading.agreement if candidate.reading else None) or "")[:2] == "3m"
    if masculine and ground.written(phrase.first)[-1] in unfolded("taa"):
        return False  # «أقر الموازنة بأغلبية»
    thing = any(reading.kind == "noun" for reading in ground.scan.readings[phrase.first])
    form = ground.forms[phrase.first]
    named = form.endswith(endings("nisba")) or not form.startswith(endings("article"))
    return found.token == phrase.last + 1 and named and not thing  # «كشفت الأمطار عن لغم»
