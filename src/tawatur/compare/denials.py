"""Denials of what somebody said: who denies, whose statement, and the claims that rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tawatur.compare.account import Account, Bench, bench
from tawatur.model.claim import Analysis, Incident, Reuse, Verdict
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
        (ready.people.actor(a.entity) for a in claim.event.arguments if a.role == "agent"), None
    ) or _speaker(account, ready)
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
            claims=_about(analysis, place),
            rule="denies-statement",
            text=f"{by} denies what {of} said",
        )
        return


def _speaker(account: Account, ready: Bench) -> str | None:
    """«أعربت الوزارة عن نفيها»: who speaks right before in the sentence."""
    claim, analysis = account.claim, account.analysis
    sentence = analysis.sentences[claim.event.sentence]
    before = [
        attribution.source.entity
        for attribution in analysis.attributions
        if sentence.start <= attribution.cue.start < claim.event.trigger.start
        and attribution.source.span is not None
    ]
    return ready.people.actor(before[-1]) if before else None


def _about(analysis: Analysis, place: int) -> tuple[str, ...]:
    """The claims that rest on a statement; else what its sentence tells first: it is about that."""
    own = tuple(c.id for c in analysis.claims if c.event.attribution == place)
    if own:
        return own
    cue = analysis.attributions[place].cue
    told = [
        c
        for c in analysis.claims
        if analysis.sentences[c.event.sentence].covers(cue) and c.event.trigger.start < cue.start
    ]
    return tuple(c.id for c in sorted(told, key=lambda c: c.event.trigger.start)[:1])


def verdicts(incident: Incident, ready: Bench) -> Iterator[Verdict]:
    """Denials of what was said about the incident, of whichever report of it."""
    documents = sorted({ready.claims[id_][0].document for id_ in incident.claims})
    ids = [
        c.id for document in documents for c in ready.analyses[document].claims
        if c.event.type == "deny"
    ]  # fmt: skip
    for account in ready.opened(ids):
        for denial in _denial(account, ready):
            for id_ in denial.claims:
                if id_ in incident.claims:
                    claim = ready.claims[id_][0]
                    yield Verdict(
                        id_, denial.claim, "statement", "denies", denial.rule, denial.text,
                        claim.event.trigger, account.claim.event.trigger,
                    )  # fmt: skip


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
