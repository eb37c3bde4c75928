"""A judgement as a person writes it, checked and completed: what it is about, who, when, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import tawatur
from tawatur.errors import JudgementError
from tawatur.judge import refs, wire
from tawatur.judge.fields import checked
from tawatur.judge.fields import name as one_line
from tawatur.model.judgement import PAIRS, Judgement, Kind, Ref
from tawatur.store.store import Store

_LONGEST: Final = 10_000  # characters of a reason
_LOG: Final = frozenset({"number", "previous", "hash", "undone_by", "based_on"})
_EVERY: Final = frozenset({"kind", "who", "when", "why", "seen", "tool", "run"})
_ON: Final = ("claim", "incident", "thread", "document")
# What each kind must have and may have besides; of alternatives exactly one is needed.
_NEEDS: Final[Mapping[Kind, tuple[tuple[str, ...], ...]]] = {
    Kind.ACCEPT: (("claim", "incident"),),
    Kind.REJECT: (("claim", "incident"),),
    Kind.NOTE: ((*_ON, "names", "places"), ("why",)),
    Kind.EDIT: (("claim",), ("field",), ("value",)),
    Kind.ADD: (("document",), ("value",), ("evidence",)),
    Kind.MERGE: (("incidents",),),
    Kind.SPLIT: (("incident", "thread"), ("groups",)),
    Kind.MOVE: (("claim",),),
    **dict.fromkeys(sorted(PAIRS), (("names", "places", "incidents"),)),
    Kind.SAME: (("names", "places", "incidents", "threads"),),
    Kind.NAME: (("thread",), ("value",)),
    Kind.INDEPENDENT: (("claims",),),
    Kind.DEPENDS_ON: (("claims",),),
    Kind.PIN: (("incident",), ("field",), ("value",)),
    Kind.UNDO: (("of",),),
}
_MAY: Final = {Kind.EDIT: {"evidence"}, Kind.MOVE: {"to"}, Kind.PIN: {"evidence"}}


def complete(
    store: Store,
    given: Mapping[str, Any],
    *,
    who: str | None = None,
    at: str | None = None,
    seen: Callable[[Judgement], Mapping[str, Any]] | None = None,
) -> Judgement:
    """The judgement that a line or a form gives, with anchors; ``JudgementError`` lists its faults.

    ``who`` and ``at`` hold where it does not say itself. A line of an exported log comes out as it
    went in, or not at all.
    """
    draft = _Draft(store, given)
    draft.read(who, at)
    if draft.faults:
        raise JudgementError(draft.faults)
    if "id" in given:
        if wire.own_id(draft.body) != given["id"]:
            raise JudgementError(
                [f"{given['id']}: its contents are not those that had this id; leave the id out"
                 " where this is a judgement of its own"]
            )  # fmt: skip
        return wire.judgement_of(draft.body)
    made = wire.judgement_of(draft.body)
    if seen is not None and "seen" not in draft.body:
        draft.body |= {"seen": dict(said)} if (said := seen(made)) else {}
    if "tool" not in draft.body:
        draft.body["tool"] = f"tawatur {tawatur.__version__}"
    if "run" not in draft.body and (run := store.current_run()):
        draft.body["run"] = run
    return wire.judgement_of(draft.body)


@dataclass
class _Draft:
    store: Store
    given: Mapping[str, Any]
    body: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def read(self, who: str | None, at: str | None) -> None:
        """Fills the body, or lists what is wrong."""
        if not isinstance(self.given, Mapping):
            self.faults.append("not an object")
            return
        try:
            kind = Kind(str(self.given.get("kind")))
        except ValueError:
            known = ", ".join(Kind)
            self.faults.append(f"kind is one of {known}, not {self.given.get('kind')!r}")
            return
        self.body["kind"] = str(kind)
        self._has_what_it_needs(kind)
        self._try("who", lambda: one_line(self.given.get("who", who)))
        self._try("when", lambda: _moment(self.given.get("when", at)))
        if self.given.get("why") is not None:
            self._try("why", lambda: _reason(self.given["why"]))
        for key in ("tool", "run", "of"):
            if self.given.get(key) is not None:
                self._try(key, lambda key=key: one_line(self.given[key]))  # type: ignore[misc]
        if isinstance(self.given.get("seen"), Mapping) and self.given["seen"]:
            self.body["seen"] = dict(self.given["seen"])
        if not self.faults:
            self._about(kind)
        if not self.faults:
            self._value(kind)

    def _try(self, key: str, make: Callable[[], Any]) -> None:
        try:
            self.body[key] = make()
        except ValueError as error:
            self.faults.append(f"{key}: {error}")

    def _has_what_it_needs(self, kind: Kind) -> None:
        known = {*_EVERY, *_LOG, "id", *_MAY.get(kind, ())}
        for options in _NEEDS[kind]:
            known.update(options)
            found = [key for key in options if self.given.get(key) is not None or
                     (key == "value" and "value" in self.given)]  # fmt: skip
            if len(found) != 1:
                self.faults.append(f"{kind} needs {' or '.join(options)}")
        for key in sorted(set(map(str, self.given)) - known):
            self.faults.append(f"{kind} has no {key}")

    def _about(self, kind: Kind) -> None:
        run = self.store.current_run()
        if kind is Kind.UNDO:
            return
        if run is None or not self.store.has_joined(run):
            self.faults.append("nothing is analysed yet; next: tawatur run")
            return
        finder = refs.Finder(self.store, run)
        make: Mapping[str, Callable[[Any], Ref]] = {
            "claim": finder.claim,
            "incident": finder.incident,
            "to": lambda given: finder.incident(given, "to"),
            "thread": finder.thread,
            "threads": lambda given: finder.thread(given, "threads"),
            "document": lambda given: finder.document(given)[0],
            "claims": lambda given: finder.claim(given, "claims"),
            "incidents": lambda given: finder.incident(given, "incidents"),
            "names": lambda given: finder.entity(given, "names"),
            "places": lambda given: finder.entity(given, "places"),
        }
        for key in wire.ONE:
            if self.given.get(key) is not None:
                self._try(key, lambda key=key: wire.ref_json(make[key](self.given[key])))  # type: ignore[misc]
        for key in wire.SEVERAL:
            if self.given.get(key) is not None:
                self._try(key, lambda key=key: self._several(kind, key, make[key]))  # type: ignore[misc]

    def _several(self, kind: Kind, key: str, make: Callable[[Any], Ref]) -> list[dict[str, Any]]:
        given = self.given[key]
        if not isinstance(given, list):
            raise ValueError("a list is needed")
        made = [wire.ref_json(make(one)) for one in given]
        if len({one["id"] for one in made}) < len(made):
            raise ValueError("one of them stands there twice")
        if len(made) < 2 and kind is not Kind.NOTE:
            raise ValueError("two are needed")
        if len(made) > 2 and kind is not Kind.MERGE:
            raise ValueError("two are needed, not more")
        return made

    def _value(self, kind: Kind) -> None:
        if kind is Kind.SPLIT:
            self._try("groups", self._groups)
        if kind in {Kind.EDIT, Kind.PIN}:
            name = self.given["field"]
            self.body["field"] = name
            self._try("value", lambda: checked(name, self.given["value"]))
        if kind is Kind.NAME:
            self._try("value", lambda: one_line(self.given["value"]))
        if kind is Kind.ADD:
            self._try("value", self._added)
        if self.given.get("evidence") is not None:
            self._try("evidence", self._evidence)

    def _groups(self) -> list[list[str]]:
        """The claims of a split; those that no group names stay together as the first."""
        whole = self.body.get("incident") or self.body["thread"]
        claims = [claim["id"] for claim in whole["claims"]]
        given = self.given["groups"]
        if not isinstance(given, list) or not all(isinstance(one, list) and one for one in given):
            raise ValueError("a list of lists of claims is needed")
        named = [str(claim) for group in given for claim in group]
        if strange := set(named) - set(claims):
            raise ValueError(f"{', '.join(sorted(strange))}: not among its claims")
        if len(set(named)) < len(named):
            raise ValueError("a claim stands in two groups")
        rest = [claim for claim in claims if claim not in named]
        groups = [*([rest] if rest else []), *(list(map(str, group)) for group in given)]
        if len(groups) < 2:
            raise ValueError("nothing is split: one group holds all claims")
        return groups

    def _added(self) -> dict[str, Any]:
        given = self.given["value"]
        if not isinstance(given, Mapping) or "type" not in given:
            raise ValueError('what is added is {"type": ..., and other fields}')
        return {str(key): checked(str(key), one) for key, one in given.items()}

    def _evidence(self) -> dict[str, Any]:
        digest, text = "", None
        if (claim := self.body.get("claim")) is not None:
            digest = claim["target"]["source"].removeprefix("sha256:")
        elif (document := self.body.get("document")) is not None:
            digest = str(document.get("source", "")).removeprefix("sha256:")
        if digest:
            text = refs.text_of(self.store, digest)
        return wire.anchor_json(refs.evidence(self.given["evidence"], digest, text))


def _moment(value: Any) -> str:
    """A moment in ISO 8601, brought to UTC; now, where none is given."""
    if value is None:
        return datetime.now(UTC).isoformat()
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"not a moment such as 2024-05-14T10:00:00Z: {value!r}") from None
    if found.tzinfo is None:
        raise ValueError(f"{value!r} needs its time zone, such as 2024-05-14T10:00:00Z")
    return found.astimezone(UTC).isoformat()


def _reason(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or "\0" in value:
        raise ValueError(f"a text of at most {_LONGEST:,} characters is needed")
    return value
