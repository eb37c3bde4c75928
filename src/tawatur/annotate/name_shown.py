"""People without a title whom something else shows: «برئاسة ...», «واسمه ...», an age, a verb."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.name_shape import NISBA, Person, full_name
from tawatur.annotate.name_words import COMMAS, LEADING, QUOTE, Found, Ground
from tawatur.model.mention import NameKind

MOST_LATIN: Final = 4
_SHOWN: Final = "person-shown"
_BETWEEN: Final = 2  # words between «واسمه» and the name: «واسمه الحقيقي خالد»


def shown(ground: Ground, token: int) -> Person | None:
    """The person that the word at ``token`` leads to, or whom what stands around it shows."""
    return _led(ground, token) or _aged(ground, token) or _met(ground, token)


def _led(ground: Ground, token: int) -> Person | None:
    """«برئاسة سعدي الشمري», «واسمها فوزية محسن»: two words or more behind a word that names."""
    word = ground.types[token]
    if not word.part & LEADING:
        return None
    stop = ground.stop(token)
    last = token + (_BETWEEN if "called" in word.part else 1)
    for first in range(token + 1, min(last, stop - 1) + 1):
        if first in ground.taken or (ground.types[first].article and first == last):
            return None
        if ground.types[first].article:
            continue
        named = full_name(ground, first, stop)
        return Person(first, named[0], None, _SHOWN) if named and named[1] > 1 else None
    return None


def _aged(ground: Ground, token: int) -> Person | None:
    """«توماس سوريه (20 عاما)»: a name before an age in brackets."""
    if not ground.types[token].given:
        return None
    named = full_name(ground, token, ground.stop(token))
    if named is None or named[1] < 2:
        return None
    after = ground.forms[named[0] + 1 : named[0] + 3]
    if len(after) < 2 or after[0] != "(" or not after[1].isdigit():
        return None
    return Person(token, named[0], None, _SHOWN)


def _met(ground: Ground, token: int) -> Person | None:
    """«وغادر سلام كواتش القاعة», «خليل الزبيدي»: a given name that may be a word, behind a verb or
    before a nisba that is nothing else.
    """
    if not token or not ground.types[token].given:
        return None
    after = ground.types[token + 1] if token + 1 < ground.stop(token) else None
    if after is None or token + 1 in ground.taken or after.lexical or not after.letters:
        return None
    before = token - 1
    verb = ground.scan.verb(before) is not None and not ground.is_particle(before)
    nisba = after.article and after.form.endswith(NISBA)
    if not nisba and not (verb and (after.unknown or after.article)):
        return None
    if ground.is_named(before, "place-head") or "toponym" in ground.types[before].part:
        return None
    named = full_name(ground, token, ground.stop(token))
    return Person(token, named[0], None, _SHOWN) if named and named[1] > 1 else None


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
        or ground.is_named(before, "org-head")
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
