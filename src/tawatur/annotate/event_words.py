"""What the form of a token can be, worked out once per form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tawatur.annotate.event_rules import EventRules, Governor, TriggerRule
from tawatur.model.mention import Factuality
from tawatur.rules.scan import Scan
from tawatur.text.memory import REMEMBERED
from tawatur.text.morphology import Reading
from tawatur.text.words import tails

BREAKS: Final = frozenset('\n.،,:;؛!؟?()[]/-…|"')


_NOMINAL: Final = frozenset(["noun", "masdar", "participle"])


@dataclass(frozen=True, slots=True)
class Word:
    """What the form of a token says by itself."""

    form: str
    bare: str  # without a conjunction
    joined: bool  # a conjunction is written with it
    particle: str  # category of a closed-class word, or ""
    bound: bool  # a particle with a pronoun: «فيها»
    breaks: bool
    verb: Reading | None
    nominal: Reading | None
    preposition: str
    article: bool
    classes: frozenset[str]
    triggers: tuple[tuple[Reading, TriggerRule], ...]
    governor: Governor | None
    light: str
    finite_only: bool  # it can be nothing but a finite verb
    nation: str  # the code of the country that an adjective of nationality names, or ""


class Forms:
    """The words of a language by form, worked out when first met."""

    def __init__(
        self,
        rules: EventRules,
        particles: Mapping[str, str],
        nations: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.rules = rules
        self._nations = nations
        self._adjectives = nations.keys() | rules.words["adjective"]
        self._particles = {**particles, **rules.particles}
        self._known: dict[str, Word] = {}

    def all(self, scan: Scan) -> list[Word]:
        """What each token of a text can be."""
        known = self._known
        forms = scan.words.forms
        if not known.keys() >= set(forms):
            if len(known) > REMEMBERED:
                known.clear()
            for form, readings in zip(forms, scan.readings, strict=True):
                if form not in known:
                    known[form] = self._word(form, readings)
        return list(map(known.__getitem__, forms))

    def _word(self, form: str, readings: tuple[Reading, ...]) -> Word:
        category, bound, joined = self._particle(form)
        if category:
            readings = tuple(
                r for r in readings if r.kind == "verb" and r.lemma in self.rules.light
            )
        readings = _simplest(readings)
        if form in self.rules.words["another"]:
            readings = tuple(r for r in readings if r.kind != "verb")  # «آخر» is no «أخّر»
        verbs = [r for r in readings if r.kind == "verb"]
        verb = next((r for r in verbs if r.lemma in self.rules.light), next(iter(verbs), None))
        nominal = next((r for r in readings if r.kind in _NOMINAL), None)
        conjunction = next((r.conjunction for r in readings if r.conjunction), "")
        first = verb or nominal
        if first is not None:
            joined = joined or bool(first.conjunction)
        classes: set[str] = set()
        for reading in readings:
            if reading.kind in _NOMINAL:
                classes |= self.rules.classes.get(reading.lemma, frozenset())
        preposition, article = _opening(form, nominal, verb)
        if category == "adv" or form in self._adjectives:
            preposition = ""  # «بريطاني» is no ب before a noun
        if form in self._nations:
            article = False  # «ألماني» begins like a word with the article
        nation = self._nations.get(form.removeprefix("ال") if article else form, "")
        if form in self.rules.words["self"]:
            classes.add("self")
        if form in self.rules.words["drones"]:
            classes.add("drone")
        if not (category or classes - _ADJECTIVE) and _names_people(
            form, readings, self.rules.words
        ):
            classes = {"human"}
        triggers = tuple((r, rule) for r in readings for rule in self.rules.triggers(r))
        light = [r for r in readings if r.lemma in self.rules.light]
        governor = self._governor(light or readings)
        bare = form[1:] if (joined or conjunction) and form[:1] in {"و", "ف"} else form
        return Word(
            form, bare, joined, category, bound, form in BREAKS or form.startswith(".."), verb,
            nominal, preposition, article, frozenset(classes), triggers, governor,
            self.rules.light[light[0].lemma] if light else "",
            verb is not None and nominal is None, nation,
        )  # fmt: skip

    def _governor(self, readings: Sequence[Reading]) -> Governor | None:
        """What the word says of a deed behind it; first of all that it came about."""
        found = [
            governor
            for r in readings
            if (governor := self.rules.governors.get((r.kind, r.lemma))) is not None
        ]
        managed = [one for one in found if one.value is Factuality.ACTUAL]
        return next(iter(managed or found), None)

    def _particle(self, form: str) -> tuple[str, bool, bool]:
        if self._directional(form):
            return "", False, False
        for joined, base in ((False, form), (True, form[1:] if form[:1] in {"و", "ف"} else "")):
            category = self._particles.get(base)
            if category:
                return category, category == "bound", joined
            for end in tails(base) if base else ():
                if end != len(base) and self._particles.get(base[:end]) == "prep":
                    return "prep", True, joined
        return "", False, False

    def _directional(self, form: str) -> bool:
        """«غربية»: the adjective of «غرب», not «west of him»."""
        return form[-2:] == "يه" and {form[:-1], form[:-2]} <= self._particles.keys()


_OURS: Final = "نا"
_MINE: Final = "ي"  # «أرضي» in news is an adjective, not «my land»


_ADJECTIVE: Final = frozenset(["verbal"])  # «سياسي»; «سياسيون» are people


def _names_people(
    form: str, readings: tuple[Reading, ...], words: Mapping[str, frozenset[str]]
) -> bool:
    """Whether a form has the plural that only people take: of a participle or an adjective of
    belonging («المحتجزين», «سياسيون»), or of a word that no list knows.
    """
    if not readings:
        return _is_sound_plural(form, words)
    if form[-2:] not in words["sound_plural"] or form in words["loan"]:
        return False
    return all(
        reading.number != "s" and (reading.kind == "participle" or reading.lemma.endswith("ي"))
        for reading in readings
    )


def _is_sound_plural(form: str, words: Mapping[str, frozenset[str]]) -> bool:
    """«مهندسون», «اشتراكيين»: unknown words with the plural of participles and of belonging name
    people; the endings are also those of loan words and of broken plurals like «ميادين».
    """
    for opening in words["proclitic"]:
        if form.startswith(opening) and len(form) - len(opening) >= _PLURAL:
            form = form[len(opening) :]
            break
    if form[-2:] not in words["sound_plural"] or len(form) < _PLURAL or form in words["loan"]:
        return False
    stem = form[:-2]
    belonging = stem.endswith("ي") and len(stem) > 3
    return belonging or (stem[0] == "م" and len(stem) > 3 and stem[2] != "ا")


_PLURAL: Final = 6  # letters


def _far_fetched(reading: Reading, readings: tuple[Reading, ...]) -> bool:
    """A dual in construct where something else will do («قتلى» is no «قتلَي»), or with a pronoun."""
    if reading.number != "d" or not reading.construct:
        return False
    return bool(reading.pronoun) or any(r.number != "d" for r in readings)


def _simplest(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings that cut the least off: «وزير» is no و + verb, «دورية» no noun with a pronoun,
    and a third person is likelier in news than a first one spelled alike.
    """
    readings = tuple(r for r in readings if r.pronoun != _MINE or r.kind == "verb")
    whole = tuple(r for r in readings if not (r.conjunction or r.preposition))
    if whole and not all(r.voice == "passive" and r.kind == "verb" for r in whole):
        readings = whole
    # «ديني»: a passive has no object
    readings = tuple(r for r in readings if not (r.voice == "passive" and r.pronoun))
    plain = tuple(r for r in readings if not r.pronoun)
    if any(r.kind != "verb" for r in plain):
        readings = plain
    readings = tuple(r for r in readings if not _far_fetched(r, readings))
    if any(r.kind == "verb" and not r.future for r in readings):  # «استقبل» is no س + «تقبل»
        readings = tuple(r for r in readings if not r.future)
    if any(r.agreement is not None and r.agreement[0] == "1" and not r.pronoun for r in readings):
        # «اعتقلنا 21 شخصا»: we did it, in what is quoted, rather than he did it to us
        readings = tuple(r for r in readings if r.pronoun != _OURS)
    third = any(r.agreement is not None and r.agreement[0] == "3" for r in readings)
    if third:
        readings = tuple(r for r in readings if r.agreement is None or r.agreement[0] == "3")
    return readings


def _opening(form: str, nominal: Reading | None, verb: Reading | None) -> tuple[str, bool]:
    """The preposition and article written with a nominal; guessed where the word is not known."""
    if nominal is not None:
        return nominal.preposition, nominal.article
    rest = form[1:] if form[:1] in {"و", "ف"} and len(form) > 4 else form
    if rest.startswith("لل") and len(rest) > 4:
        return "ل", True
    if rest[:1] in {"ب", "ك"} and rest[1:3] == "ال" and len(rest) > 5:
        return rest[0], True
    if verb is None and form[:1] in {"ب", "ل"} and len(form) > 3:
        return form[0], False  # nouns that begin so are known words, see noun_event.tsv
    return "", rest.startswith("ال") and len(rest) > 3 and verb is None
