"""What people decide in the browser: in the log at once, and after that in the record."""

from __future__ import annotations

from threading import Lock, Thread

from tawatur.errors import LockedError
from tawatur.judge import apply, log
from tawatur.model.judgement import Entry
from tawatur.rules.gazetteer import Gazetteer
from tawatur.store.project import DATABASE, Project
from tawatur.store.store import Store
from tawatur.web.forms import Form, judgements


class Deciding:
    """Writes decisions of a project; the accounts are related anew in the background."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = Lock()
        self._worker: Thread | None = None
        self._again = False

    def decide(self, form: Form, who: str) -> tuple[Entry, ...]:
        """Writes what a form says, all or nothing; ``JudgementError`` or ``CollisionError``."""
        given = judgements(form, Gazetteer(self._project.gazetteers).get)
        based_on = form.get("based_on", "")
        with Store.open(self._project.folder / DATABASE, write=True) as store:
            seen = int(based_on) if based_on.isascii() and based_on.isdigit() else None
            entries = log.append_all(store, given, who=who, based_on=seen)
        self._bring_in()
        return entries

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
