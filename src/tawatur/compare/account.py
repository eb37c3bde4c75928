"""What a claim says, field by field, and on whose word: the values that verdicts compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as own
from datetime import date, timedelta
from math import inf
from typing import Final

from tawatur.compare import evidence, reports
from tawatur.compare.amount import BOUNDING, Amount
from tawatur.compare.bounds import allowed
from tawatur.compare.phrase import instruments
from tawatur.link.copies import Copies
from tawatur.link.decided import NOTHING, Decided
from tawatur.link.directory import Directory, directory
from tawatur.link.independence import Originator, independence
from tawatur.link.side import ACTING, article, side
from tawatur.link.tables import family
from tawatur.link.told import Told, said_before, told
from tawatur.model.claim import Analysis, Claim, Incident, Reuse
from tawatur.model.mention import Factuality, Quantity, QuantityMod
from tawatur.model.text import Span
from tawatur.text.fold import folded

ROLES: Final = ("agent", "target", "victim", "object", "partner", "recipient")
_PEOPLE: Final = frozenset({"person", "body", "injury", "casualty", "victim", "death"})
_FEW: Final = 4  # days that a reader takes in at a glance
_ONE_DAY: Final = timedelta(days=1)
_LATELY: Final = 16  # sets of claims whose accounts are remembered
TOLLS: Final = frozenset({"killed", "injured", "missing", "detained", "displaced", "casualties"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts; ``low`` and ``high`` are the values that it allows.

    ``former`` says that its own report tells it as what was counted before.
    """

    field: str
    low: float
    high: float
    quantity: Quantity
    part: str | None = None
    former: bool = False

    def __str__(self) -> str:
        return str(self.amount)

    @property
    def amount(self) -> Amount:
        """The number as its report states it."""
        value, mod = self.quantity.value, self.quantity.mod
        if mod in BOUNDING and value is not None:
            return Amount(self.field, value, value, mod, self.group)
        if self.high == inf:
            return Amount(self.field, self.low, self.low, QuantityMod.AT_LEAST, self.group)
        return Amount(self.field, self.low, self.high, None, self.group)

    @property
    def group(self) -> str | None:
        """Which part of those that can be counted it counts; ``None`` stands for all."""
        if self.part is not None:
            return None if self.part == "whole" else self.quantity.population or "part of them"
        unit = self.quantity.unit if self.quantity.role else None
        return self.quantity.population or (unit if unit not in _PEOPLE else None)


@dataclass(frozen=True, slots=True)
class Account:
    """A claim opened for comparison; ids are those that all documents share.

    ``said`` is the day of the saying, or of the report where the saying has none. ``source``
    numbers the independent originator among those opened together, ``origin`` is its name.
    """

    claim: Claim
    analysis: Analysis
    who: str
    source: str
    said: date | None
    days: tuple[date, date] | None
    candidates: tuple[date, ...]
    place: str | None
    actors: Mapping[str, tuple[str, ...]]
    counts: tuple[Count, ...]
    factuality: Factuality
    family: str
    order: tuple[date, str, int, str]
    instruments: tuple[str, ...] = ()
    origin: str = ""

    def day(self) -> str:
        """The stated day or days, as a reader writes them."""
        if self.days is None:
            if len(self.candidates) <= _FEW:
                return " or ".join(map(str, self.candidates))
            return f"one day of {len(self.candidates)}, {self.candidates[0]} the first"
        return f"{self.days[0]}" if self.days[0] == self.days[1] else "{} to {}".format(*self.days)


