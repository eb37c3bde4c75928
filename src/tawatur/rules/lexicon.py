"""Entries of the language files, found in one linear pass over the words of a text.

An entry is found wherever it stands between possible borders: after a stack of proclitics, before
a pronoun. Which of several readings is meant is left to the rules that use them.

What a word can be is worked out once per written form and remembered: news repeats its words, so
that a text costs one look-up a word, plus a walk where a phrase of several words begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import attrgetter, contains
from typing import Final, Protocol

from tawatur.rules.kinds import NONE, coded
from tawatur.text.fold import folded
from tawatur.text.memory import Memory
from tawatur.text.words import TOKEN, Words, before_pronoun, heads, pronouns, tails


@dataclass(frozen=True, slots=True)
class Entry:
    """One written form of a lexicon, and what it stands for.

    ``kind`` is the lexicon's slot name, ``exact`` the unfolded spelling where only that one counts.
    """

    kind: str
    form: str
    value: Mapping[str, str] = field(default_factory=dict, hash=False)
    article: bool = False
    pronoun: bool = False
    exact: str | None = None

    def __getitem__(self, column: str) -> str:
        return self.value[column]

    def get(self, column: str) -> str | None:
        """The column's value; ``None`` where the cell is empty or there is no such column."""
        return self.value.get(column) or None


