"""Gold annotation: what a careful reader takes from a report, one YAML file a report.

``docs/gold.md`` describes the format. Everything is checked against the report's text when it is
loaded, and all faults of a file are told at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tawatur.errors import TawaturError
from tawatur.model.text import Span


class GoldError(TawaturError):
    """A gold file cannot be used; every fault found in it is listed."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be found: its line, the places where its words stand there, and its fields."""

    line: int
    text: str
    spans: tuple[Span, ...]
    fields: Mapping[str, Any]

    def get(self, key: str) -> str | None:
        """A plain field as written; ``None`` where it is missing or ``null``."""
        value = self.fields.get(key)
        return None if value in (None, "null", "") else str(value)

    def flag(self, key: str) -> bool:
        """Whether a field is ``true``."""
        return self.fields.get(key) == "true"

    def many(self, key: str) -> tuple[Any, ...]:
        """A field that holds one value or a list of them."""
        value = self.fields.get(key)
        if value in (None, "null", ""):
            return ()
        return tuple(value) if isinstance(value, list) else (value,)

    @property
    def number(self) -> float | None:
        """The field ``value`` as a number."""
        value = self.get("value")
        return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A person, an organisation or a place, with the surfaces in which the report writes it."""

    key: str
    layer: str
    surfaces: tuple[str, ...]
    spans: tuple[Span, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Provable:
    """What a report's text alone can prove of its day; ``None`` where it proves nothing."""

    earliest: date | None
    latest: date | None
    weekday: str | None = None
    month: int | None = None

    def allows(self, earliest: date | None, latest: date | None) -> bool:
        """Whether an answer is at least as narrow: both of its ends are days that are left."""
        return (
            earliest is not None and latest is not None and all(map(self._left, (earliest, latest)))
        )

    def _left(self, day: date) -> bool:
        return (
            (self.earliest is None or self.earliest <= day)
            and (self.latest is None or day <= self.latest)
            and (self.weekday is None or f"{day:%A}" == self.weekday)
            and (self.month is None or day.month == self.month)
        )


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one report. ``window`` is its first and last possible day."""

    document: str
    path: Path
    text: str
    window: tuple[date, date] | None
    acceptable: Provable | None
    agency: str | None
    ignored: tuple[Span, ...]
    lines: tuple[Span | None, ...]
    times: tuple[Item, ...] = ()
    quantities: tuple[Item, ...] = ()
    statements: tuple[Item, ...] = ()
    events: tuple[Item, ...] = ()
    entities: tuple[GoldEntity, ...] = ()
    headings: frozenset[int] = frozenset()
    credits: tuple[Span, ...] = ()
    by_key: Mapping[str, tuple[GoldEntity, ...]] = field(default_factory=dict)

    def line_at(self, offset: int) -> int:
        """The number of the line that an offset stands in, from 1."""
        return self.text.count("\n", 0, offset) + 1

    def is_ignored(self, start: int, end: int) -> bool:
        """Whether a place lies in a line that is no part of the report (menus, appeals)."""
        return any(span.start < end and start < span.end for span in self.ignored)


_WORDS = {"times": "text", "quantities": "text", "statements": "cue", "events": "trigger"}
_ENTITIES = ("people", "organisations", "places")


def load_all(path: Path) -> tuple[Gold, ...]:
    """The gold files of a directory, or the one that is named; all their faults in one error."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    loaded: list[Gold] = []
    faults: list[str] = []
    for file in files:
        try:
            raw = _parsed(file)
            if path.is_dir() and "document" not in raw:
                continue  # notes on several reports
            loaded.append(_of_file(raw, file))
        except GoldError as error:
            faults.extend(error.faults)
    if not files:
        faults.append(f"{path}: no gold file (*.yaml)")
    if faults:
        raise GoldError(faults)
    return tuple(loaded)


def load(path: Path) -> Gold:
    """One gold file, with every span looked up in the text of its report."""
    return _of_file(_parsed(path), path)


def _parsed(path: Path) -> Mapping[str, Any]:
    try:
        # Scalars stay as they are written: a value such as 2020-01-05 or 2014 is TIMEX3, not YAML.
        raw = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError([f"{path.name}: {error}"]) from error
    if not isinstance(raw, dict):
        raise GoldError([f"{path.name}: no keys"])
    return raw


def _of_file(raw: Mapping[str, Any], path: Path) -> Gold:
    if "document" not in raw:
        raise GoldError([f"{path.name}: no key 'document'"])
    text = report_of(path, raw["document"]).read_bytes().decode("utf-8")
    return of(raw, text, path)


def of(raw: Mapping[str, Any], text: str, path: Path) -> Gold:
    """The gold that parsed YAML (every scalar a string) states about a text."""
    lines = tuple(_lines(text))
    faults: list[str] = []
    items = {
        layer: tuple(_items(raw.get(layer) or [], layer, words, text, lines, faults))
        for layer, words in _WORDS.items()
    }
    entities = tuple(
        _entity(entry, layer, text, faults) for layer in _ENTITIES for entry in raw.get(layer) or []
    )
    window = _window(raw.get("published"), "published", faults)
    acceptable = _provable(raw.get("published_acceptable"), faults)
    if faults:
        raise GoldError([f"{path.name}: {fault}" for fault in faults])
    by_key: dict[str, tuple[GoldEntity, ...]] = {}
    entities = _without_nested(entities)
    for entity in entities:
        by_key[entity.key] = (*by_key.get(entity.key, ()), entity)
    ignored = [lines[int(n) - 1] for n in raw.get("boilerplate") or []]
    return Gold(
        document=str(raw["document"]),
        path=path,
        text=text,
        window=window,
        acceptable=acceptable or (Provable(*window) if window else None),
        agency=None if raw.get("agency") in (None, "null", "") else str(raw["agency"]),
        ignored=tuple(span for span in ignored if span),
        lines=lines,
        entities=entities,
        headings=frozenset(int(n) for n in raw.get("headings") or []),
        credits=tuple(_credits(raw, text, lines)),
        by_key=by_key,
        **items,
    )


