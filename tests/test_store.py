"""What goes into a store comes out as it went in, whole or not at all."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import fields, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawatur.model.claim import (
    Analysis,
    Claim,
    Entity,
    Incident,
    IncidentLink,
    Link,
    Published,
    Reason,
    Reuse,
    Verdict,
    Weight,
    When,
)
from tawatur.model.judgement import Judged
from tawatur.model.mention import (
    Argument,
    Attribution,
    Event,
    Factuality,
    Name,
    NameKind,
    Quantity,
    QuantityMod,
    Relation,
    Source,
    Timex,
)
from tawatur.model.text import Document, Rejected, Span
from tawatur.store import objects, shapes
from tawatur.store.columns import Shape
from tawatur.store.dump import dump
from tawatur.store.runkey import RunKey
from tawatur.store.store import Arrival, Store, content_id
from tawatur.store.verify import verify

KEY = RunKey("run:test", "code", "language", "{}")
HASH = "ab" * 32


def stored(*documents: Document) -> tuple[Store, list[Document]]:
    """
    A store in memory that holds the documents, and the documents as it gives them.
    """
    store = Store.create()
    store.add(Arrival(document, HASH, 1) for document in documents)
    return store, [found for d in store.document_ids() if (found := store.document(d))]


def an_analysis(document: Document, **changes: Any) -> Analysis:
    """
    Something in every field of an analysis.
    """
    event = Event(
        trigger=Span(0, 4), rule="bombing", type="bombing", sentence=0,
        arguments=(Argument("place", Span(5, 9), Span(5, 7), "geo:1", None),
                   Argument("count", Span(0, 2), mention=0)),
        factuality=Factuality.POSSIBLE, activity="talks", counts=(1, 0), attribution=1, score=0.5,
    )  # fmt: skip
    found = Analysis(
        document=document,
        published=Published(date(2024, 5, 14), date(2024, 5, 15),
                            (Reason("dateline", Span(0, 3), "a"), Reason("metadata", None, "b")),
                            (date(2024, 5, 14), date(2024, 5, 15))),
        sentences=(Span(0, 4), Span(5, 9)),
        boilerplate=(Span(5, 9),),
        headings=(Span(0, 4),),
        dateline=Span(0, 2),
        agency="agency",
        quantities=(Quantity(Span(0, 2), "n", 4.0, 4.0, None, QuantityMod.AT_LEAST, "person", "x",
                             "killed", "civilian", True, 3, 2.5, 0.5), Quantity(Span(1, 3), "m")),
        times=(Timex(Span(0, 2), "t", "DATE", "2024-05", "END", date(2024, 5, 1), date(2024, 6, 1),
                     "since", "2024-05-14", "islamic-umalqura", "1445-11", "P1D", "2", "f",
                     {"unit": "week", "offset": -1}, ("2024-05-01", "2024-05-02")),
               Timex(Span(0, 1), "u", "SET")),
        names=(Name(Span(0, 2), "n", NameKind.PERSON, Span(2, 3), "key", "ent:1"),
               Name(Span(0, 1), "n", NameKind.PLACE)),
        entities=(Entity("ent:1", "person", "a", "A", ("a", "b"), "IQ", "MIL", "r", 33.5, 44.25, 1,
                         3.0, "g"), Entity("ent:2", "place", "b")),
        attributions=(Attribution(Source("s", Span(0, 1), "ent:1", True), Span(1, 2), Span(2, 3),
                                  "r", "direct", "denies", (Source("v"), Source("w", Span(3, 4))),
                                  0, 1, 0),
                      Attribution(Source("s"), Span(1, 2), None, "r")),
        claims=(Claim("clm:1", document.id, event,
                      When(date(2024, 5, 14), None, "stated", 0, (date(2024, 5, 14),)), "geo:1", 2,
                      (Link("a", "ent:1", "c", True, Span(0, 1), "speaker"),
                       Link("b", None, None, False, None, "outlet"))),
                Claim("clm:2", document.id, Event(Span(0, 1), "r", "clash", 1), None, None, None,
                      ())),
        findings=(Reason("weekday", Span(0, 2), "contradicts"),),
    )  # fmt: skip
    return replace(found, **changes)


def test_analysis_comes_back_as_it_went_in() -> None:
    store, (document,) = stored(
        Document("x", "نص قصير", date(2024, 5, 14), "outlet", "title", "url", "a.txt")
    )
    analysis = an_analysis(document)
    store.begin(KEY)

    assert store.write(KEY.id, [analysis]) == ()
    assert list(store.analyses(KEY.id)) == [analysis]
    assert store.begin(KEY) == ()


WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=6
)
SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda p: Span(p[0], p[0] + p[1]))
NUMBERS = st.none() | st.floats(allow_nan=False) | st.integers(-(2**53), 2**53)
DAYS = st.none() | st.dates()
KNOWN: dict[str, st.SearchStrategy[Any]] = {
    "Span": SPANS,
    "Span | None": st.none() | SPANS,
    "str": WORDS,
    "str | None": st.none() | WORDS,
    "float | None": NUMBERS,
    "float": st.floats(allow_nan=False),
    "int | None": st.none() | st.integers(0, 2**62),
    "int": st.integers(0, 2**62),
    "bool": st.booleans(),
    "date | None": DAYS,
    "tuple[str, ...]": st.lists(WORDS, max_size=3).map(tuple),
    "tuple[date, ...]": st.lists(st.dates(), max_size=3).map(tuple),
    "QuantityMod": st.sampled_from(QuantityMod),
    "NameKind": st.sampled_from(NameKind),
    "Factuality": st.sampled_from(Factuality),
    "TimexType": st.sampled_from(["DATE", "TIME", "DURATION", "SET"]),
    "Form": st.sampled_from(["direct", "indirect", "mixed"]),
    "Relation | None": st.none()
    | st.builds(
        Relation, SPANS, WORDS, WORDS, NUMBERS, NUMBERS, st.none() | WORDS, st.none() | WORDS
    ),
    "Literal['speaker', 'agency', 'outlet']": st.sampled_from(["speaker", "agency", "outlet"]),
    "Mapping[str, str | int] | None": st.none()
    | st.dictionaries(WORDS, WORDS | st.integers(-9, 9), max_size=3),
}


def any_of(kind: type[Any], **given_: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """
    Values of a dataclass with anything in its fields.
    """
    own = {f.name: KNOWN[str(f.type)] for f in fields(kind) if f.name not in given_}
    return st.builds(kind, **own, **given_)


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


SOURCES = any_of(Source)
REASONS = some(any_of(Reason))


@given(
    quantities=some(any_of(Quantity)),
    times=some(any_of(Timex)),
    names=some(any_of(Name)),
    entities=some(any_of(Entity)),
    attributions=some(any_of(Attribution, source=SOURCES, via=some(SOURCES))),
    published=any_of(Published, basis=REASONS),
    findings=REASONS,
    sentences=some(SPANS),
    headings=some(SPANS),
    boilerplate=some(SPANS),
    claims=some(
        any_of(
            Claim,
            event=any_of(Event, arguments=some(any_of(Argument)), counts=st.just(())),
            when=st.none() | any_of(When),
            chain=some(any_of(Link)),
            judged=st.just(()),
        )
    ),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_analysis_comes_back_as_it_went_in(**found: Any) -> None:
    store, (document,) = stored(Document("x", "نص"))
    found["claims"] = tuple(
        replace(claim, id=f"clm:{n}", document=document.id)
        for n, claim in enumerate(found["claims"])
    )
    analysis = an_analysis(document, **found)
    store.begin(KEY)

    assert store.write(KEY.id, [analysis]) == ()
    assert list(store.analyses(KEY.id)) == [analysis]


def test_what_cannot_be_stored_is_rejected_and_the_rest_of_the_batch_is_kept() -> None:
    store, (first, second, third) = stored(*(Document(t, t) for t in ("أولى", "ثانية", "ثالثة")))
    twice = an_analysis(first).claims[0]
    huge = Quantity(Span(0, 1), "n", ordinal=10**30)
    store.begin(KEY)

    rejected = store.write(
        KEY.id,
        [
            an_analysis(first, claims=(twice, twice)),
            an_analysis(second, quantities=(huge, huge), claims=()),
            an_analysis(third),
        ],
    )

    assert [(one.input, one.reason) for one in rejected] == [
        (first.id, "what was found cannot be stored: two claims of one document have the same id"),
        (
            second.id,
            "what was found cannot be stored: Python int too large to convert to SQLite INTEGER",
        ),
    ]
    assert [analysis.document for analysis in store.analyses(KEY.id)] == [third]
    assert store.rejected(KEY.id) == tuple(sorted(rejected, key=lambda one: one.input))
    assert store.begin(KEY) == (first.id, second.id)


def test_what_holds_across_documents_comes_back_and_is_replaced_whole() -> None:
    store, documents = stored(Document("a", "نص"), Document("b", "آخر"))
    store.begin(KEY)
    one = an_analysis(documents[0])
    other = an_analysis(documents[1], claims=())
    store.write(KEY.id, [one, other])
    reuse = Reuse(documents[0].id, documents[1].id, "near", ((Span(0, 1), Span(1, 2)),), 0.5, 0.25,
                  True, "dated earlier")  # fmt: skip
    incident = Incident(
        "inc:1", "bombing", ("clm:2", "clm:1"), date(2024, 5, 14), None, "geo:1",
        (IncidentLink("clm:1", "clm:2", (Weight("place", 2.5, "same"), Weight("day", -1.0, "x"))),),
        (Verdict("clm:1", "clm:2", "killed", "conflicts", "numbers", "4 against 6"),),
        (("clm:1",), ("clm:2",)), ("clm:3",),
        (Judged("jdg:1", "pin", "amal", "2024-05-15", "why", "killed", "3", "4", Span(0, 2)),),
    )  # fmt: skip

    assert not store.is_joined(KEY.id)
    store.join(KEY.id, [reuse], [replace(incident, type="clash"), replace(incident, id="inc:2")])
    store.join(KEY.id, [reuse], [incident])

    assert store.reuses(KEY.id) == (reuse,)
    assert list(store.incidents(KEY.id)) == [incident]
    assert store.is_joined(KEY.id)
    store.add([Arrival(Document("c", "ثالث"), HASH, 1)])
    store.write(
        KEY.id, [an_analysis(d, claims=()) for i in store.begin(KEY) if (d := store.document(i))]
    )
    assert not store.is_joined(KEY.id)


def test_same_report_is_one_document_and_a_corrected_one_takes_its_place() -> None:
    store = Store.create()
    report = Document("a", "نص", path="a.txt")
    dated = replace(report, published=date(2024, 5, 14))

    assert store.add([Arrival(report, HASH, 1)]) == (1, 0)
    assert store.add([Arrival(report, HASH, 1), Arrival(replace(report, path="b"), HASH, 1)]) == (
        0,
        2,
    )
    assert store.add([Arrival(dated, HASH, 1), Arrival(replace(dated, path="b"), HASH, 1)]) == (
        1,
        1,
    )
    assert store.document_ids() == (content_id(dated),)
    assert store.document(content_id(report)) is not None


def test_input_that_was_rejected_is_no_longer_listed_when_it_can_be_read() -> None:
    store = Store.create()
    store.add([Rejected("a.txt", "empty"), Rejected("b.txt", "empty")])

    store.add([Arrival(Document("a", "نص", path="a.txt"), HASH, 1)])

    assert store.rejected() == (Rejected("b.txt", "empty"),)


def test_failed_batch_leaves_nothing() -> None:
    store = Store.create()

    with pytest.raises(UnicodeEncodeError):
        store.add(
            [Arrival(Document("a", "نص"), HASH, 1), Arrival(Document("b", "\ud800"), HASH, 1)]
        )

    assert store.document_ids() == ()


def test_dump_does_not_depend_on_the_order_of_analysis_nor_on_clocks() -> None:
    dumps = []
    for turn in (1, -1):
        store, documents = stored(Document("a", "نص"), Document("b", "آخر"))
        store.begin(KEY)
        plain = [an_analysis(document, claims=()) for document in documents]
        for analysis in plain[::turn]:
            store.write(KEY.id, [analysis])
        store.connection.execute("UPDATE document SET added_at = ?", (str(turn),))
        store.connection.execute("UPDATE run SET started_at = ?", (str(turn),))
        dumps.append("\n".join(dump(store.connection)))

    assert dumps[0] == dumps[1]
    assert '["quantity","run:test doc:' in dumps[0]


def test_every_table_and_column_is_commented_and_strict() -> None:
    schema = files("tawatur.store").joinpath("schema.sql").read_text("utf-8")
    tables = re.findall(r"(--[^\n]*\n)?CREATE TABLE (\w+) \((.*?)\n\) (.*?);", schema, re.S)

    assert len(tables) >= 20
    for comment, table, columns, options in tables:
        assert comment, table
        assert options.startswith("STRICT"), table
        for line in columns.strip().split("\n"):
            if re.match(r"\s*(PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK)\b", line):
                continue
            assert re.search(r"-- \w", line), f"{table}: {line}"


def test_every_field_of_a_stored_value_has_its_column() -> None:
    """
    A field added to the model and not to the store would be lost without a word.
    """
    apart = {  # fields with tables of their own, or given by the row's key
        "Analysis": {"document", "published", "sentences", "boilerplate", "headings", "quantities",
                     "times", "names", "entities", "attributions", "claims", "findings"},
        "Published": {"basis"}, "Attribution": {"source", "via"},
        "Claim": {"document", "event", "when", "chain", "judged"}, "Amendment": {"judged"},
        "Event": {"arguments", "counts"},
        "Reuse": {"spans"}, "IncidentLink": {"weights"},
        "Incident": {"claims", "links", "verdicts", "originators", "rejected", "judged", "tolls"},
    }  # fmt: skip
    all_shapes = [value for value in vars(shapes).values() if isinstance(value, Shape)]

    assert len(all_shapes) == 26
    for shape in all_shapes:
        kind: Any = shape.kind
        own = {column.field for column in shape.columns}
        assert own | apart.get(kind.__name__, set()) == {f.name for f in fields(kind)}, kind


def test_references_are_enforced() -> None:
    store, (document,) = stored(Document("a", "نص"))
    store.begin(KEY)

    with pytest.raises(sqlite3.IntegrityError):
        store.connection.execute(
            "INSERT INTO analysis (run, document, published_days) VALUES ('no', ?, '[]')",
            (document.id,),
        )


def test_verify_names_what_was_changed(tmp_path: Path) -> None:
    digest = objects.put(tmp_path, b"report")
    store = Store.create()
    store.add([Arrival(Document("a", "نص قصير جدا", path="a"), digest, 6)])
    (own_id,) = store.begin(KEY)
    document = store.document(own_id)
    assert document is not None
    store.write(KEY.id, [an_analysis(document)])

    assert list(verify(store, tmp_path)) == []

    execute = store.connection.execute
    execute("UPDATE quantity SET stop = 99 WHERE place = 0")
    execute("UPDATE document SET outlet = 'other'")
    objects.place(tmp_path, digest).unlink()
    assert list(verify(store, tmp_path)) == [
        f"{own_id}: its outlet, day, title or address is not the one that was read",
        f"{own_id}: quantity stands at [0, 99), which is outside the text",
        f"object {digest} is missing",
    ]
    execute("UPDATE document SET text = 'نص قصير جدً'")
    assert f"{own_id}: its text is not the one that was read" in list(verify(store, tmp_path))
