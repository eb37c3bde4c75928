"""The search for copied passages on Spark: the statements of ``link/sql``, word for word.

Only the kind of table differs: what is a temporary table in DuckDB is a temporary view in Spark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tawatur.link.fingerprint import Print
from tawatur.link.inverted import (
    Chosen,
    Found,
    given_rows,
    grouped,
    short_paragraphs,
    shown,
)

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TABLES: Final[Mapping[str, str]] = {
    "report": "number BIGINT, key STRING, whole BIGINT, words BIGINT",
    "fingerprint": "report BIGINT, value BIGINT",
    "paragraph": "report BIGINT, value BIGINT, words BIGINT",
    "given": "key STRING, place BIGINT, outlet BIGINT, day BIGINT",
}


class SparkIndex:
    """An index of fingerprints in the tables of a Spark session; see ``link.inverted.Index``."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TABLES}
        self._known: set[str] = set()

    def missing(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys that the index does not know."""
        return frozenset(keys) - self._known

    def add(self, prints: Iterable[tuple[str, Print]]) -> None:
        """Takes in texts that the index does not know yet."""
        for key, text in prints:
            if key in self._known:
                continue
            number = len(self._known)
            self._known.add(key)
            self._rows["report"].append((number, key, text.digest(), len(text.words)))
            self._rows["fingerprint"] += [(number, value) for value in text.kept.tolist()]
            self._rows["paragraph"] += short_paragraphs(number, text)

    def search(self, chosen: Sequence[Chosen]) -> Found:
        """What the chosen texts share; all must be known. Their order decides who is first."""
        self._rows["given"] = list(given_rows(chosen))
        for name, schema in _TABLES.items():
            made = self._spark.createDataFrame(self._rows[name], schema)
            made.createOrReplaceTempView(name)
        statements = dict(shown())
        for name in ("chosen", "spread", "frames"):
            self._run(statements[name])
        same, pairs = self._run(statements["same"]), self._run(statements["candidates"])
        stock = self._spark.table("spread").where("stock = 1").select("value")
        return Found(
            grouped((row[0], row[1]) for row in same.collect()),
            tuple((row[0], row[1]) for row in pairs.collect()),
            np.array(sorted(row[0] for row in stock.collect()), np.int64),
            frozenset(row[0] for row in self._spark.table("frames").collect()),
        )

    def _run(self, statement: str) -> DataFrame:
        return self._spark.sql(
            statement.replace("CREATE OR REPLACE TEMP TABLE", "CREATE OR REPLACE TEMP VIEW")
            .strip()
            .removesuffix(";")
        )
