"""What a text looks like to the search for copies: its words, and fingerprints of runs of words.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four neighbouring hashes of five words
the least is kept, so that any run of eight words that stands in two texts leaves at least one
fingerprint in both. Hashes of words come from blake2b and are the same on every machine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tawatur.model.text import Span
from tawatur.text.fold import folded
from tawatur.text.memory import Memory

RUN: Final = 5  # words hashed together
WINDOW: Final = 4  # neighbouring hashes of which the least is kept
LONGEST: Final = 200_000  # words read of one text: more is no news report
VERSION: Final = "5/4 v2"  # fingerprints of another version are not those of this one

_WORD: Final = re.compile(r"[^\W_]+")
_BITS: Final = 56  # of the hash of a word
_BASE: Final = np.uint64(131_071)
BYTES: Final = 8  # of the hash of a word

Numbers: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The words ``first`` to before ``stop`` of a text, which stand in its line ``line``."""

    line: int
    first: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.first


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """The words of a text as numbers; ``runs[i]`` is the hash of the five words from word ``i``."""

    words: Numbers
    paragraphs: tuple[Paragraph, ...]
    runs: Numbers

    @property
    def kept(self) -> Numbers:
        """The fingerprints: the hashes of runs that winnowing keeps, each once, the least first."""
        least = np.sort(_least(self.runs))
        new = np.ones(len(least), bool)
        new[1:] = least[1:] != least[:-1]
        return least[new]

    def digest(self, first: int = 0, stop: int | None = None) -> int:
        """The hash of the words from ``first`` to before ``stop``, as a signed 64-bit number."""
        found = hashlib.blake2b(self.words[first:stop].tobytes(), digest_size=8).digest()
        return int.from_bytes(found, "big", signed=True)


def read(text: str, skip: Sequence[Span] = ()) -> Print:
    """The print of a text, without the passages in ``skip`` (menus, credits)."""
    found: list[bytes] = []
    paragraphs: list[Paragraph] = []
    known = _hashes().__getitem__
    first = 0
    for number, line in enumerate(without(text, skip).split("\n")):
        hashes = b"".join(map(known, line.split()))
        if hashes:
            stop = first + len(hashes) // BYTES
            paragraphs.append(Paragraph(number, first, stop))
            found.append(hashes)
            first = stop
        if first >= LONGEST:
            break
    words = np.frombuffer(b"".join(found), np.int64)
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
    return np.int64(int.from_bytes(digest, "big") >> (64 - _BITS)).tobytes()


def _runs(words: Numbers) -> Numbers:
    """The polynomial of each five words in ``_BASE``, modulo 2 to the 64."""
    one = words.view(np.uint64)
    two = one[:-1] * _BASE + one[1:]
    four = two[:-2] * (_BASE * _BASE) + two[2:]
    return (four[:-1] * _BASE + one[4:]).view(np.int64)


def _least(runs: Numbers) -> Numbers:
    """The least of each four neighbours; all where there are no more."""
    if len(runs) <= WINDOW:
        return runs
    two = np.minimum(runs[:-1], runs[1:])
    return np.minimum(two[:-2], two[2:])
