"""A text as event extraction sees it: words, the mentions on them, how far phrases reach."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, count
from typing import Final

from tawatur.annotate.event_rules import EventRules
from tawatur.annotate.event_words import Forms, Word
from tawatur.model.mention import Name, Quantity, Timex
from tawatur.model.text import Span
from tawatur.rules.scan import Scan

# Nouns that open a phrase of their own and are no adjectives.
HEADS: Final = frozenset(
    [
        "human",
        "force",
        "site",
        "weapon",
        "gunman",
        "authority",
        "talks",
        "training",
        "event-hold",
        "missile",
        "drone",
        "bomb",
        "money",
    ]
)


_ACTING: Final = frozenset(["missile", "drone", "bomb", "gunman", "gun"])


_LEADING: Final = frozenset(["leader"])


_STEPS: Final = 40  # tokens: no argument is looked for beyond


@dataclass(frozen=True, slots=True)
class View:
    """A document's words with the mentions that earlier annotators found, all by token number."""

    scan: Scan
    rules: EventRules
    words: Sequence[Word]
    name_at: Sequence[int]
    quantity_at: Sequence[int]
    timex_at: Sequence[int]
    name_prefixed: frozenset[int]
    names: Sequence[Name]
    quantities: Sequence[Quantity]
    times: Sequence[Timex]

    def span(self, first: int, last: int) -> Span:
        """The source range of a phrase without proclitic conjunction and preposition."""
        words = self.scan.words
        start = words.starts[first]
        named = self.name_at[first]
        if named >= 0 and (span := self.names[named].span).start > self.source_start(first):
            return Span(span.start, max(span.end, words.span(last, last).end))
        word = self.words[first]
        cut = len(word.form) - len(word.bare) if word.joined else 0
        if self.preposition(first) and not word.bare.startswith("لل"):
            cut += 1
        return words.folded.span(start + min(cut, len(word.form) - 1), words.ends[last])

    def source_start(self, token: int) -> int:
        """Where a token begins in the source."""
        words = self.scan.words
        origin = words.folded.origin
        return words.starts[token] if origin is None else origin[words.starts[token]]

    def preposition(self, token: int) -> str:
        """The preposition written with a token."""
        if token in self.name_prefixed:
            form = self.words[token].form
            rest = form[1:] if form[0] in {"و", "ف"} and len(form) > 2 else form
            return rest[0] if rest[0] in {"ب", "ل", "ك"} else ""
        if self.name_at[token] >= 0 and self._name_begins(token):
            return ""
        return self.words[token].preposition

    def _name_begins(self, token: int) -> bool:
        return token == 0 or self.name_at[token - 1] != self.name_at[token]

    def nominal(self, token: int) -> bool:
        """Whether a noun phrase can begin at or go on through a token."""
        word = self.words[token]
        if word.breaks:
            return False
        if not (word.particle or word.finite_only):
            return True
        return self.name_at[token] >= 0 or self.quantity_at[token] >= 0

    def phrase_end(self, first: int, stop: int) -> int:
        """The last token of the noun phrase that begins at ``first``: its noun, what that is in
        construct with, its adjectives, and what is coordinated with it.
        """
        last, joins = first, 0
        definite = self._definite(first)
        token = first + 1
        name_at, quantity_at, partitive = self.name_at, self.quantity_at, self.rules.partitive
        while token < stop and token - first < _STEPS:
            word = self.words[token]
            same_name = name_at[token] >= 0 and name_at[token] == name_at[last]
            if same_name or (quantity_at[token] >= 0 and quantity_at[token] == quantity_at[last]):
                definite = definite or same_name
            elif word.bare == partitive and token + 1 < stop and self._parts(token, last, first):
                last, definite = token + 1, self._definite(token + 1)
                token += 2
                continue
            elif word.form == '"':
                if not self._quoted_name(token, stop):
                    break
                token += 1
                continue
            elif not self._goes_on(token, last, definite, first):
                break
            elif word.joined and self.words[token].bare != word.form:
                joins += 1
                if joins > 3:
                    break
                definite = self._definite(token)
            else:
                definite = definite or self._definite(token)
            last = token
            token += 1
        return last

    def _parts(self, token: int, last: int, first: int) -> bool:
        """«سبعة من أفراد الشرطة», «عدد من المصلين»: a number, «من», and what it is a part of."""
        word = self.words[token]
        if word.joined or word.bound or last - first > 3:
            return False
        if self.words[last].classes & HEADS:
            return False
        following = token + 1
        if following >= len(self.words) or not self.nominal(following):
            return False
        return all(
            self.quantity_at[t] >= 0 or "quantifier" in self.words[t].classes
            for t in range(first, last + 1)
        )

    def _definite(self, token: int) -> bool:
        name = self.name_at[token]
        word = self.words[token]
        if name >= 0 and (self.names[name].kind == "person" or self.names[name].is_place):
            return True
        return word.article or bool(word.nominal and word.nominal.pronoun)

    def _quoted_name(self, token: int, stop: int) -> bool:
        """Whether a quotation mark stands around a name of a few words, not around speech."""
        forms = self.scan.words.forms
        inside = token + 1 < stop and self.name_at[token + 1] >= 0
        closing = token > 0 and self.name_at[token - 1] >= 0 and token + 1 < stop
        return inside or (closing and forms[token - 1] != '"' and self.nominal(token + 1)
                          and not self.words[token + 1].joined)  # fmt: skip

    def _goes_on(self, token: int, last: int, definite: bool, first: int) -> bool:
        """Whether the phrase that has reached ``last`` takes in ``token``."""
        word = self.words[token]
        if word.breaks or word.particle or self.timex_at[token] >= 0:
            return False
        if self.preposition(token):
            return self._possessed(token, last, definite)
        named = self.name_at[token]
        if word.joined and not (
            named >= 0 and token not in self.name_prefixed and named == self.name_at[last]
        ):
            return self._coordinates(token, first)
        if word.finite_only and named < 0:
            return False
        if self.quantity_at[token] >= 0 and self.quantity_at[token] != self.quantity_at[last]:
            before = self.words[last].nominal  # «إصابة ستة أشخاص», but «مسلحون ستة أشخاص»
            return before is not None and before.kind == "masdar" and not before.article
        if definite:
            return self._agrees(token, last)
        if self._new_phrase(token, last):
            return False
        if word.article or named >= 0:
            return True
        return word.verb is None or bool(word.nominal and self.words[last].nominal)

    def _agrees(self, token: int, last: int) -> bool:
        """Behind a definite noun only its adjectives and a person's name go on with it."""
        word, named = self.words[token], self.name_at[token]
        if named >= 0 and self.names[named].kind == "person":
            return self.name_at[last] < 0 or self.names[self.name_at[last]].kind != "person"
        if not word.article:
            return False
        if any(r.kind != "verb" for r, _ in word.triggers):
            return False
        return not word.classes & HEADS or word.form.endswith(("ي", "يه"))

    def _new_phrase(self, token: int, last: int) -> bool:
        """Whether an indefinite subject ends here and its verb's object begins."""
        word, before = self.words[token], self.words[last]
        if word.article and before.nominal is None and before.form.endswith("يه"):
            return True  # «كتيبة فرنسية القاعدة»: behind its adjective a noun takes no genitive
        if before.form.endswith("ون") and before.nominal is not None:
            return not word.form.endswith("ون")  # a sound plural in the nominative, no construct
        if word.nominal is not None and word.nominal.pronoun and word.triggers:
            return True  # «خمسة مدنيين مصرعهم»
        if _accusative(word) and not before.form.endswith("ا"):
            return True
        if word.classes & before.classes:
            return False
        if before.classes & _ACTING and (word.classes & HEADS or word.article):
            return not before.classes & _LEADING
        return False

    def _possessed(self, token: int, last: int, definite: bool) -> bool:
        """«دورية للشرطة»: ل for a construct whose first noun stays indefinite."""
        word, before = self.words[token], self.words[last]
        return (
            not definite
            and word.bare.startswith("لل")
            and not word.joined
            and bool(before.classes & {"site", "human", "force"})
        )

    def _coordinates(self, token: int, first: int) -> bool:
        """«مدني ومتعاقد»: joined by و, nominal, and of the same make as the phrase's beginning."""
        word = self.words[token]
        if word.verb is not None or word.triggers or word.preposition:
            return False
        if self.name_at[token] >= 0:
            return True
        if self.quantity_at[token] >= 0:
            return self.quantity_at[first] >= 0
        opening = self.words[first]
        return word.nominal is not None or word.article == opening.article

    def dates(self, number: int) -> bool:
        """Whether a time expression places an event: a day or stretch of days, no mere length."""
        timex = self.times[number]
        return timex.type in {"DATE", "TIME"} or timex.begin is not None

    def quantities_in(self, first: int, stop: int) -> list[int]:
        """The quantities in a range of tokens, in reading order."""
        found: list[int] = []
        for number in self.quantity_at[first:stop]:
            if number >= 0 and (not found or found[-1] != number):
                found.append(number)
        return found


