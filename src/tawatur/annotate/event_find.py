"""Triggers in a sentence with the phrases around them: what :mod:`event` makes events of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.annotate import event_factuality as factuality
from tawatur.annotate.event_arguments import Complements, Piece, after, is_finite, subject_before
from tawatur.annotate.event_factuality import Mood
from tawatur.annotate.event_rules import TriggerRule
from tawatur.annotate.event_sense import activity_of, type_of
from tawatur.annotate.event_view import View
from tawatur.text.morphology import Reading

_LIGHT_BACK: Final = 9  # tokens between a light verb and its noun
ASSAULTS: Final = frozenset(
    "attack missile-attack drone-attack bombing airstrike shooting shelling clash".split()
)
_MODIFYING: Final = frozenset("missile drone air artillery bomb verbal event-protest".split())
_HEADS: Final = frozenset("human force site weapon gunman".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger from token ``first`` to ``last`` with its sense, its phrases and its mood.

    ``start`` and ``stop`` bound the clause that it was read from. ``asserted`` says that the text
    reports the event here, rather than speaking of it as known; ``bare`` that the noun stands
    alone, as one does that only refers back.
    """

    first: int
    last: int
    rule: TriggerRule
    type: str
    activity: str | None
    pieces: tuple[Piece, ...]
    times: tuple[int, ...]
    mood: Mood
    start: int
    stop: int
    finite: bool
    sure: bool
    asserted: bool
    bare: bool = False


def in_sentence(view: View, first: int, stop: int) -> list[Found]:
    """The triggers of a sentence, in reading order."""
    spots = [
        token
        for token in range(first, stop)
        if view.words[token].triggers and view.name_at[token] < 0
    ]
    used: set[int] = set()
    found: list[Found] = []
    for token in spots:
        if not is_finite(view, token):
            nominal = _nominal(view, token, first, stop, used)
            if nominal is not None:
                found.append(nominal)
    taken = {token for one in found for token in range(one.first, one.last + 1)} | used
    for token in spots:
        if token not in taken and is_finite(view, token):
            verbal = _verbal(view, token, first, stop)
            if verbal is not None:
                found.append(verbal)
    found.sort(key=lambda one: one.first)
    return _without_accidents(view, first, stop, _without_parts(view, found))


def _without_accidents(view: View, first: int, stop: int, found: list[Found]) -> list[Found]:
    """Without the tolls of accidents, storms and illness, where nothing in the sentence is an attack."""
    if not any(one.type == "casualties" for one in found) or any(
        one.type in ASSAULTS or one.type == "killing" for one in found
    ):
        return found
    if not any("nature" in word.classes for word in view.words[first:stop]):
        return found
    return [one for one in found if one.type != "casualties"]


def _without_parts(view: View, found: list[Found]) -> list[Found]:
    """Without the nouns that another event takes as its object: «تعليق المحادثات»."""
    inside: set[int] = set()
    for one in found:
        if one.rule.takes:
            for piece in one.pieces:
                if piece.marker in {"object", "genitive", "subject"}:
                    inside.update(range(piece.first, piece.last + 1))
    crowds = {one.start for one in found if one.finite and one.type == "protest"}
    return [
        one
        for one in found
        if one.finite
        or (one.first not in inside and not (one.type == "protest" and crowds and not one.asserted))
    ]


# --- nouns -----------------------------------------------------------------------------------------


def _nominal(view: View, token: int, first: int, stop: int, used: set[int]) -> Found | None:
    candidates = [(r, rule) for r, rule in view.words[token].triggers if r.kind != "verb"]
    if not candidates:
        return None
    reading = candidates[0][0]
    last = _with_adjectives(view, token, reading, stop)
    bare: tuple[str, ...] = ("object",) if reading.pronoun else ("genitive", "object")
    if reading.article:
        bare = ("object",) if reading.kind == "masdar" else ()
    right = after(view, last + 1, stop, bare)
    light = _light_verb(view, token, first)
    pieces, verbs, end = list(right.pieces), [], right.stop
    times = list(right.times)
    if light is not None:
        pieces += _light_pieces(view, light, token, first)
        verbs.append(light)
    if right.verb is not None:
        more = _absorbed(view, token, right)
        if more is not None:
            extra, follow = more
            pieces += extra
            times += follow.times
            end = follow.stop
            verbs.append(right.verb)
    for reading, rule in candidates:
        if light is not None and view.words[light].light == "grant" and rule.type != "approve":
            light, verbs = None, verbs[1:]
        if light is None and not rule.accusative and view.words[token].form.endswith("ا"):
            continue
        pieces = _by_agent(rule, pieces)
        made = _sense(view, rule, (token, last), pieces, light, reading)
        if made is None:
            continue
        kind, activity = made
        anchor = token if light is None else light
        mood = factuality.of_adjectives(view, token + 1, last) or _nominal_mood(
            view, anchor, light, first, kind
        )
        if mood.generic:
            return None
        used.update(verbs)
        head = _head(view, token, light, rule)
        return Found(
            head, head, rule, kind, activity, tuple(pieces), tuple(times), mood,
            min(anchor, token), end, False, len(candidates) == 1 and view.words[token].verb is None,
            _reported(view, token, light, first), not pieces and not verbs and last == token,
        )  # fmt: skip
    return None


