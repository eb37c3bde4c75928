"""The command ``tawatur``: its commands, its exit codes, and how it speaks of errors."""

from __future__ import annotations

import signal
import sys
from types import TracebackType
from typing import Annotated

import typer

import tawatur
from tawatur.cli import (
    annotate,
    changes,
    check,
    compare_names,
    dating,
    demonstrate,
    export,
    gazetteer,
    judging,
    project,
    serve,
    show,
    threads,
)
from tawatur.cli.talk import FAILED, INTERRUPTED, NOT_READY, say
from tawatur.errors import LockedError, MigrationError, TawaturError

app = typer.Typer(
    name="tawatur",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 done with some inputs rejected,"
    " 4 project locked or of another version, 5 check failed, 130 interrupted.",
)
for group in (
    demonstrate, project, annotate, dating, show, threads, changes, judging, serve, export, check,
):  # fmt: skip
    group.register(app)
app.add_typer(compare_names.app, name="names")
app.add_typer(gazetteer.app, name="gazetteer")


def _version(value: bool) -> None:
    if value:
        print(f"tawatur {tawatur.__version__}")
        raise typer.Exit


@app.callback()
def _tawatur(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
    traceback: Annotated[
        bool, typer.Option("--traceback", help="Show where in the program an error arose.")
    ] = False,
) -> None:
    """Read what many Arabic outlets report, and write who says what happened.

    A first look: tawatur demo. With reports of your own: tawatur init DIR, then in it
    tawatur add FILES, tawatur run, tawatur timeline.
    """


def main(arguments: list[str] | None = None) -> None:
    """Runs one command and ends with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    wants_traceback = "--traceback" in given
    if wants_traceback:  # it may stand after the command, too
        given = ["--traceback", *(one for one in given if one != "--traceback")]
    signal.signal(signal.SIGINT, _interrupted)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Arabic goes out whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=given, prog_name="tawatur")
    except TawaturError as error:
        if wants_traceback:
            raise
        say(f"tawatur: {error}")
        sys.exit(NOT_READY if isinstance(error, LockedError | MigrationError) else FAILED)
    finally:
        if not wants_traceback:  # Typer sets a hook of its own, so ours comes last
            sys.excepthook = _told_briefly


def _interrupted(*_: object) -> None:
    # Not KeyboardInterrupt: Typer would turn that into exit code 1.
    raise SystemExit(INTERRUPTED)


def _told_briefly(
    kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    say(f"tawatur: {kind.__name__}: {error}")
    say("this is an error of tawatur; run the command with --traceback and report what it says")
