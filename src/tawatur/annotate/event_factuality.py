"""Whether an event is said to have happened: from mood, particles and the words that govern it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.annotate.event_view import View
from tawatur.model.mention import Factuality
from tawatur.text.morphology import Reading

REACH: Final = 60  # tokens before a trigger that can bear on its mood, however they are chained
_BACK: Final = 14  # tokens: no governing word is looked for beyond
# Types whose verbal noun after ل is what somebody is about to do: «الإذن لنشر القوات».
_INTENDED: Final = frozenset(
    [
        *("deploy", "handover", "withdraw", "resume", "suspend", "launch", "end", "reduce"),
        *("aid", "release", "meet", "agree", "protest", "vote", "siege", "destroy"),
    ]
)


_COMMAS: Final = frozenset("،,")
# Light verbs whose own mood is asked elsewhere.
_LENDING: Final = frozenset(
    [
        *("agent", "issue", "occur", "patient", "reach", "announce", "cause"),
        "express",
        "survive",
        "again",
        "tally",
    ]
)
_TOLD: Final = frozenset(["cause", "tally"])  # «لم تسفر عن», «دون أن تسجل»
# What a verb hands on to the deeds it speaks of: «يمكن أن تمنح غطاء بخفض قواتها».
_CARRIED: Final = frozenset([Factuality.PLANNED, Factuality.POSSIBLE, Factuality.CONDITIONAL])


@dataclass(frozen=True, slots=True)
class Mood:
    """The factuality of an event; ``generic`` where the words tell of no event at all."""

    value: Factuality
    generic: bool = False


ACTUAL: Final = Mood(Factuality.ACTUAL)
GENERIC: Final = Mood(Factuality.POSSIBLE, generic=True)


def of_verb(view: View, token: int, reading: Reading, first: int) -> Mood:
    """The mood of an event told by a finite verb."""
    words = view.words
    imperfect = reading.aspect == "imperfect"
    if reading.future:
        return Mood(Factuality.PLANNED)
    place = token - 1
    while place >= first and place > token - 5:
        mood = _by_particle(view, place, imperfect, first)
        if mood is not None:
            return mood
        if not words[place].particle and words[place].form != '"':
            break
        place -= 1
    if imperfect and reading.preposition:
        return Mood(Factuality.PLANNED)
    if imperfect and words[token].joined and place == token - 1:
        before = _verb_before(view, token, first)
        if before is not None:  # «قد يعيدون تنظيم أنفسهم ويشنون»: the mood carries over
            return of_verb(view, before[0], before[1], first)
    return _condition_or(view, token, first, ACTUAL)


def _by_particle(view: View, place: int, imperfect: bool, first: int) -> Mood | None:
    """The mood that the word at ``place`` gives the verb behind it, if it decides."""
    known, bare = view.rules.words, view.words[place].bare
    if bare in known["past_negation"] or bare in known["future_negation"]:
        return Mood(Factuality.NEGATED)
    if bare in known["negation"]:
        cause = view.words[place + 1].light == "cause"  # «ما أسفر عن مقتل»
        what = bare in known["what"] and (imperfect or cause or _is_relative_what(view, place))
        return ACTUAL if what else Mood(Factuality.NEGATED)
    if bare in known["future"]:
        return Mood(Factuality.PLANNED)
    if bare in known["maybe"]:
        unsure = imperfect and not _after_was(view, place, first)
        return Mood(Factuality.POSSIBLE) if unsure else None
    if bare in known["perhaps"]:
        return Mood(Factuality.POSSIBLE)
    if bare in known["condition"]:
        return Mood(Factuality.CONDITIONAL)
    if bare in known["purpose"]:
        return Mood(Factuality.PLANNED) if imperfect else ACTUAL
    if bare in known["that"]:
        return _governed(view, place, first, imperfect)
    return None


def _verb_before(view: View, token: int, first: int) -> tuple[int, Reading] | None:
    """The imperfect verb that one joined to it by و goes on from."""
    for place in range(token - 1, max(first, token - _BACK) - 1, -1):
        word = view.words[place]
        if word.breaks and word.form != '"':
            return None
        if word.verb is not None and word.nominal is None:
            return (place, word.verb) if word.verb.aspect == "imperfect" else None
    return None


def _is_relative_what(view: View, place: int) -> bool:
    before = view.words[place - 1] if place else None
    return before is not None and (
        before.particle in {"prep", "dem"} or before.bare in view.rules.words["any"]
    )


def _after_was(view: View, place: int, first: int) -> bool:
    low = max(first, place - 6)
    return any(view.words[t].form in view.rules.words["was"] for t in range(low, place))


def _governed(view: View, that: int, first: int, imperfect: bool) -> Mood:
    """The mood of a clause after «أن»: what governs it decides, where its verb is imperfect."""
    if not imperfect:
        return ACTUAL
    mood = of_noun(view, that, first, None)
    if mood is not ACTUAL:
        return mood
    if that > first and view.words[that - 1].bare in view.rules.words["before"]:
        return ACTUAL  # «قبل أن تعتقله»
    plain = view.words[that].bare in view.rules.words["bare_that"]
    if plain and that > first and view.words[that - 1].particle == "prep":
        return Mood(Factuality.POSSIBLE)
    return ACTUAL


def _condition_or(view: View, token: int, first: int, otherwise: Mood) -> Mood:
    """CONDITIONAL where the clause opens with «إذا» or its like."""
    for place in range(token - 1, max(first, token - _BACK) - 1, -1):
        word = view.words[place]
        if word.breaks and word.form != '"':
            break
        if word.bare in view.rules.words["condition"]:
            return Mood(Factuality.CONDITIONAL)
        if word.particle == "comp":
            break
    return otherwise


def of_adjectives(view: View, first: int, last: int) -> Mood | None:
    """«الإضراب المقرر», «هجوم محتمل»: what the adjectives of a noun say."""
    for token in range(first, last + 1):
        form = view.words[token].form
        if form in view.rules.words["planned_adjective"]:
            return Mood(Factuality.PLANNED)
        if form in view.rules.words["possible_adjective"]:
            return Mood(Factuality.POSSIBLE)
    return None


def of_noun(view: View, token: int, first: int, kind: str | None) -> Mood:
    """The mood of an event told by a noun: that of the nearest word that governs it."""
    for place in range(token - 1, max(first, token - _BACK) - 1, -1):
        word = view.words[place]
        none = word.bare in view.rules.words["nominal_negation"]  # «دون وقوع خسائر» counts nought
        if (view.quantity_at[place] >= 0 and not none) or view.name_at[place] >= 0:
            continue
        if kind == "meet" and word.bare in view.rules.words["failing"]:
            return ACTUAL
        if kind is not None and word.bare in view.rules.words["following"]:
            return ACTUAL  # «دعا إلى التهدئة بعد سقوط قتلى»
        mood = _by_word(view, place, token) or _by_governor(view, place, token)
        if mood is not None:
            return mood
        # «يمكن أن تمنح غطاء، بخفض قواتها»: the clause goes on behind the comma
        onward = word.form in _COMMAS and view.words[place + 1].preposition == "ب"
        if (word.breaks and word.form != '"' and not onward) or word.particle in {"comp", "rel"}:
            break
        if word.finite_only and word.light in _TOLD and word.verb is not None:
            mood = of_verb(view, place, word.verb, first)  # «لم تسفر عن وقوع إصابات»
            if mood is not ACTUAL:
                return mood
        if word.finite_only and word.light not in _LENDING and word.verb is not None:
            mood = of_verb(view, place, word.verb, first) if kind is not None else ACTUAL
            if mood.value in _CARRIED:
                return mood
            break
    word = view.words[token]
    lent = bool(word.light) and word.nominal is not None and not word.nominal.pronoun
    intended = kind in _INTENDED or (lent and kind is not None)  # «للتعاون وتنفيذ ضربات»
    aimed = intended and (word.preposition == "ل" or _aimed(view, token, first))
    return Mood(Factuality.PLANNED) if aimed else ACTUAL


def _aimed(view: View, token: int, first: int) -> bool:
    """«عملية للقضاء على الخلايا، وتدمير أوكارها»: a second aim, joined to one behind ل."""
    if not view.words[token].joined:
        return False
    for place in range(token - 1, max(first, token - _BACK) - 1, -1):
        word = view.words[place]
        if word.finite_only:
            return False
        if word.preposition == "ل" and word.nominal is not None and not word.joined:
            return word.nominal.kind == "masdar" or (word.bare,) in view.rules.markers
    return False


def _by_word(view: View, place: int, token: int) -> Mood | None:
    """The mood that a closed-class word before a noun gives it."""
    known, bare = view.rules.words, view.words[place].bare
    time = view.timex_at[place] >= 0 or bool(view.words[token].preposition)
    if token - place <= 3 and bare in known["past"] and not time:
        return ACTUAL  # «بعد سلسلة هجمات»: what gives the time or the ground has happened
    if token - place <= 4 and bare in known["during"] and not _ahead(view, place):
        return ACTUAL  # «دعا خلال لقاء»
    if place == token - 1 and bare in known["any"]:
        return _of_none(view, place) or GENERIC
    if bare in known["nominal_negation"] and token - place <= 2:
        return Mood(Factuality.NEGATED)
    if bare in known["condition"]:
        return Mood(Factuality.CONDITIONAL)
    if bare in known["perhaps"]:
        return Mood(Factuality.POSSIBLE)
    return None


def _of_none(view: View, place: int) -> Mood | None:
    """«لم تسجل أي صدامات», «من دون أي إصابات»: what did not happen."""
    known = view.rules.words
    before = view.words[place - 1] if place else None
    if before is None:
        return None
    if before.bare in known["nominal_negation"] or (
        before.finite_only and _is_negated(view, place - 1)
    ):
        return Mood(Factuality.NEGATED)
    return None


def _ahead(view: View, place: int) -> bool:
    """Whether a verb before speaks of the future: «سيلتقيان خلال اجتماع»."""
    first = max(view.scan.sentence(place)[0], place - _BACK)
    verbs = (word.verb for word in view.words[first:place] if word.finite_only)
    return any(verb is not None and verb.aspect == "imperfect" for verb in verbs)


def _by_governor(view: View, place: int, token: int) -> Mood | None:
    """The mood that a verb, noun or expression before a noun gives it."""
    word = view.words[place]
    led = view.words[token].preposition or view.words[token - 1].particle == "prep"
    if led and any(rule.type == "approve" for _, rule in word.triggers):
        return Mood(Factuality.PLANNED)  # «الإذن لنشر القوات»: what leave is asked for
    mood = _expressed(view, place, token)
    if mood is not None or word.governor is None or word.breaks or word.particle:
        return mood
    if word.governor.near and token - place > 2:
        return None
    if word.governor.value is Factuality.DENIED and any(
        "reference" in between.classes for between in view.words[place + 1 : token]
    ):
        return ACTUAL  # «نفت صلتها بالهجوم»: the attack itself is not denied
    if word.governor.value is None:
        return GENERIC
    if word.finite_only and _is_negated(view, place):
        hindered = word.governor.value in {Factuality.NEGATED, Factuality.DENIED}
        return ACTUAL if hindered else Mood(Factuality.NEGATED)
    return Mood(word.governor.value)


def _is_negated(view: View, verb: int) -> bool:
    """«لا تنوي سحب جنودها», «لم يمنع الهجوم»: the governing verb itself is negated."""
    before = view.words[verb - 1].bare if verb else ""
    known = view.rules.words
    return (
        before in known["past_negation"]
        or before in known["future_negation"]
        or (before in known["negation"] and before not in known["what"])
    )


def _expressed(view: View, place: int, token: int) -> Mood | None:
    """The mood that an expression beginning at ``place`` and ending before ``token`` gives."""
    word = view.words[place]
    for form in {word.form, word.bare}:
        for sequence, governor in view.rules.expressions.get(form, ()):
            stop = place + len(sequence)
            if stop > token or (governor.near and stop < token - 1):
                continue
            if all(view.words[place + n].form == sequence[n] for n in range(1, len(sequence))):
                return GENERIC if governor.value is None else Mood(governor.value)
    return None