def report_of(path: Path, document: str) -> Path:
    """The text of a gold file's report: beside it, or in a folder beside that of the gold."""
    name = f"{document}.txt"
    places = [path.parent / name]
    places.extend(sorted(path.parent.parent.glob(f"*/{name}")))
    for place in places:
        if place.is_file():
            return place
    raise GoldError([f"{path.name}: no text {name} beside it, nor in a folder beside its own"])


def _lines(text: str) -> Iterator[Span | None]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line)) if line else None
        start += len(line) + 1


def _items(
    entries: Sequence[Mapping[str, Any]],
    layer: str,
    words: str,
    text: str,
    lines: Sequence[Span | None],
    faults: list[str],
) -> Iterator[Item]:
    """Items with the same words on the same line are its occurrences, in order."""
    wanted: dict[tuple[str, str], int] = {}
    for entry in entries:
        key = (entry.get("line", "0"), entry.get(words, ""))
        wanted[key] = wanted.get(key, 0) + 1
    seen: dict[tuple[str, str], int] = {}
    for entry in entries:
        number, written = entry.get("line", "0"), entry.get(words, "")
        line = lines[int(number) - 1] if 0 < int(number) <= len(lines) else None
        spans = occurrences(written, text, line) if line and written else ()
        if not spans:
            faults.append(f"{layer}: line {number} has no {written!r}")
            continue
        key = (number, written)
        place = seen.get(key, 0)
        seen[key] = place + 1
        if wanted[key] > 1:
            spans = spans[place : place + 1] or spans[-1:]
        yield Item(int(number), written, spans, entry)


def occurrences(words: str, text: str, within: Span | None = None) -> tuple[Span, ...]:
    """Where the words stand as words, proclitics before them allowed; else where they stand at all.

    >>> [span.of("باستهداف الهدف") for span in occurrences("الهدف", "باستهداف الهدف")]
    ['الهدف']
    """
    start, stop = (within.start, within.end) if within else (0, len(text))
    loose: list[Span] = []
    place = text.find(words, start, stop)
    while place != -1:
        loose.append(Span(place, place + len(words)))
        place = text.find(words, place + 1, stop)
    strict = tuple(span for span in loose if _stands_alone(span, text))
    return strict or tuple(loose)


def _stands_alone(span: Span, text: str) -> bool:
    """No letter follows, and at most two letters of the same word come before."""
    if text[span.end : span.end + 1].isalnum() and text[span.end - 1].isalnum():
        return False
    before = text[max(0, span.start - 3) : span.start]
    return len(before) - len(before.rstrip("".join(c for c in before if c.isalpha()))) < 3


def _entity(entry: Mapping[str, Any], layer: str, text: str, faults: list[str]) -> GoldEntity:
    spans: list[Span] = []
    surfaces = tuple(entry.get("surfaces") or ())
    for surface in surfaces:
        found = occurrences(surface, text)
        if not found:
            faults.append(f"{layer}: {entry.get('name')}: the text has no {surface!r}")
        spans.extend(found)
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in spans:
        if not kept or not kept[-1].covers(span):
            kept.append(span)
    return GoldEntity(str(entry.get("name")), layer, surfaces, tuple(kept), entry)


def _without_nested(entities: Sequence[GoldEntity]) -> tuple[GoldEntity, ...]:
    """Entities without the places where their surface is only part of another's longer name."""
    spans = [span for entity in entities for span in entity.spans]

    def inside(span: Span) -> bool:
        return any(other != span and other.covers(span) for other in spans)

    return tuple(
        GoldEntity(
            entity.key,
            entity.layer,
            entity.surfaces,
            tuple(span for span in entity.spans if not inside(span)) or entity.spans,
            entity.fields,
        )
        for entity in entities
    )


def _window(raw: Any, key: str, faults: list[str]) -> tuple[date, date] | None:
    if not isinstance(raw, dict) or raw.get("earliest") in (None, "null", ""):
        return None
    try:
        return date.fromisoformat(raw["earliest"]), date.fromisoformat(raw["latest"])
    except (KeyError, ValueError) as error:
        faults.append(f"{key}: {error}")
        return None


def _provable(raw: Any, faults: list[str]) -> Provable | None:
    if not isinstance(raw, dict):
        return None
    plain = {key: value for key, value in raw.items() if value not in ("null", "")}
    try:
        earliest, latest = (
            date.fromisoformat(plain[key]) if key in plain else None
            for key in ("earliest", "latest")
        )
    except ValueError as error:
        faults.append(f"published_acceptable: {error}")
        return None
    month = plain.get("month")
    return Provable(earliest, latest, plain.get("weekday"), int(month) if month else None)


def _credits(raw: Mapping[str, Any], text: str, lines: Sequence[Span | None]) -> Iterator[Span]:
    """Dateline and agency credit: names that stand there are not asked for."""
    for key in ("dateline", "credit"):
        entry = raw.get(key)
        if isinstance(entry, dict):
            yield from occurrences(entry["text"], text, lines[int(entry["line"]) - 1])[:1]
