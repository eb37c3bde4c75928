"""People: by title, by given name, by kunya; then the surname that stands for them alone."""

from __future__ import annotations

from itertools import compress, count
from operator import itemgetter
from typing import Final

from tawatur.annotate.name_ground import Found, Ground
from tawatur.annotate.name_shape import NISBA, Person, begins, full_name, is_hyphen
from tawatur.annotate.name_shown import (
    CALLED,
    aged,
    alone,
    is_before_nisba,
    is_followed,
    is_toponym,
    latin,
    shown,
)
from tawatur.annotate.name_title import (
    OFFICE,
    apposed,
    by_office,
    introduced,
    title_at,
    titled,
)
from tawatur.annotate.name_words import ARTICLE, BUILDING, COMMAS, PUBLIC
from tawatur.model.mention import NameKind
from tawatur.rules.spelling import alike, skeleton
from tawatur.text.words import heads

SHORTEST_ALONE: Final = 3
PLACE: Final = NameKind.PLACE
FACILITY: Final = NameKind.FACILITY
MOST_BETWEEN: Final = 5  # words between a name and the other name of the same person
ALIKE: Final = 0.85
_END: Final = 3  # letters by which most words are told from a surname
_LAST: Final = itemgetter(slice(-_END, None))
__all__ = ["again", "annotate", "by_office"]


def annotate(ground: Ground) -> None:
    """Adds the people of the text to the ground."""
    for token in _openings(ground):
        if token in ground.taken:
            continue
        person = (
            titled(ground, token)
            or _known(ground, token)
            or _given(ground, token)
            or _said(ground, token)
            or shown(ground, token)
        )
        if person is not None:
            _keep(ground, person)
    for token in ground.tokens("title"):
        person = introduced(ground, token) if token > 2 else None
        if person is not None:
            _keep(ground, person)
    for token in compress(count(), map("(".__eq__, ground.forms)):
        person = aged(ground, token)
        if person is not None:
            _keep(ground, person)


def _keep(ground: Ground, person: Person) -> None:
    """Adds a person, with the office that stands before or behind the name."""
    start = begins(ground, person.first)
    key = ground.text(person.first, person.last, start)
    if person.rule == CALLED:
        key = _bearer(ground, person) or key
    title, role = person.title, person.role
    if role is None:
        behind = apposed(ground, person.last)
        if behind is not None:
            title, role = behind
    found = Found(person.first, person.last, NameKind.PERSON, person.rule, key, start, title)
    ground.add(found)
    if role is not None:
        holders = ground.offices.setdefault(role.office, {})
        holders.setdefault((role.of, found.key), found)
    if person.rank is not None:
        ground.offices.setdefault(person.rank, {}).setdefault(("", found.key), found)
    _brother(ground, found)
    again_in_latin = latin(ground, found)
    if again_in_latin is not None:
        ground.add(again_in_latin)


def _bearer(ground: Ground, person: Person) -> str | None:
    """The person before «واسمه الحقيقي ...», whose other name this is."""
    for token in range(person.first - 1, max(person.first - MOST_BETWEEN, -1), -1):
        found = ground.taken.get(token)
        if found is not None:
            return found.key if found.kind is NameKind.PERSON else None
    return None


def _brother(ground: Ground, found: Found) -> None:
    """«الشقيقان خالد وإبراهيم المرزوقي»: a given name before another one shares its surname."""
    before = found.first - 1
    joined = found.start is not None and found.start > ground.scan.words.starts[found.first]
    if before < 0 or not joined or before in ground.taken or found.first == found.last:
        return
    word = ground.types[before]
    if word.given != "sure" or (before and ground.types[before - 1].given):
        return
    key = f"{word.form} {ground.text(found.first + 1, found.last)}"
    ground.add(Found(before, before, NameKind.PERSON, "person-brother", key))


def _openings(ground: Ground) -> list[int]:
    """The tokens where a person's name or title may begin."""
    found = {*ground.at["title"], *ground.at["person"]}
    for token, word in ground.marked:
        if word.opens:
            found.add(token)
        if word.saying and token + 1 < len(ground.types):
            found.add(token + 1)
    found.update(token for token in ground.unknown() if is_before_nisba(ground, token))
    for hit in ground.at["title"].values():  # «باسم» in «المتحدث باسم» is nobody's name
        found.difference_update(range(hit.first + 1, hit.last + 1))
    return sorted(found)