@dataclass(frozen=True, slots=True)
class Bench:
    """Claims of many documents made ready for comparison.

    ``found`` remembers their words, ``lately`` the accounts that were opened last.
    """

    claims: Mapping[str, tuple[Claim, Analysis]]
    analyses: Mapping[str, Analysis]
    people: Directory
    copies: Copies
    decided: Decided = NOTHING
    found: dict[tuple[str, str, str | None], Span | None] = own(default_factory=dict)
    lately: dict[tuple[str, ...], tuple[Account, ...]] = own(default_factory=dict)

    def accounts(self, incident: Incident) -> tuple[Account, ...]:
        """The accounts of an incident's claims, in order of report and text."""
        return self.opened(incident.claims)

    def family(self, claim: str) -> str:
        """The family of a claim's type."""
        return family(self.claims[claim][0].event.type).name

    def words(self, account: Account, field: str) -> Span | None:
        """The words that a field of an account rests on; numbers have their own spans."""
        key = (account.claim.id, field, account.place)
        if key not in self.found:
            self.found[key] = self._words(account, field)
        return self.found[key]

    def _words(self, account: Account, field: str) -> Span | None:
        values = {account.place} if field == "place" else set(account.actors.get(field, ()))
        people = self.people

        def is_meant(entity: str | None) -> bool:
            return entity is not None and bool({people.of(entity), people.actor(entity)} & values)

        return evidence.words(account.claim, account.analysis, field, is_meant)

    def main_attack(self, document: str) -> str | None:
        """The first claim of the attack that a report tells of, after its headline if it can."""
        ids = [c.id for c in self.analyses[document].claims if self.family(c.id) == "attack"]
        return ids[0] if ids else None

    def opened(self, ids: Iterable[str]) -> tuple[Account, ...]:
        """The accounts of the given claims, in order of report and text.

        Those asked for lately are remembered: verdicts, figures and grade open the same incident.
        """
        key = tuple(ids)
        if key not in self.lately:
            if len(self.lately) >= _LATELY:
                self.lately.clear()
            self.lately[key] = self._opened(key)
        return self.lately[key]

    def _opened(self, ids: Sequence[str]) -> tuple[Account, ...]:
        pairs = [self.claims[id_] for id_ in ids]
        claims = [claim for claim, _ in pairs]
        counted = independence(claims, self.analyses, self.copies, self.decided)
        behind = {id_: (n, group) for n, group in enumerate(counted.groups) for id_ in group.claims}
        made = [_account(c, a, behind[c.id], self.people) for c, a in pairs]
        return tuple(_parts_told(sorted(made, key=lambda account: account.order)))


def bench(
    analyses: Sequence[Analysis],
    reuse: Sequence[Reuse] | Copies,
    decided: Decided = NOTHING,
    people: Directory | None = None,
) -> Bench:
    """All that comparing needs to know of many documents, and what people ``decided`` on them.

    ``people`` is the directory of the analyses, where it is at hand.
    """
    by_document, by_claim = reports.at_hand(analyses)
    return Bench(
        by_claim,
        by_document,
        people or directory(analyses, decided),
        reuse if isinstance(reuse, Copies) else Copies(reuse),
        decided,
    )


def _account(
    claim: Claim, analysis: Analysis, behind: tuple[int, Originator], people: Directory
) -> Account:
    event = claim.event
    form = told(claim, side(claim, analysis, people), analysis)
    days, candidates = form.side.days, form.side.candidates
    if form.toll and event.counts:
        days, candidates = None, frozenset()  # the day of a count is not that of the attack
    actors: dict[str, tuple[str, ...]] = {}
    for argument in event.arguments:
        acts = argument.role in ACTING
        entity = (people.actor if acts else people.of)(argument.entity)
        if entity is not None and argument.role in ROLES:
            actors[argument.role] = tuple(sorted({*actors.get(argument.role, ()), entity}))
    latest = analysis.published.latest
    return Account(
        claim=claim,
        analysis=analysis,
        who=_who(claim, analysis),
        source=f"{behind[0]}",
        said=_said(claim, analysis),
        days=days,
        candidates=tuple(sorted(candidates)),
        place=people.of(claim.place) if _placed(form, people.of(claim.place)) else None,
        actors=actors,
        counts=_without_parts(_formers(claim, analysis)),
        factuality=event.factuality,
        family=family(event.type).name,
        instruments=_instruments(claim, analysis),
        origin=f"«{behind[1].name}»" if behind[1].name else _who(claim, analysis),
        order=(latest or date.max, claim.document, event.trigger.start, claim.id),
    )


def _instruments(claim: Claim, analysis: Analysis) -> tuple[str, ...]:
    """The kinds of weapon it was done with; a kind beside one of its own kinds says no more."""
    text = analysis.document.text
    phrases = [a.span.of(text) for a in claim.event.arguments if a.role == "instrument"]
    kinds = dict.fromkeys(found for phrase in phrases if (found := instruments().kind(phrase)))
    return tuple(
        k for k in kinds if not any(instruments().lies_within(other, k) for other in kinds)
    )


def _placed(form: Told, place: str | None) -> bool:
    """Whether the place is that of the event: bodies lie in other places than where they fell."""
    return place in form.side.places and (form.pinned or not form.toll)


def _formers(claim: Claim, analysis: Analysis) -> tuple[Count, ...]:
    """The counts of a claim; those are former that were said before, or that a total replaces."""
    before = said_before(claim, analysis)
    replaced = {analysis.quantities[one.replaces].span
                for one in analysis.quantities if one.replaces is not None}  # fmt: skip
    return tuple(
        replace(one, former=True) if before or one.quantity.span in replaced else one
        for one in counts(analysis, claim.event.counts)
    )


