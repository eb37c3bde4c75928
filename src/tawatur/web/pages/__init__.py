"""The pages, each a function from a desk and an address's parts to a reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tawatur.web.desk import Desk, Reply
from tawatur.web.pages import (
    claim,
    correct,
    document,
    incident,
    incidents,
    naming,
    places,
    review,
    search,
    sources,
    threads,
    timeline,
)

# Longer paths stand before those that would take them for an id.
PAGES: Final[tuple[tuple[str, Callable[[Desk, Mapping[str, str]], Reply]], ...]] = (
    ("/", incidents.home),
    ("/incidents", incidents.incidents),
    ("/incident/{id}/compare", incident.compare),
    ("/incident/{id}/chain", incident.chain),
    ("/incident/{id}/evidence", incident.evidence),
    ("/incident/{id}/correct", correct.correct),
    ("/incident/{id}", incident.dossier),
    ("/document/{id}", document.document),
    ("/claim/{id}", claim.claim),
    ("/timeline", timeline.timeline),
    ("/map", places.places),
    ("/threads", threads.threads),
    ("/thread/{id}/correct", threads.correct),
    ("/thread/{id}", threads.thread),
    ("/search", search.search),
    ("/sources", sources.sources),
    ("/runs", sources.runs),
    ("/review/names", naming.names),
    ("/review/places", naming.places),
    ("/review/{id}", review.queue),
    ("/review", review.review),
)
