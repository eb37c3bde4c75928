"""The auditable record of what many Arabic outlets report."""

from __future__ import annotations

from datetime import date
from typing import Any

__version__ = "0.1.0"


def record(
    text: str, *, published: date | None = None, outlet: str | None = None
) -> dict[str, Any]:
    """What stands in one report, as docs/contract.md describes it.

    The language files are loaded at the first call. ``published`` is the day that the report's
    carrier states; without it the days are worked out from the text.

    >>> found = record("قُتل ثلاثة جنود في هجوم، بحسب مصدر أمني.", published=date(2024, 5, 14))
    >>> [(q["text"], q["value"], q["unit"], q["role"]) for q in found["quantities"]]
    [('ثلاثة جنود', 3, 'soldier', 'killed')]
    """
    # Imported here, so that `tawatur --help` and `import tawatur` stay quick.
    from tawatur.export import contract
    from tawatur.model.text import Document
    from tawatur.pipeline import analyse
    from tawatur.rules.language import arabic

    document = Document("text", text, published=published, outlet=outlet)
    return contract.record(analyse(document, arabic()))
