"""Original bytes, gzipped under ``objects/`` by their hash: written once, whole or not at all."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from pathlib import Path


def put(folder: Path, data: bytes) -> str:
    """The SHA-256 of ``data``, which is kept from now on."""
    digest = hashlib.sha256(data).hexdigest()
    path = place(folder, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(gzip.compress(data, compresslevel=6, mtime=0))
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    return digest


def get(folder: Path, digest: str) -> bytes:
    """The bytes with this hash."""
    return gzip.decompress(place(folder, digest).read_bytes())


def fault(folder: Path, digest: str) -> str | None:
    """What is wrong with the object of this hash, or ``None``."""
    try:
        data = get(folder, digest)
    except FileNotFoundError:
        return "is missing"
    except (OSError, EOFError, zlib.error) as error:
        return f"cannot be read: {error}"
    return (
        None if hashlib.sha256(data).hexdigest() == digest else "has other contents than its hash"
    )


def place(folder: Path, digest: str) -> Path:
    """Where the object of this hash is kept.

    >>> place(Path("objects"), "ab12").as_posix()
    'objects/ab/12.gz'
    """
    return folder / digest[:2] / f"{digest[2:]}.gz"
