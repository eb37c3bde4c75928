"""The subject of a finite verb, behind it or before it."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.event_arguments import Piece, after
from tawatur.annotate.event_view import View

_BACK: Final = 16  # tokens before a verb


def subject_before(view: View, verb: int, first: int) -> tuple[Piece | None, bool]:
    """The subject before a verb, and whether the verb only describes it."""
    if view.words[verb].joined or _opens_quotation(view, verb, first):
        return None, False
    token = verb - 1
    while token >= first and (
        view.words[token].particle in {"neg", "aux", "comp"} or view.words[token].form == '"'
    ):
        if view.words[token].particle == "comp" and view.words[token].bare not in view.rules.qad:
            return None, False
        token -= 1
    if token >= first and view.words[token].form == ")":
        token = _before_bracket(view, token, first)
    if token < first:
        return None, False
    if view.words[token].particle == "rel":
        start = _phrase_start(view, token - 1, first)
        return (None if start is None else Piece("subject", start, token - 1)), True
    opening = _clause_start(view, token, first)
    if opening > token:
        found = _subject_of_was(view, token, first) or _subject_of_that(view, token, first)
        return found, False
    while opening < token and view.words[opening].particle in {"aux", "adv", "dem"}:
        opening += 1
    described = _described(view, opening, first)
    if described is not None:
        return described, False
    return _of_clause(view, verb, token, opening, first)


def _before_bracket(view: View, token: int, first: int) -> int:
    """The token before the bracket that closes at a token: «قرب الميناء (وسط المدينة) انفجرت»."""
    for place in range(token - 1, max(first, token - _BRACKET) - 1, -1):
        if view.words[place].form == "(":
            return place - 1
    return token


_BRACKET: Final = 10  # tokens in brackets


def _opens_quotation(view: View, verb: int, first: int) -> bool:
    """«قال الناطق "ستستأنف العمليات»: who is quoted is not the subject of the first verb; but in
    «قال إن الدوريات "استؤنفت» the clause had begun before.
    """
    if verb == first or view.words[verb - 1].form != '"':
        return False
    if view.scan.words.forms[first:verb].count('"') % 2 == 0:
        return False
    for place in range(verb - 2, max(first, verb - _BACK) - 1, -1):
        word = view.words[place]
        if word.particle == "comp":
            return False
        if word.finite_only:
            return True
    return False


def _of_clause(
    view: View, verb: int, token: int, start: int, first: int
) -> tuple[Piece | None, bool]:
    """The subject in the clause from ``start`` to ``token``, and whether the verb describes it."""
    near = _phrase_start(view, token, first)
    if view.nominal(start) and not view.preposition(start):
        end = view.phrase_end(start, verb)
        if near is not None and near > start and _new_clause(view, near, verb):
            return Piece("subject", near, token), False
        if near is not None and near > end and _describes(view, start, near):
            return Piece("subject", near, token), True
        return Piece("subject", start, end), False
    word = view.words[token]
    own = word.nominal is not None and bool(word.nominal.pronoun)  # «من جهته أدان»
    definite = word.article or view.name_at[token] >= 0 or own
    if near and definite and view.words[near - 1].particle == "prep":
        return None, False
    if near is not None and not view.words[near].article:
        return Piece("subject", near, token), True
    return None, False


def _subject_of_was(view: View, comma: int, first: int) -> Piece | None:
    """«وكان التحالف الذي تقوده فرنسا، أعلن»: behind the comma that closes a relative clause, the
    verb is that of the noun behind «كان».
    """
    if view.words[comma].form not in _COMMAS or comma - first > _FAR:
        return None
    start = first + 1
    if view.words[first].form not in view.rules.words["was"] or not view.nominal(start):
        return None
    if view.preposition(start):
        return None
    end = view.phrase_end(start, comma)
    return Piece("subject", start, end) if view.words[end + 1].particle == "rel" else None


def _subject_of_that(view: View, comma: int, first: int) -> Piece | None:
    """«إن قياديا في التنظيم شرق المدينة، قد قتل»: the noun behind «إن», where no verb has told of
    it before the comma.
    """
    if view.words[comma].form not in _COMMAS:
        return None
    for place in range(comma - 1, max(first, comma - _FAR) - 1, -1):
        word = view.words[place]
        if word.particle == "comp":
            named = place + 1 < comma and view.nominal(place + 1)
            if not named or view.preposition(place + 1):
                return None
            return Piece("subject", place + 1, view.phrase_end(place + 1, comma))
        if word.finite_only or word.particle == "rel" or (word.breaks and word.form != '"'):
            return None
    return None


_COMMAS: Final = frozenset("،,")
_FAR: Final = 24  # tokens between «كان» and the comma


def _new_clause(view: View, near: int, verb: int) -> bool:
    """«تضارب في الحصيلة والسلطات تتهم»: two subjects would need a verb in dual or plural."""
    word, reading = view.words[near], view.words[verb].verb
    singular = reading is not None and reading.agreement in {"3ms", "3fs"}
    return singular and word.joined and word.article and "human" not in word.classes


def _describes(view: View, opening: int, near: int) -> bool:
    """«نفذ الطيران ضربة دمرت المخزن»: a verb behind an indefinite object describes it."""
    word = view.words[near]
    if not opening or not view.words[opening - 1].finite_only or view.name_at[near] >= 0:
        return False
    if view.words[near - 1].particle == "prep":
        return False
    plain = word.nominal is not None and word.nominal.kind == "noun" and not word.nominal.pronoun
    return plain and not word.article and not view.preposition(near)


def _described(view: View, opening: int, first: int) -> Piece | None:
    """«إن انتحاريا يقود شاحنة فجر نفسه»: an indefinite subject with a clause that describes it."""
    verb = opening - 1
    if verb - 1 <= first or not view.words[verb].finite_only or view.words[verb].joined:
        return None
    start = _phrase_start(view, verb - 1, first)
    if start is None or start == first or view.words[start - 1].particle != "comp":
        return None
    if view.words[start].article or view.name_at[start] >= 0:
        return None
    return Piece("subject", start, verb - 1)


def subject_of(view: View, verb: int, first: int) -> Piece | None:
    """The subject of any finite verb, after it or before it."""
    if view.words[verb].finite_only:
        for piece in after(view, verb + 1, view.scan.sentence(verb)[1], ("subject",)).pieces:
            if piece.marker == "subject" and not _own(view, piece):
                return piece
    return subject_before(view, verb, first)[0]


def _own(view: View, piece: Piece) -> bool:
    """«علق عملياته»: what somebody does with his own is no subject."""
    word = view.words[piece.first]
    owned = word.nominal is not None and bool(word.nominal.pronoun)
    return owned and bool(word.classes & {"operations", "training", "talks", "work", "force"})


def _clause_start(view: View, token: int, first: int) -> int:
    low = max(first, token - _BACK)
    while token >= low:
        word = view.words[token]
        if word.breaks or word.particle in {"comp", "rel", "conj"} or word.finite_only:
            break
        if word.bare in view.rules.words["clause"]:
            break
        if view.timex_at[token] >= 0:
            break
        token -= 1
    return token + 1


def _phrase_start(view: View, last: int, first: int) -> int | None:
    """Where the noun phrase that ends at ``last`` begins."""
    start = None
    for token in range(last, max(first, last - 8) - 1, -1):
        if not view.nominal(token):
            break
        if view.phrase_end(token, last + 1) >= last:
            start = token
        if view.preposition(token):
            break
    return start
