"""Events told by nouns, verbal nouns and participles."""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.annotate import event_factuality as factuality
from tawatur.annotate.event_adjectives import with_adjectives
from tawatur.annotate.event_arguments import Complements, Piece, after
from tawatur.annotate.event_factuality import Mood
from tawatur.annotate.event_finite import is_finite
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_light import SUFFERED, absorbed, light_pieces, light_verb
from tawatur.annotate.event_rules import DONE, PERSONAL, TriggerRule
from tawatur.annotate.event_sense import (
    ARMED,
    Sense,
    activity_of,
    classes_of,
    meant,
    subordinate,
    type_of,
)
from tawatur.annotate.event_subjects import subject_before, subject_of
from tawatur.annotate.event_view import View
from tawatur.annotate.event_words import Word
from tawatur.text.morphology import Reading

# Verbs that lend their form to nouns of one type only: «منح الموافقة», «أعلن مسؤوليته».
_FOR: Final = {
    "grant": "approve",
    "obtain": "approve",
    "announce": "claim-responsibility",
    "issue": "trial",
}
_REPORT_BACK: Final = 6


_JUDGING: Final = frozenset(["condemn", "accuse", "deny", "warn", "demand", "claim-responsibility"])


class _Clause(NamedTuple):
    """What stands around a noun: its adjectives end at ``last``; the phrases and times behind it
    and where they end; its light verb with the phrases that this lends, and all verbs that are
    part of the same event.
    """

    token: int
    first: int
    last: int
    pieces: list[Piece]
    times: list[int]
    end: int
    verbs: list[int]
    light: int | None
    lent: list[Piece]


def nominal(
    view: View, token: int, first: int, stop: int, used: set[int], candidates: list[Sense]
) -> Found | None:
    """The event that a noun tells of, if any; verbs that are part of it are added to ``used``."""
    clause = _clause(view, token, first, stop, candidates[0][0])
    for reading, rule in candidates:
        light = clause.light
        if light is not None and _FOR.get(view.words[light].light, rule.type) != rule.type:
            clause = clause._replace(light=None, lent=[], verbs=clause.verbs[1:])
        found = _told(view, clause, reading, rule)
        if found is None:
            continue
        if found.mood.generic or _habitual(view, clause, reading):
            return None
        used.update(clause.verbs)
        return found
    return None


def _clause(view: View, token: int, first: int, stop: int, reading: Reading) -> _Clause:
    last = with_adjectives(view, token, reading, stop)
    bare: tuple[str, ...] = ("object",) if reading.pronoun else ("genitive", "object")
    if reading.article:
        bare = ()
    right = after(view, last + 1, stop, bare)
    if reading.kind == "participle":
        right = _with_head(view, token, first, right)
    light = light_verb(view, token, first)
    pieces, times, end, verbs = _with_relative(view, token, right)
    pieces += [Piece("nation", t, t) for t in range(token + 1, last + 1) if _national(view, t)]
    lent: list[Piece] = []
    if light is not None:
        lent = light_pieces(view, light, token, first)
        verbs.insert(0, light)
    return _Clause(token, first, last, pieces, times, end, verbs, light, lent)


def _told(view: View, clause: _Clause, reading: Reading, rule: TriggerRule) -> Found | None:
    """The event that a rule makes of a noun; its mood may be generic."""
    token, first, light = clause.token, clause.first, clause.light
    if light is None and not rule.accusative and view.words[token].form.endswith("ا"):
        return None
    suffered = light is not None and view.words[light].light in SUFFERED
    lent = _suffering(rule, clause.lent) if suffered else clause.lent
    around = lent + clause.pieces if suffered else clause.pieces + lent
    around = _by_agent(view, rule, around, clause.last)
    made = _sense(view, rule, (token, clause.last), around, light, reading)
    if made is None:
        return None
    kind, activity = made
    if kind == "shooting" and _is_truce(view, token - 1):
        return None  # «خروقات وقف إطلاق النار»: a truce, also where it is no event itself
    anchor = token if light is None else light
    if light is None and kind in DONE:
        around = around + _controlled(view, token, first, around)
    if rule.type == "accuse":
        around = around + _main_subject(view, token, first)
    if light is not None and _bare_light(view, light):
        around = around + _controlled(view, light, first, around)
    low = max(first, anchor - factuality.REACH)
    mood = factuality.of_adjectives(view, token + 1, clause.last) or (
        factuality.ACTUAL
        if kind == "accuse"  # a clause of its own: «نفى ذلك متهما الصحف بالكذب»
        else _nominal_mood(view, anchor, light, low, kind)
    )
    head = _head(view, token, light, rule)
    return Found(
        head, head, rule, kind, activity, tuple(around), tuple(clause.times), mood,
        min(anchor, token), clause.end, False, _one_reading(view, token),
        _reported(view, token, light, first),
        not around and not clause.verbs and clause.last == token,
    )  # fmt: skip


def _is_truce(view: View, token: int) -> bool:
    return token >= 0 and any(rule.type == "ceasefire" for _, rule in view.words[token].triggers)