# --- without a title -----------------------------------------------------------------------------


def _known(ground: Ground, token: int) -> Person | None:
    """«تيريزا ماي»: somebody of the list whose name is made of other words."""
    hit = ground.longest(token, "person")
    if hit is None or not ground.is_free(token, hit.last) or is_toponym(ground, token):
        return None
    return Person(token, hit.last, None, "person-public")


def _given(ground: Ground, token: int) -> Person | None:
    """«محمد شياع السوداني»: a given name that is hardly anything else, and what follows it."""
    word = ground.types[token]
    kunya = "kunya" in word.part and not word.given
    if token in ground.taken or not (kunya or _is_sure(ground, token)):
        return None
    if is_toponym(ground, token):
        return None
    named = full_name(ground, token, ground.stop(token))
    if named is None or (named[1] < 2 and not kunya):
        return None
    if kunya and not _is_kunya(ground, token, named[0]):
        return None
    return Person(token, named[0], None, "person-kunya" if kunya else "person-given")


def _is_sure(ground: Ground, token: int) -> bool:
    """A given name that is hardly anything else, or two that make each other sure."""
    word = ground.types[token]
    if word.given == "sure" or "servant" in word.part:
        return True
    if not word.given or token + 1 >= len(ground.types):
        return False
    after = ground.types[token + 1]
    if is_hyphen(ground, token + 1) and token + 2 < len(ground.types):
        second = ground.types[token + 2]  # «جان-باتيست»
        return bool(second.given) or second.unknown
    return bool(after.given) or bool({"servant", "closing", "son"} & after.part)


def _is_kunya(ground: Ground, token: int, last: int) -> bool:
    """«أبو بكر البغدادي»: «أبو» and a name, then a nisba or another name; no place."""
    if last == token + 1 and last + 2 < ground.stop(token):  # «أم علي، واسمها ...»
        comma = ground.forms[last + 1] in COMMAS
        return comma and "called" in ground.types[last + 2].part
    return last > token + 1 and (ground.types[last].article or bool(ground.types[last].given))


def _said(ground: Ground, token: int) -> Person | None:
    """«وقال بيتر رودس مساعد ...»: two unknown words between a reporting verb and a title."""
    before = token - 1
    if before < 0 or token in ground.taken or not ground.types[before].saying:
        return None
    if ground.is_particle(before):
        return None
    word = ground.types[token]
    if not (word.unknown or word.given) or word.article:
        return None
    stop = ground.stop(token)
    named = full_name(ground, token, stop)
    if named is not None and named[1] == 1 and _is_kin(ground, named[0], stop):
        return Person(token, named[0], None, "person-saying") if word.given else None
    if named is None or named[1] < 2 or named[0] + 1 >= stop:
        return None
    if any(
        ground.types[t].prefixed and not ground.types[t].given for t in range(token, named[0] + 1)
    ):
        return None
    after = named[0] + 1
    second = ground.types[token + 1]
    if second.article and not word.given and not second.form.endswith(NISBA):
        return None  # «يصفه أهل الحارة»
    said = is_followed(ground, after - 1)
    if not word.given and "says" not in ground.types[before].part:
        said = ground.forms[after] in COMMAS or title_at(ground, after) is not None
    return Person(token, named[0], None, "person-saying") if said else None


def _is_kin(ground: Ground, last: int, stop: int) -> bool:
    """«قال سعد، شقيق المغدور»: whom a comma and a kinship or an office follow."""
    after = last + 2
    if after >= stop or ground.forms[last + 1] not in COMMAS:
        return False
    return "kin" in ground.types[after].part or title_at(ground, after) is not None


# --- again, by surname ---------------------------------------------------------------------------


