"""How a claim is told in its text: taking up an event told before, another one, or in passing."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from tawatur.link.side import TOLLS, Side, article
from tawatur.link.tables import family
from tawatur.model.claim import Analysis, Claim
from tawatur.model.text import Span
from tawatur.rules.load import text_of
from tawatur.text.fold import folded
from tawatur.text.words import heads

_BESIDE = 10  # characters from the noun of an event to the place that it is named after
_WORD = re.compile(r"[^\W_]+")
_BEHIND = 2  # words before a trigger in which it is put before another event
_NEXT = 24  # characters after a trigger that are looked at
_AGO = 3  # words that say how long before
_SUBJECT = 7  # words between the two that make a saying one of before


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as one side, and the form in which its text tells it.

    ``known`` says that the wording supposes the event to be known («the explosion», «the bombing
    of the market»); ``other`` that it is another one; ``pinned`` that it names its own place;
    ``general`` that it speaks of several or of such events in general. ``turn`` counts how often
    the text has turned to another event before.
    """

    side: Side
    claim: Claim
    known: bool
    other: bool
    heading: bool
    pinned: bool
    general: bool
    turn: int = 0

    @property
    def toll(self) -> bool:
        """Whether it counts victims and does not say how they came to harm."""
        return self.side.types == {"casualties"}


def turns(analysis: Analysis) -> tuple[int, ...]:
    """The sentences that open with words such as «في سياق منفصل», by number."""
    text, longest = analysis.document.text, _table().longest
    return tuple(
        number
        for number, sentence in enumerate(analysis.sentences)
        if _turns(text[sentence.start : min(sentence.end, sentence.start + longest)])
    )


@lru_cache(maxsize=1 << 12)
def _turns(beginning: str) -> bool:
    words = " ".join(_words(folded(beginning)))
    return words.startswith(_table().turns) or words[1:].startswith(_table().turns)


def told(claim: Claim, own: Side, analysis: Analysis, turned: Sequence[int] = ()) -> Told:
    """The form of a claim; its side has no day where the day is that of something else.

    ``turned`` are the ``turns`` of its text.
    """
    trigger, text = claim.event.trigger, analysis.document.text
    definite, plural, following = _form(trigger.of(text), text[trigger.end : trigger.end + _NEXT])
    known = not plural and (
        definite or (bool(following) and _construct(claim, following, analysis))
    )
    heading = any(heading.covers(trigger) for heading in analysis.headings)
    pinned = any(
        argument.role in {"place", "target"} and argument.entity in own.places
        for argument in claim.event.arguments
    )
    if heading and not pinned and not _named_behind(claim, analysis):
        # what a headline names besides is where somebody speaks
        own = replace(own, places=frozenset())
    return Told(
        side=_day_of_its_own(claim, own, analysis, known),
        claim=claim,
        known=known,
        other=following in _table().other,
        heading=heading,
        pinned=pinned,
        general=plural,
        turn=bisect_right(turned, claim.event.sentence),
    )


@lru_cache(maxsize=1 << 14)
def _form(trigger: str, behind: str) -> tuple[bool, bool, str]:
    """Whether a noun has the article, and is a plural with it; the word behind it, if any."""
    word = folded(trigger)
    following = _words(folded(behind))
    definite = word.startswith(article())
    plural = definite and word.endswith(_table().plural)
    return definite, plural, following[0] if following else ""


def _construct(claim: Claim, following: str, analysis: Analysis) -> bool:
    """Whether its noun ends in a definite one, or in a name: «the bombing of the market»."""
    end = claim.event.trigger.end
    return bool(following) and (
        following.startswith(article())
        or any(0 <= name.span.start - end <= 1 for name in analysis.names)
        or _in_construct(claim, analysis.document.text)
    )


def _named_behind(claim: Claim, analysis: Analysis) -> bool:
    """Whether the place of a claim stands right behind its noun."""
    end = claim.event.trigger.end
    return any(
        0 <= name.span.start - end < _BESIDE and name.entity == claim.place
        for name in analysis.names
    )


