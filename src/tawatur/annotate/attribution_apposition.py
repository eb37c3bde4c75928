"""Appositions behind a source: «نائب القائد، اللواء فلان، »."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tawatur.annotate import attribution_reach as sources
from tawatur.annotate.attribution_contents import Attachment
from tawatur.annotate.attribution_ground import COMMAS, Ground, words
from tawatur.annotate.attribution_reach import Phrase
from tawatur.model.mention import NameKind
from tawatur.rules.cues import endings

_APPOSITIONS: Final = 4
_NAMES: Final = 4  # words of a person's name behind its first


def with_apposition(
    ground: Ground,
    phrase: Phrase,
    found: Attachment | None,
    stop: int,
    takes: frozenset[str] = frozenset(),
) -> Phrase:
    """«نائب القائد، اللواء فلان، ...»: the phrases behind commas that name the same source.

    ``takes``: what the cue takes, where nothing that is said was found behind the first phrase.
    """
    for _ in range(_APPOSITIONS):
        longer = _with_one(ground, phrase, found, stop, takes)
        if longer is phrase:
            break
        phrase = longer
    return phrase


def _with_one(
    ground: Ground, phrase: Phrase, found: Attachment | None, stop: int, takes: frozenset[str]
) -> Phrase:
    end = stop if found is None else found.token
    comma = phrase.last + 1
    if comma + 1 >= end or ground.forms[comma] not in COMMAS:
        return phrase
    if sources.addresses(ground, comma + 1) or ground.forms[comma + 1] in words("preposition_li"):
        return phrase
    if _is_partitive(ground, comma + 1):
        return phrase  # «المنظمون، وغالبيتهم طلاب، »
    if sources.is_oblique(ground, comma + 1):
        return phrase  # «دعا الناطق، العقيد فلان، المواطنين إلى»: whom he asks
    if ground.participle(comma + 1) is not None and comma + 1 not in ground.names:
        return phrase  # «أكدت الوزارة الخبر، مشيرة إلى»
    other = sources.read(ground, comma + 1, end, takes=takes)
    son = words("son").intersection(ground.forms[comma + 2 : comma + 3])
    if other is None and not son:  # «جوهر بن ...» is no verb
        return phrase
    person = None if _is_person(phrase) else given_name(ground, comma + 1, end)
    if person is not None:
        return replace(phrase, last=person)
    if other is None:
        return phrase
    if not sources.can_speak(ground, comma + 1) and not _is_bare_name(ground, other):
        return phrase
    if _is_person(phrase) and _is_person(other):
        return phrase  # «مدير الحملة فلان، المرشح فلان»
    named = ground.names.get(comma + 1)
    office = phrase.head is not None and phrase.head.entry["class"] == "role"
    if named is not None and _is_person(other) and office and other.last == named[0]:
        return sources.extended(phrase, other)  # «وصف الأمين العام، فلان القرار بأنه»
    following = other.last + 1
    place = phrase.name is not None and phrase.name.is_place  # «تونس، العضو الوحيد في المجلس،»
    if following < len(ground.forms) and (
        ground.is_mark(following)
        or following == end
        or (ground.scan.is_particle(following) and not place)
    ):
        return sources.extended(phrase, other)
    office = other.head is not None and other.head.entry["class"] == "role"
    if takes and office and following < len(ground.forms) and _is_person(phrase):
        return sources.extended(phrase, other)  # «استنكر فلان، مدير المركز حملات ...»
    return phrase


def _is_partitive(ground: Ground, token: int) -> bool:
    """«وغالبيتهم», «ومعظمهم»: a part of those named before."""
    form = ground.forms[token]
    if not form.startswith(endings("conjunction")) or not form.endswith(endings("own")):
        return False
    (his,) = endings("his")  # «غالبية» and its pronoun: «غالبيتهم»
    return any(form[1:].startswith(part.removesuffix(his)) for part in words("partitive"))


def given_name(ground: Ground, first: int, stop: int) -> int | None:
    """«أستاذ القانون، جوهر بن مبارك، أن»: the last word of a name that its first word shows."""
    son = ground.forms[first + 1 : first + 2]
    if "given" not in ground.scan.hits.by_token[first] and not words("son").intersection(son):
        return None
    if first in ground.names or ground.timex(first) is not None:
        return None
    last = first
    while last + 1 < stop and last - first < _NAMES:
        form = ground.forms[last + 1]
        if last > first and not form.isalpha():
            break  # «جوهر بن مبارك،»
        more = "given" in ground.scan.hits.by_token[last + 1] or form in words("son_of")
        last += 1
        if not more:
            break
    family = last + 2 < stop and ground.forms[last + 1].startswith(endings("definite_article"))
    if family and last > first and not ground.forms[last + 2].isalpha():
        last += 1  # «يوسف بن أحمد العثيمين،»
    form = ground.forms[last]
    if last == first or ground.is_mark(last) or ground.scan.is_particle(last):
        return None
    behind = ground.forms[last + 1] if last + 1 < len(ground.forms) else "."
    closed = behind in words("complementiser") or not behind.isalpha()
    definite = behind.startswith(endings("definite_article")) and not behind.endswith(
        endings("nisba")
    )
    return last if form.isalpha() and (closed or definite) else None


def _is_person(phrase: Phrase) -> bool:
    return phrase.name is not None and phrase.name.kind is NameKind.PERSON


def _is_bare_name(ground: Ground, phrase: Phrase) -> bool:
    """«وزير الدفاع، لويد أوستن، إن»: two to four words that no list knows."""
    return 2 <= phrase.last - phrase.first + 1 <= 4 and not any(
        ground.scan.readings[token] or ground.forms[token].startswith(endings("article"))
        for token in range(phrase.first, phrase.last)
    )
