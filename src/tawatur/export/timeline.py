"""The values of a timeline: each incident with its figures, its sources and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tawatur.compare.account import Account, bench
from tawatur.compare.summary import Summary, summaries
from tawatur.link.independence import independence
from tawatur.model.claim import Analysis, Incident, Reuse, Verdict
from tawatur.model.text import Span

_DISAGREEMENT = frozenset({"conflicts", "denies"})


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of a claim: its trigger, and the sentence that it stands in."""

    claim: str
    document: str
    outlet: str | None
    who: str
    trigger: Span
    sentence: Span
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    incident: str
    type: str
    earliest: date | None
    latest: date | None
    place: str | None
    fields: tuple[Summary, ...]
    reports: int
    outlets: int
    originators: int
    disagreements: tuple[Verdict, ...]
    quotes: tuple[Quote, ...]

    @property
    def figures(self) -> tuple[Summary, ...]:
        """The numbers among the fields."""
        return tuple(field for field in self.fields if field.low is not None)


def timeline(
    incidents: Sequence[Incident], analyses: Sequence[Analysis], reuse: Sequence[Reuse] = ()
) -> tuple[Entry, ...]:
    """Incidents in order of day, those without one last; verdicts are taken as they stand."""
    ready = bench(analyses, reuse)
    entries = []
    for incident in incidents:
        accounts = ready.accounts(incident)
        claims = [account.claim for account in accounts]
        counted = independence(claims, ready.analyses, ready.copies)
        entries.append(
            Entry(
                incident=incident.id,
                type=incident.type,
                earliest=incident.earliest,
                latest=incident.latest,
                place=ready.people.name(incident.place) if incident.place else None,
                fields=summaries(incident, ready),
                reports=counted.reports,
                outlets=counted.outlets,
                originators=counted.originators,
                disagreements=tuple(v for v in incident.verdicts if v.outcome in _DISAGREEMENT),
                quotes=tuple(map(_quote, accounts)),
            )
        )
    return tuple(
        sorted(entries, key=lambda e: (e.earliest or e.latest or date.max, e.type, e.incident))
    )


def _quote(account: Account) -> Quote:
    claim, analysis = account.claim, account.analysis
    sentence = analysis.sentences[claim.event.sentence]
    return Quote(
        claim=claim.id,
        document=claim.document,
        outlet=analysis.document.outlet,
        who=account.who,
        trigger=claim.event.trigger,
        sentence=sentence,
        text=sentence.of(analysis.document.text),
    )
