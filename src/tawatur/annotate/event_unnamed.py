"""Who is meant where no phrase says it outright: whom people protest against, what a bomb hit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tawatur.annotate.event_arguments import Piece
from tawatur.annotate.event_finite import is_finite
from tawatur.annotate.event_found import Found
from tawatur.annotate.event_view import View

_ISSUES: Final = frozenset(["against", "protested", "demanded", "on", "ب"])
_GROUNDS: Final = frozenset(["protested", "demanded"])
_RULING: Final = frozenset(["authority", "official", "leader", "office", "force", "party"])
_BESIDE: Final = frozenset(["site", "force", "human", "patrols", "authority"])
_REGIONS: Final = frozenset(["way", "region"])
_AHEAD: Final = 30  # tokens behind a protest: its ground may stand anywhere in the sentence

Phrase = tuple[int, int]


def unnamed(view: View, one: Found, roles: set[str]) -> Iterator[tuple[str, Phrase]]:
    """Roles with the first and last token of a phrase; ``roles`` are those already filled."""
    found: Phrase | None = None
    if one.type == "bombing" and not roles & {"target", "victim"}:
        found = _beside(view, one)
        if found is not None:
            yield "target", found
    elif one.activity is not None and "agent" not in roles:
        found = _owner(view, one)
        if found is not None:
            yield "agent", found
    elif one.type == "protest" and "against" not in roles:
        found = _against(view, one) or _ahead(view, one) or _mission(view, one)
        if found is not None:
            yield "against", found
    elif one.type == "demand" and "target" not in roles:
        found = _asked(view, one)
        if found is not None:
            yield "target", found


def _asked(view: View, one: Found) -> Phrase | None:
    """«طالبوا برحيل الرئيس», «بتدخل المجلس»: where a deed has no object, who is named behind it
    is to do it, so that it is demanded of them.
    """
    for piece in one.pieces:
        deed, owner = view.words[piece.first].nominal, piece.first + 1
        if piece.marker != "ب" or deed is None or owner > piece.last or deed.pronoun:
            continue
        own = deed.kind == "masdar" and deed.lemma in view.rules.own_deeds and not deed.article
        if own and _acts(view, owner):
            return owner, view.phrase_end(owner, piece.last + 1)
    return None


def _mission(view: View, one: Found) -> Phrase | None:
    """«ساروا نحو السفارة»: who protests at an embassy means the state that it belongs to."""
    for piece in one.pieces:
        name = view.name_at[piece.first]
        entry = view.names[name].entry if name >= 0 else None
        if piece.marker in _GOALS and (entry or "").startswith(_EMBASSY):
            return piece.first, piece.last
    return None


_GOALS: Final = frozenset(["to", "place"])
_EMBASSY: Final = "body:embassy:"


def _owner(view: View, one: Found) -> Phrase | None:
    """«عمليات التحالف تراجعت»: whose activity it is that stops or goes on."""
    for piece in one.pieces:
        word, owner = view.words[piece.first], piece.first + 1
        if piece.marker not in _ACTIVE or owner > piece.last or not word.classes & _OWNED:
            continue
        if word.article or word.nominal is None or word.nominal.pronoun:
            continue
        name = view.name_at[owner]
        body = name >= 0 and view.names[name].kind == "organisation"
        ruling = name < 0 and view.words[owner].article and view.words[owner].classes & _RULING
        if body or ruling:
            return owner, view.phrase_end(owner, piece.last + 1)
    return None


_ACTIVE: Final = frozenset(["object", "genitive", "subject"])
_OWNED: Final = frozenset(["operations", "patrols", "strikes", "flights"])


def _beside(view: View, one: Found) -> tuple[int, int] | None:
    """«انفجرت سيارة أمام مقر الشرطة»: what a bomb goes off beside, where no target is named."""
    for piece in one.pieces:
        opening = {word.bare for word in view.words[max(0, piece.first - 2) : piece.first]}
        if piece.marker == "place" and opening & view.rules.words["near"]:
            named = view.name_at[piece.first] >= 0 or view.words[piece.first].classes & _REGIONS
            if not named and view.words[piece.first].classes & _BESIDE:
                return piece.first, piece.last
    return None


def _against(view: View, one: Found) -> Phrase | None:
    """«احتجاجا على قرار الحكومة», «للتنديد بزيارة الوزير»: whose act it is that people protest
    against, and from whom they demand something («مطالبين برحيل الرئيس»).
    """
    for piece in one.pieces:
        if piece.marker in _ISSUES and not _acts(view, piece.first):
            found = _actor(view, piece.first + 1, piece.last)
            if found is not None:
                return found
    return None


def against_whom(view: View, piece: Piece) -> Phrase | None:
    """«احتجاجا على زيارة الرئيس»: the one whose act it is, inside a phrase that names the act."""
    if _acts(view, piece.first):
        return None
    found = _actor(view, piece.first + 1, piece.last) or _named(view, piece.first, piece.last)
    return found or _decider(view, piece.last + 1)


def _decider(view: View, verb: int) -> Phrase | None:
    """«أحكام أصدرها القضاء»: the subject of a verb that points back to the act before it."""
    subject, stop = verb + 1, view.scan.sentence(verb - 1)[1]
    if subject >= stop or not is_finite(view, verb):
        return None
    reading = view.words[verb].verb
    if reading is None or not reading.pronoun or not view.nominal(subject):
        return None
    named = view.words[subject].article or view.name_at[subject] >= 0
    return (subject, view.phrase_end(subject, stop)) if named else None


def _ahead(view: View, one: Found) -> Phrase | None:
    """The same further on in the sentence: «خرج متظاهرون، بينهم صبية، ينددون بالوزير»."""
    stop = min(view.scan.sentence(one.first)[1], one.stop + _AHEAD)
    for token in range(max(one.stop - 1, one.last + 1), stop):
        first = _ground(view, token, stop)
        while first < stop and _passed(view, first):
            first += 1
        if first < stop and view.nominal(first):
            last = view.phrase_end(first, stop)
            found = _actor(view, first, last) or _named(view, first, last)
            if found is not None:
                return found
    return None


def _passed(view: View, token: int) -> bool:
    """«مطالبين بوضوح برحيل الحكومة», «تطالب ب"استقالة" الوزير»: what stands before the issue."""
    word = view.words[token]
    return word.form == '"' or word.form in _APART or word.bare in view.rules.words["manner"]


_APART: Final = frozenset("بل")  # proclitics written apart, before a quotation mark


def _ground(view: View, token: int, stop: int) -> int:
    """Where a phrase begins that a word of protest at ``token`` opens; ``stop`` where none does."""
    word, rules = view.words[token], view.rules
    pair = (word.bare, *view.scan.words.forms[token + 1 : token + 2])
    if rules.markers.get(pair) in _GROUNDS:
        return token + 2
    verb = word.verb is not None and word.verb.lemma in rules.issue_verbs and word.nominal is None
    issue = rules.markers.get((word.bare,)) in _GROUNDS or word.bare in rules.issue_words
    wished = word.bare in rules.slogans and token + 1 < stop and token > 0
    slogan = wished and (view.words[token - 1].form == '"' or view.preposition(token + 1) == "ل")
    return token + 1 if verb or issue or slogan else stop


def _actor(view: View, first: int, last: int) -> Phrase | None:
    """The first in a phrase who can act, with what belongs to them."""
    for token in range(first, last + 1):
        if _acts(view, token):
            return token, view.phrase_end(token, last + 1)
    return None


def _named(view: View, first: int, last: int) -> Phrase | None:
    """«ينددون بالمدير», «للتنديد بزيارة فلان»: a person, also one that no list knows, behind a
    visit or a meeting.
    """
    word = view.words[first]
    if "human" in word.classes and (word.nominal is None or word.nominal.kind != "masdar"):
        return first, last
    visit = "event" in word.classes and not word.article and not word.triggers
    if not visit or first == last:
        return None
    following = view.words[first + 1]
    unknown = following.nominal is None and following.verb is None and not following.article
    return (first + 1, last) if unknown else None


def _acts(view: View, token: int) -> bool:
    """Whether a word names a person, a body, a country or those in power."""
    name = view.name_at[token]
    if name >= 0:
        named = view.names[name]
        return view.is_country(token) or named.kind in {"person", "organisation"}
    return bool(view.words[token].classes & _RULING)
