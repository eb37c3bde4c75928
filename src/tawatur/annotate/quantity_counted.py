"""What can be counted in a text: nouns of the unit table, duals, victims, governing words.

The unit table is ``noun_unit.tsv``; the morphology says in which number a noun stands. A masculine
dual in construct («صاروخي كاتيوشا») is spelled as the adjective is («هجوم صاروخي»): what stands
before and after it decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count
from typing import Final

from tawatur.rules.hits import Told
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Hit
from tawatur.rules.load import text_of
from tawatur.rules.phrase import is_break, is_verb_only
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.memory import LONGEST, REMEMBERED, Memory
from tawatur.text.morphology import Morphology, Reading


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: an English singular, its class, and what the noun itself says."""

    name: str
    kind: str
    role: str | None = None
    population: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun at a token, with its reading."""

    unit: Unit
    reading: Reading


@dataclass(frozen=True, slots=True)
class Tolls:
    """Which lemma says what became of people, which nouns number, who people are."""

    role: Mapping[str, str]
    labels: frozenset[str]
    release: frozenset[str]
    moving: frozenset[str]
    population: Mapping[str, str]


@cache
def units() -> Mapping[str, Unit]:
    """The unit table by lemma."""
    found: dict[str, Unit] = {}
    lines = [line for line in text_of("noun_unit.tsv").split("\n") if line and line[0] != "#"]
    for line in lines[1:]:
        name, kind, role, population, lemma, _ = line.split("\t")
        found.setdefault(lemma, Unit(name, kind, role or None, population or None))
    return found


@cache
def tolls() -> Tolls:
    """The contents of ``toll.toml``."""
    data = tomllib.loads(text_of("toll.toml"))
    return Tolls(
        {lemma: role for role, lemmas in data["role"].items() for lemma in lemmas},
        frozenset(map(folded, data["label"]["nouns"])),
        frozenset(map(folded, data["release"]["words"])),
        frozenset(data["moving"]["lemmas"]),
        {folded(w): name for name, words in data["population"].items() for w in words},
    )


@dataclass(frozen=True, slots=True)
class _Noun:
    """What a written word can be as a counted noun, or as a word of tolls.

    ``told`` holds wherever it stands; what stands around decides on ``victim``, and on those of
    ``duals`` that are in construct. ``ambiguous``: it can be no dual as well.
    """

    told: Told
    victim: Counted | None
    duals: tuple[Counted, ...]
    ambiguous: bool


def publish(scan: Scan, lang: Language) -> None:
    """Adds the counted nouns of a text to its hits, as the slots of ``quantity.rules.toml``."""
    nouns = _nouns(lang.morphology).all(scan.words.forms)
    for token in compress(count(), nouns):
        noun = nouns[token]
        assert noun is not None
        scan.hits.tell(token, noun.told)
        if noun.victim is not None and is_victim(scan, token, noun.victim.reading):
            _add(scan, "victim", token, noun.victim)
        for dual in noun.duals:
            if not dual.reading.construct:
                _add(scan, "dual", token, dual)
                break
            if _is_construct(scan, token, dual, ambiguous=noun.ambiguous):
                _add(scan, "dual-of", token, dual)
                break


@cache
def _nouns(morphology: Morphology) -> Memory[_Noun | None]:
    """The counted nouns of a language by written word; news repeats its words."""
    return Memory(lambda form: _noun(form, morphology.readings(form)))


def _noun(form: str, readings: Sequence[Reading]) -> _Noun | None:
    table, roles = units(), tolls().role
    counted = [Counted(table[r.lemma], r) for r in readings
               if r.kind == "noun" and r.lemma in table and r.pronoun != _OBLIQUE]  # fmt: skip
    plain = sorted((c for c in counted if c.reading.number != "d"),
                   key=lambda c: (bool(c.reading.pronoun), c.reading.number != "p"))  # fmt: skip
    plural = [c for c in plain if c.reading.number == "p"]
    single = next((c for c in plain if _is_one(c.reading)), None)
    found: list[tuple[str, Counted]] = []
    if plain:
        found.append(("noun", plain[0]))
        if plain[0].unit.kind == "casualty":
            found.append(("casualty", plain[0]))
    if plural:
        found.append(("plural", plural[0]))
    if single is not None:
        found.append(("one", single))
    hits: list[tuple[str, int, int, Entry, object]] = [
        (kind, *_bounds(c.reading), _ENTRIES[kind], c) for kind, c in found
    ]
    if any(r.kind == "verb" and r.lemma in roles for r in readings):
        hits.append(("toll", 0, len(form), _ENTRIES["toll"], None))
    # «مدنيين» is the plural before it is the dual
    duals = () if plural else tuple(c for c in counted if _is_free_dual(c.reading))
    if not hits and not duals:
        return None
    victim = single if single is not None and single.unit.kind == "person" else None
    told = Told(frozenset(hit[0] for hit in hits), tuple(hits))
    return _Noun(told, victim, duals, ambiguous=bool(plain))


def _is_one(reading: Reading) -> bool:
    return reading.number == "s" and not reading.article and not reading.pronoun


def _is_free_dual(reading: Reading) -> bool:
    return reading.number == "d" and not reading.article and not reading.pronoun


def _bounds(reading: Reading) -> tuple[int, int]:
    """Where a noun begins and ends in its token, the article included."""
    return reading.start - (2 if reading.article else 0), reading.end


_ENTRIES: Final = {
    kind: Entry(kind, "")
    for kind in ("noun", "one", "plural", "dual", "dual-of", "victim", "casualty", "toll")
}


def _add(scan: Scan, kind: str, token: int, counted: Counted) -> None:
    start = scan.words.starts[token]
    head, tail = _bounds(counted.reading)
    scan.hits.add(Hit(kind, token, token, start + head, start + tail, _ENTRIES[kind], counted))


def is_definite(scan: Scan, token: int) -> bool:
    """Whether a token begins with the article, behind proclitics or not."""
    return _definite(scan.words.forms[token])


@cache
def _article() -> tuple[str, tuple[str, ...]]:
    data = tomllib.loads(text_of("clitic.toml"))
    openers = (*data["conjunction"], *data["preposition"])
    stacks = ("", *openers, *(c + p for c in data["conjunction"] for p in data["preposition"]))
    return data["fused"], tuple(opener + data["article"] for opener in stacks)


def _definite(form: str) -> bool:
    fused, openings = _article()
    return len(form) > 4 and form.startswith((*openings, fused))


def _is_construct(scan: Scan, token: int, dual: Counted, *, ambiguous: bool) -> bool:
    """Whether a dual without its nun has the noun behind it that it needs."""
    following = token + 1
    if following >= len(scan.words) or not _is_nominal(scan, following):
        return False
    form = scan.words.forms[token]
    if form.endswith(_FEMININE_DUALS):
        return True
    if ambiguous or not form.endswith(_OBLIQUE):
        return False  # «صاروخا» is the accusative
    before = token - 1
    if before < 0 or is_break(scan, before) or scan.words.forms[before] == '"':
        return True
    if dual.reading.preposition or scan.is_particle(before) or is_verb_only(scan, before):
        return True
    return any(r.kind == "masdar" and r.lemma in tolls().moving for r in scan.readings[before])


_FEMININE_DUALS: Final = (folded("تي"), folded("تا"))
_OBLIQUE: Final = folded("ي")


def _is_nominal(scan: Scan, token: int) -> bool:
    return (
        scan.words.forms[token][0].isalpha()
        and not scan.is_particle(token)
        and not is_verb_only(scan, token)
    )


# --- what governs a count -------------------------------------------------------------------------


def role_at(scan: Scan, token: int) -> str | None:
    """What a verb or verbal noun at a token says became of people: ``killed``, ``injured``, ..."""
    roles = tolls().role
    for reading in scan.readings[token]:
        if reading.kind != "participle" and reading.lemma in roles and not reading.pronoun:
            released = token + 1 < len(scan.words) and (
                scan.words.forms[token + 1] in tolls().release
            )
            return "released" if released else roles[reading.lemma]
    return None


_REACH: Final = 8
_VICTIMS: Final = frozenset(["killed", "injured", "missing", "detained", "abducted", "released"])


def governing_role(scan: Scan, token: int) -> str | None:
    """The role that the nearest verb or verbal noun before a token gives it, in its clause."""
    first, _ = scan.sentence(token)
    comma, forms, plain = False, scan.words.forms, _plain()
    for place in range(token - 1, max(first, token - _REACH) - 1, -1):
        if forms[place] in plain:
            continue
        role = role_at(scan, place)
        if role is not None:
            if role == "launched" and tolls().release.intersection(scan.words.forms[place:token]):
                return "released"
            return role if role in _VICTIMS or not comma else None
        if is_verb_only(scan, place) or _opens_clause(scan, place):
            return None
        if is_break(scan, place):
            comma = True
            if forms[place] not in _COMMAS:
                return None
        elif len(forms[place]) <= LONGEST and len(plain) < REMEMBERED:
            plain.add(forms[place])
    return None


@cache
def _plain() -> set[str]:
    """The words met so far that neither say what became of people nor end a clause."""
    return set()


def _opens_clause(scan: Scan, token: int) -> bool:
    # «من» is a relative pronoun, too, but far more often a preposition
    return scan.is_particle(token, "comp", "rel") and not scan.is_particle(token, "prep")


_COMMAS: Final = frozenset("\u060c,")


def is_victim(scan: Scan, token: int, reading: Reading) -> bool:
    """Whether a bare singular is one victim: «مقتل ضابط», «مقتل مدني ومتعاقد»."""
    following = token + 1
    if following < len(scan.words) and (
        is_definite(scan, following) and not is_definite(scan, token)
    ):
        return False
    if reading.preposition:
        return False
    first, _ = scan.sentence(token)
    if token > first and not reading.conjunction:
        verb = scan.verb(token - 1)
        done = verb is None or verb.aspect == "perfect"  # «يوقف قاض» is no arrest of a judge
        return done and role_at(scan, token - 1) in _VICTIMS
    if not reading.conjunction:
        return False
    for place in range(token - 1, max(first, token - _REACH) - 1, -1):
        if role_at(scan, place) in _VICTIMS:
            return True
        if is_break(scan, place) or is_verb_only(scan, place):
            return False
        if scan.is_particle(place) and len(scan.words.forms[place]) != 2:
            return False
    return False


def population_after(scan: Scan, token: int) -> str | None:
    """Who is meant by «أفراد من ...»: the first word that says so, within the phrase."""
    table = tolls().population
    if table.keys().isdisjoint(scan.words.forms[token + 1 : token + 4]):
        return None
    for place in range(token + 1, min(token + 4, len(scan.words))):
        if is_break(scan, place):
            return None
        form = scan.words.forms[place]
        if form in table:
            return table[form]
    return None


_TALLY_REACH: Final = 10


def is_tally(scan: Scan, token: int) -> bool:
    """Whether a number is a running total: «ارتفع عدد القتلى إلى 26»."""
    first, _ = scan.sentence(token)
    low = max(first, token - _TALLY_REACH)
    if not scan.hits.among(low, token, "rise"):
        return False
    rise = tally = False
    for place in range(token - 1, low - 1, -1):
        if is_break(scan, place):
            break
        rise = rise or bool(scan.hits.at(place, "rise"))
        tally = tally or bool(scan.hits.at(place, "tally"))
    return rise and tally


def tallied(scan: Scan, token: int) -> Counted | None:
    """The noun whose number is said to have risen; one of a toll («القتلى المدنيين») first."""
    first, _ = scan.sentence(token)
    found = [
        hit.mention
        for place in range(token - 1, max(first, token - _TALLY_REACH) - 1, -1)
        for hit in scan.hits.at(place, "noun")
        if isinstance(hit.mention, Counted)
    ]
    return next((c for c in found if c.unit.kind == "casualty"), found[0] if found else None)


def role_around(scan: Scan, first: int, last: int) -> str | None:
    """The role from the governing word before, or from a verb right behind."""
    role = governing_role(scan, first)
    if role is not None:
        return role
    for token in range(last + 1, min(last + 4, len(scan.words))):
        if is_break(scan, token) or scan.is_particle(token):
            return None
        reading = scan.verb(token)
        if reading is not None:
            return role_at(scan, token)
    return None


def unit_before(scan: Scan, token: int) -> str | None:
    """Whom «العشرات» means: the people named last in its sentence."""
    first, _ = scan.sentence(token)
    for place in range(token - 1, first - 1, -1):
        for hit in scan.hits.at(place, "plural"):
            if isinstance(hit.mention, Counted) and hit.mention.unit.kind == "person":
                return hit.mention.unit.name
    return None
