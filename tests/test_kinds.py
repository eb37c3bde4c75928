"""Sets of kinds as characters: expressions find too much rather than too little."""

from __future__ import annotations

from tawatur.rules.hits import Hits
from tawatur.rules.kinds import Expression, coded, having, joined
from tawatur.rules.lexicon import Entry, Hit, Lexicon
from tawatur.text.fold import fold
from tawatur.text.words import read


def test_one_object_and_character_for_a_set() -> None:
    """However a set is come by, it is the same object with the same character."""
    kinds, code = coded[frozenset(["test-a", "test-b"])]

    assert joined[frozenset(["test-a"]), "test-b"] == (kinds, code)
    assert joined[frozenset(["test-a"]), "test-b"][0] is kinds
    assert joined[frozenset(["test-a"]), frozenset(["test-b"])][0] is kinds


def test_sets_made_later_are_found() -> None:
    """A set that an expression has not seen yet counts as one of its class, until it is renewed."""
    expression = Expression("{a}", a=lambda kinds: "test-c" in kinds)
    before = expression.regex()
    later = [coded[frozenset([f"test-later-{number}", "test-c"])][1] for number in range(3)]
    others = [coded[frozenset([f"test-other-{number}"])][1] for number in range(3)]

    assert all(expression.regex().match(code) for code in later)
    for number in range(1 << 13):  # more than four times as many sets as before
        coded[frozenset([f"test-many-{number}"])]

    assert expression.regex() is not before
    assert all(expression.regex().match(code) for code in later)
    assert not any(expression.regex().match(code) for code in others)


def test_tokens_with_added_mentions_are_found() -> None:
    """What an annotator adds is found by the next question, and only that."""
    hits = Hits(read(fold("قال وزير في بغداد")), Lexicon([Entry("prep", "في")]))
    assert hits.tokens("prep") == [2]
    assert hits.tokens("office") == []

    hits.add(Hit("office", 1, 1, 4, 8, Entry("office", "")))

    assert hits.tokens("office") == [1]
    assert hits.tokens("office", "prep") == [1, 2]
    assert (hits.among(0, 1, "office"), hits.among(0, 2, "office")) == (False, True)
    assert having["office",].holds[hits.by_token[1]]
