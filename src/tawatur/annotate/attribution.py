"""Who says what: sayings with source, cue, content, form, stance and carrier.

A cue is read forwards: its subject, what stands between, and the place where content attaches. A cue
without a subject of its own takes the one before it, else the last speaker of the same flow.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.annotate.saying import Found, Reader
from tawatur.model.frame import Frame
from tawatur.model.mention import Attribution, Name
from tawatur.model.text import Span
from tawatur.rules.ground import ground
from tawatur.rules.language import Language
from tawatur.rules.scan import Scan


def annotate(
    scan: Scan, lang: Language, names: Sequence[Name], frame: Frame | None
) -> tuple[Attribution, ...]:
    """The sayings of a text in the order of their cues."""
    reader = Reader(ground(scan, names), frame or Frame())
    return tuple(_attribution(scan, found) for found in reader.read())


def _attribution(scan: Scan, found: Found) -> Attribution:
    content: Span | None = None
    if found.content is not None:
        content = scan.span(found.content.first, found.content.last)
        if found.content_start is not None:
            content = Span(found.content_start, content.end)
    return Attribution(
        source=found.speaker.source,
        cue=found.cue,
        content=content,
        rule=found.rule,
        form=found.content.form if found.content is not None else "indirect",
        stance=found.stance,
        via=found.speaker.via,
        nested_in=found.nested_in,
        continues=found.continues,
    )
