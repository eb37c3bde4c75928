"""The words of saying, from ``cue.toml``: what stance they imply and how their content follows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from tawatur.rules.load import Rule, rules, text_of
from tawatur.text.fold import folded
from tawatur.text.memory import REMEMBERED
from tawatur.text.morphology import Reading

CueKind = Literal[
    "verb", "relay", "phrase", "background", "noun", "word", "hearsay", "own", "attitude"
]
KINDS: Final = frozenset(get_args(CueKind))
STANCES: Final = frozenset(
    ["asserts", "confirms", "denies", "expects", "accuses", "demands", "warns", "claims",
     "declines", "opinion", "promises", "condemns", "welcomes", "asks", "approves"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of ``cue.toml``: ``takes`` are the ways in which content follows, folded.

    ``clauses`` are the prepositions which must stand before «أن» where not every «أن» opens the
    content; ``needs`` words of which one must follow for the verb to be one of saying at all.
    """

    name: str
    kind: CueKind
    stance: str
    takes: frozenset[str]
    target: bool
    clauses: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


Expression = tuple[tuple[str, ...], Cue]


@dataclass(frozen=True, slots=True)
class Use:
    """What a written word can be as a word of saying."""

    expressions: tuple[Expression, ...] = ()
    finite: tuple[Cue, Reading] | None = None
    participle: tuple[Cue, Reading] | None = None
    passive: tuple[Cue, Reading] | None = None
    support: tuple[tuple[Cue, ...], Reading] | None = None  # only beside a noun that it needs
    either: tuple[Cue, Reading] | None = None  # with its pronoun as likely a noun: «وصفها»


_UNSEEN: Final = object()


