"""What the written form of a word says about names, and what was found so far in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import compress, count
from operator import attrgetter, not_
from typing import Final

from tawatur.model.mention import NameKind
from tawatur.model.text import Span
from tawatur.rules.language import Language, verb_lemmas
from tawatur.rules.lexicon import Entry, Hit, Lexicon
from tawatur.rules.scan import Scan
from tawatur.text.memory import Memory
from tawatur.text.morphology import Morphology
from tawatur.text.words import heads

ARTICLE: Final = ("ال", "لل")
PLURAL: Final = "ات"
# Endings that words have and names of people hardly ever: plurals, pronouns, «فعلوا».
ENDINGS: Final = (PLURAL, "هم", "ها", "وا", "ته")
SHORT: Final = 3
OBJECT: Final = "ا"
FEMININE: Final = "ه"
AND: Final = "و"
# How participles begin that stand as circumstances: «متأثرا بجراحه».
PARTICIPLES: Final = ("مت", "مس")
CONJUNCTIONS: Final = frozenset("وف")
PREPOSITIONS: Final = frozenset("بل")
QUOTE: Final = '"'
COMMAS: Final = frozenset("،,")
# Lexicons that hold names, or words that only sometimes are no names.
NOT_LEXICAL: Final = frozenset(
    ["given", "name-part", "place", "place-minor", "place-head", "org", "org-short", "outlet",
     "weapon", "menu", "occasion", "feast", "month-word", "direction", "side", "near", "km",
     "place-trap", "no-street"]
)  # fmt: skip
BUILDING: Final = frozenset(["compound", "kunya", "servant"])
OPENING: Final = frozenset(["kunya", "servant"])
LEADING: Final = frozenset(["led", "called"])
OPENS: Final = OPENING | LEADING
PUBLIC: Final = "public"
# The lexicons whose hits names are built with.
KINDS: Final = (
    "title", "org", "org-short", "org-head", "org-adjective", "body", "outlet", "weapon", "weekday",
    "place", "place-minor", "place-head", "direction", "side", "place-trap",
)  # fmt: skip
COMMON: Final = frozenset(["common", "particle"])
_TRUSTED: Final = 3  # letters that must be left before a preposition is cut off a possible name


@dataclass(frozen=True, slots=True)
class WordType:
    """What a folded form can be.

    ``lexical``: a word of the language; ``common``: a frequent one that is no surname either;
    ``hidden``: a frequent one behind a letter; ``unknown``: nothing but a name can be behind it;
    ``given``: ``sure``, ``maybe`` or empty; ``part``: classes of words that build names; ``kinds``:
    those of KINDS, ``best`` the hit of each that begins first; ``opens``: a person's name may
    begin here; ``plain``: nothing of all this.
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
    hidden: bool
    saying: bool
    kinds: tuple[str, ...]
    best: tuple[tuple[str, int, int, Entry], ...]
    particle: frozenset[str]
    unknown: bool
    opens: bool
    plain: bool


class WordTypes:
    """Types of words, remembered by their form."""

    def __init__(self, lexicon: Lexicon, morphology: Morphology) -> None:
        self._lexicon = lexicon
        self._morphology = morphology
        self._known: Memory[WordType] = Memory(self._made)
        self.of = self._known.__getitem__  # the type of a folded form
        self._otherwise: dict[str, WordType] = {}

    def all(self, forms: Sequence[str]) -> list[WordType]:
        """The types of the tokens of a text."""
        return self._known.all(forms)

    def otherwise(self, word: WordType) -> WordType:
        """The type of a form that is a given name in another spelling only: «على» is not «علي»."""
        found = self._otherwise.get(word.form)
        if found is None:
            found = replace(word, given="", opens=bool(word.part & OPENS))
            self._otherwise[word.form] = found
        return found

    def _made(self, form: str) -> WordType:
        kinds = self._lexicon.word(form).kinds
        listed = _listed(form, kinds)
        lexical = listed.lexical or self._is_inflected(form)
        given = "" if lexical and not listed.direct else listed.given  # «لدينا»
        saying = any(
            reading.kind == "verb" and reading.lemma in _saying_lemmas()
            for reading in self._morphology.readings(form)
        )
        asked = tuple(kind for kind in KINDS if kind in kinds)
        opens = bool(given) or bool(listed.part & OPENS)
        return WordType(
            form=form,
            letters=form[:1].isalpha(),
            article=form.startswith(ARTICLE) and len(form) > 3,
            lexical=lexical,
            common=listed.common,
            given=given,
            part=frozenset(listed.part),
            demonym=listed.demonym,
            prefixed=form[:1] in CONJUNCTIONS,
            exact=listed.exact,
            hidden=listed.hidden,
            saying=saying,
            kinds=asked,
            best=_best(kinds),
            particle=frozenset(
                entry["category"]
                for _, tail, entry in kinds.get("particle", ())
                if tail == len(form)
            ),
            unknown=not lexical and _is_namelike(form) and not self._is_governed(form),
            opens=opens,
            plain=not (
                asked or saying or opens or listed.exact or listed.demonym or PUBLIC in listed.part
            ),
        )

    def _is_inflected(self, form: str) -> bool:
        return any(
            reading.start == 0 or reading.article or reading.conjunction or reading.future
            for reading in self._morphology.readings(form)
        ) or self._is_accusative(form)

    def _is_governed(self, form: str) -> bool:
        """«لافتتاح», «بطلق»: a known word behind a preposition that is written to it."""
        rest = form[1:]
        if form[:1] in PREPOSITIONS and len(rest) >= _TRUSTED and rest[:1] not in CONJUNCTIONS:
            found = self.of(rest)
            if (found.lexical and not found.given) or "place" in found.kinds:
                return True
        return any(
            one.preposition and one.kind == "masdar" and one.end - one.start >= _TRUSTED
            for one in self._morphology.readings(form)
        )

    def _is_accusative(self, form: str) -> bool:
        """«ضغوطا»: a known noun with the ending of an indefinite object."""
        stem = form[:-1]
        if not form.endswith(OBJECT) or len(stem) < _TRUSTED:
            return False
        if any(one.kind in {"noun", "masdar"} for one in self._morphology.readings(stem)):
            return len(stem) > _TRUSTED
        return any(
            kind not in {"given", "name-part"} and head == 0 and tail == len(stem)
            for kind, entries in self._lexicon.word(stem).kinds.items()
            for head, tail, _ in entries
        )