def _by_agent(rule: TriggerRule, pieces: list[Piece]) -> list[Piece]:
    """«قتل الدولة لقائدها»: where ل marks the object, the genitive is the one who acts."""
    if rule.roles.get("genitive") != "victim":
        return pieces
    genitive = next((p for p in pieces if p.marker == "genitive"), None)
    other = next((p for p in pieces if p.marker == "ل"), None)
    if other is None or (genitive is not None and genitive.last + 1 != other.first):
        return pieces
    kept = [p for p in pieces if p is not genitive and p is not other]
    made = [Piece("object", other.first, other.last)]
    if genitive is not None:
        made.append(Piece("agent", genitive.first, genitive.last))
    return made + kept


def _head(view: View, token: int, light: int | None, rule: TriggerRule) -> int:
    """«تعرّض لهجوم» and «ينتظر الضوء الأخضر» happen in their verb, «شنّ غارة» in its noun."""
    if light is not None and view.words[light].light in {"patient", "grant"}:
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
    if rule.light and light is None:
        return None
    lit = "" if light is None else view.words[light].light
    if rule.direct and reading.article and not lit and not pieces:
        return None
    if rule.victim_only and reading.kind == "masdar" and not lit and not reading.pronoun:
        victims = {"object", "genitive", "agent"} | ({"ل"} if not reading.article else set())
        if not any(piece.marker in victims for piece in pieces):
            return None
    many = reading.number == "p" and not reading.article
    known = ({"plural"} if many else set()) | ({"human"} if reading.pronoun else set())
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
        return is_finite(view, light) and not _subordinate(view, light, first)
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
        if is_finite(view, place):
            judged = any(rule.type in _JUDGING for r, rule in word.triggers if r.kind == "verb")
            return place + 1 >= token - 4 and not judged
        if place < before and word.nominal is not None and word.nominal.kind == "noun" and not word.article:
            return False
    return False


_REPORT_BACK: Final = 6
_JUDGING: Final = frozenset(["condemn", "accuse", "deny", "warn", "demand", "claim-responsibility"])


def _with_adjectives(view: View, token: int, reading: Reading, stop: int) -> int:
    """The last adjective of a trigger noun: «الهجمات الصاروخية المتكررة»."""
    if reading.pronoun or reading.construct:
        return token
    last = token
    while last + 1 < stop and last - token < 3:
        word = view.words[last + 1]
        if word.breaks or word.particle or word.joined or word.finite_only:
            break
        if view.name_at[last + 1] >= 0 or view.quantity_at[last + 1] >= 0 or view.preposition(last + 1):
            break
        if view.timex_at[last + 1] >= 0 or word.article != reading.article:
            break
        if not reading.article and not _adjective(view, last + 1, reading):
            break
        last += 1
    return last


def _adjective(view: View, token: int, reading: Reading) -> bool:
    word = view.words[token]
    if word.classes & _MODIFYING:
        return word.form.endswith(("ي", "يه", "يا")) or reading.kind == "noun"
    if word.classes & _HEADS or word.verb is not None or word.triggers:
        return False
    if word.form.endswith(("ي", "يه", "يا")):
        return True
    return reading.kind == "noun" or word.form.endswith("ا")


def _light_verb(view: View, token: int, first: int) -> int | None:
    """The light verb whose noun stands at ``token``: «شنّ مسلحون هجوما»."""
    for place in range(token - 1, max(first, token - _LIGHT_BACK) - 1, -1):
        word = view.words[place]
        if word.light and view.name_at[place] < 0:
            return place if _lends(view, place, token) else None
        if (word.breaks and word.form != '"') or word.particle in {"comp", "rel"}:
            return None
        if is_finite(view, place):
            return None
        if word.triggers and not word.light and not view.preposition(token):
            return None
    return None


def _lends(view: View, light: int, token: int) -> bool:
    """Whether the noun is what the light verb takes, not a phrase further on."""
    kind = view.words[light].light
    own = view.preposition(token)
    if kind == "patient":
        return own == "ل" or view.words[token - 1].bare == "الي"
    if kind == "grant":
        return own in {"", "ب"} or view.words[token - 1].particle == "prep"
    if own == "ب" and kind == "agent":
        return True
    if kind == "reach" and view.words[token - 1].particle == "prep":
        return True
    if own or view.words[token - 1].particle == "prep":
        return False
    between = range(light + 1, token)
    return not any(view.words[place].triggers and is_finite(view, place) for place in between)


