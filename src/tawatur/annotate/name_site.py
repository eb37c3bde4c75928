"""Schools, mosques, palaces, stadiums, plants: what stands behind the word that says the kind."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.name_ground import Ground
from tawatur.annotate.name_head import IMPERFECT, adjectives
from tawatur.annotate.name_shape import full_name, is_one_word
from tawatur.rules.lexicon import Hit

SHORTEST: Final = 3
MOST_ADJECTIVES: Final = 2
_NISBA: Final = ("يه", "ي")
_ADJECTIVE: Final = "يه"
_PERSONAL: Final = frozenset(["honorific", "calling", "rank"])


def named_after(ground: Ground, head: Hit, stop: int) -> int | None:
    """The last token of the name behind a facility's head word: a person's («جامع الإمام علي»), a
    definite noun with its adjectives («مدرسة النخيل الابتدائية»), an unknown word or two.
    """
    token = head.last + 1
    word = ground.types[token]
    if not word.letters or word.demonym or token in ground.taken or ground.is_particle(token):
        return None
    person = _person(ground, token, stop)
    if person is not None:
        return person
    if word.article:
        if head.entry.get("free") != "yes" or word.form.startswith("لل") or is_head(ground, token):
            return None
        return with_adjectives(ground, token, stop)
    after = token + 1
    opened = "toponym" in word.part and after < stop and after not in ground.taken
    if opened and ground.types[after].article and not is_head(ground, token):
        return after  # «مستشفى باب الخضراء»
    if not word.unknown or word.hidden or len(word.form) < SHORTEST:
        return None
    if word.prefixed and not is_one_word(ground, word.form):
        return None
    if ground.scan.verb(token) is not None or word.form.endswith(_ADJECTIVE):
        return None  # «مدرسة تأوي نازحين», «مدرسة ابتدائية»
    if word.form.startswith(IMPERFECT):
        return None
    if after < stop and after not in ground.taken and not ground.is_named(after, "place"):
        second = ground.types[after]
        if second.unknown and not (second.hidden or second.prefixed or second.article):
            return after
    return token


def is_head(ground: Ground, token: int) -> bool:
    """Whether a word is itself a type word, or one of war: «ساحة المعركة»."""
    hits = ground.scan.hits
    return bool(hits.at(token, "place-head") or hits.at(token, "no-street"))


def _person(ground: Ground, token: int, stop: int) -> int | None:
    """The end of a person's name, a title before it: «مدرسة الشهيد علي قاسم»."""
    title = ground.longest(token, "title")
    if title is not None and title.entry["class"] in _PERSONAL and title.last + 1 < stop:
        token = title.last + 1
        if ground.types[token].article and token not in ground.taken:
            return token  # «ضريح الإمام الرضا»
    elif ground.types[token].article and token + 1 < stop and ground.types[token + 1].given:
        token += 1  # «مسجد النبي يونس»
    elif not ground.types[token].given and not ground.types[token].part:
        return None
    named = full_name(ground, token, stop)
    return named[0] if named is not None and ground.is_free(token, named[0]) else None


def with_adjectives(ground: Ground, token: int, stop: int) -> int:
    """The last of the adjectives behind a name: «ملعب النصر البلدي», «مدرسة الأمل الإعدادية»."""
    last, _ = adjectives(ground, token, stop)
    while last + 1 < stop and last - token < MOST_ADJECTIVES and last + 1 not in ground.taken:
        word = ground.types[last + 1]
        relative = word.form.endswith(_NISBA) and not word.demonym
        if not word.article or word.prefixed or not (relative or "augment" in word.part):
            break
        if (
            ground.is_particle(last + 1)
            or ground.is_named(last + 1, "title")
            or ground.is_named(last + 1, "place")
        ):
            break
        last += 1
    return last
