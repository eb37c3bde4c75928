"""Claims: when, where and on whose word."""

from __future__ import annotations

from datetime import date

from tawatur.model.claim import Analysis, Claim, When
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic

DAY = date(2024, 5, 16)  # a Thursday


def read(text: str, *, outlet: str | None = None) -> Analysis:
    """A report of a known day."""
    return analyse(Document("report", text, published=DAY, outlet=outlet), arabic())


def claim(text: str, kind: str) -> Claim:
    """The one claim of a type in a report of a known day."""
    [found] = [c for c in read(text).claims if c.event.type == kind]
    return found


def days(when: When | None) -> tuple[date | None, date | None, str] | None:
    """The interval of a claim and what it rests on."""
    return None if when is None else (when.earliest, when.latest, when.basis)


def test_a_stated_day_is_the_events_own() -> None:
    """«يوم 5 أيار» beside the trigger dates the event."""
    made = claim("هاجم مسلحون القاعدة يوم 5 أيار 2024", "attack")
    assert days(made.when) == (date(2024, 5, 5), date(2024, 5, 5), "stated")


def test_a_day_before_the_trigger_counts_too() -> None:
    """«وكان ... قد أعلن يوم 5» gives its day to what was announced."""
    text = "وكان التحالف قد أعلن يوم 5 أيار 2024 تعليق تدريب القوات المحلية"
    made = claim(text, "suspend")
    assert days(made.when) == (date(2024, 5, 5), date(2024, 5, 5), "stated")


def test_what_is_done_by_announcing_has_the_day_of_the_saying() -> None:
    """A suspension happens as it is announced, if nothing else is said."""
    text = "أعلن الناطق باسم التحالف يوم الثلاثاء أن القوات علقت عملياتها"
    made = claim(text, "suspend")
    assert days(made.when) == (date(2024, 5, 14), date(2024, 5, 14), "derived")


def test_without_a_day_the_report_bounds_the_event() -> None:
    """What happened did so before it was reported; what is planned has no bound."""
    assert days(claim("هاجم مسلحون القاعدة", "attack").when) == (None, DAY, "report")
    assert days(claim("سيهاجم الجيش القاعدة", "attack").when) == (None, None, "report")


def test_a_day_since_which_nothing_was_as_bad_is_no_day_of_what_is_told() -> None:
    """«الأعنف منذ تموز 2005 عندما قتل ...»: only what the day opens lies there."""
    text = "وهذا الهجوم هو الأعنف في البلاد منذ تموز 2005 عندما قتل أربعة مسلحين 52 شخصا في محطة"
    assert days(claim(text, "attack").when) == (None, DAY, "report")
    before = (date(2005, 7, 1), date(2005, 7, 31), "stated")
    assert days(claim(text, "killing").when) == before


def test_the_place_is_an_entity_with_its_precision() -> None:
    """«في مدينة الموصل» leads to the gazetteer."""
    report = read("قتل ثلاثة جنود في هجوم وقع في مدينة الموصل")
    [attack] = [c for c in report.claims if c.event.type == "attack"]
    [place] = [e for e in report.entities if e.id == attack.place]
    assert (place.name, attack.geo_precision) == (place.name, place.geo_precision)
    assert "الموصل" in place.name


def test_the_chain_leads_from_the_speaker_to_the_outlet() -> None:
    """The speaker is the originator, the outlet the last link."""
    text = "قال مصدر أمني إن مسلحين هاجموا قاعدة عسكرية"
    [attack] = [c for c in read(text, outlet="الأفق").claims if c.event.type == "attack"]
    assert [(link.kind, link.who, link.anonymous) for link in attack.chain] == [
        ("speaker", "مصدر أمني", True),
        ("outlet", "الأفق", False),
    ]
    assert attack.originator is not None
    assert attack.originator.who == "الأفق"


def test_a_denied_event_is_denied() -> None:
    """The stance of the saying reaches the events in its content."""
    text = "نفى المتحدث باسم الجيش أن تكون القوات قد هاجمت القرية"
    assert claim(text, "attack").event.factuality == "denied"


def test_ids_are_hashes_of_content() -> None:
    """The same report gives the same ids, another text other ones, and no two claims share one."""
    text = "هاجم مسلحون القاعدة وقتلوا ثلاثة جنود"
    first = [c.id for c in read(text).claims]
    assert first == [c.id for c in read(text).claims]
    assert len(set(first)) == len(first) == 2
    assert not set(first) & {c.id for c in read(text + " أمس").claims}
    assert all(identifier.startswith("clm:") and len(identifier) == 20 for identifier in first)


def test_sources_are_resolved_and_dated() -> None:
    """A saying carries its source's entity and the day of its cue."""
    report = read("قالت الحكومة العراقية يوم الاثنين إن القوات استأنفت عملياتها")
    [saying] = report.attributions
    assert saying.source.entity is not None
    assert saying.time is not None
    assert report.times[saying.time].begin == date(2024, 5, 13)


def test_the_day_of_the_incident_is_that_of_its_tolls() -> None:
    """One attack, its day at the head: a later mention without a day is derived from it."""
    text = "انفجرت عبوة ناسفة يوم الثلاثاء في سوق المدينة. وقتل ثلاثة مدنيين في الانفجار."
    toll = claim(text, "casualties")
    assert days(toll.when) == (date(2024, 5, 14), date(2024, 5, 14), "derived")


def test_two_days_are_not_handed_on() -> None:
    """Where deeds of two days are told, a mention without a day keeps its open interval."""
    text = (
        "انفجرت عبوة ناسفة يوم الثلاثاء في سوق المدينة. وهاجم مسلحون القاعدة يوم الاثنين. "
        "وقتل ثلاثة مدنيين."
    )
    assert days(claim(text, "casualties").when) == (None, DAY, "report")
