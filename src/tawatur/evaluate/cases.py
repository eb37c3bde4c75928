"""Small cases for the hard parts: times, quantities, events of a sentence, names, report days.

Each function scores one file of cases and returns a report like that of a gold corpus.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from tawatur.evaluate.report import Analyse, Reader, Report
from tawatur.evaluate.tally import Case, Tally
from tawatur.evaluate.values import same
from tawatur.evaluate.who import phrase_dice
from tawatur.export.contract import ontology

Found = Mapping[str, Any]
_CLOSE: Final = 1e-3


def read(path: Path) -> list[dict[str, Any]]:
    """The cases of a file of JSON Lines, compressed or not."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


# --- times ---------------------------------------------------------------------------------------


def temporal(path: Path, corpus: str, analyse: Analyse) -> Report:
    """One expression a case: its value, mod and extent; nothing where the case is a trap."""
    tally, cases, reader = Tally(), read(path), Reader(analyse)
    for case in cases:
        context = case.get("context", "")
        text = context + case["text"]
        found = reader.record(case["id"], text, date.fromisoformat(case["published"]))
        times = [t for t in found["times"] if t["end"] > len(context)]
        if case.get("trap"):
            tally.share("times", "trap withstood", not times)
        else:
            _temporal(case, times, len(context), tally)
        if not _answers(case, times, _time_answers):
            said = "; ".join(
                f"{t['type']} {t['value']} {t['mod'] or ''} {t['rule']}" for t in times
            )
            detail = f"{case.get('value')} {case.get('mod') or ''} <> {said}"
            tally.cases.append(Case("times", case["id"], "", 0, detail, case["text"]))
    return reader.report(corpus, len(cases), tally)


def _temporal(case: Found, times: Sequence[Found], offset: int, tally: Tally) -> None:
    tally.share("times", "right", _answers(case, times, _time_answers))
    tally.share("times", "found", bool(times))
    loose = {**case, "mod": None}
    without = [{**time, "mod": None} for time in times]
    tally.share("times", "value", _answers(loose, without, _time_answers))
    if times:
        whole = (offset, offset + len(case["text"]))
        tally.share("times", "span", any((t["start"], t["end"]) == whole for t in times))


def _time_answers(case: Found, time: Found) -> bool:
    """Whether a time has the fields that a case names: value or interval, mod, and the rest."""
    if time["mod"] != case.get("mod"):
        return False
    spans = (case.get("begin"), case.get("end_exclusive"))
    has_span = spans == (time["begin"], time["end_exclusive"])
    if case.get("value") is None:
        return has_span or (case.get("orig") is not None and case["orig"] == time["orig"])
    return same(case["value"], time) or (spans != (None, None) and has_span)


# --- quantities ----------------------------------------------------------------------------------

_QUANTITY: Final = (
    "value",
    "low",
    "high",
    "mod",
    "ordinal",
    "percent",
    "fraction",
    "unit",
    "total",
)


def quantity(path: Path, corpus: str, analyse: Analyse) -> Report:
    """One or more numbers a case; nothing where the case is a trap."""
    tally, cases, reader = Tally(), read(path), Reader(analyse)
    for case in cases:
        found = reader.record(case["id"], case["text"])["quantities"]
        right = _answers(case, found, _quantity_answers)
        tally.share("quantities", "trap withstood" if case.get("trap") else "right", right)
        if not case.get("trap"):
            tally.share("quantities", "found", bool(found))
        if not right:
            wanted = {k: v for k, v in case.items() if k in (*_QUANTITY, "values")}
            said = [{k: q[k] for k in _QUANTITY if q[k] not in (None, False)} for q in found]
            detail = f"{wanted} <> {said}"
            tally.cases.append(Case("quantities", case["id"], "", 0, detail, case["text"]))
    return reader.report(corpus, len(cases), tally)


def _quantity_answers(case: Found, found: Found) -> bool:
    """Whether a quantity has the fields that a case names."""
    for key in _QUANTITY:
        wanted = case.get(key)
        if wanted is None:
            continue
        if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
            if found[key] is None or abs(found[key] - wanted) > _CLOSE:
                return False
        elif found[key] != wanted:
            return False
    return True


def _answers(case: Found, found: Sequence[Found], answers: Callable[[Found, Found], bool]) -> bool:
    """Whether the answer, or another one that is right too, was given."""
    if case.get("trap"):
        return not found
    options = [{k: v for k, v in case.items() if k != "accept"}]
    for other in case.get("accept", ()):
        rest = {k: v for k, v in options[0].items() if k not in {"value", "begin", "end_exclusive"}}
        options.append({**rest, **other})
    return any(_one_answer(option, found, answers) for option in options)


