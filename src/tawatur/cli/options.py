"""The options that several commands share."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

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
Window = Annotated[
    str | None,
    typer.Option(
        "--window",
        "--between",
        metavar="FROM..TO",
        help="Days between which undated reports were published, both included.",
    ),
]
WeekStarts = Annotated[
    str | None,
    typer.Option(
        "--week-starts", metavar="DAY", help="First day of the week: saturday, sunday or monday."
    ),
]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option(
        "--gazetteer", metavar="FILE", help="A gazetteer of your own; may be given several times."
    ),
]
HERE = Path()


def user() -> str | None:
    """Who runs a command: ``TAWATUR_WHO``, else the account; ``None`` where neither is known."""
    try:
        return os.environ.get("TAWATUR_WHO") or getpass.getuser()
    except (KeyError, OSError):
        return None


def window_of(text: str | None) -> tuple[date, date] | None:
    """The days of ``--window``.

    >>> window_of("2019-01-01..2021-12-31")[1]
    datetime.date(2021, 12, 31)
    """
    if text is None:
        return None
    first, dots, last = text.partition("..")
    try:
        found = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError:
        found = None
    if not dots or found is None or found[0] > found[1]:
        raise typer.BadParameter(
            f"{text!r}: two days are needed, such as 2019-01-01..2021-12-31", param_hint="--window"
        )
    return found


def first_weekday_of(text: str | None) -> int | None:
    """The day of ``--week-starts``, as ``date.weekday`` counts.

    >>> first_weekday_of("sunday")
    6
    """
    from tawatur.store.project import WEEKS

    if text is None:
        return None
    if text.lower() not in WEEKS:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(WEEKS)}",
                                 param_hint="--week-starts")  # fmt: skip
    return WEEKS[text.lower()]


def settings_of(window: str | None, week_starts: str | None) -> dict[str, Any]:
    """What the options say of how reports are read, for the pipeline; nothing where none says so.

    >>> settings_of(None, "Sunday")
    {'first_weekday': 6}
    """
    given = {"window": window_of(window), "first_weekday": first_weekday_of(week_starts)}
    return {name: value for name, value in given.items() if value is not None}


def moment(since: str, other: str) -> str:
    """A day or time of ``--since`` as ISO 8601 in UTC; ``other`` is what else it can be."""
    try:
        found = datetime.fromisoformat(since)
    except ValueError:
        raise typer.BadParameter(
            f"{since!r}: a day such as 2026-05-14 or {other} is needed", param_hint="--since"
        ) from None
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat(timespec="seconds")
