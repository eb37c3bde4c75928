"""Who takes part: the phrases around a trigger, by Arabic argument structure.

A *piece* is a phrase with its marker: ``subject``, ``object``, ``genitive``, or the preposition
that opens it. Which role a marker takes is said by the frame of the trigger's rule.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tawatur.annotate.event_finite import is_finite
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_view import View

_REACH: Final = 30  # tokens after a trigger
_BEHIND: Final = 3  # tokens behind a clause that describes a participant: a place or a time
_MARKS: Final = frozenset(["،", ","])


class Piece(NamedTuple):  # a tuple: some hundred are made a page
    """A phrase from token ``first`` to ``last`` and what marks it."""

    marker: str
    first: int
    last: int


class Complements(NamedTuple):
    """The pieces after a trigger, where they end, and the relative verb that they end at."""

    pieces: tuple[Piece, ...]
    stop: int
    relative: bool = False
    verb: int | None = None
    times: tuple[int, ...] = ()


def after(
    view: View, start: int, stop: int, bare: tuple[str, ...], *, through: bool = False
) -> Complements:
    """The pieces from ``start`` on, before ``stop``; ``bare`` labels phrases without a marker.

    ``through`` goes on behind a relative clause: «سحب التحالف الذي تقوده فرنسا جنوده».
    """
    pieces: list[Piece] = []
    times: list[int] = []
    labels = list(bare)
    opened = False  # inside a parenthesis between commas
    token = _behind_number(view, start, bare)
    stop = min(stop, start + _REACH)
    while token < stop:
        word = view.words[token]
        if view.timex_at[token] >= 0:
            if view.dates_before(view.timex_at[token]):
                times.append(view.timex_at[token])
            token = min(stop, view.last_of(view.timex_at, token) + 1)
        elif word.breaks:
            comma = word.form in _MARKS
            onward = _past_break(view, token, stop)
            if onward is None and comma and _awaited(view, token, stop, labels[:1]):
                onward = token + 1
            if onward is None and not (opened and comma):
                break
            opened = comma and onward is not None
            token = onward or token + 1
        elif word.bare in view.rules.words["aside"]:
            token = _behind_aside(view, token, stop, labels, pieces)
        elif word.particle == "rel":
            verb = _verb_after(view, token, stop)
            if not through or verb is None or not pieces:
                return Complements(tuple(pieces), token, True, verb, tuple(times))
            token = _past_clause(view, verb, stop)
        elif word.verb is not None and is_finite(view, token):
            onward = _past_description(view, token, stop, pieces)
            if onward is not None:
                waits = labels[:1] == ["object"] and _is_object(view, onward, stop)
                token, stop = onward, min(stop, onward + _BEHIND)
                labels = ["object"] if waits else []
                continue
            return Complements(tuple(pieces), token, False, token, tuple(times))
        else:
            onward = _phrase(view, token, stop, pieces, labels)
            if onward is None:
                break
            token = onward
    return Complements(tuple(pieces), token, False, None, tuple(times))


def _behind_aside(view: View, token: int, stop: int, labels: list[str], pieces: list[Piece]) -> int:
    """Behind what is told aside: a part of those before, or others («بينهم طفلان»), a piece."""
    if not _part_of_them(view, token):
        labels.clear()
        if (among := among_them(view, token, stop)) is not None:
            pieces.append(among)
            return among.last + 1
    return token + 1


def _is_object(view: View, token: int, stop: int) -> bool:
    """«دهست شاحنة يقودها مسلح جمعا من الناس»: the ending says that it is no subject."""
    return token < stop and view.nominal(token) and view.accusative(token)


def _behind_number(view: View, start: int, bare: tuple[str, ...]) -> int:
    """Behind the number that a noun before ``start`` belongs to: «جريحا على الأقل»."""
    if not start or bare[:1] == ("subject",):
        return start
    return view.last_of(view.quantity_at, start - 1) + 1


def _part_of_them(view: View, token: int) -> bool:
    """«اقتحم عدد منهم المبنى»: the clause goes on behind a number of those just named."""
    before = token - 1
    if view.words[token].bare not in view.rules.words["of_them"] or before < 0:
        return False
    return view.quantity_at[before] >= 0 or "quantifier" in view.words[before].classes


def among_them(view: View, aside: int, stop: int) -> Piece | None:
    """«سبعة أشخاص بينهم طفلان», «جميعهم من أفراد الشرطة»: who some or all of those are that were
    named before the word at ``aside``.
    """
    first = aside + 1
    if first < stop and view.words[first].bare == view.rules.partitive:
        first += 1
    if first >= stop or not view.nominal(first) or view.timex_at[first] >= 0:
        return None
    if view.preposition(first) or view.words[first].joined:
        return None
    whole = view.words[aside].bare in view.rules.words["most"]
    return Piece("whole" if whole else "among", first, view.phrase_end(first, stop))


ASIDES: Final = frozenset(["among", "whole"])


def _phrase(
    view: View, token: int, stop: int, pieces: list[Piece], labels: list[str]
) -> int | None:
    """Takes the phrase at a token into ``pieces``; where to go on, ``None`` at the end."""
    word = view.words[token]
    if word.bare in view.rules.words["manner"]:
        return view.phrase_end(token, stop) + 1  # «تدين بشدة»
    if _ends_clause(view, token):
        return None
    if word.bound and word.particle == "prep" and view.name_at[token] < 0:
        return token + 1  # «صادق عليه البرلمان»
    found = _marked(view, token, stop)
    if found is not None:
        passed = _POINTING if found[0] == "from" else _POINTING_OR_SOME
        marker, first = found[0], _past(view, found[1], stop, passed)
        if marker == "to" and first + 1 < stop:
            first += view.words[first].bare in view.rules.words["direction"]
        if first >= stop or not view.nominal(first) or view.timex_at[first] >= 0:
            return None if first == token else first
        if "platform" in view.words[first].classes:
            return first + 1  # «نفت على فيسبوك الأنباء»: where it was said
        last = view.phrase_end(first, stop)
        if marker == "demanded" and not view.preposition(first):
            marker = "against"  # «مطالبين الحكومة بالرحيل»: of whom something is demanded
        pieces.append(Piece(marker, first, last))
        return last + 1
    if word.particle and view.quantity_at[token] < 0:
        return token + 1 if word.particle in _PASSED and not word.joined else None
    joined = word.joined and word.bare != word.form and view.name_at[token] < 0
    if joined or (word.form.isdigit() and view.quantity_at[token] < 0):
        return None  # a figure that counts nothing is an age
    return _unmarked(view, token, stop, pieces, labels)


def _is_proclitic(view: View, token: int) -> bool:
    """«المعروف ب"فلان"»: a proclitic written apart."""
    return len(view.words[token].form) == 1 and view.quantity_at[token] < 0


def _unmarked(view: View, token: int, stop: int, pieces: list[Piece], labels: list[str]) -> int:
    """Takes a phrase without a preposition by the next of the labels; where to go on."""
    word = view.words[token]
    last = view.phrase_end(token, stop)
    if word.bare in view.rules.words["time_noun"] or _is_proclitic(view, token):
        return last + 1
    if pieces and pieces[-1].last == token - 1:
        town = pieces[-1].marker == "place" and view.name_at[token] >= 0
        if _attribute(view, token) or (town and view.names[view.name_at[token]].is_place):
            return last + 1  # «في العاصمة طرابلس»
    if pieces and labels[:1] == ["genitive"]:
        labels[:] = labels[1:] if _struck(view, pieces[0].first) else []
    if labels[:1] == ["genitive"] and view.accusative(token) > view.accusative(token - 1):
        return last + 1  # «التفجير انتقاما»
    if labels and labels[0] == "subject" and "self" in word.classes:
        labels.pop(0)  # «انتحاريا فجر نفسه»
    if labels and labels[0] == "subject" and view.accusative(token):
        labels.pop(0)  # «قتل مسلحا»; a subject is in the nominative
        if not (word.classes or labels[:1] != ["object"]):
            return last + 1
    if labels and (not view.measures(token) or _goods(view, token, last)):
        pieces.append(Piece(labels.pop(0), token, last))
    return last + 1


def _attribute(view: View, token: int) -> bool:
    """«القوات المتمركزة شرق القطاع»: a participle that only describes the noun right before it."""
    word, before = view.words[token], view.words[token - 1]
    if word.nominal is None or word.nominal.kind != "participle" or not word.article:
        return False
    definite = before.article or view.name_at[token - 1] >= 0
    people = word.classes and word.classes != _DERIVED
    return definite and not people and view.name_at[token] < 0 and view.quantity_at[token] < 0


_DERIVED: Final = frozenset(["human"])  # by its ending alone, see event_words


def _goods(view: View, first: int, last: int) -> bool:
    """«حجز طن من المخدرات»: a weight or a volume of something that can be taken."""
    return any(word.bare == view.rules.partitive for word in view.words[first : last + 2])


def _ends_clause(view: View, token: int) -> bool:
    """«دون», «بتهمة», and a participle that opens a clause of its own: «طالب الوزير قائلا»."""
    word = view.words[token]
    if word.bare in view.rules.closing:
        return True
    if word.nominal is None or word.nominal.kind != "participle":
        return False
    if token + 1 < len(view.words) and view.words[token + 1].nation and _tanwin(view, token + 1):
        return False  # «مقيما تركيا»: a noun that an adjective goes with
    if word.classes and not any(reading.kind == "participle" for reading, _ in word.triggers):
        return False
    return view.accusative(token) and view.quantity_at[token] < 0


def _tanwin(view: View, token: int) -> bool:
    return view.words[token].form.endswith("يا")


def _struck(view: View, token: int) -> bool:
    """Whether the noun before is the subject of a verb whose object may follow: «استهدف هجوم
    بطائرتين المخازن». Else a genitive stands right behind its noun, and an object behind that.
    """
    for place in range(token - 1, max(-1, token - 5), -1):
        if view.words[place].verb is not None and is_finite(view, place):
            return not view.words[place].light
    return False


_PASSED: Final = frozenset(
    ["adv", "dem", "quant", "skip", "bound", "chain", "partitive"]
)  # particles inside a clause


def _past_clause(view: View, verb: int, stop: int) -> int:
    """Behind a relative clause: its verb and the one phrase that it takes."""
    token = verb + 1
    if token < stop and view.nominal(token) and not view.preposition(token):
        return view.phrase_end(token, stop) + 1
    return token


def _past_description(view: View, verb: int, stop: int, pieces: list[Piece]) -> int | None:
    """Behind «جماعات تدعمها إيران»: an indefinite noun, a verb that points back to it, and its
    subject; ``None`` where it is no such clause.
    """
    word, subject = view.words[verb], verb + 1
    if not pieces or pieces[-1].last != verb - 1 or word.verb is None or subject >= stop:
        return None
    if not word.verb.pronoun or word.joined or word.light:
        return None
    if any(rule.type in ASSAULTS for _, rule in word.triggers):
        return None  # «هجوم على دورية نفذته الجماعة»: says more of the deed
    before = view.words[verb - 1]
    if before.article or view.name_at[verb - 1] >= 0 or not view.nominal(subject):
        return None
    return None if view.preposition(subject) else view.phrase_end(subject, stop) + 1


def _past_break(view: View, token: int, stop: int) -> int | None:
    """Past a comma before a preposition or a time, past brackets and quotation marks."""
    forms = view.scan.words.forms
    if forms[token] == '"':
        return token + 1
    if forms[token] == "(":
        for place in range(token + 1, min(stop, token + 10)):
            if forms[place] == ")":
                return place + 1
        return None
    if forms[token] in _MARKS and token + 1 < stop:
        following = view.words[token + 1]
        if view.timex_at[token + 1] >= 0 or following.bare in view.rules.words["aside"]:
            return token + 1
        if _opens_marker(view, token + 1):
            return token + 1
        if token and view.timex_at[token - 1] >= 0 and view.accusative(token + 1):
            return token + 1  # «اعتقلت الشرطة اليوم السبت، مسلحا»
        if following.particle == "prep" and not following.bound and not following.joined:
            return token + 1
        if following.bare.startswith("لل") and not following.joined:
            return token + 1  # «بتسليم قاعدة لها، للجيش»
    return None


def _awaited(view: View, comma: int, stop: int, labels: list[str]) -> bool:
    """Whether the subject or the object that a verb still waits for stands behind a comma."""
    if labels == ["object"]:
        return _owned(view, comma + 1) or (
            _late(view, comma, stop) and not _subject_of_next(view, comma + 1, stop)
        )
    return labels == ["subject"] and _late(view, comma, stop)


def _late(view: View, comma: int, stop: int) -> bool:
    """«انفجر صباح اليوم، الأحد، لغم»: a subject or an object behind a time before a comma."""
    following = comma + 1
    if following >= stop or view.timex_at[comma - 1] < 0 or view.timex_at[following] >= 0:
        return False
    word = view.words[following]
    return view.nominal(following) and not (word.joined or view.preposition(following))


def _subject_of_next(view: View, first: int, stop: int) -> bool:
    """«قصف الطيران أمس، والجيش رد»: a phrase that a verb follows is no object."""
    following = view.phrase_end(first, stop) + 1
    return following < stop and is_finite(view, following)


def _owned(view: View, token: int) -> bool:
    """«تستأنف بها القوات ضد الإرهاب، عملياتها»: an object that points back to its subject, or a
    weapon, which is no subject: «نشر الجيش في العراق، صواريخ».
    """
    if token >= len(view.words):
        return False
    word = view.words[token]
    if word.classes & _ARMS and not (word.article or word.joined or view.preposition(token)):
        return not any(other.finite_only for other in view.words[token + 1 : token + 3])
    if word.nominal is None or not word.nominal.pronoun or word.joined:
        return False
    return bool(word.classes & {"operations", "training", "talks", "work"})


_ARMS: Final = frozenset(["weapon", "missile", "drone", "artillery"])


def _past(view: View, token: int, stop: int, particles: frozenset[str]) -> int:
    """Past «هذا» of «في هذا الهجوم», «بعض» of «على بعض المواقع»."""
    while token < stop and view.words[token].particle in particles:
        token += 1
    return token


_POINTING: Final = frozenset(["dem"])
_POINTING_OR_SOME: Final = frozenset(["dem", "quant"])


def _opens_marker(view: View, token: int) -> bool:
    """Whether words of more than one letter that mark a phrase begin here: «احتجاجا على»."""
    markers, forms = view.rules.markers, view.scan.words.forms
    word = view.words[token]
    pair = (word.bare, *forms[token + 1 : token + 2])
    return markers.get(pair, markers.get(pair[:1])) in {*_ISSUES, "against", "agent"}


_ISSUES: Final = frozenset(["protested", "demanded"])


def _marked(view: View, token: int, stop: int) -> tuple[str, int] | None:
    """The preposition at a token, by its common name, and where its phrase begins."""
    if view.quantity_at[token] >= 0 and token not in view.name_prefixed:
        return None  # «نحو 900 جندي»
    word = view.words[token]
    forms = view.scan.words.forms
    markers = view.rules.markers
    for width in (3, 2) if word.bare in view.rules.marker_openers else ():
        if token + width <= stop:
            phrase = (word.bare, *forms[token + 1 : token + width])
            if phrase in markers:
                return markers[phrase], token + width
    issue = view.rules.single.get(word.bare)
    if word.particle == "prep":
        if word.bound:
            return None if word.joined else ("", token + 1)
        if word.joined:
            return None
        return issue or word.bare, token + 1
    if issue in _ISSUES or issue == "against":
        return issue, token + 1
    own = view.preposition(token)
    if own and not word.joined and not word.finite_only:
        return own, token
    return None


def _verb_after(view: View, token: int, stop: int) -> int | None:
    """The verb of the relative clause that a pronoun opens, past particles before it."""
    for place in range(token + 1, min(stop, token + 4)):
        if view.words[place].verb is not None and not view.words[place].breaks:
            return place
        if not view.words[place].particle:
            return None
    return None
