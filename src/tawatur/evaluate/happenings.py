"""Events of a record against the gold: trigger and type, and the arguments of what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from tawatur.evaluate.assign import pairs
from tawatur.evaluate.gold import Gold, Item
from tawatur.evaluate.mentions import Found, best_overlap, in_report
from tawatur.evaluate.sayings import said_by
from tawatur.evaluate.tally import Case, Tally
from tawatur.evaluate.values import expected, interval
from tawatur.evaluate.who import Who

# Gold roles, and the roles under which a record may give the same participant.
ROLES: Final[Mapping[str, frozenset[str]]] = {
    "agent": frozenset({"agent"}),
    "partner": frozenset({"partner", "agent"}),
    "target": frozenset({"target", "victim", "against", "object"}),
    "victim": frozenset({"victim", "target", "object"}),
    "against": frozenset({"against", "target", "victim"}),
    "object": frozenset({"object", "target"}),
    "recipient": frozenset({"recipient", "partner"}),
    "instrument": frozenset({"instrument"}),
}
_GROUPS: Final = {"agent": "agent", "target": "target", "victim": "target", "against": "target"}
_COUNTED: Final = frozenset({"casualties", "presence"})
_PARTS: Final = frozenset({"START", "MID", "END"})
_TOLL: Final = frozenset({"killed", "injured", "missing", "casualties"})


def events(gold: Gold, record: Mapping[str, Any], who: Who, tally: Tally) -> None:
    """An event is right when line, trigger and type are; its arguments are scored when it is."""
    quantities = record["quantities"]
    found = [event for event in record["events"] if in_report(gold, [event["trigger"]])]

    def weight(item: Item, event: Found) -> float:
        overlap = best_overlap(item, event["trigger"]["start"], event["trigger"]["end"])
        same_type: bool = event["type"] == item.get("type")
        return (overlap + 2 * same_type) * (overlap > 0)

    by_trigger = dict(pairs(gold.events, found, weight))
    right = {i: j for i, j in by_trigger.items() if found[j]["type"] == gold.events[i].get("type")}
    carried = _carried_as_counts(gold, found, right, quantities)
    required = [i for i, item in enumerate(gold.events) if not item.flag("optional")]
    for i in required:
        if i in right:
            _arguments(gold, gold.events[i], found[right[i]], record, who, tally)
        elif i not in carried:
            _missed(gold, gold.events[i], found[by_trigger[i]] if i in by_trigger else None, tally)
    optional = {j for i, j in by_trigger.items() if gold.events[i].flag("optional")}
    aside = _given_as_counts(gold, found, quantities) | _in_plain_headings(gold, found) | optional
    for measure, matched in (("F1", right), ("F1, any type", by_trigger)):
        spurious = set(range(len(found))) - set(matched.values()) - aside
        hits = sum(i in matched or i in carried for i in required)
        tally.f1("events", hits, len(spurious), len(required) - hits, measure)
    for j in sorted(set(range(len(found))) - set(by_trigger.values()) - aside):
        event = found[j]
        line = gold.line_at(event["trigger"]["start"])
        detail = f"{event['type']} {event['factuality']} by {event['rule']}"
        words = event["trigger"]["text"]
        tally.cases.append(Case("events", "spurious", gold.document, line, detail, words))


def _carried_as_counts(
    gold: Gold, found: Sequence[Found], right: Mapping[int, int], quantities: Sequence[Found]
) -> set[int]:
    """Tolls and presences whose numbers stand, with their roles, on another event of the line."""
    carried = set()
    for i, item in enumerate(gold.events):
        wanted = _numbers(item)
        if i in right or item.get("type") not in _COUNTED or not wanted:
            continue
        if any(
            _same_line(gold, event, item)
            and all(_counted(count, event, quantities) for count in wanted)
            for event in found
        ):
            carried.add(i)
    return carried


def _given_as_counts(gold: Gold, found: Sequence[Found], quantities: Sequence[Found]) -> set[int]:
    """Tolls and presences that the gold has as counts of another event of the line."""
    given = set()
    for j, event in enumerate(found):
        if event["type"] not in _COUNTED:
            continue
        line = gold.line_at(event["trigger"]["start"])
        counts = [
            count for item in gold.events if item.line == line for count in item.many("counts")
        ]
        toll = event["type"] == "casualties" and not event["counts"]
        if any(
            (toll and count.get("role") in _TOLL)
            or (_is_number(count) and _counted(count, event, quantities))
            for count in counts
        ):
            given.add(j)
    return given


def _in_plain_headings(gold: Gold, found: Sequence[Found]) -> set[int]:
    """Events of headings that the gold leaves to the body of the report."""
    plain = gold.headings - {item.line for item in gold.events}
    return {j for j, one in enumerate(found) if gold.line_at(one["trigger"]["start"]) in plain}


def _numbers(item: Item) -> list[Mapping[str, str]]:
    """The counts of a gold event that have a number."""
    return [count for count in item.many("counts") if _is_number(count)]


def _same_line(gold: Gold, event: Found, item: Item) -> bool:
    return gold.line_at(event["trigger"]["start"]) == item.line


def _is_number(count: Mapping[str, str]) -> bool:
    return any(count.get(key) not in (None, "null") for key in ("n", "low"))


def _counted(count: Mapping[str, str], event: Found, quantities: Sequence[Found]) -> bool:
    """Whether an event of the record has this number, in this role where the gold names one.

    Several quantities of one role may add up to it («مدني ومتعاقد» for two).
    """
    role = count.get("role")
    counted = [
        quantities[place]
        for place in event["counts"]
        if role in {None, "casualties"} or quantities[place]["role"] in {role, None}
    ]
    if count.get("n") in (None, "null"):
        return any(quantity["low"] == float(count["low"]) for quantity in counted)
    wanted = float(count["n"])
    values = [q["value"] if q["value"] is not None else q["ordinal"] for q in counted]
    return wanted in values or (role is not None and sum(v or 0 for v in values) == wanted != 0)


def _arguments(
    gold: Gold, item: Item, event: Found, record: Mapping[str, Any], who: Who, tally: Tally
) -> None:
    for role, alike in ROLES.items():
        for wanted in item.many(role):
            right = any(
                argument["role"] in alike
                and who.is_same(str(wanted), argument["text"], argument["entity"])
                for argument in event["arguments"]
            )
            tally.share("events", _GROUPS.get(role, "other roles"), right)
            if not right:
                said = [(a["role"], a["text"]) for a in event["arguments"] if a["role"] in alike]
                _case(tally, gold, item, role, f"{wanted} <> {said}")
    if not item.get("agent"):
        none = not any(argument["role"] == "agent" for argument in event["arguments"])
        tally.share("events", "no agent invented", none)
    _place(gold, item, event, who, tally)
    _time(gold, item, event, tally)
    _told(gold, item, event, record, who, tally)
    told = [event]
    if item.get("type") == "casualties":  # one toll of the dead and one of the injured are one
        told += [
            e for e in record["events"] if e["type"] == "casualties" and _same_line(gold, e, item)
        ]
    for count in _numbers(item):
        right = any(_counted(count, one, record["quantities"]) for one in told)
        tally.share("events", "counts", right)
        if not right:
            said = [record["quantities"][place]["text"] for place in event["counts"]]
            _case(tally, gold, item, "counts", f"{dict(count)} <> {said}")


def _place(gold: Gold, item: Item, event: Found, who: Who, tally: Tally) -> None:
    places = [(a["text"], a["entity"]) for a in event["arguments"] if a["role"] == "place"]
    if event["place"]:
        entity = event["place"]["entity"]
        places.extend((words, entity) for words in who.names_of(entity)[:1] or [""])
    wanted = item.many("place")
    if not wanted:
        tally.share("events", "no place invented", not places)
        return
    right = any(
        who.is_same(str(one), words, entity, actor=False)
        for one in wanted
        for words, entity in places
    )
    tally.share("events", "place", right)
    if places:
        tally.share("events", "place, where given", right)
    if not right:
        _case(tally, gold, item, "place", f"{wanted} <> {places}")


def _time(gold: Gold, item: Item, event: Found, tally: Tally) -> None:
    time = event["time"]
    # a day computed from that of another event is no day that is told of this one
    stated = time is not None and time["basis"] != "report"
    known = time is not None and time["basis"] in {"known-event", "event-offset"}
    wanted = item.get("time")
    if wanted is None:
        tally.share("events", "no time invented", not stated or known)
        return
    part = any(t.line == item.line and t.get("mod") in _PARTS for t in gold.times)
    right = stated and any(
        time_agrees(value, time["earliest"], time["latest"], part=part)
        for value in expected(wanted, gold.window)
    )
    tally.share("events", "time", right)
    if stated:
        tally.share("events", "time, where given", right)
    if not right:
        said = f"{time['earliest']} to {time['latest']} {time['basis']}" if time else "none"
        _case(tally, gold, item, "time", f"{wanted} <> {said}")


def time_agrees(
    wanted: str, earliest: str | None, latest: str | None, *, part: bool = False
) -> bool:
    """Whether the days of a record are those of a gold value; «2014/..» is open at its end.

    Where the line names a ``part`` («أواخر آذار»), days inside the gold's month are right, too.

    >>> time_agrees("2020-01", "2020-01-01", "2020-01-31")
    True
    >>> time_agrees("2014/..", "2014-01-01", None), time_agrees("../2024-02-29", None, "2024-02-29")
    (True, True)
    >>> time_agrees("2020-01-05", "2020-01-01", "2020-01-31")
    False
    >>> time_agrees("2020-03", "2020-03-21", "2020-03-31", part=True)
    True
    """
    span = interval(wanted.removesuffix("/..").removeprefix("../"))
    if span is None:
        return False
    first = None if earliest is None else date.fromisoformat(earliest)
    last = None if latest is None else date.fromisoformat(latest)
    if part and first and last:
        return span[0] <= first <= last < span[1]
    begins = first == span[0] or wanted.startswith("../")
    return begins and (wanted.endswith("/..") or last == span[1] - _DAY)


_DAY: Final = timedelta(days=1)


def _told(
    gold: Gold, item: Item, event: Found, record: Mapping[str, Any], who: Who, tally: Tally
) -> None:
    """Factuality, the activity, and who says so."""
    for key in ("factuality", "activity"):
        wanted = item.many(key)
        if not wanted:
            continue
        # «لم يقتل أحد» is a toll of none that is so, and a killing that is not: one thing.
        none = key == "factuality" and any(c.get("n") == "0" for c in item.many("counts"))
        right = event[key] in wanted or (none and event[key] == "negated")
        tally.share("events", key, right)
        if not right:
            _case(tally, gold, item, key, f"{', '.join(wanted)} <> {event[key]}")
    speaker = item.get("said_by")
    if speaker:
        place = event["attribution"]
        right = place is not None and said_by(speaker, record["attributions"][place], who)
        tally.share("events", "said by", right)
        if not right:
            said = "" if place is None else record["attributions"][place]["source"]["text"]
            _case(tally, gold, item, "said by", f"{speaker} <> {said}")


def _missed(gold: Gold, item: Item, event: Found | None, tally: Tally) -> None:
    if event is None:
        _case(tally, gold, item, "missed", item.get("type") or "")
    else:
        _case(tally, gold, item, "type", f"{item.get('type')} <> {event['type']} {event['rule']}")


def _case(tally: Tally, gold: Gold, item: Item, kind: str, detail: str) -> None:
    tally.cases.append(Case("events", kind, gold.document, item.line, detail, item.text))
