"""Days, months, years and parts of them, as the words of a date name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from tawatur.annotate import timex_slots
from tawatur.annotate.timex_slots import HIJRI_YEARS
from tawatur.model.time import Clock, Draft, Fixed, Point, Shift
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

# --- dates ----------------------------------------------------------------------------------------


def _point(slots: Mapping[str, Hit], prefix: str = "", **known: Any) -> Point | None:
    """The calendar point of the slots day, month, year, weekday, side."""
    month = slots.get(prefix + "month")
    number: Any = month.mention if month is not None else None
    year = timex_slots.whole(slots, prefix + "year")
    hijri = number.hijri if number is not None else year in HIJRI_YEARS
    day = known.get("day") or timex_slots.whole(slots, prefix + "day")
    if day is not None and month is not None and day > _longest_month(number.number, hijri):
        return None
    if year is not None and number is not None and (year in HIJRI_YEARS) != hijri:
        return None
    weekday = None if prefix else timex_slots.column(slots, "weekday", "weekday")
    side = known.get("side") if timex_slots.side(slots) is None else timex_slots.side(slots)
    return Point(
        year=year,
        month=number.number if number is not None else None,
        day=day,
        weekday=int(weekday) if weekday else None,
        side=side,
        hijri=hijri,
    )


def _longest_month(month: int, hijri: bool) -> int:
    if hijri:
        return 30
    return 29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31


def date(scan: Scan, match: Match) -> Draft | None:
    """A day, month, year or weekday as named."""
    fields = match.rule.fields
    if match.rule.name == "weekday" and match.first == match.last and _is_the_two(scan, match):
        return None
    known = {name: fields[name] for name in ("day", "side") if name in fields}
    point = _point(match.slots, **known)
    return timex_slots.draft(scan, match, "DATE", point, **_from_report(match))


def _from_report(match: Match) -> dict[str, Any]:
    """How far from the report a day lies that «اليوم», «أمس», «غدا» stand before."""
    shift = timex_slots.column(match.slots, "deictic", "shift")
    if shift is None:
        return {}
    away = int(shift)
    function = None if away else "PUBLICATION_TIME"
    return {"function": function, "ahead": away > 0, "away": away}


def _is_the_two(scan: Scan, match: Match) -> bool:
    """«الجريحين الاثنين», «أن الاثنين كانا»: two persons, no Monday.

    A noun that can be the plural, too («المحتجين»), or is a nominative leaves it the day.
    """
    if match.slots["weekday"].entry["weekday"] != _TWO:
        return False
    before, after = match.first - 1, match.last + 1
    nouns = scan.readings[before] if before >= 0 else ()
    oblique = before >= 0 and scan.words.forms[before].endswith(_OBLIQUE)
    if oblique and nouns and all(r.number == "d" and r.article for r in nouns):
        return True
    verbs = scan.readings[after] if after < len(scan.words) else ()
    subject = before >= 0 and scan.is_particle(before, "comp")
    return subject and any(r.kind == "verb" and r.agreement in _DUAL for r in verbs)


_TWO: Final = "1"  # «الاثنين» is the first day of the ISO week, and «the two»
_OBLIQUE: Final = folded("ين")
_DUAL: Final = frozenset(["3md", "3fd"])


def both(scan: Scan, match: Match) -> Draft | None:
    """A day in both calendars: the Gregorian one counts, the Hijri one is kept."""
    first = None if "hijri_day" in match.slots else 1
    hijri = _point(match.slots, "hijri_", day=first)
    gregorian = _point(match.slots)
    if hijri is None or gregorian is None or not hijri.hijri or gregorian.hijri:
        return None
    more = _from_report(match)
    return timex_slots.draft(scan, match, "DATE", gregorian, orig=hijri, **more)


def figures(scan: Scan, match: Match) -> Draft | None:
    """«9/11/2019» day first, «2019-11-09», «11/2019»."""
    text = scan.words.text(match.slots["a" if "a" in match.slots else "b"].first, match.last)
    if any(space in text for space in " \n"):
        return None
    a, b, c = (timex_slots.whole(match.slots, name) for name in "abc")
    if a is not None and a > 31:
        a, c = c, a
    if b is None or c is None or not 1 <= b <= 12 or (a is not None and not 1 <= a <= 31):
        return None
    if c < 100:
        c += 2000 if c < 50 else 1900
    if c not in range(1200, 2101) or (a is not None and a > _longest_month(b, c in HIJRI_YEARS)):
        return None
    return timex_slots.draft(scan, match, "DATE", Point(c, b, a, hijri=c in HIJRI_YEARS))


def dotted(scan: Scan, match: Match) -> Draft | None:
    """«5.1.2020» day first, «2020.1.5»: one token that no number is read from."""
    point = match.slots["dotted"].mention
    if not isinstance(point, Point):
        return None
    weekday = timex_slots.column(match.slots, "weekday", "weekday")
    point = replace(point, weekday=int(weekday) if weekday else None)
    return timex_slots.draft(scan, match, "DATE", point)


_DOTTED: Final = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,4})$")


def dotted_point(form: str) -> Point | None:
    """The day that a token with two dots names, if it can be one.

    >>> dotted_point("5.1.2020")
    Point(year=2020, month=1, day=5, weekday=None, side=None, part=None, hijri=False, days=1)
    """
    parts = _DOTTED.match(form)
    if parts is None or len(parts[1]) + len(parts[3]) not in {5, 6}:
        return None
    a, b, c = int(parts[1]), int(parts[2]), int(parts[3])
    if a > 31:
        a, c = c, a
    if c not in range(1900, 2101) or not 1 <= b <= 12 or not 1 <= a <= _longest_month(b, False):
        return None
    return Point(c, b, a)


def month_of_year(scan: Scan, match: Match) -> Draft | None:
    """«أيار من العام الماضي», «9 أيار من العام الماضي»."""
    point = _point({k: v for k, v in match.slots.items() if k != "side"})
    if point is None or point.hijri:
        return None
    side = timex_slots.side(match.slots)
    part = f"{point.month:02}" if point.day is None else f"{point.month:02}-{point.day:02}"
    return timex_slots.draft(scan, match, "DATE", Shift("year", side or 0, part=part))


def numbered_month(scan: Scan, match: Match) -> Draft | None:
    """«شهر 7 عام 2019»."""
    number, year = timex_slots.whole(match.slots, "number"), timex_slots.whole(match.slots, "year")
    if number is None or not 1 <= number <= 12:
        return None
    if year is None:  # «الشهر الثاني من العام الماضي»
        side = timex_slots.side(match.slots)
        if side is None or timex_slots.column(match.slots, "unit", "unit") != "year":
            return None
        return timex_slots.draft(scan, match, "DATE", Shift("year", side, part=f"{number:02}"))
    return timex_slots.draft(scan, match, "DATE", Point(year, number))


def year_alone(scan: Scan, match: Match) -> Draft | None:
    """A year after a preposition, unless what follows is counted by it."""
    year = timex_slots.whole(match.slots, "year")
    if year is None or not 1900 <= year <= 2060:
        return None
    if _counts(scan, match.last + 1) and not (
        "since" in match.slots and scan.is_particle(match.last + 1, "prep")
    ):  # «منذ 2013 من طرف»
        return None
    return timex_slots.draft(scan, match, "DATE", Point(year))


def _counts(scan: Scan, token: int) -> bool:
    """Whether the word at a token can be what a number before it counts."""
    if token >= len(scan.words) or not scan.words.forms[token][0].isalpha():
        return False
    if scan.is_particle(token):
        return scan.is_particle(token, "prep") and len(scan.words.forms[token]) == 2
    return not scan.readings[token] or any(r.kind != "verb" for r in scan.readings[token])


def short_year(scan: Scan, match: Match) -> Draft | None:
    """«عام 91», «حرب 67»."""
    year = timex_slots.whole(match.slots, "short")
    if year is None or not 10 <= year <= 99:
        return None
    return timex_slots.draft(scan, match, "DATE", Point(year + (1900 if year >= 30 else 2000)))


def early_year(scan: Scan, match: Match) -> Draft | None:
    """«سنة 637 ميلادية», «1347 ميلادية»: only its era tells it from a number or a Hijri year."""
    year = timex_slots.whole(match.slots, "early")
    if year is None or not (1 <= year < 1000 or year in HIJRI_YEARS):
        return None
    return timex_slots.draft(scan, match, "DATE", Point(year))


def before_era(scan: Scan, match: Match) -> Draft | None:
    """«سنة 219 ق.م», «القرن الثامن قبل الميلاد» as TIMEX3 writes them: ``BC0219``, ``BC07``."""
    year, nth = (timex_slots.whole(match.slots, name) for name in ("early", "nth"))
    if nth is not None:
        return timex_slots.draft(scan, match, "DATE", Fixed(f"BC{nth - 1:02}"))
    if year is None or not 1 <= year <= 9999:
        return None
    return timex_slots.draft(scan, match, "DATE", Fixed(f"BC{year:04}"))


def deictic(scan: Scan, match: Match) -> Draft | None:
    """«أمس الأربعاء»."""
    shift = timex_slots.column(match.slots, "deictic", "shift")
    weekday = timex_slots.column(match.slots, "weekday", "weekday")
    meaning = Shift("day", int(shift or 0), weekday=int(weekday) if weekday else None)
    signal = timex_slots.column(match.slots, "before", "signal")
    return timex_slots.draft(scan, match, "DATE", meaning, signal=signal or None)


def unit(scan: Scan, match: Match) -> Draft | None:
    """«الأسبوع الماضي», «هذا العام»."""
    name, side = timex_slots.column(match.slots, "unit", "unit"), timex_slots.side(match.slots)
    if name in {"hour", "day", "second", "minute"} or side is None:
        return None
    mod = match.rule.fields.get("mod")
    return timex_slots.draft(scan, match, "DATE", Shift(name, side), mod=mod)  # type: ignore[arg-type]


def night(scan: Scan, match: Match) -> Draft | None:
    """«الليلة الماضية»."""
    return timex_slots.draft(
        scan, match, "TIME", Clock("TNI", Shift("day", timex_slots.side(match.slots) or 0))
    )


def quarter(scan: Scan, match: Match) -> Draft | None:
    """«الربع الأول من 2020», «النصف الثاني من العام الماضي»."""
    nth = timex_slots.whole(match.slots, "nth")
    year = timex_slots.whole(match.slots, "year")
    half = _is_half(scan, match)
    if "last" in match.slots:
        nth = 2 if half else 4
    if nth is None or nth > (2 if half else 4) or year in HIJRI_YEARS:
        return None
    part = f"{'H' if half else 'Q'}{nth}"
    if year is not None:
        return timex_slots.draft(scan, match, "DATE", Point(year, part=part))
    if timex_slots.column(match.slots, "unit", "unit") != "year":
        return None
    return timex_slots.draft(
        scan, match, "DATE", Shift("year", timex_slots.side(match.slots) or 0, part=part)
    )


def _is_half(scan: Scan, match: Match) -> bool:
    return any(hit.kind == "part-word" and hit.entry["value"] == "0.5"
               for hit in scan.hits.at(match.first, "part-word"))  # fmt: skip


def season(scan: Scan, match: Match) -> Draft | None:
    """«صيف 2014», «ربيع العام المقبل»."""
    part = timex_slots.column(match.slots, "season", "value")
    year = timex_slots.whole(match.slots, "year")
    if year is not None:
        return timex_slots.draft(scan, match, "DATE", Point(year, part=part))
    if "unit" in match.slots and timex_slots.column(match.slots, "unit", "unit") != "year":
        return None
    if "unit" not in match.slots:
        return timex_slots.draft(
            scan, match, "DATE", Point(part=part, side=timex_slots.side(match.slots))
        )
    return timex_slots.draft(
        scan, match, "DATE", Shift("year", timex_slots.side(match.slots) or 0, part=part)
    )


def half_of_month(scan: Scan, match: Match) -> Draft | None:
    """«النصف الأول من آذار»."""
    nth = 2 if "last" in match.slots else timex_slots.whole(match.slots, "nth")
    if nth not in {1, 2}:
        return None
    mod = "START" if nth == 1 else "END"
    return timex_slots.draft(scan, match, "DATE", _point(match.slots), mod=mod)


def decade(scan: Scan, match: Match) -> Draft | None:
    """«سبعينيات القرن الماضي», «التسعينيات», «العقد الأول من القرن الحالي»."""
    nth, tenth = (timex_slots.whole(match.slots, name) for name in ("nth", "tenth"))
    century = (19 + (timex_slots.side(match.slots) == 0)) if nth is None else nth - 1
    named = timex_slots.column(match.slots, "decade", "value")
    if tenth is not None and not 1 <= tenth <= 10:
        return None
    decade = named if tenth is None else tenth - 1
    return timex_slots.draft(scan, match, "DATE", Fixed(f"{century}{decade}"))


def century(scan: Scan, match: Match) -> Draft | None:
    """«القرن التاسع عشر»; «القرن الماضي» is the twentieth."""
    nth = timex_slots.whole(match.slots, "nth")
    return timex_slots.draft(scan, match, "DATE", Fixed(f"{19 if nth is None else nth - 1:02}"))


def feast(scan: Scan, match: Match) -> Draft | None:
    """A feast of a year, or the one before or after the report."""
    entry = match.slots["feast"].entry
    hijri, nth = entry["calendar"] == "h", timex_slots.whole(match.slots, "nth")
    if nth is not None and nth > int(entry["days"]):
        return None
    year = timex_slots.whole(match.slots, "year")
    point = Point(
        year=year,
        month=int(entry["month"]),
        day=int(entry["day"]) + (nth or 1) - 1,
        side=timex_slots.side(match.slots),
        hijri=hijri,
        days=1,
    )
    return timex_slots.draft(scan, match, "DATE", point, mod="APPROX" if hijri else None)


def part(scan: Scan, match: Match) -> Draft | None:
    """«أواخر شباط», «نهاية العام»."""
    mod = timex_slots.column(match.slots, "part", "mod")
    inner = timex_slots.inner(match.slots, "date")
    name = timex_slots.column(match.slots, "unit", "unit")
    if inner is not None:
        if not timex_slots.is_period(inner.meaning):
            return None
        return timex_slots.draft(scan, match, "DATE", inner.meaning, mod=mod, orig=inner.orig)
    if name is not None:
        if name in {"hour", "day", "second", "minute", "century"}:
            return None
        return timex_slots.draft(scan, match, "DATE", Shift(name, 0), mod=mod)  # type: ignore[arg-type]
    if "month" in match.slots:
        return timex_slots.draft(scan, match, "DATE", _point(match.slots), mod=mod)
    year = timex_slots.whole(match.slots, "year")
    return timex_slots.draft(scan, match, "DATE", Point(year, hijri=year in HIJRI_YEARS), mod=mod)


_WEEKS: Final = {1: "START", 2: "MID", 3: "MID", 4: "END", 5: "END"}


def week_of_month(scan: Scan, match: Match) -> Draft | None:
    """«الأسبوع الأول من نيسان»: TIMEX3 has no such week, so it is a part of the month."""
    nth = 5 if "last" in match.slots else timex_slots.whole(match.slots, "nth")
    if nth not in _WEEKS:
        return None
    return timex_slots.draft(scan, match, "DATE", _point(match.slots), mod=_WEEKS[nth])
