"""Judgements as JSON, as they are stored, exported and taken in again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from tawatur.model.judgement import Anchor, Entry, Judgement, Kind, Ref
from tawatur.model.text import Span
from tawatur.store.columns import to_json
from tawatur.store.runkey import sha256

ONE: Final = ("claim", "incident", "to", "thread", "document")  # a reference
SEVERAL: Final = ("claims", "incidents", "threads", "names", "places")  # references, in order
_WHAT: Final[Mapping[str, Literal["incident", "thread"]]] = {
    "incident": "incident", "incidents": "incident", "to": "incident", "thread": "thread",
    "threads": "thread",
}  # fmt: skip
_PLAIN: Final = ("why", "field", "of", "tool", "run")


def body(judgement: Judgement) -> dict[str, Any]:
    """The judgement without its id and without what is not there."""
    made: dict[str, Any] = {
        "kind": str(judgement.kind), "who": judgement.who, "when": judgement.at,
    }  # fmt: skip
    for ref in judgement.about:
        if ref.role in SEVERAL:
            made.setdefault(ref.role, []).append(_from_ref(ref))
        else:
            made[ref.role] = _from_ref(ref)
    for key in _PLAIN:
        if (value := getattr(judgement, key)) is not None:
            made[key] = value
    if judgement.field is not None or judgement.value is not None:
        made["value"] = judgement.value
    if judgement.evidence is not None:
        made["evidence"] = _from_anchor(judgement.evidence)
    if judgement.groups:
        made["groups"] = [list(group) for group in judgement.groups]
    if judgement.seen:
        made["seen"] = dict(judgement.seen)
    return made


def entry_json(entry: Entry) -> dict[str, Any]:
    """A line of the exported log: the judgement with its number and its hashes."""
    made = {"number": entry.number, "id": entry.judgement.id, **body(entry.judgement),
            "previous": entry.previous, "hash": entry.hash}  # fmt: skip
    return made if entry.undone_by is None else {**made, "undone_by": entry.undone_by}


def judgement_of(given: Mapping[str, Any]) -> Judgement:
    """The judgement of a body that is complete, as ``body`` gives it."""
    about = [_ref(role, given[role]) for role in ONE if role in given]
    about += [_ref(role, one) for role in SEVERAL for one in given.get(role, ())]
    evidence = given.get("evidence")
    return Judgement(
        id=own_id(given),
        kind=Kind(given["kind"]),
        who=given["who"],
        at=given["when"],
        about=tuple(about),
        value=given.get("value"),
        evidence=None if evidence is None else _anchor(evidence),
        groups=tuple(map(tuple, given.get("groups", ()))),
        seen=given.get("seen", {}),
        **{key: given.get(key) for key in _PLAIN},
    )


def own_id(given: Mapping[str, Any]) -> str:
    """The id of a judgement with this body."""
    return f"jdg:{sha256(to_json(given))[:16]}"


def ref_json(ref: Ref) -> dict[str, Any]:
    """A reference as it is written."""
    return _from_ref(ref)


def anchor_json(anchor: Anchor) -> dict[str, Any]:
    """A place in a report as a Web Annotation target: a source and two selectors."""
    return _from_anchor(anchor)


def _from_ref(ref: Ref) -> dict[str, Any]:
    made: dict[str, Any] = {"id": ref.id}
    if ref.what == "entity":
        return made | {"kind": ref.kind, "name": ref.label}
    if ref.label is not None:
        made["source" if ref.what == "document" else "type"] = ref.label
    if ref.anchor is not None:
        made["target"] = _from_anchor(ref.anchor)
    if ref.what in {"incident", "thread"}:
        made["claims"] = [_from_ref(claim) for claim in ref.claims]
    return made


def _ref(role: str, given: Mapping[str, Any]) -> Ref:
    if role in {"names", "places"}:
        return Ref(role, "entity", given["id"], given.get("name"), given.get("kind"))
    if role == "document":
        return Ref(role, "document", given["id"], given.get("source"))
    target = given.get("target")
    return Ref(
        role,
        _WHAT.get(role, "claim"),
        given["id"],
        given.get("type"),
        anchor=None if target is None else _anchor(target),
        claims=tuple(_ref("claim", one) for one in given.get("claims", ())),
    )


def _from_anchor(anchor: Anchor) -> dict[str, Any]:
    return {
        "source": f"sha256:{anchor.document}",
        "selector": [
            {"type": "TextPositionSelector", "start": anchor.span.start, "end": anchor.span.end},
            {"type": "TextQuoteSelector", "exact": anchor.exact, "prefix": anchor.prefix,
             "suffix": anchor.suffix},
        ],
    }  # fmt: skip


def _anchor(given: Mapping[str, Any]) -> Anchor:
    place, quote = given["selector"]
    return Anchor(
        given["source"].removeprefix("sha256:"),
        Span(place["start"], place["end"]),
        quote["exact"],
        quote.get("prefix", ""),
        quote.get("suffix", ""),
    )