def _one_answer(
    case: Found, found: Sequence[Found], answers: Callable[[Found, Found], bool]
) -> bool:
    if "values" not in case:
        return any(answers(case, one) for one in found)
    left = list(found)
    for value in case["values"]:
        fitting = [i for i, one in enumerate(left) if answers({"value": value}, one)]
        if not fitting:
            return False
        del left[fitting[0]]
    return True


# --- events of a sentence ------------------------------------------------------------------------


def detect(path: Path, corpus: str, analyse: Analyse) -> Report:
    """Whether a sentence reports an event of a PLOVER type: all said yes, against all said no."""
    tally, reader = Tally(), Reader(analyse)
    cases = [case for case in read(path) if case["label"] in {"yes", "easy no"}]
    for case in cases:
        wanted, type_ = case["label"] == "yes", case["event_type"]
        found = reader.record(case["id"], case["text"])
        events = [event for event in found["events"] if _counts_as(event, type_)]
        tally.f1(type_, bool(events) and wanted, bool(events) > wanted, bool(events) < wanted)
        if bool(events) != wanted:
            said = ", ".join(f"{e['type']}:{e['trigger']['text']}" for e in events)
            kind = "missed" if wanted else "spurious"
            tally.cases.append(Case(type_, kind, case["id"], 0, said, case["text"]))
    return reader.report(corpus, len(cases), tally)


def _counts_as(event: Found, plover: str) -> bool:
    """Whether an event of a PLOVER type happened and is reported here, not spoken of."""
    return event["factuality"] == "actual" and event["reported"] and plover_of(event) == plover


def plover_of(event: Found) -> str | None:
    """What PLOVER calls an event."""
    code: str | None = event["plover"] or (ontology().get(event["type"]) or {}).get("plover")
    return code


def arguments(path: Path, corpus: str, analyse: Analyse) -> Report:
    """Trigger, source and target of a sentence's event, by the words that people marked.

    Nothing is an answer: where people marked no trigger, to find no event of the case's type is
    right. Else, where the trigger was missed, silence about source and target earns nothing.
    """
    tally, cases, reader = Tally(), read(path), Reader(analyse)
    for case in cases:
        events = reader.record(case["id"], case["text"])["events"]
        triggers = answers(case["trigger"])
        best = max(events, key=lambda event: _trigger(event, triggers), default=None)
        if best is not None and not _trigger(best, triggers):
            best = None
        silent = None in triggers and all(plover_of(e) != case["event_type"] for e in events)
        hit = best is not None or silent
        tally.share("arguments", "trigger", hit)
        if not hit:
            said = ", ".join(event["trigger"]["text"] for event in events)
            detail = f"{' / '.join(filter(None, triggers))} <> {said}"
            tally.cases.append(Case("arguments", "trigger", case["id"], 0, detail, ""))
        for name, roles in (("source", {"agent"}), ("target", {"target", "victim", "against"})):
            wanted = answers(case[name])
            named = _argument(best, roles)
            score = max(_agreement(one, named) for one in wanted) if hit else 0.0
            tally.share("arguments", f"{name} Dice", score)
            if score <= 0.5:
                detail = f"{' / '.join(one or 'nobody' for one in wanted)} <> {named or 'nobody'}"
                tally.cases.append(Case("arguments", name, case["id"], 0, detail, ""))
    return reader.report(corpus, len(cases), tally)


def answers(marked: Sequence[Found]) -> list[str | None]:
    """The answers that count: the one with most votes; any, where no two people agree.

    >>> answers([{"text": "a", "votes": 2}, {"text": None, "votes": 1}])
    ['a']
    """
    most = max((one["votes"] for one in marked), default=0)
    if most < 2:
        return [one["text"] for one in marked] or [None]
    return [one["text"] for one in marked if one["votes"] == most]


def _trigger(event: Found, wanted: Sequence[str | None]) -> float:
    return max((phrase_dice(one, event["trigger"]["text"]) for one in wanted if one), default=0.0)


def _argument(event: Found | None, roles: set[str]) -> str | None:
    if event is None:
        return None
    return next((a["text"] for a in event["arguments"] if a["role"] in roles), None)


def _agreement(wanted: str | None, said: str | None) -> float:
    if wanted is None or said is None:
        return float(wanted is None and said is None)
    return phrase_dice(wanted, said)
