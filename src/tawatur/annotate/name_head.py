"""Bodies that a head word shows: «مديرية المرور العامة», «حركة "رشاد"», «غرفة طوارئ أم درمان»."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_meant import below_state, is_ordinary
from tawatur.annotate.name_shape import is_one_word
from tawatur.annotate.name_words import ARTICLE, PREPOSITIONS, QUOTE, WordType, word_types
from tawatur.model.mention import NameKind
from tawatur.rules.lexicon import Hit

ORGANISATION: Final = NameKind.ORGANISATION
MOST_ADJECTIVES: Final = 4
MOST_JOINED: Final = 3
MOST_CONSTRUCT: Final = 2
MOST_UNKNOWN: Final = 2
LONGEST_QUOTED: Final = 7
FOR: Final = ARTICLE[1]
FEMININE: Final = "ه"
RELATIVE: Final = "يه"
IMPERFECT: Final = ("ي", "ت")
SHORTEST: Final = 3
# Sectors of bodies that are none's task but its owner.
_STATE: Final = frozenset(["MIL", "LEG"])
# What no name of a body is built with: «قيادة الولايات المتحدة», «إدارة الرئيس», «مجلس الخميس»
_FIRM: Final = "BUS"  # «الشركة الوطنية للسكك الحديدية التونسية» is one body
_PARTICIPLE: Final = "م"
_OTHERS: Final = ("weekday", "org-short", "org")
PARTY: Final = "PTY"
_UNION: Final = "LAB"


def adjectives(ground: Ground, token: int, stop: int) -> tuple[int, str | None]:
    """The last of the adjectives of a body's name behind ``token``, and the country of one."""
    last, country = token, None
    while last + 1 < stop and last - token < MOST_ADJECTIVES and last + 1 not in ground.taken:
        word = ground.types[last + 1]
        double = ground.scan.hits.at(last + 1, "demonym") if word.article else ()
        both = next((hit for hit in double if hit.last == last + 2 < stop), None)
        if both is not None and not word.prefixed:
            country, last = country or both.entry["country"], last + 1  # «الكورية الشمالية»
        elif word.article and word.demonym is not None and not word.prefixed:
            country = country or word.demonym
        elif not ground.is_named(last + 1, "org-adjective") or word.form.startswith(FOR):
            break
        last += 1
    return last, country


def headed(ground: Ground, token: int) -> Found | None:
    """The body that a head word at ``token`` opens, by what follows it."""
    hit = ground.longest(token, "org-head")
    if hit is None or hit.entry.get("is"):
        return None
    stop = ground.stop(token)
    quoted = _in_quotes(ground, hit, stop)
    if quoted is not None or hit.last + 1 >= stop:
        return quoted
    definite = ground.is_definite(hit)
    numbered = _numbered(ground, hit, stop)
    if numbered is not None:
        return numbered
    if definite:
        return _definite(ground, hit, stop)
    after = hit.last + 1
    if ground.forms[after] == QUOTE:
        return _quoted(ground, hit, stop)
    return _tasked(ground, hit, stop) or _construct(ground, hit, stop) or _named(ground, hit, stop)


def made(ground: Ground, hit: Hit, last: int, rule: str) -> Found:
    """The body from its head word to ``last``; what stands in quotation marks may name it alone."""
    text = ground.text(hit.first, last, hit.start)
    start = hit.start
    if ground.is_definite(hit):
        start = ground.with_article(hit)
        text = ground.text(hit.first, last, start)
    return Found(hit.first, last, ORGANISATION, rule, f"head:{hit.entry['key']}:{text}", start)


# --- in quotation marks --------------------------------------------------------------------------


def _in_quotes(ground: Ground, hit: Hit, stop: int) -> Found | None:
    """«"غرفة طوارئ جنوب الحزام"»: the whole quotation, where it opens with the head word."""
    if not ground.is_quoted(hit.first) or hit.start != ground.scan.words.starts[hit.first]:
        return None
    closing = ground.closing(hit.first - 1, stop, LONGEST_QUOTED)
    if closing is None or closing - 1 <= hit.last or not _is_name(ground, hit.last + 1, closing):
        return None
    if _is_described(ground, hit):
        return None  # «"مجموعة مسلحة ..."»
    return made(ground, hit, closing - 1, "org-quoted")


