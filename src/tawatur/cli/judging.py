"""Commands for what people decide: judge, log, undo, review."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tawatur.cli.options import HERE, AsJson, ProjectDir, Quiet, moment, user
from tawatur.cli.talk import CHECK_FAILED, out, out_json, say
from tawatur.errors import LockedError, TawaturError

if TYPE_CHECKING:
    from tawatur.model.judgement import Entry
    from tawatur.store.project import Project
    from tawatur.store.store import Store

_LONGEST: Final = 1_000_000  # characters of a line that holds a judgement
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SECONDS: Final = 19  # characters of a time up to its seconds
_WORDS: Final = 160  # characters of a sentence on a card


class Queue(StrEnum):
    """What waits for a person."""

    CONTRADICTIONS = "contradictions"
    GRADE = "grade"
    TOLL = "toll"
    SCORE = "score"
    UNPLACED = "unplaced"
    REJECTED = "rejected"
    SAMPLE = "sample"


Who = Annotated[
    str | None,
    typer.Option(envvar="TAWATUR_WHO", metavar="NAME", help="Who decides; else your user's name."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")]
Later = Annotated[
    bool,
    typer.Option("--later", help="Only write it down; the next run brings it into the record."),
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(judge)
    app.command()(log)
    app.command()(undo)
    app.command()(review)


def judge(
    file: Annotated[Path, typer.Argument(help="JSON Lines; - for standard input.")],
    *,
    project: ProjectDir = HERE,
    who: Who = None,
    dry_run: DryRun = False,
    later: Later = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take in what people decided, a judgement a line; all of a file or nothing.

    Each judgement that is listed is on the disk. Afterwards the record is brought up to date.
    """
    from tawatur.judge.log import append_lines, head

    with _log(project) as (opened, store):
        before = head(store).number
        made = append_lines(store, _lines(file), who=_decider(who), dry_run=dry_run)
        _acknowledge(made, before, as_json=as_json, quiet=quiet, dry_run=dry_run)
        if not dry_run:
            _bring_in(opened, later=later, quiet=quiet)


