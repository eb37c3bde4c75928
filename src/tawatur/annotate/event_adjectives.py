"""The adjectives of a noun of happening: «الهجمات الصاروخية المتكررة»."""

from __future__ import annotations

from typing import Final

from tawatur.annotate import event_factuality as factuality
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_view import View
from tawatur.text.morphology import Reading

_MODIFYING: Final = frozenset(
    ["missile", "drone", "air", "artillery", "bomb", "verbal", "event-protest", "terror"]
)


_HEADS: Final = frozenset(["human", "force", "site", "weapon", "gunman", "quantifier"])


def with_adjectives(view: View, token: int, reading: Reading, stop: int) -> int:
    """The last adjective of a trigger noun: «الهجمات الصاروخية المتكررة»."""
    if reading.construct or (reading.pronoun and not _its_kind(view, token + 1, stop)):
        return token
    last = token
    while last + 1 < stop and last - token < 3:
        word = view.words[last + 1]
        if word.form in view.rules.words["another"]:
            last += 1
            continue
        if word.breaks or word.particle or word.joined or word.finite_only:
            break
        if (
            view.name_at[last + 1] >= 0
            or view.quantity_at[last + 1] not in {-1, view.quantity_at[token]}
            or view.preposition(last + 1)
        ):
            break
        if view.timex_at[last + 1] >= 0:
            break
        if last > token and view.words[last].bare in view.rules.words["elative"]:
            last += 1  # «الهجوم الأكثر دموية»
            break
        if word.article != (reading.article or bool(reading.pronoun)):
            break
        if not word.article and not _adjective(view, last + 1, reading):
            break
        last += 1
    return last


def _its_kind(view: View, token: int, stop: int) -> bool:
    """«مسيراتهم الاحتجاجية»: an adjective of kind behind a pronoun, no noun: «قتلهم المدنيين»."""
    if token >= stop or not view.words[token].article:
        return False
    word = view.words[token]
    return bool(word.classes & _MODIFYING) and word.form.endswith(_BELONGING)


def _adjective(view: View, token: int, reading: Reading) -> bool:
    word = view.words[token]
    if word.form in view.rules.words["another"]:
        return True
    if factuality.of_adjectives(view, token, token) is not None:
        return True  # «محادثات مرتقبة»
    if word.nation:  # «غارة إسرائيلية»; but «مقتل سوري» names who was killed
        assault = any(rule.type in ASSAULTS for _, rule in view.words[token - 1].triggers)
        return assault and word.form.endswith(_BELONGING)
    if reading.number == "d" and word.form[-2:] == view.words[token - 1].form[-2:]:
        return not word.triggers
    if word.classes & _MODIFYING:
        return word.form.endswith(("ي", "يه", "يا")) or reading.kind == "noun"
    if word.classes & _HEADS or word.verb is not None or word.triggers:
        return False
    if word.form.endswith(("ي", "يه", "يا")):
        return True
    if reading.kind == "noun" and not _in_construct(view, token):
        return True
    return word.form.endswith("ا")


_BELONGING: Final = ("ي", "يه")  # adjectives of belonging, of one thing


def _in_construct(view: View, token: int) -> bool:
    """«تفجير سور الحدود»: a noun that is itself in construct with a definite one."""
    following = token + 1
    if following >= len(view.words) or view.timex_at[following] >= 0:
        return False
    return view.words[following].article and not view.preposition(following)
