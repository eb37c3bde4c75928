"""The command that writes a project's results for other programs: export."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TextIO, TypeVar

import typer

from tawatur.cli.options import HERE, ProjectDir, Quiet
from tawatur.cli.show import incident_records, reading
from tawatur.cli.talk import progress, say
from tawatur.errors import TawaturError

if TYPE_CHECKING:
    from tawatur.export.happening import Happening
    from tawatur.export.spreadsheet import Workbook
    from tawatur.export.tables import Rows
    from tawatur.model.claim import Analysis, Reuse
    from tawatur.store.store import Store

T = TypeVar("T")
_KEPT: Final = 512  # analyses held while incidents are gone through: about 50 MB
_FORMS: Final = (".csv", ".xlsx", ".parquet")
_BOM: Final = "\ufeff"  # without it Excel takes UTF-8 for something else


class Kind(StrEnum):
    """What is written."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    ACLED = "acled"
    UCDP = "ucdp"
    PLOVER = "plover"
    JSONL = "jsonl"
    INCIDENTS = "incidents"
    SITE = "site"
    GEOJSON = "geojson"
    JSONLD = "jsonld"
    FTM = "ftm"
    TIMELINEJS = "timelinejs"
    BRAT = "brat"


_ACCOUNTS: Final = {Kind.CSV: ".csv", Kind.XLSX: ".xlsx", Kind.PARQUET: ".parquet"}
_CODED: Final = frozenset({Kind.ACLED, Kind.UCDP, Kind.PLOVER})


Which = Annotated[
    Kind,
    typer.Argument(
        metavar="KIND",
        help="csv, xlsx, parquet: a row an account; acled, ucdp, plover: rows under their"
        " columns; jsonl: a line a report, as annotate gives it; incidents: a line an"
        " incident; geojson, timelinejs, jsonld, ftm, brat; site: the pages of serve.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="File to write (brat: folder); else standard output."),
]
Provenance = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Write the words behind every cell of a table there (.csv or .parquet);"
        " a workbook has them in a second sheet.",
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(export)


def export(
    kind: Which,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Of a site: a new folder.")
    ] = None,
    *,
    project: ProjectDir = HERE,
    output: Output = None,
    provenance: Provenance = None,
    quiet: Quiet = False,
) -> None:
    """Write the results for other programs.

    docs/exports.md says of every column what rule stands behind it.
    """
    if kind is Kind.SITE:
        write_site(project, folder or output, quiet=quiet)
        return
    form = _form(kind, output)
    _check(kind, form, output, provenance)
    from tawatur.export.states import with_places
    from tawatur.store.project import Project

    with reading(project) as (store, run), with_places(Project.open(project).gazetteers):
        if form is not None:
            _table(kind, form, store, run, output, provenance, quiet=quiet)
        elif output is not None and kind is Kind.BRAT:
            _brat(store, run, output, quiet=quiet)
        else:
            with _opened(output) as file:
                for piece in _pieces(kind, store, run, quiet=quiet):
                    file.write(piece)


def _check(kind: Kind, form: str | None, output: Path | None, provenance: Path | None) -> None:
    """Refuses options that do not go together."""
    if provenance is not None and (form is None or form == ".xlsx"):
        raise typer.BadParameter(
            "a workbook has its provenance inside" if form else f"{kind} has its proof inside",
            param_hint="--provenance",
        )
    if output is None and (form in {".xlsx", ".parquet"} or kind is Kind.BRAT):
        raise typer.BadParameter(f"{kind} cannot be written to a terminal", param_hint="--output")


def _form(kind: Kind, output: Path | None) -> str | None:
    """The form of a table by its kind, else by the suffix of its file; ``None``: no table."""
    if kind in _ACCOUNTS:
        return _ACCOUNTS[kind]
    if kind not in _CODED:
        return None
    suffix = output.suffix.lower() if output else ""
    return suffix if suffix in _FORMS else ".csv"


# --- tables --------------------------------------------------------------------------------------


def _table(
    kind: Kind, form: str, store: Store, run: str, output: Path | None, proof: Path | None, *,
    quiet: bool,
) -> None:  # fmt: skip
    from tawatur.export.tables import PROVENANCE, TABLES, write

    table = TABLES["accounts" if kind in _ACCOUNTS else kind.value]
    happenings = _happenings(store, run, quiet=quiet)
    if form == ".xlsx" and output is not None:
        with _workbook(output) as book:
            into, second = book.table(table.name), book.table(PROVENANCE)
            written = write(table, happenings, into, second)
    else:
        with ExitStack() as files:
            rows = files.enter_context(_rows(output, table.name, form))
            of_proof = None
            if proof is not None:
                suffix = ".parquet" if proof.suffix.lower() == ".parquet" else ".csv"
                of_proof = files.enter_context(_rows(proof, PROVENANCE, suffix))
            written = write(table, happenings, rows, of_proof)
    if not quiet and output is not None:
        say(f"{written:,} rows in {output}")


