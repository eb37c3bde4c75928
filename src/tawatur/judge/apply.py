"""Relates a run with all that people decided: what the log comes to is in the record afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from tawatur import pipeline
from tawatur.compare import threads, tolls
from tawatur.compare.account import TOLLS
from tawatur.compare.decided import decide
from tawatur.compare.verdict import compare_all
from tawatur.judge import log
from tawatur.judge.effects import effects
from tawatur.judge.outcome import Effects, OnIncident
from tawatur.judge.seen import View
from tawatur.model.claim import Incident
from tawatur.model.judgement import Conflict, Judged, Judgement, Kind
from tawatur.store.columns import to_json
from tawatur.store.judged import Standing
from tawatur.store.project import Project
from tawatur.store.store import Store

_AGAIN: Final = 3  # times that a run is related again for judgements made meanwhile
_OF_SEVERAL: Final = frozenset({Kind.SPLIT, Kind.DIFFERENT, Kind.UNSURE})


def is_current(store: Store, run: str) -> bool:
    """Whether a run was related with all that is in the log."""
    return store.standing(run).upto == log.head(store).number


def relate(project: Project, store: Store, run: str, *, workers: int = 1) -> None:
    """Writes what holds across documents, with what people decided; all of it or nothing.

    What is copied from where does not depend on decisions: it is found once, and what people
    decided is held against it and not against that of the run before.

    Judgements may be added while this works; it ends when none is left, or leaves those of the
    last moment to the next time.
    """
    documents = store.documents(run)
    reuses = store.reuses(run) if store.is_joined(run) else None
    if reuses is None:
        from tawatur.link.inverted import Inverted  # numpy, which a new decision does not need

        with project.fingerprints() as connection:
            read = store.analyses(run, Standing())
            reuses = pipeline.copied(documents, read, Inverted(connection))
    view = View(store, run, reuses)
    for _ in range(_AGAIN):
        found = effects(store, run, log.entries(store), view)
        standing = found.standing
        analyses = store.analyses(run, standing)
        linked, ready = pipeline.linked(analyses, reuses, standing.decided, workers=workers)
        incidents = compare_all(linked, ready)
        on = _OnIncidents(view, found)
        shown = tuple(on.all(incidents))
        standing = replace(standing, conflicts=(*standing.conflicts, *on.conflicts))
        told = threads.find(shown, ready)
        followed = decide(told, found.on_threads)
        store.join(run, reuses, shown, standing, followed, ready.people.joins)
        if is_current(store, run):
            return


@dataclass
class _OnIncidents:
    """Lays what was decided on whole incidents over them."""

    view: View
    found: Effects
    conflicts: list[Conflict] = field(default_factory=list)

    def all(self, incidents: Sequence[Incident]) -> Iterator[Incident]:
        """The incidents with what people decided on them."""
        home = {claim: place for place, one in enumerate(incidents) for claim in one.claims}
        held: dict[int, list[Judgement]] = {}
        for one in self.found.on_incidents:
            for place in _held_by(one, home):
                held.setdefault(place, []).append(one.judgement)
        for place, incident in enumerate(incidents):
            yield self._judged(incident, held[place]) if place in held else incident

    def _judged(self, incident: Incident, decided: Sequence[Judgement]) -> Incident:
        pinned = {one.field: one for one in decided if one.kind is Kind.PIN}
        shown = []
        for one in decided:
            own = Judged(one.id, one.kind, one.who, one.at, one.why)
            if one.kind is Kind.PIN and pinned[one.field] is one:
                now = self.view.values(incident, one.field or "")
                own = replace(own, field=one.field, machine=to_json(now), human=to_json(one.value))
                self._drifted(incident, one, now)
                incident = _set(incident, one.field or "", one.value)
            elif one.kind is Kind.PIN:
                continue  # another value was pinned since
            elif one.kind is Kind.ACCEPT:
                incident = self._accepted(incident, one, set(pinned))
            shown.append(own)
        return replace(incident, judged=tuple(shown))

    def _accepted(self, incident: Incident, one: Judgement, pinned: set[str | None]) -> Incident:
        """An accepted incident keeps type, days and place; what the machine says now is told."""
        now = self.view.whole(incident)
        then = {name: one.seen.get(name, value) for name, value in now.items()}
        changed = [name for name in now if now[name] != then[name]]
        if pinned & {"time"}:
            changed = [name for name in changed if name not in {"earliest", "latest"}]
        changed = [name for name in changed if name not in pinned]
        for name in changed:
            self._against(
                incident,
                one,
                name,
                now[name],
                then[name],
                "the machine says otherwise than when the incident was accepted",
            )
        kept: dict[str, Any] = {name: then[name] for name in changed if name != "grade"}
        for name in {"earliest", "latest"} & set(kept):
            kept[name] = _day(kept[name])
        return replace(incident, **kept)

    def _drifted(self, incident: Incident, one: Judgement, now: Mapping[str, Any]) -> None:
        """The accounts came to give other values than when one was pinned."""
        then = {name: one.seen.get(name) for name in now}
        if not one.seen or then == now:
            return
        value = one.value
        if isinstance(value, dict) and "mod" in value and now["low"] is not None:
            least = value["low"] if value["low"] is not None else value["value"]
            most = value["high"] if value["high"] is not None else least
            if now["low"] <= least and (now["high"] is None or most <= now["high"]):
                return
        self._against(incident, one, one.field or "", now["values"], value,
                      "the accounts give other values than when this was pinned")  # fmt: skip

    def _against(
        self, on: Incident, one: Judgement, name: str, machine: Any, human: Any, text: str
    ) -> None:
        made = Conflict(one.id, on.id, name, to_json(machine), to_json(human), text)
        self.conflicts.append(made)


def _held_by(one: OnIncident, home: Mapping[str, int]) -> list[int]:
    """The incidents that a judgement is shown with: the one that has most of its claims, or all."""
    places = Counter(home[claim] for claim in one.claims if claim in home)
    if one.judgement.kind in _OF_SEVERAL:
        return sorted(places)
    return [min(places, key=lambda place: (-places[place], place))] if places else []


def _set(incident: Incident, name: str, value: Any) -> Incident:
    """The incident with a pinned type, time, place or toll; other values show in its fields."""
    if name == "type":
        return replace(incident, type=value)
    if name == "time" and value is not None:
        return replace(incident, earliest=_day(value["earliest"]), latest=_day(value["latest"]))
    if name == "place" and value is not None and "entity" in value:
        return replace(incident, place=value["entity"])
    if name in TOLLS:
        return replace(incident, tolls=tolls.pinned(incident.tolls, name, value))
    return incident


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
