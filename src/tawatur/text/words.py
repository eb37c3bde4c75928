"""Words and sentences of a folded text, and the places where a word may begin inside a token.

Arabic writes conjunctions, prepositions, the article and object pronouns as one word with their
neighbour. A token therefore keeps its possible inner borders as alternatives (``heads`` and
``tails``), and whoever looks for an entry accepts it between any two of them.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, chain, compress, count
from operator import attrgetter
from sys import intern
from typing import Final

from tawatur.model.text import Span
from tawatur.text.fold import Folded, folded
from tawatur.text.memory import Memory

TOKEN: Final = re.compile(
    r"[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff]+"  # Arabic letters
    r"|\d+(?:[.,]\d+)*"  # a figure with its separators
    r"|[A-Za-z\u00c0-\u024f]+(?:[-'][A-Za-z\u00c0-\u024f]+)*\d*"  # Latin words, also K1
    r"|\n"
    r"|\.{2,}"
    r"|[^\s]"
)
_ARABIC: Final = re.compile(r"[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff]")


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a text in reading order: parallel tuples, offsets into ``folded.text``.

    ``sentences`` are half-open ranges of token numbers; ``sentence_of[i]`` is the number of the
    sentence that token ``i`` stands in.
    """

    folded: Folded
    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    sentence_of: tuple[int, ...]

    def token_at(self, offset: int) -> int:
        """The token that an offset into ``folded.text`` lies in, or behind; the first at its start.

        >>> from tawatur.text.fold import fold
        >>> words = read(fold("one two"))
        >>> words.token_at(0), words.token_at(3), words.token_at(4), words.token_at(99)
        (0, 0, 1, 1)
        """
        return max(bisect_right(self.starts, offset) - 1, 0)

    def __len__(self) -> int:
        return len(self.forms)

    def span(self, first: int, last: int) -> Span:
        """The source range from token ``first`` to token ``last``, both included."""
        return self.folded.span(self.starts[first], self.ends[last])

    def text(self, first: int, last: int) -> str:
        """The folded characters from token ``first`` to token ``last``, both included."""
        return self.folded.text[self.starts[first] : self.ends[last]]


