"""Commands that make and fill a project: init, add, run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from tawatur.cli.options import (
    HERE,
    AsJson,
    Encoding,
    Gazetteers,
    ProjectDir,
    Quiet,
    WeekStarts,
    Window,
    first_weekday_of,
    window_of,
)
from tawatur.cli.talk import DONE, SOME_REJECTED, list_rejected, out_json, progress, say

if TYPE_CHECKING:
    from tawatur.model.claim import Analysis
    from tawatur.model.text import Rejected
    from tawatur.store.project import Project
    from tawatur.store.store import Store

T = TypeVar("T")
BATCH: Final = 50  # documents in a transaction: what a kill can undo, and what is held in memory


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(init)
    app.command()(add)
    app.command()(run)


def init(
    directory: Annotated[Path, typer.Argument(help="Where; it may exist.", metavar="DIR")] = HERE,
    *,
    quiet: Quiet = False,
) -> None:
    """Make a project."""
    from tawatur.store.project import Project

    made = Project.create(directory)
    if not quiet:
        say(f"project in {made.folder}; next: tawatur add FILES -p {made.folder}")


def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH...")],
    *,
    project: ProjectDir = HERE,
    encoding: Encoding = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take in reports: files, or folders of them.

    Text (.txt), pages (.html), lines of JSON (.jsonl, .json) and tables (.csv, .tsv) with a column
    "text". A file sources.tsv in a folder says of its files: file, outlet, published, title, url.
    """
    from tawatur.store.project import Project

    code = take_in(Project.open(project), paths, encoding=encoding, as_json=as_json, quiet=quiet)
    raise typer.Exit(code)


