"""What became of those who are counted: the roles that verbs and verbal nouns give.

``toll.toml`` says which verb gives which role, to which classes of units, and behind which
preposition. A role reaches from its word to the counts of its clause, and no farther.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from tawatur.annotate.quantity_unit import Counted
from tawatur.rules.load import text_of
from tawatur.rules.phrase import BREAKS, is_break, is_verb_only
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading


@dataclass(frozen=True, slots=True)
class Tolls:
    """The contents of ``toll.toml``, its words folded."""

    role: Mapping[str, str]
    of: Mapping[str, frozenset[str]]
    instead: Mapping[str, str]
    of_unit: Mapping[str, Mapping[str, str]]
    self: frozenset[str]
    takes: Mapping[str, frozenset[str]]
    labels: frozenset[str]
    models: frozenset[str]
    makers: frozenset[str]
    phrases: frozenset[str]
    joins: frozenset[str]
    release: frozenset[str]
    moving: frozenset[str]
    yields: frozenset[str]
    stationing: frozenset[str]
    strength: frozenset[str]
    troops: frozenset[str]
    part: frozenset[str]
    bridges: frozenset[str]
    lives: frozenset[str]
    light: frozenset[str]
    mixed: frozenset[str]
    mixed_first: frozenset[str]
    and_hurt: frozenset[str]
    members: frozenset[str]
    clauses: frozenset[str]
    idioms: Mapping[str, str]
    population: Mapping[str, str]


@cache
def tolls() -> Tolls:
    """The contents of ``toll.toml``."""
    data = tomllib.loads(text_of("toll.toml"))
    return Tolls(
        {lemma: role for role, lemmas in data["role"].items() for lemma in lemmas},
        {role: frozenset(classes) for role, classes in data["of"].items()},
        data["instead"],
        {
            role: {unit: own for own, units in means.items() for unit in units}
            for role, means in data["unit"].items()
        },
        frozenset(map(folded, data["self"]["words"])),
        {folded(word): frozenset(lemmas) for word, lemmas in data["takes"].items()},
        frozenset(map(folded, data["label"]["nouns"])),
        frozenset(map(folded, data["model"]["words"])),
        frozenset(map(folded, data["model"]["makers"])),
        frozenset(map(folded, data["phrase"]["words"])),
        frozenset(map(folded, data["phrase"]["joins"])),
        frozenset(map(folded, data["release"]["words"])),
        frozenset(data["moving"]["lemmas"]),
        frozenset(data["yield"]["lemmas"]),
        frozenset(data["stationed"]["lemmas"]),
        frozenset(map(folded, data["stationed"]["words"])),
        frozenset(data["stationed"]["units"]),
        frozenset(map(folded, data["part"]["words"])),
        frozenset(map(folded, data["bridge"]["words"])),
        frozenset(map(folded, data["bridge"]["lives"])),
        frozenset(data["light"]["lemmas"]),
        frozenset(map(folded, data["mixed"]["words"])),
        frozenset(folded(words.partition(" ")[0]) for words in data["mixed"]["words"]),
        frozenset(map(folded, data["mixed"]["and"])),
        frozenset(map(folded, data["member"]["words"])),
        frozenset(map(folded, data["clause"]["words"])),
        {folded(word): role for role, words in data["idiom"].items() for word in words},
        {folded(w): name for name, words in data["population"].items() for w in words},
    )


@dataclass(frozen=True, slots=True)
class _Clitics:
    conjunctions: frozenset[str]
    prepositions: frozenset[str]
    articles: tuple[str, ...]  # behind each stack of proclitics


@cache
def _clitics() -> _Clitics:
    data = tomllib.loads(text_of("clitic.toml"))
    openers = (*data["conjunction"], *data["preposition"])
    stacks = ("", *openers, *(c + p for c in data["conjunction"] for p in data["preposition"]))
    articles = tuple(opener + data["article"] for opener in stacks)
    conjunctions, prepositions = frozenset(data["conjunction"]), frozenset(data["preposition"])
    return _Clitics(conjunctions, prepositions, (*articles, data["fused"]))


def is_definite(scan: Scan, token: int) -> bool:
    """Whether a token begins with the article, behind proclitics or not."""
    form = scan.words.forms[token]
    return len(form) > 4 and form.startswith(_clitics().articles)


def is_joined(scan: Scan, token: int, start: int) -> bool:
    """Whether what begins at a folded offset of a token is joined by «و» to what stands before."""
    opening = scan.words.forms[token][: start - scan.words.starts[token]]
    before = scan.words.forms[token - 1] if token else ""
    return (opening[:1] or before) in _clitics().conjunctions


def is_carried(scan: Scan, token: int) -> bool:
    """Whether a word seems to have a preposition as its proclitic: «برصاص», «لجريمة»."""
    readings = scan.readings[token]
    known = any(r.preposition for r in readings)
    return known or (not readings and scan.words.forms[token][0] in _clitics().prepositions)


PEOPLE: Final = frozenset(
    ["killed", "injured", "missing", "detained", "abducted", "released", "displaced", "fled",
     "evacuated", "rescued", "surrendered"]
)  # fmt: skip


def fitting(role: str | None, kind: str | None, unit: str | None) -> str | None:
    """The role that a unit of a class can have: a ship is seized where a person is detained."""
    own = tolls().of_unit.get(role or "", {}).get(unit or "")
    if own is not None or role is None or kind is None or kind in tolls().of[role]:
        return own or role
    instead = tolls().instead.get(role)
    return instead if instead is not None and kind in tolls().of[instead] else None


def teller(scan: Scan, token: int) -> Reading | None:
    """The reading of a token by which it gives a role: a verb or a verbal noun."""
    roles = tolls().role
    for reading in scan.readings[token]:
        if reading.kind == "participle" or reading.lemma not in roles or reading.pronoun:
            continue
        if reading.number == "d":
            continue  # «قتلى» are no two killings
        if reading.agreement is None or reading.agreement in TOLD:
            light = any(other.lemma in tolls().light for other in scan.readings[token])
            return None if light else reading
    return None


TOLD: Final = frozenset(["3ms", "3fs", "3md", "3fd", "3mp", "1cp"])  # «على متن» is no «they died»


def role_at(scan: Scan, token: int) -> str | None:
    """What a verb or verbal noun at a token says became of people: ``killed``, ``injured``, ..."""
    reading = teller(scan, token)
    if reading is None:
        return None
    following = token + 1
    if following < len(scan.words) and scan.words.forms[following] in tolls().release:
        return "released"
    return tolls().role[reading.lemma]


_REACH: Final = 10


def governing_role(scan: Scan, token: int, start: int | None = None) -> str | None:
    """The role that the nearest verb or verbal noun before a count gives it, in its clause.

    ``start`` is the folded offset of the count, behind the proclitics of its first token.
    """
    first, _ = scan.sentence(token)
    idiom = _idiom(scan, token)
    if idiom is not None:
        return idiom
    group = _group_of(scan, token)
    if group is not None:
        return governing_role(scan, group)
    before = _preposition(scan, token, start)
    comma = False
    forms, known, clauses = scan.words.forms, scan.hits.known, tolls().clauses
    for place in range(token - 1, max(first, token - _REACH) - 1, -1):
        if scan.readings[place]:
            reading = teller(scan, place)
            if reading is not None:
                return _given(scan, reading, place, token, before, comma=comma)
            if is_verb_only(scan, place) and not _is_no_verb(scan, place):
                return None
            if place == token - 1 and _is_masdar(scan, place):
                return None  # «مقتل شخصين وتحرير 20 رهينة»
        particle = known[place].particle
        if (particle and _opens_clause(particle)) or forms[place] in clauses:
            return None
        if forms[place] in BREAKS:
            comma = True
            if forms[place] not in COMMAS:
                return None
    return None


def _is_no_verb(scan: Scan, place: int) -> bool:
    """«ظهر» is noon, and «appeared»; «بينهم» and «تسعة» are spelled as verbs are."""
    if scan.words.forms[place] in tolls().part:
        return True
    return not _NO_VERBS.isdisjoint(scan.hits.by_token[place])


_NO_VERBS: Final = frozenset(["daypart", "number", "numeral"])


def _given(
    scan: Scan, reading: Reading, place: int, token: int, before: str, *, comma: bool
) -> str | None:
    """The role that a verb or verbal noun at a place gives to a count, over a comma or not."""
    role = tolls().role[reading.lemma]
    if role == "injured" and _is_joined_death(scan, reading, place):
        return "casualties"
    if role == "launched" and tolls().release.intersection(scan.words.forms[place:token]):
        return "released"
    if not _reaches(scan, reading, place, token, before):
        return None
    return role if role in PEOPLE or not comma else None


def _is_joined_death(scan: Scan, reading: Reading, place: int) -> bool:
    """«مقتل وإصابة 15 جنديا»: how many of them died is not said."""
    joined = reading.kind != "verb" and reading.conjunction
    before = teller(scan, place - 1) if joined and place else None
    killed = before is not None and tolls().role[before.lemma] == "killed"
    return killed and before is not None and before.kind != "verb"


def _idiom(scan: Scan, token: int) -> str | None:
    """«راح ضحيته», «القضاء على»: what words right before a count say of it."""
    forms = scan.words.forms
    idioms = tolls().idioms
    role = idioms.get(forms[token - 1]) if token else None
    if role is None and token > 1:
        role = idioms.get(f"{forms[token - 2]} {forms[token - 1]}")
    return role


def _is_masdar(scan: Scan, token: int) -> bool:
    """Whether a word is a verbal noun in construct, to which the count behind it belongs."""
    return any(r.kind == "masdar" and not r.article and not r.pronoun for r in scan.readings[token])


def _reaches(scan: Scan, reading: Reading, place: int, token: int, before: str) -> bool:
    """Whether the count is what the verb or verbal noun speaks of, no place, means or agent."""
    if place == token - 1 and not before:
        return True
    if before:
        return reading.lemma in tolls().takes.get(before, ())
    if reading.kind == "verb":
        return True
    if scan.words.forms[token - 1] in tolls().bridges:
        return True  # «حكم الإعدام بحق 15 شخصا»
    # «محاولتها الهروب»: a definite verbal noun has no object; «مقتل جندي برصاص 3 مسلحين»: the
    # count completes a noun of means
    return not reading.article and not is_carried(scan, token - 1)


def _preposition(scan: Scan, token: int, start: int | None) -> str:
    """The preposition that governs a count: before it, or as its proclitic."""
    if start is not None and start > scan.words.starts[token]:
        opening = scan.words.forms[token][: start - scan.words.starts[token]]
        return opening[-1] if opening[-1] in _clitics().prepositions else ""
    if token == 0 or scan.words.forms[token - 1] in tolls().part:
        return ""
    before = token - 1
    if scan.words.forms[before] in _clitics().prepositions:
        return scan.words.forms[before]  # «ب3 صواريخ»
    if scan.is_particle(before, "prep") and not scan.hits.at(before, "bound"):
        return scan.words.forms[before]
    return ""


def _group_of(scan: Scan, token: int) -> int | None:
    """«عائلة مكونة من خمسة أفراد»: the group whose members are counted behind «من»."""
    place = token - 2
    if place < 0 or not scan.is_particle(token - 1, "partitive"):
        return None
    while place > 0 and scan.words.forms[place] in tolls().members:
        place -= 1
    for hit in scan.hits.at(place, "one"):
        if isinstance(hit.mention, Counted) and hit.mention.unit.kind == "group":
            return place
    return None


def _opens_clause(particle: frozenset[str]) -> bool:
    # «من» is a relative pronoun, too, but far more often a preposition
    return ("comp" in particle or "rel" in particle) and "prep" not in particle


COMMAS: Final = frozenset("\u060c,")


def role_around(scan: Scan, first: int, last: int, start: int) -> str | None:
    """The role from the governing word before, or from a verb right behind."""
    role = governing_role(scan, first, start)
    if role is not None:
        if role == "delivered" and not tolls().self.isdisjoint(scan.words.forms[last : last + 4]):
            return "surrendered"
        return None if _is_agent(scan, first, last) else role
    for token in range(last + 1, min(last + 4, len(scan.words))):
        if is_break(scan, token) or scan.is_particle(token):
            return None
        reading = scan.verb(token)
        if reading is not None:
            if reading.conjunction or names_person(scan, token + 1):
                return None  # the next clause; «ثلاثة مسلحين قتلوا شرطيا»
            if {"number", "bound"} & scan.hits.kinds(min(token + 1, len(scan.words) - 1)):
                return None  # «مهاجمان قتلا ستة أشخاص»
            if reading.pronoun:  # «أربعة مهاجرين اعتقلتهم السلطات»
                return tolls().role.get(reading.lemma)
            return role_at(scan, token)
    return None


def is_stationed(scan: Scan, token: int) -> bool:
    """«تضم القاعدة 600 جندي», «يبلغ قوام البعثة 640»: fighters who are somewhere."""
    first, _ = scan.sentence(token)
    for place in range(token - 1, max(first, token - _REACH) - 1, -1):
        if scan.words.forms[place] in tolls().strength:
            return True
        readings = scan.readings[place]
        if any(r.kind == "verb" and r.lemma in tolls().stationing for r in readings):
            return True
        if scan.words.forms[place] not in COMMAS and is_break(scan, place):
            return False
    return False


def _is_agent(scan: Scan, first: int, last: int) -> bool:
    """«قتل ثلاثة مسلحين شرطيا»: the verb before, the object right behind."""
    verb = scan.verb(first - 1) if first else None
    return verb is not None and names_person(scan, last + 1)


def names_person(scan: Scan, token: int) -> bool:
    """Whether one person stands at a token, as the object of the verb before would."""
    if token >= len(scan.words):
        return False
    return any(
        isinstance(hit.mention, Counted)
        and hit.mention.unit.kind == "person"
        and not hit.mention.reading.conjunction
        for hit in scan.hits.at(token, "one")
    )


def is_mixed(scan: Scan, last: int, role: str | None, least: float) -> bool:
    """«المدنيين بين قتيل وجريح», «30 قتيلا وجريحا»: dead and hurt are counted together."""
    forms = scan.words.forms
    data, following = tolls(), forms[last + 1 : last + 3]
    if role == "killed" and least >= _SEVERAL and not data.and_hurt.isdisjoint(following[:1]):
        return True
    if data.mixed_first.isdisjoint(following):
        return False
    behind = range(last + 1, last + 3)
    return any(" ".join(forms[at : at + n]) in data.mixed for at in behind for n in (3, 4))


_SEVERAL: Final = 3


def population_after(scan: Scan, token: int) -> str | None:
    """Who is meant by «أفراد من ...»: the first word that says so, within the phrase."""
    table = tolls().population
    for place in range(token + 1, min(token + 4, len(scan.words))):
        form = scan.words.forms[place]
        if is_break(scan, place) or form in tolls().part or form[0].isdigit():
            return None
        if form in table:
            return table[form]
        if is_verb_only(scan, place):
            return None
    return None