@dataclass(slots=True)  # not frozen: thousands are made for a text, and freezing costs half
class Hit:
    """An entry, or an earlier mention, at tokens ``first`` to ``last`` (both included).

    ``start`` and ``end`` are offsets into the folded text; ``start`` lies behind proclitics,
    ``end`` before a pronoun. ``mention`` is what an annotator made of it, for later rules.
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    entry: Entry
    mention: object | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """What the lexicon says about one written form.

    ``kinds`` gives (head, tail, entry) by kind, ``names`` are those kinds, ``code`` the character
    of this set of them; ``openers`` (head, after an article, node) where a phrase of several
    words may begin, ``nexts`` their second words. ``particle`` are its categories as a word of
    a closed class, whatever its spelling.
    """

    kinds: Mapping[str, tuple[tuple[int, int, Entry], ...]]
    openers: tuple[tuple[int, bool, Node], ...]
    names: frozenset[str]
    code: str
    nexts: frozenset[str]
    particle: frozenset[str]


NO_WORD: Final = Word({}, (), *coded[NONE], frozenset(), frozenset())


class Further(Protocol):
    """Entries too many to be held in memory, by the first word of each."""

    @property
    def firsts(self) -> frozenset[str]:
        """The first words."""

    def beginning(self, first: str) -> Iterable[Entry]:
        """The entries that begin with a word."""


@dataclass(slots=True)
class Node:
    """A step of the phrases of several words: how they go on, and which end here.

    ``entries`` come with the length of the pronoun that the word before has behind them.
    """

    following: dict[str, Node] = field(default_factory=dict)
    entries: list[tuple[int, Entry]] = field(default_factory=list)


_ARTICLES: Final = ("ال", "لل")
_FUSED: Final = "لل"
_NEXTS: Final = attrgetter("nexts")
_ALONE: Final[frozenset[str]] = frozenset()


class Lexicon:
    """All entries of a language, ready for the pass."""

    def __init__(self, entries: Iterable[Entry], further: Further | None = None) -> None:
        self._further = further
        self._entered: set[str] = set()
        self._single: dict[str, list[Entry]] = {}
        self._phrases = Node()
        self._words: Memory[Word] = Memory(self._looked_up)
        self.word = self._words.__getitem__  # what a folded token can be
        for entry in entries:
            self._enter(TOKEN.findall(entry.form), entry)

    def _enter(self, forms: list[str], entry: Entry) -> None:
        if len(forms) == 1:
            self._single.setdefault(forms[0], []).append(entry)
        else:
            node = self._phrases
            for form in forms[:-1]:
                node = node.following.setdefault(form, Node())
            node.following.setdefault(forms[-1], Node()).entries.append((0, entry))
            for pronoun in pronouns(forms[-1]) if entry.pronoun else ():
                after = node.following.setdefault(forms[-1] + pronoun, Node())
                after.entries.append((len(pronoun), entry))
        if forms and forms[0].startswith("ال"):
            # «للقوات المسلحة» is ل + «القوات المسلحة»
            self._enter(["لل" + forms[0][2:], *forms[1:]], entry)

    def _looked_up(self, form: str) -> Word:
        kinds: dict[str, list[tuple[int, int, Entry]]] = {}
        ends = tails(form)
        openers = []
        if self._further is not None:
            self._complete(form, ends, self._further)
        for head in heads(form):
            after_article = form[:head].endswith(_ARTICLES)
            for tail in ends:
                bound = tail != len(form)
                for entry in self._ending(form[head:tail], bound):
                    if _may_stand(entry, after_article, bound):
                        kinds.setdefault(entry.kind, []).append((head, tail, entry))
            node = self._phrases.following.get(form[head:])
            if node is not None:
                openers.append((head, after_article, node))
        if form[0].isdigit():
            kinds["figure"] = [(0, len(form), _FIGURE)]
        found = {kind: tuple(same) for kind, same in kinds.items()}
        nexts = _ALONE.union(*(node.following for _, _, node in openers))
        names, code = coded[frozenset(found)]
        particle = frozenset(
            entry.get("category") or ""
            for _, tail, entry in found.get("particle", ())
            if tail == len(form) and entry.exact is None
        )
        return Word(found, tuple(openers), names, code, nexts, particle)

    def _ending(self, stem: str, bound: bool) -> Iterable[Entry]:
        """The entries that a stem is of; one that is ``bound`` to a pronoun hides a final ة."""
        entries = self._single.get(stem, ())
        hidden = before_pronoun(stem) if bound else None
        return entries if hidden is None else (*entries, *self._single.get(hidden, ()))

    def _complete(self, form: str, ends: tuple[int, ...], further: Further) -> None:
        """Enters the further entries that a form can begin with, once for each of its parts."""
        for head in heads(form):
            for tail in ends:
                part = form[head:tail]
                if part in further.firsts:
                    self._further_entries(part, further)
                if part.startswith(_FUSED) and (word := "ال" + part[2:]) in further.firsts:
                    self._further_entries(word, further)

    def _further_entries(self, first: str, further: Further) -> None:
        if first not in self._entered:
            self._entered.add(first)
            for entry in further.beginning(first):
                self._enter(TOKEN.findall(entry.form), entry)

    def words(self, forms: Iterable[str]) -> list[Word]:
        """What each token of a text can be."""
        return self._words.all(forms)

    def phrases(self, words: Words, known: Sequence[Word]) -> Iterator[Hit]:
        """The phrases of several words in a text; ``known`` is what each of its words can be."""
        forms = words.forms
        opened = map(contains, map(_NEXTS, known), forms[1:])
        for token in compress(count(), opened):
            for head, after_article, node in known[token].openers:
                for last, tail, entry in _reached(node, forms, token + 1):
                    if after_article and not entry.article:
                        continue
                    start, end = words.starts[token] + head, words.starts[last] + tail
                    if entry.exact is None or is_spelled(words, start, end, entry):
                        yield Hit(entry.kind, token, last, start, end, entry)


def _reached(
    node: Node | None, forms: Sequence[str], token: int
) -> Iterator[tuple[int, int, Entry]]:
    """The phrases that go on from a node: last token, where they end in it, entry."""
    for last in range(token, len(forms)):
        node = node.following.get(forms[last]) if node is not None else None
        if node is None:
            return
        for cut, entry in node.entries:
            yield last, len(forms[last]) - cut, entry


_FIGURE: Final = Entry("figure", "")


def _may_stand(entry: Entry, after_article: bool, before_pronoun: bool) -> bool:
    return (entry.article or not after_article) and (entry.pronoun or not before_pronoun)


def is_spelled(words: Words, start: int, end: int, entry: Entry) -> bool:
    """Whether the source has the entry's exact spelling, where it asks for one."""
    if entry.exact is None:
        return True
    written = words.folded.span(start, end).of(words.folded.source)
    return "".join(c for c in written if folded(c)) == entry.exact
