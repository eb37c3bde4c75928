"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ProjectDir = Annotated[
    Path,
    typer.Option(
        "--project", "-p", envvar="TAWATUR_PROJECT", help="The project's directory.", metavar="DIR"
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Encoding = Annotated[
    str | None,
    typer.Option(help="Encoding of text and pages that do not declare one, such as windows-1256."),
]
HERE = Path()