class Cues:
    """The words of saying: verbs by lemma, expressions by their first word, longest first."""

    def __init__(
        self,
        verbs: Mapping[str, Cue],
        phrases: Mapping[str, tuple[Expression, ...]],
        supports: Mapping[str, tuple[Cue, ...]],
    ):
        self.verbs, self.phrases, self.supports = verbs, phrases, supports
        self._uses: dict[str, Use | None] = {}
        self.plain: set[str] = set()  # words met so far that neither are cues nor open content
        every = [*verbs.values(), *(cue for same in phrases.values() for _, cue in same)]
        every += [cue for same in supports.values() for cue in same]
        self.named = {cue.name: cue for cue in every}
        self._openers = frozenset().union(*(cue.takes for cue in every))

    def use(self, form: str, readings: Sequence[Reading]) -> Use | None:
        """What a word is as a cue; worked out once for each written form."""
        known = self._uses.get(form, _UNSEEN)
        if known is not _UNSEEN:
            return known  # type: ignore[return-value]
        bare = form[1:] if form.startswith(endings("coordination")) else form
        if bare in closed("must"):
            readings = ()  # «يجب» is rather a duty than an answer
        participle = self._participle(form, readings)
        expressions = self._expressions(form)
        if participle is not None and form.endswith(
            endings("adverb_end")
        ):  # «مطالبا» is rather he who demands than demands
            expressions = tuple(one for one in expressions if one[1].kind != "noun")
        finite = self._finite(readings)
        doubtful = any(r.kind == "masdar" and r.pronoun for r in readings)
        verbs = [reading for reading in readings if reading.kind == "verb"]
        made = Use(
            expressions,
            finite,
            participle,
            self._passive(readings),
            self._support(form, readings),
            self._finite(verbs) if finite is None and doubtful else None,
        )
        if len(self._uses) > REMEMBERED:
            self._uses.clear()
            self.plain.clear()
        found = self._uses[form] = None if made == Use() else made
        joined = readings and all(r.kind == "verb" and r.conjunction for r in readings)
        if found is None and form[0].isalpha() and not (joined or self._announces(form)):
            self.plain.add(form)
        return found

    def _announces(self, form: str) -> bool:
        """Whether a word may say that content follows, or that a relative clause does."""
        return (
            form in self._openers
            or form in closed("complementiser")
            or form in closed("relative")
            or form in closed("while_he")
            or form in closed("then")
            or form in closed("question")
            or form.startswith((*endings("preposition_bi"), *endings("preposition_li")))
        )

    def uses(self, forms: Sequence[str], readings: Sequence[Sequence[Reading]]) -> list[Use | None]:
        """What every word of a text is as a cue."""
        known = self._uses
        if not known.keys() >= set(forms):
            return [
                known[form] if form in known else self.use(form, read)
                for form, read in zip(forms, readings, strict=True)
            ]
        return list(map(known.__getitem__, forms))

    def _expressions(self, form: str) -> tuple[Expression, ...]:
        same = self.phrases.get(form, ())
        if form.startswith(endings("coordination")):
            same = (*same, *self.phrases.get(form[1:], ()))
            form = form if same else form[1:] if form[1:2] in closed("noun_proclitic") else form
        if not same and form.endswith(endings("adverb_end")):  # «تعهدا»
            nouns = self.phrases.get(form[:-1], ())
            return tuple(one for one in nouns if one[1].kind == "noun" and len(one[0]) == 1)
        if not same and form[:1] in closed("noun_proclitic"):  # «لاتهامات الوزير»
            nouns = self.phrases.get(form[1:], ())
            bi = form.startswith(endings("preposition_bi"))
            kinds = ("noun", "word") if bi else ("noun",)
            return tuple(one for one in nouns if one[1].kind in kinds)
        return same

    def _finite(self, readings: Sequence[Reading]) -> tuple[Cue, Reading] | None:
        """A verb of the third person, singular or plural, that can be active.

        Of two lemmas a perfect goes before an imperfect: «تردد» is rather «تردّد» than «تردّد هي».
        """
        first: tuple[Cue, Reading] | None = None
        for reading in readings:
            if reading.kind != "verb" or reading.lemma not in self.verbs:
                continue
            agreement = reading.agreement or ""
            if reading.aspect == "imperfect" and reading.lemma in unfolded("only_perfect"):
                continue  # «تعد» is rather «تعدّ»
            if agreement[:1] != "3" or reading.voice == "passive":
                continue
            if reading.pronoun.startswith(endings("no_object")):
                continue  # «الحاكم», «الحي» are rather nouns
            if reading.pronoun and any(other.kind == "masdar" for other in readings):
                return None  # «ونفيها لتصريحات»
            cue = self.verbs[reading.lemma]
            if first is None:
                first = cue, reading
            elif first[0] is not cue and reading.aspect == "perfect" != first[1].aspect:
                return cue, reading
        return first

    def _passive(self, readings: Sequence[Reading]) -> tuple[Cue, Reading] | None:
        """A verb of the third person that can be passive («أفيد»); its marks have to say so."""
        for reading in readings:
            if reading.kind != "verb" or reading.lemma not in self.verbs:
                continue
            if reading.pronoun.startswith(endings("no_object")):
                continue
            if (reading.agreement or "")[:2] in ("3m", "3f") and reading.voice != "active":
                return self.verbs[reading.lemma], reading
        return None

    def _support(
        self, form: str, readings: Sequence[Reading]
    ) -> tuple[tuple[Cue, ...], Reading] | None:
        """A verb or participle that says something only with its noun: «دق ناقوس الخطر»."""
        accusative = form.endswith(endings("accusative_end"))
        for reading in readings:
            if reading.lemma not in self.supports:
                continue
            third = (reading.agreement or "").startswith("3") and reading.voice != "passive"
            bare = accusative and not (reading.article or reading.preposition or reading.pronoun)
            if third if reading.kind == "verb" else reading.kind == "participle" and bare:
                return self.supports[reading.lemma], reading
        return None

    def _participle(self, form: str, readings: Sequence[Reading]) -> tuple[Cue, Reading] | None:
        """A participle in the accusative, as beside a saying («مؤكداً»)."""
        if not form.endswith(endings("accusative_end")):
            return None
        for reading in readings:
            if reading.kind != "participle" or reading.lemma not in self.verbs:
                continue
            if _is_masculine(form, reading.lemma):
                continue
            if not (reading.article or reading.preposition or reading.pronoun):
                return self.verbs[reading.lemma], reading
        return None


def _is_masculine(form: str, lemma: str) -> bool:
    """«موجه», «منبه»: the last letter is the root's and no feminine's, which has two («موجهة»)."""
    root = endings("his")
    return lemma.endswith(root) and form.endswith(root) and not form[:-1].endswith(root)


@cache
def cues() -> Cues:
    """All words of saying; raises ``LanguageDataError`` where the file is wrong."""
    verbs: dict[str, Cue] = {}
    phrases: dict[str, list[Expression]] = {}
    supports: dict[str, tuple[Cue, ...]] = {}
    for rule in cue_rules():
        cue = _cue(rule)
        for written in rule.match:
            if cue.needs:
                supports[written] = (*supports.get(written, ()), cue)
            elif cue.kind in {"verb", "relay", "hearsay"}:
                verbs[written] = cue
            else:
                words = tuple(folded(written).split())
                phrases.setdefault(words[0], []).append((words, cue))
    longest_first = {
        first: tuple(sorted(same, key=lambda item: -len(item[0])))
        for first, same in phrases.items()
    }
    return Cues(verbs, longest_first, supports)


def _cue(rule: Rule) -> Cue:
    takes = [folded(way).split() for way in rule.fields.get("takes", ())]
    return Cue(
        rule.name,
        rule.fields["kind"],
        rule.fields["stance"],
        frozenset(way[0] for way in takes if len(way) == 1),
        rule.fields.get("target", False),
        frozenset(way[0] for way in takes if len(way) > 1),
        frozenset(map(folded, rule.fields.get("needs", ()))),
    )


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
