"""A text of a report with what was found in it marked, letter by letter where it was found.

Only ``<mark>`` elements are put into the text, and styles give them colour and underline alone:
anything that takes room, isolates or changes the weight breaks the joins of Arabic letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from tawatur.model.text import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to be marked; ``kind`` gives the style, ``anchor`` the id."""

    span: Span
    kind: str
    anchor: str = ""


def marked(text: str, marks: Iterable[Mark], within: Span | None = None) -> Markup:
    """``text`` or the part ``within`` of it; marks that overlap are cut into pieces.

    >>> str(marked("a<bc", [Mark(Span(0, 3), "event", "x"), Mark(Span(2, 3), "who")]))
    '<mark class="event" id="x">a&lt;</mark><mark class="event who">b</mark>c'
    """
    whole = within or Span(0, len(text))
    chosen = sorted(
        (m for m in marks if m.span.start < whole.end and m.span.end > whole.start),
        key=lambda m: (m.span.start, -m.span.end),
    )
    cuts = sorted(
        {whole.start, whole.end}
        | {max(whole.start, m.span.start) for m in chosen}
        | {min(whole.end, m.span.end) for m in chosen}
    )
    out = []
    named: set[str] = set()
    over: list[Mark] = []
    coming = iter([*chosen, None])
    waiting = next(coming)
    for start, stop in pairwise(cuts):
        over = [m for m in over if m.span.end > start]
        while waiting is not None and waiting.span.start <= start:
            over.append(waiting)
            waiting = next(coming)
        piece = escape(text[start:stop])
        if not over:
            out.append(piece)
            continue
        kinds = " ".join(dict.fromkeys(m.kind for m in over))
        anchor = next((m.anchor for m in over if m.anchor and m.anchor not in named), "")
        named.add(anchor)
        name = Markup(' id="{}"').format(anchor) if anchor else Markup()
        out.append(Markup('<mark class="{}"{}>{}</mark>').format(kinds, name, piece))
    return Markup().join(out)
