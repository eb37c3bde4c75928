"""How much speaks for a mention being a report of its event: features, their weights, a number.

The score estimates the share of mentions with the same features that careful readers took for a
report of that event, among mentions of which about every second one is: the sentences and reports
that the weights were fitted on (``lang/ar/event_score.toml`` says which). What lowers it are the
marks of speaking *about* an event: background, subject of an inquiry, one of many, a habit.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp
from typing import Final

from tawatur.annotate.event_found import Found
from tawatur.annotate.event_rules import ASSAULTS
from tawatur.annotate.event_toll import JOINED
from tawatur.annotate.event_view import View
from tawatur.model.mention import Argument, Factuality, Timex
from tawatur.rules.load import text_of

_SPEECH: Final = frozenset(
    ["request", "demand", "accuse", "deny", "condemn", "warn", "complain", "claim-responsibility",
     "refuse", "approve", "vote", "agree", "meet"]
)  # fmt: skip
_NEAR: Final = 4  # tokens before a trigger that say in what connection it is mentioned
_DAY: Final = len("2024-05-17")
_YEAR: Final = len("2024")


def features(view: View, one: Found, arguments: Sequence[Argument], said: bool) -> tuple[str, ...]:
    """The names of what speaks for or against an event, in the order of the weights' file."""
    lent = {one.rule.roles.get(piece.marker) for piece in one.pieces if piece.marker in JOINED}
    roles = {argument.role for argument in arguments} - lent  # told of another event
    found = {*_form(view, one), *_around(view, one), *_when(view, arguments), _family(one)}
    found.update(_standing(view, one))
    found |= {"has-" + role for role in roles}
    found.add("participants-0" if not roles & _PEOPLE else "participants")
    if said:
        found.add("said")
    return tuple(filter(found.__contains__, weights()))


_PEOPLE: Final = frozenset(["agent", "target", "victim", "against", "partner", "recipient"])


def score(reasons: Sequence[str]) -> float:
    """The score of an event with these features, between 0 and 1.

    >>> score([]) < score(["asserted"])
    True
    """
    known = weights()
    return round(1 / (1 + exp(-sum(known[name] for name in ("always", *reasons)))), 2)


def is_reported(score: float) -> bool:
    """Whether a score is high enough to take its mention for a report of the event."""
    return score >= _threshold()


@cache
def _threshold() -> float:
    data: dict[str, float] = tomllib.loads(text_of("event_score.toml"))["meaning"]
    return data["reported"]


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, "always" first."""
    data: dict[str, float] = tomllib.loads(text_of("event_score.toml"))["weight"]
    return data


def _family(one: Found) -> str:
    """The types that are alike.

    Killings, abductions and protests are apart where a noun names them: it mostly brings a known
    one to mind («the assassination of the president»), as no verb does.
    """
    if one.type in ASSAULTS or (one.finite and one.type in _CRIMES):
        return "assault"
    if one.type in _SPEECH:
        return "speech"
    return one.type if one.type == "casualties" or one.type in _NAMED else "act"


_CRIMES: Final = frozenset(["killing", "abduction"])
_NAMED: Final = _CRIMES | {"protest"}


def _form(view: View, one: Found) -> Iterator[str]:
    word = view.words[one.first]
    if one.asserted:
        yield "asserted"
    if one.sure:
        yield "one-reading"
    if one.bare:
        yield "bare"
    kind = "verb" if one.finite else ""
    reading = next((r for r, _ in word.triggers if (r.kind == "verb") == bool(kind)), None)
    if one.finite:
        yield "verb"
        if reading is not None and reading.aspect == "imperfect":
            yield "imperfect"
        if not one.asserted:
            yield "in-clause"
    elif reading is not None:
        if reading.pronoun and not one.asserted:
            yield "its"
        if reading.article:
            yield "definite"
        if reading.number == "p":
            yield "many"


def _around(view: View, one: Found) -> Iterator[str]:
    known = view.rules.words
    first, stop = view.scan.sentence(one.first)
    before = view.words[max(first, one.first - _NEAR) : one.first]
    if any(word.bare in known["after"] for word in before):
        yield "background"
    if any(word.classes & _TOPICS for word in before):
        yield "topic"
    if not _QUESTION.isdisjoint(view.scan.words.forms[max(first, stop - 2) : stop]):
        yield "question"
    times = set(view.timex_at[first:stop]) - {-1}
    if any(_is_day(view.times[number]) for number in times):
        yield "day-near"
    if any(_is_year(view.times[number]) for number in times):
        yield "year-near"
    if any(view.timex_at[t] >= 0 and _names_year(view.words[t].form) for t in range(first, stop)):
        yield "year-said"


def _standing(view: View, one: Found) -> Iterator[str]:
    """Where in its sentence an event is told, and in what company."""
    first, stop = view.scan.sentence(one.first)
    known = one.type == "protest" and one.finite and _known_crowd(view, one)
    if known:
        yield "known-crowd"
    elif one.start - first <= _OPENING and (one.finite or one.start < one.first):
        yield "opens"
    if one.first - first > _DEEP:
        yield "deep"
    if stop - first > _LONG:
        yield "long"
    if not one.finite and one.asserted and one.start < one.first:
        yield "light"
    if one.mood.value is not Factuality.ACTUAL:
        yield "modal"
    if one.type in ASSAULTS and any(
        view.quantities[number].role in _TOLL for number in view.quantities_in(first, stop)
    ):
        yield "with-toll"
    if not one.finite and _led_to(view, one, first, stop):
        yield "led-to"
    quotes = sum(word.form == '"' for word in view.words[first : one.first])
    if quotes % 2:
        yield "quoted"


_OPENING: Final = 2  # tokens before an event that opens its sentence
_DEEP: Final = 30
_LONG: Final = 50
_TOLL: Final = frozenset(["killed", "injured"])


def _led_to(view: View, one: Found, first: int, stop: int) -> bool:
    """«أسفر الهجوم عن», «انفجارا أدى إلى»: a verb says what came of it."""
    words = view.words
    near = (*range(max(first, one.first - 2), one.first), *range(one.last + 1, one.last + _LED))
    return any(words[t].light == "cause" and words[t].finite_only for t in near if t < stop)


_LED: Final = 4  # tokens behind a noun to the verb that says what came of it


def _known_crowd(view: View, one: Found) -> bool:
    """«وردد المتظاهرون»: what they do further, who were told to protest before."""
    for piece in one.pieces:
        if piece.marker == "subject":
            word = view.words[piece.first]
            return word.article and "protester" in word.classes
    return False


_TOPICS: Final = frozenset(["reference", "generic", "legal", "abstract"])
_QUESTION: Final = frozenset("؟?!")


def _when(view: View, arguments: Sequence[Argument]) -> Iterator[str]:
    number = next((a.mention for a in arguments if a.role == "time"), None)
    if number is not None:
        yield "on-day" if _is_day(view.times[number]) else "in-period"


def _is_day(timex: Timex) -> bool:
    if timex.relative is not None:
        return timex.relative.get("unit") in {"day", "weekday", "hour"}
    return len(timex.value or "") >= _DAY


def _names_year(form: str) -> bool:
    """«في آذار 2005»: news of the day names no year."""
    return len(form) == _YEAR and form.isdigit()


def _is_year(timex: Timex) -> bool:
    if timex.relative is not None:
        return timex.relative.get("unit") == "year"
    return len(timex.value or "") == _YEAR
