"""A language: its lexicons, lemmas and rules, loaded and checked once."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from tawatur.rules import scan as scanning
from tawatur.rules.gazetteer import KIND as PLACE
from tawatur.rules.gazetteer import MINOR, Gazetteer
from tawatur.rules.lexicon import Entry, Lexicon
from tawatur.rules.load import Rule, lexicon, rows, rules
from tawatur.rules.match import Patterns
from tawatur.rules.scan import Scan
from tawatur.text.morphology import Morphology, NounLemma, VerbLemma

# Slots that annotators fill with their own mentions; every other slot is a lexicon's kind.
MENTION_KINDS = (
    *("number", "int", "year", "timex", "ordinal"),
    *("day", "hour", "month", "sure-month", "date", "dotted-date", "duration", "count"),
    *(
        "clock-time",
        "noun",
        "one",
        "plural",
        "dual",
        "dual-of",
        "the-dual",
        "dual-other",
        "victim",
        "casualty",
        "toll",
    ),
    *("denied", "located"),
)


@dataclass(frozen=True, slots=True)
class Language:
    """All knowledge of one language, ready for use; ``patterns`` and ``rules`` are by file stem."""

    lexicon: Lexicon
    morphology: Morphology
    entries: Mapping[str, tuple[Entry, ...]]
    patterns: Mapping[str, Patterns]
    rules: Mapping[str, tuple[Rule, ...]]
    places: Gazetteer = field(default_factory=Gazetteer)

    def scan(self, source: str) -> Scan:
        """The words of a text with what this language says about each of them."""
        return scanning.scan(source, self.lexicon, self.morphology)


@cache
def arabic(gazetteers: tuple[Path, ...] = ()) -> Language:
    """Arabic, from ``lang/ar``; raises ``LanguageDataError`` naming every fault of a file.

    ``gazetteers`` are files of the user's own, beside the one that comes with tawatur.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _arabic(gazetteers)
    finally:
        gc.freeze()  # a language stays: no later collection need walk through all its words
        if collecting:
            gc.enable()


def _arabic(gazetteers: tuple[Path, ...]) -> Language:
    folder = files("tawatur.lang").joinpath("ar")
    names = sorted(item.name for item in folder.iterdir())
    verbs = [v for name in names if name.startswith("verb") for v in verb_lemmas(name)]
    nouns = [n for name in names if name.startswith("noun") for n in noun_lemmas(name)]
    entries: list[Entry] = []
    for name in names:
        if name.endswith(".lex.tsv"):
            entries.extend(lexicon(name))
    places = Gazetteer(gazetteers)
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    kinds = {*by_kind, *MENTION_KINDS, PLACE, MINOR}
    patterns: dict[str, Patterns] = {}
    loaded: dict[str, tuple[Rule, ...]] = {}
    for name in names:
        if name.endswith(".rules.toml"):
            stem = name.removesuffix(".rules.toml")
            loaded[stem] = rules(name)
            patterns[stem] = Patterns(loaded[stem], kinds)
            entries.extend(patterns[stem].entries())
    return Language(
        lexicon=Lexicon(_distinct(entries), places),
        morphology=Morphology(verbs, nouns),
        entries=MappingProxyType({kind: tuple(same) for kind, same in by_kind.items()}),
        patterns=MappingProxyType(patterns),
        rules=MappingProxyType(loaded),
        places=places,
    )


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    """Words of several pattern files are found once."""
    seen: set[str] = set()
    kept = []
    for entry in entries:
        if entry.kind.startswith("="):
            if entry.kind in seen:
                continue
            seen.add(entry.kind)
        kept.append(entry)
    return kept


def verb_lemmas(file: str, text: str | None = None) -> tuple[VerbLemma, ...]:
    """The verbs of a table: perfect, imperfect, verbal nouns, participles; shadda where doubled."""
    found = []
    for perfect, imperfect, masdars, participles in rows(file, text, width=4):
        lemma = perfect.replace("\u0651", "")
        found.append(VerbLemma(lemma, perfect, imperfect, _forms(masdars), _forms(participles)))
    return tuple(found)


def noun_lemmas(file: str, text: str | None = None) -> tuple[NounLemma, ...]:
    """The nouns of a table: singular and plurals, «ون» and «ات» standing for the sound ones."""
    return tuple(NounLemma(row[-2], row[-2], _forms(row[-1])) for row in rows(file, text))


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split("|") if form.strip() not in {"", "-"})
