"""What a person decided, what it is about, and what it comes to in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as own
from enum import StrEnum
from typing import Any, Final, Literal

from tawatur.model.text import Span


class Kind(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    ADD = "add"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    INDEPENDENT = "independent"
    DEPENDS_ON = "depends-on"
    PIN = "pin"
    NOTE = "note"
    UNDO = "undo"


PAIRS: Final = frozenset({Kind.SAME, Kind.DIFFERENT, Kind.UNSURE})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a report that is found again when the report or its reading has changed.

    After the Web Annotation Data Model of the W3C (2017): ``document`` is the SHA-256 of the text,
    ``span`` its TextPositionSelector, and ``exact`` with ``prefix`` and ``suffix`` its
    TextQuoteSelector.
    """

    document: str
    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """What a judgement is about, with all that is needed to know it again.

    ``role`` says which part it plays («claim», «incident», «to», ...), ``label`` is the type of a
    claim or incident, or the name of an entity. A claim is anchored at its trigger, an incident by
    its ``claims``, an entity by its id, kind and name.
    """

    role: str
    what: Literal["claim", "incident", "entity", "document"]
    id: str
    label: str | None = None
    kind: str | None = None
    anchor: Anchor | None = None
    claims: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person.

    ``at`` is when (ISO 8601, UTC). ``field``, ``value`` and ``evidence`` (where the value stands)
    are those of an edit, an addition or a pin; ``groups`` the claims of a split by place in the
    incident's ``claims``; ``of`` what an undo takes back. ``seen`` is what the machine said then,
    ``tool`` and ``run`` which machine it was. ``id`` is a hash of all this.
    """

    id: str
    kind: Kind
    who: str
    at: str
    why: str | None = None
    about: tuple[Ref, ...] = ()
    field: str | None = None
    value: Any = None
    evidence: Anchor | None = None
    groups: tuple[tuple[int, ...], ...] = ()
    of: str | None = None
    seen: Mapping[str, Any] = own(default_factory=dict)
    tool: str | None = None
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement in the log: its number, and the hashes that chain it to those before.

    ``undone_by`` is the number of the entry that took it back, where one did.
    """

    number: int
    judgement: Judgement
    previous: str
    hash: str
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """A value that a person set for a field of the incident of these claims."""

    claims: tuple[str, ...]
    field: str
    text: str
    low: float | None
    high: float | None
    who: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided, in the ids of one run; linking and comparing obey it.

    ``together`` are claims of one happening; each of ``apart`` lists groups of claims that are of
    different ones. ``rejected`` claims count for nothing; with each stand those of the happening
    under which it is shown. ``same`` and ``different`` are pairs of entities; ``independent`` and
    ``depends`` pairs of claims, the second being the one that is repeated.
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[tuple[str, ...], ...], ...] = ()
    rejected: Mapping[str, tuple[str, ...]] = own(default_factory=dict)
    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    independent: frozenset[tuple[str, str]] = frozenset()
    depends: frozenset[tuple[str, str]] = frozenset()
    pins: tuple[Pin, ...] = ()


NOTHING: Final = Decided()
