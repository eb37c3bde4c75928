"""People without a title whom something else shows: «برئاسة ...», «واسمه ...», an age, a verb."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_shape import NISBA, Person, begins, full_name
from tawatur.annotate.name_words import (
    ARTICLE,
    COLON,
    COMMAS,
    LEADING,
    PARTICIPLES,
    PREPOSITIONS,
    QUOTE,
    WordType,
    word_types,
)
from tawatur.model.mention import NameKind

MOST_LATIN: Final = 4
PLURALS: Final = ("ه", "اء")  # «الفقراء», and what is feminine
FUSED: Final = "لل"
ALONE: Final = "person-alone"
_PLACES: Final = frozenset([NameKind.PLACE, NameKind.FACILITY])
_KNOWN: Final = ("org-adjective", "org", "org-head", "title", "outlet", "place")
_SHORTEST_NISBA: Final = 6
_SHORTEST_FOREIGN: Final = 4
# Endings of plurals and feminines that say something, too: «مراقبون», «وكالة».
_NOT_FOREIGN: Final = ("ون", "اء", "ه", "نا")
_SHORTEST: Final = 3
_HEAD: Final = "place-head"
OURS: Final = "نا"
ELATIVE: Final = "ى"
MOST_AGED: Final = 3  # words of a name before an age
_SHOWN: Final = "person-shown"
CALLED: Final = "person-called"
_BETWEEN: Final = 2  # words between «واسمه» and the name: «واسمه الحقيقي خالد»


def shown(ground: Ground, token: int) -> Person | None:
    """The person that the word at ``token`` leads to, or whom what stands around it shows."""
    return _led(ground, token) or _met(ground, token) or _rare(ground, token)


def _led(ground: Ground, token: int) -> Person | None:
    """«برئاسة سعدي الشمري», «واسمها فوزية محسن»: two words or more behind a word that names."""
    word = ground.types[token]
    if not word.part & LEADING:
        return None
    stop = ground.stop(token)
    if "called" in word.part and ground.forms[token + 1 : token + 2] == (QUOTE,):
        return _called(ground, token + 1, stop)
    last = token + (_BETWEEN if "called" in word.part else 1)
    for first in range(token + 1, min(last, stop - 1) + 1):
        if first in ground.taken or (ground.types[first].article and first == last):
            return None
        if ground.types[first].article:
            continue
        named = full_name(ground, first, stop)
        rule = CALLED if "called" in word.part else _SHOWN
        whole = named is not None and (named[1] > 1 or named[0] > first)
        return Person(first, named[0], None, rule) if named and whole else None
    return None


def _called(ground: Ground, opening: int, stop: int) -> Person | None:
    """«تدعى "بترا مولنار"»: two or three words in quotation marks behind «is called»."""
    closing = ground.closing(opening, stop, MOST_AGED)
    if closing is None or not 1 < closing - opening - 1 <= MOST_AGED:
        return None
    first = opening + 1
    named = full_name(ground, first, closing)
    whole = named is not None and named[1] > 1 and named[0] == closing - 1
    if not whole and not _can_be(ground, first, closing):
        return None
    return Person(first, closing - 1, None, CALLED)


def aged(ground: Ground, opening: int) -> Person | None:
    """«كيث مورلاند (48 عاما)»: two words or three before an age in brackets."""
    after = ground.forms[opening + 1 : opening + 4]
    if len(after) < 3 or not after[0].isdigit() or after[2] != ")":
        return None
    if "age" not in ground.types[opening + 2].part:
        return None
    for first in range(max(opening - MOST_AGED, 0), opening - 1):
        if first in ground.taken or ground.types[first].lexical:
            continue
        named = full_name(ground, first, opening)
        whole = named is not None and named[1] > 1 and named[0] == opening - 1
        if whole or _can_be(ground, first, opening):
            return Person(first, opening - 1, None, _SHOWN)
    return None


def _can_be(ground: Ground, first: int, stop: int) -> bool:
    """Whether words that an age proves to be a name can be one: «كيث بالمر», whose second begins
    like a word with a preposition.
    """
    words = ground.types[first:stop]
    known = any(word.lexical or word.article or word.particle or not word.letters for word in words)
    return (
        not known
        and ground.is_free(first, stop - 1)
        and begins(ground, first) == (ground.scan.words.starts[first])
    )


def _met(ground: Ground, token: int) -> Person | None:
    """«خليل الزبيدي», «وغادر سلام كواتش القاعة»: a given name that may be a word, before a word
    with the article that is nothing else, or another such word where a name can stand.
    """
    after = ground.types[token + 1] if token + 1 < ground.stop(token) else None
    if not ground.types[token].given or after is None or token + 1 in ground.taken:
        return None
    if after.lexical or not after.letters or _is_called_so(ground, token - 1):
        return None
    nisba = after.article and (after.form.endswith(NISBA) or _is_of_name(ground, after))
    if after.article and not nisba:
        noun = after.form.endswith(PLURALS) and not _can_stand(ground, token)
        shown = after.unknown and not noun and _opens(ground, token)
    else:
        shown = nisba or (after.unknown and _can_stand(ground, token))
    if not shown:
        return None
    named = full_name(ground, token, ground.stop(token))
    return Person(token, named[0], None, _SHOWN) if named and named[1] > 1 else None


def _is_of_name(ground: Ground, word: WordType) -> bool:
    """«الأحمد», «العثمان»: a given name with the article is a surname."""
    types = word_types(ground.lang.lexicon, ground.lang.morphology)
    return types.of(word.form.removeprefix(ARTICLE[0])).given == "sure"


def is_before_nisba(ground: Ground, token: int) -> bool:
    """Whether an unknown word stands before an unknown nisba: «رفيف الياسري»."""
    after = ground.types[token + 1] if token + 1 < len(ground.types) else None
    return (
        after is not None
        and after.article
        and after.unknown
        and after.form.endswith(NISBA)
        and not after.form.startswith(FUSED)
        and len(after.form) >= _SHORTEST_NISBA
    )


def _rare(ground: Ground, token: int) -> Person | None:
    """«رفيف الياسري»: two words that are nothing else, the second a nisba: what no noun is."""
    word = ground.types[token]
    if word.article or word.prefixed or word.hidden or word.demonym or not word.unknown:
        return None
    if word.form.startswith(PARTICIPLES) or len(word.form) < _SHORTEST:
        return None
    if word.form[0] in PREPOSITIONS and word.form.endswith(PLURALS):
        return None  # «لفائدة المربي»
    if not is_before_nisba(ground, token):
        return None
    span = ground.scan.span(token, token + 1).of(ground.scan.words.folded.source)
    if word.form.endswith(OURS) or span.endswith(ELATIVE):
        return None  # «أولويتنا القصوى»
    if token + 1 >= ground.stop(token) or not ground.is_free(token, token + 1):
        return None
    known = any(ground.is_named(at, kind) for at in (token, token + 1) for kind in (*_KNOWN, _HEAD))
    if known or is_toponym(ground, token):
        return None
    if token and any(ground.is_named(token - 1, kind) for kind in ("org-head", "body", "outlet")):
        return None  # «ميليشيا كرم الزعفراني»
    return Person(token, token + 1, None, _SHOWN)


def _opens(ground: Ground, token: int) -> bool:
    """Whether no noun stands before a word that it may be the adjective of: «عالية الأداء»."""
    start = ground.scan.words.starts[token]
    if begins(ground, token) > start and not ground.types[token].prefixed:
        return False  # «بصادق المشاعر»
    if not token or _can_stand(ground, token):
        return True
    before = ground.types[token - 1]
    if ground.types[token].article:
        return not before.article
    if not before.letters:
        return before.form != QUOTE  # «برنامج "صباح الورد"»
    return ground.is_particle(token - 1)


def _can_stand(ground: Ground, token: int) -> bool:
    """Whether a name can stand here: behind a verb or its subject, or in a list of people."""
    before = token - 1
    taken = ground.taken.get(before)
    if taken is not None:
        before = taken.first - 1
    elif before > 0 and ground.types[before].article:
        before -= 1  # «اعتقلت الشرطة صبري ...»
    if before < 0:
        return False
    listed = taken is not None and taken.kind is NameKind.PERSON
    if listed and ground.types[token].prefixed:
        return True
    return ground.scan.verb(before) is not None and not ground.is_particle(before)


def is_toponym(ground: Ground, token: int) -> bool:
    """«مطار محمد الخامس», «شارع ...», «جامعة ...» are named after people; «منزل فلان» is not."""
    if token == 0:
        return False
    before = token - 1
    if ground.forms[before] == QUOTE and before > 0:
        before -= 1
    head = ground.longest(before, "org-head")
    return (
        _is_called_so(ground, before)
        or (head is not None and bool(head.entry.get("named")))
        or (before in ground.taken and ground.taken[before].kind in _PLACES)
    )


def _is_called_so(ground: Ground, before: int) -> bool:
    """Whether a word opens the name of a place, which may be that of a person."""
    if before < 0:
        return False
    part, head = ground.types[before].part, ground.longest(before, _HEAD)
    named = head is not None and not ground.is_definite(head)  # «البلدة» opens none
    return named or ("toponym" in part and "home" not in part)


# --- by surname alone ----------------------------------------------------------------------------


def alone(ground: Ground, token: int) -> Person | None:
    """«قال الجبوري إن ...», «الجبوري: ...»: a nisba that is nothing else, as who says something;
    «وأضاف ماكلين أن ...»: a word of no language we know, who does.
    """
    if token + 1 >= len(ground.types) or token + 1 >= ground.stop(token):
        return None
    word = ground.types[token]
    if not word.article:
        return Person(token, token, None, ALONE) if _says_so(ground, token) else None
    if not (word.article and word.unknown and word.form.endswith(NISBA)):
        return None
    if len(word.form) < _SHORTEST_NISBA or word.form.startswith(FUSED) or word.demonym:
        return None
    if token in ground.taken or any(ground.is_named(token, kind) for kind in _KNOWN):
        return None
    begins = token == ground.scan.sentence(token)[0]
    if begins:
        return Person(token, token, None, ALONE) if ground.forms[token + 1] == ":" else None
    before = token - 1
    says = ground.types[before].saying and not ground.is_particle(before)
    if says and "says" in ground.types[before].part and is_followed(ground, token):
        return Person(token, token, None, ALONE)
    return None


def _says_so(ground: Ground, token: int) -> bool:
    """Whether an unknown word stands between a verb of saying and «that» or what is quoted."""
    word = ground.types[token]
    if not word.unknown or word.prefixed or word.hidden or word.demonym or token in ground.taken:
        return False
    if len(word.form) < _SHORTEST_FOREIGN or word.form.endswith(_NOT_FOREIGN) or not token:
        return False
    if any(ground.is_named(token, kind) for kind in (*_KNOWN, _HEAD)):
        return False
    before = ground.types[token - 1]
    if not before.saying or "says" not in before.part or ground.is_particle(token - 1):
        return False
    after = token + 1
    return ground.is_particle(after, "comp") or ground.forms[after] in {QUOTE, COLON}


# --- before the places are known -----------------------------------------------------------------


def hold(ground: Ground) -> list[int]:
    """Keeps from the places what can only be a man's name: «صلاح الدين عبد الجبار»."""
    held: list[int] = []
    for token, word in ground.marked:
        if not word.given or token + 2 >= ground.stop(token) or token in ground.taken:
            continue
        if "closing" not in ground.types[token + 1].part or _is_place(ground, token):
            continue
        after = ground.types[token + 2]
        name = "servant" in after.part or bool(after.given)
        foreign = after.unknown and not after.article and not after.hidden and not after.prefixed
        if (name or foreign) and not ground.is_named(token + 2, "place"):
            mark = Found(token, token + 1, NameKind.PERSON, _SHOWN)
            for held_token in (token, token + 1):
                ground.taken[held_token] = mark
                held.append(held_token)
    return held


