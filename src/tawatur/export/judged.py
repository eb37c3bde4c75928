"""What people decided, as JSON values."""

from __future__ import annotations

import json
from typing import Any

from tawatur.model.judgement import Judged


def judged(one: Judged) -> dict[str, Any]:
    """What a person decided on a claim or an incident, beside what the machine says."""
    return {
        "judgement": one.id,
        "kind": one.kind,
        "who": one.who,
        "when": one.at,
        "why": one.why,
        "field": one.field,
        "machine": None if one.machine is None else json.loads(one.machine),
        "human": None if one.human is None else json.loads(one.human),
        "span": None if one.span is None else {"start": one.span.start, "end": one.span.end},
    }
