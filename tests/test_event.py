"""Every example of trigger.toml against the whole rule set, and what rules cannot say."""

from __future__ import annotations

import pytest

from tawatur.annotate.event_rules import event_rules
from tawatur.model.mention import Event
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic
from tawatur.rules.load import Example

CASES = [(rule.name, example) for rule in event_rules().sources for example in rule.examples]


def events_of(text: str) -> list[Event]:
    """The events of a text that stands alone."""
    return [claim.event for claim in analyse(Document("example", text), arabic()).claims]


def told(event: Event, text: str, field: str) -> str | None:
    """A field of an event as an example writes it; a role gives the words of its argument."""
    if field == "type":
        return event.type
    if field == "fact":
        return event.factuality.value
    if field == "activity":
        return event.activity
    return next((a.span.of(text) for a in event.arguments if a.role == field), None)


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule}:{n}" for n, (rule, _) in enumerate(CASES)]
)
def test_example(rule: str, example: Example) -> None:
    """The rule set finds what the example says, there and nowhere else."""
    found = events_of(example.text)
    finds = [example.finds] if example.finds else []
    assert sorted(e.trigger.of(example.text) for e in found) == sorted(
        [*finds, *example.expects.get("also", [])]
    )
    for event in found:
        if event.trigger.of(example.text) == example.finds:
            fields = {name: value for name, value in example.expects.items() if name != "also"}
            assert {name: told(event, example.text, name) for name in fields} == fields
            break


def test_a_third_of_the_examples_are_hard_negatives() -> None:
    """Words that look like events are as well covered as events."""
    negatives = [example for _, example in CASES if not example.finds]
    assert len(CASES) >= 150
    assert len(negatives) * 3 >= len(CASES)


def facts(text: str) -> list[tuple[str, str, str]]:
    """Trigger, type and factuality of each event."""
    return [(e.trigger.of(text), e.type, e.factuality.value) for e in events_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هاجم مسلحون القاعدة", ("هاجم", "attack", "actual")),
        ("لم يهاجم المسلحون القاعدة", ("يهاجم", "attack", "negated")),
        ("لن يهاجم الجيش القاعدة", ("يهاجم", "attack", "negated")),
        ("ما هاجم الجيش القاعدة", ("هاجم", "attack", "negated")),
        ("سيهاجم الجيش القاعدة", ("سيهاجم", "attack", "planned")),
        ("سوف يهاجم الجيش القاعدة", ("يهاجم", "attack", "planned")),
        ("قد يهاجم الجيش القاعدة", ("يهاجم", "attack", "possible")),
        ("قد هاجم الجيش القاعدة", ("هاجم", "attack", "actual")),
        ("وكان الجيش قد هاجم القاعدة", ("هاجم", "attack", "actual")),
        ("ربما يهاجم الجيش القاعدة", ("يهاجم", "attack", "possible")),
        ("إذا هاجم الجيش القاعدة ردت الفصائل", ("هاجم", "attack", "conditional")),
        ("يريد الجيش أن يهاجم القاعدة", ("يهاجم", "attack", "planned")),
        ("من المحتمل أن يهاجم الجيش القاعدة", ("يهاجم", "attack", "possible")),
        ("بعد أن هاجم الجيش القاعدة", ("هاجم", "attack", "actual")),
        ("تعتزم الحكومة تعليق المحادثات", ("تعليق", "suspend", "planned")),
        ("تنتظر البعثة استئناف التدريب", ("استئناف", "resume", "pending")),
        ("قررت القيادة عدم سحب القوات", ("سحب", "withdraw", "negated")),
        ("أحبطت الشرطة هجوما على المطار", ("هجوما", "attack", "negated")),
        ("في حال استئناف المحادثات تنسحب اللجنة", ("استئناف", "resume", "conditional")),
        ("الإضراب المقرر يوم الأحد", ("الإضراب", "protest", "planned")),
    ],
)
def test_factuality(text: str, expected: tuple[str, str, str]) -> None:
    """Mood, particles and governing words decide whether it happened."""
    assert expected in facts(text)


def test_a_relative_verb_belongs_to_its_noun() -> None:
    """«الهجوم الذي استهدف» is one event with the verb's object as its target."""
    text = "أدان المجلس الهجوم الذي استهدف قافلة الإغاثة شرق المدينة"
    [attack] = [e for e in events_of(text) if e.type == "attack"]
    assert attack.trigger.of(text) == "الهجوم"
    assert [(a.role, a.span.of(text)) for a in attack.arguments if a.role == "target"] == [
        ("target", "قافلة الإغاثة")
    ]


def test_a_noun_that_points_back_is_no_new_event() -> None:
    """«هذا الهجوم» is joined to what it points to."""
    text = "شن مسلحون هجوما على القاعدة. ويعد هذا الهجوم الثاني خلال شهر."
    assert [e.trigger.of(text) for e in events_of(text)] == ["هجوما"]


def test_events_are_the_same_on_a_second_reading() -> None:
    """The order in which texts are read does not matter."""
    text = "قتل ثلاثة جنود في هجوم على حاجز غرب المدينة أمس"
    first = events_of(text)
    events_of("نشر الجيش بطاريات قرب المطار")
    assert events_of(text) == first


@pytest.mark.parametrize(
    "text",
    ["", " ", "هجوم", "الذي", "لم", "و" * 5000, "هجوم " * 3000, "قتل على يد " * 2000, '"' * 999],
)
def test_hostile_text_does_no_harm(text: str) -> None:
    """Any string is read in time, and every span lies inside it."""
    for event in events_of(text):
        assert 0 <= event.trigger.start < event.trigger.end <= len(text)
        assert 0 <= event.score <= 1
