"""Pages out of web archives (WARC, packed or not), one record at a time.

Of each record that holds a page or a text the bytes are read up to the limit for one report; all
others are passed over. What is broken ends the archive: where its next record begins is not known.
"""

from __future__ import annotations

import http.client
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from tawatur.errors import UnreadableError
from tawatur.model.text import Rejected
from tawatur.read.records import BROKEN
from tawatur.read.report import Limits

if TYPE_CHECKING:
    import socket

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS: Final = frozenset({"text/plain"})
_KINDS: Final = frozenset({"response", "resource", "conversion"})
_LONGEST: Final = 65_536  # bytes of a line of a header
_MOST_LINES: Final = 200  # of a header, or empty between two records
_PIECE: Final = 1 << 16
_PACKED: Final = frozenset({"gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What an archive keeps of one address: ``page`` says whether it is HTML."""

    path: str
    own_id: str
    url: str | None
    page: bool
    encoding: str | None
    data: bytes


class _Rest(io.RawIOBase):
    """The content of one record: so many bytes of the archive, and no more."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self.left = file, length

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills ``buffer``; how many bytes there were."""
        data = self._file.read(min(len(buffer), self.left))
        if not data and self.left and len(buffer):
            raise EOFError("it ends inside a record")
        buffer[: len(data)] = data
        self.left -= len(data)
        return len(data)

    def pass_over(self) -> None:
        """Goes to the end of the record."""
        while self.left:
            self.read(min(_PIECE, self.left))


def kept(file: BinaryIO, name: str, limits: Limits) -> Iterator[Kept | Rejected]:
    """The pages and texts of an archive, in order."""
    number = 0
    while True:
        number += 1
        path = f"{name}:{number}"
        try:
            header = _header(file)
            if header is None:
                if number == 1:
                    yield Rejected(name, "empty")
                return
            rest = _Rest(file, _length(header))
            try:
                found = _content(header, rest, path, limits)
            except UnreadableError as error:
                yield Rejected(path, str(error))
            else:
                if found is not None:
                    yield found
            rest.pass_over()
        except (*BROKEN, UnreadableError) as error:
            yield Rejected(path, f"archive broken off: {error}")
            return


def _header(file: BinaryIO) -> Mapping[str, str] | None:
    """The fields of the next record's header; ``None`` at the end of the archive."""
    for _ in range(_MOST_LINES):
        line = _line(file)
        if not line:
            return None
        if line.strip():
            break
    if not line.startswith(b"WARC/"):
        raise UnreadableError("no WARC record where one must begin")
    fields: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = _line(file)
        if not line.strip():
            if not line:
                raise EOFError("it ends inside a header")
            return fields
        field, _, value = line.decode("utf-8", "replace").partition(":")
        fields[field.strip().lower()] = value.strip()
    raise UnreadableError(f"a header of more than {_MOST_LINES} lines")


def _line(file: BinaryIO) -> bytes:
    line = file.readline(_LONGEST)
    if len(line) == _LONGEST and not line.endswith(b"\n"):
        raise UnreadableError(f"a line of more than {_LONGEST:,} bytes in a header")
    return line


def _length(header: Mapping[str, str]) -> int:
    length = header.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise UnreadableError(f"a record without a length: {length[:40]!r}")
    return int(length)


def _content(header: Mapping[str, str], rest: _Rest, path: str, limits: Limits) -> Kept | None:
    """What a record keeps; ``None`` where it is neither a page nor a text."""
    if header.get("warc-type", "").lower() not in _KINDS:
        return None
    declared = header.get("content-type", "")
    packed = ""
    body: io.BufferedIOBase = io.BufferedReader(rest)
    if declared.lower().startswith("application/http"):
        response = _response(body)
        if response is None:
            return None
        declared = response.headers.get("content-type", "")
        packed = response.headers.get("content-encoding", "").strip().lower()
        body = response
    kind, encoding = _kind(declared)
    if kind not in _PAGES | _TEXTS:
        return None
    return Kept(
        path=path,
        own_id=header.get("warc-record-id", "").strip("<>") or path,
        url=header.get("warc-target-uri", "").strip("<>") or None,
        page=kind in _PAGES,
        encoding=encoding,
        data=_bytes(body, packed, limits),
    )


class _Socket:
    """As much of a socket as ``HTTPResponse`` wants."""

    def __init__(self, file: io.BufferedIOBase) -> None:
        self._file = file

    def makefile(self, *_: object) -> io.BufferedIOBase:
        """The file behind it."""
        return self._file


def _response(body: io.BufferedIOBase) -> http.client.HTTPResponse | None:
    """The answer of a server, opened at its content; ``None`` where it gave no page."""
    response = http.client.HTTPResponse(cast("socket.socket", _Socket(body)))
    try:
        response.begin()
    except (http.client.HTTPException, ValueError, OSError) as error:
        raise UnreadableError(f"no HTTP response: {type(error).__name__}") from None
    return response if response.status == http.client.OK else None


def _bytes(body: io.BufferedIOBase, packed: str, limits: Limits) -> bytes:
    most = limits.bytes
    try:
        data = body.read(most + 1)
        if packed in _PACKED:
            # 32 + : gzip and zlib, by what stands at the beginning
            data = zlib.decompressobj(32 + zlib.MAX_WBITS).decompress(data, most + 1)
        elif packed not in {"", "identity"}:
            raise UnreadableError(f"packed as {packed[:40]!r}, which is not read")
    except (http.client.HTTPException, zlib.error, ValueError) as error:
        raise UnreadableError(f"content broken off: {error}") from None
    if len(data) > most:
        raise UnreadableError(f"more than {most:,} bytes")
    return data


def _kind(declared: str) -> tuple[str, str | None]:
    """Media type and encoding of a content type.

    >>> _kind("text/html; charset=windows-1256")
    ('text/html', 'windows-1256')
    """
    message = Message()
    message["content-type"] = " ".join(declared.split()) or "none"
    charset = message.get_param("charset")
    kind = declared.partition(";")[0].strip().lower()
    return kind, charset if isinstance(charset, str) and charset else None
