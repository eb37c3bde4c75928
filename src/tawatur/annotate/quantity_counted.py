"""What can be counted in a text: nouns of the unit table, duals, victims, words that tell tolls.

The unit table is ``noun_unit.tsv``; the morphology says in which number a noun stands. A masculine
dual in construct («صاروخي كاتيوشا») is spelled as the adjective is («هجوم صاروخي»): what stands
before and after it decides. What a written form can be is worked out once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, count
from operator import attrgetter
from typing import Final

from tawatur.annotate.quantity_toll import (
    PEOPLE,
    TOLD,
    is_carried,
    is_definite,
    role_at,
    tolls,
)
from tawatur.annotate.quantity_unit import Counted, units
from tawatur.annotate.quantity_victim import is_victim, joins_counted
from tawatur.rules.hits import Told
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Hit
from tawatur.rules.phrase import is_break, is_verb_only
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.memory import Memory
from tawatur.text.morphology import Morphology, Reading
from tawatur.text.words import tails


@dataclass(frozen=True, slots=True)
class _Form:
    """What a written form can be, whatever stands around it."""

    told: Told  # the slots that it fills
    asks: bool  # whether what stands around it matters
    casualty: Counted | None
    one: Counted | None  # a person in the indefinite singular
    kin: Counted | None  # one or two who are joined to others: «وزوجته», «وطفلاها»
    owned: bool  # one with a pronoun
    duals: tuple[Counted, ...]
    ambiguous: bool  # a dual that may be another form, too
    yields: bool  # «يسفر»: what is denied behind «لم»


@lru_cache(maxsize=4)
def _forms(morphology: Morphology) -> Memory[_Form | None]:
    return Memory(lambda form: _form(form, morphology.readings(form)))


def _form(form: str, readings: tuple[Reading, ...]) -> _Form | None:
    table, data = units(), tolls()
    counted = [Counted(table[r.lemma], r) for r in readings
               if r.kind == "noun" and r.lemma in table and r.pronoun != _OBLIQUE]  # fmt: skip
    verbs = [r for r in readings if r.kind == "verb"]
    tells = any(r.lemma in data.role for r in verbs)
    yields = any(r.lemma in data.yields and r.aspect == "imperfect" and r.agreement in TOLD
                 for r in verbs)  # fmt: skip
    other = not counted and bool(readings) and _is_other_dual(form, readings)
    if not (counted or tells or yields or other):
        return None
    plain = sorted((c for c in counted if c.reading.number != "d"),
                   key=lambda c: (bool(c.reading.pronoun), c.reading.number != "p"))  # fmt: skip
    plural = next((c for c in plain if c.reading.number == "p"), None)
    one = next((c for c in plain if _is_one(c.reading)), None)
    casualty = plain[0] if plain and plain[0].unit.kind == "casualty" else None
    slots = {
        "noun": plain[0] if plain else None,
        "casualty": casualty,
        "plural": plural,
        "one": one,
        "the-dual": next(
            (c for c in counted if c.reading.number == "d" and c.reading.article), None
        ),
    }
    hits: dict[str, tuple[int, int, Entry, object]] = {
        kind: (_head(c.reading), len(form), _entry(kind), c)
        for kind, c in slots.items() if c is not None
    }  # fmt: skip
    if other:
        hits["dual-other"] = (readings[0].start, len(form), _entry("dual-other"), None)
    if tells:  # what became of people
        hits["toll"] = (0, len(form), _entry("toll"), None)
    told = Told(frozenset(hits), hits)
    duals = tuple(c for c in counted if c.reading.number == "d" and not verbs
                  and not c.reading.article and not c.reading.pronoun)  # fmt: skip
    fallen = one is not None and one.unit.kind == "casualty" and one.unit.name == "person"
    if one is not None and one.unit.kind != "person" and not fallen:
        one = None
    kin = next((c for c in counted if _is_kin(c)), None)
    if plural is not None and plural.reading.pronoun:
        kin = None  # «ومرافقيه»: two, or more
    # «مدنيين» is the plural before it is the dual
    duals = () if plural else duals
    asks = casualty is not None or one is not None or kin is not None or bool(duals)
    owned = any(c.reading.pronoun and c.reading.number in {"s", "d"} for c in counted)
    return _Form(told, asks, casualty, one, kin, owned, duals, bool(plain), yields)


def _is_kin(counted: Counted) -> bool:
    """«وزوجته», «وابنيها»: one or two people, joined to those whom the pronoun means."""
    reading = counted.reading
    owned = bool(reading.pronoun and reading.conjunction) and not reading.preposition
    return owned and counted.unit.kind == "person" and reading.number in {"s", "d"}


def _is_other_dual(form: str, readings: Sequence[Reading]) -> bool:
    """Whether a word can only be the dual of a noun in «ة»; «ـين» alone is a plural, too."""
    return form.endswith(_FEMININE_DUAL) and all(
        r.kind == "noun" and r.number == "d" and not (r.construct or r.article or r.pronoun)
        for r in readings
    )


_FEMININE_DUAL: Final = (folded("ت") + folded("ان"), folded("ت") + folded("ين"))


def _is_one(reading: Reading) -> bool:
    return reading.number == "s" and not reading.article and not reading.pronoun


_OBLIQUE: Final = folded("ي")


_TOLD: Final = attrgetter("told")
_ASKS: Final = attrgetter("asks")


def publish(scan: Scan, lang: Language) -> None:
    """Adds the counted nouns of a text to its hits, as the slots of ``quantity.rules.toml``."""
    forms = _forms(lang.morphology)
    every = forms.all(scan.words.forms)
    tokens, there = list(compress(count(), every)), list(filter(None, every))
    scan.hits.tell(tokens, list(map(_TOLD, there)))
    for token, seen in compress(zip(tokens, there, strict=True), map(_ASKS, there)):
        if seen.casualty is not None:
            _denied(scan, forms, token, seen.casualty)
        victim = _victim(scan, token, seen)
        if victim is not None:
            _add(scan, "victim", token, victim)
        for dual in () if seen.duals and _is_body(scan, token) else seen.duals:
            if not dual.reading.construct:
                _add(scan, "dual", token, dual)
            elif _is_construct(scan, token, dual, ambiguous=seen.ambiguous):
                _add(scan, "dual-of", token, dual)
            else:
                continue
            break


@cache
def _entry(kind: str) -> Entry:
    return Entry(kind, "")


def _head(reading: Reading) -> int:
    """Where a noun begins in its token, the article included."""
    # «للمهربين» begins behind its preposition, which swallows a letter of the article
    carried = len(reading.conjunction) + len(reading.preposition)
    return max(carried, reading.start - 2) if reading.article else reading.start


def _victim(scan: Scan, token: int, seen: _Form) -> Counted | None:
    """Who is counted without a number; «والده» is his father, «والدة» a mother."""
    if seen.owned and not _is_written(scan, token, _FEMININE):
        return seen.kin if seen.kin is not None and joins_counted(scan, token) else None
    return seen.one if seen.one is not None and is_victim(scan, token, seen.one) else None


def _add(scan: Scan, kind: str, token: int, counted: Counted) -> None:
    start, end = scan.words.starts[token] + _head(counted.reading), scan.words.ends[token]
    scan.hits.add(Hit(kind, token, token, start, end, _entry(kind), counted))


def _is_body(scan: Scan, token: int) -> bool:
    """«طالبان» is a movement, which is feminine, before it is two students.

    Two are «قتل طالبان», «طالبان جامعيان» and «لقي طالبان مصرعهما», but not «طالبان باكستان» and
    «الحكومة وطالبان تتبادلان».
    """
    if "org" not in scan.hits.kinds(token):
        return False
    following = token + 1
    if following < len(scan.words) and _is_of_two(scan, following):
        return False
    verb = scan.verb(token - 1) if token else None
    befell = verb is not None and verb.aspect == "perfect" and verb.agreement == "3ms"
    if not befell or role_at(scan, token - 1) not in PEOPLE:
        return True
    behind = scan.hits.kinds(following)
    return not behind.isdisjoint(_OBJECTS)  # «اختطف طالبان سبعة مهندسين»


def _is_of_two(scan: Scan, token: int) -> bool:
    """«جامعيان», «يقاتلان», «مصرعهما»: what agrees with two before it."""
    form, readings = scan.words.forms[token], scan.readings[token]
    if any(r.kind == "verb" for r in readings):
        return any(r.agreement == "3md" and not r.conjunction for r in readings)
    if scan.is_particle(token):
        return False
    return form.endswith(_THEIRS) or (form.endswith(_DUAL) and not is_definite(scan, token) and (
        _PLACES.isdisjoint(scan.hits.kinds(token))
    ))  # fmt: skip


_DUAL: Final = folded("ان")
_THEIRS: Final = folded("هم") + folded("ا")
_PLACES: Final = frozenset(["place", "place-minor"])
_OBJECTS: Final = frozenset(["number", "vague", "one", "plural", "dual"])


_DENIED: Final = 6  # tokens from «لم» to what it denies


def _denied(scan: Scan, forms: Mapping[str, _Form | None], token: int, counted: Counted) -> None:
    """«لم يسفر القصف عن ضحايا»: a hit from the negation to the noun."""
    if counted.reading.article or counted.reading.pronoun:
        return
    for place in range(token - 2, max(scan.sentence(token)[0], token - _DENIED) - 1, -1):
        if is_break(scan, place) or scan.is_particle(place, "comp", "rel"):
            return
        if not scan.is_particle(place, "neg"):
            continue
        verb = forms[scan.words.forms[place + 1]]
        if verb is None or not verb.yields or (place and scan.is_particle(place - 1, "neg", "rel")):
            return  # «ما لم تسجل وفيات» is a condition
        start = next(hit.start for hit in scan.hits.at(place, "particle"))
        end = scan.words.ends[token]
        scan.hits.add(Hit("denied", place, token, start, end, _entry("denied"), counted))
        return


def _is_construct(scan: Scan, token: int, dual: Counted, *, ambiguous: bool) -> bool:
    """Whether a dual without its nun has the noun behind it that it needs."""
    following = token + 1
    if following >= len(scan.words) or not _is_nominal(scan, following):
        return False
    if "number" in scan.hits.kinds(following):
        return False
    if dual.unit.kind in {"place", "group"} and _is_name(scan, following):
        return False  # «مدينتي هيت والرمادي» names them
    if not _TIMES.isdisjoint(scan.hits.kinds(token)):
        return False  # «سنتي سجن» are years
    form = scan.words.forms[token]
    nominative = not form.endswith(_OBLIQUE)
    if nominative and dual.reading.preposition:
        return False
    if form.endswith(_FEMININE_DUALS):
        return True
    if nominative:  # «صاروخا» is the accusative, but for «أصيب عاملا نظافة»
        subject = token > 0 and scan.verb(token - 1) is not None
        return subject and dual.unit.kind == "person" and _is_feminine_noun(scan, following)
    before = token - 1
    if before >= 0 and scan.words.forms[before] in tolls().part:
        return True
    if ambiguous:
        return False
    if before < 0 or is_break(scan, before) or scan.words.forms[before] == '"':
        return True
    if dual.reading.preposition or scan.is_particle(before) or is_verb_only(scan, before):
        return True
    if is_definite(scan, before):  # «المهاجمون صاروخي»: an adjective would have the article, too
        return True
    governing = tolls().moving | tolls().role.keys()
    return any(r.kind == "masdar" and r.lemma in governing for r in scan.readings[before])


def _is_name(scan: Scan, token: int) -> bool:
    """Whether a word behind a dual is a name: a place, a definite or an unknown word."""
    known = any(reading.kind in {"noun", "masdar"} for reading in scan.readings[token])
    return "place" in scan.hits.kinds(token) or is_definite(scan, token) or not known


def is_adjective(scan: Scan, token: int, noun: Counted) -> bool:
    """«دعم عسكري إضافي»: a relative adjective behind an indefinite noun."""
    before = token - 1
    if before < 0 or not noun.reading.lemma.endswith(_OBLIQUE) or noun.reading.conjunction:
        return False
    return _is_nominal(scan, before) and not is_definite(scan, before)


_TIMES: Final = frozenset(["unit", "units", "unit2"])
_FEMININE_DUALS: Final = (folded("تي"), folded("تا"))
_FEMININE: Final = "\u0629"  # as written: folded, it is the letter of «يشتبه», too


def _is_feminine_noun(scan: Scan, token: int) -> bool:
    """An indefinite noun in «ة», which no masculine noun takes as its adjective."""
    form = scan.words.forms[token]
    if not _is_written(scan, token, _FEMININE) or len(form) < 4 or is_definite(scan, token):
        return False
    if is_carried(scan, token):
        return False
    return not any(scan.hits.at(token, kind) for kind in ("timeunit", "unit", "numeral", "freq"))


def _is_written(scan: Scan, token: int, ending: str) -> bool:
    """Whether a word ends so in the source: folding makes «ابنة» and «ابنه» one."""
    return scan.span(token, token).of(scan.words.folded.source).endswith(ending)


def _is_nominal(scan: Scan, token: int) -> bool:
    return (
        scan.words.forms[token][0].isalpha()
        and not scan.is_particle(token)
        and not is_verb_only(scan, token)
    )


def partitive(scan: Scan, token: int) -> tuple[int, str, str | None] | None:
    """«أربعة من معاونيه»: behind «من», the token of a noun with its words and unit."""
    noun = token + 1
    if noun >= len(scan.words) or not scan.is_particle(token, "partitive"):
        return None
    form = scan.words.forms[noun]
    owned = any(form[:end].endswith(_OBLIQUE) for end in tails(form)[1:])  # «معاونيه»
    if not form[0].isalpha() or not (is_definite(scan, noun) or owned):
        return None
    if scan.is_particle(noun) or not _NO_PART.isdisjoint(scan.hits.kinds(noun)):
        return None
    human = owned or is_human(form)
    words = scan.span(noun, noun).of(scan.words.folded.source)
    return noun, words, "person" if human else None


def is_human(form: str) -> bool:
    """Whether a word looks like the sound masculine plural, which is that of people."""
    return _HUMAN.match(form) is not None


def uncatalogued(scan: Scan, token: int) -> tuple[str, str | None] | None:
    """A noun outside the unit table that a number before it can count: its words and its unit."""
    if token >= len(scan.words):
        return None
    form = scan.words.forms[token]
    if not form[0].isalpha() or form.isascii() or len(form) < 3:
        return None
    if scan.is_particle(token) or is_verb_only(scan, token) or is_definite(scan, token):
        return None
    if any(r.conjunction or r.preposition for r in scan.readings[token]):
        return None
    if not scan.readings[token] and form[0] in _PROCLITIC and not form.endswith(_COUNTABLE):
        return None  # «2017 وانعقاد», «3 لبيع»: no noun that agrees with it
    if not _NO_NOUNS.isdisjoint(scan.hits.kinds(token)):
        return None
    human = scan.hits.at(token, "demonym") or is_human(form)
    return scan.span(token, token).of(scan.words.folded.source), "person" if human else None


_PROCLITIC: Final = frozenset([folded("و"), folded("ل")])
_COUNTABLE: Final = tuple(map(folded, ("ا", "ة", "ات", "ين", "ون")))
_NO_NOUNS: Final = frozenset(
    ["month-word", "unit", "units", "timemod", "daypart", "by-day", "numeral"]
)
_NO_PART: Final = _NO_NOUNS | {"place"}
# The sound masculine plural is that of people; «قوانين» and «بساتين» are broken plurals.
_HUMAN: Final = re.compile(
    f"(?!..{folded('ا')}.{folded('ين')}$).{{3,}}({folded('ين')}|{folded('ون')})$"
)
