"""Where the dateline of a report stands: «(رويترز - 3 آذار 2021)», «دمشق - سانا», a day alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tawatur.model.time import Draft
from tawatur.rules.cues import closed, cues
from tawatur.rules.lexicon import Hit
from tawatur.rules.marks import PARTING
from tawatur.rules.scan import Scan

_DATELINE: Final = 30  # tokens: a longer bracket at the start is part of the report
HEAD_LINES: Final = 5
HEADING: Final = 18
CREDIT: Final = 6
_CLOSERS: Final = frozenset(')]"')
_SEPARATORS: Final = PARTING | _CLOSERS | frozenset("([،,+.")
_PIECE: Final = 4  # words between two marks of a dateline


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a line."""

    first: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.first


def find(scan: Scan, body: list[Line]) -> Line | None:
    """A line that is only a date, a bracket with an agency or a date, or «مدينة - وكالة -»."""
    for place, line in enumerate(body[:HEAD_LINES]):
        found = (
            _date_line(scan, line)
            or _bracket(scan, line)
            or _city(scan, line)
            or _dated(scan, line)
        )
        if found is not None and (place < len(body) - 1 or place == 0):
            return found
    for line in body[-2:]:
        if _date_line(scan, line) and len(body) > 1:
            return line
    return None


def _dated(scan: Scan, line: Line) -> Line | None:
    """«الخرطوم - الراصد: 9 أكتوبر 2025»: the head of a line up to the day that dates the report."""
    forms = scan.words.forms
    stop = min(line.stop, line.first + HEADING)
    if not scan.hits.among(line.first, stop, "timex"):
        return None
    for token in range(line.first, stop):
        for hit in scan.hits.at(token, "timex"):
            day = hit.mention
            if not isinstance(day, Draft) or day.away is not None:
                continue  # «اليوم السبت 27 شباط» stands in prose
            if day.function == "PUBLICATION_TIME":
                stop = hit.last + 1
                while stop < line.stop and not forms[stop][0].isalpha():
                    stop += 1
                return line if line.stop - stop <= CREDIT else Line(line.first, stop)
    return None


def _date_line(scan: Scan, line: Line) -> Line | None:
    """A line of date words, figures and marks, among them a month."""
    if len(line) > _DATELINE or len(line) < 2:
        return None
    token = line.first
    month = False
    while token < line.stop:
        hits = [hit for kind in ("timex", "month", "weekday") for hit in scan.hits.at(token, kind)]
        if hits:
            last = max(hit.last for hit in hits)
            month = month or any(
                scan.hits.at(inner, "month") for inner in range(token, min(last + 1, line.stop))
            )
            token = last + 1
            continue
        form = scan.words.forms[token]
        if not (form[0].isdigit() or not form[0].isalpha() or form in closed("date_line")):
            return None
        token += 1
    return line if month and token <= line.stop else None


def _bracket(scan: Scan, line: Line) -> Line | None:
    """«(صوت السهل / رويترز - 3 آذار 2021)» at a line's start."""
    opens = scan.words.forms[line.first]
    if opens not in ("(", "["):
        return None
    for token in range(line.first + 1, min(line.stop, line.first + _DATELINE)):
        if scan.words.forms[token] in (")", "]"):
            inside = range(line.first + 1, token)
            named = any(scan.hits.at(t, "outlet") or scan.hits.at(t, "month") for t in inside)
            dash = token + 1 < line.stop and scan.words.forms[token + 1] in PARTING
            return Line(line.first, token + 2 if dash else token + 1) if named else None
    return None


def _city(scan: Scan, line: Line) -> Line | None:
    """«دمشق - سانا», «بغداد (أ ف ب) -», «إسطنبول/ فلان/ الأناضول» at a line's start.

    Pieces of a few words between dashes, slashes and brackets, the last of them an outlet.
    """
    forms, limit = scan.words.forms, min(line.stop, line.first + HEADING)
    token, words, last = line.first, 0, -1
    while token < limit and words <= _PIECE:
        hit = carrier(scan, token)
        if hit is not None and words == 0 and hit.last < limit:
            last, token = hit.last, hit.last + 1
            continue
        behind = _behind_date(scan, token)
        if behind > token:
            token, words = behind, 0
        elif forms[token] in _SEPARATORS:
            token, words = token + 1, 0
        elif not forms[token][0].isalpha() or _is_verb(scan, token):
            break
        else:
            token, words = token + 1, words + 1
    return None if last < 0 else _closed(scan, line, last + 1)


def _closed(scan: Scan, line: Line, after: int) -> Line | None:
    """The line's head up to the mark behind its last outlet, where a mark or the line ends it."""
    forms = scan.words.forms
    bracket = False
    while after < line.stop:
        behind = _behind_date(scan, after)
        if behind > after:
            after = behind
        elif forms[after] in _CLOSERS:
            after, bracket = after + 1, True
        else:
            break
    if after < line.stop and forms[after] in PARTING:
        return Line(line.first, after + 1)
    whole = after == line.stop and len(line) > 1
    return Line(line.first, after) if whole or bracket else None


def _behind_date(scan: Scan, token: int) -> int:
    """Behind a time expression, a month or a number at a token, else the token itself."""
    hits = [hit for kind in ("timex", "month") for hit in scan.hits.at(token, kind)]
    if hits:
        return max(hit.last for hit in hits) + 1
    return token + 1 if scan.words.forms[token][0].isdigit() else token


def _is_verb(scan: Scan, token: int) -> bool:
    return any(
        reading.kind == "verb" and reading.lemma in cues().verbs for reading in scan.readings[token]
    )


def carrier(scan: Scan, token: int) -> Hit | None:
    """The longest name of a carrier that begins in a token."""
    hits = scan.hits.at(token, "outlet")
    return max(hits, key=lambda hit: hit.end) if hits else None
