"""Which event a trigger tells of, if any: sense chosen by the words of its phrases."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from tawatur.annotate.event_arguments import ASIDES, Piece
from tawatur.annotate.event_rules import TriggerRule
from tawatur.annotate.event_view import View
from tawatur.text.morphology import Reading

ACTIVITIES: Final = ("patrols", "training", "talks", "strikes", "operations", "flights", "aidwork")
# Pieces that leave the sense alone.
_ASIDE: Final = frozenset(["place", "to", "with", "about", *ASIDES])
_FIELDS_OF_LIFE: Final = frozenset(["sport", "money"])
_ANYWHERE: Final = frozenset(["nature", "identity", "legal"])
ARMED: Final = frozenset(["bomb", "gun", "gunman", "missile", "drone", "artillery"])
_HEAD: Final = 4  # words of a phrase that say what it is


def classes_of(view: View, first: int, last: int) -> set[str]:
    """The classes of the words in a phrase, and "name" or "counted" where one is in it."""
    stop = last + 1
    found: set[str] = set().union(*map(_CLASSES, view.words[first:stop]))
    if "road" in found and any(
        "road" in view.words[token].classes and "accident" in view.words[token - 1].classes
        for token in range(first, stop)
    ):
        found.add("nature")
    for number in {*view.name_at[first:stop]} - _NOTHING:
        kind = view.names[number].kind
        found.add("weapon" if kind == "weapon" else "name")
        if kind == "person":
            found.add("person")
        if kind in {"place", "facility"}:
            found.add("located")
    if max(view.quantity_at[first:stop], default=-1) >= 0:
        found.add("counted")
    return found


_NOTHING: Final = frozenset([-1])
_CLASSES: Final = attrgetter("classes")


def classes_in(view: View, first: int, stop: int) -> set[str]:
    """All classes that a phrase of a sentence can have."""
    found = {"deed", "plural"}
    found.update(*map(_CLASSES, view.words[first:stop]))
    if "road" in found:
        found.add("nature")  # see classes_of
    if max(view.name_at[first:stop]) >= 0:
        found |= {"name", "weapon", "located", "person"}
    if max(view.quantity_at[first:stop]) >= 0:
        found.add("counted")
    return found


Sense = tuple[Reading, TriggerRule]


def senses(view: View, token: int, sentence: set[str], *, finite: bool) -> list[Sense]:
    """What a word can tell of in a sentence of these classes: asked before phrases are read."""
    return [
        sense
        for sense in view.words[token].triggers
        if (sense[0].kind == "verb") == finite
        and (sense[0].pronoun or not any(map(sentence.isdisjoint, sense[1].conditions)))
    ]


def head_classes(view: View, piece: Piece) -> set[str]:
    """The classes of the head of a phrase: its first words, numbers passed over."""
    last = min(piece.last, piece.first + _HEAD - 1)
    return classes_of(view, piece.first, last)


def object_classes(view: View, piece: Piece) -> set[str]:
    """The classes of the word that a phrase is about: its first, numbers passed over."""
    part = False  # behind «دفعة جديدة من»
    number: set[str] = set()
    for token in range(piece.first, min(piece.last, piece.first + _HEAD) + 1):
        word = view.words[token]
        counted = view.quantity_at[token] >= 0
        number = number or ({"counted"} if counted else set())
        if (word.classes and "quantifier" not in word.classes) or view.name_at[token] >= 0:
            return classes_of(view, token, token) | ({"counted"} if counted else set())
        titled = token < piece.last and view.name_at[token + 1] >= 0  # «التركي فلان»
        if not (counted or word.particle or part or titled or "quantifier" in word.classes):
            return number
        part = part or "quantifier" in word.classes
    return classes_of(view, piece.first, min(piece.last, piece.first + _HEAD))


def type_of(
    view: View,
    rule: TriggerRule,
    phrase: tuple[int, int],
    pieces: Iterable[Piece],
    known: Iterable[str] = (),
) -> str | None:
    """The type of the event, or ``None`` where the words around it make it none.

    ``phrase`` is the trigger with its adjectives, ``pieces`` what stands around it, ``known`` what
    its form says («plural»).
    """
    around = list(pieces)
    markers = [piece.marker for piece in around]
    if rule.needs_marker and rule.needs_marker.isdisjoint(markers):
        return None
    if not rule.refuse_marker.isdisjoint(markers):
        return None
    if rule.plain:
        return rule.type
    own = classes_of(view, phrase[0] + 1, phrase[1]) if phrase[1] > phrase[0] else set()
    every = own | set(known)
    if view.quantity_at[phrase[0]] >= 0:
        every.add("counted")
    by_marker: dict[str, set[str]] = {}
    for piece in around:
        found = head_classes(view, piece)
        every |= found
        by_marker.setdefault(piece.marker, set()).update(found)
    if rule.refuse and _is_refused(rule.refuse, own, every, by_marker):
        return None
    if (rule.needs and not rule.needs & every) or (rule.needs_own and not rule.needs_own & own):
        return None
    if rule.heads and not _heads_fit(rule, _by_head(view, around), every):
        return None
    return refined(rule, own, by_marker)


def _by_head(view: View, pieces: Iterable[Piece]) -> dict[str, set[str]]:
    """The classes of the words that the phrases are about, by their markers."""
    found: dict[str, set[str]] = {}
    for piece in pieces:
        found.setdefault(piece.marker, set()).update(object_classes(view, piece))
        if is_deed(view, piece):
            found[piece.marker].add("deed")
    return found


def _heads_fit(rule: TriggerRule, by_head: dict[str, set[str]], every: set[str]) -> bool:
    """Whether subject and object are such as the rule asks for."""
    if rule.refuse_subject & (by_head.get("subject", set()) | by_head.get("agent", set())):
        return False
    if rule.refuse_object & (by_head.get("object", set()) | by_head.get("genitive", set())):
        return False
    if rule.needs_object and not rule.needs_object & (_object(by_head, rule) | ({"self"} & every)):
        meant = {kind.removeprefix("object:") for kind in every if kind.startswith("object:")}
        if not rule.needs_object & meant:
            return False
    acting = _subject(by_head)
    if not acting and "ب" in by_head:  # «وطالب القوات بالمغادرة»: who acts was told before
        acting = by_head.get("object", set())
    return not rule.needs_subject or bool(rule.needs_subject & acting)


def is_deed(view: View, piece: Piece) -> bool:
    """Whether a phrase names a deed: «إعادة فتح السفارة»."""
    nominal = view.words[piece.first].nominal
    return nominal is not None and nominal.kind == "masdar" and not nominal.article


def _is_refused(
    refuse: frozenset[str], own: set[str], every: set[str], by_marker: dict[str, set[str]]
) -> bool:
    if refuse.isdisjoint(every) and refuse.isdisjoint(own):
        return False
    return bool(
        refuse & (own | _core(by_marker))
        or refuse & _FIELDS_OF_LIFE & by_marker.get("with", set())
        or (refuse & _ANYWHERE & every and ARMED.isdisjoint(every))
    )


def _core(by_marker: dict[str, set[str]]) -> set[str]:
    return set().union(*(found for marker, found in by_marker.items() if marker not in _ASIDE))


def _object(by_marker: dict[str, set[str]], rule: TriggerRule) -> set[str]:
    """The classes of what a deed is done to; a means or a place named with ب or على is not."""
    markers = ["object", "genitive"]
    markers += [
        m for m in ("on", "about", "ب", "second") if rule.roles.get(m, "place") not in _MANNER
    ]
    return set().union(*(by_marker.get(m, set()) for m in markers))


_MANNER: Final = frozenset(["instrument", "place"])


def _subject(by_marker: dict[str, set[str]]) -> set[str]:
    return set().union(*(by_marker.get(m, set()) for m in ("subject", "genitive", "agent")))


def refined(rule: TriggerRule, own: set[str], by_marker: dict[str, set[str]]) -> str:
    """The type that the means makes of it: its adjectives, its subject, what it is done with."""
    if not rule.refine:
        return rule.type
    means = own.union(
        *(by_marker.get(m, set()) for m in ("subject", "genitive", "agent", "ب", "by", "object"))
    )
    target = by_marker.get("object", set()) if "site" in by_marker.get("object", set()) else set()
    for kind, made in rule.refine:
        if kind in means and not (kind in target and kind not in own):
            return made
    return rule.type


def activity_of(view: View, phrase: tuple[int, int], pieces: Iterable[Piece]) -> str | None:
    """What is suspended, resumed, ended: training, operations, talks, strikes."""
    found = classes_of(view, *phrase) if phrase[1] > phrase[0] else set()
    for piece in pieces:
        if piece.marker in {"object", "genitive", "subject"} and not _civil(view, piece):
            found |= head_classes(view, piece)
    own = any(
        "work" in word.classes and word.nominal is not None and word.nominal.pronoun
        for piece in pieces
        if piece.marker in {"object", "genitive", "subject"}
        for word in view.words[piece.first : piece.first + 2]
    )
    if own:  # «عملها», but not «العمل بالدستور»
        found.add("operations")
    return next((activity for activity in ACTIVITIES if activity in found), None)


def _civil(view: View, piece: Piece) -> bool:
    """«عمليات فرز الأصوات»: operations in construct with what is no force and no training."""
    word = view.words[piece.first]
    if "operations" not in word.classes or word.article or piece.last == piece.first:
        return False
    if word.nominal is None or word.nominal.pronoun:
        return False
    following = view.words[piece.first + 1]
    if view.name_at[piece.first + 1] >= 0 or following.classes - {"event", "generic"}:
        return False
    return following.article or (piece.last > piece.first + 1 and view.words[piece.last].article)


_THINGS: Final = frozenset(["weapon", "missile", "drone", "air", "site", "bomb", "gun", "assault"])
_MEANT_BACK: Final = 20  # tokens back to what a pronoun can refer to


def meant(view: View, token: int, reading: Reading, first: int) -> set[str]:
    """The classes that an object pronoun can refer to: those of the words before it."""
    if not reading.pronoun:
        return set()
    found: set[str] = set()
    for word in view.words[max(first, token - _MEANT_BACK) : token]:
        found |= word.classes
    kinds = found & _THINGS
    if reading.pronoun in view.rules.words["them"]:
        kinds |= {"human"}
    return {"object:" + kind for kind in kinds}


def subordinate(view: View, token: int, first: int) -> bool:
    """Whether the verb only gives the time or ground of another: «بعد أن علّق», «عندما هاجم»."""
    for place in range(token - 1, max(first, token - 3) - 1, -1):
        word = view.words[place]
        if word.breaks:
            return False
        if word.bare in view.rules.words["when"] or word.particle == "rel":
            return True
    return False
