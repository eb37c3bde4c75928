"""Documents in, annotations out, without a project: annotate."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawatur.cli.options import Encoding, Gazetteers, WeekStarts, Window, settings_of
from tawatur.cli.talk import DONE, SOME_REJECTED, list_rejected, out, out_json
from tawatur.errors import TawaturError

if TYPE_CHECKING:
    from tawatur.model.text import Document, Rejected

Files = Annotated[
    list[Path], typer.Argument(help="Files, or - for standard input.", metavar="FILE|-")
]
Published = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="Day of publication of reports that state none."),
]
Outlet = Annotated[str | None, typer.Option(help="Outlet of reports that state none.")]
JsonLines = Annotated[
    bool,
    typer.Option("--jsonl", "--json", help="JSON Lines out; on standard input, JSON Lines in."),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(annotate)


def annotate(
    files: Files,
    *,
    jsonl: JsonLines = False,
    published: Published = None,
    outlet: Outlet = None,
    window: Window = None,
    week_starts: WeekStarts = None,
    encoding: Encoding = None,
    gazetteer: Gazetteers = None,
) -> None:
    """Say what stands in a report, and where.

    Times, numbers, names, sayings and events. With --jsonl, standard input is JSON Lines of
    {"id", "text", "published", "outlet", "title"}, and a line comes out for each that goes in.
    """
    from tawatur.cli.layout import analysis_lines
    from tawatur.export import contract

    day, reading = stated_day(published), settings_of(window, week_starts)
    own = tuple(gazetteer or ())
    if jsonl and files == [Path("-")]:
        raise typer.Exit(_stream(day, outlet, reading, own))
    rejected: list[Rejected] = []
    for own_id, result in _results(files, day, outlet, encoding, reading, own):
        if not hasattr(result, "document"):
            rejected.append(result)
            if jsonl:
                out_json(contract.rejected(result))
        elif jsonl:
            out_json({**contract.record(result), "id": own_id})
        else:
            for line in analysis_lines(result):
                out(line)
    list_rejected(rejected)
    raise typer.Exit(SOME_REJECTED if rejected else DONE)


def stated_day(text: str | None) -> date | None:
    """The day of ``--published``."""
    from tawatur.errors import UnreadableError
    from tawatur.read.report import day

    try:
        return day(text)
    except UnreadableError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None


def documents_of(
    files: list[Path], day: date | None, outlet: str | None, encoding: str | None
) -> Iterator[Document | Rejected]:
    """Each document of some files, with what is given for all that do not state it."""
    from tawatur.model.text import Rejected
    from tawatur.read import news
    from tawatur.read.decode import encoding as known_encoding

    if encoding is not None:
        known_encoding(encoding)
    for path in files:
        found = (
            [_standard_input(encoding)]
            if str(path) == "-"
            else news.read([path], encoding=encoding)
        )
        for one in found:
            yield one if isinstance(one, Rejected) else _completed(one.document, day, outlet)


def _results(
    files: list[Path],
    day: date | None,
    outlet: str | None,
    encoding: str | None,
    reading: Mapping[str, Any],
    gazetteers: tuple[Path, ...],
) -> Iterator[tuple[str, Any]]:
    """The analysis, or the rejection, of each document of some files."""
    from tawatur.model.text import Rejected
    from tawatur.pipeline import analyse_all
    from tawatur.rules.language import arabic

    lang = arabic(gazetteers)
    for one in documents_of(files, day, outlet, encoding):
        if isinstance(one, Rejected):
            yield one.input, one
        else:
            yield one.id, next(analyse_all([one], lang, **reading))


def _standard_input(encoding: str | None) -> Any:
    from tawatur.errors import UnreadableError
    from tawatur.model.text import Rejected
    from tawatur.read import decode
    from tawatur.read.report import Found, Limits, document

    limits = Limits()
    data = sys.stdin.buffer.read(limits.bytes + 1)
    try:
        if len(data) > limits.bytes:
            raise UnreadableError(f"more than {limits.bytes:,} bytes")
        text = decode.decode(data, encoding)
        return Found(document(text, {}, own_id="-", path=None, limits=limits), data)
    except UnreadableError as error:
        return Rejected("-", str(error))


def _completed(document: Document, day: date | None, outlet: str | None) -> Document:
    return replace(document, published=document.published or day, outlet=document.outlet or outlet)


def _stream(
    day: date | None,
    outlet: str | None,
    reading: Mapping[str, Any],
    gazetteers: tuple[Path, ...],
) -> int:
    """One line out for each line in, in order and at once."""
    from tawatur.export import contract
    from tawatur.model.text import Rejected
    from tawatur.pipeline import analyse_all
    from tawatur.read.records import json_object, of_record
    from tawatur.read.report import Limits
    from tawatur.rules.language import arabic

    lang, limits = arabic(gazetteers), Limits()
    code = DONE
    number = 0
    while line := sys.stdin.buffer.readline():
        number += 1
        own_id: object = None
        reason = None
        try:
            record = json_object(line)
            own_id = record.get("id")
            document = _completed(
                of_record(record, f"-:{number}", "-", number, limits), day, outlet
            )
        except TawaturError as error:
            reason = str(error)
        else:
            result = next(analyse_all([document], lang, **reading))
            if isinstance(result, Rejected):
                reason = result.reason
            else:
                own = document.id if own_id is None else own_id
                out_json({**contract.record(result), "id": own}, flush=True)
        if reason is not None:
            code = SOME_REJECTED
            rejected = contract.rejected(Rejected("", reason))
            out_json({**rejected, "id": own_id, "line": number}, flush=True)
    return code
