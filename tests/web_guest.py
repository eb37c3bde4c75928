"""A demonstration project and a guest who is let in to its app, for tests of pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tawatur.cli.demonstrate import make
from tawatur.judge import log
from tawatur.model.judgement import Judgement
from tawatur.store.project import Project
from tawatur.web.access import Access
from tawatur.web.app import application

BASE = "http://127.0.0.1:8765"
OURS = {"origin": BASE}


def demonstrated(folder: Path) -> Project:
    """The project of the bundled sample, made in a folder."""
    make(folder, quiet=True)
    return Project.open(folder)


@contextmanager
def let_in(project: Project) -> Iterator[TestClient]:
    """A browser that came with the token."""
    access = Access(port=8765, user="amal")
    with TestClient(application(project, access), base_url=BASE, follow_redirects=False) as guest:
        guest.get(f"/?token={access.token}")
        yield guest


def slug(own_id: str) -> str:
    return own_id.replace(":", "-", 1)


def said(project: Project) -> list[Judgement]:
    with project.reading() as store:
        return [entry.judgement for entry in log.entries(store)]


def decide(app: TestClient, **form: Any) -> str:
    """Posts a form and gives where it leads; anything but a redirect is a failure."""
    answer = app.post("/decide", data=form, headers=OURS)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def until(holds: Callable[[], bool]) -> bool:
    """Waits for the accounts to be related anew."""
    for _ in range(150):
        if holds():
            return True
        time.sleep(0.2)
    return False
