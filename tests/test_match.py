"""Lexicons, rules and patterns: what loads, what is found, and how faults are reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawatur.errors import LanguageDataError
from tawatur.rules.hits import Hits, Told
from tawatur.rules.lexicon import Entry, Hit, Lexicon
from tawatur.rules.load import Rule, lexicon, records, rows, rules
from tawatur.rules.match import Match, Patterns
from tawatur.rules.pattern import Element, compiled
from tawatur.text.fold import fold
from tawatur.text.words import read

MONTHS = lexicon("months.tsv", "#: kind=month\nvalue\tform\n1\tكانون الثاني | يناير\n3\tمارس\n")
UNITS = lexicon(
    "units.tsv", "#: kind=unit\n#: article=yes\n#: pronoun=yes\nunit\tform\nsoldier\tجندي | جنود\n"
)
NAMES = lexicon("names.tsv", "#: kind=name\nid\tform\nali\t=علي\nforces\tالقوات المسلحة\n")


def rules_of(*matches: str) -> tuple[Rule, ...]:
    """A rule for each match, named by its place."""
    return rules("r.toml", text="".join(
        f'[[rule]]\nname="{place}"\nmatch="{match}"\n[[rule.example]]\ntext="س"\n'
        for place, match in enumerate(matches)
    ))  # fmt: skip


def hits_of(text: str, patterns: Patterns) -> Hits:
    words = read(fold(text))
    return Hits(words, Lexicon((*MONTHS, *UNITS, *NAMES, *patterns.entries())))


def found(text: str, match: str) -> list[tuple[str, dict[str, str]]]:
    patterns = Patterns(rules_of(match))
    hits = hits_of(text, patterns)
    words = hits.words
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


def test_what_is_refused_takes_no_place() -> None:
    """The longest match wins an overlap; where it is refused, a shorter one has its place."""
    patterns = Patterns(rules_of("يوم {m:month}", "يوم", "{m:month}"))
    hits = hits_of("يوم مارس", patterns)
    asked: list[str] = []

    def accept(match: Match) -> bool:
        asked.append(match.rule.name)
        return match.rule.name != "0"

    assert [match.rule.name for match in patterns.find(hits)] == ["0"]
    assert [match.rule.name for match in patterns.find(hits, accept)] == ["1", "2"]
    assert asked[0] == "0"


def test_of_equals_the_earlier_rule_stands() -> None:
    patterns = Patterns(rules_of("{a:month} الماضي", "مارس {b:name}?  الماضي"))

    assert [match.rule.name for match in patterns.find(hits_of("مارس الماضي", patterns))] == ["0"]


def test_mentions_are_found_as_entries_are() -> None:
    """A mention of several tokens, and one that the written word gives away, fill slots."""
    patterns = Patterns(rules_of("يوم {d:date} {w:weather}"), ["date", "weather"])
    hits = hits_of("يوم الثالث من مارس ممطر", patterns)
    start, end = hits.words.starts[1], hits.words.ends[3]
    hits.add(Hit("date", 1, 3, start, end, Entry("date", ""), "a date"))
    weather = Entry("weather", "")
    told = Told(frozenset(["weather"]), {"weather": (0, 4, weather, "rain")})
    hits.tell([4], [told])

    (match,) = patterns.find(hits)

    assert [(name, hit.mention) for name, hit in match.slots.items()] == [
        ("d", "a date"), ("w", "rain"),
    ]  # fmt: skip
    assert (hits.tokens("weather", "date"), hits.among(2, 4, "weather")) == ([1, 4], False)


def test_a_phrase_may_end_before_a_pronoun() -> None:
    entries = lexicon("p.tsv", "#: kind=p\n#: pronoun=yes\nid\tform\n1\tرئيس وزراء\n")
    words = read(fold("قال رئيس وزرائها ورئيس وزراءهم"))

    assert [
        (hit.first, hit.last, hit.end - hit.start) for hit in Hits(words, Lexicon(entries)).all("p")
    ] == [(3, 4, 10)]


# --- against the plainest way to do it ------------------------------------------------------------

Reached = tuple[int, int, int]  # where it starts, its last token, where it ends


def ways(
    sequence: Sequence[Element], hits: Hits, token: int, before: Reached | None
) -> Iterator[Reached]:
    """Every way through a pattern from a token on, tried one after the other."""
    if not sequence:
        if before is not None:
            yield before
        return
    element, rest = sequence[0], sequence[1:]
    if element.optional:
        yield from ways(rest, hits, token, before)
    for choice in element.choices:
        yield from ways((*choice, *rest), hits, token, before)
    if element.kind is None or token >= len(hits.words):
        return
    for hit in hits.at(token, element.kind):
        if before is None:
            yield from ways(rest, hits, hit.last + 1, (hit.start, hit.last, hit.end))
        elif element.clitics or hit.start == hits.words.starts[token]:
            yield from ways(rest, hits, hit.last + 1, (before[0], hit.last, hit.end))


def plainly(matches: Sequence[str], hits: Hits) -> list[tuple[str, int, int]]:
    """What stands where every pattern is tried at every token, the longest way of each counting."""
    every = sorted(
        (start - end, rank, start, first, last)
        for rank, match in enumerate(matches)
        for first in range(len(hits.words))
        for start, last, end in sorted(
            ways(compiled(match), hits, first, None), key=lambda way: way[0] - way[2]
        )[:1]
    )
    kept: list[tuple[int, int, str]] = []
    for _, rank, _, first, last in every:
        if all(last < other or further < first for other, further, _ in kept):
            kept.append((first, last, str(rank)))
    return [(name, first, last) for first, last, name in sorted(kept)]


PIECES = ["باب", "دار", "+باب", "{m:month}", "+{u:unit}", "{n:name}", "،", "الثاني", "القوات"]
STEP = st.builds(lambda piece, mark: piece + mark, st.sampled_from(PIECES), st.sampled_from(" ?"))
GROUP = st.builds(
    lambda left, right, mark: f"( {' '.join(left)} | {' '.join(right)} ){mark}",
    st.lists(STEP, min_size=1, max_size=2),
    st.lists(STEP, min_size=1, max_size=2),
    st.sampled_from(" ?"),
)
PATTERN = st.lists(st.one_of(STEP, GROUP), min_size=1, max_size=4).map(" ".join)
WORDS = ["باب", "وباب", "دار", "كانون", "الثاني", "يناير", "وجنودهم", "للقوات", "المسلحة", "علي",
         "،", "كانون الثاني", "القوات المسلحة"]  # fmt: skip


@given(st.lists(PATTERN, min_size=1, max_size=3), st.lists(st.sampled_from(WORDS), max_size=9))
def test_what_is_found_is_what_trying_everything_finds(
    matches: list[str], words: list[str]
) -> None:
    """All patterns together find what each of them, tried at every token, would find."""
    patterns = Patterns(rules_of(*matches))
    hits = hits_of(" ".join(words), patterns)

    together = [(m.rule.name, m.first, m.last) for m in patterns.find(hits)]

    assert together == plainly(matches, hits)


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


def test_a_table_is_read_by_its_columns() -> None:
    """Comments and empty lines are left out; all faults come at once."""
    text = "# what it is\n\nname\tforms\none\ta | b\n\ntwo\t\n"
    assert rows("t.tsv", text) == [["one", "a | b"], ["two", ""]]
    assert records("t.tsv", text)[1] == {"name": "two", "forms": ""}
    with pytest.raises(LanguageDataError) as faulty:
        rows("t.tsv", "a\tb\nc\nd\te\tf\n", width=3)
    assert [line.partition(": ")[2] for line in str(faulty.value).splitlines()] == [
        "2 columns named, 3 expected", "1 cells under 2 columns", "3 cells under 2 columns",
    ]  # fmt: skip
