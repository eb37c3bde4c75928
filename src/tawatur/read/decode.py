"""Bytes to text: what they declare is believed, nothing is guessed, nothing is mended."""

from __future__ import annotations

import codecs
from typing import Final

from tawatur.errors import UnreadableError

# The encodings in which Arabic reports are found, by the name that Python's codecs give them.
KNOWN: Final = frozenset({"utf-8", "cp1256", "iso8859-6", "utf-16", "utf-16-le", "utf-16-be"})

# A UTF-32 mark begins like a UTF-16 one, so it is looked at first (and refused by its NULs).
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, declared: str | None = None) -> str:
    r"""The text of ``data``: by its byte-order mark, else as declared, else as UTF-8.

    >>> decode(b"\xde\xc7\xe1", "windows-1256")
    'قال'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name)
    return _strictly(data, encoding(declared) if declared else "utf-8")


def encoding(declared: str) -> str:
    """The codec that a declared name stands for; raises ``UnreadableError`` for any other.

    >>> encoding("Windows-1256")
    'cp1256'
    """
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        name = ""
    if name not in KNOWN:
        raise UnreadableError(
            f"declared encoding {declared!r} is not one of UTF-8, windows-1256, ISO-8859-6, UTF-16"
        )
    return name


def _strictly(data: bytes, name: str) -> str:
    # A NUL byte in a one-byte encoding means that this is no text, whatever else is wrong with it.
    if not name.startswith("utf-16") and (nul := data.find(b"\0")) >= 0:
        raise UnreadableError(f"binary: a NUL at byte {nul}")
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        hint = "; if it is windows-1256, say so with --encoding" if name == "utf-8" else ""
        raise UnreadableError(
            f"not {name.upper()}: byte 0x{data[error.start]:02x} at {error.start}{hint}"
        ) from None
