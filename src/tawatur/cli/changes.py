"""The command that says what changed in a record."""

from __future__ import annotations

from typing import Annotated

import typer

from tawatur.cli.options import HERE, AsJson, ProjectDir, moment
from tawatur.cli.talk import out, out_json, say

Since = Annotated[
    str,
    typer.Option(
        "--since",
        metavar="RUN|DATE",
        help="From a day or time on (2026-05-14; UTC), or after a run (run:...) was finished.",
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(changes)


def changes(*, since: Since, project: ProjectDir = HERE, as_json: AsJson = False) -> None:
    """Say what changed in the record: new incidents, others, and what became of old ids.

    An id that was moved leads to the incident that took its place, one that was split to all of
    them; tawatur incident finds them by the old id.
    """
    from tawatur.cli.show import reading

    with reading(project) as (store, _):
        editions = store.changes(since if since.startswith("run:") else moment(since, "a run"))
    for edition in editions:
        if not as_json:
            out(f"{edition.at}  {edition.run}")
        for one in edition.changes:
            if as_json:
                out_json({"edition": edition.number, "at": edition.at, "run": edition.run,
                          "kind": one.kind, "incident": one.incident, "heirs": list(one.heirs),
                          "text": one.text})  # fmt: skip
                continue
            out(f"  {one.kind:<8} {one.incident}  {one.text}")
            for heir in one.heirs if one.kind == "split" else ():
                out(f"           {heir}")
    if not editions:
        say(f"nothing changed since {since}")
