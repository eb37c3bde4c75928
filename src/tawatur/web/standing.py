"""How far an incident is attested, by a rule that is shown with it; never whether it is true.

The first that applies: ``announced`` (no account has it as a fact), ``disputed`` (accounts
contradict or deny one another in some field), ``several`` (two or more independent originators),
``single`` (all of it rests on one).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

STANDINGS: Final = ("several", "disputed", "single", "announced")
# The same rule as a condition on the lists, for filters; the names are those of its columns.
WHERE: Final = {
    "announced": "actual = 0",
    "disputed": "actual = 1 AND conflicts + denials > 0",
    "several": "actual = 1 AND conflicts + denials = 0 AND originators > 1",
    "single": "actual = 1 AND conflicts + denials = 0 AND originators <= 1",
}


def standing(event: Mapping[str, Any]) -> str:
    """The standing of an incident of the lists."""
    if not event["actual"]:
        return "announced"
    if event["conflicts"] or event["denials"]:
        return "disputed"
    return "several" if event["originators"] > 1 else "single"