def _is_described(ground: Ground, hit: Hit) -> bool:
    """Whether an indefinite head has an adjective of its gender."""
    noun, after = ground.forms[hit.last], ground.types[hit.last + 1]
    plain = after.lexical and not after.article and not ground.is_definite(hit)
    return plain and noun.endswith(FEMININE) and after.form.endswith(FEMININE)


def _is_name(ground: Ground, token: int, stop: int) -> bool:
    """Whether words can be a name: no mark, no particle but prepositions, no verb of saying."""
    return all(
        ground.types[place].letters
        and not (ground.is_particle(place) and not ground.is_particle(place, "prep", "conj"))
        and not ground.types[place].saying
        for place in range(token, stop)
    )


def _quoted(ground: Ground, hit: Hit, stop: int) -> Found | None:
    """«جمعية "أصدقاء النخيل"»; «فصيل "لواء الهضبة"» is that brigade."""
    after = hit.last + 1
    closing = ground.closing(after, stop)
    inner = ground.longest(after + 1, "org-head") if closing is not None else None
    known = any(
        hit is not None and hit.last >= (closing or 0) - 1
        for hit in (ground.longest(after + 1, kind) for kind in ("outlet", "org"))
    )  # «صحيفة "الشرق"»; not «صحيفة "الشرق الجديد"»
    if closing is None or known or "elative" in ground.types[after + 1].part:
        return None
    last, _ = adjectives(ground, closing, stop)  # «صحيفة "الميزان" الأردنية»
    found = made(ground, hit, last, "org-quoted")
    if inner is not None and inner.last < closing - 1 and not inner.entry.get("is"):
        text = ground.text(after + 1, closing - 1)
        key = f"head:{inner.entry['key']}:{text}"
        return Found(found.first, found.last, found.kind, found.rule, key, found.start)
    return found


# --- with the article, or a number ---------------------------------------------------------------


def _definite(ground: Ground, hit: Hit, stop: int) -> Found | None:
    """«المحكمة العسكرية الدائمة», «المركز الوطني للأرصاد الجوية», «الهيئة العليا للإغاثة»."""
    last, _ = adjectives(ground, hit.last, stop)
    feminine = ground.forms[hit.last].endswith(FEMININE)
    while last > hit.last and feminine and not ground.forms[last].endswith(FEMININE):
        last -= 1  # «اللجنة المركزية الجديد»
    if last == hit.last:
        return None
    purpose = _purpose(ground, hit, last, stop)
    if purpose is not None:
        return made(ground, hit, purpose, "org-purpose")
    if hit.entry["key"] == "party" and "ideology" in ground.types[last].part:
        return made(ground, hit, last, "org-adjectives")  # «الحزب الاشتراكي»
    # one adjective alone tells little: «الشركة الوطنية», «الحركة الإسلامية»
    return made(ground, hit, last, "org-adjectives") if last - hit.last >= 2 else None


def _purpose(ground: Ground, hit: Hit, last: int, stop: int) -> int | None:
    """The end of «للأرصاد الجوية» behind a body's adjectives."""
    after = last + 1
    if after >= stop or after in ground.taken:
        return None
    word = ground.types[after]
    if _is_task(ground, after, stop, wide=True, union=hit.entry["sector"] == _UNION):
        return _joined(ground, after + 1, stop)
    if not word.form.startswith(FOR) or word.demonym or len(word.form) < len(FOR) + 3:
        return None
    if any(ground.is_named(after, kind) for kind in ("title", "weekday", "place", "org-head")):
        return None
    body = ground.longest(after, "body")
    if body is not None and _is_owner(ground, body, stop):
        return None
    return _joined(ground, after, stop)


def _is_owner(ground: Ground, body: Hit, stop: int) -> bool:
    """«القيادة العامة للجيش», «الموقع الرسمي للحكومة»; but «الديوان الوطني للحماية المدنية»."""
    _, country = adjectives(ground, body.last, stop)
    sector = body.entry["sector"]
    lone = sector == "GOV" and bool(body.entry.get("lone"))
    return (country is not None and sector != _FIRM) or sector in _STATE or lone


def _is_task(
    ground: Ground, token: int, stop: int, *, wide: bool = False, union: bool = False
) -> bool:
    """«لإعادة الإعمار»: a verbal noun behind «for», and its complement; a noun of tasks
    («لحقوق الإنسان») where ``wide``; of a ``union`` any noun («لأصحاب المخابز»).
    """
    if token + 1 >= stop or not ground.types[token + 1].article:
        return False
    form = ground.forms[token]
    if not form.startswith(FOR[0]) or form.startswith(FOR):
        return False
    if any(one.preposition and one.kind == "masdar" for one in ground.scan.readings[token]):
        return True
    rest = word_types(ground.lang.lexicon, ground.lang.morphology).of(form[1:]) if wide else None
    return rest is not None and ("task" in rest.part or (union and not rest.common))


