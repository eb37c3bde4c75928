"""Who says it, what, and in which order of words: verbs, subjects and contents crossed.

A hole in the grammar («in a statement to an agency today» before a preposition) shows here as a
row of sentences, where annotated prose shows it once in a hundred passages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from tawatur.evaluate.passages import bag, sayings

GRAMMAR: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "data" / "sayings_grammar.toml").read_text("utf-8")
)
# Missed are names of one word that no list knows before an object, and, where the subject is
# dropped, «ودعا الأطراف إلى», which the parties can say as well.
FLOOR: Final = {
    "verb first": 0.96,
    "an aside": 0.99,
    "to an agency": 0.98,
    "had said": 0.99,
    "subject first": 0.99,
    "dropped": 0.83,
}
EVERY: Final = 5  # of the sentences one in so many, another one of each subject
ALWAYS_FIRST: Final = ("verb first", "an aside", "to an agency")


def sentences(order: str) -> Iterator[tuple[str, str, str]]:
    """Sentence, verb and source of one in ``EVERY`` of the crossings in an order of words."""
    subjects, contents = GRAMMAR["subject"], GRAMMAR["content"]["all"]
    told = [(0, one) for one in subjects["masculine"]] + [(1, one) for one in subjects["feminine"]]
    if order in ALWAYS_FIRST:
        told += [(0, one) for one in subjects["plural"]]
    crossings = list(product(told, contents))
    for (gender, subject), content in crossings[len(order) % EVERY :: EVERY]:
        if order != "verb first" and subject.endswith("،"):
            continue
        verb, was = content[gender], ("كان", "كانت")[gender]
        text = GRAMMAR["order"][order].format(v=verb, s=subject, c=content[2], was=was)
        yield text.replace("، :", ":").replace(" :", ":"), verb, subject.strip("، ")


def is_found(text: str, verb: str, source: str) -> bool:
    """Whether a saying stands at the verb, of the source or, carried over, of some of its words."""
    wanted = bag(source)
    for one in sayings(text):
        mine = bag(one.source.text)
        same = mine == wanted if one.source.span is not None else bool(mine & wanted)
        if same and verb in one.cue.of(text):
            return True
    return False


@pytest.mark.parametrize("order", GRAMMAR["order"])
def test_every_subject_says_what_every_verb_takes(order: str) -> None:
    """As measured; what is missed is shown where more is."""
    missed = [row for row in sentences(order) if not is_found(*row)]
    every = sum(1 for _ in sentences(order))

    assert every > 500
    assert 1 - len(missed) / every >= FLOOR[order], missed[:40]
