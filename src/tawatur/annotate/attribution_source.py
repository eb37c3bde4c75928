"""Who spoke: sources made from phrases, and what is remembered of earlier speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tawatur.annotate import attribution_carriers as carriers
from tawatur.annotate.attribution_ground import Ground, words
from tawatur.annotate.attribution_heads import Phrase, names_many
from tawatur.model.mention import NameKind, Source
from tawatur.rules.cues import endings, unfolded
from tawatur.rules.lexicon import Entry
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

_STAND_FOR_ONE_ANOTHER: Final = frozenset(["unnamed", "role"])
_BODIES: Final = frozenset(
    [
        "municipality",
        "ministry",
        "government",
        "army",
        "organisation",
        "group",
        "statement",
        "medium",
    ]
)
_OFFICES: Final = frozenset(["minister", "president", "director", "governor", "leader"])
_WORD: Final = re.compile(r"\w+")
_RECENT: Final = 4
_REMEMBERED: Final = 60  # speakers: no «المصدر» recalls one from farther back


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as it is remembered: its carriers, and the agreement of the cue it stood by.

    ``relayed``: a carrier passed on what the source said, which did not speak to it.
    """

    source: Source
    via: tuple[Source, ...] = ()
    head: str | None = None
    agreement: str = ""
    relayed: bool = False