def _in_construct(claim: Claim, text: str) -> bool:
    """«نشر منظومة الاستطلاع»: right behind its noun, what it is done to ends in a definite noun."""
    for argument in claim.event.arguments:
        beside = argument.span.start - claim.event.trigger.end == 1
        if beside and argument.role in {"object", "victim", "target"}:
            words = _words(folded(argument.span.of(text)))
            return len(words) > 1 and words[1].startswith(article())
    return False


def _day_of_its_own(claim: Claim, own: Side, analysis: Analysis, known: bool) -> Side:
    """A rise of a toll, and an event told in passing, lie before the day that is given with them.

    «The toll rose today», «arrested yesterday over the bombing», «suspended on Tuesday after an
    attack»: the day bounds the event as the day of a report does.
    """
    if own.ahead:
        return own
    if own.days is not None:
        if own.narrow and _after_another(claim, analysis):
            return replace(own, days=None)
        if own.narrow and (
            _of_the_saying(claim, known, analysis)
            or _risen(claim, own, analysis)
            or _passing(claim, analysis)
            or _earlier(claim, analysis)
            or _recalled(claim, analysis)
        ):
            return replace(own, days=None, earliest=own.days[1], latest=own.days[1])
        return own
    if own.family != "attack":
        return own
    day = None if own.candidates else _day_before(claim, analysis)
    if day is not None and (own.latest is None or day < own.latest):
        return replace(own, earliest=day, latest=day)
    return own


def _of_the_saying(claim: Claim, known: bool, analysis: Analysis) -> bool:
    """«The ministry said today that the suspension ...»: today it spoke."""
    when, said = claim.when, claim.event.attribution
    if when is None or said is None:
        return False
    time = analysis.attributions[said].time
    counted = claim.event.type == "casualties"
    return (known and when.basis == "derived") or (
        (known or counted) and time is not None and time == when.timex
    )


def _risen(claim: Claim, own: Side, analysis: Analysis) -> bool:
    """A toll that rose that day, or that counts nobody: bodies found, victims buried."""
    if own.family != "attack":
        return False
    uncounted = not any(analysis.quantities[place].role for place in claim.event.counts)
    return (uncounted and claim.event.type == "casualties") or any(
        analysis.quantities[place].total
        for other in analysis.claims
        if other.event.sentence == claim.event.sentence and _near(other.event.type, own)
        for place in other.event.counts
    )


def _near(type_: str, own: Side) -> bool:
    return family(type_).name == own.family


def _passing(claim: Claim, analysis: Analysis) -> bool:
    """Whether the time stands before another kind of event that it belongs to."""
    when = claim.when
    if family(claim.event.type).name != "attack" or when is None or when.timex is None:
        return False
    time = analysis.times[when.timex].span
    return any(
        other.when is not None and other.when.timex == when.timex and _leads(other, claim, time)
        for other in analysis.claims
    )


def _earlier(claim: Claim, analysis: Analysis) -> bool:
    """«They resumed today, after they had suspended»: the time is that of what was told first."""
    when, trigger = claim.when, claim.event.trigger
    if when is None or when.timex is None:
        return False
    time = analysis.times[when.timex].span
    sentence = analysis.sentences[claim.event.sentence]
    if not sentence.start <= time.start < trigger.start:
        return False
    behind = _words(folded(analysis.document.text[max(time.end, sentence.start) : trigger.start]))
    if not _table().earlier.intersection(behind[-_BEHIND:]):
        return False
    return any(
        other.event.sentence == claim.event.sentence
        and other.when is not None
        and other.when.timex == when.timex
        and other.event.trigger.start < trigger.start
        and _far(other.event.type, claim.event.type)
        for other in analysis.claims
    )


def _recalled(claim: Claim, analysis: Analysis) -> bool:
    """«The explosion comes days after an attack that killed seven»: these died before its day."""
    when, event = claim.when, claim.event
    if when is None or when.basis != "derived":
        return False
    beside = [other.event for other in analysis.claims if other.event.sentence == event.sentence]
    return any(
        recalled.trigger.start <= event.trigger.start
        and any(news.trigger.start < recalled.trigger.start for news in beside)
        and not _far(recalled.type, event.type)
        and _so_long_after(analysis.sentences[event.sentence], recalled.trigger, analysis)
        for recalled in beside
    )


