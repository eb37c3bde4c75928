"""Commands that follow subjects through time: threads, status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from tawatur.cli.options import HERE, AsJson, ProjectDir
from tawatur.cli.talk import out, out_json, say
from tawatur.errors import TawaturError

if TYPE_CHECKING:
    from tawatur.compare.status import Standing, Status
    from tawatur.compare.threads import Thread
    from tawatur.export.threads import Text
    from tawatur.store.store import Store

_VOICES = 4  # of those who say the same
Which = Annotated[
    str, typer.Argument(metavar="THREAD", help="The id or its first letters, or words of its name.")
]


def register(app: typer.Typer) -> None:
    """Adds the commands of this group."""
    app.command()(threads)
    app.command()(status)


def threads(
    *,
    project: ProjectDir = HERE,
    kind: Annotated[
        str | None, typer.Option("--kind", help="activity, deployment, forces or handover.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what is followed through time: activities, deployments, forces, bases handed over."""
    from tawatur.cli.show import reading
    from tawatur.compare.status import status as status_of
    from tawatur.export.threads import record

    with reading(project) as (store, run):
        found = [one for one in store.threads(run) if kind is None or one.kind == kind]
        for thread in found:
            if as_json:
                out_json(record(thread, _texts(store)))
                continue
            out(_heading(thread))
            for standing in status_of(thread).standings:
                out(_line(standing))
            out()
    if not found and not as_json:
        say("no threads; a thread needs two states, or two reports that tell one")


def status(
    thread: Which,
    *,
    project: ProjectDir = HERE,
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="On which day; else the last.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what the state of a thread was: since when, on whose word, what contradicts it."""
    from tawatur.cli.show import day_of, reading
    from tawatur.compare.status import status as status_of
    from tawatur.export.threads import status_record

    day = day_of(on, "--on")
    with reading(project) as (store, run):
        found = status_of(_one(store.threads(run), thread), day)
        if as_json:
            out_json(status_record(found, _texts(store)))
            return
        for line in _lines(found, _texts(store)):
            out(line)


def _texts(store: Store) -> Text:
    @cache
    def text(document: str) -> str:
        found = store.document(document)
        return "" if found is None else found.text

    return text


def _one(threads: Sequence[Thread], which: str) -> Thread:
    """The thread that is meant: by id, the beginning of one, or words of its name."""
    exact = [one for one in threads if which in {one.id, one.subject, one.name}]
    begun = [one for one in threads if one.id.startswith(which)]
    words = [
        one
        for one in threads
        if all(w.lower() in f"{one.kind} {one.name or one.subject}".lower() for w in which.split())
    ]
    for found in (exact, begun, words):
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(one.id for one in found)
            raise TawaturError(f"{len(found)} threads answer to {which!r}: {several}")
    raise TawaturError(f"no thread {which!r}; tawatur threads lists them")


def _heading(thread: Thread) -> str:
    from tawatur.cli.layout import plain

    return plain(f"{thread.id}  {thread.kind}  {thread.name or thread.subject}")


def _line(standing: Standing) -> str:
    from tawatur.cli.layout import days, labelled, plain

    where = f" ({standing.scope})" if standing.scope else ""
    counts = f", {', '.join(map(str, standing.counts))}" if standing.counts else ""
    more = f" and {len(standing.word) - _VOICES} more" if len(standing.word) > _VOICES else ""
    who = " \u00b7 ".join(standing.word[:_VOICES]) + more
    begun = f"{days(*standing.since)}"
    return labelled(standing.aspect, plain(f"{standing.state}{counts}, {begun}{where}  {who}"))


def _lines(found: Status, text: Text) -> Iterator[str]:
    from tawatur.cli.layout import days, labelled

    yield _heading(found.thread)
    yield f"on {found.on}" if found.on else "as last told"
    if not found.standings:
        yield "  nothing had been told of it by then"
    for one in found.standings:
        yield ""
        yield labelled(one.aspect, f"{one.state}  {one.scope}")
        begun = days(*one.since)
        yield labelled("since", begun if one.since[0] else f"{begun}, the day is not told", 4)
        for who in one.word:
            yield labelled("word of", who, 4)
        for count in one.counts:
            yield labelled("number", str(count), 4)
        for state in one.states:
            words = "" if state.span is None else state.span.of(text(state.document))
            yield labelled("words", f"{state.claim}  {days(*state.told)}  {words}", 4)
        for verdict in one.against:
            yield labelled("against", f"{verdict.rule}: {verdict.text}", 4)
        for state in one.expected:
            due = f" for {days(*state.due)}" if state.due else ""
            yield labelled("expected", f"{state.state}{due}, told {days(*state.told)}  {state.who}",
                           4)  # fmt: skip
