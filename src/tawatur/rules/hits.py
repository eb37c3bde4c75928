"""The hits of a text: what the lexicon finds, and the mentions that annotators add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter
from typing import Final, TypeVar

from tawatur.rules.lexicon import Entry, Hit, Lexicon, is_spelled
from tawatur.text.words import Words

V = TypeVar("V")
_NAMES: Final = attrgetter("names")
_NO_KINDS: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """Mentions that a written word alone gives away: (kind, head, tail, entry, mention)."""

    kinds: frozenset[str]
    hits: tuple[tuple[str, int, int, Entry, object], ...]


class Hits:
    """The hits of a text by token and kind, to which annotators add the mentions they make.

    ``by_token`` are the kinds that can begin in each token, with none behind the last token. Hits
    of single words are made when a rule asks for them. ``longer`` gives the tokens in which
    hits of several tokens begin, with their last ones.
    """

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self._known = lexicon.words(words.forms)
        self.by_token: list[frozenset[str]] = [*map(_NAMES, self._known), _NO_KINDS]
        self.longer: dict[int, list[int]] = {}
        self._made: defaultdict[str, dict[int, list[Hit]]] = defaultdict(dict)
        self._joined, self._having = lexicon.joined, lexicon.having
        self._told: dict[int, Told] = {}
        for hit in lexicon.phrases(words, self._known):
            self.add(hit)

    def add(self, hit: Hit) -> None:
        """Makes a mention available to later rules."""
        token, kind = hit.first, hit.kind
        kinds = self.by_token[token]
        if kind in kinds:
            self.begun(token, kind).append(hit)
        else:
            self.by_token[token] = self._joined[kinds, kind]
            self._made[kind][token] = [hit]
        if hit.last != token:
            self.longer.setdefault(token, []).append(hit.last)

    def tell(self, token: int, told: Told) -> None:
        """Makes mentions that the written word alone gives away available to later rules."""
        self.by_token[token] = self._joined[self.by_token[token], told.kinds]
        self._told[token] = told

    def kinds(self, token: int) -> frozenset[str]:
        """The kinds that can begin in a token."""
        return self.by_token[token]

    def at(self, token: int, kind: str) -> Sequence[Hit]:
        """The hits of a kind that begin in a token."""
        return self.begun(token, kind) if kind in self.by_token[token] else ()

    def begun(self, token: int, kind: str) -> list[Hit]:
        """The hits of a kind that can begin in a token; those of the word made when first asked."""
        made = self._made[kind]
        hits = made.get(token)
        if hits is None:
            start = self.words.starts[token]
            hits = made[token] = [
                Hit(kind, token, token, start + head, start + tail, entry)
                for head, tail, entry in self._known[token].kinds.get(kind, ())
                if entry.exact is None or is_spelled(self.words, start + head, start + tail, entry)
            ]
            if token in self._told:
                hits.extend(
                    Hit(kind, token, token, start + head, start + tail, entry, mention)
                    for of_kind, head, tail, entry, mention in self._told[token].hits
                    if of_kind == kind
                )
        return hits

    def having(self, wanted: Mapping[frozenset[str], V]) -> Iterator[tuple[int, V]]:
        """The tokens for whose kinds there is something wanted, with that, in reading order."""
        found = list(map(wanted.__getitem__, self.by_token))
        return compress(enumerate(found), found)

    def tokens(self, *kinds: str) -> list[int]:
        """The tokens in which hits of one of the kinds can begin, in reading order."""
        return [token for token, _ in self.having(self._having[kinds])]

    def after(self, token: int) -> frozenset[str]:
        """The kinds that can follow a hit of whatever length that begins in a token."""
        kinds = self.by_token[token + 1]
        for last in self.longer.get(token, ()):
            kinds = self._joined[kinds, self.by_token[last + 1]]
        return kinds

    def among(self, first: int, stop: int, *kinds: str) -> bool:
        """Whether a hit of one of the kinds can begin in one of the tokens."""
        return any(map(self._having[kinds].__getitem__, self.by_token[first:stop]))

    def made(self) -> Iterator[tuple[str, Iterable[int]]]:
        """The kinds of the hits that were added or asked for, with their tokens, in no order."""
        for kind, made in self._made.items():
            yield kind, made.keys()

    def all(self, *kinds: str) -> list[Hit]:
        """Every hit of the kinds, token by token."""
        return [
            hit for token in self.tokens(*kinds) for kind in kinds for hit in self.at(token, kind)
        ]
