"""Files that may be packed with gzip, opened so that none unpacks without end."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Final

from tawatur.errors import UnreadableError

# News packs 4 to 10 times, logs 50; deflate can reach 1,032 times, which only a bomb does.
MOST_TIMES: Final = 200
FREE: Final = 100_000_000  # bytes to which any file may unpack, however small it is


class Unpacked(io.RawIOBase):
    """A gzip file's content; reading beyond what is credible raises ``UnreadableError``."""

    def __init__(self, path: Path) -> None:
        self._most = max(FREE, MOST_TIMES * path.stat().st_size)
        self._file = gzip.open(path, "rb")  # noqa: SIM115 - closed with this one
        self._read = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills ``buffer``; how many bytes there were."""
        count = self._file.readinto(buffer)
        self._read += count
        if self._read > self._most:
            raise UnreadableError(f"unpacks to more than {self._most:,} bytes")
        return count

    def close(self) -> None:
        """Closes the file, too."""
        if not self.closed:
            self._file.close()
        super().close()


def opened(path: Path) -> io.BufferedReader:
    """A file's bytes, unpacked where its name ends in ``.gz``."""
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(Unpacked(path))
    return path.open("rb")
