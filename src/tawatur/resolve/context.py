"""Which state a report means where it says «the ministry», and what a person's role names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tawatur.model.mention import Name, NameKind
from tawatur.model.text import Span
from tawatur.resolve.places import LOCATED, Choice
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan

ONLY: Final = "the only country of the report"
MAIN: Final = "the country that most of the report speaks of"
MAIN_TIMES: Final = 4
MAIN_SHARE: Final = 0.75
DATELINE: Final = "the dateline"
OUTLET: Final = "the outlet"
HERE: Final = "the place named before it"
_LOCAL: Final = frozenset(
    f"body:{key}:" for key in ("police", "security-forces", "civil-defence", "gendarmerie")
)


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of a report from outside its sentences: its dateline and its outlet's name."""

    dateline: Span | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The state that a body without a nationality belongs to, and why; or neither."""

    country: str | None = None
    basis: tuple[str, ...] = ()


def context(
    lang: Language,
    names: Sequence[Name],
    choices: Sequence[Choice],
    stated: Iterable[str],
    home: Home,
) -> Context:
    """The only country that the report names, else that of its dateline or outlet.

    ``stated`` are the countries of bodies and nationalities, as often as they are named.
    """
    placed = Counter(
        choice.place.country
        for name, choice in zip(names, choices, strict=True)
        if name.kind in LOCATED and choice.place is not None and choice.place.country
    )
    named = placed + Counter(stated)
    if len(named) == 1:
        return Context(next(iter(named)), (ONLY,))
    if named:
        country, times = named.most_common(1)[0]
        if times >= MAIN_TIMES and times >= MAIN_SHARE * named.total():
            return Context(country, (MAIN,))
    dateline = _dateline(names, choices, home)
    if dateline is not None:
        return Context(dateline, (DATELINE,))
    outlet = _outlet(lang, home.outlet)
    if outlet is not None and (not named or outlet in named):
        return Context(outlet, (OUTLET,))
    return Context()


Stated = Sequence[tuple[int, str]]


def stated_at(
    names: Sequence[Name], choices: Sequence[Choice], said: Sequence[tuple[Span, str]]
) -> Stated:
    """The countries of the places and nationalities of a report, each with where it begins."""
    found = [(one.start, country) for one, country in said]
    for name, choice in zip(names, choices, strict=True):
        if name.kind in LOCATED and choice.place is not None:
            found.append((name.span.start, choice.place.country))
    return sorted(found)


def here(scan: Scan, span: Span, stated: Stated, state: Context) -> Context:
    """The state of forces that act on the spot («الشرطة»): that of the place or nationality named
    last before them in their sentence, where it is another one than that of the report.
    """
    last = bisect_left(stated, (span.start, "")) - 1
    if last < 0 or stated[last][0] < _sentence_start(scan, span):
        return state
    country = stated[last][1]
    return state if not country or country == state.country else Context(country, (HERE,))


def is_local(name: Name) -> bool:
    """Whether a name is one of forces on the spot, of a state that it does not say."""
    return name.entry in _LOCAL


def _sentence_start(scan: Scan, span: Span) -> int:
    """Where the sentence of a span begins in the source."""
    words = scan.words
    first = scan.sentence(words.token_at(words.folded.position(span.start)))[0]
    return scan.span(first, first).start


def nationalities(scan: Scan) -> Iterator[tuple[Span, str]]:
    """The nationalities that a report names, with their words."""
    hits = scan.hits
    for token, kinds in enumerate(hits.by_token):
        if "demonym" in kinds:
            for country in {hit.entry["country"] for hit in hits.at(token, "demonym")}:
                yield scan.span(token, token), country


def _dateline(names: Sequence[Name], choices: Sequence[Choice], home: Home) -> str | None:
    if home.dateline is None:
        return None
    for name, choice in zip(names, choices, strict=True):
        if home.dateline.covers(name.span) and choice.place is not None:
            return choice.place.country or None
    return None


def _outlet(lang: Language, outlet: str | None) -> str | None:
    if outlet is None:
        return None
    for entry in lang.entries.get("outlet", ()):
        if outlet in {entry["key"], entry["name_en"], entry.form}:
            return entry.get("country") or None
    return None


def is_open(names: Sequence[Name]) -> bool:
    """Whether a report names a body whose state only the context can tell."""
    return any(
        name.kind is NameKind.ORGANISATION
        and name.entry is not None
        and (name.entry.startswith("head:") or name.entry.endswith(":"))
        for name in names
    )


def employers(names: Sequence[Name]) -> dict[Span, Name]:
    """The body inside each title: «وزارة الداخلية» of «الناطق باسم وزارة الداخلية»."""
    bodies = [name for name in names if name.kind is NameKind.ORGANISATION]
    found: dict[Span, Name] = {}
    if bodies:
        for name in names:
            if name.title is not None:
                inside = [body for body in bodies if name.title.covers(body.span)]
                if inside:
                    found[name.title] = inside[0]
    return found
