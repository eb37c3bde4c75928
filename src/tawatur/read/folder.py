"""Files of a folder in a fixed order, and what its ``sources.tsv`` says of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tawatur.errors import UnreadableError
from tawatur.model.text import Rejected
from tawatur.read.decode import decode

SOURCES: Final = "sources.tsv"
_COLUMNS: Final = frozenset({"file", "outlet", "published", "title", "url", "encoding"})
_LARGEST: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Sources:
    """What a ``sources.tsv`` says: the fields of each file, by its name in the folder."""

    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def files(path: Path) -> Iterator[Path | Rejected]:
    """The regular files under a path, sorted, without hidden ones; what cannot be entered."""
    try:
        if path.is_dir():
            yield from _entries(path)
        elif path.is_file():
            yield path
        elif path.exists():
            yield Rejected(str(path), "neither a file nor a directory")
        else:
            yield Rejected(str(path), "no such file or directory")
    except OSError as error:
        yield Rejected(str(path), reason(error))


def _entries(folder: Path) -> Iterator[Path | Rejected]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Rejected(str(folder), reason(error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(path)
        elif entry.name != SOURCES:
            yield from [path] if entry.is_file() else files(path) if not entry.is_dir() else []


def sources(folder: Path) -> Sources | Rejected | None:
    """What the folder's ``sources.tsv`` says; ``None`` where there is none."""
    path = folder / SOURCES
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            text = decode(file.read(_LARGEST))
    except OSError as error:
        return Rejected(str(path), reason(error))
    except UnreadableError as error:
        return Rejected(str(path), str(error))
    found: dict[str, dict[str, str]] = {}
    columns: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = cells
            if "file" not in columns or set(columns) - _COLUMNS:
                known = ", ".join(sorted(_COLUMNS))
                return Rejected(f"{path}:{number}", f"the columns are not file and some of {known}")
        elif len(cells) > len(columns):
            return Rejected(f"{path}:{number}", f"{len(cells)} cells under {len(columns)} columns")
        else:
            row = dict(zip(columns, cells, strict=False))
            found[row.pop("file", "")] = {key: value for key, value in row.items() if value}
    return Sources(found)


def reason(error: OSError) -> str:
    """What an error of the operating system says, in lower case and without its number.

    >>> reason(PermissionError(13, "Permission denied"))
    'permission denied'
    """
    return (error.strerror or str(error)).lower()
