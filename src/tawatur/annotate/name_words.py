"""What the written form of a word says about names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from tawatur.rules.language import verb_lemmas
from tawatur.rules.lexicon import Entry, Lexicon
from tawatur.text.memory import Memory
from tawatur.text.morphology import Morphology
from tawatur.text.words import heads

ARTICLE: Final = ("ال", "لل")
PLURAL: Final = "ات"
# Endings that words have and names of people hardly ever: plurals, pronouns, «فعلوا».
ENDINGS: Final = (PLURAL, "هم", "ها", "وا", "ته")
SHORT: Final = 3
THEIRS: Final = "هم"
OBJECT: Final = "ا"
FEMININE: Final = "ه"
AND: Final = "و"
# How participles begin that stand as circumstances: «متأثرا بجراحه».
PARTICIPLES: Final = ("مت", "مس")
CONJUNCTIONS: Final = frozenset("وف")
PREPOSITIONS: Final = frozenset("بل")
QUOTE: Final = '"'
COLON: Final = ":"
COMMAS: Final = frozenset("،,")
# Lexicons that hold names, or words that only sometimes are no names.
NOT_LEXICAL: Final = frozenset(
    ["given", "name-part", "person", "place", "place-minor", "place-head", "org", "org-short",
     "outlet", "weapon", "menu", "occasion", "feast", "month-word", "direction", "side", "near",
     "km", "place-trap", "no-street"]
)  # fmt: skip
BUILDING: Final = frozenset(["compound", "kunya", "servant"])
OPENING: Final = frozenset(["kunya", "servant"])
LEADING: Final = frozenset(["led", "called"])
OPENS: Final = OPENING | LEADING
PUBLIC: Final = "public"
# The lexicons whose hits names are built with.
KINDS: Final = (
    "title", "org", "org-short", "org-head", "org-adjective", "body", "outlet", "weapon", "weekday",
    "place", "place-minor", "place-head", "direction", "side", "place-trap", "person",
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
            best=_best(asked, kinds),
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
    asked: Sequence[str], kinds: Mapping[str, tuple[tuple[int, int, Entry], ...]]
) -> tuple[tuple[str, int, int, Entry], ...]:
    """The entry of each kind that begins first in a form; exact spellings are left to the text."""
    found = []
    for kind in asked:
        same = [one for one in kinds[kind] if one[2].exact is None]
        if same:
            found.append((kind, *min(same, key=lambda one: (one[0], -one[1]))))
    return tuple(found)


def _is_namelike(form: str) -> bool:
    """Whether an unknown form can be a name: no plural, no pronoun at its end, no plural verb."""
    if not form[:1].isalpha() or len(form) < 2:
        return False
    if form.endswith(OBJECT) and form[:-1].endswith(THEIRS) and len(form) > SHORT + 1:
        return False  # «وحدهما»
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