def _best(
    kinds: Mapping[str, tuple[tuple[int, int, Entry], ...]],
) -> tuple[tuple[str, int, int, Entry], ...]:
    """The entry of each kind that begins first in a form; exact spellings are left to the text."""
    found = []
    for kind in KINDS:
        same = [one for one in kinds.get(kind, ()) if one[2].exact is None]
        if same:
            found.append((kind, *min(same, key=lambda one: (one[0], -one[1]))))
    return tuple(found)


def _is_namelike(form: str) -> bool:
    """Whether an unknown form can be a name: no plural, no pronoun at its end, no plural verb."""
    if not form[:1].isalpha() or len(form) < 2:
        return False
    if len(form) > SHORT and form.endswith(ENDINGS):
        return False
    if form.startswith(PARTICIPLES) and form.endswith((OBJECT, FEMININE)):
        return False
    return not any(head > 2 and form[:head].endswith(ARTICLE) for head in heads(form))


@dataclass(slots=True)
class _Listed:
    """What the lexicons say of a written form."""

    given: str = ""
    demonym: str | None = None
    part: set[str] = field(default_factory=set)
    common: bool = False
    lexical: bool = False
    exact: bool = False
    hidden: bool = False
    direct: bool = False


def _listed(form: str, kinds: Mapping[str, Sequence[tuple[int, int, Entry]]]) -> _Listed:
    said = _Listed()
    for kind, entries in kinds.items():
        said.hidden = said.hidden or (kind in COMMON and bool(entries))
        for entry in [entry for head, tail, entry in entries if _stands(form, head, tail, kind)]:
            if kind == "name-part":
                said.part.add(entry["class"])
            elif kind == "demonym":
                said.demonym, said.lexical = entry["country"], True
            elif kind != "given" and kind not in NOT_LEXICAL and not kind.startswith("="):
                said.lexical = True
                said.common = said.common or (kind in COMMON and entry.get("class") != "news")
    for head, tail, entry in kinds.get("given", ()):
        if _stands(form, head, tail, "given"):
            said.direct = said.direct or head == 0 or form[:head] == AND
            said.exact = said.exact or entry.exact is not None
            said.given = said.given or ("sure" if entry.get("sure") else "maybe")
    return said


def _stands(form: str, head: int, tail: int, kind: str) -> bool:
    """Whether an entry inside a form is likely the word itself."""
    if head == 0:
        return True
    before = form[:head]
    if before.endswith(ARTICLE) or before in CONJUNCTIONS:
        return True
    return tail - head > _TRUSTED or (kind in COMMON and tail - head == _TRUSTED)


@lru_cache(maxsize=1)
def _saying_lemmas() -> frozenset[str]:
    return frozenset(verb.lemma for verb in verb_lemmas("verb_saying.tsv"))


@lru_cache(maxsize=4)
def word_types(lexicon: Lexicon, morphology: Morphology) -> WordTypes:
    """The word types of a language, shared by all its texts."""
    return WordTypes(lexicon, morphology)


