"""What is found in a text: each mention with its place and the rule that found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from tawatur.model.text import Span

# --- quantities ----------------------------------------------------------------------------------


class QuantityMod(StrEnum):
    """How a quantity bounds what it counts."""

    EXACT = "EXACT"
    APPROX = "APPROX"
    AT_LEAST = "AT_LEAST"
    MORE_THAN = "MORE_THAN"
    AT_MOST = "AT_MOST"
    LESS_THAN = "LESS_THAN"
    RANGE = "RANGE"
    VAGUE = "VAGUE"


@dataclass(frozen=True, slots=True)
class Quantity:
    """So many of something: «11 صاروخًا», «عشرات القتلى», «دون إصابات».

    ``value`` is absent where only ``low`` and ``high`` are known. ``unit`` is an English singular,
    an ISO 4217 code or ``times``; ``role`` says what became of them (killed, launched, ...).
    ``part_of`` and ``replaces`` are places in the document's list: the whole that this is a part of
    («27 قتيلا، بينهم ستة أطفال»), the earlier figure that a running total takes the place of.
    ``joins`` is the place of the count before, which this one adds to («ضابط وجنديان»).
    ``rose``: the words tell that the toll rose to this («ارتفع عدد القتلى إلى 26», not «بلغ»).
    """

    span: Span
    rule: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mod: QuantityMod = QuantityMod.EXACT
    unit: str | None = None
    unit_text: str | None = None
    role: str | None = None
    population: str | None = None
    total: bool = False
    ordinal: int | None = None
    percent: float | None = None
    fraction: float | None = None
    part_of: int | None = None
    replaces: int | None = None
    rose: bool = False
    joins: int | None = None


# --- times ---------------------------------------------------------------------------------------

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TIMEX3 value and the half-open interval that it spans.

    ``value`` is ``None`` where it depends on a report's day that is not known; then ``relative``
    says how, and ``candidates`` lists the possible values where they are few. ``anchor`` is a day
    or the words of an event that the expression counts from.
    """

    span: Span
    rule: str
    type: TimexType
    value: str | None = None
    mod: str | None = None
    begin: date | None = None
    end_exclusive: date | None = None
    signal: str | None = None
    anchor: str | None = None
    calendar: str = "gregorian"
    orig: str | None = None
    quant: str | None = None
    freq: str | None = None
    function: str | None = None
    relative: Mapping[str, str | int] | None = None
    candidates: tuple[str, ...] = ()


# --- names ---------------------------------------------------------------------------------------


class NameKind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    FACILITY = "facility"
    WEAPON = "weapon"
    OPERATION = "operation"


SAME: Final = "same:"  # before the folded name that a short form repeats, in ``Name.entry``
GOVERNMENT: Final = "org-capital"  # the rule of capitals that stand for governments


@dataclass(frozen=True, slots=True)
class Relation:
    """How the report tells a place by another: «70 كم غرب الرمادي», «قرب تكريت».

    ``span`` are the words, ``make`` what they give (offset, side, near, district, between, border,
    part); ``bearing`` is in degrees clockwise from north, ``other`` the entry of a second place or
    the code of a country; ``entity`` is set when it is resolved.
    """

    span: Span
    rule: str
    make: str
    bearing: float | None = None
    km: float | None = None
    other: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text. ``span`` leaves out titles and proclitics that can be cut off.

    ``title`` is the span of the role words beside it («وزير الدفاع الأميركي»); ``entry`` the key
    of the curated or gazetteer entry it was found by; ``entity`` is set when it is resolved.
    ``relation`` tells what lies where in relation to a place, in the words around its name.
    """

    span: Span
    rule: str
    kind: NameKind
    title: Span | None = None
    entry: str | None = None
    entity: str | None = None
    relation: Relation | None = None

    @property
    def is_place(self) -> bool:
        """Whether it is written as a place is: also a capital that stands for its government."""
        return self.kind is NameKind.PLACE or self.rule == GOVERNMENT


# --- attributions --------------------------------------------------------------------------------

Form = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it. ``span`` is ``None`` where the source is carried over («وأضاف»).

    ``text`` is how the source is called; ``entity`` is set when it is resolved.
    """

    text: str
    span: Span | None = None
    entity: str | None = None
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """A saying: source, reporting word, content, and how it is said.

    ``via`` are the agency or channel that carried it, as written; ``nested_in`` is the place of
    the enclosing saying in the document's list; ``continues`` that of the main saying which a
    circumstantial participle goes on with («قال ...، مؤكداً أن»): the same source, its own content.
    ``addressee`` are the words for who is told, asked, accused or warned; a medium is in ``via``.
    """

    source: Source
    cue: Span
    content: Span | None
    rule: str
    form: Form = "indirect"
    stance: str = "asserts"
    via: tuple[Source, ...] = ()
    time: int | None = None
    nested_in: int | None = None
    continues: int | None = None
    addressee: Span | None = None


# --- events --------------------------------------------------------------------------------------


class Factuality(StrEnum):
    """Whether the event is said to have happened."""

    ACTUAL = "actual"
    PLANNED = "planned"
    PENDING = "pending"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    NEGATED = "negated"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Argument:
    """Who or what takes part, by role: agent, partner, recipient, target, victim, against,
    object, instrument, subject, place, time, count.

    ``head`` marks the head of a longer phrase; ``mention`` is the place of the quantity or time
    in the document's list where the argument is one.
    """

    role: str
    span: Span
    head: Span | None = None
    entity: str | None = None
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A happening that a text speaks of: trigger, type, arguments and factuality.

    ``sentence`` and ``attribution`` are places in the document's lists; ``counts`` places in its
    quantities. ``score`` lies in [0, 1]; ``reasons`` names what raised and lowered it.
    """

    trigger: Span
    rule: str
    type: str
    sentence: int
    arguments: tuple[Argument, ...] = ()
    factuality: Factuality = Factuality.ACTUAL
    activity: str | None = None
    counts: tuple[int, ...] = ()
    attribution: int | None = None
    score: float = 1.0
    reasons: tuple[str, ...] = ()
