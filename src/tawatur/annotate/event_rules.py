"""The knowledge that events are found by: trigger rules, frames of roles, governors of factuality.

All of it is read from ``lang/ar``: ``trigger.toml``, ``factuality.toml``, ``noun_event.tsv``.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from tawatur.errors import LanguageDataError
from tawatur.model.mention import Factuality
from tawatur.rules.load import Rule, rows, rules, text_of
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

ASSAULTS: Final = frozenset(
    [
        "attack",
        "missile-attack",
        "drone-attack",
        "bombing",
        "airstrike",
        "shooting",
        "shelling",
        "clash",
    ]
)
TYPES: Final = ASSAULTS | frozenset(
    [
        "killing",
        "abduction",
        "casualties",
        "launch",
        "suspend",
        "resume",
        "reduce",
        "end",
        "deploy",
        "withdraw",
        "handover",
        "presence",
        "aid",
        "meet",
        "agree",
        "request",
        "approve",
        "refuse",
        "demand",
        "vote",
        "accuse",
        "deny",
        "condemn",
        "warn",
        "complain",
        "claim-responsibility",
        "arrest",
        "seize",
        "release",
        "protest",
        "displace",
        "ceasefire",
        "siege",
        "destroy",
        "trial",
        "accident",
    ]
)
# Types whose verbal noun takes a pronoun for the person it happens to: «اختطافه».
# Types whose verbal noun may be governed by the verb of the one who does it.
DONE: Final = frozenset(
    [*("launch", "suspend", "resume", "reduce", "end", "deploy", "withdraw", "handover"),
     *("release", "aid", "ceasefire")]
)  # fmt: skip
PERSONAL: Final = frozenset(
    ["killing", "abduction", "arrest", "displace", "casualties", "release", "attack"]
)
_CRIMES: Final = frozenset(["killing", "abduction", "arrest", "displace"])
_FIELDS: Final = frozenset(
    ["type", "frame", "verb", "noun", "masdar", "participle", "words", "finite_only", "refine",
     "refuse", "needs", "needs_own", "needs_object", "needs_subject", "needs_marker",
     "refuse_subject", "refuse_object", "refuse_marker", "activity", "alone", "light",
     "trigger", "direct", "victim_type", "takes", "accusative", "completed_by", "perfect_only",
     "note"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """One entry of ``trigger.toml``, ready for use.

    ``refine`` gives the type that a class of words in the phrase makes of it, in order; ``refuse``
    are classes that make it something else; of ``needs`` one class must be present, of
    ``needs_own`` one in the trigger's adjectives. ``alone`` says that a lone noun phrase after the
    verb is the one it happens to (an unwritten passive); ``light`` which light verb must stand
    beside it; ``takes`` that events named in its object are part of it («تعليق المحادثات»).
    ``heads`` says that it asks for subject or object, ``plain`` that no word around it changes it.
    ``completed_by`` are classes of nouns that complete the verb also from behind a clause that
    describes its subject; ``perfect_only`` leaves out its imperfect, which tells of a state.
    ``purposes`` are markers behind which a deed is an aim: «صواريخ للدفاع الجوي».
    ``conditions`` are the ``needs`` together: of each one class must be there.
    """

    name: str
    type: str
    roles: Mapping[str, str]
    refine: tuple[tuple[str, str], ...] = ()
    refuse: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    needs_own: frozenset[str] = frozenset()
    needs_object: frozenset[str] = frozenset()
    needs_subject: frozenset[str] = frozenset()
    needs_marker: frozenset[str] = frozenset()
    refuse_subject: frozenset[str] = frozenset()
    refuse_object: frozenset[str] = frozenset()
    refuse_marker: frozenset[str] = frozenset()
    activity: str | None = None
    alone: bool = False
    light: str = ""
    direct: bool = False
    victim_type: str | None = None
    takes: bool = False
    accusative: bool = True
    completed_by: frozenset[str] = frozenset()
    perfect_only: bool = False
    purposes: frozenset[str] = frozenset()
    conditions: tuple[frozenset[str], ...] = ()
    heads: bool = False
    plain: bool = False

    @property
    def victim_only(self) -> bool:
        """Whether its verbal noun names a kind of crime where no victim follows: «القتل»."""
        return self.roles.get("genitive") in {"victim", "target"} and self.type in _CRIMES


@dataclass(frozen=True, slots=True)
class Governor:
    """A word whose complement is not simply a fact: «ينتظر», «محاولة», «من المحتمل».

    ``reach`` is ``near`` for words that govern only what follows at once.
    """

    value: Factuality | None
    near: bool = False


@dataclass(frozen=True, slots=True)
class EventRules:
    """Everything that ``trigger.toml`` and its companions say, indexed by lemma."""

    rules: tuple[TriggerRule, ...]
    by_lemma: Mapping[tuple[str, str], tuple[TriggerRule, ...]]
    light: Mapping[str, str]
    control: frozenset[str]
    issue_verbs: frozenset[str]
    issue_words: frozenset[str]
    slogans: frozenset[str]
    own_deeds: frozenset[str]  # verbs without an object
    markers: Mapping[tuple[str, ...], str]
    single: Mapping[str, str]  # the markers of one word
    marker_openers: frozenset[str]  # the first words of markers of several words
    particles: Mapping[str, str]
    governors: Mapping[tuple[str, str], Governor]
    expressions: Mapping[str, tuple[tuple[tuple[str, ...], Governor], ...]]
    words: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    closing: frozenset[str]  # words that end what belongs to a trigger
    sources: tuple[Rule, ...]
    named: Mapping[str, TriggerRule]
    setting_out: frozenset[str]  # verbs that «من» and where something came from stand behind
    partitive: str  # the preposition between a number and what it is a part of: «من»

    @property
    def qad(self) -> frozenset[str]:
        """Particles that stand before a verb and open no clause: «قد»."""
        return self.words["maybe"]

    def triggers(self, reading: Reading) -> tuple[TriggerRule, ...]:
        """The rules that a reading of a token can set off."""
        return self.by_lemma.get((reading.kind, reading.lemma), ())


@cache
def event_rules() -> EventRules:
    """The rules of Arabic; raises ``LanguageDataError`` naming every fault."""
    data = tomllib.loads(text_of("trigger.toml"))
    frames = data["frame"]
    sources = rules("trigger.toml", lambda rule: _faults(rule, frames))
    made: list[TriggerRule] = []
    by_lemma: dict[tuple[str, str], list[TriggerRule]] = defaultdict(list)
    for source in sources:
        rule = _trigger_rule(source, frames)
        made.append(rule)
        for key in _keys(source):
            by_lemma[key].append(rule)
    markers = {
        tuple(folded(phrase).split()): marker
        for marker, phrases in data["marker"].items()
        for phrase in phrases
    }
    facts = tomllib.loads(text_of("factuality.toml"))
    governors, expressions = _governors(facts["governor"])
    (partitive,) = map(folded, facts["words"]["partitive"])
    words = {name: frozenset(map(folded, forms)) for name, forms in facts["words"].items()}
    return EventRules(
        rules=tuple(made),
        by_lemma={key: tuple(same) for key, same in by_lemma.items()},
        light={lemma: kind for kind, lemmas in data["light"].items() for lemma in lemmas},
        control=frozenset(data["control"]["verb"]),
        issue_verbs=frozenset(data["issue"]["verb"]),
        issue_words=frozenset(map(folded, data["issue"]["words"])),
        slogans=frozenset(map(folded, data["issue"]["slogan"])),
        own_deeds=frozenset(data["issue"]["own_deed"]),
        markers=markers,
        single={phrase[0]: marker for phrase, marker in markers.items() if len(phrase) == 1},
        marker_openers=frozenset(phrase[0] for phrase in markers if len(phrase) > 1),
        particles=_particles(data["particle"]),
        governors=governors,
        expressions=expressions,
        words=words,
        closing=words["nominal_negation"] | words["ground"],
        classes=_classes(),
        sources=sources,
        named={rule.name: rule for rule in made},
        setting_out=frozenset(data["setting_out"]["verb"]),
        partitive=partitive,
    )


_Frame = Mapping[str, list[str]]


def _roles(frame: _Frame) -> dict[str, str]:
    """The role of each marker in a frame."""
    rows = frame.items()
    return {marker: role for role, markers in rows if role != _PURPOSE for marker in markers}


_PURPOSE: Final = "purpose"


def _faults(rule: Rule, frames: Mapping[str, _Frame]) -> list[str]:
    faults = [f"unknown field {name!r}" for name in rule.fields if name not in _FIELDS]
    if rule.fields.get("type") not in TYPES:
        faults.append(f"unknown type {rule.fields.get('type')!r}")
    if rule.fields.get("frame") not in frames:
        faults.append(f"unknown frame {rule.fields.get('frame')!r}")
    if not _keys(rule) and "words" not in rule.fields:
        faults.append("neither verb, noun, masdar, participle nor words")
    faults.extend(
        f"refines to unknown type {kind!r}"
        for _, kind in rule.fields.get("refine", [])
        if kind not in TYPES
    )
    return faults


def _keys(rule: Rule) -> list[tuple[str, str]]:
    fields = rule.fields
    keys = [("noun", lemma) for lemma in fields.get("noun", [])]
    for lemma in fields.get("verb", []):
        keys.append(("verb", lemma))
        if not fields.get("finite_only"):
            keys.append(("masdar", lemma))
    keys += [("masdar", lemma) for lemma in fields.get("masdar", [])]
    keys += [("participle", lemma) for lemma in fields.get("participle", [])]
    return keys


def _trigger_rule(rule: Rule, frames: Mapping[str, _Frame]) -> TriggerRule:
    fields = rule.fields
    frame = frames[fields["frame"]]

    def classes(name: str) -> frozenset[str]:
        return frozenset(fields.get(name, ()))

    heads = any(name in fields for name in _HEADS)
    return TriggerRule(
        name=rule.name,
        type=fields["type"],
        roles=_roles(frame),
        refine=tuple((kind, made) for kind, made in fields.get("refine", ())),
        refuse=classes("refuse"),
        needs=classes("needs"),
        needs_own=classes("needs_own"),
        needs_object=classes("needs_object"),
        needs_subject=classes("needs_subject"),
        needs_marker=classes("needs_marker"),
        refuse_subject=classes("refuse_subject"),
        refuse_object=classes("refuse_object"),
        refuse_marker=classes("refuse_marker"),
        activity=fields.get("activity"),
        alone=bool(fields.get("alone")),
        light="any" if fields.get("light") is True else fields.get("light", ""),
        direct=bool(fields.get("direct")),
        victim_type=fields.get("victim_type"),
        takes=bool(fields.get("takes")) or "activity" in fields,
        accusative=fields.get("accusative", True),
        completed_by=classes("completed_by"),
        perfect_only=bool(fields.get("perfect_only")),
        purposes=frozenset(frame.get(_PURPOSE, ())),
        conditions=tuple(
            classes(need)
            for need in ("needs", "needs_own", "needs_object", "needs_subject")
            if need in fields
        ),
        heads=heads,
        plain=not heads and not any(name in fields for name in _SENSES),
    )


_HEADS: Final = ("needs_object", "needs_subject", "refuse_subject", "refuse_object")
_SENSES: Final = ("needs", "needs_own", "refuse", "refine")


def _particles(data: Mapping[str, list[str]]) -> dict[str, str]:
    return {folded(word): category for category, words in data.items() for word in words}


_Expressions = dict[str, tuple[tuple[tuple[str, ...], Governor], ...]]


def _governors(
    data: Iterable[Mapping[str, Any]],
) -> tuple[dict[tuple[str, str], Governor], _Expressions]:
    """Governors by (kind of word, lemma), and expressions by their first word."""
    by_lemma: dict[tuple[str, str], Governor] = {}
    by_word: dict[str, list[tuple[tuple[str, ...], Governor]]] = defaultdict(list)
    faults = []
    for row in data:
        value = row["value"]
        if value != "generic" and value not in set(Factuality):
            faults.append(f"factuality.toml: unknown value {value!r}")
            continue
        governor = Governor(
            None if value == "generic" else Factuality(value), row.get("reach") == "near"
        )
        for lemma in row.get("verb", ()):
            by_lemma["verb", lemma] = governor
            by_lemma["masdar", lemma] = governor
            by_lemma["participle", lemma] = governor
        for lemma in row.get("noun", ()):
            by_lemma["masdar", lemma] = governor
            by_lemma["noun", lemma] = governor
        for phrase in row.get("words", ()):
            sequence = tuple(folded(phrase).split())
            by_word[sequence[0]].append((sequence, governor))
    if faults:
        raise LanguageDataError(faults)
    longest = {
        word: tuple(sorted(found, key=lambda item: -len(item[0])))
        for word, found in by_word.items()
    }
    return by_lemma, longest


def _classes() -> dict[str, frozenset[str]]:
    """Classes of nouns by lemma; whoever can be counted as a person is human."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, singular, _ in rows("noun_event.tsv"):
        found[singular.replace("\u0651", "")].add(kind)
    for _, kind, _, _, singular, _ in rows("noun_unit.tsv"):
        if kind == "person":
            found[singular.replace("\u0651", "")].add("human")
    return {lemma: frozenset(kinds) for lemma, kinds in found.items()}
