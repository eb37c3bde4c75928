"""Every example of ``cue.toml``, and how sayings stand to one another in a text."""

from __future__ import annotations

import time

import pytest

from tawatur.annotate import attribution, frame, number, timex
from tawatur.annotate import name as names
from tawatur.model.mention import Attribution
from tawatur.model.text import Document, Span
from tawatur.rules.cues import cue_rules
from tawatur.rules.language import arabic
from tawatur.rules.load import Example, Rule

CASES = [
    pytest.param(rule, example, id=f"{rule.name}:{place}")
    for rule in cue_rules()
    for place, example in enumerate(rule.examples, 1)
]


def annotated(text: str) -> tuple[Attribution, ...]:
    lang = arabic()
    scan = lang.scan(text)
    number.annotate(scan, lang)
    timex.annotate(scan, lang)
    return attribution.annotate(scan, lang, names.annotate(scan, lang), None)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example) -> None:
    """All rules together find what the example says, and as many sayings as it says."""
    text, expects = example.text, example.expects
    found = annotated(text)

    assert len(found) == expects.get("sayings", 1 if example.finds else 0)
    if not example.finds:
        return
    content = expects.get("content", example.finds)
    (saying,) = [
        s for s in found if (s.content.of(text) if s.content else "") == content
    ] or pytest.fail(f"no saying of {content!r} among {[_content(text, s) for s in found]}")
    stated = {"source", "cue", "form", "stance"}
    assert {
        "source": saying.source.text,
        "cue": saying.cue.of(text),
        "form": saying.form,
        "stance": saying.stance,
    } == {key: value for key, value in expects.items() if key in stated}
    assert saying.source.anonymous == expects.get("anonymous", False)
    assert (saying.source.span is None) == expects.get("inherited", False)
    assert [source.text for source in saying.via] == expects.get("via", [])


def _content(text: str, saying: Attribution) -> str:
    return saying.content.of(text) if saying.content else ""


def test_nested_saying() -> None:
    """Who reports what others told: the inner saying knows the outer one."""
    text = "وذكر مصدر مطلع أن «مسؤولين محليين أبلغوا قائد البعثة بأن الجسر سيغلق أمام القوافل»."
    outer, inner = annotated(text)

    assert (outer.source.text, outer.form, outer.nested_in) == ("مصدر مطلع", "direct", None)
    assert (inner.source.text, inner.cue.of(text), inner.nested_in) == (
        "مسؤولين محليين",
        "أبلغوا",
        0,
    )
    assert inner.source.anonymous


def test_participle_goes_on_with_its_main_saying() -> None:
    """Participles have their own content and stance and point to the main saying."""
    text = "قال الناطق إن الهدنة قائمة، محذرا من خرقها، ومؤكدا أن المراقبين وصلوا."
    main, warning, confirmation = annotated(text)

    assert [s.stance for s in (main, warning, confirmation)] == ["asserts", "warns", "confirms"]
    assert [s.continues for s in (main, warning, confirmation)] == [None, 0, 0]
    assert {s.source.text for s in (main, warning, confirmation)} == {"الناطق"}


def test_second_mention_is_who_was_introduced() -> None:
    """«المصدر» is the source introduced before, and the carrier stays with its speaker."""
    text = "قال مصدر طبي لوكالة رويترز إن الجرحى عشرة.\nوأضاف المصدر أن اثنين منهم في خطر."
    first, second = annotated(text)

    assert first.source.text == second.source.text == "مصدر طبي"
    assert second.source.span == Span(text.rindex("المصدر"), text.rindex("المصدر") + 6)
    assert [v.text for v in second.via] == [v.text for v in first.via] == ["رويترز"]


def test_no_source_is_inherited_across_gender() -> None:
    """«وأضافت» after a man spoke is not his saying."""
    text = "قال الوزير إن الطريق آمن.\nوأضافت أن القافلة وصلت."

    assert [s.cue.of(text) for s in annotated(text)] == ["قال"]


@pytest.mark.parametrize(
    "text",
    ["", "قال", "قال إن", '"' * 3000, "قال «" * 2000, "وقال إن " * 3000, "مؤكدا أن " * 2000,
     "قال " + "الوزير " * 5000, "وفقا ل" * 2000, "\n" * 5000, "قال: " * 2000, "قال مصدر إن " * 3000,
     "وصل، بحسب مصدر " * 3000,
     "خاص سبوتنيك " * 3000, "قال «نعم\n" * 3000],
    ids=["empty", "cue", "clause", "quotes", "opened", "clauses", "participles", "phrase",
         "according", "lines", "colons",
         "nested", "trailing", "exclusive", "short-lines"],
)  # fmt: skip
def test_hostile_text_ends_soon(text: str) -> None:
    """Text of no sense is read in time proportional to its length."""
    lang = arabic()
    scan = lang.scan(text)
    started = time.process_time()
    layout = frame.annotate(scan, lang, Document("a", text))
    found = attribution.annotate(scan, lang, (), layout)

    assert time.process_time() - started < 5
    assert all(0 <= s.cue.start < s.cue.end <= len(text) for s in found)
