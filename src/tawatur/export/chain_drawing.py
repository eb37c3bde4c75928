"""The picture of a chain: originators on the right, as Arabic reads; outlets on the left.

Nothing is fetched: the fonts are the reader's own. What came from a report is escaped.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, Final

_WIDTH: Final = 1100
_EDGE: Final = 28
_TOP: Final = 190  # where the first originator begins
_ROW: Final = 46
_GAP: Final = 26
_NOTE: Final = 20
_BOX: Final = (290, 220, 280)  # widths: originator, agency, outlet
_RIGHT: Final = _WIDTH - _EDGE  # right edges of the three columns
_MIDDLE: Final = 690
_LEFT: Final = 420
_INK, _FAINT, _LINE, _PAPER = "#1d2733", "#5c6975", "#d5dbe1", "#ffffff"
_COLOURS: Final = ("#0b5cad", "#b04a00", "#25733a", "#7a3e9d", "#8a1c3c", "#2f6367", "#6b5b00")
_UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)


def draw(record: Mapping[str, Any], heading: str = "") -> str:
    """The picture of a record of ``export.chain``, as SVG."""
    parts: list[str] = []
    y = _TOP
    for place, who in enumerate(record["originators"]):
        ways = [way for way in record["ways"] if way["originator"] == place]
        numbers = {way["number"] for way in ways}
        reasons = [one for one in record["reasons"] if numbers & set(one["ways"])]
        colour = _COLOURS[place % len(_COLOURS)]
        parts += _band(y, who, ways, reasons, colour)
        parts += _arcs(y, record["copies"], ways)
        y += _ROW * len(ways) + _NOTE * len(reasons) + _GAP
    height = y + 30
    frame = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" '
        'font-family="DejaVu Sans, Noto Sans Arabic, Noto Naskh Arabic, Tahoma, sans-serif">',
        f"<title>{escape(_seen(heading or record['id']))}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="{_PAPER}"/>',
        *_header(record, heading),
    ]
    return "\n".join([*frame, *parts, *_legend(height - 14), "</svg>"]) + "\n"


def _day(published: Mapping[str, Any]) -> str:
    first, last = published["earliest"], published["latest"]
    return str(last) if first == last and last else ""


def _name(way: Mapping[str, Any]) -> str:
    """What the report is called: its outlet where that is known."""
    return str(way["outlet"] or way["title"] or way["path"] or way["document"])


# --- how it is drawn -----------------------------------------------------------------------------


def _header(record: Mapping[str, Any], heading: str) -> Iterator[str]:
    say = _captions()
    yield _words(_EDGE, 44, heading or record["id"], size=21, bold=True, most=80)
    counts = (
        ("reports", record["reports"]), ("outlets", record["outlets"]), ("texts", record["texts"]),
        ("originators", len(record["originators"])),
    )  # fmt: skip
    english = {"texts": "independent texts", "originators": "independent originators"}
    for place, (name, count) in enumerate(counts):
        x = _EDGE + place * 200
        last = name == "originators"
        yield _words(x, 102, str(count), size=34, bold=True, ink=_COLOURS[0] if last else _INK)
        beside = x + 14 + 21 * len(str(count))
        yield _words(beside, 86, say[name], size=14, ink=_INK, side="left")
        yield _words(beside, 103, english.get(name, name), size=12, ink=_FAINT)
    for x, name in ((_RIGHT, "originator"), (_MIDDLE, "through"), (_LEFT, "outlet")):
        yield _words(x, 158, say[name], size=13, ink=_FAINT, side="right")
        yield _words(x - 92, 158, name, size=12, ink=_FAINT, side="right")
    yield f'<line x1="{_EDGE}" x2="{_RIGHT}" y1="168" y2="168" stroke="{_LINE}"/>'


def _band(
    y: int, who: Mapping[str, Any], ways: Sequence[Mapping[str, Any]],
    reasons: Sequence[Mapping[str, Any]], colour: str,
) -> Iterator[str]:  # fmt: skip
    """One originator with all that rests on it."""
    middle = y + _ROW * len(ways) // 2
    for place, way in enumerate(ways):
        yield from _way(y + _ROW * place + _ROW // 2, middle, way, colour, broken=who["anonymous"])
    name = who["name"] or _captions()["unnamed"]
    yield _box(_RIGHT, middle, _BOX[0], name, colour, size=15, bold=True, broken=who["anonymous"])
    y += _ROW * len(ways)
    for number, reason in enumerate(reasons):
        at = y + _NOTE * number + 14
        which = " = ".join(map(str, reason["ways"]))
        yield _words(_LEFT - _BOX[2], at, which, size=12, ink=colour, bold=True, most=30)
        beside = _LEFT - _BOX[2] + 18 + 8 * min(30, len(which))
        yield _words(beside, at, reason["text"], size=12, ink=_FAINT, most=110)
    y += _NOTE * len(reasons) + _GAP // 2
    yield f'<line x1="{_EDGE}" x2="{_RIGHT}" y1="{y}" y2="{y}" stroke="{_LINE}" stroke-width=".6"/>'


def _way(
    y: int, source: int, way: Mapping[str, Any], colour: str, *, broken: bool
) -> Iterator[str]:
    """From the originator at ``source`` through whoever stands between to the outlet."""
    begin = _RIGHT - _BOX[0]
    if way["through"]:
        unnamed = any(link["anonymous"] for link in way["through"])
        between = " ← ".join(link["who"] for link in way["through"])
        yield _curve(begin, source, _MIDDLE, y, colour, broken=broken or unnamed)
        yield _box(_MIDDLE, y, _BOX[1], between, colour, size=13, broken=unnamed)
        begin, source = _MIDDLE - _BOX[1], y
    yield _curve(begin, source, _LEFT, y, colour, broken=broken)
    yield _box(_LEFT, y, _BOX[2], _name(way), _LINE, size=14)
    yield _words(_LEFT - _BOX[2] + 10, y + 4, _day(way["published"]), size=11, ink=_FAINT)
    number = f"{way['number']}"
    yield _words(_EDGE + 44, y + 5, number, size=13, bold=True, ink=colour)
    if len(way["claims"]) > 1:
        beside = _EDGE + 50 + 9 * len(number)
        yield _words(beside, y + 4, f"×{len(way['claims'])}", size=11, ink=_FAINT)


def _arcs(
    y: int, copies: Sequence[Mapping[str, Any]], ways: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """A dotted line in the margin from a report to the one that has its text."""
    rows: dict[str, int] = {}
    for place, way in enumerate(ways):
        rows.setdefault(way["document"], y + _ROW * place + _ROW // 2)
    drawn: set[frozenset[str]] = set()
    for copy in copies:
        pair = frozenset((copy["document"], copy["other"]))
        if len(pair) < 2 or not pair <= rows.keys() or pair in drawn:
            continue
        drawn.add(pair)
        ends = (copy["document"], copy["other"])
        here, there = (rows[end] for end in (ends if copy["taken"] else ends[::-1]))
        x, bow = _EDGE + 36, min(46, 12 + abs(here - there) // 6)
        yield (
            f'<path d="M{x} {there} C{x - bow} {there} {x - bow} {here} {x} {here}" fill="none" '
            f'stroke="{_FAINT}" stroke-width="1.5" stroke-dasharray="2 3"/>'
        )
        if copy["directed"]:
            yield f'<path d="M{x + 3} {here} l-8 -4 v8 z" fill="{_FAINT}"/>'


def _legend(y: int) -> Iterator[str]:
    say = _captions()
    marks = (("2 3", "text taken over", say["copied"]), ("5 4", "not named", say["unnamed"]))
    for place, (dash, english, arabic) in enumerate(marks):
        x = _EDGE + 44 + place * 360
        yield (
            f'<line x1="{x}" x2="{x + 34}" y1="{y - 4}" y2="{y - 4}" stroke="{_FAINT}" '
            f'stroke-width="1.6" stroke-dasharray="{dash}"/>'
        )
        yield _words(x + 44, y, english, size=12, ink=_FAINT)
        yield _words(x + 160, y, arabic, size=12, ink=_FAINT)


def _curve(x: int, y: int, to_x: int, to_y: int, colour: str, *, broken: bool) -> str:
    half = (x + to_x) // 2
    dash = ' stroke-dasharray="5 4"' if broken else ""
    return (
        f'<path d="M{x} {y} C{half} {y} {half} {to_y} {to_x + 9} {to_y}" fill="none" '
        f'stroke="{colour}" stroke-width="1.8"{dash}/>'
        f'<path d="M{to_x + 1} {to_y} l9 -5 v10 z" fill="{colour}"/>'
    )


def _box(
    right: int, y: int, width: int, text: str, colour: str, *, size: int, bold: bool = False,
    broken: bool = False,
) -> str:  # fmt: skip
    dash = ' stroke-dasharray="5 4"' if broken else ""
    return (
        f'<rect x="{right - width}" y="{y - 16}" width="{width}" height="32" rx="7" '
        f'fill="{_PAPER}" stroke="{colour}" stroke-width="1.6"{dash}/>'
        + _words(
            right - 12, y + 5, text, size=size, bold=bold, side="right",
            most=int(width / size / (0.7 if bold else 0.72)),
        )
    )  # fmt: skip


def _words(
    x: int, y: int, text: str, *, size: int, ink: str = _INK, bold: bool = False,
    side: str = "left", most: int = 60,
) -> str:  # fmt: skip
    """A line of text from its left or its right end; Arabic runs from the right either way."""
    shown = _seen(text)
    arabic = any("\u0600" <= c <= "\u06ff" for c in shown)
    cut = shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
    anchor = "start" if arabic == (side == "right") else "end"
    mixed = arabic and bool(re.search("[A-Za-z]", shown)) and side == "left"
    if mixed:  # an English sentence that quotes Arabic
        anchor, arabic = "start", False
    run = ' direction="rtl" xml:lang="ar"' if arabic else ""
    weight = ' font-weight="bold"' if bold else ""
    whole = f"<title>{escape(shown)}</title>" if cut != shown else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{ink}"{weight} '
        f'text-anchor="{anchor}"{run}>{escape(cut)}{whole}</text>'
    )


def _seen(text: str) -> str:
    """The text without line breaks, and without characters that turn what is beside them."""
    return " ".join(_UNSEEN.sub(" ", text).split())


@cache
def _captions() -> Mapping[str, str]:
    found: dict[str, dict[str, str]] = tomllib.loads(
        files("tawatur.lang").joinpath("ar/captions.toml").read_text("utf-8")
    )
    return found["chain"]
