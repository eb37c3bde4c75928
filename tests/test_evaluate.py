"""The scorer itself: what counts as found, right, spurious and missed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tawatur.evaluate.assign import pairs
from tawatur.evaluate.cases import _answers, _quantity_answers, _time_answers
from tawatur.evaluate.gold import Gold, GoldError, Provable, load, load_all, occurrences, of
from tawatur.evaluate.happenings import time_agrees
from tawatur.evaluate.report import evaluate
from tawatur.evaluate.score import score
from tawatur.evaluate.values import expected, interval, same
from tawatur.evaluate.who import same_phrase
from tawatur.export.contract import record
from tawatur.model.claim import Analysis, Published
from tawatur.model.text import Document, Rejected

TEXT = (
    "قالت قيادة العمليات إن صاروخين سقطا في بلدة النخيل الخميس.\n"
    "وأضافت القيادة مؤكدة أن مدنيا وجنديا قتلا في الهجوم."
)
GOLD = """
document: d1
published: {earliest: 2024-05-16, latest: 2024-05-17}
boilerplate: []
times:
  - {line: 1, text: "الخميس", kind: DATE, value: relative_thursday_0}
quantities:
  - {line: 1, text: "صاروخين", value: 2, unit: missile}
  - {line: 2, text: "مدنيا وجنديا", value: 2, unit: person, role: killed}
people: []
organisations:
  - {name: Operations Command, surfaces: ["قيادة العمليات", "القيادة"]}
places:
  - {name: al-Nakhil, surfaces: ["بلدة النخيل"], kind: town, lat: 33.0, lon: 44.0}
statements:
  - {line: 1, speaker: Operations Command, cue: "قالت", form: indirect}
  - {line: 2, speaker: Operations Command, cue: "أضافت", form: indirect}
events:
  - {id: e1, line: 1, trigger: "سقطا", type: missile-attack, place: al-Nakhil,
     time: relative_thursday_0, counts: [{n: 2, of: missile}], factuality: actual,
     said_by: Operations Command}
  - {id: e2, line: 2, trigger: "قتلا", type: casualties,
     counts: [{n: 2, of: person, role: killed}], factuality: actual}
  - {id: e3, line: 2, trigger: "الهجوم", type: attack, factuality: actual}
