"""A word is found however it is written, and nothing that is searched for is a command."""

from __future__ import annotations

import pytest

from tawatur.errors import TawaturError
from tawatur.model.text import Document
from tawatur.store.search import search, variants
from tawatur.store.store import Arrival, Store

SEARCHED = (
    Document("a", "قُتل أربعة أشخاص في السوق الشعبي بالموصل", path="a"),
    Document("b", "أغلقت الأسواق، وبالسوق القديم حريق", path="b"),
    Document("c", "مستشفــى المدينة", path="c"),
)


def searched() -> Store:
    store = Store.create()
    store.add(Arrival(document, "ab" * 32, 1) for document in SEARCHED)
    return store


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("سوق", {"a": ["السوق"], "b": ["وبالسوق"]}),
        ("السوق الشعبى", {"a": ["السوق", "الشعبي"]}),
        ('"السوق القديم"', {"b": ["وبالسوق القديم"]}),
        ('"السوق حريق"', {}),
        ("الموصل", {"a": ["بالموصل"]}),
        ("مستشفي", {"c": ["مستشفــى"]}),
        ("قتل", {"a": ["قُتل"]}),
    ],
)
def test_search_finds_words_however_written(query: str, expected: dict[str, list[str]]) -> None:
    store = searched()

    found = {
        hit.document.path: [span.of(hit.document.text) for span in hit.spans]
        for hit in search(store, query)
    }

    assert found == expected


@pytest.mark.parametrize("query", ["", "   ", '"', "،", '""'])
def test_search_for_nothing_is_an_error(query: str) -> None:
    with pytest.raises(TawaturError, match="nothing to search for"):
        list(search(Store.create(), query))


@pytest.mark.parametrize("query", ["NEAR(a b)", "a AND b", "folded:x", "a* ^b", 'x"y', "-a"])
def test_search_takes_no_commands(query: str) -> None:
    store = searched()

    assert list(search(store, query)) == []


def test_variants_of_a_word() -> None:
    assert {"سوق", "السوق", "والسوق", "وبالسوق", "للسوق", "وللسوق"} <= set(variants("السوق"))
