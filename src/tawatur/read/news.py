"""Files and folders to documents; whatever cannot be read is rejected with its reason."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tawatur.errors import UnreadableError
from tawatur.model.text import Rejected
from tawatur.read import carriers, decode, folder, packed, records
from tawatur.read.folder import Sources
from tawatur.read.page import Pages
from tawatur.read.report import Found, Limits, document

TEXTS: Final = frozenset({".txt"})
PAGES: Final = frozenset({".html", ".htm", ".xhtml"})
TABLES: Final = {".csv": ",", ".tsv": "\t"}
LINES: Final = frozenset({".jsonl", ".ndjson", ".json"})
_READ: Final = "txt, html, jsonl, json, csv, tsv, rss, atom, xml, warc, parquet"
_PACKED: Final = frozenset({*TABLES, *LINES, *carriers.FEEDS, *carriers.ARCHIVES})  # also as .gz


def read(
    paths: Iterable[Path], *, encoding: str | None = None, limits: Limits | None = None
) -> Iterator[Found | Rejected]:
    """The documents of files and folders, one at a time, in the order given and sorted within."""
    limits = limits or Limits()
    with Pages(limits) as pages:
        known: dict[Path, Sources | Rejected | None] = {}
        for path in paths:
            for found in folder.files(path):
                if isinstance(found, Rejected):
                    yield found
                    continue
                parent = found.parent
                if parent not in known:
                    known[parent] = folder.sources(parent)
                    if isinstance(fault := known[parent], Rejected):
                        yield fault
                said = known[parent]
                if isinstance(said, Rejected):
                    yield Rejected(str(found), f"what is said of it cannot be read: {said.input}")
                    continue
                stated = said.files.get(found.name, {}) if said else {}
                yield from read_file(found, stated, pages, encoding=encoding, limits=limits)


def read_file(
    path: Path,
    stated: Mapping[str, str],
    pages: Pages,
    *,
    encoding: str | None = None,
    limits: Limits,
) -> Iterator[Found | Rejected]:
    """The documents of one file; ``stated`` is what its folder's ``sources.tsv`` says of it."""
    encoding = stated.get("encoding", encoding)
    gz = path.suffix.lower() == ".gz"
    kind = Path(path.stem).suffix.lower() if gz else path.suffix.lower()
    try:
        if gz and kind not in _PACKED:
            yield Rejected(str(path), f"not a kind of file that is read packed ({_READ})")
        elif kind in TABLES:
            name = decode.encoding(encoding) if encoding else "utf-8"
            name = "utf-8-sig" if name == "utf-8" else name
            with io.TextIOWrapper(packed.opened(path), encoding=name, newline="") as file:
                yield from records.rows(file, str(path), TABLES[kind], limits)
        elif kind in LINES:
            yield from _json(path, gz, limits)
        elif kind in TEXTS:
            data = _bytes(path, limits)
            yield _one(decode.decode(data, encoding), stated, data, path, limits)
        elif kind in PAGES:
            data = _bytes(path, limits)
            article = pages.article(data, encoding)
            yield _one(article["text"] or "", {**article, **stated}, data, path, limits)
        elif kind in carriers.FEEDS:
            yield from carriers.of_feed(path, stated, pages, limits)
        elif kind in carriers.ARCHIVES:
            yield from carriers.of_archive(path, stated, pages, limits)
        elif kind in carriers.COLUMNAR:
            yield from carriers.of_columns(path, limits)
        else:
            yield Rejected(str(path), f"not a kind of file that is read ({_READ})")
    except OSError as error:
        yield Rejected(str(path), folder.reason(error))
    except UnreadableError as error:
        yield Rejected(str(path), str(error))


def _json(path: Path, gz: bool, limits: Limits) -> Iterator[Found | Rejected]:
    if not gz and path.suffix.lower() == ".json" and path.stat().st_size <= limits.bytes:
        found = records.whole(path.read_bytes(), str(path), limits)
        if found is not None:
            yield from found
            return
    with packed.opened(path) as file:
        yield from records.lines(file, str(path), limits)


def _one(
    text: str, stated: Mapping[str, str | None], data: bytes, path: Path, limits: Limits
) -> Found:
    return Found(document(text, stated, own_id=path.stem, path=str(path), limits=limits), data)


def _bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file, refused unread where there are too many of them."""
    size = path.stat().st_size
    if size <= limits.bytes:
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)  # it may grow while it is read
            size = len(data)
    if size > limits.bytes:
        raise UnreadableError(f"{size:,} bytes; at most {limits.bytes:,} are read of one report")
    return data
