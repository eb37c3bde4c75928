"""What the reading of a saying stands on: words, names by token, quotations, closed classes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, count
from typing import Final

from tawatur.model.mention import Name, NameKind
from tawatur.rules.cues import Cue, Cues, closed, cues, endings, unfolded
from tawatur.rules.lexicon import Hit
from tawatur.rules.quotes import Quotes, pair
from tawatur.rules.scan import Scan
from tawatur.text.morphology import Reading
from tawatur.text.words import Words

_OFFICE: Final = "person-office"  # the rule of names that are only an office
_ENDS: Final = frozenset(".!؟?…") | {"\n", "...", ".."}
_MARKS: Final = frozenset("،,:;؛()[]/-|") | _ENDS
_CLOSING: Final = frozenset('")]')


@cache
def shaped(name: str) -> re.Pattern[str]:
    """What words of a class of ``saying.toml`` look like, in folded letters."""
    return re.compile("|".join(sorted(unfolded(name))))


words = closed
COMMAS: Final = frozenset("،,")


@dataclass(frozen=True, slots=True)
class Ground:
    """A text prepared for reading sayings; ``names`` by first token, with the last one.

    ``offices`` are entities of people who are called by their office alone («المتحدث»); ``inside``
    are the tokens of names of several words, none of which is a verb, ``surnames`` the last words
    of persons' names.
    """

    scan: Scan
    forms: tuple[str, ...]
    quotes: Quotes
    names: Mapping[int, tuple[int, Name]]
    offices: Mapping[int, str]
    cues: Cues
    ends: frozenset[int]
    inside: frozenset[int]
    surnames: frozenset[str]
    before: dict[int, object] = field(default_factory=dict)  # subjects found before a token
    _nouns: dict[tuple[str, int], Hit | None] = field(default_factory=dict)

    def ends_sentence(self, token: int) -> bool:
        """Whether a token is a mark that ends a sentence, or a line's end."""
        return token in self.ends

    def written(self, token: int) -> str:
        """A token as the source has it, with its marks and the spelling of its last letter."""
        text = self.scan.words
        return text.folded.span(text.starts[token], text.ends[token]).of(text.folded.source)

    def is_mark(self, token: int) -> bool:
        """Whether a token is a mark other than a quotation mark."""
        return self.forms[token] in _MARKS

    def timex(self, token: int) -> int | None:
        """The last token of the time expression that begins at a token."""
        for kind in ("timex", "weekday"):
            if kind in self.scan.hits.by_token[token]:
                hits = self.scan.hits.at(token, kind)
                if hits:
                    return max([hit.last for hit in hits])
        return None

    def noun(self, kind: str, token: int) -> Hit | None:
        """The longest entry of a lexicon of nouns that begins in a token."""
        if kind not in self.scan.hits.by_token[token]:
            return None
        place = (kind, token)
        if place not in self._nouns:
            hits = [
                hit
                for hit in self.scan.hits.at(token, kind)
                if not (self._is_yours(hit) or self._is_verb_of(hit))
            ]
            self._nouns[place] = max(hits, key=lambda hit: (hit.end, -hit.start)) if hits else None
        return self._nouns[place]

    def _is_verb_of(self, hit: Hit) -> bool:
        """«نشرته» is «she published it», no bulletin of his; «من جهته» is nobody."""
        form = self.forms[hit.last]
        if hit.end == self.scan.words.ends[hit.last]:
            return False
        verb = self.scan.verb(hit.last)
        hidden = hit.first == hit.last and hit.entry.form.endswith(endings("his"))
        return form in words("for_part") or (hidden and verb is not None and bool(verb.pronoun))

    def _is_yours(self, hit: Hit) -> bool:
        """«المستهلك» is not «your beginning»: news does not speak to its reader."""
        yours = endings("addressed")
        return self.forms[hit.last].endswith(yours) and not hit.entry.form.endswith(yours)

    def finite(self, token: int) -> tuple[Cue, Reading] | None:
        """The word of saying that a token is as a finite verb of the third person."""
        use = self.cues.use(self.forms[token], self.scan.readings[token])
        return None if use is None else use.finite

    def participle(self, token: int) -> tuple[Cue, Reading] | None:
        """The word of saying that a token is as a circumstantial participle («مؤكداً»)."""
        use = self.cues.use(self.forms[token], self.scan.readings[token])
        return None if use is None else use.participle

    def tells_of_occasion(self, token: int) -> bool:
        """«في مقابلة متلفزة أجرتها ...»: a verb with a pronoun behind an indefinite occasion."""
        verb = self.scan.verb(token)
        if verb is None or not verb.pronoun or verb.conjunction:
            return False
        for place in range(token - 1, max(-1, token - 4), -1):
            hit = self.noun("occasion", place)
            if hit is not None:
                return not self.forms[place].startswith(endings("article"))
            if self.is_mark(place) or self.scan.is_particle(place):
                return False
        return False

    def may_be_preposition(self, token: int) -> bool:
        """«بين», «عبر», «عقب», also before a pronoun: verbs of saying only by their letters."""
        if "particle" not in self.scan.hits.by_token[token]:
            return False
        hits = self.scan.hits.at(token, "particle")
        return any(hit.entry["category"] == "prep" for hit in hits)

    def opens_object(self, token: int) -> bool:
        """Whether a token is an indefinite noun that begins what was announced."""
        if token in self.names:
            return False
        return any(
            reading.kind == "masdar"
            or (reading.kind == "noun" and self.noun("speaker", token) is None)
            for reading in self.scan.readings[token]
            if not reading.article and not reading.preposition
        )

    def is_doing(self, token: int) -> bool:
        """Whether a token is a verbal noun, by the lexicon or by its shape."""
        form, article = self.forms[token], endings("definite_article")
        bare = form[2:] if form.startswith(article) else form
        return shaped("masdar_shape").fullmatch(bare) is not None or any(
            reading.kind == "masdar" for reading in self.scan.readings[token]
        )

    def is_happening(self, token: int) -> bool:
        """Whether a token is a noun for something that happens, definite or not."""
        return token not in self.names and any(
            reading.kind == "masdar"
            or (reading.kind == "noun" and self.noun("speaker", token) is None)
            for reading in self.scan.readings[token]
        )


