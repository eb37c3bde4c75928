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


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(export)


def export(
    kind: Annotated[
        Format,
        typer.Argument(
            metavar="csv|jsonl|incidents",
            help="csv: a row an account; jsonl: a line a report, as annotate gives it;"
            " incidents: a line an incident.",
        ),
    ],
    *,
    project: ProjectDir = HERE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; else standard output.")
    ] = None,
) -> None:
    """Write the results for other programs."""
    from tawatur.export import contract, spreadsheet

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
