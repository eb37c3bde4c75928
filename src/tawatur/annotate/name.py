"""Names of people, bodies, places, facilities, weapons and operations.

The order is that of evidence: bodies of the lists and of head words first, then places, then
people, whose titles are built of both; last the short forms of what is named in full elsewhere in
the text («التحالف», «الخفاجي»).
"""

from __future__ import annotations

from tawatur.annotate import (
    name_body,
    name_capital,
    name_near,
    name_person,
    name_place,
    name_shown,
    name_state,
)
from tawatur.annotate.name_ground import Found, Ground, ground
from tawatur.model.mention import Name, Relation
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan


def annotate(scan: Scan, lang: Language) -> tuple[Name, ...]:
    """The names of a text in reading order, none inside another.

    >>> from tawatur.rules.language import arabic
    >>> text = "قال وزير الدفاع الأميركي لويد أوستن إن قواته باقية في العراق"
    >>> for name in annotate(arabic().scan(text), arabic()):
    ...     print(name.kind, name.span.of(text), name.title and name.title.of(text))
    person لويد أوستن وزير الدفاع الأميركي
    place العراق None
    """
    text = ground(scan, lang)
    name_body.annotate(text)
    held = name_shown.hold(text)
    name_place.annotate(text)
    name_shown.release(text, held)
    name_state.annotate(text)
    name_capital.annotate(text)
    name_near.parts(text)
    name_place.again(text)
    name_person.annotate(text)
    name_body.again(text)
    name_person.by_office(text)
    name_person.again(text)
    near = name_near.relations(text)
    in_order = sorted(text.found, key=lambda one: one.first)
    return tuple(_name(text, found, near.get(found.first)) for found in in_order)


def _name(text: Ground, found: Found, relation: Relation | None) -> Name:
    title = None
    if found.title is not None:
        start, last = found.title
        title = text.scan.words.folded.span(start, text.scan.words.ends[last])
    return Name(text.span(found), found.rule, found.kind, title, found.key, relation=relation)
