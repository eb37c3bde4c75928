"""The shape of a person's name: given names, compounds, surnames; how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.annotate.name_ground import Ground
from tawatur.annotate.name_words import (
    ARTICLE,
    BUILDING,
    PLURAL,
    PREPOSITIONS,
    PUBLIC,
    WordType,
    word_types,
)

MOST_UNITS: Final = 3
MOST_NATIVE: Final = 7  # «محمد حسن عبد الله علي الكبيسي»: a man, his fathers, his tribe
FEMININE: Final = "ه"
NISBA: Final = "ي"
PLURALS: Final = ("ون", "ين")  # «المقاتلين»; but «الحسين»
LONG: Final = 7
SHORTEST_INNER: Final = 3
_SO: Final = "ف"
_MAGHREBI: Final = "بو"  # «بو» is written to the name behind it: «بوهلال»
AGREEING: Final = ("ا", *PLURALS)


@dataclass(frozen=True, slots=True)
class Person:
    """A full name with its title."""

    first: int
    last: int
    title: tuple[int, int] | None
    rule: str
    role: Role | None = None
    rank: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An office as a title states it: what it is, and of what, in folded words."""

    office: str
    of: str


def begins(ground: Ground, token: int) -> int:
    """Where a name begins inside a token: «وسامي», «لمحمد» are given names behind a letter."""
    start = ground.scan.words.starts[token]
    known = ground.longest(token, "person")
    if known is not None:
        return known.start
    hits = [hit.start for hit in ground.scan.hits.at(token, "given")]
    return start if not hits or start in hits else min(hits)


def _unit(ground: Ground, token: int, stop: int, *, opening: bool, weak: bool) -> int | None:
    """The last token of one part of a name: «عبد المهدي», «صلاح الدين», «إسبر»."""
    if token >= stop or token in ground.taken:
        return None
    word = ground.types[token]
    if not word.letters:
        return None
    chained = not opening and ground.is_particle(token, "chain") and token + 1 < len(ground.types)
    if chained and ground.types[token + 1].article:
        return None  # «باسم الشهيد»; but «باسم محمد»
    after_next = ground.types[token + 1] if token + 1 < stop else None
    if not opening and word.lexical and ground.is_named(token + 1, "weekday"):
        return None  # «ناجي جلول صباح الثلاثاء»
    if "kunya" in word.part and after_next is not None and _is_counted(after_next):
        return None  # «أم لثلاثة أطفال»
    if word.part & BUILDING and token + 1 < stop and ground.types[token + 1].letters:
        after = ground.types[token + 1]
        if "compound" in word.part and after.part & BUILDING:  # «بن عبد العزيز»
            return _unit(ground, token + 1, stop, opening=opening, weak=weak)
        if ground.is_particle(token + 1) and not after.given:
            return None
        return token + 1
    joined = not opening and begins(ground, token) > ground.scan.words.starts[token]
    if joined or not _fits(ground, word, opening=opening, weak=weak):
        return None
    if token + 1 < stop and "closing" in ground.types[token + 1].part:
        return token + 1
    return token


def _fits(ground: Ground, word: WordType, *, opening: bool, weak: bool) -> bool:
    if word.given:
        return True
    if word.article:
        # «السوداني» and «الحافظ» are surnames behind a given name
        plural = len(word.form) > LONG and word.form.endswith(PLURALS)
        fused = word.form.startswith(ARTICLE[1])  # «للضرب»
        if opening or word.common or plural or fused or word.form.endswith(PLURAL):
            return False
        return not word.lexical or (weak and not word.form.endswith(FEMININE))
    if "elative" in word.part or (word.prefixed and not opening and not _is_foreign(ground, word)):
        return False
    return word.unknown and not word.hidden and len(word.form) > 2


def _is_foreign(ground: Ground, word: WordType) -> bool:
    """«فريدمان»: a word that only seems to begin with «and so», for no known one is left."""
    if word.form[0] != _SO or len(word.form) < LONG - 2:
        return False
    rest = word_types(ground.lang.lexicon, ground.lang.morphology).of(word.form[1:])
    return rest.unknown and not rest.given and not rest.kinds


def _is_counted(word: WordType) -> bool:
    """«لثلاثة»: a known word behind a preposition."""
    return word.lexical and not word.given and word.form[0] in PREPOSITIONS


