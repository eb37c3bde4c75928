"""Every day of 1990 to 2030 in each of twelve written forms is read back.

Here each day is read in one of the forms, which take turns by years; ``make exhaustive`` reads all
days in all forms (four minutes on a slow core).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tawatur.annotate import number, timex
from tawatur.model.claim import Published
from tawatur.model.text import Span
from tawatur.resolve import times
from tawatur.rules.language import arabic

SYRIAC = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
          "تشرين الأول", "تشرين الثاني", "كانون الأول"]  # fmt: skip
EGYPTIAN = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
            "أكتوبر", "نوفمبر", "ديسمبر"]  # fmt: skip
TUNISIAN = ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر",
            "أكتوبر", "نوفمبر", "ديسمبر"]  # fmt: skip
MOROCCAN = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر",
            "أكتوبر", "نونبر", "دجنبر"]  # fmt: skip
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
UNITS = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"]
ORDINALS = [
    *UNITS, "العاشر", "الحادي عشر",
    *(f"{unit} عشر" for unit in UNITS[1:]), "العشرين",
    "الحادي والعشرين", *(f"{unit} والعشرين" for unit in UNITS[1:]), "الثلاثين",
    "الحادي والثلاثين",
]  # fmt: skip
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

FORMS: dict[str, Callable[[date], str]] = {
    "syriac": lambda d: f"{d.day} {SYRIAC[d.month - 1]} {d.year}",
    "egyptian": lambda d: f"{d.day} {EGYPTIAN[d.month - 1]} {d.year}",
    "tunisian": lambda d: f"{d.day} {TUNISIAN[d.month - 1]} {d.year}",
    "moroccan": lambda d: f"{d.day} {MOROCCAN[d.month - 1]} {d.year}",
    "double": lambda d: f"{d.day} {SYRIAC[d.month - 1]}/{EGYPTIAN[d.month - 1]} {d.year}",
    "bracketed": lambda d: f"{d.day} {EGYPTIAN[d.month - 1]} ({SYRIAC[d.month - 1]}) عام {d.year}",
    "eastern": lambda d: f"{d.day} {SYRIAC[d.month - 1]} {d.year}".translate(EASTERN),
    "slashes": lambda d: f"{d.day}/{d.month}/{d.year}",
    "iso": date.isoformat,
    "dots": lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
    "ordinal": lambda d: f"{ORDINALS[d.day - 1]} من {SYRIAC[d.month - 1]} عام {d.year}",
    "weekday": lambda d: f"{WEEKDAYS[d.weekday()]} {d.day} {EGYPTIAN[d.month - 1]} {d.year}م",
}
FIRST, LAST = date(1990, 1, 1), date(2030, 12, 31)
REPORT = date(2020, 1, 30)
EXHAUSTIVE = "TAWATUR_EXHAUSTIVE" in os.environ


def misread(form: str, first: date, last: date) -> list[tuple[str, str | None]]:
    """The days of a range that are not read back, written in a form, with what is read."""
    write = FORMS[form]
    text, wanted = "", {}
    day = first
    while day <= last:
        written = write(day)
        text += f"سجل الباحث أن الحادثة وقعت {written} قرب القرية.\n"
        wanted[Span(text.rindex(written), text.rindex(written) + len(written))] = day
        day += timedelta(1)
    scan = arabic().scan(text)
    number.annotate(scan, arabic())
    on = Published(REPORT, REPORT, (), (REPORT,))
    found = times.resolve(timex.annotate(scan, arabic()), on)
    read = {one.span: one.value for one in found}
    wrong = [
        (day.isoformat(), read.pop(span, None))
        for span, day in wanted.items()
        if read.get(span) != day.isoformat()
    ]
    return wrong + [(text[s.start : s.end], v) for s, v in read.items() if s not in wanted]


def test_there_are_all_days() -> None:
    """Fourteen thousand nine hundred and seventy-five, in twelve forms."""
    assert ((LAST - FIRST).days + 1, len(FORMS)) == (14_975, 12)


@pytest.mark.parametrize("form", FORMS)
def test_every_day_is_read_back(form: str) -> None:
    """Each day, in texts of a year each."""
    turn = list(FORMS).index(form)
    wrong = [
        one
        for year in range(FIRST.year, LAST.year + 1)
        if EXHAUSTIVE or year % len(FORMS) == turn
        for one in misread(form, date(year, 1, 1), date(year, 12, 31))
    ]

    assert wrong == []
