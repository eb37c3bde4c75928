"""Reading in tests: files put down, and what is read of them."""

from __future__ import annotations

from pathlib import Path

from tawatur.model.text import Document
from tawatur.read.news import read
from tawatur.read.report import Found, Limits

TEXT = "أعلنت الوزارة يوم الثلاثاء أن القوات وصلت إلى المدينة."
FAST = 5.0  # seconds of CPU for what a quadratic reader would need minutes


def found(
    *paths: Path, encoding: str | None = None, limits: Limits | None = None
) -> list[Document | tuple[str, str]]:
    """The documents read, and name and reason of what was rejected."""
    return [
        one.document if isinstance(one, Found) else (Path(one.input).name, one.reason)
        for one in read(paths, encoding=encoding, limits=limits)
    ]


def the_one(path: Path, *, encoding: str | None = None, limits: Limits | None = None) -> Document:
    """The one document of a file."""
    (document,) = found(path, encoding=encoding, limits=limits)
    assert isinstance(document, Document), document
    return document


def put(folder: Path, name: str, data: bytes | str) -> Path:
    """A file with these bytes, text in UTF-8."""
    path = folder / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path
