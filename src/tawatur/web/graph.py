"""The graph of a chain, laid out in three layers: whose word, who passed it on, which report.

Layers run in the direction of reading. Inside a layer nodes stand where those that they hang on
stand on average (the barycentre of Sugiyama et al. 1981), so that few lines cross.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from tawatur.web.matrix import Column, Matrix

WIDTH: Final = 1000
ROW: Final = 58
_TOP: Final = 40
_HIGH: Final = 42
_X: Final = (0, 370, 700)  # where each layer begins
_WIDE: Final = (290, 240, 300)
_LONGEST: Final = (38, 30, 38)  # letters that fit


@dataclass(slots=True)
class Node:
    """Somebody or some report. ``common``: several accounts come through here."""

    key: str
    layer: int
    label: str
    below: str
    kind: str
    account: int | None = None
    common: bool = False
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Edge:
    """Who took it from whom: ``quoted``, ``unnamed`` (nobody is named), or ``copy``."""

    start: str
    end: str
    kind: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes with their places, and the edges between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    height: int

    def node(self, key: str) -> Node:
        """The node with this key."""
        return next(node for node in self.nodes if node.key == key)


def graph(matrix: Matrix, unnamed: str) -> Graph:
    """The graph of a matrix's accounts; ``unnamed`` stands for who is not named."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], Edge] = {}
    for column in matrix.columns:
        path = _path(column, unnamed)
        for node in path:
            nodes.setdefault(node.key, node)
        for one, two in pairwise(path):
            kind = "copy" if column.copied_from else "unnamed" if column.anonymous else "quoted"
            edges.setdefault((one.key, two.key), Edge(one.key, two.key, kind))
    out: dict[str, set[str]] = defaultdict(set)
    for edge in edges.values():
        out[edge.start].add(edge.end)
    for node in nodes.values():
        node.common = len(out[node.key]) > 1
    height = _placed(list(nodes.values()), list(edges.values()))
    return Graph(tuple(nodes.values()), tuple(edges.values()), height)


def _path(column: Column, unnamed: str) -> list[Node]:
    path = [
        Node(f"o{column.origin}", 0, _short(column.who or unnamed, 0), "",
             "anonymous" if column.anonymous else "named")
    ]  # fmt: skip
    path += [
        Node(f"t{who}", 1, _short(who, 1), "", "through")
        for who in column.through
        if who != column.who
    ]
    label = _short(column.outlet or column.label, 2)
    day = column.latest if column.earliest == column.latest else None  # else only bounds are known
    path.append(
        Node(f"d{column.document}", 2, label, day or "",
             "copied" if column.copied_from else "report", column.number)
    )  # fmt: skip
    return path


def _placed(nodes: Sequence[Node], edges: Sequence[Edge]) -> int:
    """Gives every node its place; the height of the drawing."""
    before: Mapping[str, list[str]] = defaultdict(list)
    for edge in edges:
        before[edge.end].append(edge.start)
    at = {node.key: node for node in nodes}
    tallest = max((sum(n.layer == layer for n in nodes) for layer in range(3)), default=1)
    for layer in range(3):
        mine = [node for node in nodes if node.layer == layer]
        if layer:
            mine.sort(key=lambda node: _centre(node, before, at))
        gap = ROW * tallest / (len(mine) or 1)
        for place, node in enumerate(mine):
            node.y = _TOP + gap * place + (gap - _HIGH) / 2
    return int(_TOP + ROW * tallest + 10)


def _centre(node: Node, before: Mapping[str, list[str]], at: Mapping[str, Node]) -> float:
    found = [at[key].y for key in before[node.key]]
    return sum(found) / len(found) if found else 0.0


def box(node: Node, *, rtl: bool) -> dict[str, Any]:
    """Where a node is drawn: corner, size and the middle of its ends."""
    width = _WIDE[node.layer]
    x = _X[node.layer]
    if rtl:
        x = WIDTH - x - width
    start, end = (x + width, x) if rtl else (x, x + width)
    return {"x": x, "y": round(node.y, 1), "width": width, "height": _HIGH,
            "start": start, "end": end, "middle": x + width / 2,
            "line": round(node.y + _HIGH / 2, 1)}  # fmt: skip


def curve(graph_: Graph, edge: Edge, *, rtl: bool) -> str:
    """An edge as the path of an SVG."""
    one, two = (box(graph_.node(key), rtl=rtl) for key in (edge.start, edge.end))
    half = (one["end"] + two["start"]) / 2
    return (f"M{one['end']} {one['line']}C{half} {one['line']} {half} {two['line']}"
            f" {two['start']} {two['line']}")  # fmt: skip


def heads(*, rtl: bool) -> list[float]:
    """The middles of the three layers."""
    found = [x + width / 2 for x, width in zip(_X, _WIDE, strict=True)]
    return [WIDTH - x for x in found] if rtl else found


def _short(text: str, layer: int) -> str:
    most = _LONGEST[layer]
    return text if len(text) <= most else text[: most - 1] + "\u2026"
