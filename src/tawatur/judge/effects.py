"""What the log comes to in one run: what linking must obey, what is amended, what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tawatur.compare.decided import Decision, Joined, Named, Split
from tawatur.judge.outcome import Effects, OnIncident
from tawatur.judge.pairs import Pairs
from tawatur.judge.place import Placed, Placer
from tawatur.judge.seen import View
from tawatur.link.decided import Decided
from tawatur.model.judgement import (
    Amendment,
    Conflict,
    Entry,
    Judged,
    Judgement,
    Kind,
    Ref,
    Unplaced,
)
from tawatur.model.mention import Event
from tawatur.model.text import Span
from tawatur.resolve.claims import claim_id
from tawatur.store.amend import RULE
from tawatur.store.columns import to_json
from tawatur.store.judged import Standing
from tawatur.store.store import Store

_LAST: Final = frozenset({Kind.ACCEPT, Kind.REJECT})


def effects(store: Store, run: str, log: Sequence[Entry], view: View | None = None) -> Effects:
    """What all entries that still hold come to, in the ids of ``run``.

    ``view`` is the machine's view in that run, where it is at hand.
    """
    made = _Effects(
        store, run, [one for one in log if one.undone_by is None], view or View(store, run)
    )
    made.read()
    decided = Decided(
        same=tuple(made.claims.same),
        different=tuple(made.claims.different),
        rejected=made.rejected,
        one_entity=tuple(made.entities.same),
        two_entities=tuple(made.entities.different),
        independent=tuple(p for p, kind in made.origins.items() if kind is Kind.INDEPENDENT),
        depends=tuple(p for p, kind in made.origins.items() if kind is Kind.DEPENDS_ON),
    )
    standing = Standing(
        log[-1].number if log else 0, decided, tuple(made.amendments), tuple(made.conflicts),
        tuple(made.unplaced),
    )  # fmt: skip
    return Effects(standing, tuple(made.on_incidents), tuple(made.on_threads()))


@dataclass
class _Effects:
    store: Store
    run: str
    log: Sequence[Entry]
    view: View
    claims: Pairs = field(default_factory=Pairs)
    entities: Pairs = field(default_factory=Pairs)
    rejected: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origins: dict[tuple[str, str], Kind] = field(default_factory=dict)
    amendments: list[Amendment] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    on_incidents: list[OnIncident] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._placer = Placer(self.store, self.run)
        self._last: dict[str, int] = {}  # by claim: the entry that accepted or rejected it last
        self._set: dict[tuple[str, str], int] = {}  # by claim and field: the entry that set it last

    def read(self) -> None:
        """Takes claims in the order of the log; pairs from its end, so that the last word holds."""
        for entry in self.log:
            if entry.judgement.kind is Kind.ADD:
                self._add(entry.judgement)
        for entry in self.log:
            self._note_last(entry)
        for entry in self.log:
            one = entry.judgement
            if any(ref.role == "claim" for ref in one.about) and one.kind is not Kind.MOVE:
                self._on_claim(entry)
            elif one.kind is Kind.REJECT:
                self._reject_incident(entry)
            elif one.kind in {Kind.INDEPENDENT, Kind.DEPENDS_ON}:
                self._origin(one)
        for entry in reversed(self.log):
            self._pair(entry.judgement)
        for entry in self.log:
            self._on_incident(entry.judgement)

    # --- finding ---------------------------------------------------------------------------------

    def _claim(self, judgement: Judgement, ref: Ref) -> Placed | None:
        found = self._placer.claim(ref)
        if found is None:
            self._lost(judgement, ref, "its words are in no report that counts now")
        return found

    def _lost(self, judgement: Judgement, ref: Ref, reason: str) -> None:
        lost = Unplaced(judgement.id, ref.id, reason)
        if lost not in self.unplaced:
            self.unplaced.append(lost)

    def _members(self, judgement: Judgement, ref: Ref) -> tuple[str, ...]:
        """The claims of an incident that are found again and count."""
        found = self._found(judgement, ref)
        return tuple(claim for claim in found if claim not in self.rejected)

    def _found(self, judgement: Judgement, ref: Ref) -> dict[str, Placed]:
        """The claims of an incident that are found again; where none is, it is not placed."""
        placed = (self._placer.claim(claim) for claim in ref.claims)
        found = {one.claim: one for one in placed if one is not None and one.claim is not None}
        if not found:
            self._lost(judgement, ref, "none of its claims is found now")
        return found

    def _entity(self, judgement: Judgement, ref: Ref) -> str | None:
        found = self._placer.entity(ref)
        if found is None:
            self._lost(judgement, ref, f"no {ref.kind} is called so now")
        return found

    # --- claims ----------------------------------------------------------------------------------

    def _note_last(self, entry: Entry) -> None:
        one = entry.judgement
        for ref in one.about:
            ids = [ref] if ref.role == "claim" else []
            if ref.role == "incident" and one.kind is Kind.REJECT:
                ids = list(ref.claims)
            for claim in ids:
                placed = self._placer.claim(claim)
                own_id = claim.id if placed is None or placed.claim is None else placed.claim
                if one.kind in _LAST:
                    self._last[own_id] = entry.number
                elif one.field is not None:
                    self._set[own_id, one.field] = entry.number

    def _on_claim(self, entry: Entry) -> None:
        one = entry.judgement
        ref = next(ref for ref in one.about if ref.role == "claim")
        placed = self._claim(one, ref)
        if placed is None:
            return
        own_id = placed.claim or ref.id
        if one.kind in _LAST and self._last[own_id] != entry.number:
            return  # the person, or another, thought better of it
        if one.field is not None and self._set[own_id, one.field] != entry.number:
            return
        now = self.view.claim(placed.claim) if placed.claim else {}
        if one.kind is Kind.REJECT:
            self._reject(one, placed, now)
            return
        if placed.claim is None:
            self._keep(one, ref.id, placed)
        span = None
        if one.evidence is not None:
            words = self._placer.anchor(one.evidence, placed.found.document)
            if words is not None and words.document == placed.found.document:
                span = words.span
        judged = Judged(one.id, one.kind, one.who, one.at, one.why)
        if one.kind is Kind.EDIT:
            judged = replace(judged, field=one.field, human=to_json(one.value), span=span)
        self.amendments.append(Amendment(placed.found.document, own_id, judged))
        if placed.claim is not None and one.kind in {Kind.ACCEPT, Kind.EDIT}:
            self._contradicted(one, placed, now.get("claim", {}))

    def _keep(self, one: Judgement, own_id: str, placed: Placed) -> None:
        """An accepted or edited claim that the machine has lost stays, as it was then."""
        snapshot = one.seen.get("claim")
        if not snapshot or one.kind not in {Kind.ACCEPT, Kind.EDIT}:
            return
        known = any(a.claim == own_id and a.trigger is not None for a in self.amendments)
        if not known:
            judged = Judged(one.id, "keep", one.who, one.at, one.why, human=to_json(snapshot))
            self.amendments.append(
                Amendment(placed.found.document, own_id, judged, placed.found.span)
            )
            self._against(one, own_id, "claim", None, snapshot,
                          "the machine does not find this claim any more")  # fmt: skip

    def _contradicted(self, one: Judgement, placed: Placed, now: Mapping[str, Any]) -> None:
        """What the machine reads otherwise than it did when this was decided."""
        then: Mapping[str, Any] = one.seen.get("claim", {})
        if not then or placed.claim is None:
            return
        for name in dict.fromkeys((*then, *now)):
            if one.kind is Kind.EDIT and name != one.field:
                continue
            human = one.value if one.kind is Kind.EDIT else then.get(name)
            machine = now.get(name)
            if machine == then.get(name) or machine == human:
                continue
            if one.kind is Kind.ACCEPT:
                if (placed.claim, name) in self._set:
                    continue  # a person set it since
                judged = Judged(one.id, one.kind, one.who, one.at, one.why, name,
                                human=to_json(human))  # fmt: skip
                self.amendments.append(Amendment(placed.found.document, placed.claim, judged))
            self._against(one, placed.claim, name, machine, human,
                          "the machine reads it otherwise than when this was decided")  # fmt: skip

    def _reject(self, one: Judgement, placed: Placed, now: Mapping[str, Any]) -> None:
        if placed.claim is None:
            return  # the machine does not find it either
        beside = one.seen.get("beside", ()) or now.get("beside", ())
        self.rejected[placed.claim] = tuple(map(str, beside))
        judged = Judged(one.id, one.kind, one.who, one.at, one.why)
        self.amendments.append(Amendment(placed.found.document, placed.claim, judged))
        then, read = one.seen.get("claim", {}), now.get("claim", {})
        if then and read.get("type") != then.get("type"):
            self._against(
                one,
                placed.claim,
                "type",
                read.get("type"),
                None,
                f"it was rejected as {then.get('type')}, and is read otherwise now",
            )

    def _add(self, one: Judgement) -> None:
        assert one.evidence is not None
        ref = one.about[0]
        found = self._placer.anchor(one.evidence, ref.id)
        if found is None:
            self._lost(one, ref, "its words are in no report that counts now")
            return
        document = self.store.document(found.document)
        assert document is not None
        event = Event(found.span, RULE, one.value["type"], 0)
        own_id = claim_id(document.content_hash, event)
        judged = Judged(one.id, one.kind, one.who, one.at, one.why, human=to_json(one.value))
        self._placer.add(found.document, found.span, own_id, one.value["type"])
        if not self.view.claim(own_id):
            self.amendments.append(Amendment(found.document, own_id, judged, found.span))
            self._said_otherwise(one, own_id, found.document, found.span)
            return
        self.amendments.append(Amendment(found.document, own_id, replace(judged, human=None)))
        read = self.view.claim(own_id)["claim"]
        for name, value in one.value.items():
            if read.get(name) != value:
                own = replace(judged, field=name, human=to_json(value))
                self.amendments.append(Amendment(found.document, own_id, own))

    def _said_otherwise(self, one: Judgement, own_id: str, document: str, span: Span) -> None:
        """Another claim that the machine finds on the very word that a person read otherwise."""
        rows = self.store.connection.execute(
            "SELECT c.type FROM claim c JOIN analysis a ON a.number = c.analysis WHERE a.run = ?"
            " AND a.document = ? AND c.trigger_start = ? AND c.trigger_stop = ? AND c.id <> ?",
            (self.run, document, span.start, span.end, own_id),
        )
        for (type_,) in rows:
            self._against(one, own_id, "type", type_, one.value["type"],
                          "the machine takes this word for another event")  # fmt: skip

    def _against(
        self, one: Judgement, on: str, name: str, machine: Any, human: Any, text: str
    ) -> None:
        self.conflicts.append(
            Conflict(one.id, on, name, None if machine is None else to_json(machine),
                     None if human is None else to_json(human), text)
        )  # fmt: skip

    # --- pairs -----------------------------------------------------------------------------------

    def _pair(self, one: Judgement) -> None:
        entities = [ref for ref in one.about if ref.what == "entity"]
        incidents = [ref for ref in one.about if ref.what == "incident"]
        against = None
        if one.kind in {Kind.SAME, Kind.DIFFERENT} and entities:
            against = self._names(one, entities)
        elif one.kind in {Kind.MERGE, Kind.SAME}:
            groups = [self._members(one, ref) for ref in incidents]
            against = self.claims.join([claim for group in groups for claim in group], one.id)
            self._changed(one, groups, "conflicts")
        elif one.kind is Kind.DIFFERENT:
            groups = [self._members(one, ref) for ref in incidents]
            against = self.claims.part(groups, one.id)
            self._changed(one, groups, "agrees")
        elif one.kind is Kind.SPLIT and incidents:
            groups = list(self._split(one, incidents[0]))
            for group in groups:
                against = self.claims.join(group, one.id) or against
            against = self.claims.part(groups, one.id) or against
        elif one.kind is Kind.MOVE:
            against = self._move(one)
        elif one.kind is Kind.ACCEPT and incidents:
            against = self.claims.join(self._members(one, incidents[0]), one.id)
        if against is not None:
            self._against(one, one.about[0].id, str(one.kind), against, str(one.kind),
                          f"the later judgement {against} says otherwise")  # fmt: skip

    def _names(self, one: Judgement, refs: Sequence[Ref]) -> str | None:
        ids = [found for ref in refs if (found := self._entity(one, ref)) is not None]
        if len(ids) < 2 or ids[0] == ids[1]:
            if len(ids) == 2 and one.kind is Kind.DIFFERENT:
                self._against(one, ids[0], "names", "same", "different",
                              "the machine gives both one id now")  # fmt: skip
            return None
        now, then = self.view.names(ids[0], ids[1]), one.seen
        opposed = "joined" if one.kind is Kind.DIFFERENT else "apart"
        if then and now["names"] == opposed != then.get("names"):
            self._against(one, ids[0], "names", now["names"], str(one.kind),
                          "the machine says otherwise than when this was decided")  # fmt: skip
        if one.kind is Kind.SAME:
            return self.entities.join(ids, one.id)
        return self.entities.part([[own_id] for own_id in ids], one.id)

    def _changed(self, one: Judgement, groups: Sequence[Sequence[str]], what: str) -> None:
        """Fields in which the machine speaks against a pair and did not when it was decided."""
        if not one.seen or len(groups) < 2 or not all(groups):
            return
        now = self.view.pair(groups[0], [claim for group in groups[1:] for claim in group])
        for name in sorted(set(now[what]) - set(one.seen.get(what, ()))):
            self._against(
                one,
                one.about[0].id,
                name,
                what,
                str(one.kind),
                f"by the machine's reading the accounts {what[:-1]} in this now",
            )

    def _split(self, one: Judgement, incident: Ref) -> Iterator[tuple[str, ...]]:
        refs = {ref.id: ref for ref in incident.claims}
        self._members(one, incident)
        for group in one.groups:
            placed = [self._placer.claim(refs[claim]) for claim in group if claim in refs]
            ids = [one.claim for one in placed if one is not None and one.claim is not None]
            yield tuple(claim for claim in ids if claim not in self.rejected)

    def _move(self, one: Judgement) -> str | None:
        ref = next(ref for ref in one.about if ref.role == "claim")
        placed = self._claim(one, ref)
        if placed is None or placed.claim is None or placed.claim in self.rejected:
            return None
        to = next((ref for ref in one.about if ref.role == "to"), None)
        there = () if to is None else self._members(one, to)
        old = [str(claim) for claim in one.seen.get("beside", ()) if claim not in there]
        against = self.claims.join([placed.claim, *there], one.id)
        return self.claims.part([[placed.claim], old], one.id) or against

    def _origin(self, one: Judgement) -> None:
        placed = [self._claim(one, ref) for ref in one.about]
        ids = [found.claim for found in placed if found is not None and found.claim is not None]
        if len(ids) < 2:
            return
        left, right = ids[0], ids[1]
        self.origins.pop((right, left), None)
        self.origins[left, right] = one.kind
        now = self.view.one_origin(left, right).get("originators")
        opposed = 1 if one.kind is Kind.INDEPENDENT else 2
        if one.seen and now == opposed != one.seen.get("originators"):
            self._against(one, left, "originators", now, str(one.kind),
                          "the machine counts otherwise than when this was decided")  # fmt: skip

    def _reject_incident(self, entry: Entry) -> None:
        """All claims that it had are rejected, but those on which somebody decided since."""
        one = entry.judgement
        for claim, placed in self._found(one, one.about[0]).items():
            if self._last.get(claim) == entry.number:
                self.rejected[claim] = ()
                judged = Judged(one.id, one.kind, one.who, one.at, one.why)
                self.amendments.append(Amendment(placed.found.document, claim, judged))

    def on_threads(self) -> Iterator[Decision]:
        """What was decided on threads, in the order of the log, given by claims that they hold."""
        for entry in self.log:
            one = entry.judgement
            held = [tuple(self._found(one, ref)) for ref in one.about if ref.what == "thread"]
            if not held or not all(held):
                continue
            if one.kind is Kind.NAME:
                yield Named(held[0], str(one.value))
            elif one.kind is Kind.SAME:
                yield Joined(held[0], held[1])
            elif one.kind is Kind.SPLIT:
                for part in list(self._split(one, one.about[0]))[1:]:
                    if part:
                        yield Split(held[0], part)

    def _on_incident(self, one: Judgement) -> None:
        on = [ref for ref in one.about if ref.what == "incident"]
        ids = tuple(claim for ref in on for claim in self._members(one, ref))
        if ids and one.kind is not Kind.REJECT:
            self.on_incidents.append(OnIncident(one, ids))
