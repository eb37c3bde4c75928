"""Commands that read a project: timeline, incident, chain, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawatur.cli.options import HERE, AsJson, ProjectDir
from tawatur.cli.talk import out, out_json, say
from tawatur.errors import TawaturError

if TYPE_CHECKING:
    from tawatur.export.timeline import Entry
    from tawatur.link.decided import Decided
    from tawatur.model.claim import Analysis, Incident, Reuse
    from tawatur.store.store import Store

SAYINGS = frozenset(
    {"accuse", "claim-responsibility", "complain", "condemn", "demand", "deny", "request", "warn"}
)
Id = Annotated[str, typer.Argument(metavar="ID", help="The id, or the first letters of it.")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(timeline)
    app.command()(incident)
    app.command()(chain)
    app.command()(search)


def timeline(
    *,
    project: ProjectDir = HERE,
    since: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="Not before this day.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Not after this day.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Only events of this type.")] = None,
    accounts: Annotated[int, typer.Option(min=1, help="Only with so many accounts.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Say what happened, who says so, where they disagree."""
    from dataclasses import asdict

    from tawatur.cli.layout import entry_lines

    first, last = day_of(since, "--from"), day_of(until, "--to")
    with reading(project) as (store, run):
        incidents = [
            one
            for one in store.incidents(run)
            if (kind is None or one.type == kind)
            and len(one.claims) >= accounts
            and (first is None or one.latest is None or one.latest >= first)
            and (last is None or one.earliest is None or one.earliest <= last)
        ]
        for entry in _entries(store, run, incidents):
            if as_json:
                out_json(asdict(entry))
                continue
            for line in entry_lines(entry):
                out(line)
            out()
    if not incidents and not as_json:
        say("nothing to show; was it read and analysed? tawatur add FILES, tawatur run")


def show_main(project: Path) -> None:
    """What more than one report tells, without who blames and demands: a first look."""
    from tawatur.cli.layout import entry_lines

    with reading(project) as (store, run):
        for entry in _entries(store, run, list(store.incidents(run))):
            if entry.reports > 1 and entry.type not in SAYINGS:
                for line in entry_lines(entry):
                    out(line)
                out()


def _entries(store: Store, run: str, incidents: list[Incident]) -> tuple[Entry, ...]:
    from tawatur.export.timeline import timeline as entries_of

    standing = store.standing(run)
    return entries_of(incidents, store.analyses(run, standing), store.reuses(run), standing.decided)


def incident(own_id: Id, *, project: ProjectDir = HERE, as_json: AsJson = False) -> None:
    """Show one incident: every account with its words.

    And how the accounts stand to one another, and why they were taken for one happening.
    """
    from tawatur.cli.judged import judged_lines
    from tawatur.cli.layout import incident_lines

    with reading(project) as (store, run):
        record = _one(store, run, own_id)
        if as_json:
            out_json(record)
            return
        for line in (*incident_lines(record), *judged_lines(record)):
            out(line)