def _accusative(word: Word) -> bool:
    """«جنديا»: a noun whose tanwin shows in writing."""
    return (
        word.nominal is not None
        and word.nominal.number == "s"
        and word.form.endswith("ا")
        and len(word.form) > 3
        and word.nominal.end == len(word.form)
    )


NOTHING: Final = -1  # no mention stands at a token


def _without_anchors(words: Sequence[Word], timex_at: list[int]) -> None:
    """«بعد شهر من اختطافه»: the event that a time counts from is words of its own."""
    cut = -1
    for token in compress(count(), map(NOTHING.__ne__, timex_at)):
        number = timex_at[token]
        if number != cut and words[token].triggers:
            cut = number if any(r.kind != "verb" for r, _ in words[token].triggers) else cut
        if number == cut:
            timex_at[token] = -1


def _noun_phrase(quantity: Quantity, source: str) -> Span:
    """The words of a quantity that name somebody: of «لم يسفر عن ضحايا» the noun alone."""
    span, noun = quantity.span, quantity.unit_text
    if quantity.rule != "denied" or noun is None:
        return span
    start = source.rfind(noun, span.start, span.end)
    return Span(start, span.end) if start >= 0 else span


def view(
    scan: Scan,
    forms: Forms,
    names: Sequence[Name],
    quantities: Sequence[Quantity],
    times: Sequence[Timex],
) -> View:
    """The view of a scanned text."""
    words = scan.words
    origin = words.folded.origin
    starts = words.starts if origin is None else tuple(map(origin.__getitem__, words.starts))

    def by_token(spans: Sequence[Span]) -> tuple[list[int], frozenset[int]]:
        at = [-1] * len(starts)
        prefixed = set()
        for number, span in enumerate(spans):
            first = max(0, bisect_right(starts, span.start) - 1)
            stop = bisect_left(starts, span.end)
            if first < stop and starts[first] < span.start:
                prefixed.add(first)
            for token in range(first, stop):
                at[token] = number
        return at, frozenset(prefixed)

    seen = forms.all(scan)
    name_at, prefixed = by_token([name.span for name in names])
    for token in sorted(prefixed):  # «كمين» is no ك before a name
        nominal = seen[token].nominal
        if nominal is not None and not nominal.preposition and not nominal.conjunction:
            name_at[token] = -1
            prefixed -= {token}
    for token in compress(count(), map(NOTHING.__ne__, name_at)):  # nobody is called «الهجوم»
        person = names[name_at[token]].kind == "person"
        if person and seen[token].triggers and seen[token].article:
            name_at[token] = -1
    source = words.folded.source
    quantity_at, counted = by_token([_noun_phrase(quantity, source) for quantity in quantities])
    timex_at, _ = by_token([timex.span for timex in times])
    _without_anchors(seen, timex_at)
    return View(
        scan, forms.rules, seen,
        name_at, quantity_at, timex_at, prefixed | counted, names, quantities, times,
    )  # fmt: skip
