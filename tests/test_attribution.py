"""Every example of ``cue.toml``, and how sayings stand to one another in a text."""

from __future__ import annotations

import pytest

from tawatur.annotate import attribution, number, timex
from tawatur.annotate import name as names
from tawatur.model.mention import Attribution
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
