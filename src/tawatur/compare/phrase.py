"""Kinds of things by the words that name them: weapons, activities, what is deployed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from tawatur.link.side import article
from tawatur.rules.load import rows, text_of
from tawatur.text.fold import folded
from tawatur.text.words import before_pronoun, heads, tails

_LONGEST: Final = 3  # words of a form
_LAST: Final = 3  # words before a state that can say that it is past
_SINCE: Final = 2  # words behind a state in which it is said since when
_SHORT: Final = 3  # letters that must be left of a word


@dataclass(frozen=True, slots=True)
class Forms:
    """Kinds by the first word of their forms; ``within`` says of a kind what it is a kind of."""

    kinds: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    within: Mapping[str, str]

    def found(self, phrase: str) -> Iterator[str]:
        """The kinds that a phrase names, in its order; of forms that overlap the longest."""
        words = list(_words(phrase))
        at = 0
        while at < len(words):
            length, kind = self._at(words, at)
            if kind is not None:
                yield kind
            at += length

    def _at(self, words: Sequence[tuple[str, ...]], at: int) -> tuple[int, str | None]:
        best: tuple[int, str | None] = (1, None)
        for first in words[at]:
            for form, kind in self.kinds.get(first, ()):
                rest = words[at + 1 : at + len(form)]
                longer = best[1] is None or len(form) > best[0]
                if longer and len(rest) == len(form) - 1 and all(map(_holds, rest, form[1:])):
                    best = (len(form), kind)
        return best

    def ends(self, words: Sequence[tuple[str, ...]]) -> bool:
        """Whether one form is all of these words."""
        forms = [form for first in words[0] for form, _ in self.kinds.get(first, ())]
        return any(len(form) == len(words) and all(map(_holds, words, form)) for form in forms)

    def kind(self, phrase: str) -> str | None:
        """The kind that a phrase names: a finer one before the one it lies within."""
        held = list(dict.fromkeys(self.found(phrase)))
        fine = [one for one in held if not any(self.lies_within(two, one) for two in held)]
        return fine[0] if fine else None

    def siblings(self, one: str, other: str) -> bool:
        """Whether both are kinds of one kind."""
        return one != other and self.within.get(one, "") == self.within.get(other)

    def lies_within(self, one: str, other: str) -> bool:
        """Whether the kind ``one`` is a kind of ``other``."""
        while one in self.within:
            one = self.within[one]
            if one == other:
                return True
        return False


def _holds(word: tuple[str, ...], form: str) -> bool:
    return form in word


def _words(phrase: str) -> Iterator[tuple[str, ...]]:
    """Each word of a phrase in the forms that it may be found by: as it is, and stripped."""
    for word in "".join(c if c.isalnum() else " " for c in folded(phrase)).split():
        yield tuple(dict.fromkeys(_stripped(word)))


def _stripped(word: str) -> Iterator[str]:
    yield word
    for first in heads(word):
        for last in tails(word):
            stem = word[first:last]
            if len(stem) >= _SHORT:
                yield stem
                if last < len(word) and (entry := before_pronoun(stem)) is not None:
                    yield entry


def _forms(rows: Iterable[tuple[str, str]], within: Mapping[str, str]) -> Forms:
    """Forms from pairs of a kind and its forms."""
    kinds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, forms in rows:
        for form in forms.split(" | "):
            words = tuple("".join(c if c.isalnum() else " " for c in folded(form)).split())
            kinds.setdefault(words[0], []).append((words, kind))
    return Forms(kinds, within)


@cache
def instruments() -> Forms:
    """What attacks are done with.

    >>> instruments().kind("سيارة مفخخة كانت مركونة"), instruments().kind("المفخخة")
    ('car bomb', 'bomb')
    >>> instruments().lies_within("car bomb", "bomb"), instruments().kind("السياج")
    (True, None)
    """
    table = rows("instrument.tsv", width=3)
    within = {kind: parent for kind, parent, _ in table if parent != "-"}
    return _forms(((kind, forms) for kind, _, forms in table), within)


@cache
def activities() -> Forms:
    """What is suspended and resumed.

    >>> list(activities().found("دورياتها المشتركة وتدريب حرس الحدود"))
    ['patrols', 'training']
    """
    return _of("activity")


@cache
def systems() -> Forms:
    """What is deployed, where the words say it by themselves.

    >>> systems().kind("ثلاث طائرات استطلاع غير مسلحة"), systems().kind("بطارية أخرى")
    ('aircraft', None)
    """
    return _of("system")


@cache
def back() -> Forms:
    """What is deployed, by words that only point back to it.

    >>> back().kind("بطارية أخرى")
    'missile system'
    """
    return _of("back")


@cache
def sites() -> Forms:
    """What is handed over.

    >>> sites().kind("أول قاعدة عسكرية"), sites().kind("المتهم الثاني")
    ('site', None)
    """
    return _of("site")


def is_past(before: str) -> bool:
    """Whether the words right before a state tell it as past: «بعد أن علقت».

    >>> is_past("أنها ستعود إلى العمل بعد أن"), is_past("أعلنت البعثة")
    (True, False)
    """
    words = list(_words(before))[-_LAST:]
    found = _of("anterior")
    return any(found.ends(words[at:]) for at in range(len(words)))


def is_moving(phrase: str) -> bool:
    """Whether a phrase speaks of troops being moved: «إرسال قوات», but not «استخدام القوة»."""
    return next(_of("moving").found(phrase), None) is not None


def opens_subject(behind: str) -> bool:
    """Whether the words behind a permission begin what it is for: «رفضوا أن يتفرقوا»."""
    words = list(_words(behind))[:1]
    return bool(words) and _of("opens").ends(words)


def began_before(behind: str) -> bool:
    """Whether the words right behind a state say that it began before: «توقف منذ الأحداث».

    >>> began_before(" منذ الأحداث"), began_before(" اليوم")
    (True, False)
    """
    return any(_of("since").ends([word]) for word in list(_words(behind))[:_SINCE])


def has_pronoun(phrase: str) -> bool:
    """Whether the first word of a phrase has a pronoun of the third person: «عمله», «حملتها».

    >>> has_pronoun("عملياتها المشتركة"), has_pronoun("العمليات"), has_pronoun("الدورية")
    (True, False, False)
    """
    first = phrase.split()[0] if phrase.split() else ""
    third = tuple(tomllib.loads(text_of("clitic.toml"))["third"])  # as written: no «عملة»
    return first.endswith(third) and not folded(first).startswith(article())


@cache
def _of(sort: str) -> Forms:
    table = rows("thread.tsv", width=3)
    return _forms(((kind, forms) for own, kind, forms in table if own == sort), {})