def again(ground: Ground) -> None:
    """Adds the places where a person is called by surname alone, one named in full before all."""
    surnames = _surnames(ground)
    if surnames:
        _repeated(ground, surnames)
    places = [token + 1 for token, word in ground.marked if word.saying]
    places += [first for first, _ in ground.scan.words.sentences]
    lone: dict[str, Found] = {}
    for token in places:
        person = alone(ground, token)
        if person is not None:
            _keep(ground, person)
            lone.setdefault(ground.forms[token], ground.taken[token])
    for token in ground.unknown() if lone else ():  # «نقلت عن ماكلين قوله»
        one = lone.get(ground.forms[token])
        if one is not None and token not in ground.taken:
            ground.add(Found(token, token, NameKind.PERSON, "person-surname", key=one.key))
    for token, word in ground.marked:
        if PUBLIC in word.part and token not in ground.taken:
            _add_public(ground, token)


def _add_public(ground: Ground, token: int) -> None:
    """«هنأ ماكرون ...»: somebody whom the news of many countries calls by surname alone."""
    hits = ground.scan.hits.at(token, "name-part")
    start = max(hit.start for hit in hits if hit.entry["class"] == PUBLIC)
    if is_toponym(ground, token):
        return
    first = token
    if (
        token
        and token - 1 not in ground.taken
        and ground.types[token - 1].given
        and (start == ground.scan.words.starts[token] and not is_toponym(ground, token - 1))
    ):
        first = token - 1  # «مايك بومبيو»
        start = begins(ground, first)
    key = ground.text(first, token, start)
    ground.add(Found(first, token, NameKind.PERSON, "person-public", key, start))


def _repeated(ground: Ground, surnames: dict[str, tuple[int, Found]]) -> None:
    _spelled_otherwise(ground, surnames)
    ends = {surname[-_END:] for surname in surnames}
    likely = map(ends.__contains__, map(_LAST, ground.forms))
    for token in compress(count(), likely):
        form = ground.forms[token]
        if form not in surnames and form[1:] not in surnames and form[2:] not in surnames:
            continue
        if token in ground.taken:
            continue
        for head in heads(form):
            same = surnames.get(form[head:])
            if same is not None and same[0] == 1 and len(form) < SHORTEST_ALONE:
                continue
            if same is None or (head and form[:head].endswith(ARTICLE)):
                continue
            width, full = same
            if width == 2 and not _goes_on(ground, token, full):
                continue
            says = token > 0 and ground.types[token - 1].saying
            if width == 1 and ground.types[full.last].given == "sure" and not says:
                continue  # «أكد عياد», where «محمد عياد» was named; «عياد» alone may be another
            ground.add(
                Found(
                    token,
                    token + width - 1,
                    NameKind.PERSON,
                    "person-surname",
                    key=full.key,
                    start=ground.scan.words.starts[token] + head,
                )
            )
            break


def _spelled_otherwise(ground: Ground, surnames: dict[str, tuple[int, Found]]) -> None:
    """Adds «ريمر» where «رايمر» was named in full: an unknown word of the same consonants."""
    foreign = {
        skeleton(surname): (surname, full)
        for surname, (width, full) in surnames.items()
        if width == 1 and len(surname) > SHORTEST_ALONE
    }
    if not foreign:
        return
    for token in ground.unknown():
        word = ground.types[token]
        if word.article or word.given or token in ground.taken:
            continue
        surname, full = foreign.get(skeleton(word.form), (None, None))
        if surname is None or full is None or full.first > token or surname == word.form:
            continue
        if alike(surname, word.form).score >= ALIKE:
            ground.add(Found(token, token, NameKind.PERSON, "person-surname", key=full.key))


def _goes_on(ground: Ground, token: int, full: Found) -> bool:
    return (
        token + 1 < len(ground.forms)
        and token + 1 not in ground.taken
        and ground.forms[token + 1] == ground.forms[full.last]
    )


def _surnames(ground: Ground) -> dict[str, tuple[int, Found]]:
    """The forms that stand for a person alone: the last word, or the last two of «عبد المهدي»."""
    found: dict[str, tuple[int, Found]] = {}
    for person in ground.found:
        if (
            person.kind is not NameKind.PERSON
            or person.last == person.first
            or person.rule == OFFICE
        ):
            continue
        last = ground.types[person.last]
        before = ground.types[person.last - 1]
        if person.last - person.first > 1 and (before.part & BUILDING or "closing" in last.part):
            found.setdefault(before.form, (2, person))
        elif "closing" in last.part:
            continue
        elif not last.common and (last.demonym is None or last.article):
            found.setdefault(last.form, (1, person))
    return found
