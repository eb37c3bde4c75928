"""Rules and lexicons from ``lang/*.toml`` and ``*.tsv``; all faults of a file reported at once.

A lexicon is a table: ``#:`` lines set options, the first other line names the columns, the Arabic
column is the last and may hold several forms separated by `` | ``. A form that begins with ``=``
counts only in exactly this spelling.

A rule has a name, a match and at least one example; without an example it does not load.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from tawatur.errors import LanguageDataError
from tawatur.rules.lexicon import Entry
from tawatur.text.fold import folded


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what the whole rule set must find in it; ``finds`` is empty for a hard negative.

    ``expects`` holds the further fields of the example, as written.
    """

    text: str
    finds: str | None
    expects: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file states it: ``match`` in the pattern language, ``fields`` as written."""

    name: str
    file: str
    match: tuple[str, ...]
    fields: Mapping[str, Any]
    examples: tuple[Example, ...]


def text_of(file: str, language: str = "ar") -> str:
    """The contents of a language file."""
    return files("tawatur.lang").joinpath(language, file).read_text("utf-8")


def lexicon(file: str, text: str | None = None) -> tuple[Entry, ...]:
    """The entries of a ``.tsv`` file; all its faults in one error.

    The options are ``kind`` (the slot's name; else a column ``kind`` gives it per row),
    ``article`` (the entry may follow «ال») and ``pronoun`` (a pronoun may follow it).
    """
    options: dict[str, str] = {}
    columns: list[str] | None = None
    entries: list[Entry] = []
    faults: list[str] = []
    for number, line in enumerate((text_of(file) if text is None else text).split("\n"), 1):
        where = f"{file}:{number}"
        if line.startswith("#:"):
            name, _, value = line[2:].strip().partition("=")
            options[name.strip()] = value.strip()
        elif not line.strip() or line.startswith("#"):
            continue
        elif columns is None:
            columns = line.split("\t")
        else:
            cells = line.split("\t")
            if len(cells) != len(columns):
                faults.append(f"{where}: {len(cells)} cells under {len(columns)} columns")
                continue
            entries.extend(_entries(dict(zip(columns, cells, strict=True)), columns[-1], options))
            kind = options.get("kind") or dict(zip(columns, cells, strict=True)).get("kind")
            if not kind:
                faults.append(f"{where}: no kind, neither as an option nor as a column")
    if columns is None:
        faults.append(f"{file}: no line that names the columns")
    if faults:
        raise LanguageDataError(faults)
    return tuple(entries)


def rows(file: str, text: str | None = None, *, width: int | None = None) -> list[list[str]]:
    """The rows of a table: what stands between tabs in the lines below that of the columns' names.

    ``text`` is what the table holds where ``file`` is none of the language, ``width`` how many
    columns it must have. Empty lines and comments are left out. Raises ``LanguageDataError`` with
    all rows that have not a cell for each column.
    """
    return _table(file, text, width)[1]


def records(file: str, text: str | None = None) -> list[dict[str, str]]:
    """The same, each cell by the name of its column."""
    columns, found = _table(file, text, None)
    return [dict(zip(columns, row, strict=True)) for row in found]


def _table(file: str, text: str | None, width: int | None) -> tuple[list[str], list[list[str]]]:
    found: list[list[str]] = []
    columns: list[str] = []
    faults = []
    for number, line in enumerate((text_of(file) if text is None else text).split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not columns:
            columns = cells
            if width is not None and len(columns) != width:
                faults.append(f"{file}:{number}: {len(columns)} columns named, {width} expected")
        elif len(cells) != len(columns):
            faults.append(f"{file}:{number}: {len(cells)} cells under {len(columns)} columns")
        else:
            found.append(cells)
    if faults:
        raise LanguageDataError(faults)
    return columns, found


def _entries(row: dict[str, str], arabic: str, options: Mapping[str, str]) -> Iterator[Entry]:
    value = MappingProxyType({k: v for k, v in row.items() if k != arabic})
    forms = [form.strip() for form in row[arabic].split("|") if form.strip()]
    ending, ends = options.get("accusative", ""), tuple(options.get("indeclinable", "").split())
    if ending and row.get("class") in options.get("nunated", "").split():
        # «سكانا»: the accusative of single words that are nunated
        forms += [f + ending for f in forms if len(f) > 2 and " " not in f and not f.endswith(ends)]
    for written in forms:
        exact = written[1:] if written.startswith("=") else None
        yield Entry(
            kind=options.get("kind") or row.get("kind") or "",
            form=folded(exact or written),
            value=value,
            article=(row.get("article") or options.get("article")) == "yes",
            pronoun=(row.get("pronoun") or options.get("pronoun")) == "yes",
            exact=exact,
        )


def rules(
    file: str,
    check: Callable[[Rule], list[str]] = lambda rule: [],
    text: str | None = None,
) -> tuple[Rule, ...]:
    """The rules of a ``.toml`` file; ``check`` adds the faults that only its user can see."""
    try:
        data = tomllib.loads(text_of(file) if text is None else text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageDataError([f"{file}: {error}"]) from error
    found: list[Rule] = []
    faults: list[str] = []
    names: set[str] = set()
    for number, raw in enumerate(data.get("rule", []), 1):
        rule, wrong = _rule(file, number, raw)
        if rule.name in names:
            wrong.append("the name is taken by an earlier rule")
        names.add(rule.name)
        wrong.extend(check(rule))
        faults.extend(f"{file}: rule '{rule.name}': {fault}" for fault in wrong)
        found.append(rule)
    if faults:
        raise LanguageDataError(faults)
    return tuple(found)


_OWN = {"name", "match", "example"}


def _rule(file: str, number: int, raw: dict[str, Any]) -> tuple[Rule, list[str]]:
    faults = []
    name = raw.get("name") or f"number {number}"
    if "name" not in raw:
        faults.append("no name")
    match = raw.get("match", [])
    examples = []
    for place, example in enumerate(raw.get("example", []), 1):
        text = example.get("text")
        finds = example.get("finds")
        if not text:
            faults.append(f"example {place} has no text")
            continue
        if finds and finds not in text:
            faults.append(f"example {place}: finds {finds!r}, which is not in its text")
        rest = {k: v for k, v in example.items() if k not in {"text", "finds"}}
        examples.append(Example(text, finds or None, MappingProxyType(rest)))
    if not examples:
        faults.append("no example")
    fields = {k: v for k, v in raw.items() if k not in _OWN}
    rule = Rule(
        name=name,
        file=file,
        match=(match,) if isinstance(match, str) else tuple(match),
        fields=MappingProxyType(fields),
        examples=tuple(examples),
    )
    return rule, faults
