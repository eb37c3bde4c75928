"""The layout of a document: page furniture, headings, dateline, byline, credits of its carriers.

It is read before anything is dropped, since datelines and credits say through whom a text came.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count
from typing import Final

from tawatur.annotate import frame_dateline
from tawatur.annotate.frame_dateline import CREDIT, HEAD_LINES, HEADING, Line
from tawatur.model.frame import Credit, Frame
from tawatur.model.text import Document, Span
from tawatur.rules.cues import closed, cues
from tawatur.rules.language import Language
from tawatur.rules.lexicon import Hit
from tawatur.rules.marks import PARTING
from tawatur.rules.scan import Scan

__all__ = ["Credit", "Frame", "annotate"]

_TITLE: Final = 30
_STOPS: Final = frozenset(".!؟?…:،,؛") | {"...", ".."}
_PROCLITICS: Final = "ول"


def annotate(scan: Scan, lang: Language, document: Document) -> Frame:
    """The frame of a document."""
    lines = list(_lines(scan))
    furniture = [line for line in lines if _is_furniture(scan, line)]
    if len(furniture) == len(lines):  # nothing but furniture: then it is the text that was given
        furniture = []
    dropped = frozenset(furniture)
    report = [line for line in lines if line not in dropped]
    bylines = [line for line in report[:HEAD_LINES] if _is_byline(scan, line)]
    body = [line for line in report if line not in bylines]  # at most five
    dateline = frame_dateline.find(scan, body)
    headings = _headings(scan, body, dateline)
    agency, outlet = _credits(scan, body, dateline, bylines)
    return Frame(
        boilerplate=_spans(scan, sorted([*furniture, *bylines], key=lambda line: line.first)),
        headings=_spans(scan, headings),
        dateline=None if dateline is None else scan.span(dateline.first, dateline.stop - 1),
        byline=_spans(scan, bylines)[0] if bylines else None,
        agency_credit=agency,
        outlet_credit=outlet,
    )


def _lines(scan: Scan) -> Iterator[Line]:
    first = 0
    for token in compress(count(), map("\n".__eq__, scan.words.forms)):
        if token > first:
            yield Line(first, token)
        first = token + 1
    if first < len(scan.words):
        yield Line(first, len(scan.words))


def _spans(scan: Scan, lines: list[Line]) -> tuple[Span, ...]:
    return tuple(scan.span(line.first, line.stop - 1) for line in lines)


# --- furniture -----------------------------------------------------------------------------------


def _is_furniture(scan: Scan, line: Line) -> bool:
    """Menu words, or no Arabic letter at all in a short line."""
    forms = scan.words.forms[line.first : line.stop]
    if not any(_is_arabic(form) for form in forms):
        return len(line) <= _TITLE and not any(form[0].isdigit() for form in forms)
    for hit in scan.hits.at(line.first, "menu"):
        if hit.start != scan.words.starts[line.first]:
            continue
        last = line.stop - 1
        while last > hit.last and not scan.words.forms[last][0].isalnum():
            last -= 1
        if hit.entry["scope"] == "line" or hit.last >= last:
            return True
    return False


def _is_arabic(form: str) -> bool:
    return "\u0621" <= form[0] <= "\u06d3"


def _is_byline(scan: Scan, line: Line) -> bool:
    """«كتب - قسم الشؤون العربية», «إعداد: فلان»: a short line without full stop."""
    first = scan.words.forms[line.first]
    if first not in closed("byline") or len(line) > HEADING or len(line) < 2:
        return False
    return scan.words.forms[line.stop - 1] not in _STOPS


# --- credits -------------------------------------------------------------------------------------


def _credits(
    scan: Scan, body: list[Line], dateline: Line | None, bylines: list[Line]
) -> tuple[Credit | None, Credit | None]:
    """The agency and the outlet that a text credits: in its dateline, at its end, as its own."""
    agency: Credit | None = None
    outlet: Credit | None = None
    for line in [*bylines, *([] if dateline is None else [dateline])]:
        for credit in _named(scan, line):
            if credit.kind == "agency":
                agency = agency or credit
            else:
                outlet = outlet or credit
    if agency is None and outlet is None:
        unknown = _unknown(scan, body, dateline)
        if unknown is not None and unknown.kind == "agency":
            agency = unknown
        else:
            outlet = unknown
    for place in _closing_credits(scan, body):
        named = list(_named(scan, place))
        for credit in named:
            if len(named) > 1 and credit.kind != "agency":
                outlet = outlet or credit  # «المصدر: الجزيرة + وكالات»
            else:
                agency = agency or credit
    if agency is None:
        agency = _own_newsroom(scan)
    return agency, outlet


def _unknown(scan: Scan, body: list[Line], dateline: Line | None) -> Credit | None:
    """A carrier that the table does not know: «(الرافد - 14 أيار 2024)», «بغداد - الرافد».

    It is an agency where the text calls its carrier «الوكالة», else an outlet.
    """
    forms = scan.words.forms
    first = stop = 0
    if dateline is not None and forms[dateline.first] == "(":
        first = dateline.first + 1
        stop = next((t for t in range(first, dateline.stop) if forms[t] in PARTING), first)
    for line in body[1:HEAD_LINES]:
        dash = next((t for t in range(line.first, line.stop) if forms[t] == "-"), None)
        if stop <= first and dash is not None and len(line) <= CREDIT and dash > line.first:
            first, stop = dash + 1, line.stop
    if not first < stop <= first + CREDIT or not all(_is_arabic(f) for f in forms[first:stop]):
        return None
    if any(scan.hits.at(t, kind) for t in range(first, stop) for kind in ("timex", "month")):
        return None
    span = scan.span(first, stop - 1)
    text = span.of(scan.words.folded.source)
    kind = "agency" if closed("the_agency").intersection(forms) else "site"
    return Credit(text, text, span, "", kind)


def _named(scan: Scan, line: Line) -> Iterator[Credit]:
    token = line.first
    while token < line.stop:
        hit = frame_dateline.carrier(scan, token)
        if hit is None:
            token += 1
            continue
        yield _credit(scan, hit)
        token = hit.last + 1


def _credit(scan: Scan, hit: Hit) -> Credit:
    span = scan.words.folded.span(hit.start, hit.end)
    text = span.of(scan.words.folded.source)
    return Credit(hit.entry["name_en"], text, span, hit.entry["key"], hit.entry["type"])


def _closing_credits(scan: Scan, body: list[Line]) -> Iterator[Line]:
    """«المصدر: رويترز», «(أ ف ب)», a last line that is only an agency's name."""
    for line in body[:2]:
        if scan.words.forms[line.first] in closed("credit") and len(line) <= 2 * CREDIT:
            yield line
    for line in body[-2:]:
        first = scan.words.forms[line.first]
        if first in closed("credit") and len(line) <= 2 * CREDIT:
            if line not in body[:2]:
                yield line
            continue
        last = line.stop - 1
        if scan.words.forms[last] == "." and last > line.first:
            last -= 1
        if scan.words.forms[last] == ")":
            opening = next(
                (t for t in range(last - 1, max(line.first, last - 2 * CREDIT) - 1, -1)
                 if scan.words.forms[t] == "("), None,
            )  # fmt: skip
            if opening is not None and _only_outlets(scan, opening + 1, last):
                yield Line(opening + 1, last)
        elif len(line) <= CREDIT and _only_outlets(scan, line.first, line.stop):
            yield line


