"""Reports with what was found in them as brat standoff: ``.txt`` with ``.ann`` beside it.

Offsets are code points of the text. A mark that runs over a line break or a tab is written in
pieces, as brat asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tawatur.export.contract import ontology
from tawatur.model.claim import Analysis, Claim
from tawatur.model.mention import Factuality, Name, Quantity, Timex
from tawatur.model.text import Span

_PIECE: Final = re.compile(r"[^\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACES: Final = re.compile(r"\s+")
ENTITIES: Final = (
    "Person", "Organisation", "Place", "Facility", "Weapon", "Operation", "Quantity", "Time",
    "Source", "Cue", "Content", "Phrase",
)  # fmt: skip
ROLES: Final = (
    "agent", "partner", "recipient", "target", "victim", "against", "object", "instrument",
    "subject", "place", "time", "count",
)  # fmt: skip


def file_name(document: str) -> str:
    """The name of a report's files, without suffix.

    >>> file_name("doc:1a2b")
    'doc_1a2b'
    """
    return re.sub(r"[^A-Za-z0-9_-]", "_", document)


def configuration() -> str:
    """The ``annotation.conf`` of a folder of such files."""
    roles = ", ".join(f"{_title(role)}*:<ANY>" for role in ROLES)
    events = "\n".join(f"{_title(type_)}\t{roles}" for type_ in ontology())
    values = "|".join(_title(one) for one in Factuality)
    relations = ("Said\tArg1:Cue, Arg2:Source", "Says\tArg1:Cue, Arg2:Content",
                 "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>")  # fmt: skip
    return "\n".join(
        ("[entities]", *ENTITIES, "", "[relations]", *relations, "", "[events]", events, "",
         "[attributes]", f"Factuality\tArg:<EVENT>, Value:{values}", "")
    )  # fmt: skip


def standoff(analysis: Analysis) -> Iterator[str]:
    """The lines of a report's ``.ann``."""
    yield from _Marks(analysis).lines()


class _Marks:
    """The lines of one report, with the numbers that they have been given."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis, self._text = analysis, analysis.document.text
        self._numbers: dict[tuple[str, Span], str] = {}
        self._marked: dict[Span, str] = {}  # names, quantities and times, by their place
        self._events = self._relations = self._notes = self._references = self._attributes = 0

    def lines(self) -> Iterator[str]:
        """All lines of the report, in order."""
        for name in self._analysis.names:
            yield from self._name(name)
        for quantity in self._analysis.quantities:
            yield from self._valued("Quantity", quantity, _quantity(quantity))
        for time in self._analysis.times:
            yield from self._valued("Time", time, time.value or "")
        yield from self._sayings()
        for claim in self._analysis.claims:
            yield from self._event(claim)

    def _name(self, name: Name) -> Iterator[str]:
        made = list(self._mark(_title(name.kind), name.span))
        yield from made
        number = self._numbers.get((_title(name.kind), name.span))
        if number is None or not made:
            return
        self._marked.setdefault(name.span, number)
        yield self._note(number, name.rule)
        if name.entity:
            self._references += 1
            called = _SPACES.sub(" ", name.span.of(self._text))
            yield f"N{self._references}\tReference {number} tawatur:{name.entity}\t{called}"

    def _valued(self, type_: str, mention: Quantity | Timex, value: str) -> Iterator[str]:
        made = list(self._mark(type_, mention.span))
        yield from made
        number = self._numbers.get((type_, mention.span))
        if number is not None and made:
            self._marked.setdefault(mention.span, number)
            yield self._note(number, f"{mention.rule} {value}".strip())

    def _sayings(self) -> Iterator[str]:
        for saying in self._analysis.attributions:
            yield from self._mark("Cue", saying.cue)
            cue = self._numbers.get(("Cue", saying.cue))
            for type_, span, relation in (("Source", saying.source.span, "Said"),
                                          ("Content", saying.content, "Says")):  # fmt: skip
                if span is None or cue is None:
                    continue
                yield from self._mark(type_, span)
                other = self._numbers.get((type_, span))
                if other is not None:
                    self._relations += 1
                    yield f"R{self._relations}\t{relation} Arg1:{cue} Arg2:{other}"

    def _event(self, claim: Claim) -> Iterator[str]:
        event = claim.event
        type_ = _title(event.type)
        yield from self._mark(type_, event.trigger)
        trigger = self._numbers.get((type_, event.trigger))
        if trigger is None:
            return
        arguments, used = [], dict.fromkeys(ROLES, 0)
        for argument in event.arguments:
            if argument.span not in self._marked:
                yield from self._mark("Phrase", argument.span)
            number = self._marked.get(argument.span) or self._numbers.get(("Phrase", argument.span))
            if number is not None and argument.role in used:
                used[argument.role] += 1
                nth = used[argument.role] if used[argument.role] > 1 else ""
                arguments.append(f" {_title(argument.role)}{nth}:{number}")
        self._events += 1
        own = f"E{self._events}"
        yield f"{own}\t{type_}:{trigger}{''.join(arguments)}"
        self._attributes += 1
        yield f"A{self._attributes}\tFactuality {own} {_title(event.factuality)}"
        yield self._note(own, f"{event.rule} {claim.id}")

    def _mark(self, type_: str, span: Span) -> Iterator[str]:
        """The line of a mark; nothing where the same is there already, or no character is left."""
        if (type_, span) in self._numbers:
            return
        pieces = [
            Span(span.start + found.start(), span.start + found.end())
            for found in _PIECE.finditer(span.of(self._text))
        ]
        if not pieces:
            return
        number = f"T{len(self._numbers) + 1}"
        self._numbers[type_, span] = number
        places = ";".join(f"{one.start} {one.end}" for one in pieces)
        yield f"{number}\t{type_} {places}\t{' '.join(one.of(self._text) for one in pieces)}"

    def _note(self, number: str, text: str) -> str:
        self._notes += 1
        return f"#{self._notes}\tAnnotatorNotes {number}\t{_SPACES.sub(' ', text)}"


def _quantity(quantity: Quantity) -> str:
    value = quantity.value if quantity.value is not None else f"{quantity.low}..{quantity.high}"
    parts = (str(value), quantity.mod, quantity.unit, quantity.role, quantity.population)
    return " ".join(str(part) for part in parts if part)


def _title(word: str) -> str:
    """A type as brat writes types.

    >>> _title("missile-attack")
    'Missile_Attack'
    """
    return "_".join(part.capitalize() for part in word.split("-"))
