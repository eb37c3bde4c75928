"""What the words of a time expression mean: one function for each ``make`` of the rules.

A function reads the slots of a match and gives a draft, or ``None`` where the words cannot be
meant so (a 31st of February, a thirteenth month).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from tawatur.annotate.number import Number
from tawatur.model.time import (
    Anaphor,
    Clock,
    Draft,
    Fixed,
    FromEvent,
    Length,
    Meaning,
    NthOf,
    Point,
    Shift,
    Stretch,
    Unit,
)
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.scan import Scan

Maker = Callable[[Scan, Match], Draft | None]

HIJRI_YEARS: Final = range(1200, 1601)
_MODS: Final = {
    "APPROX": "APPROX",
    "MORE_THAN": "MORE_THAN",
    "AT_LEAST": "EQUAL_OR_MORE",
    "LESS_THAN": "LESS_THAN",
    "AT_MOST": "EQUAL_OR_LESS",
}


def _draft(
    scan: Scan,
    match: Match,
    type: Literal["DATE", "TIME", "DURATION", "SET"],
    meaning: Meaning | None,
    **more: Any,
) -> Draft | None:
    if meaning is None:
        return None
    span = scan.words.folded.span(match.start, match.end)
    return Draft(span, match.rule.name, match.first, match.last, type, meaning, **more)


def _int(slots: Mapping[str, Hit], name: str) -> int | None:
    hit = slots.get(name)
    if hit is None or not isinstance(hit.mention, Number):
        return None
    value = hit.mention.value
    return int(value) if value == int(value) else None


def _column(slots: Mapping[str, Hit], name: str, column: str) -> str | None:
    hit = slots.get(name)
    return hit.entry.get(column) if hit is not None else None


def _side(slots: Mapping[str, Hit]) -> int | None:
    side = _column(slots, "side", "side") or _column(slots, "this", "side")
    return int(side) if side is not None else None


def _inner(slots: Mapping[str, Hit], name: str) -> Draft | None:
    hit = slots.get(name)
    return hit.mention if hit is not None and isinstance(hit.mention, Draft) else None


def _bound(slots: Mapping[str, Hit]) -> str | None:
    mod = _column(slots, "bound", "mod") or _column(slots, "after", "mod")
    return _MODS[mod] if mod else None


# --- dates -----------------------------------------------------------------------------------------


def _point(slots: Mapping[str, Hit], prefix: str = "", **known: Any) -> Point | None:
    """The calendar point of the slots day, month, year, weekday, side."""
    month = slots.get(prefix + "month")
    number: Any = month.mention if month is not None else None
    year = _int(slots, prefix + "year")
    hijri = number.hijri if number is not None else year in HIJRI_YEARS
    day = known.get("day") or _int(slots, prefix + "day")
    if day is not None and month is not None and day > _longest_month(number.number, hijri):
        return None
    if year is not None and number is not None and (year in HIJRI_YEARS) != hijri:
        return None
    weekday = None if prefix else _column(slots, "weekday", "weekday")
    side = known.get("side") if _side(slots) is None else _side(slots)
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
    known = {name: fields[name] for name in ("day", "side") if name in fields}
    return _draft(scan, match, "DATE", _point(match.slots, **known))


def both(scan: Scan, match: Match) -> Draft | None:
    """A day in both calendars: the Gregorian one counts, the Hijri one is kept."""
    hijri = _point(match.slots, "hijri_")
    gregorian = _point(match.slots)
    if hijri is None or gregorian is None or not hijri.hijri or gregorian.hijri:
        return None
    return _draft(scan, match, "DATE", gregorian, orig=hijri)


def figures(scan: Scan, match: Match) -> Draft | None:
    """«9/11/2019» day first, «2019-11-09», «11/2019»."""
    text = scan.words.text(match.slots["a" if "a" in match.slots else "b"].first, match.last)
    if any(space in text for space in " \n"):
        return None
    a, b, c = (_int(match.slots, name) for name in "abc")
    if a is not None and a > 31:
        a, c = c, a
    if b is None or c is None or not 1 <= b <= 12 or (a is not None and not 1 <= a <= 31):
        return None
    if c < 100:
        c += 2000 if c < 50 else 1900
    if c not in range(1200, 2101) or (a is not None and a > _longest_month(b, c in HIJRI_YEARS)):
        return None
    return _draft(scan, match, "DATE", Point(c, b, a, hijri=c in HIJRI_YEARS))


def month_of_year(scan: Scan, match: Match) -> Draft | None:
    """«أيار من العام الماضي»."""
    point = _point({k: v for k, v in match.slots.items() if k != "side"})
    if point is None or point.hijri:
        return None
    side = _side(match.slots)
    return _draft(scan, match, "DATE", Shift("year", side or 0, part=f"{point.month:02}"))


def numbered_month(scan: Scan, match: Match) -> Draft | None:
    """«شهر 7 عام 2019»."""
    number, year = _int(match.slots, "number"), _int(match.slots, "year")
    if number is None or not 1 <= number <= 12:
        return None
    return _draft(scan, match, "DATE", Point(year, number))


def year_alone(scan: Scan, match: Match) -> Draft | None:
    """A year after a preposition, unless what follows is counted by it."""
    year = _int(match.slots, "year")
    if year is None or not 1900 <= year <= 2060 or _counts(scan, match.last + 1):
        return None
    return _draft(scan, match, "DATE", Point(year))


def _counts(scan: Scan, token: int) -> bool:
    """Whether the word at a token can be what a number before it counts."""
    if token >= len(scan.words) or not scan.words.forms[token][0].isalpha():
        return False
    if scan.is_particle(token):
        return scan.is_particle(token, "prep") and len(scan.words.forms[token]) == 2
    return not scan.readings[token] or any(r.kind != "verb" for r in scan.readings[token])


def short_year(scan: Scan, match: Match) -> Draft | None:
    """«عام 91», «حرب 67»."""
    year = _int(match.slots, "short")
    if year is None or not 10 <= year <= 99:
        return None
    return _draft(scan, match, "DATE", Point(year + (1900 if year >= 30 else 2000)))


def deictic(scan: Scan, match: Match) -> Draft | None:
    """«أمس الأربعاء»."""
    shift = _column(match.slots, "deictic", "shift")
    weekday = _column(match.slots, "weekday", "weekday")
    meaning = Shift("day", int(shift or 0), weekday=int(weekday) if weekday else None)
    return _draft(scan, match, "DATE", meaning)


def unit(scan: Scan, match: Match) -> Draft | None:
    """«الأسبوع الماضي», «هذا العام»."""
    name, side = _column(match.slots, "unit", "unit"), _side(match.slots)
    if name in {"hour", "day", "second", "minute"} or side is None:
        return None
    return _draft(scan, match, "DATE", Shift(name, side))  # type: ignore[arg-type]


def night(scan: Scan, match: Match) -> Draft | None:
    """«الليلة الماضية»."""
    return _draft(scan, match, "TIME", Clock("TNI", Shift("day", _side(match.slots) or 0)))


def quarter(scan: Scan, match: Match) -> Draft | None:
    """«الربع الأول من 2020», «النصف الثاني من العام الماضي»."""
    nth = _int(match.slots, "nth")
    year = _int(match.slots, "year")
    half = _is_half(scan, match)
    if nth is None or nth > (2 if half else 4) or year in HIJRI_YEARS:
        return None
    part = f"{'H' if half else 'Q'}{nth}"
    if year is not None:
        return _draft(scan, match, "DATE", Point(year, part=part))
    if _column(match.slots, "unit", "unit") != "year":
        return None
    return _draft(scan, match, "DATE", Shift("year", _side(match.slots) or 0, part=part))


def _is_half(scan: Scan, match: Match) -> bool:
    return any(hit.kind == "part-word" and hit.entry["value"] == "0.5"
               for hit in scan.hits.at(match.first, "part-word"))  # fmt: skip


def season(scan: Scan, match: Match) -> Draft | None:
    """«صيف 2014», «ربيع العام المقبل»."""
    part = _column(match.slots, "season", "value")
    year = _int(match.slots, "year")
    if year is not None:
        return _draft(scan, match, "DATE", Point(year, part=part))
    if "unit" in match.slots and _column(match.slots, "unit", "unit") != "year":
        return None
    if "unit" not in match.slots:
        return _draft(scan, match, "DATE", Point(part=part, side=_side(match.slots)))
    return _draft(scan, match, "DATE", Shift("year", _side(match.slots) or 0, part=part))


def decade(scan: Scan, match: Match) -> Draft | None:
    """«سبعينيات القرن الماضي»."""
    nth = _int(match.slots, "nth")
    century = 19 if nth is None else nth - 1
    return _draft(
        scan, match, "DATE", Fixed(f"{century}{_column(match.slots, 'decade', 'value')}")
    )


def century(scan: Scan, match: Match) -> Draft | None:
    """«القرن التاسع عشر»; «القرن الماضي» is the twentieth."""
    nth = _int(match.slots, "nth")
    return _draft(scan, match, "DATE", Fixed(f"{19 if nth is None else nth - 1:02}"))


def feast(scan: Scan, match: Match) -> Draft | None:
    """A feast of a year, or the one before or after the report."""
    entry = match.slots["feast"].entry
    hijri, nth = entry["calendar"] == "h", _int(match.slots, "nth")
    if nth is not None and nth > int(entry["days"]):
        return None
    year = _int(match.slots, "year")
    point = Point(
        year=year,
        month=int(entry["month"]),
        day=int(entry["day"]) + (nth or 1) - 1,
        side=_side(match.slots),
        hijri=hijri,
        days=1,
    )
    return _draft(scan, match, "DATE", point, mod="APPROX" if hijri else None)


def part(scan: Scan, match: Match) -> Draft | None:
    """«أواخر شباط», «نهاية العام»."""
    mod = _column(match.slots, "part", "mod")
    inner = _inner(match.slots, "date")
    name = _column(match.slots, "unit", "unit")
    if inner is not None:
        if not _is_period(inner.meaning):
            return None
        return _draft(scan, match, "DATE", inner.meaning, mod=mod, orig=inner.orig)
    if name is not None:
        if name in {"hour", "day", "second", "minute", "century"}:
            return None
        return _draft(scan, match, "DATE", Shift(name, 0), mod=mod)  # type: ignore[arg-type]
    year = _int(match.slots, "year")
    return _draft(scan, match, "DATE", Point(year, hijri=year in HIJRI_YEARS), mod=mod)


def _is_period(meaning: Meaning) -> bool:
    if isinstance(meaning, Shift):
        return meaning.unit != "day"
    if isinstance(meaning, Point):
        return meaning.day is None and meaning.weekday is None
    return isinstance(meaning, Fixed) and meaning.value[0].isdigit()


# --- times of day ----------------------------------------------------------------------------------


def daypart(scan: Scan, match: Match) -> Draft | None:
    """«مساء الأربعاء», «أمس ليلا», «هذا الصباح»."""
    value = _column(match.slots, "daypart", "value")
    mod = _column(match.slots, "daypart", "mod")
    inner = _inner(match.slots, "date")
    if inner is None:
        return _draft(scan, match, "TIME", Clock(f"T{value}", Shift("day", 0)), mod=mod)
    if not isinstance(inner.meaning, Point | Shift | Anaphor) or not _is_day(inner.meaning):
        return None
    return _draft(scan, match, "TIME", Clock(f"T{value}", inner.meaning), mod=mod)


def _is_day(meaning: Point | Shift | Anaphor) -> bool:
    if isinstance(meaning, Point):
        return meaning.day is not None or meaning.weekday is not None
    return isinstance(meaning, Anaphor) or meaning.unit == "day"


def clock(scan: Scan, match: Match) -> Draft | None:
    """«الساعة الرابعة عصرا», «20:30 بتوقيت غرينتش»."""
    time = _clock(match.slots)
    return None if time is None else _draft(scan, match, "TIME", Clock(time))


def _clock(slots: Mapping[str, Hit]) -> str | None:
    named = _column(slots, "hour", "hour")
    hour = int(named) if named else _int(slots, "h")
    minute = _int(slots, "m") or 0
    shift = int(_column(slots, "minutes", "value") or 0)
    if hour is None or hour > 24 or not 0 <= minute < 60:
        return None
    by = "by" if "by" in slots else "daypart"
    total = _afternoon(hour, _column(slots, by, "value")) * 60 + minute + shift
    hour, minute = divmod(total % 1440, 60)
    return f"T{hour:02}:{minute:02}{_column(slots, 'zone', 'value') or ''}"


def _afternoon(hour: int, daypart: str | None) -> int:
    """The hour of the day: «الرابعة عصرا» is 16, «الثانية عشرة ليلا» is 0."""
    if hour > 12:
        return hour
    if daypart in {"AF", "EV"}:
        return hour if hour == 12 else hour + 12
    if daypart == "MI":
        return hour + 12 if hour <= 4 else hour
    if daypart == "NI":
        return 0 if hour == 12 else hour + 12 if hour >= 7 else hour
    return hour % 12 if daypart == "MO" and hour == 12 else hour


def clock_of_day(scan: Scan, match: Match) -> Draft | None:
    """«الساعة الخامسة مساء أمس»."""
    inner, timed = _inner(match.slots, "date"), _inner(match.slots, "clock")
    if inner is None or not isinstance(inner.meaning, Point | Shift) or not _is_day(inner.meaning):
        return None
    if timed is None:
        time = _clock(match.slots)
    elif isinstance(timed.meaning, Clock) and timed.meaning.day is None:
        time = timed.meaning.clock
        value = _column(match.slots, "daypart", "value")
        if value and time[1:3].isdigit():
            time = f"T{_afternoon(int(time[1:3]), value) % 24:02}{time[3:]}"
    else:
        return None
    return None if time is None else _draft(scan, match, "TIME", Clock(time, inner.meaning))


# --- durations -------------------------------------------------------------------------------------


def _length(amount: float | str, code: str) -> str:
    if isinstance(amount, float) and amount == int(amount):
        amount = int(amount)
    return f"PT{amount}{code[1:]}" if code[0] == "T" else f"P{amount}{code}"


def _code(slots: Mapping[str, Hit]) -> str:
    return next(
        code for name in ("unit", "two", "one", "one_before", "vague")
        if (code := _column(slots, name, "code")) is not None
    )  # fmt: skip


def _amount(slots: Mapping[str, Hit]) -> float | str | None:
    """How many units: a number, a dual, one; ``X`` for a bare plural."""
    if "n" in slots:
        number = slots["n"].mention
        assert isinstance(number, Number)
        return number.value
    if "two" in slots:
        return 2
    return 1 if {"one", "one_before"} & set(slots) else "X"


def duration(scan: Scan, match: Match) -> Draft | None:
    """«أكثر من ثلاثة أسابيع», «ساعتين ونصف الساعة»."""
    amount, code = _amount(match.slots), _code(match.slots)
    if amount is None or (isinstance(amount, float | int) and amount > 10_000_000_000):
        return None
    value = _length(amount, code)
    minutes = _column(match.slots, "minutes", "value")
    if minutes:
        if code != "TH" or int(minutes) < 0:
            return None
        value += f"{minutes}M"
    return _draft(scan, match, "DURATION", Length(value), mod=_bound(match.slots))


def window(scan: Scan, match: Match) -> Draft | None:
    """«الشهرين الماضيين», «الأيام الثلاثة المقبلة»: it ends or begins at the report."""
    slots = match.slots
    kind = slots["unit"].kind
    amount = 2 if kind == "the-unit2" else _amount(slots)
    side = _side(slots) or 0
    if amount is None or side == 0:
        return None
    value = _length(amount, _code(slots))
    return _draft(scan, match, "DURATION", Length(value, 1 if side > 0 else -1))


def vague_duration(scan: Scan, match: Match) -> Draft | None:
    """«عدة أشهر»."""
    return _draft(scan, match, "DURATION", Length(_length("X", _code(match.slots))))


def since(scan: Scan, match: Match) -> Draft | None:
    """«منذ شهرين»: a duration up to the report."""
    value, mod = _duration_of(match.slots)
    return _draft(scan, match, "DURATION", Length(value, -1), mod=mod, signal="since")


def within(scan: Scan, match: Match) -> Draft | None:
    """«خلال أسبوع»."""
    value, mod = _duration_of(match.slots)
    return _draft(scan, match, "DURATION", Length(value), mod=mod)


def _duration_of(slots: Mapping[str, Hit]) -> tuple[str, str | None]:
    inner = _inner(slots, "duration") or _inner(slots, "before")
    if inner is not None:
        assert isinstance(inner.meaning, Length)
        return inner.meaning.value, inner.mod
    return _length(_amount(slots) or 1, _code(slots)), _bound(slots)


_LENGTH: Final = re.compile(r"P(T?)([\d.]+|X)([A-Z]+)$")
_UNITS: Final[dict[str, Unit]] = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip


def offset(scan: Scan, match: Match) -> Draft | None:
    """«قبل ثلاثة أيام», «بعد شهرين»; of hours a duration, of unnamed number a reference."""
    side = int(match.rule.fields["side"])
    value, mod = _duration_of(match.slots)
    parts = _LENGTH.match(value)
    if parts is None or parts[1]:
        signal = "before" if side < 0 else "after"
        return _draft(scan, match, "DURATION", Length(value, side), mod=mod, signal=signal)
    if parts[2] == "X":
        return _draft(scan, match, "DATE", Fixed("PAST_REF" if side < 0 else "FUTURE_REF"))
    if "." in parts[2] or int(parts[2]) > 3000:
        return None
    unit = _UNITS[parts[3]]
    return _draft(scan, match, "DATE", Shift(unit, side * int(parts[2]), exact=True), mod=mod)


def from_event(scan: Scan, match: Match) -> Draft | None:
    """«بعد شهرين من الهجوم»: counted from the event, never from the report."""
    value, mod = _duration_of(match.slots)
    before = bool({"before", "one_before"} & set(match.slots))
    follows = match.last + 1 < len(scan.words) and scan.words.forms[match.last + 1][0].isalpha()
    if not follows:
        return None
    return _draft(scan, match, "DURATION", FromEvent(value, -1 if before else 1), mod=mod,
                  signal="before" if before else "after")  # fmt: skip


# --- sets, references, ranges ----------------------------------------------------------------------


def each(scan: Scan, match: Match) -> Draft | None:
    """«يوميا»."""
    value = _length(1, match.slots["each"].entry["value"])
    return _draft(scan, match, "SET", Fixed(value), quant="EVERY")


def every(scan: Scan, match: Match) -> Draft | None:
    """«كل خميس», «كل ثلاثة أيام»."""
    weekday = _column(match.slots, "weekday", "weekday")
    if weekday:
        return _draft(scan, match, "SET", Fixed(f"XXXX-WXX-{weekday}"), quant="EVERY")
    amount = _amount(match.slots) if "n" in match.slots else 1
    value = _length(amount or 1, _code(match.slots))
    return _draft(scan, match, "SET", Fixed(value), quant="EVERY")


def frequency(scan: Scan, match: Match) -> Draft | None:
    """«مرتين في الشهر»."""
    number = _int(match.slots, "n")
    times = number if number is not None else int(match.slots["freq"].entry["value"])
    code = _column(match.slots, "each", "value") or _code(match.slots)
    return _draft(scan, match, "SET", Fixed(_length(1, code)), freq=f"{times}X")


def reference(scan: Scan, match: Match) -> Draft | None:
    """«في وقت سابق»."""
    return _draft(scan, match, "DATE", Fixed(match.slots["ref"].entry["value"]))


def anaphor(scan: Scan, match: Match) -> Draft | None:
    """«في اليوم التالي»: counted from the date named before."""
    return _draft(scan, match, "DATE", Anaphor(int(match.slots["same"].entry["side"])))


def after_that(scan: Scan, match: Match) -> Draft | None:
    """«بعد ذلك بيومين»."""
    parts = _LENGTH.match(_length(_amount(match.slots) or 1, _code(match.slots)))
    days = {"D": 1, "W": 7}
    if parts is None or parts[3] not in days or not parts[2].isdigit():
        return None
    return _draft(scan, match, "DATE", Anaphor(int(parts[2]) * days[parts[3]]))


def range_(scan: Scan, match: Match) -> Draft | None:
    """«من 3 إلى 6 شباط», «بين عامي 2012 و2016», «يومي الثلاثاء والأربعاء»."""
    last = _end(match.slots, "b")
    first = _end(match.slots, "a", last)
    if first is None or last is None:
        return None
    return _draft(scan, match, "DURATION", Stretch(first, last))


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
        return Point(_int(slots, name))
    if not isinstance(other, Point):
        return None
    if hit.kind == "month":
        month: Any = hit.mention
        return Point(other.year, month.number, side=other.side, hijri=month.hijri)
    day = _int(slots, name)
    if other.day is None or (day is not None and other.month and day >= other.day):
        return None
    return Point(other.year, other.month, day, side=other.side, hijri=other.hijri)


def after_end(scan: Scan, match: Match) -> Draft | None:
    """«بعد انتهاء شهر رمضان»: the day after the last one."""
    inner = _inner(match.slots, "date")
    if inner is None or not isinstance(inner.meaning, Point | Shift):
        return None
    return _draft(scan, match, "DATE", inner.meaning, mod="AFTER", signal="after-end")


def nth(scan: Scan, match: Match) -> Draft | None:
    """«أول سبت من نيسان 2013», «اليوم الأخير من عام 2019»."""
    inner = _inner(match.slots, "date")
    if inner is None or not isinstance(inner.meaning, Point | Shift):
        return None
    weekday = _column(match.slots, "weekday", "weekday")
    number = -1 if "last" in match.slots else _int(match.slots, "nth") or 1
    within = NthOf(number, int(weekday) if weekday else None, inner.meaning)
    return _draft(scan, match, "DATE", within) if _is_period(inner.meaning) else None


def nothing(scan: Scan, match: Match) -> Draft | None:
    """Words that only look like a time."""
    return None


MAKERS: Final[Mapping[str, Maker]] = {
    "date": date, "both": both, "figures": figures, "month-of-year": month_of_year,
    "numbered-month": numbered_month, "year-alone": year_alone, "short-year": short_year,
    "deictic": deictic, "unit": unit, "night": night, "quarter": quarter, "season": season,
    "decade": decade, "century": century, "feast": feast, "part": part, "daypart": daypart,
    "clock": clock, "clock-of-day": clock_of_day, "duration": duration, "window": window,
    "vague-duration": vague_duration, "since": since, "within": within, "offset": offset,
    "from-event": from_event, "each": each, "every": every, "frequency": frequency,
    "reference": reference, "anaphor": anaphor, "after-that": after_that, "range": range_,
    "after-end": after_end, "nth": nth, "nothing": nothing,
}  # fmt: skip