def read(folded_text: Folded) -> Words:
    """The words and sentences of a folded text."""
    pieces = _pieces().all(folded_text.text.split(" "))
    forms = list(chain.from_iterable(map(_FORMS, pieces)))
    edges = list(accumulate(chain.from_iterable(map(_STEPS, pieces)), initial=0))
    starts, ends = edges[:-1:2], edges[1::2]
    if "" in forms:  # between two spaces
        starts, ends = list(compress(starts, forms)), list(compress(ends, forms))
        forms = list(filter(None, forms))
    sentences = _sentences(forms)
    sentence_of = [0] * len(forms)
    for number, (first, stop) in enumerate(sentences):
        sentence_of[first:stop] = [number] * (stop - first)
    return Words(
        folded_text, tuple(forms), tuple(starts), tuple(ends), sentences, tuple(sentence_of)
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """The tokens between two spaces, after an empty one where none begins the piece.

    ``steps`` are the length of each and how far behind its end the next token begins.
    """

    forms: tuple[str, ...]
    steps: tuple[int, ...]


_FORMS: Final = attrgetter("forms")
_STEPS: Final = attrgetter("steps")


@cache
def _pieces() -> Memory[_Piece]:
    """Texts are put together from pieces known before."""
    return Memory(_piece)


def _piece(text: str) -> _Piece:
    whole = TOKEN.match(text)
    if whole is not None and whole.end() == len(text):
        return _Piece((intern(text),), (len(text), 1))
    found = list(TOKEN.finditer(text))
    bounds = [match.span() for match in found]
    if not bounds or bounds[0][0] > 0:
        bounds.insert(0, (0, 0))
    starts = [*(start for start, _ in bounds[1:]), len(text) + 1]
    steps = [(end - start, after - end) for (start, end), after in zip(bounds, starts, strict=True)]
    # one object for each form makes its look-ups quick
    return _Piece(
        tuple(intern(text[start:end]) for start, end in bounds), tuple(chain.from_iterable(steps))
    )


@lru_cache(maxsize=65536)
def heads(form: str) -> tuple[int, ...]:
    """Where an entry may begin inside ``form``: after each stack of proclitics, 0 first.

    >>> [("وبالموصل")[i:] for i in heads("وبالموصل")]
    ['وبالموصل', 'بالموصل', 'الموصل', 'موصل']
    """
    clitics = _clitics()
    if form[:1] not in clitics.openings:
        return (0,)
    found = [0]
    after_conjunction = [0]
    if form[0] in clitics.conjunctions and len(form) > 2:
        found.append(1)
        after_conjunction.append(1)
    bases = list(after_conjunction)
    for place in after_conjunction:
        if len(form) - place > 2 and form[place] in clitics.prepositions:
            bases.append(place + 1)
            found.append(place + 1)
        if form.startswith(clitics.fused, place) and len(form) - place > 3:
            found.append(place + 2)
    found.extend(
        place + 2
        for place in bases
        if form.startswith(clitics.article, place) and len(form) - place > 3
    )
    return tuple(sorted(set(found)))


@lru_cache(maxsize=65536)
def tails(form: str) -> tuple[int, ...]:
    """Where an entry may end inside ``form``: before each possible pronoun, the full length first.

    >>> [("قواعدها")[:i] for i in tails("قواعدها")]
    ['قواعدها', 'قواعد']
    """
    size, clitics = len(form), _clitics()
    if not form.endswith(clitics.pronouns) or not _ARABIC.match(form):
        return (size,)
    bound = [size - len(one) for one in clitics.pronouns if form.endswith(one)]
    return (size, *(end for end in bound if end > 1))


def pronouns(form: str) -> tuple[str, ...]:
    """The pronouns that may follow ``form``, so that ``tails`` finds it before them."""
    return _clitics().pronouns if _ARABIC.match(form) and len(form) > 1 else ()


def before_pronoun(stem: str) -> str | None:
    """The entry in ة that a stem before a pronoun can be of: it is written with ت there.

    >>> before_pronoun("زوجت"), before_pronoun("رئيس")
    ('زوجه', None)
    """
    alone, bound = _clitics().feminine
    return stem[: -len(bound)] + alone if stem.endswith(bound) else None


@dataclass(frozen=True, slots=True)
class _Clitics:
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    article: str
    fused: str
    pronouns: tuple[str, ...]
    feminine: tuple[str, str]
    openings: frozenset[str]  # the letters that all of them begin with


@cache
def _clitics() -> _Clitics:
    data = tomllib.loads(files("tawatur.lang").joinpath("ar/clitic.toml").read_text("utf-8"))
    conjunctions = frozenset(map(folded, data["conjunction"]))
    prepositions = frozenset(map(folded, data["preposition"]))
    article, fused = folded(data["article"]), folded(data["fused"])
    return _Clitics(
        conjunctions,
        prepositions,
        article,
        fused,
        tuple(sorted(map(folded, data["pronoun"]), key=len, reverse=True)),
        (folded(data["feminine"][0]), folded(data["feminine"][1])),
        conjunctions | prepositions | {article[0], fused[0]},
    )


_MARKS: Final = frozenset('.!?؟…"\n')  # the ends of sentences, and what they depend on
_OPEN_QUOTE_LIMIT: Final = 60  # tokens: a longer "quotation" is one whose closing mark was lost


def _sentences(forms: list[str]) -> tuple[tuple[int, int], ...]:
    """Ranges of tokens between line breaks and sentence ends that are not inside a quotation."""
    found: list[tuple[int, int]] = []
    first = 0
    opened: int | None = None
    for place in compress(count(), map(_MARKS.__contains__, forms)):
        form = forms[place]
        if form == "\n":
            if place > first:
                found.append((first, place))
            first, opened = place + 1, None
        elif form == '"':
            opened = place if opened is None else None
        elif not _is_abbreviation(forms, place) and (
            opened is None or place - opened > _OPEN_QUOTE_LIMIT
        ):
            stop = place + 1
            found.append((first, stop))
            first = stop
    if first < len(forms):
        found.append((first, len(forms)))
    return tuple(piece for one in _joined_marks(found, forms) for piece in _cut(forms, *one))


_LONGEST: Final = 400  # tokens: news has no such sentence; rules that look both ways stay quick


def _cut(forms: list[str], first: int, stop: int) -> list[tuple[int, int]]:
    """A sentence that is too long to be one, in pieces, at its commas where it has any."""
    pieces = []
    while stop - first > _LONGEST:
        limit = first + _LONGEST
        comma = next(
            (i for i in range(limit - 1, first + _LONGEST // 2, -1) if forms[i] in "،,؛"), None
        )
        middle = limit if comma is None else comma + 1
        pieces.append((first, middle))
        first = middle
    return [*pieces, (first, stop)]


def _is_abbreviation(forms: list[str], place: int) -> bool:
    """«د.» and «م.» and initials: a full stop after a single letter ends no sentence."""
    return (
        forms[place] == "."
        and place > 0
        and len(forms[place - 1]) == 1
        and (forms[place - 1].isalpha())
    )


def _joined_marks(found: list[tuple[int, int]], forms: list[str]) -> list[tuple[int, int]]:
    """Closing marks after a full stop belong to the sentence that they close."""
    joined: list[tuple[int, int]] = []
    for first, stop in found:
        while first < stop and forms[first] in {'"', ")", "]", ".", "!", "؟", "?", "…"} and joined:
            before = joined[-1]
            if before[1] != first:
                break
            if forms[first] == '"' and forms[before[0] : before[1]].count('"') % 2 == 0:
                break
            joined[-1] = (before[0], first + 1)
            first += 1
        if first < stop:
            joined.append((first, stop))
    return joined