def ground(scan: Scan, names: Sequence[Name]) -> Ground:
    """The ground of a text."""
    text = scan.words
    by_token: dict[int, tuple[int, Name]] = {}
    offices: dict[int, str] = {}
    position = text.folded.position
    for name in names:
        first = bisect_right(text.starts, position(name.span.start)) - 1
        last = bisect_right(text.starts, position(name.span.end - 1), max(first, 0)) - 1
        if name.rule == _OFFICE and first >= 0:
            offices[first] = name.entity or ""
            continue
        if text.forms[max(first, 0)] in words("complementiser"):
            continue  # «بأن» is no given name here
        if name.kind is NameKind.PERSON and (
            _is_prepositional(scan, first) or _is_on_behalf(scan, first)
        ):
            continue
        known = by_token.get(first)
        if first >= 0 and (known is None or known[0] < last):
            by_token[first] = (last, name)
    ends = frozenset(
        token
        for token in compress(count(), map(_ENDS.__contains__, text.forms))
        if text.forms[token] != "." or _is_full_stop(text, token)
    )
    inside = frozenset(
        token
        for first, (last, _) in by_token.items()
        if last > first
        for token in range(first, last + 1)
    )
    surnames = frozenset(
        text.forms[last]
        for first, (last, name) in by_token.items()
        if last > first and name.kind is NameKind.PERSON
    )
    return Ground(scan, text.forms, pair(text), by_token, offices, cues(), ends, inside, surnames)


def _is_full_stop(text: Words, token: int) -> bool:
    """Whether a point ends a sentence rather than an abbreviation."""
    if token == 0:
        return True
    inside = token + 1 < len(text) and text.starts[token + 1] == text.starts[token] + 1
    if inside and text.forms[token + 1][0].isalpha():
        return len(text.forms[token - 1]) > 3  # آر.إف.إم
    before = text.forms[token - 1]
    return len(before) > 1 or before in _CLOSING  # «... غدا". وكان»


def _is_on_behalf(scan: Scan, token: int) -> bool:
    """«المتحدث باسم الأمين العام»: no given name."""
    if token < 1 or scan.words.forms[token] not in words("continues"):
        return False
    before = range(max(0, token - 2), token)
    heads = [hit for t in before for hit in scan.hits.at(t, "speaker")]
    return any(hit.entry["same"] == "spokesman" for hit in heads)


def _is_prepositional(scan: Scan, token: int) -> bool:
    """«المحافظ بإعادة ...», «بتأخير ...»: ب before a verbal noun, or its shape, begins no name."""
    token = max(token, 0)
    form, kinds = scan.words.forms[token], scan.hits.by_token[token]
    bi = form.startswith(endings("preposition_bi")) and "given" not in kinds
    if bi and shaped("masdar_shape").fullmatch(form[1:]):
        return True
    return any(r.kind == "masdar" and r.preposition for r in scan.readings[token])
