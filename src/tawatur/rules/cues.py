"""The words of saying, from ``cue.toml``: what stance they imply and how their content follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from tawatur.rules.load import Rule, rules
from tawatur.text.fold import folded

CueKind = Literal["verb", "relay", "phrase", "background"]
KINDS: Final = frozenset(["verb", "relay", "phrase", "background"])
STANCES: Final = frozenset(
    "asserts confirms denies expects accuses demands warns claims declines opinion promises "
    "condemns welcomes asks approves".split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of ``cue.toml``: ``takes`` are the ways in which content follows, folded."""

    name: str
    kind: CueKind
    stance: str
    takes: frozenset[str]
    target: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """Verbs by lemma; expressions by their first folded word, the longest first."""

    verbs: Mapping[str, Cue]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]


@cache
def cues() -> Cues:
    """All words of saying; raises ``LanguageDataError`` where the file is wrong."""
    verbs: dict[str, Cue] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
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
