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
    NAME = "name"
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
    claim or incident, or the name of an entity. A claim is anchored at its trigger, an incident
    or a thread by its ``claims``, an entity by its id, kind and name.
    """

    role: str
    what: Literal["claim", "incident", "thread", "entity", "document"]
    id: str
    label: str | None = None
    kind: str | None = None
    anchor: Anchor | None = None
    claims: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision of one person.

    ``at`` is when (ISO 8601, UTC). ``field``, ``value`` and ``evidence`` (where the value stands)
    are those of an edit, an addition or a pin; ``groups`` the claims of a split by their ids in
    the incident's ``claims``; ``of`` what an undo takes back. ``seen`` is what the machine said
    then, ``tool`` and ``run`` which machine it was. ``id`` is a hash of all this.
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
    groups: tuple[tuple[str, ...], ...] = ()
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
class Judged:
    """A judgement as it shows on a claim or an incident: the human value beside the machine's.

    ``machine`` and ``human`` are JSON; ``id`` is that of the judgement. ``span`` is where the
    value stands, in the report of the claim.
    """

    id: str
    kind: str
    who: str
    at: str
    why: str | None = None
    field: str | None = None
    machine: str | None = None
    human: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a judgement on a claim does to the reading of its report.

    ``trigger`` is set where the claim itself was added by a person, or kept after the machine had
    lost it; ``judged.human`` then holds all of its fields.
    """

    document: str
    claim: str
    judged: Judged
    trigger: Span | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A judgement and what contradicts it: another result of the machine, or a later judgement.

    ``machine`` and ``human`` are JSON; what is human stands in the record.
    """

    judgement: str
    object: str
    field: str
    machine: str | None
    human: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A part of a judgement that was not found again in the reports or the results of a run."""

    judgement: str
    object: str
    reason: str
