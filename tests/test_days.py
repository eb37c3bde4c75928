"""Sets of days against the calendar itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.annotate import number, timex
from tawatur.model.text import Document
from tawatur.resolve import days, published
from tawatur.rules.language import arabic

KEPT = st.dates(days.FIRST, days.LAST)


@given(KEPT, st.integers(1, 7), st.integers(1, 12), st.integers(1, 31))
def test_days_are_those_of_the_calendar(day: date, weekday: int, month: int, number_: int) -> None:
    """A day is in the set of its own weekday, month and day of the month, in no other."""
    assert days.holds(days.weekday(weekday), day) == (day.isoweekday() == weekday)
    assert days.holds(days.month(month), day) == (day.month == month)
    assert days.holds(days.of_month(month, number_), day) == (
        (day.month, day.day) == (month, number_)
    )
    left = days.from_day(month, number_)
    assert days.holds(left, day) == (day.month == month and day.day >= number_)


@given(KEPT, KEPT, KEPT)
def test_days_between(first: date, last: date, day: date) -> None:
    """An interval holds its ends and what lies between them."""
    found = days.between(first, last)

    assert days.holds(found, day) == (first <= day <= last)
    assert days.holds(days.since(first), day) == (day >= first)
    if found:
        assert (days.first(found), days.last(found)) == (first, last)


@given(KEPT, st.integers(0, 60))
def test_days_stretched(day: date, more: int) -> None:
    """So many days after each, not beyond the last that is kept."""
    found = list(days.listed(days.stretched(days.of([day]), more)))

    assert found == [day + timedelta(n) for n in range(more + 1) if day + timedelta(n) <= days.LAST]


def test_days_beyond_the_calendar() -> None:
    """Days that are not kept are in no set."""
    assert days.between(date(1800, 1, 1), date(1850, 1, 1)) == 0
    assert days.between(date(2150, 1, 1), date(2160, 1, 1)) == 0
    assert days.of([date(1500, 1, 1)]) == 0
    assert not days.holds(days.ALL, date(2101, 1, 1))


@pytest.mark.parametrize(
    ("window", "left", "rules"),
    [
        ((date(2020, 1, 1), date(2020, 12, 31)), (date(2020, 1, 30),), []),
        (
            (date(2018, 1, 1), date(2018, 12, 31)),
            (date(2020, 1, 30), date(2025, 1, 30)),
            ["outside-window"],
        ),
    ],
)
def test_published_window(
    window: tuple[date, date], left: tuple[date, ...], rules: list[str]
) -> None:
    """A window narrows what the words leave; where they leave no day of it, they win and say so."""
    text = "نشر في: الخميس 30 كانون الثاني. أعلنوا ذلك بعد اغتيال قاسم سليماني"
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    drafts = timex.annotate(scan, arabic())
    found, findings = published.resolve(Document("d", text), scan, arabic(), drafts, window=window)

    assert [finding.rule for finding in findings] == rules
    assert found.candidates == left


def test_published_gives_up_what_is_said_least() -> None:
    """Of two weekdays the one said twice stays; many contradictions leave no day, all named."""
    text = "قالوا اليوم الخميس ذلك. وزاروها اليوم الجمعة. وعادوا اليوم الخميس"
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    drafts = timex.annotate(scan, arabic())
    found, findings = published.resolve(Document("d", text), scan, arabic(), drafts)

    assert [reason.rule for reason in findings] == ["given-up"]
    assert findings[0].text.startswith("written on a Friday")
    assert found.earliest == date(2000, 1, 6)