def _habitual(view: View, clause: _Clause, reading: Reading) -> bool:
    """«الحوادث تحصد أرواح 400 شخص يوميا»: happenings of every day or year are none of theirs."""
    stop = view.scan.sentence(clause.token)[1]
    if reading.number != "p":
        return False
    for token in range(clause.last + 1, min(stop, clause.last + _HABIT)):
        if view.timex_at[token] >= 0 and view.times[view.timex_at[token]].type == "SET":
            return True
        if view.words[token].breaks:
            return False
    return False


_HABIT: Final = 14  # tokens from a plural to «يوميا»


def _national(view: View, token: int) -> bool:
    """«الغارة الأميركية»: an adjective that says whose deed it is."""
    return bool(view.words[token].nation)


def _one_reading(view: View, token: int) -> bool:
    """Whether a word can be nothing but this one noun of happening."""
    word = view.words[token]
    return word.verb is None and len(word.triggers) == 1


def _bare_light(view: View, light: int) -> bool:
    """«قام الأهالي بتنفيذ وقفة»: a light verb that is itself a verbal noun."""
    return view.words[light].light == "agent" and not is_finite(view, light)


def _with_relative(
    view: View, token: int, right: Complements
) -> tuple[list[Piece], list[int], int, list[int]]:
    """What stands behind a noun, with what its relative verb takes, and that verb."""
    pieces, times = list(right.pieces), list(right.times)
    held = any(
        piece.marker in {"genitive", "object", "agent"}
        and classes_of(view, piece.first, piece.last).isdisjoint(ARMED)
        for piece in right.pieces
    )
    if right.verb is None or (held and not view.words[right.verb].light):
        return pieces, times, right.stop, []
    more = absorbed(view, token, right)
    if more is None:
        return pieces, times, right.stop, []
    extra, follow = more
    return pieces + extra, [*times, *follow.times], follow.stop, [right.verb]


def _controlled(view: View, token: int, first: int, pieces: list[Piece]) -> list[Piece]:
    """The subject of the verb that governs a deed: «أعلن التحالف تجميد حملته»."""
    if any(piece.marker in {"agent", "subject"} for piece in pieces):
        return []
    for place in range(token - 1, max(first, token - _CONTROL_BACK) - 1, -1):
        word = view.words[place]
        if word.particle in {"comp", "rel"}:
            return []
        if is_finite(view, place) and word.verb is not None:
            if word.verb.lemma not in view.rules.control and not _its_own(view, word, pieces):
                return []
            subject = subject_of(view, _leading(view, place, first), first)
            if subject is not None and subject.first <= token <= subject.last:
                subject, _ = subject_before(view, place, first)  # «وكان الوفد قد أعلن تعليق ...»
            if subject is None:
                return []
            return [Piece("agent", subject.first, subject.last)]
    return []


def _suffering(rule: TriggerRule, lent: list[Piece]) -> list[Piece]:
    """«تعرض الموكب لإطلاق نار»: whom it happened to, by the marker that says so in this frame."""
    marker = next((m for m in ("object", "on") if rule.roles.get(m) in _STRUCK), "object")
    return [piece._replace(marker=marker) if piece.marker == "object" else piece for piece in lent]


_STRUCK: Final = frozenset(["target", "victim"])


def _main_subject(view: View, token: int, first: int) -> list[Piece]:
    """«ندد المجلس بالقصف متهما الجيش»: who accuses in a participle is the subject of the verb."""
    for place in range(token - 1, max(first, token - _CONTROL_BACK) - 1, -1):
        if is_finite(view, place):
            behind = after(view, place + 1, token, ("subject",)).pieces
            named = next((piece for piece in behind if piece.marker == "subject"), None)
            subject = named or subject_before(view, place, first)[0]
            if subject is not None:
                return [Piece("subject", subject.first, subject.last)]
    return []


def _leading(view: View, verb: int, first: int) -> int:
    """«واشنطن يمكن أن تمنح»: the verb before «أن», whose subject the verb behind it has."""
    that = verb - 1 > first and view.words[verb - 1].bare in view.rules.words["bare_that"]
    return verb - 2 if that and is_finite(view, verb - 2) else verb


def _its_own(view: View, verb: Word, pieces: list[Piece]) -> bool:
    """«تمنح بغداد غطاء بخفض قواتها»: what is done is done with the subject's own."""
    gender = "" if verb.verb is None or verb.verb.agreement is None else verb.verb.agreement
    wanted = _POINTING.get(gender)
    for piece in pieces:
        nominal = view.words[piece.first].nominal
        if piece.marker in {"genitive", "object"} and nominal is not None:
            return wanted is not None and nominal.pronoun == wanted
    return False


_POINTING: Final = {"3ms": "ه", "3fs": "ها", "3mp": "هم"}
_CONTROL_BACK: Final = 20  # tokens


