"""Fit the weights of the events' score: ``python tools/fit_event_score.py ../shared``.

Rows are mentions of events. From the detection cases: those that count for a sentence's type, 1
where all readers said the sentence reports one and 0 where all said no. From the gold reports (the
bundled sample and the five articles): 1 where trigger and type are right, 0 where there is no such
event. From the annotated passages of the tests: the same, without what may be found or not. A
logistic regression with a penalty on large weights, by gradient descent in plain Python; printed
are the weights for ``lang/ar/event_score.toml`` and how well they do on rows held out.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from math import exp, log
from pathlib import Path
from typing import Any, Final

from tawatur.evaluate.assign import pairs
from tawatur.evaluate.cases import plover_of, read
from tawatur.evaluate.event_passages import item_of
from tawatur.evaluate.gold import load_all, report_of
from tawatur.evaluate.mentions import best_overlap, in_report
from tawatur.evaluate.passages import rows as passages
from tawatur.evaluate.report import Reader, pipeline

# Raised over what is fitted; the head of ``lang/ar/event_score.toml`` says why.
RAISED: Final = {"killing": 0.62, "abduction": 0.62, "casualties": 0.20}
Row = tuple[frozenset[str], int]
PENALTY: Final = 0.01
STEPS: Final = 1500
PASSAGES: Final = Path(__file__).parents[1] / "tests" / "data" / "events_prose.jsonl"
SAMPLE: Final = Path(__file__).parents[1] / "src" / "tawatur" / "sample" / "gold"


def rows(shared: Path) -> list[list[Row]]:
    """The rows of each sentence or report."""
    reader = Reader(pipeline())
    made: list[list[Row]] = []
    for case in read(shared / "cases" / "gsr.dev.detect.jsonl"):
        if case["label"] in {"yes", "easy no"}:
            events = reader.record(case["id"], case["text"])["events"]
            own = [e for e in events if plover_of(e) == case["event_type"]]
            own = [e for e in own if e["factuality"] == "actual"]
            made.append([(_features(e), int(case["label"] == "yes")) for e in own])
    for folder in (shared / "gold", SAMPLE):
        for gold in load_all(folder):
            path = report_of(gold.path, gold.document)
            record = reader.record(gold.document, path.read_text("utf-8"))
            found = [e for e in record["events"] if in_report(gold, [e["trigger"]])]

            def weight(item: Any, event: Mapping[str, Any]) -> float:
                overlap: float = best_overlap(
                    item, event["trigger"]["start"], event["trigger"]["end"]
                )
                return float((overlap + 2 * (event["type"] == item.get("type"))) * (overlap > 0))

            matched = {j for _, j in pairs(gold.events, found, weight)}
            made.append([(_features(e), int(j in matched)) for j, e in enumerate(found)])
    for row in passages(PASSAGES):
        events = reader.record(row["id"], row["text"])["events"]
        told = [(e, item_of(row, e)) for e in events]
        made.append([(_features(e), int(item is not None)) for e, item in told
                     if item is None or not item.get("optional")])  # fmt: skip
    return [group for group in made if group]


def _features(event: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(event["reasons"])


def fit(data: Sequence[Row]) -> dict[str, float]:
    """The weights that explain the rows best, large ones penalised."""
    names = sorted({name for found, _ in data for name in found})
    made = dict.fromkeys(["always", *names], 0.0)
    for step in range(STEPS):
        slope = dict.fromkeys(made, 0.0)
        for found, label in data:
            error = label - chance(made, found)
            slope["always"] += error
            for name in found:
                slope[name] += error
        rate = 2.0 / (1 + step / 300)
        for name in made:
            pull = 0.0 if name == "always" else PENALTY * made[name]
            made[name] += rate * (slope[name] / len(data) - pull / 4)
    return made


def chance(weights: Mapping[str, float], found: frozenset[str]) -> float:
    """What the weights say of a row."""
    return 1 / (1 + exp(-weights["always"] - sum(weights.get(name, 0.0) for name in found)))


def held_out(groups: Sequence[list[Row]], parts: int = 5) -> list[tuple[float, int]]:
    """Chance and label of every row, from weights fitted without its sentence or report."""
    mixed = list(groups)
    random.Random(6).shuffle(mixed)  # noqa: S311
    said = []
    for part in range(parts):
        made = fit([row for n, group in enumerate(mixed) if n % parts != part for row in group])
        said += [(chance(made, f), y) for group in mixed[part::parts] for f, y in group]
    return said


def main() -> None:
    """Print weights, log loss and a table of calibration."""
    groups = rows(Path(sys.argv[1]))
    said = held_out(groups)
    loss = -sum(log(p if y else 1 - p) for p, y in said) / len(said)
    right = sum(y for _, y in said)
    print(f"# {len(said)} rows, {right} of them right; held out: log loss {loss:.3f}")
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        bin_ = [(p, y) for p, y in said if low <= p < low + 0.2]
        if bin_:
            mean, share = (sum(x[k] for x in bin_) / len(bin_) for k in (0, 1))
            print(f"#   said {mean:.2f}, were {share:.2f} ({len(bin_)} rows)")
    print("[weight]")
    for name, value in fit([row for group in groups for row in group]).items():
        print(f"{name} = {value + RAISED.get(name, 0.0):.2f}")


if __name__ == "__main__":
    main()
