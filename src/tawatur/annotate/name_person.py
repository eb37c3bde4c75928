"""People: by title, by given name, by kunya; then the surname that stands for them alone."""

from __future__ import annotations

from itertools import compress, count
from operator import itemgetter
from typing import Final

from tawatur.annotate.name_shape import Person, begins, full_name
from tawatur.annotate.name_title import OFFICE, by_office, title_at, titled
from tawatur.annotate.name_words import ARTICLE, BUILDING, COMMAS, QUOTE, Found, Ground
from tawatur.model.mention import NameKind
from tawatur.text.words import heads

SHORTEST_ALONE: Final = 3
_END: Final = 3  # letters by which most words are told from a surname
_LAST: Final = itemgetter(slice(-_END, None))
__all__ = ["again", "annotate", "by_office"]


def annotate(ground: Ground) -> None:
    """Adds the people of the text to the ground."""
    for token in _openings(ground):
        if token in ground.taken:
            continue
        person = titled(ground, token) or _given(ground, token) or _said(ground, token)
        if person is None:
            continue
        start = begins(ground, person.first)
        found = Found(
            person.first,
            person.last,
            NameKind.PERSON,
            person.rule,
            key=ground.text(person.first, person.last, start),
            start=start,
            title=person.title,
        )
        ground.add(found)
        if person.role is not None:
            holders = ground.offices.setdefault(person.role.office, {})
            holders.setdefault((person.role.of, found.key), found)


def _openings(ground: Ground) -> list[int]:
    """The tokens where a person's name or title may begin."""
    found = set(ground.at["title"])
    for token, word in ground.marked:
        if word.opens:
            found.add(token)
        if word.saying and token + 1 < len(ground.types):
            found.add(token + 1)
    return sorted(found)


# --- without a title -----------------------------------------------------------------------------


def _given(ground: Ground, token: int) -> Person | None:
    """«محمد شياع السوداني»: a given name that is hardly anything else, and what follows it."""
    word = ground.types[token]
    kunya = "kunya" in word.part and not word.given
    if token in ground.taken or not (kunya or _is_sure(ground, token)):
        return None
    if _is_toponym(ground, token):
        return None
    named = full_name(ground, token, ground.stop(token))
    if named is None or named[1] < 2:
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
    return bool(after.given) or "servant" in after.part


def _is_kunya(ground: Ground, token: int, last: int) -> bool:
    """«أبو بكر البغدادي»: «أبو» and a name, then a nisba or another name; no place."""
    return last > token + 1 and (ground.types[last].article or bool(ground.types[last].given))


def _is_toponym(ground: Ground, token: int) -> bool:
    """«مطار محمد الخامس», «شارع ...», «جامعة ...» are named after people."""
    if token == 0:
        return False
    before = token - 1
    if ground.forms[before] == QUOTE and before > 0:
        before -= 1
    return (
        "toponym" in ground.types[before].part
        or ground.is_named(before, "place-head")
        or ground.is_named(before, "org-head")
        or (before in ground.taken and ground.taken[before].kind is not NameKind.PERSON)
    )


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
    if named is None or named[1] < 2 or named[0] + 1 >= stop:
        return None
    if any(
        ground.types[t].prefixed and not ground.types[t].given for t in range(token, named[0] + 1)
    ):
        return None
    after = named[0] + 1
    shown = (
        ground.forms[after] in COMMAS
        or ground.forms[after] == QUOTE
        or ground.is_particle(after)
        or title_at(ground, after) is not None
    )
    return Person(token, named[0], None, "person-saying") if shown else None


# --- again, by surname ---------------------------------------------------------------------------


def again(ground: Ground) -> None:
    """Adds the places where a person already named in full is called by surname alone."""
    surnames = _surnames(ground)
    if not surnames:
        return
    ends = {surname[-_END:] for surname in surnames}
    likely = map(ends.__contains__, map(_LAST, ground.forms))
    for token in compress(count(), likely):
        form = ground.forms[token]
        if form not in surnames and form[1:] not in surnames and form[2:] not in surnames:
            continue
        if token in ground.taken or len(form) < SHORTEST_ALONE:
            continue
        for head in heads(form):
            same = surnames.get(form[head:])
            if same is None or (head and form[:head].endswith(ARTICLE)):
                continue
            width, full = same
            if width == 2 and not _goes_on(ground, token, full):
                continue
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
        if "closing" in last.part:
            continue
        if before.part & BUILDING and person.last - person.first > 1:
            found.setdefault(before.form, (2, person))
        elif not last.common and (last.demonym is None or last.article) and last.given != "sure":
            found.setdefault(last.form, (1, person))
    return found
