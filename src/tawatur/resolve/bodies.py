"""The entities of bodies: of the lists, of a state, and those that a head word shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from tawatur.model.claim import Entity
from tawatur.model.mention import Name, NameKind
from tawatur.resolve.context import Context
from tawatur.resolve.located import PREFIX, hashed
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Entry, Lexicon
from tawatur.text.fold import folded

OF_PLACE: Final = "org-of-place"
FOR_TASK: Final = "org-purpose"  # «شركة هانوفر لإعادة التأمين»
ARTICLE: Final = "ال"


_LISTS: Final = ("org", "body", "outlet", "org-head", "weapon")


@dataclass(frozen=True, slots=True)
class _Lists:
    """The first form of each body of our lists, by kind and key; English adjectives by country."""

    entries: Mapping[str, Entry]
    adjectives: Mapping[str, str]
    nationalities: Mapping[str, str]


# Keyed by the lexicon, which lives as long as its language.
_REMEMBERED: Final[WeakKeyDictionary[Lexicon, _Lists]] = WeakKeyDictionary()


def _lists(lang: Language) -> _Lists:
    found = _REMEMBERED.get(lang.lexicon)
    if found is None:
        entries: dict[str, Entry] = {}
        for kind in _LISTS:
            for entry in lang.entries.get(kind, ()):
                entries.setdefault(f"{kind}:{entry['key']}", entry)
        adjectives: dict[str, str] = {}
        nationalities: dict[str, str] = {}
        for entry in lang.entries.get("demonym", ()):
            adjectives.setdefault(entry["country"], entry["name_en"])
            nationalities.setdefault(ARTICLE + folded(entry.form), entry["country"])
        found = _REMEMBERED[lang.lexicon] = _Lists(entries, adjectives, nationalities)
    return found


def curated(lang: Language) -> Mapping[str, Entry]:
    """The first entry of each body of our lists, by kind and key."""
    return _lists(lang).entries


def body(lang: Language, name: Name, key: str, source: str, state: Context) -> Entity:
    """The entity of a body; one without a nationality belongs to the state of the context.

    ``key`` is its entry, or that of the longer name that it shortens.
    """
    words = name.span.of(source)
    kind, _, rest = key.partition(":")
    entries = curated(lang)
    if kind in {"org", "outlet"} and key in entries:
        entry = entries[key]
        sector = entry.get("sector") if kind == "org" else "MED"
        return Entity(PREFIX + rest, name.kind.value, words, entry["name_en"],
                      country=entry.get("country"), sector=sector)  # fmt: skip
    if kind == "body":
        return _of_state(lang, name, rest, words, state)
    if kind == "head":
        head, _, text = rest.partition(":")
        return _headed(lang, name, text, entries[f"org-head:{head}"].get("sector"), words, state)
    if name.kind is NameKind.WEAPON and f"weapon:{key}" in entries:
        return Entity(PREFIX + key, name.kind.value, words, entries[f"weapon:{key}"]["name_en"])
    return Entity(hashed(name.kind.value, rest or folded(words)), name.kind.value, words)


NATIONAL: Final = frozenset(["GOV", "MIL", "COP", "JUD", "LAB", "EDU", "LEG", "SPY", "PTY"])
PLACE: Final = "the place that its name states"


def _headed(
    lang: Language, name: Name, text: str, sector: str | None, words: str, state: Context
) -> Entity:
    """«شرطة نينوى», «نقابة المحامين»: of its place's state, else of that of the context."""
    where = None
    if name.rule in {OF_PLACE, FOR_TASK}:
        where = _where(lang, text, state, second=name.rule == FOR_TASK)
    country = where
    basis: tuple[str, ...] = (PLACE,) if where else ()
    if country is None:  # «مصلحة السجون الإسرائيلية»
        known = _lists(lang).nationalities
        country = next((known[word] for word in text.split() if word in known), None)
    if country is None and sector in NATIONAL:
        country, basis = state.country, state.basis
    return Entity(
        hashed("organisation", text), name.kind.value, words, country=country, sector=sector,
        basis=basis,
    )  # fmt: skip


def _where(lang: Language, text: str, state: Context, *, second: bool) -> str | None:
    """The country of the place with which the name of a body ends, or which is its second word."""
    parts = text.split()
    tails = parts[1:2] if second else [" ".join(parts[n:]) for n in range(1, len(parts))]
    for words in tails:
        ids = lang.places.ids(words)
        found = lang.places.several(" ".join(ids)).countries if ids else frozenset[str]()
        if found:
            return next(iter(found)) if len(found) == 1 else _among(found, state)
    return None


def _among(found: frozenset[str], state: Context) -> str | None:
    return state.country if state.country in found else None


def _of_state(lang: Language, name: Name, key: str, words: str, state: Context) -> Entity:
    """«القوات العراقية»: the body that every state has, of this one."""
    which, _, country = key.partition(":")
    entry = curated(lang)[f"body:{which}"]
    basis: tuple[str, ...] = ()
    if not country and state.country is not None:
        country, basis = state.country, state.basis
    if not country:
        return Entity(hashed("organisation", key), name.kind.value, words, sector=entry["sector"])
    adjective = _lists(lang).adjectives.get(country, country)
    return Entity(
        id=f"{PREFIX}{country}-{which}",
        kind=name.kind.value,
        name=words,
        name_en=entry["name_en"].format(adjective),
        country=country,
        sector=entry["sector"],
        basis=basis,
    )
