"""Own examples of each of the 42 classes of time expressions, in prose, with their traps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from tawatur.annotate import number, timex
from tawatur.model.claim import Published
from tawatur.model.mention import Timex
from tawatur.resolve import calendar, times
from tawatur.rules.language import arabic

DATA = Path(__file__).parent / "data" / "timex_classes.tsv"
REPORT = "2022-03-16"
CALENDAR = re.compile(r"\d{4}(-\d\d){0,2}($|T\d\d:)")
BRACKETS = re.compile(r"\[(.*?)\]")


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the data: the text without brackets, the report's day, what must be found."""

    line: int
    class_: str
    text: str
    day: date
    finds: tuple[str, ...]
    expects: tuple[dict[str, str], ...]


def cases() -> Iterator[Case]:
    """The lines of the data."""
    for place, line in enumerate(DATA.read_text("utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        class_, stated, text = line.split("\t")
        finds = tuple(BRACKETS.findall(text))
        expects = tuple(map(_fields, stated.split(" ; "))) if stated != "-" else ()
        assert len(finds) == len(expects), f"line {place}: brackets"
        day = next((e.pop("on") for e in expects if "on" in e), REPORT)
        plain = BRACKETS.sub(r"\1", text)
        yield Case(place, class_, plain, date.fromisoformat(day), finds, expects)


def _fields(stated: str) -> dict[str, str]:
    value, *others = stated.split()
    return {"value": value, "mod": "None"} | dict(one.split("=", 1) for one in others)


def _span(value: str) -> str | None:
    """The days of a value that is a day, month or year.

    >>> _span("2020-02")
    '2020-02-01..2020-02-29'
    """
    if not CALENDAR.match(value):
        return None
    parts = [int(part) for part in value[:10].split("-")]
    whole = (calendar.year, calendar.month)[len(parts) - 1](*parts) if len(parts) < 3 else None
    if whole is None or whole.begin is None or whole.end is None:
        return f"{value[:10]}..{value[:10]}"
    return f"{whole.begin}..{whole.end - timedelta(1)}"


def read(case: Case) -> tuple[Timex, ...]:
    """What is found in a case."""
    scan = arabic().scan(case.text)
    number.annotate(scan, arabic())
    on = Published(case.day, case.day, (), (case.day,))
    return times.resolve(timex.annotate(scan, arabic()), on)


def _given(found: Timex, expected: dict[str, str]) -> dict[str, str]:
    given = {name: str(getattr(found, name)) for name in expected if name != "days"}
    if "days" in expected:
        last = found.end_exclusive - timedelta(1) if found.end_exclusive else None
        given["days"] = f"{found.begin}..{last}"
    return given


def _expected(expected: dict[str, str]) -> dict[str, str]:
    plain = expected["mod"] in {"None", "APPROX"} and "signal" not in expected
    days = expected.get("days") or (_span(expected["value"]) if plain else None)
    return expected | ({"days": days} if days else {})


def test_every_class_has_its_examples() -> None:
    """At least six of each class, and a trap."""
    examples = Counter(case.class_ for case in cases() if case.finds)
    traps = Counter(case.class_ for case in cases() if not case.finds)

    assert [f"T{n:02}" for n in range(1, 42) if examples[f"T{n:02}"] < 6] == []
    assert [f"T{n:02}" for n in range(1, 43) if not traps[f"T{n:02}"]] == []
    assert traps["T42"] >= 6


@pytest.mark.parametrize("case", list(cases()), ids=lambda c: f"{c.class_}:{c.line}")
def test_class_example(case: Case) -> None:
    """Its expressions are found, no others, with their value, mod, interval and words."""
    found = read(case)

    assert [one.span.of(case.text) for one in found] == list(case.finds)
    wanted = [_expected(one) for one in case.expects]
    given = [_given(one, want) for one, want in zip(found, wanted, strict=True)]
    assert given == wanted
