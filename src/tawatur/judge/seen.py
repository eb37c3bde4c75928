"""What the machine said on the matter of a judgement: kept with it, and compared after each run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tawatur.model.judgement import Judgement
from tawatur.store.store import Store


def machine(store: Store, judgement: Judgement) -> Mapping[str, Any]:
    """What the current run says of the things that ``judgement`` is about."""
    run = store.current_run()
    claims = [ref for ref in judgement.about if ref.what == "claim"]
    if run is None or len(claims) != 1:
        return {}
    document = store.document_of(run, claims[0].id)
    analysis = None if document is None else store.analysis(run, document)
    if analysis is None:
        return {}
    claim = next(one for one in analysis.claims if one.id == claims[0].id)
    return {"type": claim.event.type, "factuality": str(claim.event.factuality)}