def full_name(ground: Ground, token: int, stop: int) -> tuple[int, int] | None:
    """The last token of the name that begins at ``token``, and how many parts it has."""
    known = ground.longest(token, "person")
    if known is not None:
        return (known.last, 2) if ground.is_free(token, known.last) else None
    last = _unit(ground, token, stop, opening=True, weak=False)
    if last is None:
        return None
    native = bool(ground.types[token].given) or last > token
    units = 1
    while units < (MOST_NATIVE if native else MOST_UNITS) and last + 1 < stop:
        place = _joint(ground, last + 1, stop)
        end = _unit(ground, place, stop, opening=False, weak=native)
        if end is None and native and _is_inner(ground, place, stop):
            end = place + 1
        if end is None or (units >= MOST_UNITS - 1 and not _third(ground, token, last, end, stop)):
            break
        if units > 1 and ground.types[end].article and ground.forms[end].endswith(FEMININE):
            break  # «بشر الخصاونة»; but «سلام كواتش القاعة»
        far = units >= MOST_UNITS or (units > 1 and "servant" in ground.types[last - 1].part)
        if far and not _goes_on(ground, place):
            break
        if not native and _agree(ground.forms[token], ground.forms[end]):
            return None  # «قداسا دينيا», «متخصصون نفسانيون»
        native = native or bool(ground.types[end].given)
        last, units = end, units + 1
        if PUBLIC in ground.types[last].part:
            break  # «إيمانويل ماكرون سنا»
        if _closes(ground, last) and not _is_further(ground, last + 1, stop):
            break
    if last + 1 < stop and _is_regnal(ground.types[last + 1]):
        last += 1
    return last, units


def _is_inner(ground: Ground, place: int, stop: int) -> bool:
    """«سالم قائد الهمامي»: a plain noun in a name is shown by the nisba behind it, which is no word
    of the language and no nationality.
    """
    if place + 1 >= stop or not ground.is_free(place, place + 1):
        return False
    word, after = ground.types[place], ground.types[place + 1]
    if not word.letters or word.article or word.prefixed or word.common or word.saying:
        return False
    if ground.is_particle(place) or word.demonym or word.part or ground.scan.verb(place):
        return False
    if len(word.form) < SHORTEST_INNER or begins(ground, place) > ground.scan.words.starts[place]:
        return False
    nisba = after.article and after.unknown and after.form.endswith(NISBA) and not after.demonym
    known = any(ground.is_named(place + 1, kind) for kind in ("org-adjective", "place", "title"))
    return nisba and not known and len(after.form) > LONG - 2


def _is_regnal(word: WordType) -> bool:
    """«عبد الله الثاني», «محمد السادس»."""
    return word.article and "middle" in word.part


def _closes(ground: Ground, last: int) -> bool:
    """Whether a part ends the name: a nisba or another word with the article, «السوداني»."""
    word = ground.types[last]
    return word.article and not ("closing" in word.part or "servant" in ground.types[last - 1].part)


def _is_further(ground: Ground, place: int, stop: int) -> bool:
    """«الشامي الحموي»: a second nisba behind the first."""
    if place >= stop or place in ground.taken:
        return False
    word = ground.types[place]
    nisba = word.form.endswith(NISBA) and not word.lexical and len(word.form) > LONG - 2
    return word.article and (nisba or bool(word.given))


def _joint(ground: Ground, place: int, stop: int) -> int:
    """Where the next part of a name begins: behind a hyphen, «فون», «دي»."""
    if place + 1 < stop and is_hyphen(ground, place):
        place += 1
    if "middle" in ground.types[place].part and place + 1 < stop:
        place += 1
    return place


def is_hyphen(ground: Ground, place: int) -> bool:
    """«جان-باتيست», not «علي - الشارع»: a mark that touches the words beside it."""
    if ground.forms[place] != "-" or not 0 < place < len(ground.forms) - 1:
        return False
    starts, ends = ground.scan.words.starts, ground.scan.words.ends
    return ends[place - 1] == starts[place] and ends[place] == starts[place + 1]


def _goes_on(ground: Ground, place: int) -> bool:
    """Whether a fourth part or a later one is sure: a given name, «بن», «عبد», a nisba."""
    word = ground.types[place]
    nisba = word.article and word.form.endswith(NISBA) and not word.lexical
    return bool(word.given) or bool(word.part & BUILDING) or nisba


def _agree(noun: str, adjective: str) -> bool:
    """Whether two unknown words end as a noun and its adjective do."""
    return any(noun.endswith(end) and adjective.endswith(end) for end in AGREEING)


def _third(ground: Ground, first: int, second: int, third: int, stop: int) -> bool:
    """Whether a third word still belongs to the name: after given names, or before a mark."""
    word = ground.types[third]
    if word.article:
        # «لقمان سليم الكردي»: a nationality behind two given names is a surname; «عبد الملك بدر
        # الدين»: its own second part
        names = ground.types[first].given and ground.types[second].given
        tribe = names and word.demonym is not None and word.form.endswith(NISBA)
        return not word.lexical or third > second + 1 or bool(tribe)
    if word.given or ground.types[second].given or "son" in word.part:
        return True
    if ground.types[first].given and word.form.startswith(_MAGHREBI) and len(word.form) > LONG - 3:
        return True  # «محمد لعبيدي بوهلال»
    if not ground.types[first].given and ground.types[third].prefixed:
        return False
    if ground.forms[second - 1] == "-":
        return True  # «جان-باتيست لوكلير»
    after = third + 1
    return after >= stop or not ground.types[after].letters or ground.types[after].lexical


def is_one_word(ground: Ground, form: str) -> bool:
    """«فينسبري»: no known word is left without the conjunction that it seems to begin with."""
    rest = word_types(ground.lang.lexicon, ground.lang.morphology).of(form[1:])
    return rest.unknown and not rest.given and not rest.kinds
