"""Whether a form that can be a verb or a noun is a finite verb where it stands."""

from __future__ import annotations

from typing import Final

from tawatur.annotate.event_view import View
from tawatur.text.morphology import Reading


def is_finite(view: View, token: int) -> bool:
    """Whether a token is a finite verb here, where its form may be a noun too."""
    word = view.words[token]
    if word.verb is None or view.name_at[token] >= 0 or view.timex_at[token] >= 0:
        return False
    if view.quantity_at[token] >= 0 and not word.triggers:  # «تسعة» is no «تسعَه»
        return False
    if token and view.words[token - 1].particle == "prep" and _only_preposition(view, token - 1):
        return False  # «إلى تحمل المسؤولية»
    if word.nominal is None:
        return True
    if word.verb.pronoun and not word.nominal.pronoun:  # «ضربة» is no «ضربه»
        return False
    if word.joined:
        return not (word.article or _is_nominal_verb_form(word.form) or _paired(view, token))
    return token == 0 or _finite_after(view, token, word.verb)


def _paired(view: View, token: int) -> bool:
    """«استغرابها ونفيها»: two verbal nouns with the same pronoun."""
    one, other = view.words[token].nominal, view.words[token - 1].nominal if token else None
    if one is None or other is None or not one.pronoun or one.pronoun != other.pronoun:
        return False
    return one.kind == other.kind == "masdar"


def _only_preposition(view: View, token: int) -> bool:
    """Whether a particle governs a noun, rather than opening a clause like «كما» or «مما»."""
    word = view.words[token]
    return not word.bound and (word.bare,) in view.rules.markers


def _finite_after(view: View, token: int, verb: Reading) -> bool:
    """Whether what stands before a form that is verb or noun makes it a verb."""
    before = view.words[token - 1]
    if before.form == '"' and token > 1:
        before = view.words[token - 2]
    if before.particle:
        if before.bare in view.rules.words["clause"]:
            return True
        return before.particle in {"neg", "comp", "rel", "aux", "dem"}
    if before.breaks:
        return True
    if before.finite_only:
        return False
    if verb.agreement == "3md":  # «رفضا» is an accusative, but in «انفجاران ضربا» a dual
        return before.nominal is not None and before.nominal.number == "d"
    if verb.pronoun and _relative_clause(view, token):
        return True
    if before.verb is not None and before.nominal is not None and not before.nominal.pronoun:
        return False
    if _verb_is_open(view, token):  # «رفض المجلس طلب التمديد»: the object of the verb before
        return False
    if _clause_of_people(view, token):
        return True
    return (
        before.article
        or view.name_at[token - 1] >= 0
        or bool(before.nominal and (before.nominal.number == "p" or before.nominal.pronoun))
    )


def _clause_of_people(view: View, token: int) -> bool:
    """«إن ضابط شرطة قتل»: behind «إن» and somebody in construct stands the verb of the clause."""
    first = token - 2
    if first < 1 or view.words[first].breaks or view.words[first].particle:
        return False
    nominal, that = view.words[first].nominal, view.words[first - 1]
    person = nominal is not None and not nominal.article and "human" in view.words[first].classes
    return person and that.particle == "comp" and that.bare not in view.rules.qad


def _relative_clause(view: View, token: int) -> bool:
    """«كمين نصبه مسلحون»: an indefinite noun, a verb that points back to it, and its subject."""
    before = view.words[token - 1]
    if before.nominal is None or before.article or before.nominal.pronoun or before.particle:
        return False
    following = token + 1
    return (
        following < len(view.words)
        and view.nominal(following)
        and not view.preposition(following)
        and not view.words[following].joined
    )


_OPEN: Final = 4  # tokens between a verb and its object


def _verb_is_open(view: View, token: int) -> bool:
    """Whether a finite verb shortly before still waits for its object."""
    for place in range(token - 1, max(0, token - _OPEN) - 1, -1):
        word = view.words[place]
        if word.breaks or word.particle:
            return False
        if word.finite_only or (
            word.verb is not None
            and place + 1 < token
            and word.nominal
            and not word.nominal.article
            and _opens(view, place)
        ):
            return True
    return False


def _opens(view: View, token: int) -> bool:
    """Whether a token stands at the beginning of its clause."""
    return token == 0 or view.words[token].joined or view.words[token - 1].breaks


def _is_nominal_verb_form(form: str) -> bool:
    return form.endswith(("ه", "ات"))
