"""One report as its carrier gave it, checked before anything is worked out from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tawatur.errors import UnreadableError
from tawatur.model.text import Document
from tawatur.read import language

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one report, and how long a page may take, before it is rejected."""

    characters: int = 5_000_000
    bytes: int = 5_000_000
    seconds: float = 10.0
    memory: int = 1_500_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A document, and the bytes it was read from: the file, or the line or row of a file."""

    document: Document
    original: bytes


def document(
    text: str, metadata: Mapping[str, object], *, own_id: str, path: str | None, limits: Limits
) -> Document:
    """The document; raises ``UnreadableError`` where text or metadata cannot be one."""
    checked(text, limits)
    return Document(
        id=own_id,
        text=text,
        published=day(metadata.get("published")),
        outlet=_words(metadata, "outlet"),
        title=_words(metadata, "title"),
        url=_words(metadata, "url"),
        path=path,
    )


def checked(text: str, limits: Limits) -> None:
    """Raises ``UnreadableError`` where a text is empty, binary, too long or not Arabic."""
    if not text or text.isspace():
        raise UnreadableError("empty")
    if len(text) > limits.characters:
        raise UnreadableError(
            f"{len(text):,} characters of text; at most {limits.characters:,} are read"
        )
    if (nul := text.find("\0")) >= 0:
        raise UnreadableError(f"binary: a NUL at character {nul}")
    if half := _SURROGATE.search(text):
        raise UnreadableError(f"half of a surrogate pair at character {half.start()}")
    if reason := language.fault(text):
        raise UnreadableError(reason)


def day(value: object) -> date | None:
    """The day that a carrier states, as ISO 8601; the time of day and its zone are left aside.

    >>> day("2024-05-21T10:05:00+03:00")
    datetime.date(2024, 5, 21)
    """
    if value is None or value == "":
        return None
    try:
        found = _DAY.match(value.strip()) if isinstance(value, str) else None
        return date.fromisoformat(found.group()) if found else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: object) -> date:
    raise UnreadableError(f"published is not a day like 2020-01-30: {str(value)[:40]!r}")


def _words(metadata: Mapping[str, object], field: str) -> str | None:
    value = metadata.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableError(f"{field} is not a text: {str(value)[:40]!r}")
    if "\0" in value or _SURROGATE.search(value):
        raise UnreadableError(f"{field} holds a character that is none")
    return value.strip() or None
