"""The command that writes a project's results for other programs: export."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from tawatur.cli.options import HERE, ProjectDir
from tawatur.cli.show import incident_records, reading


class Format(StrEnum):
    """What is written."""

    CSV = "csv"
    JSONL = "jsonl"
    INCIDENTS = "incidents"
    SITE = "site"


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(export)


def export(
    kind: Annotated[
        Format,
        typer.Argument(
            metavar="csv|jsonl|incidents|site",
            help="csv: a row an account; jsonl: a line a report, as annotate gives it;"
            " incidents: a line an incident; site: the pages of serve, to open from a disk.",
        ),
    ],
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Of a site: a new folder.")
    ] = None,
    *,
    project: ProjectDir = HERE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; else standard output.")
    ] = None,
) -> None:
    """Write the results for other programs, or as a site that opens from a disk."""
    from tawatur.export import contract, spreadsheet

    if kind is Format.SITE:
        write_site(project, folder or output)
        return
    with reading(project) as (store, run), _opened(output) as file:
        if kind is Format.CSV:
            spreadsheet.write(incident_records(store, run), file)
            return
        records = (
            incident_records(store, run)
            if kind is Format.INCIDENTS
            else map(contract.record, store.analyses(run))
        )
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_site(project: Path, folder: Path | None) -> None:
    """The pages of ``serve`` as files."""
    from tawatur.cli.talk import progress, say
    from tawatur.store.project import Project
    from tawatur.web.site import export as write

    if folder is None:
        raise typer.BadParameter("name a new folder", param_hint="DIR")
    with progress("writing pages", None, quiet=False) as advance:
        pages = write(Project.open(project), folder, advance=advance)
    say(f"{pages:,} pages in each language; open {folder / 'index.html'}")


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """The file, complete or not there at all; standard output where none is named."""
    if path is None:
        yield sys.stdout
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