"""


def gold(written: str = GOLD, text: str = TEXT) -> Gold:
    return of(yaml.load(written, Loader=yaml.BaseLoader), text, Path("d1.yaml"))


def words(text: str, after: int = 0) -> dict[str, Any]:
    start = TEXT.index(text, after)
    return {"start": start, "end": start + len(text), "text": text}


def quantity(text: str, value: float, unit: str, role: str | None = None) -> dict[str, Any]:
    empty = dict.fromkeys(("low", "high", "ordinal", "percent", "fraction", "population"))
    return {
        **words(text),
        **empty,
        "value": value,
        "mod": "EXACT",
        "unit": unit,
        "role": role,
        "rule": "q",
    }


def attribution(cue: str, entity: str | None, source: str = "القيادة") -> dict[str, Any]:
    return {
        "source": {
            "start": None,
            "end": None,
            "text": source,
            "entity": entity,
            "anonymous": False,
        },
        "cue": words(cue),
        "content": None,
        "form": "indirect",
        "stance": "asserts",
        "via": [],
        "time": None,
        "nested_in": None,
        "rule": "a",
    }


def event(trigger: str, type_: str, **fields: Any) -> dict[str, Any]:
    return {
        "trigger": words(trigger),
        "type": type_,
        "factuality": "actual",
        "activity": None,
        "arguments": [],
        "time": None,
        "place": None,
        "counts": [],
        "attribution": None,
        "rule": "e",
        **fields,
    }


def perfect() -> dict[str, Any]:
    """A record that a careful reader would write, with splits that are as good as the gold."""
    made = record(
        Analysis(Document("d1", TEXT), Published(date(2024, 5, 16), date(2024, 5, 16)), ())
    )
    time = {
        **words("الخميس"),
        **dict.fromkeys(("mod", "anchor", "relative")),
        "type": "DATE",
        "value": "2024-05-16",
        "begin": "2024-05-16",
        "end_exclusive": "2024-05-17",
        "calendar": "gregorian",
        "candidates": [],
        "rule": "t",
    }
    name = {"role_title": None, "rule": "n"}
    made["times"] = [time]
    made["quantities"] = [
        quantity("صاروخين", 2, "missile"),
        quantity("مدنيا", 1, "civilian", "killed"),
        quantity("وجنديا", 1, "soldier", "killed"),
    ]
    made["names"] = [
        {**words("قيادة العمليات"), **name, "kind": "organisation", "entity": "o"},
        {**words("القيادة"), **name, "kind": "organisation", "entity": "o"},
        {**words("النخيل"), **name, "kind": "place", "entity": "p"},
    ]
    entity = dict.fromkeys(("name_en", "country", "lat", "lon"))
    made["entities"] = [
        {**entity, "id": "o", "kind": "organisation", "name": "قيادة العمليات", "aliases": []},
        {
            **entity,
            "id": "p",
            "kind": "place",
            "name": "النخيل",
            "aliases": [],
            "lat": 33.05,
            "lon": 44.05,
        },
    ]
    made["attributions"] = [
        attribution("قالت", "o"),
        attribution("أضافت", "o"),
        attribution("مؤكدة", "o"),
    ]
    made["events"] = [
        event(
            "سقطا",
            "missile-attack",
            place={"entity": "p", "geo_precision": 1},
            time={"earliest": "2024-05-16", "latest": "2024-05-16", "basis": "stated"},
            counts=[0],
            attribution=0,
        ),
        event("الهجوم", "attack", counts=[1, 2]),
        event("قتلا", "killing"),
    ]
    return made


def rows(made: dict[str, Any]) -> dict[str, str]:
    return {row.key: row.detail for row in score(made, gold()).rows()}


def test_every_layer_of_a_careful_record_is_right() -> None:
    assert rows(perfect()) == {
        "published.in the window": "1 of 1",
        "published.acceptable": "1 of 1",
        "published.window covered": "1 of 1",
        "times.F1": "P 1.00 R 1.00: 1 right, 0 spurious, 0 missed",
        "times.value and mod": "1 of 1",
        "times.value": "1 of 1",
        "times.value among candidates": "1 of 1",
        "times.mod, where found": "1 of 1",
        "times.span, where found": "1 of 1",
        "quantities.F1": "P 1.00 R 1.00: 2 right, 0 spurious, 0 missed",
        "quantities.value and mod": "2 of 2",
        "quantities.value": "2 of 2",
        "quantities.mod, where found": "2 of 2",
        "quantities.unit, where found": "2 of 2",
        "quantities.role, where found": "1 of 1",
        "organisations.F1": "P 1.00 R 1.00: 1 right, 0 spurious, 0 missed",
        "organisations.mentions": "2 of 2",
        "places.F1": "P 1.00 R 1.00: 1 right, 0 spurious, 0 missed",
        "places.mentions": "1 of 1",
        "places.coordinates": "1 of 1",
        "statements.F1": "P 0.67 R 1.00: 2 right, 1 spurious, 0 missed",
        "statements.F1, continued aside": "P 1.00 R 1.00: 2 right, 0 spurious, 0 missed",
        "statements.word found": "2 of 2",
        "statements.form": "2 of 2",
        "statements.anonymous": "2 of 2",
        "events.F1": "P 0.75 R 1.00: 3 right, 1 spurious, 0 missed",
        "events.F1, any type": "P 1.00 R 1.00: 3 right, 0 spurious, 0 missed",
        "events.no agent invented": "2 of 2",
        "events.place": "1 of 1",
        "events.place, where given": "1 of 1",
        "events.no place invented": "1 of 1",
        "events.time": "1 of 1",
        "events.time, where given": "1 of 1",
        "events.no time invented": "1 of 1",
        "events.counts": "1 of 1",
        "events.factuality": "2 of 2",
        "events.said by": "1 of 1",
    }


def test_an_empty_record_misses_everything() -> None:
    empty = record(Analysis(Document("d1", TEXT), Published(), ()))
    found = rows(empty)

    assert found["times.F1"] == "P 0.00 R 0.00: 0 right, 0 spurious, 1 missed"
    assert found["events.F1"] == "P 0.00 R 0.00: 0 right, 0 spurious, 3 missed"
    assert found["published.in the window"] == "0 of 1"


def test_a_toll_on_another_event_of_the_line_is_as_good_as_one_of_its_own() -> None:
    made = perfect()
    made["quantities"][1:] = [quantity("مدنيا وجنديا", 2, "person", "killed")]
    made["events"][1:] = [event("الهجوم", "attack", counts=[1])]

    assert rows(made)["events.F1"] == "P 1.00 R 1.00: 3 right, 0 spurious, 0 missed"


def test_a_wrong_speaker_is_missed_and_spurious() -> None:
    made = perfect()
    made["attributions"] = [attribution("قالت", None, "البلدة"), attribution("أضافت", "o")]

    assert rows(made)["statements.F1"] == "P 0.50 R 0.50: 1 right, 1 spurious, 1 missed"


def test_one_answer_answers_for_one_item() -> None:
    made = perfect()
    made["times"] = [made["times"][0], {**made["times"][0], "value": "2024-05-17"}]

    assert rows(made)["times.F1"] == "P 0.50 R 1.00: 1 right, 1 spurious, 0 missed"
    assert rows(made)["times.value"] == "1 of 1"


def test_the_relation_is_enough_where_the_report_has_no_date() -> None:
    made = perfect()
    open_ = {"value": None, "begin": None, "end_exclusive": None}
    relative = {"unit": "weekday", "weekday": 4, "offset": 0}
    made["times"] = [{**made["times"][0], **open_, "relative": relative}]

    assert rows(made)["times.value"] == "1 of 1"


@pytest.mark.parametrize(
    ("wanted", "value", "right"),
    [
        ("P7D", "P1W", True),
        ("PT24H", "P1D", True),
        ("2020-01-30T15", "2020-01-30T15:00", True),
        ("2020-W13", "2020-03-23/2020-03-29", True),
        ("2020-03", "2020-02", False),
        ("PXM", "P2M", False),
        ("2020-01-30TMO", "2020-01-30", False),
    ],
)
def test_equal_encodings_are_equal(wanted: str, value: str, right: bool) -> None:
    span = interval(value)
    begin, end = (day.isoformat() for day in span) if span else (None, None)
    time = {"value": value, "begin": begin, "end_exclusive": end, "calendar": "gregorian"}

    assert same(wanted, time) is right


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("published", {"2024-05-16", "2024-05-17"}),
        ("published_month", {"2024-05"}),
        ("published_month-06", {"2024-05-06"}),
        ("published_-1TEV", {"2024-05-15TEV", "2024-05-16TEV"}),
        ("relative_week_-1", {"2024-W19"}),
        ("relative_thursday_-1", {"2024-05-09", "2024-05-16"}),
        ("relative_may_-1", {"2023-05"}),
        ("relative_june_1", {"2024-06"}),
        ("relative_ramadan_1", set()),
        ("PAST_REF", {"PAST_REF"}),
    ],
)
def test_relative_gold_values_follow_the_window(value: str, wanted: set[str]) -> None:
    assert expected(value, (date(2024, 5, 16), date(2024, 5, 17))) == wanted


def test_days_of_an_event() -> None:
    assert time_agrees("2024-05-14T09:40", "2024-05-14", "2024-05-14")
    assert time_agrees("2014/..", "2014-01-01", None)
    assert not time_agrees("2024-05", "2024-05-14", "2024-05-14")


def test_what_the_text_can_prove_may_be_a_weekday() -> None:
    weekday = Provable(None, None, "Tuesday")

    assert weekday.allows(date(2000, 1, 4), date(2029, 12, 25))
    assert not weekday.allows(date(2000, 1, 1), date(2029, 12, 31))
    assert not weekday.allows(None, None)


def test_phrases_are_compared_by_their_heads() -> None:
    assert same_phrase("أرتال التحالف", "أرتال")
    assert same_phrase("للقوات العراقية", "القوات العراقية")
    assert not same_phrase("قائد القوات", "القوات")


def test_words_are_found_as_words() -> None:
    text = "بينهم قتيل، وبين الوزير"

    assert [span.start for span in occurrences("بين", text)] == [13]


def test_assignment_gives_up_the_best_pair_for_the_best_sum() -> None:
    weights = {("a", "x"): 5, ("a", "y"): 4, ("b", "x"): 4, ("b", "y"): 0}

    assert pairs(["a", "b"], ["x", "y"], lambda i, j: weights[i, j]) == [(0, 1), (1, 0)]
    assert pairs(["a", "b", "c"], ["x"], lambda i, _: {"a": 1, "b": 3, "c": 2}[i]) == [(1, 0)]


def test_cases_accept_other_answers_and_several_values() -> None:
    two = [{"value": 6, "total": False}, {"value": 2, "total": False}]
    full = [{**dict.fromkeys(("low", "high", "mod", "unit")), **one} for one in two]

    assert _answers({"values": [6, 2]}, full, _quantity_answers)
    assert not _answers({"values": [6, 6]}, full, _quantity_answers)
    assert _answers({"value": 8, "accept": [{"values": [2, 6]}]}, full, _quantity_answers)
    assert not _answers({"trap": True}, full, _quantity_answers)
    assert _answers({"trap": True}, [], _time_answers)


def test_faults_of_gold_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "d1.txt").write_text(TEXT, "utf-8")
    wrong = GOLD.replace('"الخميس"', '"الجمعة"').replace('"سقطا"', '"سقطت"')
    (tmp_path / "d1.yaml").write_text(wrong, "utf-8")
    (tmp_path / "notes.yaml").write_text("incidents: []", "utf-8")

    with pytest.raises(GoldError) as caught:
        load_all(tmp_path)

    assert caught.value.faults == (
        "d1.yaml: times: line 1 has no 'الجمعة'",
        "d1.yaml: events: line 1 has no 'سقطت'",
    )


def test_gold_without_its_report_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "gold" / "d1.yaml"
    path.parent.mkdir()
    path.write_text(GOLD, "utf-8")

    with pytest.raises(GoldError, match=r"no text d1\.txt beside it"):
        load(path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "d1.txt").write_text(TEXT, "utf-8")

    assert load(path).text == TEXT


def test_a_document_that_fails_is_reported_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "d1.txt").write_text(TEXT, "utf-8")
    (tmp_path / "d1.yaml").write_text(GOLD, "utf-8")

    report = evaluate(tmp_path, "here", lambda document: Rejected(document.id, "too strange"))

    assert report.lines()[-1] == "  rejected: d1: too strange"
    assert {row.key: row.score for row in report.rows}["events.F1"] == 0


def test_the_example_of_the_documentation_is_gold() -> None:
    page = (Path(__file__).parents[1] / "docs" / "gold.md").read_text("utf-8")
    text, written = (
        page.split(f"```{kind}\n")[1].split("```")[0].rstrip("\n") for kind in ("text", "yaml")
    )

    made = gold(written, text)

    assert [(item.line, item.get("type")) for item in made.events] == [
        (1, "bombing"),
        (3, "bombing"),
        (4, "approve"),
    ]
    assert [span.of(text) for span in made.ignored] == ["تابعونا على تلغرام"]
