"""What a text looks like to the search for copies: its words, and fingerprints of runs of words.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four neighbouring hashes of five words
the least is kept, so that any run of eight words that stands in two texts leaves at least one
fingerprint in both. Hashes of words come from blake2b and are the same on every machine.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

from tawatur.model.text import Span
from tawatur.text.fold import folded
from tawatur.text.memory import Memory

RUN: Final = 5  # words hashed together
WINDOW: Final = 4  # neighbouring hashes of which the least is kept
LONGEST: Final = 200_000  # words read of one text: more is no news report
VERSION: Final = "5/4 v2"  # fingerprints of another version are not those of this one

_WORD: Final = re.compile(r"[^\W_]+")
_BITS: Final = 56  # of the hash of a word: four steps of the base stay within a lane of 128
_BASE: Final = 131_071
BYTES: Final = 8  # of the hash of a word
_LANE: Final = 16  # bytes


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words ``first`` to before ``stop`` of a text, which stand in its line ``line``."""

    line: int
    first: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.first


@dataclass(frozen=True, slots=True)
class Print:
    """The words of a text as numbers; ``runs[i]`` is the hash of the five words from word ``i``."""

    words: array[int]
    paragraphs: tuple[Paragraph, ...]
    runs: array[int]

    @property
    def kept(self) -> frozenset[int]:
        """The fingerprints: the hashes of runs that winnowing keeps."""
        return _winnowed(self.runs.tolist())

    def digest(self, first: int = 0, stop: int | None = None) -> int:
        """The hash of the words from ``first`` to before ``stop``, as a signed 64-bit number."""
        found = hashlib.blake2b(self.words[first:stop].tobytes(), digest_size=8).digest()
        return int.from_bytes(found, "big", signed=True)


def read(text: str, skip: Sequence[Span] = ()) -> Print:
    """The print of a text, without the passages in ``skip`` (menus, credits)."""
    words = array("q")
    paragraphs: list[Paragraph] = []
    known = _hashes().__getitem__
    for number, line in enumerate(without(text, skip).split("\n")):
        first = len(words)
        words.frombytes(b"".join(map(known, line.split())))
        if len(words) > first:
            paragraphs.append(Paragraph(number, first, len(words)))
        if len(words) >= LONGEST:
            break
    return Print(words, tuple(paragraphs), _runs(words))


def without(text: str, skip: Sequence[Span]) -> str:
    """The text with blanks for what is no part of it, every other character in its place."""
    for span in skip:
        blank = "\n".join(" " * len(line) for line in span.of(text).split("\n"))
        text = text[: span.start] + blank + text[span.start + len(blank) :]
    return text


def counted(forms: Sequence[str]) -> list[int]:
    """How many words stand in written forms up to the end of each, in bytes of their hashes."""
    return list(accumulate(map(len, map(_hashes().__getitem__, forms))))


def hashed(text: str) -> bytes:
    """The hashes of the words of a text, eight bytes each."""
    return b"".join(map(_hashes().__getitem__, text.split()))


@cache
def _hashes() -> Memory[bytes]:
    """The hashes of the words in each written form: «(رويترز)» holds one, «ا.ف.ب» three."""
    return Memory(lambda form: b"".join(map(_hash, _WORD.findall(folded(form)))))


def _hash(word: str) -> bytes:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return array("q", [int.from_bytes(digest, "big") >> (64 - _BITS)]).tobytes()


def _runs(words: array[int]) -> array[int]:
    """The polynomial of each five words in ``_BASE``, modulo 2 to the 64.

    All at once: the words are put into lanes of one long number, where adding a shifted copy adds
    to each word its neighbour. Three such steps take a third of the time of a loop over the words.
    """
    size = len(words) - RUN + 1
    if size < 1:
        return array("q")
    lanes = array("q", bytes(_LANE * len(words)))
    lanes[::2] = words
    one = int.from_bytes(lanes.tobytes(), "little")
    lane = 8 * _LANE
    two = one * _BASE + (one >> lane)
    four = two * _BASE**2 + (two >> 2 * lane)
    five = four * _BASE + (one >> 4 * lane)
    found = array("q")
    found.frombytes(five.to_bytes(_LANE * len(words) + _LANE, "little"))
    return found[: 2 * size : 2]


def _winnowed(runs: list[int]) -> frozenset[int]:
    if len(runs) <= WINDOW:
        return frozenset(runs)
    two = [a if a < b else b for a, b in pairwise(runs)]
    return frozenset([a if a < b else b for a, b in zip(two, two[2:], strict=False)])