@dataclass(slots=True)  # not frozen: freezing doubles what making one costs
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
    """A text with the types of its words and the names found in it so far.

    ``marked`` are the tokens that can have a part in a name by their form; ``at`` the longest hit
    by kind and token; ``focus`` the countries that the text speaks of.
    """

    scan: Scan
    lang: Language
    forms: Sequence[str]
    types: Sequence[WordType]
    marked: Sequence[tuple[int, WordType]]
    at: dict[str, dict[int, Hit]]
    taken: dict[int, Found] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    focus: frozenset[str] = frozenset()
    offices: dict[str, dict[tuple[str, str | None], Found]] = field(default_factory=dict)

    def stop(self, token: int) -> int:
        """The end of the sentence that a token stands in."""
        return self.scan.sentence(token)[1]

    def is_free(self, first: int, last: int) -> bool:
        """Whether no name was found at these tokens."""
        return self.taken.keys().isdisjoint(range(first, last + 1))

    def add(self, found: Found) -> None:
        """Keeps a name."""
        self.found.append(found)
        for token in range(found.first, found.last + 1):
            self.taken[token] = found

    def longest(self, token: int, kind: str) -> Hit | None:
        """The longest hit of one of KINDS that begins in a token, nearest to its start."""
        return self.at[kind].get(token)

    def is_named(self, token: int, kind: str) -> bool:
        """Whether a hit of one of KINDS begins in a token."""
        return token in self.at[kind]

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

    def unknown(self) -> Iterator[int]:
        """The tokens that can be nothing but names."""
        return compress(count(), map(_UNKNOWN, self.types))

    def is_quoted(self, token: int) -> bool:
        """Whether a quotation mark stands right before a token."""
        return token > 0 and self.forms[token - 1] == QUOTE

    def is_particle(self, token: int, *categories: str) -> bool:
        """Whether a token is a closed-class word (of one of the categories, where any is named)."""
        found = self.types[token].particle
        return bool(found) and (not categories or not found.isdisjoint(categories))

    def with_article(self, hit: Hit) -> int:
        """Where a hit begins with the article that stands before its entry."""
        start = self.scan.words.starts[hit.first]
        before = self.forms[hit.first][: hit.start - start]
        return hit.start - len(ARTICLE[0]) if before.endswith(ARTICLE) else hit.start

    def is_definite(self, hit: Hit) -> bool:
        """Whether the word of a hit has the article, in the entry or before it."""
        cut = hit.start - self.scan.words.starts[hit.first]
        form = self.forms[hit.first]
        return form.startswith(ARTICLE, cut) or form[:cut].endswith(ARTICLE)

    def tokens(self, *kinds: str) -> list[int]:
        """The tokens where a hit of one of the kinds begins, in reading order."""
        if len(kinds) == 1:
            return sorted(self.at[kinds[0]])
        return sorted(set().union(*(self.at[kind] for kind in kinds)))

    def hits(self, kind: str) -> Iterator[Hit]:
        """The longest hit of a kind at each token, none inside an earlier one."""
        stop = -1
        for token in self.tokens(kind):
            hit = self.at[kind][token]
            if token > stop:
                stop = hit.last
                yield hit


_PLAIN: Final = attrgetter("plain")
_UNKNOWN: Final = attrgetter("unknown")


def ground(scan: Scan, lang: Language) -> Ground:
    """The ground on which the names of a text are looked for."""
    types = word_types(lang.lexicon, lang.morphology)
    found = types.all(scan.words.forms)
    marked = [(token, found[token]) for token in compress(count(), map(not_, map(_PLAIN, found)))]
    for place, (token, word) in enumerate(marked):
        if word.exact and not scan.hits.at(token, "given"):
            found[token] = types.otherwise(word)
            marked[place] = (token, found[token])
    return Ground(scan, lang, scan.words.forms, found, marked, _longest(scan, marked))


def _longest(scan: Scan, marked: Sequence[tuple[int, WordType]]) -> dict[str, dict[int, Hit]]:
    """The longest hit by kind and token: rules ask for them many times."""
    at: dict[str, dict[int, Hit]] = {kind: {} for kind in KINDS}
    starts = scan.words.starts
    for token, word in marked:
        start = starts[token]
        for kind, head, tail, entry in word.best:
            at[kind][token] = Hit(kind, token, token, start + head, start + tail, entry)
        if len(word.best) < len(word.kinds):
            for kind in word.kinds:
                _keep(at, scan, token, kind)
    for token in scan.hits.longer:
        for kind in scan.hits.kinds(token):
            if kind in at:
                _keep(at, scan, token, kind)
    return at


def _keep(at: dict[str, dict[int, Hit]], scan: Scan, token: int, kind: str) -> None:
    hits = scan.hits.begun(token, kind)
    if len(hits) > 1:
        at[kind][token] = max(hits, key=lambda hit: (hit.last, -hit.start))
    elif hits:
        at[kind][token] = hits[0]
