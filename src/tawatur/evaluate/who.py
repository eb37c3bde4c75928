"""Whether the gold and a record speak of the same person, body, place or phrase.

Gold names entities by an English key and lists their surfaces; a record has entities of its own
with the places where they are named. The two are joined by these places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from tawatur.evaluate.assign import pairs
from tawatur.evaluate.gold import Gold, GoldEntity
from tawatur.model.text import Span
from tawatur.rules.load import records
from tawatur.text.fold import folded

KINDS: Final[Mapping[str, frozenset[str]]] = {
    "people": frozenset({"person"}),
    "organisations": frozenset({"organisation", "operation"}),
    "places": frozenset({"place", "facility"}),
}
_ALIKE: Final = 0.5
_MOSTLY: Final = 0.7


def dice(start: int, end: int, other_start: int, other_end: int) -> float:
    """How far two ranges agree: twice the common length by the sum of lengths."""
    common = min(end, other_end) - max(start, other_start)
    return 2 * common / (end - start + other_end - other_start) if common > 0 else 0.0


@lru_cache(maxsize=4096)
def tokens(words: str) -> tuple[str, ...]:
    """The folded words of a phrase without punctuation."""
    plain = "".join(c if c.isalnum() else " " for c in folded(words))
    return tuple(plain.split())


def same_word(a: str, b: str) -> bool:
    """Whether two folded words are one, whatever proclitics stand before it.

    >>> same_word("والقوات", "القوات"), same_word("للقوات", "القوات"), same_word("قوات", "قوة")
    (True, True, False)
    """
    if a == b:
        return True
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if len(short) < 3 or len(long) - len(short) > 3:
        return False
    return long.endswith(short) or (len(short) > 4 and long.endswith(short[1:]))


def phrase_dice(a: str, b: str) -> float:
    """How far two phrases share their words, each used once."""
    left, right = tokens(a), list(tokens(b))
    size = len(left) + len(right)
    common = 0
    for word in left:
        place = next((i for i, other in enumerate(right) if same_word(word, other)), None)
        if place is not None:
            common += 1
            del right[place]
    return 2 * common / size if size else 0.0


def same_phrase(a: str, b: str) -> bool:
    """Whether two phrases mean one thing: mostly the same words, or one is the head of the other.

    >>> same_phrase("القواعد", "القواعد التي تستضيف جنودا"), same_phrase("الجيش", "قائد الجيش")
    (True, False)
    """
    left, right = tokens(a), tokens(b)
    if not left or not right:
        return False
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if all(same_word(x, y) for x, y in zip(short, long, strict=False)):
        return True
    return phrase_dice(a, b) > _MOSTLY


@cache
def _countries() -> Mapping[str, str]:
    """Countries by their English names."""
    return {row["name_en"]: row["id"] for row in records("country.tsv")}


def names_it(span: Span, name: Mapping[str, Any]) -> bool:
    """Whether a name is the gold's: mostly the same place, or with a type word before it."""
    if dice(span.start, span.end, name["start"], name["end"]) > _ALIKE:
        return True
    before = name["text"][: max(0, span.start - name["start"])]
    covers = name["start"] <= span.start and span.end <= name["end"]
    return covers and len(tokens(before)) == 1 and name["end"] - span.end <= 1


class Who:
    """The entities of a record joined to those of the gold."""

    def __init__(self, gold: Gold, record: Mapping[str, Any]) -> None:
        self.gold = gold
        self.entities = {entity["id"]: entity for entity in record["entities"]}
        self.groups: dict[str, list[Mapping[str, Any]]] = {}
        for name in record["names"]:
            key = name["entity"] or f"{name['kind']}:{' '.join(tokens(name['text']))}"
            self.groups.setdefault(key, []).append(name)
        self.joined: dict[str, GoldEntity] = {}
        for layer in KINDS:
            wanted, ids = self.of_layer(layer)
            for i, j in pairs(wanted, ids, self._covered):
                self.joined[ids[j]] = wanted[i]

    def of_layer(self, layer: str) -> tuple[list[GoldEntity], list[str]]:
        """The gold entities and the record's groups of one layer, in reading order."""
        wanted = [entity for entity in self.gold.entities if entity.layer == layer]
        ids = [
            key
            for key, names in self.groups.items()
            if self._kind(key, names) in KINDS[layer] and not self._is_operation(key, names)
        ]
        return wanted, ids

    def _is_operation(self, key: str, names: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the gold has an operation with its event, and not among the bodies."""
        if self._kind(key, names) != "operation":
            return False
        told = [tokens(event.get("operation_name") or "") for event in self.gold.events]
        return any(tokens(name["text"]) in told for name in names)

    def _kind(self, key: str, names: Sequence[Mapping[str, Any]]) -> str:
        return str(self.entities[key]["kind"] if key in self.entities else names[0]["kind"])

    def _covered(self, entity: GoldEntity, key: str) -> float:
        """In how many places the record names the entity where the gold has it."""
        names = self.groups[key]
        return sum(any(names_it(span, name) for name in names) for span in entity.spans)

    def is_same(self, wanted: str, words: str, entity: str | None, *, actor: bool = True) -> bool:
        """Whether words (and an entity) of the record are what the gold calls ``wanted``.

        ``wanted`` is the key of an entity or the report's own words. Of actors a state may be
        called by its capital or its government.
        """
        known = self.gold.by_key.get(wanted, ())
        joined = self.joined.get(entity) if entity else None
        if joined is not None and joined.key == wanted:
            return True
        if self._is_called(wanted, entity) or any(_is_surface(one, words) for one in known):
            return True
        if actor and self._stands_for(wanted, entity):
            return True
        return not known and same_phrase(wanted, words)

    def _is_called(self, wanted: str, entity: str | None) -> bool:
        """Whether the record's own English name is, or holds, the gold's."""
        name = (self.entities.get(entity or "", {}).get("name_en") or "").casefold()
        key = wanted.casefold()
        return bool(name) and (name == key or (len(key) > 4 and {*key.split()} <= {*name.split()}))

    def _stands_for(self, wanted: str, entity: str | None) -> bool:
        """Whether an entity is the capital or the government of the state («بغداد» for Iraq)."""
        found = self.entities.get(entity or "")
        country = _countries().get(wanted)
        if found is None or country is None or found["country"] != country:
            return False
        return bool(found["kind"] == "place" or found["sector"] == "GOV")

    def names_of(self, entity: str | None) -> list[str]:
        """What an entity of the record is called there."""
        found = self.entities.get(entity or "")
        return [found["name"], *found["aliases"]] if found else []


def _is_surface(entity: GoldEntity, words: str) -> bool:
    """Whether the words are a surface of the entity; a person may be called by the title, too."""
    if entity.layer == "people":
        said = tokens(words)
        role = entity.fields.get("role")
        return any(_within(tokens(surface), said) for surface in entity.surfaces) or (
            role is not None and phrase_dice(role, words) > _MOSTLY
        )
    if any(same_phrase(surface, words) for surface in entity.surfaces):
        return True
    # A place with its type word: «مدينة هيت».
    said = tokens(words)[1:]
    return entity.layer == "places" and any(
        len(tokens(surface)) == len(said) and _within(tokens(surface), said)
        for surface in entity.surfaces
    )


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    return any(
        all(same_word(a, b) for a, b in zip(part, whole[start:], strict=False))
        for start in range(len(whole) - len(part) + 1)
    )
