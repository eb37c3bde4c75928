"""Words with the mentions that stand on them, and what can be asked of a single one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tawatur.annotate.event_agree import accusative
from tawatur.annotate.event_rules import EventRules
from tawatur.annotate.event_words import Word
from tawatur.model.mention import Name, Quantity, Timex
from tawatur.rules.scan import Scan


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's words with the mentions that earlier annotators found, all by token number."""

    scan: Scan
    rules: EventRules
    words: Sequence[Word]
    name_at: Sequence[int]
    quantity_at: Sequence[int]
    timex_at: Sequence[int]
    name_prefixed: frozenset[int]
    compared: frozenset[int]  # times by which the worst or first is told
    names: Sequence[Name]
    quantities: Sequence[Quantity]
    times: Sequence[Timex]

    def preposition(self, token: int) -> str:
        """The preposition written with a token."""
        if token in self.name_prefixed:
            form = self.words[token].form
            rest = form[1:] if form[0] in {"و", "ف"} and len(form) > 2 else form
            return rest[0] if rest[0] in {"ب", "ل", "ك"} else ""
        word = self.words[token]
        if not word.preposition:
            return ""
        named = self.name_at[token] >= 0 and self._name_begins(token)
        return "" if named and not word.bare.startswith("لل") else word.preposition

    def _name_begins(self, token: int) -> bool:
        return token == 0 or self.name_at[token - 1] != self.name_at[token]

    def last_of(self, mentions: Sequence[int], token: int) -> int:
        """The last token of the mention that stands at a token; ``mentions`` are numbers by token.

        Without a mention there it is the token itself.
        """
        number, stop = mentions[token], len(mentions)
        while number >= 0 and token + 1 < stop and mentions[token + 1] == number:
            token += 1
        return token

    def nominal(self, token: int) -> bool:
        """Whether a noun phrase can begin at or go on through a token."""
        word = self.words[token]
        if word.breaks:
            return False
        if not (word.particle or word.finite_only):
            return True
        return self.name_at[token] >= 0 or self.quantity_at[token] >= 0

    def accusative(self, token: int) -> bool:
        """Whether the tanwin of the accusative shows in a token's spelling: «انتقاما»."""
        word = self.words[token]
        if self.name_at[token] >= 0 or self.quantity_at[token] >= 0 or word.article:
            return False
        if word.nominal is not None:
            return accusative(word)
        return len(word.form) > 4 and word.form.endswith("ا") and word.form[-3:-1] != "اي"