def _light_pieces(view: View, light: int, token: int, first: int) -> list[Piece]:
    """The subject of a light verb, as agent or as the one it happens to."""
    word = view.words[light]
    kind = word.light
    verbal = is_finite(view, light)
    between = after(view, light + 1, token, ("subject",) if verbal else ("genitive",)).pieces
    pieces = [piece for piece in between if piece.marker not in {"subject", "genitive"} and piece.last < token]
    if kind in {"occur"}:
        return pieces
    subject = next((p for p in between if p.marker in {"subject", "genitive"} and p.last < token), None)
    if subject is None and verbal:
        subject, _ = subject_before(view, light, first)
    if subject is None:
        return pieces
    marker = {"patient": "object", "grant": "asker"}.get(kind, "agent")
    if kind == "grant" and view.words[light].governor is None:
        marker = "subject"
    return [*pieces, Piece(marker, subject.first, subject.last)]


def _absorbed(view: View, token: int, right: Complements) -> tuple[list[Piece], Complements] | None:
    """The phrases of a verb that says more of the same event: «الهجوم الذي استهدف القافلة»."""
    verb = right.verb
    if verb is None:
        return None
    word = view.words[verb]
    reading = word.verb
    if reading is None:
        return None
    assault = any(rule.type in ASSAULTS for r, rule in word.triggers if r.kind == "verb")
    if not word.light and not assault:
        return None
    if word.light == "occur":
        follow = after(view, verb + 1, verb + 30, ())
        return list(follow.pieces), follow
    own = bool(reading.pronoun) or word.light == "agent"
    sentence = view.scan.sentence(token)[1]
    follow = after(view, verb + 1, sentence, ("agent",) if own else ("object",))
    return list(follow.pieces), follow


# --- verbs -----------------------------------------------------------------------------------------


def _verbal(view: View, token: int, first: int, stop: int) -> Found | None:
    candidates = [(r, rule) for r, rule in view.words[token].triggers if r.kind == "verb"]
    if not candidates:
        return None
    candidates.sort(key=lambda one: one[0].agreement is None or one[0].agreement[0] != "3")
    right = after(view, token + 1, stop, ("subject", "object", "second"))
    left, relative = subject_before(view, token, first)
    for reading, rule in candidates:
        pieces = _verbal_pieces(view, reading, rule, right, left, relative)
        kind = type_of(view, rule, (token, token), pieces)
        if kind is None:
            continue
        activity = None
        if rule.activity is not None:
            activity = activity_of(view, (token, token), pieces)
            if activity is None:
                continue
        if rule.victim_type and not _deliberate(view, pieces):
            kind = rule.victim_type
        mood = factuality.of_verb(view, token, reading, first)
        if mood.generic:
            return None
        start = left.first if left is not None else token
        return Found(
            token, token, rule, kind, activity, tuple(pieces), right.times, mood,
            start, right.stop, True, view.words[token].nominal is None,
            not relative and reading.aspect == "perfect" and not _subordinate(view, token, first),
        )  # fmt: skip
    return None


def _subordinate(view: View, token: int, first: int) -> bool:
    """Whether the verb only gives the time or ground of another: «بعد أن علّق», «عندما هاجم»."""
    for place in range(token - 1, max(first, token - 3) - 1, -1):
        word = view.words[place]
        if word.breaks:
            return False
        if word.bare in view.rules.words["when"] or word.particle == "rel":
            return True
    return False


def _deliberate(view: View, pieces: list[Piece]) -> bool:
    """Whether a killing names its agent or its victim; else it is a toll."""
    for piece in pieces:
        if piece.marker in {"subject", "agent"}:
            return True
        if piece.marker in {"object", "genitive"}:
            names = (view.name_at[token] for token in range(piece.first, piece.last + 1))
            if any(n >= 0 and view.names[n].kind == "person" for n in names):
                return True
    return False


def _is_deed(view: View, piece: Piece) -> bool:
    nominal = view.words[piece.first].nominal
    return nominal is not None and nominal.kind == "masdar" and not nominal.article


def _verbal_pieces(
    view: View,
    reading: Reading,
    rule: TriggerRule,
    right: Complements,
    left: Piece | None,
    relative: bool,
) -> list[Piece]:
    """The phrases of a verb with subject and object told apart."""
    bare = [p for p in right.pieces if p.marker in {"subject", "object"}]
    rest = [p for p in right.pieces if p.marker not in {"subject", "object"}]
    third = reading.agreement in {"3ms", "3fs", "3md", "3fd"}
    subject: Piece | None = None
    objects: list[Piece] = []
    if relative and reading.pronoun and left is not None:
        objects, bare_subject = [left], bare
        subject = bare_subject[0] if bare_subject else None
    elif left is not None or not third:
        subject, objects = left, bare[:1]
        if left is None and bare and reading.agreement in {"3mp", "3fp"} and not bare[1:]:
            objects = bare[:1]
    elif bare:
        subject, objects = bare[0], bare[1:2]
    if subject is not None and not objects and left is None and _is_deed(view, subject):
        subject, objects = None, [subject]  # «ورفض قبول الهزيمة»
    passive = reading.voice == "passive" or (
        not objects and any(p.marker == "agent" for p in rest)
    )
    lone = rule.alone and reading.voice is None and not objects and not reading.pronoun
    if subject is not None and (passive or lone):
        objects, subject = [subject], None
    made = [Piece("object", p.first, p.last) for p in objects]
    if subject is not None:
        made.insert(0, Piece("subject", subject.first, subject.last))
    return made + rest
