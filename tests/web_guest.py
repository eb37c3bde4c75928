"""A demonstration project and a guest who is let in to its app, for tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from tawatur.cli.demonstrate import make
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
