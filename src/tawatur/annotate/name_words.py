"""What the written form of a word says about names, and what was found so far in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from tawatur.model.mention import NameKind
from tawatur.model.text import Span
from tawatur.rules.language import Language, verb_lemmas
from tawatur.rules.lexicon import Hit, Lexicon
from tawatur.rules.scan import Scan
from tawatur.text.morphology import Morphology

ARTICLE: Final = ("ال", "لل")
PLURAL: Final = "ات"
CONJUNCTIONS: Final = frozenset("وف")
QUOTE: Final = '"'
COMMAS: Final = frozenset("،,")
# Lexicons that hold names, or words that only sometimes are no names.
NOT_LEXICAL: Final = frozenset(
    "given place menu occasion outlet name-part feast org org-short weapon place-head month-word".split()
)
_TRUSTED: Final = 3  # letters that must be left before a preposition is cut off a possible name


@dataclass(frozen=True, slots=True)
class WordType:
    """What a folded form can be.

    ``given`` is ``sure``, ``maybe`` or empty; ``part`` the classes of words that build names;
    ``lexical`` says that the form is a word of the language, ``common`` that a list says so.
    """

    form: str
    letters: bool
    article: bool
    lexical: bool
    common: bool
    given: str
    part: frozenset[str]
    demonym: str | None
    prefixed: bool
    exact: bool

    @property
    def unknown(self) -> bool:
        """Whether nothing but a name can be behind the form; a sound plural never is one."""
        return self.letters and not self.lexical and len(self.form) > 1 and self.form[-2:] != PLURAL


class WordTypes:
    """Types of words, remembered by their form."""

    def __init__(self, lexicon: Lexicon, morphology: Morphology) -> None:
        self._lexicon = lexicon
        self._morphology = morphology
        self._known: dict[str, WordType] = {}

    def of(self, form: str) -> WordType:
        """The type of a folded form."""
        found = self._known.get(form)
        if found is None:
            if len(self._known) > 100_000:
                self._known.clear()
            found = self._known[form] = self._made(form)
        return found

    def _made(self, form: str) -> WordType:
        given, demonym = "", None
        part: set[str] = set()
        common = lexical = exact = False
        for kind, entries in self._lexicon.word(form).kinds.items():
            for head, tail, entry in entries:
                if not _stands(form, head, tail):
                    continue
                if kind == "given":
                    exact = exact or entry.exact is not None
                    given = given or ("sure" if entry.get("sure") else "maybe")
                elif kind == "name-part":
                    part.add(entry["class"])
                elif kind == "demonym":
                    demonym = entry["country"]
                    lexical = True
                elif kind not in NOT_LEXICAL and not kind.startswith("="):
                    lexical = True
                    common = common or kind in {"common", "particle"}
        return WordType(
            form=form,
            letters=form[:1].isalpha(),
            article=form.startswith(ARTICLE) and len(form) > 3,
            lexical=lexical or self._is_inflected(form),
            common=common,
            given=given,
            part=frozenset(part),
            demonym=demonym,
            prefixed=form[:1] in CONJUNCTIONS,
            exact=exact,
        )

    def _is_inflected(self, form: str) -> bool:
        return any(
            reading.start == 0 or reading.article or reading.conjunction or reading.future
            for reading in self._morphology.readings(form)
        )


def _stands(form: str, head: int, tail: int) -> bool:
    """Whether an entry inside a form is likely the word itself."""
    if head == 0:
        return True
    before = form[:head]
    if before.endswith(ARTICLE) or before in CONJUNCTIONS:
        return True
    return tail - head > _TRUSTED


@lru_cache(maxsize=1)
def _saying_lemmas() -> frozenset[str]:
    return frozenset(verb.lemma for verb in verb_lemmas("verb_saying.tsv"))


@lru_cache(maxsize=4)
def word_types(lexicon: Lexicon, morphology: Morphology) -> WordTypes:
    """The word types of a language, shared by all its texts."""
    return WordTypes(lexicon, morphology)


@dataclass(frozen=True, slots=True)
class Found:
    """A name at tokens ``first`` to ``last``; ``start`` is the folded offset behind proclitics.

    ``key`` says what it is where that is known: ids of places, the key of a body, or the folded
    full name that a short one stands for. ``title`` is the role beside it: the folded offset of its
    start, and its last token.
    """

    first: int
    last: int
    kind: NameKind
    rule: str
    key: str | None = None
    start: int | None = None
    title: tuple[int, int] | None = None


@dataclass(slots=True)
class Ground:
    """A text with the types of its words and the names found in it so far."""

    scan: Scan
    lang: Language
    types: Sequence[WordType]
    taken: dict[int, Found] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    offices: dict[str, list[tuple[str, Found]]] = field(default_factory=dict)

    @property
    def forms(self) -> Sequence[str]:
        """The folded tokens."""
        return self.scan.words.forms

    def stop(self, token: int) -> int:
        """The end of the sentence that a token stands in."""
        return self.scan.sentence(token)[1]

    def is_free(self, first: int, last: int) -> bool:
        """Whether no name was found at these tokens."""
        return all(token not in self.taken for token in range(first, last + 1))

    def add(self, found: Found) -> None:
        """Keeps a name."""
        self.found.append(found)
        for token in range(found.first, found.last + 1):
            self.taken[token] = found

    def longest(self, token: int, kind: str) -> Hit | None:
        """The longest hit of a kind that begins in a token, nearest to its start."""
        hits = self.scan.hits.at(token, kind)
        return max(hits, key=lambda hit: (hit.last, -hit.start)) if hits else None

    def is_named(self, token: int, kind: str) -> bool:
        """Whether a hit of a kind begins in a token."""
        return bool(self.scan.hits.at(token, kind))

    def closing(self, opening: int, stop: int, limit: int = 6) -> int | None:
        """The closing mark of a short quotation that opens at ``opening``."""
        for token in range(opening + 2, min(stop, opening + limit + 2)):
            if self.forms[token] == QUOTE:
                return token
        return None

    def text(self, first: int, last: int, start: int | None = None) -> str:
        """The folded words without quotation marks, the first from the offset ``start`` on."""
        cut = 0 if start is None else start - self.scan.words.starts[first]
        words = [self.forms[first][cut:], *self.forms[first + 1 : last + 1]]
        return " ".join(form for form in words if form != QUOTE)

    def span(self, found: Found) -> Span:
        """The source range of a name; single quotation marks at its ends stay outside."""
        words = self.scan.words
        start = words.starts[found.first] if found.start is None else found.start
        return words.folded.span(start, words.ends[found.last])

    def is_quoted(self, token: int) -> bool:
        """Whether a quotation mark stands right before a token."""
        return token > 0 and self.forms[token - 1] == QUOTE

    def is_saying(self, token: int) -> bool:
        """Whether a token can be a finite reporting verb."""
        return any(
            reading.kind == "verb" and reading.lemma in _saying_lemmas()
            for reading in self.scan.readings[token]
        )

    def hits(self, kind: str) -> Iterator[Hit]:
        """The longest hit of a kind at each token, none inside an earlier one."""
        stop = -1
        for token in range(len(self.forms)):
            if token <= stop:
                continue
            hit = self.longest(token, kind)
            if hit is not None:
                stop = hit.last
                yield hit


def ground(scan: Scan, lang: Language) -> Ground:
    """The ground on which the names of a text are looked for."""
    types = word_types(lang.lexicon, lang.morphology)
    found = [types.of(form) for form in scan.words.forms]
    for token, word in enumerate(found):
        if word.exact and not scan.hits.at(token, "given"):
            found[token] = replace(word, given="")
    return Ground(scan, lang, found)