def run(
    *,
    project: ProjectDir = HERE,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Processes that analyse.")] = 1,
    window: Window = None,
    week_starts: WeekStarts = None,
    gazetteer: Gazetteers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Analyse what was added, and compare the accounts.

    What is done already is not done again; it can be stopped at any moment.
    """
    from tawatur.store.project import Project

    own, given = Project.open(project), window_of(window)
    week, files = first_weekday_of(week_starts), tuple(gazetteer or ())
    code = analyse(
        own, jobs=jobs, window=given, first_weekday=week, gazetteers=files,
        as_json=as_json, quiet=quiet,
    )  # fmt: skip
    raise typer.Exit(code)


def take_in(
    into: Project,
    paths: list[Path],
    *,
    encoding: str | None = None,
    as_json: bool = False,
    quiet: bool = False,
) -> int:
    """Reads files and folders into a project; the exit code."""
    from tawatur.model.text import Rejected
    from tawatur.read import news
    from tawatur.read.decode import encoding as known_encoding
    from tawatur.store import objects
    from tawatur.store.store import Arrival

    if encoding is not None:
        known_encoding(encoding)
    rejected: list[Rejected] = []
    new = known = 0
    with into.writing() as store, progress("reading", None, quiet=quiet) as advance:
        for batch in batches(news.read(paths, encoding=encoding), BATCH):
            arrivals: list[Arrival | Rejected] = []
            for found in batch:
                if isinstance(found, Rejected):
                    rejected.append(found)
                    arrivals.append(found)
                else:
                    digest = objects.put(into.objects, found.original)
                    arrivals.append(Arrival(found.document, digest, len(found.original)))
            added = store.add(arrivals)
            new, known = new + added[0], known + added[1]
            advance(len(batch))
        failures = into.list_failures(store, store.current_run())
    list_rejected(rejected, f", all of them in {failures}")
    if as_json:
        out_json({"added": new, "known": known, "rejected": len(rejected)})
    if not quiet:
        say(f"{new:,} added, {known:,} known already, {len(rejected):,} rejected")
        if new:
            say(f"next: tawatur run -p {into.folder}")
    return SOME_REJECTED if rejected else DONE


def analyse(
    of: Project,
    *,
    jobs: int = 1,
    window: tuple[date, date] | None = None,
    first_weekday: int | None = None,
    gazetteers: tuple[Path, ...] = (),
    as_json: bool = False,
    quiet: bool = False,
) -> int:
    """Analyses what a project has not analysed yet and relates all of it; the exit code.

    ``window`` are the days of its undated reports, ``first_weekday`` begins its weeks and
    ``gazetteers`` are files of places, where not as its ``project.toml`` says.
    """
    from tawatur.rules.language import arabic
    from tawatur.store.runkey import run_key

    reading = Reading(
        window or of.window,
        of.first_weekday if first_weekday is None else first_weekday,
        gazetteers or of.gazetteers,
    )
    arabic(reading.gazetteers)  # a file that cannot be used is told before anything is begun
    key = run_key(_settings(reading))
    rejected: list[Rejected] = []
    with of.writing() as store:
        waiting = store.begin(key)
        with progress("analysing", len(waiting), quiet=quiet) as advance:
            for batch in batches(_analyses(store, waiting, jobs, reading), BATCH):
                rejected += store.write(key.id, batch)
                advance(len(batch))
        _relate(of, store, key.id, reading, jobs, quiet=quiet)
        failures = of.list_failures(store, key.id)
        total = len(store.analyses(key.id))
        incidents = store.count_incidents(key.id)
    list_rejected(rejected, f", all of them in {failures}")
    if as_json:
        out_json({"run": key.id, "analysed": len(waiting) - len(rejected), "documents": total,
                  "incidents": incidents, "rejected": len(rejected)})  # fmt: skip
    if not quiet:
        say(f"{len(waiting) - len(rejected):,} analysed, {total:,} in all, {incidents:,} incidents")
        say(f"next: tawatur timeline -p {of.folder}")
    return SOME_REJECTED if rejected else DONE


@dataclass(frozen=True, slots=True)
class Reading:
    """What a project says of how its reports are read: days, weeks, places of its own."""

    window: tuple[date, date] | None
    first_weekday: int
    gazetteers: tuple[Path, ...]


def _settings(reading: Reading) -> dict[str, object] | None:
    """What makes the results of two runs differ: days, weeks, and the contents of gazetteers."""
    from tawatur.store.project import SATURDAY

    found: dict[str, object] = {}
    if reading.window:
        found["window"] = [day.isoformat() for day in reading.window]
    if reading.first_weekday != SATURDAY:
        found["first_weekday"] = reading.first_weekday
    if reading.gazetteers:
        files = [path.read_bytes() for path in reading.gazetteers]
        found["gazetteers"] = [hashlib.sha256(file).hexdigest() for file in files]
    return found or None


def _analyses(
    store: Store, waiting: tuple[str, ...], jobs: int, reading: Reading
) -> Iterator[Analysis | Rejected]:
    from tawatur.cli.jobs import analyse_in_order

    documents = (document for own_id in waiting if (document := store.document(own_id)))
    return analyse_in_order(
        documents, jobs, window=reading.window, first_weekday=reading.first_weekday,
        gazetteers=reading.gazetteers,
    )  # fmt: skip


def _relate(
    project: Project,
    store: Store,
    run: str,
    reading: Reading,
    jobs: int,
    *,
    quiet: bool,
) -> None:
    """The second pass over days, then what holds across documents; until all is done, none is."""
    from tawatur.judge import apply
    from tawatur.pipeline import refined
    from tawatur.resolve.refine import RULE
    from tawatur.rules.language import arabic
    from tawatur.store.judged import Standing

    if store.is_joined(run) and apply.is_current(store, run):
        return
    if not quiet:
        say("relating the accounts")
    if not store.is_joined(run):
        lang = arabic(reading.gazetteers)
        documents, again = store.documents(run), store.proved_by(run, RULE)
        made = refined(
            documents, store.analyses(run, Standing()), lang, window=reading.window,
            first_weekday=reading.first_weekday, again=again,
        )  # fmt: skip
        store.rewrite(run, list(made))
    apply.relate(project, store, run, workers=jobs)
    keep_lists(project)


def keep_lists(project: Project) -> None:
    """What the first page of the app needs: it takes seconds in a large project."""
    from tawatur.store.project import DATABASE
    from tawatur.web.query import catalogue

    catalogue.keep(project.folder / DATABASE)


def batches(values: Iterator[T], size: int) -> Iterator[list[T]]:
    """The values in lists of ``size``, the last one shorter.

    >>> list(batches(iter("abc"), 2))
    [['a', 'b'], ['c']]
    """
    while batch := list(islice(values, size)):
        yield batch
