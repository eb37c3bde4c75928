"""Events told by finite verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tawatur.annotate import event_factuality as factuality
from tawatur.annotate.event_arguments import Complements, Piece, after, among_them
from tawatur.annotate.event_finite import is_finite
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import ASSAULTS, DONE, PERSONAL, TriggerRule
from tawatur.annotate.event_sense import Sense, activity_of, is_deed, meant, subordinate, type_of
from tawatur.annotate.event_subjects import subject_before, subject_of
from tawatur.annotate.event_view import View
from tawatur.text.morphology import Reading

_CARRY: Final = 20  # tokens back to the verb or noun that a clause goes on from


def verbal(
    view: View,
    token: int,
    first: int,
    stop: int,
    subjects: Mapping[int, Piece | None],
    candidates: list[Sense],
) -> Found | None:
    """The event that a finite verb tells of, if any; ``subjects`` are those of the verbs before."""
    if token and "hurt" in view.words[token - 1].classes and not view.words[token].joined:
        return None  # «بجروح أصيب بها»: only describes the wounds
    candidates.sort(
        key=lambda one: (
            one[0].agreement is None or one[0].agreement[0] != "3",
            one[0].aspect == "imperfect",
        )
    )
    clause = _clause(view, token, first, stop, candidates[0][0], subjects)
    for reading, rule in candidates:
        found = _sense(view, token, reading, rule, clause)
        if found is None or _unnamed(view, clause.right.stop, stop):
            continue
        kind, pieces, left = found
        activity = None
        if rule.activity is not None:
            activity = activity_of(view, (token, token), pieces)
            if activity is None:
                continue
        if rule.victim_type and not _deliberate(view, pieces):
            kind = rule.victim_type
        mood = factuality.of_verb(view, token, reading, max(first, token - factuality.REACH))
        if mood.generic:
            return None
        main = not clause.relative and not subordinate(view, token, first)
        return Found(
            token, token, rule, kind, activity, tuple(pieces), clause.right.times, mood,
            token if left is None else left.first, clause.right.stop, True,
            view.words[token].nominal is None, main and reading.aspect == "perfect",
        )  # fmt: skip
    return None


class _Clause(NamedTuple):
    """What stands around a verb: the phrases behind it, its subject before it, and whether the
    verb only describes that; ``bare`` are the phrases without a preposition.
    """

    first: int
    right: Complements
    before: Piece | None
    relative: bool
    bare: list[Piece]
    subjects: Mapping[int, Piece | None]


def _clause(
    view: View,
    token: int,
    first: int,
    stop: int,
    reading: Reading,
    subjects: Mapping[int, Piece | None],
) -> _Clause:
    right = after(view, token + 1, stop, ("subject", "object", "second"), through=True)
    before, relative = subject_before(view, token, first)
    if relative and _resumed(view, token):
        before, relative = None, False
    if before is not None and _disagrees(view, reading, before):
        before, relative = None, False
    bare = [piece for piece in right.pieces if piece.marker in {"subject", "object"}]
    aside = None if before is None else _aside(view, before.last + 1, token)
    if aside is not None:
        right = right._replace(pieces=(*right.pieces, aside))
    return _Clause(first, right, before, relative, bare, subjects)


def _aside(view: View, start: int, verb: int) -> Piece | None:
    """«خمسة أشخاص، بينهم شرطي، قتلوا»: who is said to be among the subject before its verb."""
    start += view.words[start].form in _COMMAS
    if start < verb and view.words[start].bare in view.rules.words["aside"]:
        return among_them(view, start, verb)
    return None


def _sense(
    view: View, token: int, reading: Reading, rule: TriggerRule, clause: _Clause
) -> tuple[str, list[Piece], Piece | None] | None:
    """The type that a rule makes of a verb, its phrases, and the subject before it."""
    right, bare, relative = clause.right, clause.bare, clause.relative
    left = clause.before
    if relative and reading.voice == "passive" and bare:
        left = None  # «وفي هجوم آخر أصيب حارس»
    own = bool(bare) and _is_object(view, token, reading, rule, bare[0])
    if left is None and _goes_on(view, token, rule, len(bare), own):
        left = _carried_subject(view, token, clause.first, clause.subjects)
    if rule.perfect_only and reading.aspect != "perfect":
        return None
    if left is None and reading.agreement in {"3md", "3fd"}:
        return None  # a verb before its subject is never dual
    pieces = _verbal_pieces(view, reading, rule, right, left, relative, own)
    if left is not None and not relative and rule.roles.get("passing") == "target":
        beside = after(view, left.last + 1, token, ()).pieces  # «سيارة أمام المديرية انفجرت»
        pieces += [piece for piece in beside if piece.marker == "place"]
    told = any(piece.marker == "object" for piece in pieces)
    known = set() if told else meant(view, token, reading, clause.first)
    kind = type_of(view, rule, (token, token), pieces, known)
    if kind is None and left is None and len(bare) == 1 and view.words[token].joined:
        # «... وهاجم المارة»: the lone noun is the object, who acts was told before
        left = _carried_subject(view, token, clause.first, clause.subjects)
        pieces = _verbal_pieces(view, reading, rule, right, left, relative, own=True)
        kind = None if left is None else type_of(view, rule, (token, token), pieces, known)
    if kind is None and rule.completed_by:
        pieces = _completed(view, token, reading, rule, left)
        kind = type_of(view, rule, (token, token), pieces) if pieces else None
    return None if kind is None else (kind, pieces, left)


def _completed(
    view: View, token: int, reading: Reading, rule: TriggerRule, left: Piece | None
) -> list[Piece]:
    """The phrases of a verb whose noun stands behind a clause that describes its subject:
    «أطلق مسلحان يستقلان دراجة نارية النار على حافلة», «لقي ستة كانوا في المنزل حتفهم».
    """
    stop = min(view.scan.sentence(token)[1], token + _COMPLETED)
    for place in range(token + 2, stop):
        word = view.words[place]
        if (word.breaks and word.form not in _COMMAS) or word.particle == "comp":
            return []
        if word.classes & rule.completed_by and not (word.joined or view.preposition(place)):
            behind = after(view, place + 1, view.scan.sentence(token)[1], ())
            between = after(view, token + 1, place, ("subject",))
            made = [piece for piece in between.pieces if piece.marker == "subject"]
            if left is not None:
                made = [Piece("subject", left.first, left.last)]
            if reading.voice == "passive":
                made = []
            return [*made, Piece("object", place, place), *behind.pieces]
    return []


_COMPLETED: Final = 16  # tokens from a verb to the noun that completes it
_COMMAS: Final = frozenset("،,")


def _unnamed(view: View, token: int, stop: int) -> bool:
    """«طلب عدم ذكر اسمه», «رفض الكشف عن هويته»: how a source speaks is no deed."""
    if token >= stop or view.words[token].bare not in view.rules.words["nominal_negation"]:
        return False
    return any("identity" in word.classes for word in view.words[token + 1 : token + _NAMELESS])


_NAMELESS: Final = 5  # tokens from «عدم» to «هويته»


def _goes_on(view: View, token: int, rule: TriggerRule, bare: int, own: bool) -> bool:
    """Whether a verb's subject is that of the verb before: joined to it by و, behind «أن»,
    or, for what the speaker itself does, behind «أنها»; and no phrase is left to be the subject.
    """
    if view.words[token].joined:
        return bare <= own + _is_many(view, token)
    for place in range(token - 1, max(0, token - 3), -1):
        word = view.words[place]
        if word.bare in view.rules.words["bare_that"]:
            return bare <= 1
        if word.bare in view.rules.words["that_one"]:
            if word.bare in view.rules.words["that_she"] and _gender(view, token) == "3f":
                return bare <= 1  # «أعلنت الشرطة أنها قتلت ثلاثة»
            return (rule.activity is not None or rule.type in DONE) and bare <= own
        if word.bare in view.rules.words["after_that"]:
            return own and bare == 1
        if word.particle not in {"neg", "aux", "comp"}:
            return False
    return False


def _is_many(view: View, token: int) -> bool:
    """«وطعنا شخصين», «وهاجموا المبنى»: in the dual and plural no subject follows the verb."""
    verb = view.words[token].verb
    return verb is not None and verb.agreement in {"3md", "3fd", "3mp", "3fp"}


def _carried_subject(
    view: View, token: int, first: int, subjects: Mapping[int, Piece | None]
) -> Piece | None:
    """The subject of the verb before; behind «أنها» that of the verb of saying, whatever its
    gender: a verb before its subject may stay masculine.
    """
    gender = _gender(view, token)
    told = view.words[token - 1].bare in view.rules.words["that_one"]
    for place in range(token - 1, max(first, token - _CARRY) - 1, -1):
        if is_finite(view, place) and (told or _gender(view, place) == gender):
            if subjects.get(place) is not None:
                return subjects[place]
            found = subject_of(view, place, first)
            if found is not None or place < token - 1:
                return found  # else two verbs in a row: «القوات التي انسحبت، عادت وانتشرت»
    return None


def _resumed(view: View, token: int) -> bool:
    """«مشروع القرار الذي صادق عليه البرلمان»: a pronoun stands for the noun that is described."""
    following = token + 1
    if following >= len(view.words):
        return False
    word = view.words[following]
    return word.bound and word.particle in {"prep", "bound"}


def _is_object(view: View, token: int, reading: Reading, rule: TriggerRule, piece: Piece) -> bool:
    """Whether the phrase right behind a verb cannot be its subject: what stops is an activity of
    its owner («علق عملياته»), and a verb before its subject agrees with it in gender.
    """
    word = view.words[piece.first]
    if rule.type == "deny" and word.classes & _DENIED:
        return True  # «ونفت صحة الأنباء»
    if rule.activity is not None and word.nominal is not None and word.nominal.pronoun:
        return (
            activity_of(view, (token, token), [Piece("object", piece.first, piece.last)])
            is not None
        )
    if piece.first != token + 1 or word.nominal is None:
        return False
    name = view.name_at[piece.first]
    if name >= 0 and not (view.names[name].kind == "organisation" and "force" in word.classes):
        return False
    if reading.agreement == "3ms":
        return word.form.endswith(("ه", "ات")) and bool(word.classes & _COLLECTIVE)
    if reading.agreement == "3fs":
        if view.words[token].joined and "quantifier" in word.classes and _of_people(view, piece):
            return True  # «فاعتقلت العشرات من المواطنين»
        whole = word.nominal.number == "s" and not word.form.endswith(("ه", "ت", "اء", "ي", "ا"))
        return whole and word.nominal.kind == "noun" and "human" in word.classes
    return False


def _disagrees(view: View, reading: Reading, piece: Piece) -> bool:
    """Whether a noun before a verb cannot be its subject: «شهدت القرية تفجيرا راح ضحيته عشرة»."""
    word = view.words[piece.first]
    if reading.agreement != "3ms" or word.nominal is None or view.name_at[piece.first] >= 0:
        return False
    feminine = word.form.endswith("ه") and word.nominal.number == "s" and not word.nominal.pronoun
    return feminine and "human" not in word.classes


def _of_people(view: View, piece: Piece) -> bool:
    return any("human" in word.classes for word in view.words[piece.first : piece.last + 1])


_DENIED: Final = frozenset(["legal", "reference", "abstract"])
_COLLECTIVE: Final = frozenset(["force", "authority", "site", "weapon"])


def _gender(view: View, token: int) -> str:
    verb = view.words[token].verb
    return "" if verb is None or verb.agreement is None else verb.agreement[:2]


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


def _stops_itself(view: View, rule: TriggerRule, subject: Piece) -> bool:
    """«استأنفت المحادثات»: what is resumed is nobody who resumes."""
    if not rule.activity or rule.needs_subject:
        return False
    return activity_of(view, (subject.first, subject.first), [subject]) is not None


def _assault(view: View, token: int) -> bool:
    return any(rule.type in ASSAULTS for _, rule in view.words[token].triggers)


def _verbal_pieces(
    view: View,
    reading: Reading,
    rule: TriggerRule,
    right: Complements,
    left: Piece | None,
    relative: bool,
    own: bool,
) -> list[Piece]:
    """The phrases of a verb with subject and object told apart."""
    bare = [p for p in right.pieces if p.marker in {"subject", "object"}]
    if rule.type in PERSONAL and len(bare) > 1 and _assault(view, bare[1].first):
        bare = bare[:1]  # «اعتقل ثلاثة لتنفيذهم هجوما»: nobody, but a deed
    rest = [p for p in right.pieces if p.marker not in {"subject", "object"}]
    third = reading.agreement in {"3ms", "3fs", "3md", "3fd"}
    subject: Piece | None = bare[0] if bare else None
    objects: list[Piece] = bare[1:2]
    if reading.pronoun and third and bare and (left is None or left.last < bare[0].first):
        objects = [] if left is None else [left]  # «هجوم تبنته الجماعة»
    elif reading.pronoun and third and relative and not bare and left is not None:
        subject, objects = None, [left]  # «الآليات التي حجزتها»
    elif left is not None or own or not third:
        subject, objects = left, bare[:1]
    if subject is not None and not objects and left is None and is_deed(view, subject):
        objects = [subject]  # «ورفض قبول الهزيمة»
        subject = None
    passive = reading.voice == "passive" or (not objects and any(p.marker == "agent" for p in rest))
    lone = rule.alone and reading.voice is None and not objects and not reading.pronoun
    if subject is not None and (passive or lone):
        objects = [subject]
        subject = None
    if subject is not None and not objects and _stops_itself(view, rule, subject):
        objects = [subject]
        subject = None
    made = [Piece("object", p.first, p.last) for p in objects]
    if subject is not None:
        made.insert(0, Piece("subject", subject.first, subject.last))
    return made + rest