def _with_head(view: View, token: int, first: int, right: Complements) -> Complements:
    """The counted noun that a participle describes: «نحو 900 من الجنود المنتشرين»."""
    for place in range(token - 1, max(first, token - 7) - 1, -1):
        if view.quantity_at[place] >= 0:
            head = Piece("subject", place, token - 1)
            return right._replace(pieces=(head, *right.pieces))
        word = view.words[place]
        if word.breaks or word.finite_only or (word.particle and word.bare != view.rules.partitive):
            break
    return right


def _by_agent(view: View, rule: TriggerRule, pieces: list[Piece], last: int) -> list[Piece]:
    """«قتل الدولة لقائدها»: where ل marks the object, the genitive is the one who acts."""
    if any(p.marker == "object" and "freedom" in view.words[p.first].classes for p in pieces):
        # «إطلاق السلطات سراح الرهائن»
        return [Piece("agent", p.first, p.last) if p.marker == "genitive" else p for p in pieces]
    if rule.roles.get("genitive") != "victim":
        return pieces
    genitive = next((p for p in pieces if p.marker == "genitive"), None)
    other = next((p for p in pieces if p.marker == "ل"), None)
    if other is None or other.first != (last if genitive is None else genitive.last) + 1:
        return pieces
    kept = [p for p in pieces if p is not genitive and p is not other]
    made = [Piece("object", other.first, other.last)]
    if genitive is not None:
        made.append(Piece("agent", genitive.first, genitive.last))
    return made + kept


def _head(view: View, token: int, light: int | None, rule: TriggerRule) -> int:
    """«تعرّض لهجوم» and «ينتظر الضوء الأخضر» happen in their verb, «شنّ غارة» in its noun."""
    if light is not None and view.words[light].light in {"patient", "grant", "obtain", "announce"}:
        return light
    return token


def _nominal_mood(view: View, anchor: int, light: int | None, first: int, kind: str) -> Mood:
    word = view.words[anchor]
    if light is not None and word.verb is not None and is_finite(view, light):
        mood = factuality.of_verb(view, anchor, word.verb, first)
        if mood is factuality.ACTUAL and word.governor is not None and word.governor.value:
            return Mood(word.governor.value)
        return mood
    if light is not None and word.governor is not None and word.governor.value:
        return Mood(word.governor.value)
    return factuality.of_noun(view, anchor, first, kind)


def _sense(
    view: View,
    rule: TriggerRule,
    phrase: tuple[int, int],
    pieces: list[Piece],
    light: int | None,
    reading: Reading,
) -> tuple[str, str | None] | None:
    """The type and activity, where the rule's conditions hold."""
    if rule.light and (light is None or view.words[light].light == "again"):
        return None  # «واصل الفنان مسيرته»
    if light is not None and rule.light not in {"", "any", view.words[light].light}:
        return None
    lit = "" if light is None else view.words[light].light
    own = any(piece.marker in {"with", "place", "against"} for piece in pieces) or (
        factuality.of_adjectives(view, phrase[0] + 1, phrase[1]) is not None
    )
    if rule.direct and reading.article and not lit and not own:
        return None
    if rule.victim_only and reading.kind == "masdar" and not lit and not reading.pronoun:
        victims = {"object"} if reading.article else {"object", "genitive", "agent", "ل"}
        if not any(piece.marker in victims for piece in pieces):
            return None
    many = (
        reading.number == "p"
        and not (reading.article or reading.pronoun)
        and not any(piece.marker == "genitive" for piece in pieces)
    )
    part = phrase[0] > 0 and view.words[phrase[0] - 1].bare == view.rules.partitive
    if part and reading.article and rule.type == "casualties":
        return None  # «خمسة من الجرحى»: some of those already told
    known = {"plural"} if many else set()
    if reading.pronoun and rule.type in PERSONAL:
        known |= {"human", "object:human"}
    if not any(piece.marker in {"object", "genitive"} for piece in pieces[:1] if reading.pronoun):
        known |= meant(view, phrase[0], reading, view.scan.sentence(phrase[0])[0])
    kind = type_of(view, rule, phrase, pieces, known)
    if kind is None:
        return None
    if rule.activity is None:
        return kind, None
    activity = activity_of(view, phrase, pieces)
    return None if activity is None else (kind, activity)


def _reported(view: View, token: int, light: int | None, first: int) -> bool:
    """Whether a noun tells of its event as news: by a light verb, or as what a verb is about."""
    if light is not None:
        return is_finite(view, light) and not subordinate(view, light, first)
    before = token - 1
    if before < first:
        return True
    if view.words[before].bare in view.rules.words["after"]:
        return False
    for place in range(before, max(first, token - _REPORT_BACK) - 1, -1):
        word = view.words[place]
        if word.bare in view.rules.words["after"] or word.particle == "rel":
            return False
        if word.breaks and word.form != '"':
            return word.form == ":"
        if "reference" in word.classes:
            return False
        if word.verb is not None and is_finite(view, place):
            judged = any(rule.type in _JUDGING for r, rule in word.triggers if r.kind == "verb")
            return place + 1 >= token - 4 and not judged
        if (
            place < before
            and word.nominal is not None
            and word.nominal.kind == "noun"
            and not word.article
        ):
            return False
    return False
