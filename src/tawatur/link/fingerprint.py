"""What a text looks like to the search for copies: its words, and fingerprints of runs of words.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four neighbouring hashes of five words
the least is kept, so that any run of eight words that stands in two texts leaves at least one
fingerprint in both. Hashes come from blake2b and are the same on every machine.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from typing import Final

from tawatur.model.text import Document, Span
from tawatur.text.fold import Folded, fold, folded

RUN: Final = 5  # words hashed together
WINDOW: Final = 4  # neighbouring hashes of which the least is kept
LONGEST: Final = 200_000  # words read of one text: more is no news report

_WORD: Final = re.compile(r"[^\W_]+")
_WORD_OR_MARK: Final = re.compile(r'[^\W_]+|"|\n')
_PRIME: Final = (1 << 61) - 1
_BASE: Final = 1_000_003
_OUT: Final = pow(_BASE, RUN, _PRIME)


@dataclass(frozen=True, slots=True)
class Print:
    """The words of a document as numbers, and its fingerprints.

    ``runs[i]`` is the hash of the five words from word ``i``; ``kept`` are those that winnowing
    keeps; ``paragraphs`` are ranges of words; ``whole`` is the hash of all words.
    """

    document: Document
    skip: tuple[Span, ...]
    words: tuple[int, ...]
    paragraphs: tuple[tuple[int, int], ...]
    runs: tuple[int, ...]
    kept: frozenset[int]
    whole: bytes


@dataclass(frozen=True, slots=True)
class Places:
    """Where the words of a print stand, and which of them between quotation marks."""

    folded: Folded
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: bytes

    def span(self, first: int, stop: int) -> Span:
        """The source range of the words from ``first`` to before ``stop``."""
        return self.folded.span(self.starts[first], self.ends[stop - 1])


class Hashes(dict[str, int]):
    """The stable hash of each word that was asked for."""

    def __missing__(self, word: str) -> int:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        value = self[word] = int.from_bytes(digest, "big") % _PRIME
        return value


def read(document: Document, hashes: Hashes, skip: Sequence[Span] = ()) -> Print:
    """The print of a document, without the passages in ``skip`` (menus, credits)."""
    text = folded(document.text)
    words: list[int] = []
    paragraphs: list[tuple[int, int]] = []
    kept = _kept(fold(document.text), skip) if skip else None
    place = 0
    for line in text.split("\n"):
        found: Iterable[str] = _WORD.findall(line)
        if kept is not None:
            forms = list(found)
            found = compress(forms, kept[place : place + len(forms)])
            place += len(forms)
        first = len(words)
        words.extend(map(hashes.__getitem__, found))
        if len(words) > first:
            paragraphs.append((first, len(words)))
        if len(words) >= LONGEST:
            break
    runs = _runs(words)
    return Print(
        document, tuple(skip), tuple(words), tuple(paragraphs), tuple(runs), _winnowed(runs),
        _digest(words),
    )  # fmt: skip


def places(found: Print) -> Places:
    """Where the words of ``found`` stand in its text; only texts with a copy are asked.

    A text that is compared with many others is read once: pairs come sorted, so that a few
    hundred are enough to remember.
    """
    return _places(found.document.text, found.skip)


@lru_cache(maxsize=512)
def _places(text: str, skip: tuple[Span, ...]) -> Places:
    source = fold(text)
    starts: list[int] = []
    ends: list[int] = []
    quoted = bytearray()
    inside = 0
    for match in _WORD_OR_MARK.finditer(source.text):
        form = match.group()
        if form == '"':
            inside ^= 1
        elif form == "\n":
            inside = 0  # a mark that was opened and lost closes with its paragraph
        else:
            starts.append(match.start())
            ends.append(match.end())
            quoted.append(inside)
    kept = _kept(source, skip) if skip else None
    if kept is not None:
        starts, ends = list(compress(starts, kept)), list(compress(ends, kept))
        quoted = bytearray(compress(quoted, kept))
    return Places(source, tuple(starts), tuple(ends), bytes(quoted))


def digest(found: Print, first: int, stop: int) -> bytes:
    """The hash of the words from ``first`` to before ``stop``."""
    return _digest(found.words[first:stop])


def _kept(source: Folded, skip: Sequence[Span]) -> list[bool]:
    """For each word whether it stands outside the passages to skip."""
    bounds = [(source.position(span.start), source.position(span.end - 1)) for span in skip]
    return [
        not any(low <= match.start() <= high for low, high in bounds)
        for match in _WORD.finditer(source.text)
    ]


def _digest(words: Sequence[int]) -> bytes:
    return hashlib.blake2b(array("Q", words).tobytes(), digest_size=16).digest()


def _runs(words: Sequence[int]) -> list[int]:
    """The hash of each five words, rolled on from the one before."""
    if len(words) < RUN:
        return []
    value = 0
    for word in words[:RUN]:
        value = (value * _BASE + word) % _PRIME
    runs = [value]
    for leaving, coming in zip(words, words[RUN:], strict=False):
        value = (value * _BASE + coming - leaving * _OUT) % _PRIME
        runs.append(value)
    return runs


def _winnowed(runs: Sequence[int]) -> frozenset[int]:
    if len(runs) <= WINDOW:
        return frozenset(runs)
    return frozenset(map(min, *(runs[place:] for place in range(WINDOW))))
