"""What the words of a time expression mean: one function for each ``make`` of the rules.

A function reads the slots of a match and gives a draft, or ``None`` where the words cannot be
meant so (a 31st of February, a thirteenth month).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from tawatur.annotate import timex_dates as dates
from tawatur.annotate import timex_slots
from tawatur.annotate import timex_spans as spans
from tawatur.annotate.timex_slots import Maker
from tawatur.model.time import Anaphor, Draft, Fixed, NthOf, Point, Shift, Stretch
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded

_ALIF: Final = folded("ا")

# --- sets, references, ranges ---------------------------------------------------------------------


def each(scan: Scan, match: Match) -> Draft | None:
    """«يوميا»; after an indefinite accusative («تقليدا سنويا») it is an adjective."""
    before = match.first - 1
    accusative = before > 0 and scan.words.forms[before].endswith(_ALIF)
    if accusative and not scan.hits.at(before - 1, "number"):
        return None
    value = timex_slots.length(1, match.slots["each"].entry["value"])
    return timex_slots.draft(scan, match, "SET", Fixed(value), quant="EVERY")


def every(scan: Scan, match: Match) -> Draft | None:
    """«كل خميس», «كل ثلاثة أيام»."""
    weekday = timex_slots.column(match.slots, "weekday", "weekday")
    if weekday:
        return timex_slots.draft(scan, match, "SET", Fixed(f"XXXX-WXX-{weekday}"), quant="EVERY")
    amount = timex_slots.amount_of(match.slots) if "n" in match.slots else 1
    value = timex_slots.length(amount or 1, timex_slots.code_of(match.slots))
    return timex_slots.draft(scan, match, "SET", Fixed(value), quant="EVERY")


def frequency(scan: Scan, match: Match) -> Draft | None:
    """«مرتين في الشهر»."""
    number = timex_slots.whole(match.slots, "n")
    times = number if number is not None else int(match.slots["freq"].entry["value"])
    code = timex_slots.column(match.slots, "each", "value") or timex_slots.code_of(match.slots)
    return timex_slots.draft(
        scan, match, "SET", Fixed(timex_slots.length(1, code)), freq=f"{times}X"
    )


def reference(scan: Scan, match: Match) -> Draft | None:
    """«في وقت سابق»; «لاحقا» in a story of the past lies behind, too."""
    entry = match.slots["ref"].entry
    if entry["story"] and spans.is_told(scan, match.first, match.last):
        return timex_slots.draft(scan, match, "DATE", Fixed("PAST_REF"), signal="after")
    return timex_slots.draft(scan, match, "DATE", Fixed(entry["value"]))


def anaphor(scan: Scan, match: Match) -> Draft | None:
    """«في اليوم التالي»: counted from the date named before."""
    side = match.slots["same"].entry["side"]
    return timex_slots.draft(scan, match, "DATE", Anaphor(int(side)))


def after_that(scan: Scan, match: Match) -> Draft | None:
    """«بعد ذلك بيومين»."""
    parts = spans.LENGTH.match(
        timex_slots.length(
            timex_slots.amount_of(match.slots) or 1, timex_slots.code_of(match.slots)
        )
    )
    days = {"D": 1, "W": 7}
    if parts is None or parts[1] or parts[3] not in days or not parts[2].isdigit():
        return None
    side = int(match.rule.fields["side"])
    return timex_slots.draft(scan, match, "DATE", Anaphor(side * int(parts[2]) * days[parts[3]]))


def range_(scan: Scan, match: Match) -> Draft | None:
    """«من 3 إلى 6 شباط», «بين عامي 2012 و2016», «يومي الثلاثاء والأربعاء»."""
    last = _end(match.slots, "b")
    first = _end(match.slots, "a", last)
    if first is None or last is None:
        return None
    if _is_of_figures(scan, match):
        return None
    if match.rule.name == "days-in-row" and not _is_row(first, last, match.slots):
        return None
    return timex_slots.draft(scan, match, "DURATION", Stretch(first, last))


def _is_of_figures(scan: Scan, match: Match) -> bool:
    """«بين 1200 و1800 دولار»: figures that what follows is counted by, where no «عامي» is said."""
    kinds = {match.slots[name].kind for name in ("a", "b")}
    if kinds != {"year"} or match.slots["a"].first > match.first + 1:
        return False
    if match.slots["a"].first == match.first + 1 and scan.hits.at(match.first, "unit2"):
        return False
    years = [timex_slots.whole(match.slots, name) or 0 for name in ("a", "b")]
    after = match.last + 1
    if after >= len(scan.words) or scan.is_particle(after):
        return False
    if not all(_NEWS[0] <= year <= _NEWS[1] for year in years):
        return scan.words.forms[after][0].isalpha()
    readings = scan.readings[after]
    counted = bool(readings) and all(r.kind == "noun" and not r.article for r in readings)
    return counted or bool(scan.hits.at(after, "unit-word"))


_NEWS: Final = (1900, 2060)


def _is_row(first: Point | Shift, last: Point | Shift, slots: Mapping[str, Hit]) -> bool:
    """Whether the days named one by one follow each other: «يومي 3 و9 آذار» is no stretch."""
    between = timex_slots.whole(slots, "between")
    days = [d.day for d in (first, last) if isinstance(d, Point) and d.day is not None]
    if between is not None:
        days.insert(1, between)
    return all(after == before + 1 for before, after in pairwise(days))


def _end(
    slots: Mapping[str, Hit], name: str, other: Point | Shift | None = None
) -> Point | Shift | None:
    hit = slots[name]
    if isinstance(hit.mention, Draft):
        meaning = hit.mention.meaning
        return meaning if isinstance(meaning, Point | Shift) else None
    if hit.kind == "weekday":
        return Point(weekday=int(hit.entry["weekday"]))
    if hit.kind == "year":
        return Point(timex_slots.whole(slots, name))
    if not isinstance(other, Point):
        return None
    if hit.kind == "month":
        month: Any = hit.mention
        return Point(other.year, month.number, side=other.side, hijri=month.hijri)
    day = timex_slots.whole(slots, name)
    if other.day is None or (day is not None and other.month and day >= other.day):
        return None
    return Point(other.year, other.month, day, side=other.side, hijri=other.hijri)


def after_end(scan: Scan, match: Match) -> Draft | None:
    """«بعد انتهاء شهر رمضان»: the day after the last one."""
    inner = timex_slots.inner(match.slots, "date")
    if inner is None or not isinstance(inner.meaning, Point | Shift):
        return None
    return timex_slots.draft(scan, match, "DATE", inner.meaning, mod="AFTER", signal="after-end")


def before_begin(scan: Scan, match: Match) -> Draft | None:
    """«قبل حلول رمضان»: at some time before its first day."""
    month: Any = match.slots["month"].mention
    point = Point(month=month.number, hijri=month.hijri)
    return timex_slots.draft(scan, match, "DATE", point, mod="BEFORE", signal="before")


def nth(scan: Scan, match: Match) -> Draft | None:
    """«أول سبت من نيسان 2013», «اليوم الأخير من عام 2019»."""
    inner = timex_slots.inner(match.slots, "date")
    if inner is None or not isinstance(inner.meaning, Point | Shift):
        return None
    weekday = timex_slots.column(match.slots, "weekday", "weekday")
    number = -1 if "last" in match.slots else timex_slots.whole(match.slots, "nth") or 1
    within = NthOf(number, int(weekday) if weekday else None, inner.meaning)
    return (
        timex_slots.draft(scan, match, "DATE", within)
        if timex_slots.is_period(inner.meaning)
        else None
    )


def nothing(scan: Scan, match: Match) -> Draft | None:
    """Words that only look like a time."""
    return None


MAKERS: Final[Mapping[str, Maker]] = {
    "date": dates.date,
    "both": dates.both,
    "figures": dates.figures,
    "month-of-year": dates.month_of_year,
    "dotted": dates.dotted,
    "numbered-month": dates.numbered_month,
    "early-year": dates.early_year,
    "before-era": dates.before_era,
    "week-of-month": dates.week_of_month,
    "year-alone": dates.year_alone,
    "short-year": dates.short_year,
    "deictic": dates.deictic,
    "unit": dates.unit,
    "night": dates.night,
    "quarter": dates.quarter,
    "half-of-month": dates.half_of_month,
    "season": dates.season,
    "decade": dates.decade,
    "century": dates.century,
    "feast": dates.feast,
    "part": dates.part,
    "daypart": spans.daypart,
    "clock": spans.clock,
    "clock-of-day": spans.clock_of_day,
    "duration": spans.duration,
    "duration-range": spans.duration_range,
    "window": spans.window,
    "vague-duration": spans.vague_duration,
    "for-units": spans.for_units,
    "beside-event": spans.beside_event,
    "by-so-much": spans.by_so_much,
    "since": spans.since,
    "within": spans.within,
    "offset": spans.offset,
    "from-event": spans.from_event,
    "each": each,
    "every": every,
    "frequency": frequency,
    "reference": reference,
    "anaphor": anaphor,
    "after-that": after_that,
    "range": range_,
    "after-end": after_end,
    "before-begin": before_begin,
    "nth": nth,
    "nothing": nothing,
}
