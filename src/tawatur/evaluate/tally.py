"""Right, spurious and missed, counted; and the single cases behind the counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

# The order in which the measures of a layer are printed; others follow.
_ORDER: Final = (
    "F1", "F1, any type", "F1, continued aside", "in the window", "acceptable", "window covered",
    "right", "found", "trap withstood", "value and mod", "value",
    "value among candidates", "mod, where found",
    "span, where found", "unit, where found", "role, where found", "mentions", "coordinates",
    "country", "word found", "form", "via", "anonymous", "content", "agent", "no agent invented",
    "target", "other roles", "place", "place, where given", "no place invented", "time",
    "time, where given", "no time invented", "counts",
    "factuality", "activity", "said by",
)  # fmt: skip


# Shares of all that the gold has. Of any other share the whole is what was found, so that finding
# more may lower it: its floor is the number that is right.
_OF_ALL: Final = frozenset(_ORDER[: _ORDER.index("value among candidates") + 1]) | {
    "mentions", "word found", "trigger", "source Dice", "target Dice", "true day kept",
    "says the day", "within a month", "within a year",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its score in [0, 1] and the counts behind it.

    ``count`` is the number right, where the whole depends on what was found.
    """

    layer: str
    measure: str
    score: float
    detail: str
    count: float | None = None

    @property
    def pinned(self) -> float:
        """What must not fall: the score, or the number right."""
        return self.score if self.count is None else self.count

    @property
    def key(self) -> str:
        """What floors are pinned by."""
        return f"{self.layer}.{self.measure}"


@dataclass(frozen=True, slots=True)
class Case:
    """One difference from the gold: what kind, where, and the words."""

    layer: str
    kind: str
    document: str
    line: int
    detail: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind:<9} {self.document[:24]}:{self.line:<3} {self.detail}  {self.text}"


@dataclass(slots=True)
class Tally:
    """Counts that add up over documents, in the order in which measures first appear."""

    shares: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    found: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)

    def share(self, layer: str, measure: str, right: float, of: float = 1) -> None:
        """So many right of so many."""
        counts = self.shares.setdefault((layer, measure), [0, 0])
        counts[0] += right
        counts[1] += of

    def f1(self, layer: str, right: int, spurious: int, missed: int, measure: str = "F1") -> None:
        """Items found rightly, found though not there, and not found."""
        counts = self.found.setdefault((layer, measure), [0, 0, 0])
        for place, count in enumerate((right, spurious, missed)):
            counts[place] += count

    def add(self, other: Tally) -> None:
        """The counts and cases of another document."""
        for (layer, measure), (right, of) in other.shares.items():
            self.share(layer, measure, right, of)
        for (layer, measure), counts in other.found.items():
            self.f1(layer, counts[0], counts[1], counts[2], measure)
        self.cases.extend(other.cases)

    def rows(self) -> tuple[Row, ...]:
        """The measures, those of a layer together."""
        rows = [
            Row(
                layer,
                measure,
                right / of,
                f"{right:g} of {of:g}",
                None if measure in _OF_ALL else right,
            )
            for (layer, measure), (right, of) in self.shares.items()
            if of
        ]
        rows.extend(_f1_row(*key, counts) for key, counts in self.found.items() if any(counts))
        order = {row.layer: place for place, row in reversed(list(enumerate(rows)))}
        rank = {measure: place for place, measure in enumerate(_ORDER)}
        return tuple(
            sorted(rows, key=lambda row: (order[row.layer], rank.get(row.measure, len(rank))))
        )


def _f1_row(layer: str, measure: str, counts: list[int]) -> Row:
    """The harmonic mean of precision and recall.

    >>> _f1_row("events", "F1", [2, 1, 3]).detail
    'P 0.67 R 0.40: 2 right, 1 spurious, 3 missed'
    """
    right, spurious, missed = counts
    precision = right / (right + spurious) if right + spurious else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    score = 2 * right / (2 * right + spurious + missed)
    words = f"{right} right, {spurious} spurious, {missed} missed"
    return Row(layer, measure, score, f"P {precision:.2f} R {recall:.2f}: {words}")


def table(rows: Iterable[Row]) -> list[str]:
    """Rows as lines of text, the layer named once."""
    lines = []
    before = None
    for row in rows:
        name = row.layer if row.layer != before else ""
        lines.append(f"  {name:<14} {row.measure:<22} {row.score:6.3f}   {row.detail}")
        before = row.layer
    return lines
