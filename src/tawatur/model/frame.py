"""What surrounds the report in a document: furniture, headings, dateline, credits."""

from __future__ import annotations

from dataclasses import dataclass

from tawatur.model.text import Span


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet that the text itself names as its carrier.

    ``entry`` is its key in the table of outlets; ``text`` is how it is written.
    """

    name: str
    text: str
    span: Span
    entry: str
    kind: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The layout of a document; every span in source offsets.

    ``agency`` and ``outlet`` are English names where the table knows one, with the words that say
    so in ``agency_credit`` and ``outlet_credit``.
    """

    boilerplate: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    dateline: Span | None = None
    byline: Span | None = None
    agency_credit: Credit | None = None
    outlet_credit: Credit | None = None

    @property
    def agency(self) -> str | None:
        """The English name of the agency that is credited."""
        return None if self.agency_credit is None else self.agency_credit.name

    @property
    def outlet(self) -> str | None:
        """The English name of the outlet that the text names as its own."""
        return None if self.outlet_credit is None else self.outlet_credit.name