def _only_outlets(scan: Scan, first: int, stop: int) -> bool:
    token, found = first, False
    while token < stop:
        hit = frame_dateline.carrier(scan, token)
        if hit is not None:
            token, found = hit.last + 1, True
        elif not scan.words.forms[token][0].isalnum() or len(scan.words.forms[token]) == 1:
            token += 1
        else:
            return False
    return found


def _own_newsroom(scan: Scan) -> Credit | None:
    """«تصريح خاص لمراسلة "سبوتنيك"» in a text that says «مراسلتنا»: written by that newsroom."""
    forms = scan.words.forms
    exclusive, reporters = closed("exclusive"), closed("our_reporter")
    if exclusive.isdisjoint(forms):
        return None
    own = any(form.lstrip(_PROCLITICS) in reporters for form in forms)
    for token, form in enumerate(forms):
        if form not in exclusive:
            continue
        for place in range(token + 1, min(token + 6, len(forms))):
            hit = frame_dateline.carrier(scan, place)
            if hit is not None and hit.entry["type"] == "agency":
                told = (form.lstrip(_PROCLITICS) for form in forms[token:place])
                reporter = any(form in closed("reporter") for form in told)
                if own or reporter:
                    return _credit(scan, hit)
    return None


# --- headings ------------------------------------------------------------------------------------


def _headings(scan: Scan, body: list[Line], dateline: Line | None) -> list[Line]:
    """Headings; in a text that leaves out its full stops, only the title can be told."""
    longest = max((len(line) for line in body), default=0)
    found = [
        line for place, line in enumerate(body) if _is_heading(scan, body, place, longest, dateline)
    ]
    stopless = sum(scan.words.forms[line.stop - 1] not in _STOPS for line in body)
    if stopless > max(2, len(body) // 2) and found:
        return [line for line in found if line is body[0]]
    return found


def _is_heading(
    scan: Scan, body: list[Line], place: int, longest: int, dateline: Line | None
) -> bool:
    """A short line without a final stop, and no sentence of saying; the title may be longer."""
    line = body[place]
    if place == len(body) - 1 or len(body) < 2:
        return False
    if dateline is not None and line.first <= dateline.first < line.stop:
        return False
    last = scan.words.forms[line.stop - 1]
    if last in _STOPS or (last == '"' and scan.words.forms[line.stop - 2] in _STOPS):
        return False
    if place == 0:
        return len(line) <= _TITLE and not _opens_report(scan, line)
    return len(line) <= HEADING and 2 * len(line) < longest and not _opens_report(scan, line)


def _opens_report(scan: Scan, line: Line) -> bool:
    """A line that begins with a verb of saying, or goes on with «و» and a verb."""
    if scan.words.forms[line.first] in closed("negation"):
        return True
    for reading in scan.readings[line.first]:
        if reading.kind == "verb" and (reading.lemma in cues().verbs or reading.conjunction):
            return True
    return False
