"""The words of saying, from ``cue.toml``: what stance they imply and how their content follows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from tawatur.rules.load import Rule, rules, text_of
from tawatur.text.fold import folded
from tawatur.text.memory import REMEMBERED
from tawatur.text.morphology import Reading

CueKind = Literal["verb", "relay", "phrase", "background", "noun", "word"]
KINDS: Final = frozenset(["verb", "relay", "phrase", "background", "noun", "word"])
STANCES: Final = frozenset(
    ["asserts", "confirms", "denies", "expects", "accuses", "demands", "warns", "claims",
     "declines", "opinion", "promises", "condemns", "welcomes", "asks", "approves"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of ``cue.toml``: ``takes`` are the ways in which content follows, folded."""

    name: str
    kind: CueKind
    stance: str
    takes: frozenset[str]
    target: bool


Expression = tuple[tuple[str, ...], Cue]


@dataclass(frozen=True, slots=True)
class Use:
    """What a written word can be as a word of saying."""

    expressions: tuple[Expression, ...] = ()
    finite: tuple[Cue, Reading] | None = None
    participle: tuple[Cue, Reading] | None = None
    passive: tuple[Cue, Reading] | None = None


_UNSEEN: Final = object()


class Cues:
    """The words of saying: verbs by lemma, expressions by their first word, longest first."""

    def __init__(self, verbs: Mapping[str, Cue], phrases: Mapping[str, tuple[Expression, ...]]):
        self.verbs, self.phrases = verbs, phrases
        self._uses: dict[str, Use | None] = {}
        self.plain: set[str] = set()  # words met so far that neither are cues nor open content
        every = [*verbs.values(), *(cue for same in phrases.values() for _, cue in same)]
        self._openers = frozenset().union(*(cue.takes for cue in every))

    def use(self, form: str, readings: Sequence[Reading]) -> Use | None:
        """What a word is as a cue; worked out once for each written form."""
        known = self._uses.get(form, _UNSEEN)
        if known is not _UNSEEN:
            return known  # type: ignore[return-value]
        made = Use(
            self._expressions(form),
            self._finite(readings),
            self._participle(form, readings),
            self._passive(readings),
        )
        if len(self._uses) > REMEMBERED:
            self._uses.clear()
            self.plain.clear()
        found = self._uses[form] = None if made == Use() else made
        if found is None and form[0].isalpha() and not self._announces(form):
            self.plain.add(form)
        return found

    def _announces(self, form: str) -> bool:
        """Whether a word may say that content follows, or that a relative clause does."""
        return (
            form in self._openers
            or form in closed("complementiser")
            or form in closed("relative")
            or form.startswith(endings("preposition_bi"))
        )

    def uses(self, forms: Sequence[str], readings: Sequence[Sequence[Reading]]) -> list[Use | None]:
        """What every word of a text is as a cue."""
        known = self._uses
        if not known.keys() >= set(forms):
            return [self.use(form, read) for form, read in zip(forms, readings, strict=True)]
        return [known[form] for form in forms]

    def _expressions(self, form: str) -> tuple[Expression, ...]:
        same = self.phrases.get(form, ())
        if same:
            return same
        if form.startswith(endings("coordination")):
            same = self.phrases.get(form[1:], ())
            form = form if same else form[1:] if form[1:2] in closed("noun_proclitic") else form
        if not same and form[:1] in closed("noun_proclitic"):  # «لاتهامات الوزير»
            nouns = self.phrases.get(form[1:], ())
            return tuple(one for one in nouns if one[1].kind == "noun")
        return same

    def _finite(self, readings: Sequence[Reading]) -> tuple[Cue, Reading] | None:
        """A verb of the third person, singular or plural, that can be active."""
        for reading in readings:
            if reading.kind != "verb" or reading.lemma not in self.verbs:
                continue
            agreement = reading.agreement or ""
            if reading.aspect == "imperfect" and reading.lemma in unfolded("only_perfect"):
                continue  # «تعد» is rather «تعدّ»
            if agreement[:1] != "3" or reading.voice == "passive":
                continue
            if reading.pronoun and any(other.kind == "masdar" for other in readings):
                return None  # «ونفيها لتصريحات»
            return self.verbs[reading.lemma], reading
        return None

    def _passive(self, readings: Sequence[Reading]) -> tuple[Cue, Reading] | None:
        """A verb of the third person that can be passive («أفيد»); its marks have to say so."""
        for reading in readings:
            if reading.kind != "verb" or reading.lemma not in self.verbs:
                continue
            if (reading.agreement or "")[:2] in ("3m", "3f") and reading.voice != "active":
                return self.verbs[reading.lemma], reading
        return None

    def _participle(self, form: str, readings: Sequence[Reading]) -> tuple[Cue, Reading] | None:
        """A participle in the accusative, as beside a saying («مؤكداً»)."""
        if not form.endswith(endings("accusative_end")):
            return None
        for reading in readings:
            if reading.kind != "participle" or reading.lemma not in self.verbs:
                continue
            if not (reading.article or reading.preposition or reading.pronoun):
                return self.verbs[reading.lemma], reading
        return None


@cache
def cues() -> Cues:
    """All words of saying; raises ``LanguageDataError`` where the file is wrong."""
    verbs: dict[str, Cue] = {}
    phrases: dict[str, list[Expression]] = {}
    for rule in cue_rules():
        cue = Cue(
            rule.name,
            rule.fields["kind"],
            rule.fields["stance"],
            frozenset(map(folded, rule.fields.get("takes", ()))),
            rule.fields.get("target", False),
        )
        for written in rule.match:
            if cue.kind in {"verb", "relay"}:
                verbs[written] = cue
            else:
                words = tuple(folded(written).split())
                phrases.setdefault(words[0], []).append((words, cue))
    longest_first = {
        first: tuple(sorted(same, key=lambda item: -len(item[0])))
        for first, same in phrases.items()
    }
    return Cues(verbs, longest_first)


@cache
def closed(name: str) -> frozenset[str]:
    """A closed class of ``saying.toml``, folded."""
    found = _closed_classes()[name]
    return frozenset(map(folded, [found] if isinstance(found, str) else found))


@cache
def unfolded(name: str) -> frozenset[str]:
    """A closed class of ``saying.toml`` as it is written: lemmas, marks."""
    found = _closed_classes()[name]
    return frozenset([found] if isinstance(found, str) else found)


@cache
def endings(name: str) -> tuple[str, ...]:
    """A closed class as what ``str.startswith`` and ``str.endswith`` take."""
    return tuple(sorted(closed(name)))


@cache
def _closed_classes() -> dict[str, list[str] | str]:
    return tomllib.loads(text_of("saying.toml"))


@cache
def cue_rules() -> tuple[Rule, ...]:
    """The rules of ``cue.toml`` with their examples."""
    return rules("cue.toml", check=_faults)


def _faults(rule: Rule) -> list[str]:
    found = []
    if rule.fields.get("kind") not in KINDS:
        found.append(f"kind {rule.fields.get('kind')!r} is none of {sorted(KINDS)}")
    if rule.fields.get("stance") not in STANCES:
        found.append(f"stance {rule.fields.get('stance')!r} is none of {sorted(STANCES)}")
    if not rule.match:
        found.append("matches nothing")
    return found
