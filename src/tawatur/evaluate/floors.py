"""Floors under the scores: pinned by corpus and measure, raised at will, lowered with a reason.

A floor holds for the very files it was pinned on; their digest stands beside it.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import floor
from pathlib import Path
from typing import Final

from tawatur.evaluate.report import Report

FILE: Final = Path(__file__).with_name("floors.toml")
_HEAD: Final = """\
# Scores that may not fall, by corpus and measure; whole numbers are counts of what is right, for
# measures whose whole depends on what was found. Raise them with
#   python -m tawatur.evaluate.suite --pin
# and lower one only with a reason, which is kept below: --pin --lower "REASON"
"""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was lowered, and why."""

    corpus: str
    measure: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """What is pinned: the digest of each corpus, and the floors of its measures."""

    digests: Mapping[str, str] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()


def digest(files: Iterable[Path]) -> str:
    """One hash over the names and bytes of files, in order of their names."""
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        whole.update(path.name.encode("utf-8", "surrogatepass") + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def load(path: Path = FILE) -> Floors:
    """The floors of a file; none where there is no file."""
    if not path.is_file():
        return Floors()
    data = tomllib.loads(path.read_text("utf-8"))
    corpora = data.get("corpus", {})
    return Floors(
        digests={name: entry["digest"] for name, entry in corpora.items()},
        scores={name: entry["floors"] for name, entry in corpora.items()},
        lowered=tuple(Lowered(**entry) for entry in data.get("lowered", [])),
    )


def faults(report: Report, digest_now: str, floors: Floors) -> list[str]:
    """The measures of a report that fell below their floor, or are gone; empty where none is."""
    pinned = floors.scores.get(report.corpus)
    if pinned is None:
        return []
    if floors.digests[report.corpus] != digest_now:
        return [f"{report.corpus}: its files are not those that the floors were pinned on"]
    scores = {row.key: row.pinned for row in report.rows}
    found = []
    for measure, least in pinned.items():
        score = scores.get(measure)
        if score is None:
            found.append(f"{report.corpus}: {measure} is gone (floor {least:g})")
        elif _down(score) < least:
            found.append(f"{report.corpus}: {measure} is {_down(score):g}, its floor {least:g}")
    return found


def pin(report: Report, digest_now: str, floors: Floors, reason: str | None = None) -> Floors:
    """Floors raised to the scores of a report; lowered ones only with a reason."""
    pinned = dict(floors.scores.get(report.corpus, {}))
    lowered = list(floors.lowered)
    for row in report.rows:
        now, before = _down(row.pinned), pinned.get(row.key)
        if before is not None and now < before:
            if not reason:
                continue
            lowered.append(Lowered(report.corpus, row.key, before, now, reason))
        pinned[row.key] = now
    return replace(
        floors,
        digests={**floors.digests, report.corpus: digest_now},
        scores={**floors.scores, report.corpus: pinned},
        lowered=tuple(lowered),
    )


def save(floors: Floors, path: Path = FILE) -> None:
    """The file of floors, in a form that is easy to read in a diff."""
    lines = [_HEAD]
    for corpus, scores in floors.scores.items():
        lines.append(f"[corpus.{corpus}]\ndigest = {json.dumps(floors.digests[corpus])}\n")
        lines.append(f"[corpus.{corpus}.floors]")
        lines.extend(f"{json.dumps(measure)} = {least:g}" for measure, least in scores.items())
        lines.append("")
    lines.extend(_lowered(floors.lowered))
    path.write_text("\n".join(lines), "utf-8")


def _lowered(entries: Sequence[Lowered]) -> list[str]:
    return [
        "[[lowered]]\n"
        f"corpus = {json.dumps(one.corpus)}\nmeasure = {json.dumps(one.measure)}\n"
        f"before = {one.before:g}\nafter = {one.after:g}\n"
        f"reason = {json.dumps(one.reason, ensure_ascii=False)}\n"
        for one in entries
    ]


def _down(score: float) -> float:
    """Three places, rounded down, so that a score never lies below its own floor.

    >>> _down(2 / 3), _down(1.0)
    (0.666, 1.0)
    """
    return floor(score * 1000 + 1e-9) / 1000
