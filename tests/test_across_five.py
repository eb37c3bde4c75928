"""The incidents of the five shared articles, as they stand in the record of a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tawatur.model.claim import Analysis, Claim, Incident
from tawatur.model.text import Document
from tawatur.pipeline import analyse, refined, relate
from tawatur.rules.language import arabic

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the shared articles are not here")


@dataclass(frozen=True)
class Record:
    """
    Analyses by the number of their article, claims by id, incidents.
    """

    analyses: Mapping[str, Analysis]
    claims: Mapping[str, Claim]
    incidents: tuple[Incident, ...]

    def told(self, incident: Incident) -> set[str]:
        return {self.claims[claim].document for claim in incident.claims}

    def names(self, incident: Incident, entity: str) -> bool:
        arguments = (a for claim in incident.claims for a in self.claims[claim].event.arguments)
        return any(argument.entity == entity for argument in arguments)

    def of(self, type_: str, day: date | None = None) -> Iterator[Incident]:
        """
        The incidents of a type, of that day where one is given.
        """
        for one in self.incidents:
            if one.type == type_ and (day is None or (one.earliest, one.latest) == (day, day)):
                yield one


@pytest.fixture(scope="module")
def record() -> Record:
    """
    What a project makes of the five articles, of which only one says its day.
    """
    lang = arabic()
    paths = sorted(SEEDS.glob("*.txt"))
    documents = [Document(path.name[:3], path.read_text("utf-8")) for path in paths]
    analyses = {one.id: analyse(one, lang) for one in documents}
    again = refined(documents, list(analyses.values()), lang)
    analyses |= {one.document.id: one for one in again}
    _, incidents = relate(documents, list(analyses.values()))
    claims = {claim.id: claim for one in analyses.values() for claim in one.claims}
    return Record(analyses, claims, incidents)


def test_the_killing_is_of_3_january_and_one(record: Record) -> None:
    """Three articles tell of it; the day follows from «two days after», the place from 001."""
    (killing,) = record.of("killing", date(2020, 1, 3))

    assert record.told(killing) == {"000", "001", "002"}
    place = next(
        entity
        for analysis in record.analyses.values()
        for entity in analysis.entities
        if entity.id == killing.place
    )
    assert place.country == "IQ"
    assert all(record.claims[claim].event.type == "killing" for claim in killing.claims)


def test_the_suspension_has_one_originator_in_two_outlets(record: Record) -> None:
    """5 January, on the word of the Coalition."""
    (suspension,) = record.of("suspend", date(2020, 1, 5))

    assert record.told(suspension) == {"000", "002"}
    assert len(suspension.originators) == 1


def test_the_resumption_has_independent_originators(record: Record) -> None:
    """30 January: the Coalition, the Iraqi army, the authorities in Baghdad."""
    (resumption,) = record.of("resume", date(2020, 1, 30))

    assert record.told(resumption) == {"000", "002"}
    assert len(resumption.originators) == 3
    assert not any(one.outcome == "conflicts" for one in resumption.verdicts)


def test_the_attack_on_the_base_is_one(record: Record) -> None:
    """000 gives day and number, 001 the month; rockets elsewhere are not of it."""
    attack, *others = sorted(
        record.of("missile-attack", date(2020, 1, 8)), key=lambda one: -len(one.claims)
    )

    assert record.told(attack) == {"000", "001"}
    assert attack.place == "ent:ain-al-asad"
    assert all(record.told(one) == {"000"} for one in others)  # the one more at Erbil
    assert {
        (one.outcome, one.rule) for one in attack.verdicts if one.field == "time"
    } <= {("refines", "narrower-days"), ("agrees", "same-day")}  # fmt: skip
    katyusha = [one for one in record.of("missile-attack") if record.names(one, "ent:katyusha")]
    assert len(katyusha) == 1
    assert katyusha[0].id != attack.id


def test_days_of_acts_in_other_articles_date_the_articles(record: Record) -> None:
    """«Today, Thursday» of an act that another article dates; the proof names that article."""
    published = record.analyses["002"].published

    assert published.day == date(2020, 1, 30)
    (step,) = [one for one in published.basis if one.rule == "other-report"]
    assert step.text.startswith("000 tells the same (resume")
    assert step.span is not None
