"""The commands about names: compare spellings, list who was joined or may be the same."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from tawatur.cli.options import HERE, AsJson, ProjectDir
from tawatur.cli.talk import DONE, SOME_REJECTED, out, out_json
from tawatur.errors import TawaturError, UnreadableError

app = typer.Typer(help="Compare spellings of names.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _names() -> None:
    """Compare spellings of names."""


@app.command()
def compare(
    file: Annotated[Path, typer.Argument(help="JSON Lines, or - for standard input.")] = Path("-"),
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", "--json", help="JSON Lines out.")] = False,
) -> None:
    """Say how likely two spellings are one name: lines of {"id", "a", "b"} in, scores out."""
    if str(file) == "-":
        raise typer.Exit(_each(sys.stdin.buffer, jsonl=jsonl))
    try:
        with file.open("rb") as lines:
            raise typer.Exit(_each(lines, jsonl=jsonl))
    except OSError as error:
        raise TawaturError(f"{file}: {(error.strerror or str(error)).lower()}") from None


@app.command()
def joins(
    *,
    project: ProjectDir = HERE,
    review: Annotated[
        bool, typer.Option("--review", help="Only pairs that a reader should decide.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List who was joined across reports and who may be the same person, with the reasons."""
    from dataclasses import asdict

    from tawatur.cli.show import reading
    from tawatur.link.people import joins as joined
    from tawatur.link.people import known

    with reading(project) as (store, run):
        for join in joined(known(store.analyses(run))):
            if review and join.decision != "review":
                continue
            if as_json:
                out_json(asdict(join))
            else:
                left, right = join.names
                out(f"{join.decision:<8}{join.score:.2f}  {left} = {right}")
                out(f"        {'; '.join(join.reasons)}")


def _each(lines: BinaryIO, *, jsonl: bool) -> int:
    from tawatur.read.records import json_object
    from tawatur.resolve.names import compare as compared

    code = DONE
    for number, line in enumerate(lines, 1):
        own_id: object = None
        try:
            record = json_object(line)
            own_id = record.get("id")
            a, b = record.get("a"), record.get("b")
            if not isinstance(a, str) or not isinstance(b, str) or not a.strip() or not b.strip():
                raise UnreadableError('no "a" and "b"')
        except UnreadableError as error:
            code = SOME_REJECTED
            out_json({"id": own_id, "line": number, "rejected": str(error)}, flush=True)
            continue
        found = compared(a, b)
        if jsonl:
            reasons = [str(reason) for reason in found.reasons]
            out_json({"id": own_id, "score": found.score, "reasons": reasons}, flush=True)
        else:
            out(f"{found.score:.2f}  {'; '.join(map(str, found.reasons))}")
    return code