def _tasked(ground: Ground, hit: Hit, stop: int) -> Found | None:
    """«شركة الفرات لإعادة الإعمار»: one name, and what it is for."""
    after = hit.last + 2
    name = ground.types[hit.last + 1]
    if not hit.entry.get("named") or after >= stop or not name.letters or name.prefixed:
        return None
    if not _is_task(ground, after, stop) or not ground.is_free(hit.last + 1, after + 1):
        return None
    return made(ground, hit, _joined(ground, after + 1, stop), "org-purpose")


def _joined(ground: Ground, last: int, stop: int) -> int:
    """The end of «التربية والتعليم العالي»: definite nouns joined to a first, their adjectives."""
    joined = 0
    last = _relative(ground, last, stop, joined=False)
    while last + 1 < stop and joined < MOST_JOINED and last + 1 not in ground.taken:
        word = ground.types[last + 1]
        rest = word.form[1:]
        if not word.prefixed or word.demonym or word.saying:
            break
        if any(ground.is_named(last + 1, kind) for kind in ("place", "body", "org-head", "org")):
            break
        task = 0 if rest.startswith(ARTICLE) else _is_further_task(ground, last + 1, stop)
        if task is None:
            break
        last = _relative(ground, last + 1 + task, stop, joined=True)
        joined += 1
    return last


def _is_further_task(ground: Ground, token: int, stop: int) -> int | None:
    """One, where «ومكافحة الفساد» stands at a token: a verbal noun and what it is of."""
    after = token + 1
    if after >= stop or after in ground.taken or ground.scan.verb(token) is not None:
        return None
    masdar = any(one.kind == "masdar" and one.conjunction for one in ground.scan.readings[token])
    word = ground.types[after]
    fits = masdar and word.article and word.lexical and not word.demonym and not word.prefixed
    return 1 if fits and not word.form.startswith(FOR) else None


def _relative(ground: Ground, token: int, stop: int, *, joined: bool) -> int:
    """The last adjective of a complement: one of bodies, or any relative one in the feminine,
    which is nobody's name: «الموارد المائية», «التهيئة الترابية».
    """
    last, _ = adjectives(ground, token, stop)
    after = last + 1
    if after >= stop or after in ground.taken or last > token:
        return last
    word = ground.types[after]
    if not word.article or word.prefixed or not word.form.endswith(RELATIVE) or word.demonym:
        return last
    if word.form.startswith(FOR) or ground.is_named(after, "title"):
        return last
    if not (joined or word.unknown):
        return last  # «مصلحة الهيئات المعنية»
    return last if ground.is_named(after, "place") else after


def _numbered(ground: Ground, hit: Hit, stop: int) -> Found | None:
    """«اللواء 444», «الفرقة الخامسة والعشرين»: units of an army."""
    after = hit.last + 1
    if not hit.entry.get("numbered") or after >= stop:
        return None
    ordinal = ground.scan.hits.at(after, "ordinal-word")
    figure = ground.forms[after].isdigit()
    if not figure and not any(ground.is_definite(one) for one in ordinal):
        return None
    last, _ = adjectives(ground, after, stop)
    return made(ground, hit, last, "org-numbered")


# --- in construct --------------------------------------------------------------------------------


def _construct(ground: Ground, hit: Hit, stop: int) -> Found | None:
    """The head and its complement: definite, a place, or behind further nouns in construct."""
    token = hit.last + 1
    inner = 0
    of_place = hit.entry.get("of_place")
    while True:
        place = below_state(ground, token, stop) if of_place else None
        if place is not None and not inner and _is_district(ground, hit, token):
            return None
        if place is not None and (inner or not is_ordinary(ground, token)):
            return made(ground, hit, place, "org-of-place")
        if inner == MOST_CONSTRUCT or token + 1 >= stop or not _is_inner(ground, token):
            break
        token, inner = token + 1, inner + 1
    if inner and not hit.entry.get("chain"):
        return None
    if not _is_complement(ground, hit, token):
        return None
    if not inner and hit.entry.get("unit") and ground.types[token].unknown:
        return None  # «مديرية الصلو»: a name, and no task
    last = _joined(ground, token, stop)
    return made(ground, hit, last, "org-head")


