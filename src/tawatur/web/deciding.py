"""What people decide in the browser: in the log at once, and after that in the record."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock, Thread
from typing import Any, Final

from tawatur.errors import LockedError
from tawatur.judge import apply, log
from tawatur.model.judgement import Entry
from tawatur.store.project import DATABASE, Project
from tawatur.store.store import Store

KINDS: Final = ("accept", "reject", "note", "undo")
OBJECTS: Final = {"clm": "claim", "inc": "incident", "doc": "document"}


class Deciding:
    """Writes decisions of a project; the accounts are related anew in the background."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = Lock()
        self._worker: Thread | None = None
        self._again = False

    def decide(self, form: Mapping[str, str], who: str) -> Entry:
        """Writes what a form says; raises ``JudgementError`` or ``CollisionError``."""
        given, based_on = given_by(form), form.get("based_on", "")
        with Store.open(self._project.folder / DATABASE, write=True) as store:
            seen = int(based_on) if based_on.isascii() and based_on.isdigit() else None
            entry = log.append(store, given, who=who, based_on=seen)
        self._bring_in()
        return entry

    def wait(self) -> None:
        """Until the record obeys what was decided."""
        worker = self._worker
        if worker is not None:
            worker.join()

    def _bring_in(self) -> None:
        with self._lock:
            if self._worker is not None and self._worker.is_alive():
                self._again = True
                return
            self._worker = Thread(target=self._relate, daemon=True)
            self._worker.start()

    def _relate(self) -> None:
        while True:
            self._again = False
            try:
                with self._project.writing() as store:
                    run = store.current_run()
                    if (
                        run is not None
                        and store.is_joined(run)
                        and not apply.is_current(store, run)
                    ):
                        apply.relate(self._project, store, run)
            except LockedError:
                return  # a run is under way: it brings them in when it relates
            with self._lock:
                if not self._again:
                    self._worker = None
                    return


def given_by(form: Mapping[str, str]) -> dict[str, Any]:
    """A form as a judgement in the words of docs/judgements.md.

    >>> given_by({"kind": "reject", "object": "clm:5", "why": ""})
    {'kind': 'reject', 'claim': 'clm:5'}
    """
    kind, own_id = form.get("kind", ""), form.get("object", "")
    if kind == "undo":
        given = {"kind": "undo", "of": own_id}
    else:
        given = {"kind": kind, OBJECTS.get(own_id[:3], "claim"): own_id}
    why = form.get("why", "").strip()
    return {**given, "why": why} if why else given
