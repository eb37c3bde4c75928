"""Verbs that lend their form to a noun of happening, and verbs that say more of it."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.event_arguments import Complements, Piece, after
from tawatur.annotate.event_finite import is_finite
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_subjects import subject_before, subject_of
from tawatur.annotate.event_view import View

# What the subject of a light verb is to its noun, where it is not who does it.
_SUBJECTS: Final = {"patient": "object", "survive": "object", "obtain": "asker"}
SUFFERED: Final = frozenset(["patient", "survive"])
_DOING: Final = frozenset(["agent", "again"])
_COMMAS: Final = frozenset("،,")
_LIGHT_BACK: Final = 9  # tokens between a light verb and its noun


def light_verb(view: View, token: int, first: int) -> int | None:
    """The light verb whose noun stands at ``token``: «شنّ مسلحون هجوما»."""
    behind = False  # another deed stands between: «لم يسفر القصف عن ضحايا»
    comma = False  # «نجا الوزير، من انفجار»: only who suffers goes on behind a comma
    for place in range(token - 1, max(first, token - _LIGHT_BACK) - 1, -1):
        word = view.words[place]
        if word.light and view.name_at[place] < 0 and not word.article:
            if word.light in _DOING and word.verb is not None and word.verb.pronoun:
                return None  # «نفذه أنصاره احتجاجا»: the deed was named before
            lends = _lends(view, place, token) and not (behind and word.light != "cause")
            return place if lends and not (comma and word.light not in SUFFERED) else None
        if word.form in _COMMAS and view.words[place + 1].particle == "prep":
            comma = True
            continue
        if (word.breaks and word.form != '"') or word.particle in {"comp", "rel"}:
            return None
        if word.verb is not None and is_finite(view, place):
            return None
        if word.triggers and view.timex_at[place] < 0 and not view.preposition(token):
            behind = True
    return None


def _lends(view: View, light: int, token: int) -> bool:
    """Whether the noun is what the light verb takes, not a phrase further on."""
    kind = view.words[light].light
    own = view.preposition(token)
    if kind == "patient":
        return own == "ل" or view.words[token - 1].bare in view.rules.words["toward"]
    if kind in {"express", "survive"}:
        joined = kind == "express" and view.words[token].joined  # «عن استغرابها ونفيها»
        return joined or view.words[token - 1].particle == "prep"
    if kind in {"grant", "obtain"}:
        return own in {"", "ب"} or view.words[token - 1].particle == "prep"
    if own == "ب" and kind == "agent":
        return True
    if kind == "cause":
        told = view.words[token - 1].particle == "prep" or view.quantity_at[token] >= 0
        return own in {"ب", "ل"} or told or ("toll" in view.words[token].classes and not own)
    if kind == "reach" and view.words[token - 1].particle == "prep":
        return True
    if kind == "tally":
        return view.quantity_at[token] >= 0 and not own
    before, word = view.words[token - 1], view.words[token]
    if own or (before.particle == "prep" and not before.bound):  # but «وقوات متحالفة معه هجوما»
        return False
    if "reference" in before.classes and not before.article:
        return False  # «وجهت إليه تهمة تفجير السوق»
    if word.article and light < token - 1 and before.nominal and not before.article:
        return bool(before.classes & {"quantifier", "series"})  # «وجّهت تهمة القتل»
    between = range(light + 1, token)
    return not any(view.words[place].triggers and is_finite(view, place) for place in between)


def light_pieces(view: View, light: int, token: int, first: int) -> list[Piece]:
    """The subject of a light verb, as agent or as the one it happens to."""
    word = view.words[light]
    kind = word.light
    verbal = is_finite(view, light)
    between = after(view, light + 1, token, ("subject",) if verbal else ("genitive",)).pieces
    pieces = [
        piece
        for piece in between
        if piece.marker not in {"subject", "genitive"} and piece.last < token
    ]
    if kind in {"occur", "cause", "tally"}:
        return pieces + (_fronted(view, light, token, first) if light + 1 == token else [])
    subject = next(
        (p for p in between if p.marker in {"subject", "genitive"} and p.last < token), None
    )
    if subject is None and verbal:
        subject, _ = subject_before(view, light, first)
    told = view.words[light - 1].bare in view.rules.words["that_one"] if light > first else False
    if subject is None and verbal and told and kind in SUFFERED:
        subject = _speaker(view, light, first)
    if subject is None:
        return pieces
    marker = _SUBJECTS.get(kind, "agent")
    return [*pieces, Piece(marker, subject.first, subject.last)]


def _speaker(view: View, light: int, first: int) -> Piece | None:
    """«قال الشاهد إنه تعرض للتعذيب»: who speaks of himself behind «إنه»."""
    for place in range(light - 2, max(first, light - _LIGHT_BACK) - 1, -1):
        if is_finite(view, place):
            return subject_of(view, place, first)
    return None


def _fronted(view: View, light: int, token: int, first: int) -> list[Piece]:
    """«المخازن تم تدميرها»: the noun before that the pronoun of the deed points back to."""
    nominal = view.words[token].nominal
    if nominal is None or nominal.kind != "masdar" or not nominal.pronoun:
        return []
    subject, _ = subject_before(view, light, first)
    return [] if subject is None else [Piece("object", subject.first, subject.last)]


def absorbed(view: View, token: int, right: Complements) -> tuple[list[Piece], Complements] | None:
    """The phrases of a verb that says more of the same event: «الهجوم الذي استهدف القافلة»."""
    verb = right.verb
    if verb is None:
        return None
    word = view.words[verb]
    reading = word.verb
    if reading is None:
        return None
    assault = reading.voice != "passive" and any(
        rule.type in ASSAULTS for r, rule in word.triggers if r.kind == "verb"
    )
    if not word.light and (not assault or word.joined):  # «شن هجوما على المدينة وقصف مواقع»
        return None
    if word.light in {"occur", "cause"}:
        follow = after(view, verb + 1, view.scan.sentence(token)[1], ())
        cause = word.light == "cause"  # what it led to has participants of its own
        return [p for p in follow.pieces if p.marker == "place" or not cause], follow
    own = bool(reading.pronoun) or word.light == "agent"
    sentence = view.scan.sentence(token)[1]
    follow = after(view, verb + 1, sentence, ("agent",) if own else ("object",))
    return list(follow.pieces), follow