def undo(
    own_ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Of judgements.")],
    *,
    project: ProjectDir = HERE,
    who: Who = None,
    why: Annotated[str | None, typer.Option(help="Why.")] = None,
    dry_run: DryRun = False,
    later: Later = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take judgements back; an undo can be undone. Nothing leaves the log."""
    from tawatur.judge.log import append_lines, head

    with _log(project) as (opened, store):
        before = head(store).number
        given = [(own_id, {"kind": "undo", "of": own_id, "why": why}) for own_id in own_ids]
        made = append_lines(store, given, who=_decider(who), dry_run=dry_run)
        _acknowledge(made, before, as_json=as_json, quiet=quiet, dry_run=dry_run)
        if not dry_run:
            _bring_in(opened, later=later, quiet=quiet)


def log(
    *,
    project: ProjectDir = HERE,
    since: Annotated[
        str | None,
        typer.Option(metavar="NUMBER|DAY|HASH", help="Only what came after; a hash must be there."),
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="ID", help="Only on this claim, incident or entity.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what people decided, in order. With --json: lines that judge takes in again."""
    from tawatur.judge.log import read_file
    from tawatur.judge.wire import entry_json
    from tawatur.store.project import DATABASE, Project

    # Not through the store: the log of a project that another version made can be read, too.
    entries = read_file(Project.open(project).folder / DATABASE)
    for one in _chosen(entries, since, about):
        if as_json:
            out_json(entry_json(one))
            continue
        for line in _entry_lines(one):
            out(line)


def review(
    *,
    project: ProjectDir = HERE,
    queue: Annotated[
        list[Queue] | None, typer.Option("--queue", help="Which; may be given several times.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many of each.")] = 10,
    seed: Annotated[int, typer.Option(help="Of the sample.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Say what a person should look at next, and why."""
    from tawatur.cli.layout import labelled
    from tawatur.cli.show import reading
    from tawatur.judge.queues import QUEUES, queues
    from tawatur.judge.queues import as_json as card_json

    only = tuple(dict.fromkeys(str(one) for one in queue)) if queue else QUEUES
    with reading(project) as (store, _):
        found = queues(store, only=only, limit=limit, seed=seed)
    for name, cards in found.items():
        if not as_json and cards:
            out(name)
        for card in cards:
            if as_json:
                out_json(card_json(card))
                continue
            judgement = f"  {card.judgement}" if card.judgement else ""
            out(f"  {card.object}{judgement}")
            out(labelled("why", card.why, indent=4))
            if card.words:
                out(labelled("words", card.words[:_WORDS], indent=4))
    if not as_json and not any(found.values()):
        say("nothing waits")


# --- shared ---------------------------------------------------------------------------------------


@contextmanager
def _log(folder: Path) -> Iterator[tuple[Project, Store]]:
    """The project and its store, to write to the log; a run that is under way is not disturbed."""
    from tawatur.store.project import DATABASE, Project
    from tawatur.store.store import Store

    opened = Project.open(folder)
    with Store.open(opened.folder / DATABASE, write=True) as store:
        yield opened, store


def _lines(path: Path) -> Iterator[tuple[str, Mapping[str, Any] | str]]:
    """The lines of a file with their places; one that holds no object comes as the reason."""
    name = "standard input" if str(path) == "-" else str(path)
    try:
        source = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise TawaturError(f"{path}: {error.strerror or error}") from None
    for number, raw in enumerate(source.split(b"\n"), 1):
        if raw.strip():
            yield f"{name}:{number}", _object(raw)


def _object(raw: bytes) -> Mapping[str, Any] | str:
    if len(raw) > _LONGEST:
        return f"longer than {_LONGEST:,} characters"
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "not UTF-8"
    except json.JSONDecodeError as error:
        return f"not JSON: {error.msg} at column {error.colno}"
    except RecursionError:
        return "not JSON: too deeply nested"
    return found if isinstance(found, dict) else "not an object"


def _acknowledge(
    made: Iterable[Entry], before: int, *, as_json: bool, quiet: bool, dry_run: bool
) -> None:
    """Says what is written; each is said only now, when all of them are on the disk."""
    new = known = 0
    for one in made:
        is_new = one.number > before
        new, known = new + is_new, known + (not is_new)
        fields = {"number": one.number, "id": one.judgement.id, "kind": str(one.judgement.kind)}
        if as_json:
            out_json(fields | {"new": is_new}, flush=True)
        elif is_new:
            out(f"{one.number}  {one.judgement.id}  {one.judgement.kind}")
    sys.stdout.flush()
    if not quiet:
        would = "would be " if dry_run else ""
        say(f"{new:,} judgements {would}written, {known:,} known already")


def _bring_in(project: Project, *, later: bool, quiet: bool) -> None:
    """Relates the project with what was decided, unless somebody else is writing to it."""
    from tawatur.cli.project import keep_lists
    from tawatur.judge import apply

    if later:
        return
    try:
        with project.writing() as store:
            run = store.current_run()
            if run is None or not store.is_joined(run) or apply.is_current(store, run):
                return
            if not quiet:
                say("relating the accounts")
            apply.relate(project, store, run)
            keep_lists(project)
    except LockedError:
        say("another command is writing to the project; the next tawatur run brings them in")


def _chosen(entries: Iterable[Entry], since: str | None, about: str | None) -> list[Entry]:
    found = list(entries)
    if since is not None:
        if since.isdecimal() and len(since) < 12:
            found = [one for one in found if one.number > int(since)]
        elif not _HASH.fullmatch(since):
            from_ = moment(since, "the number or hash of an entry")[:_SECONDS]
            found = [one for one in found if one.judgement.at[:_SECONDS] >= from_]
        else:
            numbers = [one.number for one in found if one.hash == since]
            if not numbers:
                say(f"no entry has the hash {since}: the log was cut or changed, or is another")
                raise typer.Exit(CHECK_FAILED)
            found = [one for one in found if one.number > numbers[0]]
    if about is not None:
        found = [one for one in found if about in set(_ids(one))]
    return found


def _ids(entry: Entry) -> Iterator[str]:
    yield entry.judgement.id
    for ref in entry.judgement.about:
        yield ref.id
        yield from (claim.id for claim in ref.claims)
    if entry.judgement.of:
        yield entry.judgement.of


def _entry_lines(entry: Entry) -> Iterator[str]:
    from tawatur.cli.layout import labelled

    one = entry.judgement
    undone = f"  undone by {entry.undone_by}" if entry.undone_by else ""
    yield f"{entry.number}  {one.at[:19]}Z  {one.kind}  {one.id}{undone}"
    yield labelled("who", one.who, indent=4)
    for ref in one.about:
        of = f"  ({len(ref.claims)} claims)" if ref.claims else ""
        quote = f"  {ref.anchor.exact}" if ref.anchor else f"  {ref.label or ''}"
        yield labelled(ref.role, f"{ref.id}{of}{quote}", indent=4)
    if one.field is not None or one.value is not None:
        value = json.dumps(one.value, ensure_ascii=False)
        yield labelled(one.field or "value", value, indent=4)
    if one.of:
        yield labelled("of", one.of, indent=4)
    if one.why:
        yield labelled("why", one.why, indent=4)


def _decider(given: str | None) -> str:
    found = given or user()
    if found is None:
        raise TawaturError("who decides? give --who NAME, or set TAWATUR_WHO")
    return found
