"""What the reading of a saying stands on: words, names by token, quotations, closed classes."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tawatur.model.mention import Name
from tawatur.rules.cues import Cue, Cues, cues
from tawatur.rules.lexicon import Hit
from tawatur.rules.load import text_of
from tawatur.rules.quotes import Quotes, pair
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

_ENDS: Final = frozenset(".!؟?…") | {"\n", "...", ".."}
_MARKS: Final = frozenset("،,:;؛()[]/-|") | _ENDS


@dataclass(frozen=True, slots=True)
class Ground:
    """A text prepared for reading sayings; ``names`` by first token, with the last one."""

    scan: Scan
    forms: tuple[str, ...]
    quotes: Quotes
    names: Mapping[int, tuple[int, Name]]
    cues: Cues

    def ends_sentence(self, token: int) -> bool:
        """Whether a token is a mark that ends a sentence, or a line's end."""
        form = self.forms[token]
        if form not in _ENDS:
            return False
        if form != "." or token == 0:
            return True
        starts = self.scan.words.starts
        inside = token + 1 < len(self.forms) and starts[token + 1] == starts[token] + 1
        if inside and self.forms[token + 1][0].isalpha():
            return len(self.forms[token - 1]) > 3  # آر.إف.إم
        return len(self.forms[token - 1]) > 1

    def is_mark(self, token: int) -> bool:
        """Whether a token is a mark other than a quotation mark."""
        return self.forms[token] in _MARKS

    def timex(self, token: int) -> int | None:
        """The last token of the time expression that begins at a token."""
        for kind in ("timex", "weekday"):
            hits = self.scan.hits.at(token, kind)
            if hits:
                return max(hit.last for hit in hits)
        return None

    def noun(self, kind: str, token: int) -> Hit | None:
        """The longest entry of a lexicon of nouns that begins in a token."""
        hits = self.scan.hits.at(token, kind)
        return max(hits, key=lambda hit: (hit.end, -hit.start)) if hits else None

    def finite(self, token: int) -> tuple[Cue, Reading] | None:
        """The word of saying that a token is as a finite verb of the third person."""
        readings = self.scan.readings[token]
        for reading in readings:
            if reading.kind == "verb" and reading.lemma in self.cues.verbs:
                agreement = reading.agreement or ""
                if agreement[:1] != "3" or agreement[2:] == "d" or reading.voice == "passive":
                    continue
                if reading.pronoun and any(other.kind == "masdar" for other in readings):
                    return None  # «ونفيها لتصريحات»
                return self.cues.verbs[reading.lemma], reading
        return None

    def participle(self, token: int) -> tuple[Cue, Reading] | None:
        """The word of saying that a token is as a circumstantial participle («مؤكداً»)."""
        form = self.forms[token]
        if form[-1] not in words("accusative_end") and not form.endswith(_plural_ending()):
            return None
        for reading in self.scan.readings[token]:
            if (
                reading.kind == "participle"
                and not reading.article
                and not reading.preposition
                and not reading.pronoun
                and reading.lemma in self.cues.verbs
            ):
                return self.cues.verbs[reading.lemma], reading
        return None

    def opens_object(self, token: int) -> bool:
        """Whether a token is an indefinite verbal noun: it begins what was announced."""
        if token in self.names:
            return False
        return any(
            reading.kind == "masdar" and not reading.article and not reading.preposition
            for reading in self.scan.readings[token]
        )


def ground(scan: Scan, names: Sequence[Name]) -> Ground:
    """The ground of a text."""
    text = scan.words
    by_token: dict[int, tuple[int, Name]] = {}
    for name in names:
        first = bisect_right(text.starts, text.folded.position(name.span.start)) - 1
        last = bisect_right(text.starts, text.folded.position(name.span.end - 1)) - 1
        known = by_token.get(first)
        if first >= 0 and (known is None or known[0] < last):
            by_token[first] = (last, name)
    return Ground(scan, text.forms, pair(text), by_token, cues())


@cache
def words(name: str) -> frozenset[str]:
    """A closed class of ``saying.toml``, folded."""
    found = _closed_classes()[name]
    return frozenset(map(folded, [found] if isinstance(found, str) else found))


@cache
def _closed_classes() -> dict[str, list[str] | str]:
    return tomllib.loads(text_of("saying.toml"))


@cache
def _plural_ending() -> str:
    (ending,) = words("accusative_plural")
    return ending
