"""Denials of what somebody said: who denies, whose statement, and the claims that rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawatur.compare.account import Account, Bench, bench
from tawatur.model.claim import Analysis, Reuse
from tawatur.text.fold import folded


@dataclass(frozen=True, slots=True)
class Denial:
    """A claim that denies a statement, and that statement: its place among the attributions of
    the report, and the claims that rest on it.
    """

    claim: str
    document: str
    by: str
    attribution: int
    of: str
    claims: tuple[str, ...]
    rule: str
    text: str


def find(analyses: Sequence[Analysis], reuse: Sequence[Reuse] = ()) -> tuple[Denial, ...]:
    """The denials whose statement stands in the same report, in order of report and text."""
    ready = bench(analyses, reuse)
    ids = [c.id for analysis in analyses for c in analysis.claims if c.event.type == "deny"]
    return tuple(denial for account in ready.opened(ids) for denial in _denial(account, ready))


def _denial(account: Account, ready: Bench) -> Iterator[Denial]:
    claim, analysis = account.claim, account.analysis
    denier = next(
        (ready.people.of(a.entity) for a in claim.event.arguments if a.role == "agent"), None
    )
    for place, attribution in _statements(account, ready):
        source = ready.people.of(attribution)
        if source is None or source == denier:
            continue
        by = ready.people.name(denier) if denier else account.who
        of = ready.people.name(source)
        yield Denial(
            claim=claim.id,
            document=claim.document,
            by=by,
            attribution=place,
            of=of,
            claims=tuple(c.id for c in analysis.claims if c.event.attribution == place),
            rule="denies-statement",
            text=f"{by} denies what {of} said",
        )
        return


def _statements(account: Account, ready: Bench) -> Iterator[tuple[int, str | None]]:
    """The statements that the denial can mean, the likeliest first, with their sources.

    Those of somebody it names, or calls by role; the nearest before it comes first.
    """
    claim, analysis = account.claim, account.analysis
    named = {a.entity for a in claim.event.arguments if a.role != "agent"} - {None}
    words = " ".join(
        folded(a.span.of(analysis.document.text))
        for a in claim.event.arguments
        if a.role != "agent"
    )
    roles = {
        entity.id
        for entity in analysis.entities
        if entity.role_title and folded(entity.role_title) in words
    }
    for place in reversed(range(len(analysis.attributions))):
        attribution = analysis.attributions[place]
        if attribution.cue.start < claim.event.trigger.start and attribution.source.entity in (
            named | roles
        ):
            yield place, attribution.source.entity