@contextmanager
def _rows(path: Path | None, table: str, form: str) -> Iterator[Rows]:
    """A table in a file of its own, complete or not there at all."""
    if form == ".parquet" and path is not None:
        from tawatur.export.parquet import ParquetTable

        with _part(path) as part:
            typed = ParquetTable(part, table)
            try:
                yield typed
                typed.close()
            finally:
                typed.discard()
        return
    from tawatur.export.spreadsheet import CsvTable

    with _opened(path) as file:
        if path is not None:  # a pipe has no use for it
            file.write(_BOM)
        yield CsvTable(file, table)


@contextmanager
def _workbook(path: Path) -> Iterator[Workbook]:
    from tawatur.export.spreadsheet import Workbook

    with _part(path) as part, part.open("wb") as file:
        book = Workbook(file)
        yield book
        book.close()


# --- everything else -----------------------------------------------------------------------------


def _pieces(kind: Kind, store: Store, run: str, *, quiet: bool) -> Iterable[str]:
    from tawatur.export import contract, ftm, geojson, jsonld, timelinejs

    analyses, happenings = store.analyses(run), _happenings(store, run, quiet=quiet)
    if kind is Kind.JSONL:
        return map(_line, map(contract.record, _counted(analyses, len(analyses), quiet=quiet)))
    if kind is Kind.INCIDENTS:
        total = store.count_incidents(run)
        return map(_line, _counted(incident_records(store, run), total, quiet=quiet))
    if kind is Kind.GEOJSON:
        return geojson.lines(happenings)
    if kind is Kind.TIMELINEJS:
        return timelinejs.lines(happenings)
    if kind is Kind.FTM:
        return ftm.lines(analyses, happenings)
    return jsonld.lines(store.run(run), analyses, happenings)


def _brat(store: Store, run: str, folder: Path, *, quiet: bool) -> None:
    """A folder of standoff files, complete or not there at all."""
    from tawatur.export import brat

    analyses = store.analyses(run)
    with _part(folder, folder=True) as part:
        (part / "annotation.conf").write_text(brat.configuration(), "utf-8")
        for analysis in _counted(analyses, len(analyses), quiet=quiet):
            own = part / brat.file_name(analysis.document.id)
            # newline="": offsets must lead to the same characters
            with own.with_suffix(".txt").open("w", encoding="utf-8", newline="") as file:
                file.write(analysis.document.text)
            with own.with_suffix(".ann").open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in brat.standoff(analysis))
    if not quiet:
        say(f"{len(analyses):,} reports in {folder}")


def _happenings(store: Store, run: str, *, quiet: bool) -> Iterator[Happening]:
    """The incidents of a run, opened one at a time."""
    from tawatur.compare.account import bench
    from tawatur.export.happening import happening

    @lru_cache(_KEPT)
    def loaded(document: str) -> Analysis:
        found = store.analysis(run, document)
        assert found is not None
        return found

    decided = store.standing(run).decided
    copied: dict[str, list[Reuse]] = {}
    for edge in store.reuses(run):
        copied.setdefault(edge.copy, []).append(edge)
    for incident in _counted(store.incidents(run), store.count_incidents(run), quiet=quiet):
        documents = {claim: store.document_of(run, claim) or "" for claim in incident.claims}
        ends = set(documents.values())
        reuse = [
            edge for end in sorted(ends) for edge in copied.get(end, ()) if edge.source in ends
        ]
        reports = [loaded(one) for one in dict.fromkeys(documents.values())]
        yield happening(incident, bench(reports, reuse, decided))


def _counted(values: Iterable[T], total: int, *, quiet: bool) -> Iterator[T]:
    """The values, with a bar that says how many are done."""
    with progress("exporting", total, quiet=quiet) as advance:
        for value in values:
            yield value
            advance(1)


def _line(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


# --- files ---------------------------------------------------------------------------------------


def write_site(project: Path, folder: Path | None, *, quiet: bool) -> None:
    """The pages of ``serve`` as files."""
    from tawatur.store.project import Project
    from tawatur.web.site import export as write

    if folder is None:
        raise typer.BadParameter("name a new folder", param_hint="DIR")
    with progress("writing pages", None, quiet=quiet) as advance:
        pages = write(Project.open(project), folder, advance=advance)
    if not quiet:
        say(f"{pages:,} pages in each language; open {folder / 'index.html'}")


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """The file, complete or not there at all; standard output where none is named."""
    if path is None:
        yield sys.stdout
        return
    with _part(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def _part(path: Path, *, folder: bool = False) -> Iterator[Path]:
    """Where to write what is to stand at ``path``; it gets there when all went well."""
    if path.is_dir() or (folder and path.exists()):
        raise TawaturError(f"{path}: is there already; name a {'folder' if folder else 'file'}"
                           " that is not")  # fmt: skip
    part = path.with_name(f"{path.name}.part")
    try:
        if folder:
            part.mkdir()
        yield part
        part.replace(path)
    except OSError as error:
        raise TawaturError(f"{path}: {error.strerror or error}") from None
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        part.unlink(missing_ok=True)
