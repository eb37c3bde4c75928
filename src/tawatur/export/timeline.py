"""The values of a timeline: each incident with its figures, its sources and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tawatur.compare.account import Account, bench
from tawatur.compare.summary import Summary, Value, summaries
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.independence import independence
from tawatur.model.claim import Analysis, Incident, Reuse, Verdict
from tawatur.model.text import Span

_MOST = 2  # pairs of values of one field that are set against each other
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
class Disagreement:
    """Two values of one field that do not go together, each with those who give it."""

    field: str
    outcome: str
    one: Value
    other: Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a timeline."""

    incident: str
    type: str
    earliest: date | None
    latest: date | None
    place: str | None
    place_ar: str | None
    fields: tuple[Summary, ...]
    reports: int
    outlets: int
    originators: int
    texts: int
    disagreements: tuple[Verdict, ...]
    opposed: tuple[Disagreement, ...]
    quotes: tuple[Quote, ...]

    @property
    def figures(self) -> tuple[Summary, ...]:
        """The numbers among the fields."""
        return tuple(field for field in self.fields if field.low is not None)


def timeline(
    incidents: Sequence[Incident],
    analyses: Sequence[Analysis],
    reuse: Sequence[Reuse] = (),
    decided: Decided = NOTHING,
) -> tuple[Entry, ...]:
    """Incidents in order of day, those without one last; verdicts are taken as they stand."""
    ready = bench(analyses, reuse, decided)
    entries = []
    for incident in incidents:
        accounts = ready.accounts(incident)
        claims = [account.claim for account in accounts]
        counted = independence(claims, ready.analyses, ready.copies, ready.decided)
        fields = summaries(incident, ready)
        known = ready.people.known.get(incident.place or "")
        entries.append(
            Entry(
                incident=incident.id,
                type=incident.type,
                earliest=incident.earliest,
                latest=incident.latest,
                place=ready.people.name(incident.place) if incident.place else None,
                place_ar=known.name if known else None,
                fields=fields,
                reports=counted.reports,
                outlets=counted.outlets,
                originators=counted.originators,
                disagreements=tuple(v for v in incident.verdicts if v.outcome in _DISAGREEMENT),
                texts=counted.texts,
                opposed=tuple(_opposed(incident, fields)),
                quotes=tuple(map(_quote, accounts)),
            )
        )
    return tuple(
        sorted(entries, key=lambda e: (e.earliest or e.latest or date.max, e.type, e.incident))
    )


def _opposed(incident: Incident, fields: Sequence[Summary]) -> Iterator[Disagreement]:
    """Pairs of values that are more often in conflict than updates, the most frequent first."""
    held: dict[tuple[str, str], list[Value]] = {}
    for field in fields:
        for value in field.values:
            if not value.part:
                for claim in value.claims:
                    held.setdefault((field.field, claim), []).append(value)
    order = {field.field: place for place, field in enumerate(fields)}
    found: dict[tuple[str, str, str], list[tuple[str, Value, Value]]] = {}
    for verdict in incident.verdicts:
        for one in held.get((verdict.field, verdict.left), ()):
            for two in held.get((verdict.field, verdict.right), ()):
                a, b = sorted((one, two), key=lambda value: (value.low or 0, value.text))
                if a.text != b.text:
                    found.setdefault((verdict.field, a.text, b.text), []).append(
                        (verdict.outcome, a, b)
                    )
    ranked = []
    for (field_name, *_), seen in found.items():
        outcomes = Counter(outcome for outcome, _, _ in seen)
        against = outcomes["conflicts"] + outcomes["denies"]
        if against > outcomes["updates"]:
            _, a, b = seen[0]
            word = "conflicts" if outcomes["conflicts"] else "denies"
            rank = (order[field_name], -against, a.text, b.text)
            ranked.append((rank, Disagreement(field_name, word, a, b)))
    per_field: Counter[str] = Counter()
    for _, made in sorted(ranked, key=lambda pair: pair[0]):
        per_field[made.field] += 1
        if per_field[made.field] <= _MOST:
            yield made


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
