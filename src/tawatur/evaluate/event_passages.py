"""Events against annotated passages: ``python -m tawatur.evaluate.event_passages FILE``.

An event is right when it is reported, its trigger stands where the example's does and its type is
the same. A participant is right when most of its words are (token Dice of 0.6 or more; numbers and
prepositions are left out on both sides). What the example calls optional counts on neither side.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

import tawatur
from tawatur.evaluate.passages import bag, rows

Row = Mapping[str, Any]
PARTICIPANTS: Final = ("agent", "partner", "recipient", "target", "victim", "object", "instrument",
                       "against", "subject")  # fmt: skip
_FIELDS: Final = (*PARTICIPANTS, "place", "time")
_ALIKE: Final = 0.6
_PLACES: Final = ("place", "origin", "destination")


def score(examples: Iterable[Row]) -> tuple[Counter[str], list[str]]:
    """Counts («wanted», «found», «right» events, and «agent wanted» ...), a line for each error."""
    tally: Counter[str] = Counter()
    errors: list[str] = []
    for row in examples:
        record = tawatur.record(row["text"])
        counts = {item["start"]: item for item in record["quantities"]}
        told = [event for event in record["events"] if event["reported"]]
        _score(row, told, counts, tally, errors)
    return tally, errors


def item_of(row: Row, event: Row) -> Row | None:
    """The event of a passage that a found one is, if it is one."""
    return next((item for item in row["events"] if _same(item, event)), None)


def _score(
    row: Row, told: Sequence[Row], counts: Mapping[int, Row], tally: Counter[str], errors: list[str]
) -> None:
    name = f"{row['id']} {row['class']}"
    taken: set[int] = set()
    for item in row["events"]:
        mine = next((n for n, event in enumerate(told)
                     if n not in taken and _same(item, event)), None)  # fmt: skip
        if mine is not None:
            taken.add(mine)
        if item.get("optional"):
            continue
        tally["wanted"] += 1
        if mine is None:
            errors.append(f"{name}: {item['type']} «{item['trigger']}» missed")
            continue
        tally.update(found=1, right=1)
        errors.extend(f"{name}: «{item['trigger']}» {line}"
                      for line in _arguments(item, told[mine], tally))  # fmt: skip
        errors.extend(f"{name}: «{item['trigger']}» {line}"
                      for line in _counts(item, told[mine], counts, tally))  # fmt: skip
    for place, event in enumerate(told):
        if place not in taken:
            tally["found"] += 1
            errors.append(f"{name}: {event['type']} «{event['trigger']['text']}» spurious"
                          f" ({event['rule']})")  # fmt: skip


def _choices(item: Row, field: str) -> list[Any]:
    """What may stand in a field; ``None`` is nothing."""
    return [item.get(field), *(other[field] for other in item.get("accept", ()) if field in other)]


def _same(item: Row, event: Row) -> bool:
    """Whether an event is the example's: one of its types, at one of its triggers."""
    if event["type"] not in _choices(item, "type"):
        return False
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    begin = item["trigger_at"]
    if start < begin + len(item["trigger"]) and begin < end:
        return True
    words = event["trigger"]["text"]
    return any(words in other or other in words for other in _choices(item, "trigger")[1:])


def _arguments(item: Row, event: Row, tally: Counter[str]) -> Iterator[str]:
    if event["factuality"] in _choices(item, "factuality"):
        tally["factuality right"] += 1
    else:
        yield f"factuality {item['factuality']} <> {event['factuality']}"
    tally["factuality wanted"] += 1
    for field in _FIELDS:
        roles = _PLACES if field == "place" else (field,)
        given = [one["text"] for one in event["arguments"] if one["role"] in roles]
        wanted = _choices(item, field)
        if field not in item and not given:
            continue
        may_miss = None in wanted
        right = (not given and may_miss) or any(_alike(w, g) for w in wanted if w for g in given)
        tally[f"{field} wanted"] += not may_miss
        tally[f"{field} given"] += bool(given)
        tally[f"{field} right"] += right and bool(given)
        if not right:
            yield f"{field} {item.get(field)!r} <> {' + '.join(given) or None!r}"


def _counts(item: Row, event: Row, counts: Mapping[int, Row], tally: Counter[str]) -> Iterator[str]:
    """Numbers by value and role, whichever word of one toll they stand with."""
    there = [counts[one["start"]] for one in event["arguments"]
             if one["role"] == "count" and one["start"] in counts]  # fmt: skip
    for count in item.get("counts", ()):
        tally["count wanted"] += 1
        if any(one["role"] == count["role"] and _within(count, one) for one in there):
            tally["count right"] += 1
        else:
            yield f"count {count['text']!r} ({count['role']}) missed"


def _within(count: Row, mine: Row) -> bool:
    low, high = mine["low"], mine["high"]
    return bool(low == count["low"] and high == count["high"])


def _alike(one: str, other: str) -> bool:
    a, b = bag(one), bag(other)
    return bool(a and b) and 2 * len(a & b) >= _ALIKE * (len(a) + len(b))


def main(paths: Sequence[str]) -> int:
    """Scores the files, prints every error and the figures; 0, or 2 without a file."""
    if not paths:
        print(__doc__)  # noqa: T201
        return 2
    tally, errors = score(chain.from_iterable(rows(Path(path)) for path in paths))
    print("\n".join(errors))  # noqa: T201
    print("\n".join(lines(tally)))  # noqa: T201
    return 0


def lines(tally: Mapping[str, int]) -> Iterator[str]:
    """The figures for a reader."""
    yield (f"events: precision {tally['right'] / max(1, tally['found']):.3f}"
           f"  recall {tally['right'] / max(1, tally['wanted']):.3f}"
           f"  ({tally['right']} of {tally['wanted']}, {tally['found']} given)")  # fmt: skip
    for field in _FIELDS:
        wanted, given = tally[f"{field} wanted"], tally[f"{field} given"]
        if wanted or given:
            right = tally[f"{field} right"]
            yield f"{field:<10} {right:4} right  {wanted:4} wanted  {given:4} given"
    for field in ("factuality", "count"):
        yield f"{field:<10} {tally[f'{field} right']:4} right  {tally[f'{field} wanted']:4} wanted"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
