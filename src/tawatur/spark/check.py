"""Whether Spark gives what this computer alone gives: ``python -m tawatur.spark.check``.

The sample's reports are analysed by a Spark job and by the pipeline; their records must be the same
bytes. Then copied passages are searched by the same SQL on both engines; what is found across
reports must be equal.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tawatur.model.claim import Analysis
from tawatur.model.text import Document
from tawatur.pipeline import analyse, relate
from tawatur.read import news
from tawatur.read.report import Found
from tawatur.rules.language import arabic
from tawatur.spark.index import SparkIndex
from tawatur.spark.stage import COLUMNS, lines, records

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PARTS: Final = 3  # so that rows are spread over workers, as on a cluster
FAILED: Final = 5


def main() -> int:
    """Runs both, and says what differs; the exit code."""
    with as_file(files("tawatur").joinpath("sample/reports")) as folder:
        documents = [one.document for one in news.read([Path(folder)]) if isinstance(one, Found)]
    with _session() as spark:
        differ = _records(spark, documents) + _across(spark, documents)
    return FAILED if differ else 0


@contextmanager
def _session() -> Iterator[SparkSession]:
    """Two workers of this computer, which leave nothing behind."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory(prefix="tawatur-spark-") as scratch:
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": scratch,
            "spark.local.dir": scratch,
        }
        builder = SparkSession.builder.master("local[2]").appName("tawatur")
        for name, value in settings.items():
            builder = builder.config(name, value)
        spark = builder.getOrCreate()
        try:
            yield spark
        finally:
            spark.stop()


def _records(spark: SparkSession, documents: list[Document]) -> int:
    """How many records differ."""
    rows = [
        {name: _text(getattr(document, name)) for name in COLUMNS}
        for document in (*documents, Document("not-arabic", "no report"))
    ]
    begin = time.perf_counter()
    schema = ", ".join(f"{name} STRING" for name in COLUMNS)
    frame = spark.createDataFrame([tuple(row.values()) for row in rows], schema)
    made = {row["id"]: row["record"] for row in records(frame.repartition(_PARTS)).collect()}
    expected = dict(lines(rows))
    differ = [own for own in expected if made.get(own) != expected[own]]
    _say(f"{len(made)} records by Spark, {len(differ)} differ", begin)
    return len(differ) + abs(len(made) - len(expected))


def _across(spark: SparkSession, documents: list[Document]) -> int:
    """How many copied passages and incidents differ."""
    begin = time.perf_counter()
    analyses: list[Analysis] = [analyse(document, arabic()) for document in documents]
    local = relate(documents, analyses)
    made = relate(documents, analyses, SparkIndex(spark))
    differ = sum(one != two for one, two in zip(local, made, strict=True))
    _say(f"{len(made[0])} copies and {len(made[1])} incidents by Spark's search, "
         f"{'equal' if not differ else 'NOT equal'}", begin)  # fmt: skip
    return differ


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _say(text: str, begin: float) -> None:
    sys.stdout.write(f"{text} ({time.perf_counter() - begin:.1f} s)\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
