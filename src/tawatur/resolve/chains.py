"""The chain of a claim: who said it first, through whom it came, down to the outlet.

Every link has its own words. A gap is shown as the anonymous link that it is; nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.model.claim import Link
from tawatur.model.frame import Credit, Frame
from tawatur.model.mention import Attribution, Source
from tawatur.model.text import Document


def chain(
    *,
    document: Document,
    frame: Frame | None,
    attribution: Attribution | None,
    parents: Sequence[Attribution] = (),
) -> tuple[Link, ...]:
    """The links from the originator to the outlet.

    ``parents`` are the sayings around ``attribution``, the innermost first: each passed on what the
    one inside it said. Without an attribution the text itself speaks: agency and outlet remain.
    """
    links: list[Link] = []
    sayings = [] if attribution is None else [attribution, *parents]
    for saying in sayings:
        _add(links, _speaker(document, saying))
    for saying in sayings:
        for carrier in saying.via:
            _add(links, _carrier(carrier))
    if frame is not None and frame.agency_credit is not None:
        _add(links, _credit(frame.agency_credit, "agency"))
    outlet = _outlet(document, frame)
    if outlet is not None:
        _add(links, outlet)
    return tuple(links)


def _speaker(document: Document, saying: Attribution) -> Link:
    source = saying.source
    cue = saying.cue.of(document.text)
    if not source.text:  # «أفيد بأن»: the word of saying stands where nobody is named
        return Link(cue, None, cue, True, saying.cue, "speaker")
    return Link(source.text, source.entity, cue, source.anonymous, source.span, "speaker")


def _carrier(source: Source) -> Link:
    return Link(source.text, source.entity, None, source.anonymous, source.span, "agency")


def _credit(credit: Credit, kind: str) -> Link:
    entity = f"ent:{credit.entry}" if credit.entry else None
    if kind == "agency":
        return Link(credit.text, entity, None, False, credit.span, "agency")
    return Link(credit.text, entity, None, False, credit.span, "outlet")


def _outlet(document: Document, frame: Frame | None) -> Link | None:
    """The outlet that the carrier's metadata state, else the one that the text names as its own."""
    if document.outlet:
        return Link(document.outlet, None, None, False, None, "outlet")
    if frame is not None and frame.outlet_credit is not None:
        return _credit(frame.outlet_credit, "outlet")
    return None


def _add(links: list[Link], link: Link) -> None:
    """Adds a link unless the same party already stands in the chain."""
    for known in links:
        if known.entity is not None and known.entity == link.entity:
            return
        if known.who == link.who and known.anonymous == link.anonymous:
            return
    links.append(link)
