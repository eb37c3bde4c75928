"""The analysis of documents as a stage of a Spark job: Arrow batches in, records out.

    from tawatur.spark.stage import records
    made = records(spark.read.parquet("reports.parquet"))      # columns id, record
    made.write.parquet("records.parquet")

A record is the line that ``tawatur annotate --jsonl`` writes for the same document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from tawatur.errors import UnreadableError
from tawatur.export import contract
from tawatur.model.claim import Analysis
from tawatur.model.text import Document, Rejected
from tawatur.pipeline import analyse_all
from tawatur.read.records import of_record
from tawatur.read.report import Limits
from tawatur.rules.language import arabic

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

COLUMNS: Final = ("id", "text", "published", "outlet", "title", "url")
SCHEMA: Final = "id string, record string"


def records(documents: DataFrame) -> DataFrame:
    """The record of each row of ``documents``, which has a column ``text`` and may have the others.

    Rows that are no reports come back with the reason in their record; none is left out. A row
    without an id gets a hash of what it holds: the same in whichever batch it comes.
    """
    found = [name for name in COLUMNS if name in documents.columns]
    given = documents.selectExpr(*(f"CAST(`{name}` AS STRING) AS `{name}`" for name in found))
    return given.mapInArrow(_batches, SCHEMA)


def lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Id and record of each row, in order."""
    checked = [_document(row, number) for number, row in enumerate(rows, 1)]
    documents = [one for one in checked if isinstance(one, Document)]
    results = analyse_all(documents, arabic())
    for one in checked:
        record = _record(one if isinstance(one, Rejected) else next(results))
        yield str(record["id"]), json.dumps(record, ensure_ascii=False)


def _record(found: Analysis | Rejected) -> dict[str, Any]:
    return contract.rejected(found) if isinstance(found, Rejected) else contract.record(found)


def _document(row: Mapping[str, Any], number: int) -> Document | Rejected:
    filled = {name: cell for name, cell in row.items() if cell is not None}
    own = str(filled["id"]) if "id" in filled else _hash_of(filled)
    filled["id"] = own
    try:
        return of_record(filled, own, own, number, Limits())
    except UnreadableError as error:
        return Rejected(own, str(error))


def _hash_of(row: Mapping[str, Any]) -> str:
    held = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.blake2b(held.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"row:{digest}"


def _batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """What a worker of Spark does with its part of the rows."""
    import pyarrow

    for batch in batches:
        made = list(lines(batch.to_pylist()))
        yield pyarrow.RecordBatch.from_pydict(
            {"id": [own for own, _ in made], "record": [record for _, record in made]}
        )