def _is_place(ground: Ground, token: int) -> bool:
    """Whether the word before shows a place: «محافظة», «في», «شارع», «طوارئ صلاح الدين»."""
    if not token:
        return False
    before = token - 1
    return (
        ground.is_named(before, "place-head")
        or (ground.is_named(before, "org-head") and not ground.is_named(before, "title"))
        or ground.is_particle(before, "prep")
        or bool({"toponym", "near"} & ground.types[before].part)
        or not (ground.types[before].article or ground.scan.verb(before))
    )


def release(ground: Ground, held: list[int]) -> None:
    """Gives the words back, for the people to be read in full."""
    for token in held:
        ground.taken.pop(token, None)


# --- in Latin letters ----------------------------------------------------------------------------


def latin(ground: Ground, found: Found) -> Found | None:
    """«طارق الحامدي (Tariq Alhamdi)»: the same name in Latin letters, in brackets behind it."""
    opening = found.last + 1
    stop = ground.stop(found.last)
    if opening < stop and ground.forms[opening] == QUOTE:
        opening += 1
    if opening + 2 >= stop or ground.forms[opening] != "(":
        return None
    last = opening
    while last + 1 < stop and last - opening < MOST_LATIN and _is_latin(ground.forms[last + 1]):
        last += 1
    if last == opening or ground.forms[last + 1 : last + 2] != (")",):
        return None
    return Found(opening + 1, last, NameKind.PERSON, "person-latin", found.key)


def _is_latin(form: str) -> bool:
    return form.isascii() and form[:1].isalpha()


def is_followed(ground: Ground, last: int) -> bool:
    """Whether a mark, a particle, a title or another name ends a person's name after ``last``."""
    after = last + 1
    return (
        ground.forms[after] in COMMAS
        or ground.forms[after] in {QUOTE, "("}
        or ground.is_particle(after)
        or after in ground.taken
        or ground.is_named(after, "title")
    )