def _is_district(ground: Ground, hit: Hit, token: int) -> bool:
    """«مديرية زبيد»: what opens the name of a body elsewhere, and of a district in this state."""
    place, unit = ground.longest(token, "place"), hit.entry.get("unit")
    if place is None or unit is None:
        return False
    return unit in ground.lang.places.several(place.entry["ids"]).countries


def _is_inner(ground: Ground, token: int) -> bool:
    """«طوارئ» in «غرفة طوارئ أم درمان»: an indefinite noun that goes on to the next word."""
    word = ground.types[token]
    if token in ground.taken or word.article or word.prefixed or not word.letters:
        return False
    if ground.is_particle(token) or word.saying or word.demonym or word.given:
        return False
    if word.form[0] in PREPOSITIONS and not word.lexical:
        return False  # «له مصلحة بإبقاء ...»
    if not word.lexical and not _ends_construct(ground, token + 1):
        return False
    if ground.is_named(token, "place-head"):
        return True  # «مجلس محافظة ديالى»
    return ground.scan.verb(token) is None and not ground.is_named(token, "title")


def _ends_construct(ground: Ground, token: int) -> bool:
    """Whether a definite noun or a place stands at a token: a word before it leads to it."""
    return ground.types[token].article or ground.is_named(token, "place")


def _is_complement(ground: Ground, hit: Hit, token: int) -> bool:
    """Whether the word at ``token`` is a definite noun that makes the head a name."""
    free = hit.entry.get("free")
    if not free or token in ground.taken:
        return False
    word = ground.types[token]
    if not word.form.startswith(ARTICLE[0]) or not word.article or word.demonym:
        return False
    if ground.scan.hits.at(token, "particle"):  # «إليه»
        return False
    title = ground.longest(token, "title")
    if title is not None and title.entry["class"] != "calling":
        return False
    others = _OTHERS[::2] if hit.entry["sector"] == PARTY else _OTHERS
    if any(ground.is_named(token, kind) for kind in others):
        return False  # «قيادة التحالف»; but «حزب التحالف الديمقراطي»
    if ground.is_named(token, "place") and not (word.lexical and is_ordinary(ground, token)):
        return False
    if ground.scan.hits.at(token, "timemod"):
        return False
    if free == "body":  # «قيادة العمليات»; not «قيادة السيارات»
        return ground.is_named(token, "org-head") or ground.is_named(token, "body")
    return free != "name" or all(one.kind != "masdar" for one in ground.scan.readings[token])


def _is_foreign(word: WordType, second: bool) -> bool:
    """Whether an unknown word can be a name: no pronoun at its end, no verb behind a first word."""
    if word.article or word.given or (word.part and "middle" not in word.part):
        return False
    if word.form.endswith(FEMININE) and (
        second or word.form.endswith(RELATIVE) or word.form.startswith(_PARTICIPLE)
    ):  # «شركة معينة»; but «جمعية بوصلة»
        return False
    if second:
        return not word.form.startswith(IMPERFECT)
    return len(word.form) >= SHORTEST or bool(word.part)


def _named(ground: Ground, hit: Hit, stop: int) -> Found | None:
    """«صحيفة لو باريزيان», «حركة رشاد»: up to two words that are of no language we know."""
    if not hit.entry.get("named"):
        return None
    known = ground.longest(hit.last + 1, "org")
    if known is not None and known.start == ground.scan.words.starts[known.first]:
        key = f"org:{known.entry['key']}"  # «منظمة UNHCR»
        return Found(hit.first, known.last, ORGANISATION, "org-curated", key, hit.start)
    last = hit.last
    while last + 1 < stop and last - hit.last < MOST_UNKNOWN and last + 1 not in ground.taken:
        word = ground.types[last + 1]
        latin = word.letters and word.form.isascii()
        middle = "middle" in word.part and not word.article  # «دي فيلت»
        if not latin and not middle and (not word.unknown or word.hidden or word.demonym):
            break
        if not latin and word.prefixed and not is_one_word(ground, word.form):
            break
        if not latin and not _is_foreign(word, last > hit.last):
            break
        if any(ground.is_named(last + 1, kind) for kind in ("place", "outlet")):
            break
        last += 1
    if last > hit.last and "middle" in ground.types[last].part:
        last -= 1
    last, _ = adjectives(ground, last, stop) if last > hit.last else (last, None)
    return made(ground, hit, last, "org-named") if last > hit.last else None