def _so_long_after(sentence: Span, trigger: Span, analysis: Analysis) -> bool:
    *before, last = _words(folded(analysis.document.text[sentence.start : trigger.start])) or [""]
    return last in _table().of and not _table().earlier.isdisjoint(before[-_AGO:])


def _after_another(claim: Claim, analysis: Analysis) -> bool:
    """«The deployment, two weeks after the approval, on Monday»: the time is of the approval."""
    when, trigger = claim.when, claim.event.trigger
    if when is None or when.timex is None:
        return False
    time, text = analysis.times[when.timex].span, analysis.document.text
    return any(
        trigger.end <= other.event.trigger.start < time.start
        and other.event.sentence == claim.event.sentence
        and other.when is not None
        and other.when.timex == when.timex
        and _far(other.event.type, claim.event.type)
        and not _table().earlier.isdisjoint(
            _words(folded(text[trigger.end : other.event.trigger.start]))
        )
        for other in analysis.claims
    )


def _leads(other: Claim, claim: Claim, time: Span) -> bool:
    here, there = claim.event, other.event
    return (
        here.sentence == there.sentence
        and there.type not in TOLLS
        and _far(there.type, here.type)
        and there.trigger.start < here.trigger.start
        and time.start < here.trigger.start
    )


def _far(one: str, two: str) -> bool:
    return family(one).name != family(two).name


def _day_before(claim: Claim, analysis: Analysis) -> date | None:
    """The day of what the sentence tells first, where that is another kind of event."""
    here = claim.event
    for other in analysis.claims:
        there, when = other.event, other.when
        if (
            there.sentence == here.sentence
            and there.trigger.start < here.trigger.start
            and there.factuality.value == "actual"
            and _far(there.type, here.type)
            and when is not None
            and when.basis != "report"
            and when.latest is not None
            and when.earliest == when.latest
        ):
            return when.latest
    return None


def said_before(claim: Claim, analysis: Analysis) -> bool:
    """Whether it is told as what somebody had said before: «وكانت الشرطة قد أعلنت مقتل ...»."""
    if claim.event.attribution is None:
        return False
    cue, trigger = analysis.attributions[claim.event.attribution].cue, claim.event.trigger
    begin = analysis.sentences[claim.event.sentence].start
    if not begin <= cue.start < trigger.start:
        return False
    return _before(analysis.document.text[begin : trigger.start])


@lru_cache(maxsize=1 << 12)
def _before(text: str) -> bool:
    words, table = _words(folded(text)), _table()
    for place, word in enumerate(words):
        for begin in heads(word):
            if word[begin:] in table.be and table.done in words[place : place + _SUBJECT]:
                return True
            rest = " ".join((word[begin:], *words[place + 1 : place + _BEHIND + 1], ""))
            if rest.startswith(table.phrases):
                return True
    return False


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@dataclass(frozen=True, slots=True)
class _Table:
    plural: str
    other: frozenset[str]
    turns: tuple[str, ...]
    earlier: frozenset[str]
    of: frozenset[str]
    phrases: tuple[str, ...]
    be: frozenset[str]
    done: str

    @property
    def longest(self) -> int:
        """Characters in which the words of a turn stand, marks and spaces counted twice over."""
        return 2 * max(map(len, self.turns))


@cache
def _table() -> _Table:
    data = tomllib.loads(text_of("same_event.toml"))
    return _Table(
        folded(data["plural"]["ending"]),
        frozenset(map(folded, data["other"]["words"])),
        tuple(map(folded, data["turn"]["phrases"])),
        frozenset(map(folded, data["earlier"]["words"])),
        frozenset(map(folded, data["earlier"]["of"])),
        tuple(f"{folded(phrase)} " for phrase in data["said-before"]["phrases"]),
        frozenset(map(folded, data["said-before"]["be"])),
        folded(data["said-before"]["done"]),
    )
