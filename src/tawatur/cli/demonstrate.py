"""The command for a first look: demo."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from tawatur.cli.options import Quiet
from tawatur.cli.talk import DONE, SOME_REJECTED, out, say
from tawatur.errors import ProjectError


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(demo)


def demo(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to make it.")] = Path(
        "demo-project"
    ),
    *,
    quiet: Quiet = False,
) -> None:
    """Make a project of sample reports and show its timeline.

    The reports are invented. In a directory that has a demo project already, it goes on with that.
    """
    from tawatur.cli.show import show_main

    code = make(directory, quiet=quiet)
    out("Invented reports by invented outlets, two invented stories, in the Arabic of real news:")
    out()
    show_main(directory)
    _next(directory)
    raise typer.Exit(code)


def make(directory: Path, *, quiet: bool) -> int:
    """Makes a project of the sample reports, or completes it; the exit code."""
    from tawatur.cli.project import analyse, take_in
    from tawatur.store.project import CONFIG, Project

    reports = directory / "reports"
    if directory.exists():
        if not directory.is_dir() or (any(directory.iterdir()) and not _is_ours(directory)):
            raise ProjectError(
                f"{directory}: not empty and no demo project; name another directory"
            )
        if (directory / CONFIG).exists():
            say(f"{directory} exists already: what is done there is not done again")
    project = Project.create(directory)
    _copy_sample(reports)
    codes = {take_in(project, [reports], quiet=True), analyse(project, quiet=quiet)}
    return SOME_REJECTED if SOME_REJECTED in codes else DONE


def _is_ours(directory: Path) -> bool:
    from tawatur.store.project import CONFIG, OBJECTS

    return (directory / CONFIG).exists() or (directory / OBJECTS).exists()


def _copy_sample(target: Path) -> None:
    target.mkdir(exist_ok=True)
    with as_file(files("tawatur").joinpath("sample/reports")) as source:
        for file in sorted(source.iterdir()):
            (target / file.name).write_bytes(file.read_bytes())


def _next(directory: Path) -> None:
    say(f"""
The project is in {directory}, the reports in {directory / "reports"}. What to try next:
  tawatur timeline -p {directory}       all of it; above is what more than one report tells
  tawatur incident ID -p {directory}    one incident with the words of every account
  tawatur chain ID -p {directory}       on whose word a claim or an incident rests
  tawatur search WORDS -p {directory}   reports by their words
  tawatur export csv -p {directory} -o timeline.csv   a row an account, for a spreadsheet
With reports of your own: tawatur init my-project

To see it, question it and correct it in the browser:
  tawatur serve {directory}""")
