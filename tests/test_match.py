"""Lexicons, rules and patterns: what loads, what is found, and how faults are reported."""

from __future__ import annotations

import pytest

from tawatur.errors import LanguageDataError
from tawatur.rules.hits import Hits
from tawatur.rules.lexicon import Lexicon
from tawatur.rules.load import lexicon, rules
from tawatur.rules.match import Patterns
from tawatur.rules.pattern import compiled
from tawatur.text.fold import fold
from tawatur.text.words import read

MONTHS = lexicon("months.tsv", "#: kind=month\nvalue\tform\n1\tكانون الثاني | يناير\n3\tمارس\n")
UNITS = lexicon(
    "units.tsv", "#: kind=unit\n#: article=yes\n#: pronoun=yes\nunit\tform\nsoldier\tجندي | جنود\n"
)
NAMES = lexicon("names.tsv", "#: kind=name\nid\tform\nali\t=علي\nforces\tالقوات المسلحة\n")


def found(text: str, match: str) -> list[tuple[str, dict[str, str]]]:
    rule = rules("r.toml", text=f'[[rule]]\nname="r"\nmatch="{match}"\n[[rule.example]]\ntext="س"')
    patterns = Patterns(rule)
    words = read(fold(text))
    hits = Hits(words, Lexicon((*MONTHS, *UNITS, *NAMES, *patterns.entries())))
    return [
        (
            words.folded.span(match.start, match.end).of(text),
            {name: hit.entry.form for name, hit in match.slots.items()},
        )
        for match in patterns.find(hits)
    ]


@pytest.mark.parametrize(
    ("text", "match", "expected"),
    [
        ("في كانون الثاني الماضي", "{m:month} الماضي", ["كانون الثاني الماضي"]),
        ("ويوم يَناير", "يوم {m:month}", ["يوم يَناير"]),
        ("بيناير ومارس", "{m:month}", ["يناير", "مارس"]),
        ("مارسوا الضغط", "{m:month}", []),
        ("لجنودهم وبالجنود", "{u:unit}", ["جنود", "جنود"]),
        ("للقوات المسلحة", "{n:name}", ["للقوات المسلحة"]),
        ("على علي", "{n:name}", ["علي"]),
        ("يناير/مارس", "{a:month} / {b:month}", ["يناير/مارس"]),
        ("بين يناير ومارس", "بين {a:month} {b:month}", []),
        ("بين يناير ومارس", "بين {a:month} +{b:month}", ["بين يناير ومارس"]),
        ("مطلع مارس", "(مطلع|نهاية) {a:month}", ["مطلع مارس"]),
        ("مارس", "يوم? {a:month} ( الماضي | المقبل )?", ["مارس"]),
        ("يوم مارس المقبل", "يوم? {a:month} ( الماضي | المقبل )?", ["يوم مارس المقبل"]),
    ],
)
def test_patterns(text: str, match: str, expected: list[str]) -> None:
    """The longest match stands; proclitics are cut off at the start and nowhere else."""
    assert [where for where, _ in found(text, match)] == expected


def test_slots_have_names() -> None:
    """What a slot took is kept under its name."""
    assert found("من مارس إلى يناير", "من {a:month} إلى {b:month}") == [
        ("من مارس إلى يناير", {"a": "مارس", "b": "يناير"})
    ]


@pytest.mark.parametrize("pattern", ["", "( a", "a )", "?", "{x}", "{a:b} | c )"])
def test_malformed_patterns(pattern: str) -> None:
    """A pattern that cannot be read is an error of its author."""
    with pytest.raises(ValueError, match=r"."):
        compiled(pattern)


def test_all_faults_of_a_file_are_reported_at_once() -> None:
    """File, rule and reason of each fault, in one error."""
    with pytest.raises(LanguageDataError) as error:
        rules(
            "x.toml",
            text="""
[[rule]]
name = "no-example"
match = "يوم"
[[rule]]
match = "يوم"
[[rule.example]]
text = "يوم الجمعة"
finds = "السبت"
""",
        )
    assert error.value.faults == (
        "x.toml: rule 'no-example': no example",
        "x.toml: rule 'number 2': no name",
        "x.toml: rule 'number 2': example 1: finds 'السبت', which is not in its text",
    )


def test_an_unknown_slot_names_file_and_rule() -> None:
    """A slot of no lexicon stops the program at start."""
    rule = rules(
        "x.toml", text='[[rule]]\nname="r"\nmatch="{a:moth}"\n[[rule.example]]\ntext="س"\n'
    )
    with pytest.raises(LanguageDataError, match=r"x\.toml: rule 'r': unknown slot 'moth'"):
        Patterns(rule, ["month"])


def test_a_table_with_a_short_line_names_the_line() -> None:
    """A row must have a cell for each column."""
    with pytest.raises(LanguageDataError, match=r"t\.tsv:3: 1 cells under 2 columns"):
        lexicon("t.tsv", "#: kind=x\na\tb\nc\n")