def _without_parts(found: tuple[Count, ...]) -> tuple[Count, ...]:
    """Of several counts of one kind in one claim the greatest is the whole, the rest parts of it.

    «27 injured, six children among them»: what is said of the six is not said of the 27.
    """
    most: dict[str, float] = {}
    for count in found:
        most[count.field] = max(most.get(count.field, 0.0), count.low)
    several = {field for field in most if sum(c.field == field for c in found) > 1}
    return tuple(
        replace(count, part="part" if count.low < most[count.field] else "whole")
        if count.field in several
        else count
        for count in found
    )


def _parts_told(accounts: Sequence[Account]) -> Iterator[Account]:
    """Accounts in which a smaller count of a body that gave a greater one before counts a part.

    «The directorate gives 27 injured ... its spokesman says that 14 have left the hospital.»
    """
    before: dict[tuple[str, str], list[tuple[Account, Count]]] = {}
    for account in accounts:
        made = []
        for count in account.counts:
            told_before = before.setdefault((account.claim.document, count.field), [])
            if any(_whole_of(a, c, account, count) for a, c in told_before):
                count = replace(count, part="part")
            else:
                told_before.append((account, count))
            made.append(count)
        yield replace(account, counts=tuple(made)) if tuple(made) != account.counts else account


def _whole_of(earlier: Account, whole: Count, account: Account, count: Count) -> bool:
    if (
        whole.part == "part"
        or count.high >= whole.low
        or (earlier.said and account.said and earlier.said != account.said)
    ):
        return False
    if earlier.source == account.source:
        return True
    head = folded(earlier.who).strip('"').partition(" ")[0]
    return article() + head in folded(account.who).strip('"').split()


def _who(claim: Claim, analysis: Analysis) -> str:
    """Whose word it is, as the report calls them."""
    named = speaker(claim) or analysis.document.outlet
    return f"«{named}»" if named else f"report {analysis.document.label}"


def speaker(claim: Claim) -> str | None:
    """Who is named for a claim; ``None`` where the report says it itself."""
    return claim.chain[0].who if claim.chain and claim.chain[0].kind != "outlet" else None


def _said(claim: Claim, analysis: Analysis) -> date | None:
    if claim.event.attribution is not None:
        saying = analysis.attributions[claim.event.attribution]
        timex = None if saying.time is None else analysis.times[saying.time]
        if (
            timex is not None
            and timex.begin
            and timex.end_exclusive == timex.begin + _ONE_DAY
            and not _of_an_event(timex.span, saying.cue, analysis)
        ):
            return timex.begin
    return analysis.published.day


def _of_an_event(time: Span, cue: Span, analysis: Analysis) -> bool:
    """«The toll of the bombing last Tuesday, and its director said»: Tuesday it was bombed."""
    return time.end <= cue.start and any(
        claim.event.trigger.end <= time.start
        and claim.event.trigger.end < cue.start
        and any(a.role == "time" and a.span == time for a in claim.event.arguments)
        for claim in analysis.claims
    )


def counts(analysis: Analysis, places: Iterable[int]) -> tuple[Count, ...]:
    """The quantities at ``places`` of a report, with the values that each allows.

    Those of people that are joined are added up: «ضابط وجنديان» are three combatants, «امرأة
    وطفلاها» a woman, two children, and three in all.
    """
    rows: dict[int, list[Count]] = {}
    for place in places:
        quantity = analysis.quantities[place]
        bounds = allowed(quantity)
        if bounds is not None:
            # a part is set against the same part elsewhere, never against a whole toll
            role = quantity.role if quantity.part_of is None else None
            first = place
            while (before := analysis.quantities[first].joins) is not None:
                first = before
            one = Count(role or quantity.unit or "count", *bounds, quantity)
            rows.setdefault(first, []).append(one)
    return tuple(count for row in rows.values() for count in _added(row))


def _added(row: Sequence[Count]) -> Iterator[Count]:
    """Joined counts: each population by itself, and all of them where there are several."""
    groups: dict[str | None, list[Count]] = {}
    for one in row:
        groups.setdefault(one.quantity.population, []).append(one)
    yield from map(_sum, groups.values())
    if len(groups) > 1:
        yield _sum(row)


def _sum(row: Sequence[Count]) -> Count:
    """What joined counts come to, in the words from the first to the last of them."""
    if len(row) == 1:
        return row[0]
    low, high = sum(one.low for one in row), sum(one.high for one in row)
    quantities = [one.quantity for one in row]
    units = {one.unit for one in quantities}
    groups = {one.population for one in quantities}
    whole = replace(
        quantities[0],
        span=Span(quantities[0].span.start, quantities[-1].span.end),
        value=low if low == high else None,
        low=low,
        high=None if high == inf else high,
        mod=QuantityMod.EXACT if low == high else QuantityMod.RANGE,
        unit=units.pop() if len(units) == 1 else "person",
        population=groups.pop() if len(groups) == 1 else None,
        joins=None,
    )
    return Count(row[0].field, low, high, whole)