def chain(
    own_id: Id,
    *,
    project: ProjectDir = HERE,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Draw it into this file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show on whose word a claim or an incident rests.

    From each originator down to the outlets; who counts as one, and by which rule.
    """
    from tawatur.cli.chains import chain_lines, heading

    with reading(project) as (store, run):
        record = _chain(store, run, own_id)
    if svg is not None:
        from tawatur.export.chain_drawing import draw

        try:
            svg.write_text(draw(record, heading(record)), "utf-8")
        except OSError as error:
            raise TawaturError(f"{svg}: {error.strerror or error}") from None
        say(f"drawn into {svg}")
    if as_json:
        out_json(record)
    elif svg is None:
        for line in chain_lines(record):
            out(line)


def search(
    query: Annotated[str, typer.Argument(help='Words, or "words together" in quotation marks.')],
    *,
    project: ProjectDir = HERE,
    limit: Annotated[int, typer.Option(min=1, help="At most so many reports.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find reports by their words, however spelt.

    A word is found with and without article, attached particles, marks and hamzas.
    """
    from tawatur.cli.layout import document_lines, labelled
    from tawatur.store import project as projects
    from tawatur.store.search import search as find

    with projects.Project.open(project).reading() as store:
        for found in find(store, query, limit):
            document = found.document
            if as_json:
                spans = [{"start": s.start, "end": s.end} for s in found.spans]
                out_json({"document": document.id, "outlet": document.outlet, "title":
                          document.title, "path": document.path, "spans": spans})  # fmt: skip
                continue
            for line in document_lines(document):
                out(line)
            for span in found.spans[:3]:
                out(labelled(f"at {span.start}", _around(document.text, span.start, span.end)))
            out()


# --- shared by commands that read ----------------------------------------------------------------


class reading:  # noqa: N801 - used as a context manager
    """The store of a project and the run whose results are shown."""

    def __init__(self, folder: Path) -> None:
        from tawatur.store.project import Project

        self._store = Project.open(folder).reading()
        self._folder = folder

    def __enter__(self) -> tuple[Store, str]:
        run = self._store.current_run()
        if run is None or not self._store.has_joined(run):
            self._store.connection.close()
            raise TawaturError(
                f"{self._folder}: nothing is analysed yet; next: tawatur run -p {self._folder}"
            )
        return self._store, run

    def __exit__(self, *error: object) -> None:
        self._store.connection.close()


def incident_records(store: Store, run: str) -> Iterator[dict[str, Any]]:
    """The incidents of a run with their accounts."""
    reuse, decided = store.reuses(run), store.standing(run).decided
    return (incident_record(store, run, one, reuse, decided) for one in store.incidents(run))


def incident_record(
    store: Store, run: str, incident: Incident, reuse: Sequence[Reuse], decided: Decided
) -> dict[str, Any]:
    """One incident with its accounts; ``reuse`` are the copied passages of the run.

    ``decided`` is what people decided on who is who, and who repeats whom.
    """
    from tawatur.compare.account import bench
    from tawatur.export.incident import record

    loaded: dict[str, Analysis] = {}
    for claim in (*incident.claims, *incident.rejected):
        document = store.document_of(run, claim)
        assert document is not None
        if document not in loaded:
            analysis = store.analysis(run, document)
            assert analysis is not None
            loaded[document] = analysis
    shared = [edge for edge in reuse if edge.source in loaded and edge.copy in loaded]
    return record(incident, bench(list(loaded.values()), shared, decided))


def day_of(text: str | None, option: str) -> date | None:
    """The day that an option gives."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"not a day: {text!r}", param_hint=option) from None


def _one(store: Store, run: str, own_id: str) -> dict[str, Any]:
    found = [one for one in store.incidents(run) if one.id.startswith(own_id)]
    exact = [one for one in found if one.id == own_id] or found
    if not exact and (heirs := store.heirs(own_id)):
        if len(heirs) > 1:
            raise TawaturError(f"{own_id} was split: {', '.join(heirs)}")
        say(f"{own_id} is now {heirs[0]}")
        exact = [one for one in store.incidents(run) if one.id == heirs[0]]
    if len(exact) != 1:
        what = "no incident" if not exact else f"{len(exact)} incidents"
        raise TawaturError(f"{what} with the id {own_id}; tawatur timeline lists them")
    return incident_record(store, run, exact[0], store.reuses(run), store.standing(run).decided)


def _chain(store: Store, run: str, own_id: str) -> dict[str, Any]:
    """The chains of an incident's claims, or of one claim."""
    from tawatur.export.chain import record

    whole, ids = _claims(store, run, own_id)
    found_in = (store.document_of(run, claim) for claim in ids)
    documents = dict.fromkeys(document for document in found_in if document is not None)
    reuse = [e for e in store.reuses(run) if e.source in documents or e.copy in documents]
    ends = dict.fromkeys(end for edge in reuse for end in (edge.source, edge.copy))
    analyses = {
        document: found
        for document in {**documents, **ends}
        if (found := store.analysis(run, document)) is not None
    }
    wanted = set(ids)
    claims = [c for d in documents for c in analyses[d].claims if c.id in wanted]
    return record(whole, claims, analyses, reuse, store.standing(run).decided)


def _claims(store: Store, run: str, own_id: str) -> tuple[str, tuple[str, ...]]:
    """The whole of an id that was begun, and the claims it stands for."""
    if own_id.startswith("inc"):
        found = _one(store, run, own_id)
        return found["id"], tuple(one["claim"] for one in found["accounts"])
    claims = store.claims_like(run, own_id)
    if len(claims) != 1:
        what = "no claim" if not claims else f"{len(claims)} claims"
        raise TawaturError(f"{what} with the id {own_id}; tawatur incident ID lists them")
    return claims[0], claims


def _around(text: str, start: int, end: int, width: int = 40) -> str:
    return text[max(0, start - width) : end + width]
