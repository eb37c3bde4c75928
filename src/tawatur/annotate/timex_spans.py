"""Times of day and durations: how long, since when, how far from the report or from an event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tawatur.annotate import timex_slots
from tawatur.model.time import Anaphor, Clock, Draft, Fixed, FromEvent, Length, Point, Shift, Unit
from tawatur.rules.lexicon import Hit
from tawatur.rules.match import Match
from tawatur.rules.phrase import is_verb_only, noun_phrase
from tawatur.rules.scan import Scan
from tawatur.text.fold import folded
from tawatur.text.morphology import Reading

# --- what verbs around tell ---


_TOLD_REACH: Final = 12  # tokens before an expression
_TOLD_AFTER: Final = 3  # tokens behind one that opens its clause


def is_told(scan: Scan, first: int, last: int) -> bool:
    """Whether the verb that an expression goes with tells of the past.

    It is the nearest one before it in its sentence, else one right behind.
    """
    begin, stop = scan.sentence(first)
    before = range(first - 1, max(begin, first - _TOLD_REACH) - 1, -1)
    for token in (*before, *range(last + 1, min(stop, last + 1 + _TOLD_AFTER))):
        readings = scan.readings[token]
        if any(r.future for r in readings) or scan.hits.at(token, "ahead"):
            return False
        if is_past(readings):
            return True
        if is_verb_only(scan, token) or (token < first and scan.is_particle(token, "comp")):
            return False
    return False


def is_past(readings: Sequence[Reading]) -> bool:
    """Whether a word can only be a perfect verb: «أطلق» is hardly ever «I set free»."""
    return any(r.aspect == "perfect" for r in readings) and all(
        r.kind == "verb" and (r.aspect == "perfect" or r.agreement == "1cs") for r in readings
    )


def lasts(scan: Scan, draft: Draft) -> int:
    """1 for the end of what lasts still («يسري حتى نهاية حزيران»), no day and no negation."""
    meaning = draft.meaning
    if draft.signal != "until" or not isinstance(meaning, Point) or timex_slots.is_day(meaning):
        return 0
    first, _ = scan.sentence(draft.first)
    for token in range(draft.first - 1, max(first, draft.first - _TOLD_REACH) - 1, -1):
        if is_verb_only(scan, token):
            return int(token == first or not scan.is_particle(token - 1, "neg"))
    return 0


# --- times of day ---------------------------------------------------------------------------------


def daypart(scan: Scan, match: Match) -> Draft | None:
    """«مساء الأربعاء», «أمس ليلا», «هذا الصباح»."""
    value = timex_slots.column(match.slots, "daypart", "value") or match.rule.fields.get("part")
    mod = timex_slots.column(match.slots, "daypart", "mod")
    inner = timex_slots.inner(match.slots, "date")
    if inner is None:
        day = Shift("day", int(timex_slots.column(match.slots, "deictic", "shift") or 0))
        return timex_slots.draft(scan, match, "TIME", Clock(f"T{value}", day), mod=mod)
    if not isinstance(inner.meaning, Point | Shift | Anaphor) or not timex_slots.is_day(
        inner.meaning
    ):
        return None
    eve = inner.rule == "feast" and timex_slots.column(match.slots, "daypart", "eve") == "yes"
    meaning = Clock(f"T{value}", inner.meaning, eve)
    other = timex_slots.column(match.slots, "other", "weekday")
    if other is not None and not _is_night_between(value, inner.meaning, int(other)):
        return None
    told = {"away": inner.away, "orig": inner.orig}
    return timex_slots.draft(scan, match, "TIME", meaning, mod=mod, **told)


def _is_night_between(daypart: str | None, day: Point | Shift | Anaphor, other: int) -> bool:
    """«ليل السبت الأحد»: the night from a weekday to the next."""
    weekday = None if isinstance(day, Anaphor) else day.weekday
    return daypart == "NI" and weekday is not None and weekday % 7 + 1 == other


def clock(scan: Scan, match: Match) -> Draft | None:
    """«الساعة الرابعة عصرا», «20:30 بتوقيت غرينتش»."""
    time = _clock(match.slots)
    return None if time is None else timex_slots.draft(scan, match, "TIME", Clock(time))


def _clock(slots: Mapping[str, Hit]) -> str | None:
    named = timex_slots.column(slots, "hour", "hour")
    hour = int(named) if named else timex_slots.whole(slots, "h")
    minute = timex_slots.whole(slots, "m") or 0
    if "hd" in slots:  # «الساعة 12.45»
        number: Any = slots["hd"].mention
        hour, minute = int(number.value), round(number.value % 1 * 100)
        if not minute:
            return None
    together = timex_slots.whole(slots, "hm")
    if together is not None:
        hour, minute = divmod(together, 100)
    shift = int(timex_slots.column(slots, "minutes", "value") or 0)
    if hour is None or hour > 24 or not 0 <= minute < 60:
        return None
    by = "by" if "by" in slots else "daypart"
    total = _afternoon(hour, timex_slots.column(slots, by, "value")) * 60 + minute + shift
    hour, minute = divmod(total % 1440, 60)
    return f"T{hour:02}:{minute:02}{timex_slots.column(slots, 'zone', 'value') or ''}"


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
    inner, timed = timex_slots.inner(match.slots, "date"), timex_slots.inner(match.slots, "clock")
    if (
        inner is None
        or not isinstance(inner.meaning, Point | Shift)
        or not timex_slots.is_day(inner.meaning)
    ):
        return None
    if timed is None:
        time = _clock(match.slots)
    elif isinstance(timed.meaning, Clock) and timed.meaning.day is None:
        time = timed.meaning.clock
        value = timex_slots.column(match.slots, "daypart", "value")
        if value and time[1:3].isdigit():
            time = f"T{_afternoon(int(time[1:3]), value) % 24:02}{time[3:]}"
    else:
        return None
    if time is None:
        return None
    meaning = Clock(time, inner.meaning)
    return timex_slots.draft(scan, match, "TIME", meaning, away=inner.away, orig=inner.orig)


# --- durations ------------------------------------------------------------------------------------


def duration(scan: Scan, match: Match) -> Draft | None:
    """«أكثر من ثلاثة أسابيع», «ساعتين ونصف الساعة»."""
    amount, code = timex_slots.amount_of(match.slots), timex_slots.code_of(match.slots)
    if amount is None or (isinstance(amount, float | int) and amount > 10_000_000_000):
        return None
    if code == "Y" and (_is_age(scan, match) or _names_year(scan, match)):
        return None
    value = timex_slots.length(amount, code)
    if "half" in match.slots:
        half = _and_half(scan, match, amount, code)
        if half is None:
            return None
        value = half
    minutes = timex_slots.column(match.slots, "minutes", "value")
    if minutes:
        if code != "TH" or int(minutes) < 0:
            return None
        value += f"{minutes}M"
    return timex_slots.draft(
        scan, match, "DURATION", Length(value), mod=timex_slots.bound_mod(match.slots)
    )


def _and_half(scan: Scan, match: Match, amount: float | str, code: str) -> str | None:
    """«ثلاث سنوات ونصف السنة»: with half a unit more; ``None`` where another thing is halved."""
    of = timex_slots.column(match.slots, "of", "code")
    follows = match.last + 1 < len(scan.words) and scan.words.forms[match.last + 1][0].isalpha()
    goes_on = follows and not scan.is_particle(match.last + 1)
    if (of != code and (of is not None or goes_on)) or isinstance(amount, str):
        return None
    if code not in _HALVES:
        return timex_slots.length(amount + 0.5, code)
    return f"{timex_slots.length(amount, code)}{_HALVES[code]}"


_HALVES: Final = {"Y": "6M", "TH": "30M", "DE": "5Y"}


def duration_range(scan: Scan, match: Match) -> Draft | None:
    """«بين ثلاث وخمس سنوات»: both ends, as ``P3Y/P5Y``."""
    low, high = (timex_slots.whole(match.slots, name) for name in "ab")
    code = timex_slots.code_of(match.slots)
    if low is None or high is None or not low < high <= _LONGEST:
        return None
    value = f"{timex_slots.length(low, code)}/{timex_slots.length(high, code)}"
    return timex_slots.draft(scan, match, "DURATION", Length(value))


_LONGEST: Final = 10_000


def _is_age(scan: Scan, match: Match) -> bool:
    """«فلان (31 عاما)», «فلان، 35 سنة،»."""
    forms, before, after = scan.words.forms, match.first - 1, match.last + 1
    if before < 0 or after >= len(forms):
        return False
    return (forms[before], forms[after]) in {("(", ")"), ("\u060c", "\u060c")}


def _names_year(scan: Scan, match: Match) -> bool:
    """«19 ألفا سنة 2012»: the year that follows takes the unit."""
    after = match.last + 1
    return after < len(scan.words) and bool(scan.hits.at(after, "year"))


def window(scan: Scan, match: Match) -> Draft | None:
    """«الشهرين الماضيين», «الأيام الثلاثة المقبلة»: it ends or begins at the report."""
    slots = match.slots
    kind = slots["unit"].kind
    amount = 2 if kind == "the-unit2" else timex_slots.amount_of(slots)
    side = timex_slots.side(slots) or 0
    if amount is None or side == 0:
        return None
    value = timex_slots.length(amount, timex_slots.code_of(slots))
    return timex_slots.draft(scan, match, "DURATION", Length(value, 1 if side > 0 else -1))


def vague_duration(scan: Scan, match: Match) -> Draft | None:
    """«عدة أشهر»."""
    return timex_slots.draft(
        scan, match, "DURATION", Length(timex_slots.length("X", timex_slots.code_of(match.slots)))
    )


def for_units(scan: Scan, match: Match) -> Draft | None:
    """«لساعات»: a bare plural is a duration only after this preposition."""
    opening = scan.words.forms[match.first][: match.start - scan.words.starts[match.first]]
    if not opening.endswith(folded(match.rule.fields["prefix"])):
        return None
    _, stop = scan.sentence(match.first)
    if noun_phrase(scan, match.first, stop) > match.last:
        return None  # «لأشهر الكتاب», «لسنوات عطائه»
    return vague_duration(scan, match)


def since(scan: Scan, match: Match) -> Draft | None:
    """«منذ شهرين»: a duration up to the report."""
    value, mod = _duration_of(match.slots)
    return timex_slots.draft(scan, match, "DURATION", Length(value, -1), mod=mod, signal="since")


def within(scan: Scan, match: Match) -> Draft | None:
    """«خلال أسبوع»."""
    value, mod = _duration_of(match.slots)
    return timex_slots.draft(scan, match, "DURATION", Length(value), mod=mod)


def _duration_of(slots: Mapping[str, Hit]) -> tuple[str, str | None]:
    inner = timex_slots.inner(slots, "duration") or timex_slots.inner(slots, "before")
    if inner is not None:
        assert isinstance(inner.meaning, Length)
        return inner.meaning.value, inner.mod
    return timex_slots.length(
        timex_slots.amount_of(slots) or 1, timex_slots.code_of(slots)
    ), timex_slots.bound_mod(slots)


LENGTH: Final = re.compile(r"P(T?)([\d.]+|X)([A-Z]+)$")
_UNITS: Final[dict[str, Unit]] = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century",
}  # fmt: skip


def offset(scan: Scan, match: Match) -> Draft | None:
    """«قبل ثلاثة أيام», «بعد شهرين»; of hours a duration, of unnamed number a reference."""
    side = int(match.rule.fields["side"])
    value, mod = _duration_of(match.slots)
    parts = LENGTH.match(value)
    if parts is None or parts[1]:
        signal = "before" if side < 0 else "after"
        return timex_slots.draft(
            scan, match, "DURATION", Length(value, side), mod=mod, signal=signal
        )
    if parts[2] == "X":
        return timex_slots.draft(
            scan, match, "DATE", Fixed("PAST_REF" if side < 0 else "FUTURE_REF")
        )
    if "." in parts[2] or int(parts[2]) > 3000:
        return None
    unit = _UNITS[parts[3]]
    return timex_slots.draft(
        scan, match, "DATE", Shift(unit, side * int(parts[2]), exact=True), mod=mod
    )


def from_event(scan: Scan, match: Match) -> Draft | None:
    """«بعد شهرين من الهجوم»: counted from the event, never from the report."""
    value, mod = _duration_of(match.slots)
    before = bool({"before", "one_before", "vague_before"} & set(match.slots))
    follows = match.last + 1 < len(scan.words) and scan.words.forms[match.last + 1][0].isalpha()
    if not follows:
        return None
    meaning = FromEvent(value, -1 if before else 1)
    signal = "before" if before else "after"
    return timex_slots.draft(scan, match, "DURATION", meaning, mod=mod, signal=signal)


def beside_event(scan: Scan, match: Match) -> Draft | None:
    """«غداة توقيع الاتفاق», «عشية الانتخابات»: a day after or before the event."""
    following = match.last + 1
    if following >= len(scan.words) or not scan.words.forms[following][0].isalpha():
        return None
    if scan.is_particle(following) or {"date", "weekday", "deictic"} & scan.hits.kinds(following):
        return None
    side = int(match.rule.fields["side"])
    signal = "before" if side < 0 else "after"
    return timex_slots.draft(scan, match, "DURATION", FromEvent("P1D", side), signal=signal)


_EVENT_WORDS: Final = 4


def by_so_much(scan: Scan, match: Match) -> Draft | None:
    """«بعد سقوط القاعدة بيومين»: the event stands between the preposition and the length."""
    words, first = scan.words, match.first
    opening = words.forms[first][: match.start - words.starts[first]]
    if not opening.endswith(folded(match.rule.fields["prefix"])):
        return None
    begin, _ = scan.sentence(first)
    for token in range(first - 2, max(begin, first - 2 - _EVENT_WORDS) - 1, -1):
        for hit in scan.hits.at(token, "timeprep"):
            signal = hit.entry.get("signal")
            if signal not in {"before", "after"} or hit.last >= first - 1:
                continue
            if noun_phrase(scan, hit.last + 1, first) != first - 1 or {"date", "duration"} & (
                scan.hits.kinds(hit.last + 1)
            ):
                return None
            value, mod = _duration_of(match.slots)
            meaning = FromEvent(value, -1 if signal == "before" else 1)
            made = timex_slots.draft(scan, match, "DURATION", meaning, mod=mod, signal=signal)
            return made and replace(
                made,
                first=token,
                span=words.folded.span(hit.start, words.ends[match.last]),
                anchor=scan.span(hit.last + 1, first - 1).of(words.folded.source),
            )
    return None
