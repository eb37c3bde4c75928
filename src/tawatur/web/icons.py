"""Small pictures drawn beside words, never in place of them."""

from __future__ import annotations

from functools import cache
from typing import Final

from markupsafe import Markup

_PATHS: Final = {
    "agrees": "M3 8.5 6.5 12 13 4.5",
    "refines": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 7.2v1.6M7.2 8h1.6",
    "rounds": "M2 6.5c2-3 4-3 6 0s4 3 6 0M2 11c2-3 4-3 6 0s4 3 6 0",
    "updates": "M8 13.5V3M3.5 7.5 8 3l4.5 4.5",
    "superseded": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3.2l2.2 1.6",
    "scope": "M2.5 4h4.5v8H2.5zM9 4h4.5v8H9z",
    "conflicts": "M3 6h10M3 10h10M11 3 5 13",
    "denies": "M4 4l8 8M12 4l-8 8",
    "copies": "M6 6h7.5v7.5H6zM3 10V2.5h7.5",
    "alone": "M8 7.3a.7.7 0 1 0 0 1.4a.7.7 0 1 0 0-1.4",
    "single": "M8 3.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M3 14c.6-3 2.4-4.2 5-4.2s4.4 1.2 5 4.2",
    "several": "M6 4a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 1 0 6 4M1.8 13c.4-2.5 1.9-3.4 4.2-3.4s3.8.9 4.2"
               " 3.4M10.5 4.3a2 2 0 1 1 .6 3.9M11.6 9.7c1.5.3 2.3 1.3 2.6 3.1",
    "disputed": "M3 6h10M3 10h10M11 3 5 13",
    "announced": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M5 8h6",
    "time": "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3.2l2.2 1.6",
    "place": "M8 14c3-3.6 4.5-5.6 4.5-7.6a4.5 4.5 0 0 0-9 0C3.5 8.4 5 10.4 8 14M8 5a1.5 1.5 0 1 0 0"
             " 3a1.5 1.5 0 1 0 0-3",
    "search": "M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M10.2 10.2 13.5 13.5",
    "next": "M6 3.5 10.5 8 6 12.5",
    "undo": "M3.5 6.5h6a3.5 3.5 0 0 1 0 7H6M6.2 3.5l-3 3l3 3",
}  # fmt: skip
_MIRRORED: Final = frozenset({"next", "undo"})


@cache
def icon(name: str) -> Markup:
    """A picture that screen readers skip: a word always stands beside it."""
    turned = " turns" if name in _MIRRORED else ""
    return Markup(  # noqa: S704 - both parts are our own
        f'<svg class="icon{turned}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f'<path d="{_PATHS[name]}"/></svg>'
    )