class Memory:
    """The speakers of one text so far; owns who spoke last."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.last: Speaker | None = None
        self.known: list[Speaker] = []
        (self._article,) = words("definite_article")

    def keep(self, speaker: Speaker) -> None:
        """Remembers who spoke; a source with words of its own can be recalled later."""
        self.last = speaker
        if speaker.source.span is not None or speaker.via:
            self.known.append(speaker)

    def agreeing(self, agreement: str | None) -> Speaker | None:
        """The last speaker whose gender fits a cue without subject."""
        if agreement and agreement.endswith(("p", "d")) and not (self.last and _is_many(self.last)):
            return None  # «واعترفوا» is nobody's who speaks alone
        if agreement == "3ms" and self.last and _are_people(self.last):
            return None  # «قال الناخبون إن ...». ويشترط أن»: not they
        if self.last is None or not agreement or _agree(agreement, self.last.agreement):
            return self.last
        carrier = self._carrier(agreement)
        if carrier is not None:
            return carrier
        recent = reversed(self.known[-_RECENT:])
        return next((s for s in recent if _agree(agreement, s.agreement)), None)

    def _carrier(self, agreement: str) -> Speaker | None:
        """«نقلت الوكالة عن مصدر ... وأضافت أن»: the agency that the last saying came through."""
        if agreement != "3fs" or self.last is None or not self.last.relayed:
            return None
        for source in reversed(self.last.via):
            first = next(iter(_words_in(source.text)), "")
            if first in words("agencies") or source.entity is not None:
                return Speaker(replace(source, span=None), (), "medium", agreement)
        return None

    def speaker(self, phrase: Phrase, reading: Reading | None) -> Speaker:
        """The speaker that a phrase names; an office or «المصدر» as who was introduced by it."""
        ground = self.ground
        text = ground.scan.words
        start = text.starts[phrase.first]
        if phrase.head is not None and phrase.head.first == phrase.first:
            start = phrase.head.start
            if text.folded.text[max(0, start - 2) : start] in words("article"):
                start -= 2
        elif phrase.first in ground.names:
            start = text.folded.position(ground.names[phrase.first][1].span.start)
        span = text.folded.span(start, text.ends[phrase.last])
        written = span.of(text.folded.source)
        (fused,) = words("fused")
        if written.startswith(fused):  # «للمتحدث» is ل and «المتحدث»
            written = self._article + written[len(fused) :]
        agreement = (reading.agreement or "") if reading else _agreement(ground, phrase)
        head = phrase.head.entry["same"] if phrase.head else None
        entity = None
        if phrase.name is not None and (
            phrase.name.kind is NameKind.PERSON or phrase.first in ground.names
        ):
            entity = phrase.name.entity
        if entity is None and (phrase.name is None or phrase.name.kind is not NameKind.PERSON):
            entity = ground.offices.get(phrase.first) or None
        if entity is None and head == "medium":
            entity = self._outlet(phrase)
        source = Source(written, span, entity, phrase.anonymous)
        if phrase.head is not None and phrase.head.entry["class"] == "text":
            source = self._issuer(source, phrase)
        elif phrase.head is not None and source.entity is None:
            source = self._recalled(source, phrase)
        return Speaker(source, (), head, agreement)

    def _outlet(self, phrase: Phrase) -> str | None:
        """«وكالة "..."»: the entity of the outlet that a phrase names."""
        for token in range(phrase.first, phrase.last + 1):
            hit = carriers.outlet(self.ground, token)
            if hit is not None:
                return carriers.entity_id(hit)
        return None

    def _issuer(self, source: Source, phrase: Phrase) -> Source:
        """A statement speaks for who issued it: «بيان الوزارة»; «البيان» for the last speaker."""
        if phrase.name is not None:
            return replace(source, entity=phrase.name.entity)
        head = phrase.head
        if head is None or self.last is None or phrase.last > phrase.first:
            return source
        if head.start == self._start(phrase.first) or self.last.source.anonymous:
            return source
        return replace(source, text=self.last.source.text, entity=self.last.source.entity)

    def _recalled(self, source: Source, phrase: Phrase) -> Source:
        """«المصدر», «المسؤول» on second mention: the one who was introduced."""
        head = phrase.head
        if head is None or source.entity is not None:
            return source
        bare = head.start == self._start(phrase.first)
        if bare and not self._is_definite(phrase):
            return source
        first, *others = _words_in(source.text) or ("",)
        rest = set(others)
        if first in words("same_before"):
            return self._the_same(source)
        if rest and rest.issubset(words("same")):
            return self._the_same(source)
        plain = {word.removeprefix(self._article) for word in rest}
        for speaker in reversed(self.known[-_REMEMBERED:]):
            known = [word.removeprefix(self._article) for word in _words_in(speaker.source.text)]
            if speaker.head is None or not plain.issubset(known):
                continue
            same_word = head.entry.form in known[:1]
            stands_for = head.entry["class"] in _STAND_FOR_ONE_ANOTHER
            if same_word or (stands_for and speaker.head == head.entry["same"]):
                return replace(
                    source,
                    text=speaker.source.text,
                    entity=speaker.source.entity,
                    anonymous=speaker.source.anonymous,
                )
        if rest - words("same") or self._is_other_office(head.entry):
            return source
        return self._described(source, first)

    def _is_definite(self, phrase: Phrase) -> bool:
        """«رئيس تيار المحبة»: an office that a definite noun behind it makes definite."""
        office = phrase.head is not None and phrase.head.entry["class"] == "role"
        last = self.ground.forms[phrase.last]
        return office and phrase.last > phrase.first and last.startswith(endings("article"))

    def _described(self, source: Source, word: str) -> Source:
        """«الباحثة», «المسؤول»: by a word that fits many, the person who spoke last."""
        last = self.last
        if last is None or last.source.anonymous or word not in words("describes"):
            return source
        feminine = word.endswith(endings("feminine_end"))
        if last.agreement[:2] != ("3f" if feminine else "3m") or not self._is_person(last):
            return source
        return replace(source, text=last.source.text, entity=last.source.entity, anonymous=False)

    def _is_other_office(self, entry: Entry) -> bool:
        """«قال الوزير ...، كما أكد المدير»: another office than that of who spoke last."""
        known = None if self.last is None else self.last.head
        if known is None or entry["class"] != "role" or entry["same"] in (known, "spokesman"):
            return False
        return known in _OFFICES

    def _is_person(self, speaker: Speaker) -> bool:
        """Whether a speaker is a person that is named in the text, or holds an office."""
        if speaker.head is not None and speaker.head not in _BODIES:
            return True
        return speaker.source.entity is not None and any(
            name.entity == speaker.source.entity and name.kind is NameKind.PERSON
            for _, name in self.ground.names.values()
        )

    def _the_same(self, source: Source) -> Source:
        """«المصدر نفسه», «الجهة ذاتها»: who spoke last, by whatever word he was introduced."""
        if self.last is None:
            return source
        who = self.last.source
        return replace(source, text=who.text, entity=who.entity, anonymous=who.anonymous)

    def with_via(self, speaker: Speaker, phrase: Phrase | None, token: int, stop: int) -> Speaker:
        """The speaker with the carriers named up to ``stop``, else with those of the last time."""
        taken = range(phrase.first, phrase.last + 1) if phrase is not None else range(0)
        via = carriers.between(self.ground, token + 1, stop, taken)
        if via:
            return replace(speaker, via=via)
        if not speaker.via:
            for known in reversed(self.known[-3:]):
                if _same(known.source, speaker.source) and known.via:
                    return replace(speaker, via=known.via)
        return speaker

    def _start(self, token: int) -> int:
        return self.ground.scan.words.starts[token]


def _agreement(ground: Ground, phrase: Phrase) -> str:
    """The agreement of a source that stands by no verb: a body's feminine or a man's masculine."""
    if phrase.head is None or phrase.head.entry["class"] not in ("unnamed", "body", "role"):
        return ""
    form = ground.forms[phrase.first]
    if names_many(form) or (phrase.name is not None and phrase.name.kind is NameKind.PERSON):
        return ""
    if ground.written(phrase.first)[-1] in unfolded("taa"):
        return "3fs"
    return "3ms" if phrase.head.entry["class"] == "unnamed" else ""


@lru_cache(maxsize=4096)
def _words_in(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(text)))


def _agree(one: str, other: str) -> bool:
    """Whether two agreements can be one subject's: «قالت» and «أضافت»; an empty one always."""
    return not one or not other or one[1] == other[1]


def _is_many(speaker: Speaker) -> bool:
    """Whether a plural verb can be a speaker's: of an unnamed one, or of a word in the plural."""
    first = next(iter(_words_in(speaker.source.text)), "")
    return speaker.agreement.endswith("p") or names_many(first)


def _are_people(speaker: Speaker) -> bool:
    """Whether a speaker is a plural of people, whose verbs behind it are plurals, too."""
    if speaker.head is None or speaker.head in _BODIES:
        return False
    first = next(iter(_words_in(speaker.source.text)), "")
    return names_many(first) and first not in words("partitive")


def _same(one: Source, other: Source) -> bool:
    """One source: the same entity, or a name and its last word (a person on second mention)."""
    if one.entity is not None and one.entity == other.entity:
        return True
    shorter, longer = sorted((one.text, other.text), key=len)
    return longer == shorter or longer.endswith(" " + shorter)
