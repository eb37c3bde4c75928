"""The command that builds a gazetteer: gazetteer build."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tawatur.cli.options import Quiet
from tawatur.cli.talk import DONE, SOME_REJECTED, progress, say

app = typer.Typer(help="Build gazetteers of places.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _gazetteer() -> None:
    """Build gazetteers of places."""


@app.command()
def build(
    sources: Annotated[
        list[Path], typer.Argument(help="Files to build from.", metavar="SOURCE...")
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The gazetteer to write.")
    ],
    shipped: Annotated[
        bool,
        typer.Option(
            "--shipped", help="With our own tables: how the file that comes with tawatur is made."
        ),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Build a gazetteer to use beside the one that comes with tawatur.

    From GeoNames country files (XX.txt, or the .zip) with alternateNamesV2, from tables of Wikidata
    (CSV: qid, label_ar, label_en, lat, lon, country), and from data of package registries. Use it
    with --gazetteer FILE, or name it in project.toml.
    """
    from tawatur.gazetteer.build import build as built

    with progress("reading", None, quiet=quiet) as advance:
        material = built(sources, output, shipped=shipped, advance=advance)
    for fault in material.faults:
        say(f"left out: {fault}")
    if not quiet:
        for name, kind, rows in material.read:
            say(f"{name}: {kind}, {rows:,} places")
        say(f"{output}: {output.stat().st_size:,} bytes; use it with --gazetteer {output}")
    raise typer.Exit(SOME_REJECTED if material.faults else DONE)
