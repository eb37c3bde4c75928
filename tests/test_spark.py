"""The stage of a Spark job, without Spark: ``make check-spark`` runs it with Spark."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tawatur.export import contract
from tawatur.model.text import Document
from tawatur.pipeline import analyse
from tawatur.rules.language import arabic
from tawatur.spark.stage import lines

TEXT = "قُتل أربعة أشخاص في انفجار بالموصل يوم الثلاثاء، بحسب مصدر في الشرطة."


def row(**fields: str | None) -> dict[str, Any]:
    return {"id": None, "text": TEXT, "published": None, "outlet": None, **fields}


def test_each_row_gives_the_line_of_annotate() -> None:
    """Reports keep their places; what is no report says why."""
    rows = [
        row(id="a", published="2024-05-14"),
        row(id="b", text="English"),
        row(id="c", text=None),
        row(id="d", published="May"),
        row(outlet="Khutwa"),
    ]
    made = [(own, json.loads(record)) for own, record in lines(rows)]
    document = Document("a", TEXT, path="a", published=date(2024, 5, 14))

    own = made[4][0]
    assert [own for own, _ in made[:4]] == ["a", "b", "c", "d"]
    assert own.startswith("row:")
    assert [own for own, _ in lines(rows[4:])] == [own]  # in another batch, too
    other = row(outlet="Risala")
    assert [own for own, _ in lines([other])] != [own]
    assert [record["rejected"] for _, record in made] == [
        None,
        "no Arabic letter in it",
        'no "text"',
        "published is not a day like 2020-01-30: 'May'",
        None,
    ]
    assert made[0][1] == json.loads(json.dumps(contract.record(analyse(document, arabic()))))
    assert made[4][1]["outlet"] == "Khutwa"
