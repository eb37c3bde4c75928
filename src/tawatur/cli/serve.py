"""The command that opens a project in the browser: serve."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from tawatur.cli.options import HERE, user
from tawatur.cli.talk import say
from tawatur.errors import ProjectError, TawaturError


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(serve)


def serve(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="The project; where there is none here, the sample is made.",
            envvar="TAWATUR_PROJECT",
        ),
    ] = None,
    *,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 for any.")] = 8765,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Only show: nothing can be decided.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Holds the password; else TAWATUR_PASSWORD is one."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name under which it may be addressed."),
    ] = None,
) -> None:  # fmt: skip
    """Open a project in the browser, on this machine only.

    It prints an address with a key; who has it may look and decide. Other machines reach it only
    with --host and a password.
    """
    from tawatur.store.project import Project
    from tawatur.web import serve as server

    project = Project.open(_chosen(directory))
    with project.reading():
        pass  # a project of another version is told before anything is begun
    access = server.access_for(
        host, server.free_port(host, port), password=_password(password_file),
        names=tuple(allow_host or ()), read_only=read_only, user=user() or "?",
    )  # fmt: skip
    where = server.address(host, access)

    def ready() -> None:
        say(f"{project.folder} is open at\n\n  {where}\n\nstop it with Ctrl+C")
        if open_:
            webbrowser.open(where)

    server.serve(project, host, access, ready=ready)


def _chosen(directory: Path | None) -> Path:
    """The project to open: the one named, the one here, else the sample."""
    from tawatur.cli.demonstrate import make
    from tawatur.store.project import CONFIG

    if directory is not None:
        return directory
    if (HERE / CONFIG).exists():
        return HERE
    sample = Path("demo-project")
    if not (sample / CONFIG).exists():
        say(f"no project here: making one of the sample reports in {sample}")
        make(sample, quiet=True)
    return sample


def _password(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get("TAWATUR_PASSWORD") or None
    try:
        text = file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise TawaturError(f"{file}: {error}") from None
    if not text:
        raise ProjectError(f"{file}: empty; it must hold the password")
    return text
