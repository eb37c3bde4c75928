"""The exported tables: their columns, their forms, and the words behind every cell."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from tawatur.cli.export import _happenings
from tawatur.cli.show import reading
from tawatur.compare.account import bench
from tawatur.export import accounts, acled, plover, states, ucdp
from tawatur.export.cells import Cell, Row, provenance
from tawatur.export.columns import columns, markdown, names, tables
from tawatur.export.happening import Happening, happening
from tawatur.export.parquet import ParquetTable
from tawatur.export.spreadsheet import CsvTable, Workbook
from tawatur.export.tables import PROVENANCE, TABLES, write
from tawatur.model.claim import Incident

PAGE = (Path(__file__).parents[1] / "docs" / "exports.md").read_text("utf-8")
ACLED = re.findall(
    r"\w+",
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region
    country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes
    fatalities tags timestamp
    """,
)
UCDP = re.findall(
    r"\w+",
    """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
    conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
    side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
    source_headline source_original where_prec where_coordinates where_description adm_1 adm_2
    latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec
    date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
    """,
)
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def opened(sample: Path) -> list[Happening]:
    """The incidents of the sample."""
    with reading(sample) as (store, run):
        return list(_happenings(store, run, quiet=True))


def rows_of(table: str, opened: list[Happening]) -> list[Row]:
    return [row for one in opened for row in TABLES[table].rows(one)]


# --- columns -------------------------------------------------------------------------------------


def test_columns_are_those_that_were_noted() -> None:
    """As noted down above, not as installed from anywhere."""
    assert list(names("acled")) == ACLED
    assert list(names("ucdp")) == UCDP
    assert len(UCDP) == 49


@pytest.mark.parametrize("module", [accounts, acled, ucdp, plover], ids=lambda m: m.NAME)
def test_what_is_derived_is_what_is_said_to_be(module: Any) -> None:
    """Every column that is not «always empty» has its rule in code, and no other one."""
    derived = set(module._TABLE)

    assert derived == {one.name for one in columns(module.NAME) if not one.is_empty}
    assert module.KEY in derived


@pytest.mark.parametrize("table", tables())
def test_the_documentation_has_every_table(table: str) -> None:
    assert f"<!-- columns: {table} -->\n{markdown(table)}\n<!-- end -->" in PAGE


@pytest.mark.parametrize("table", TABLES)
def test_every_column_that_can_be_derived_is_filled_somewhere(
    table: str, opened: list[Happening], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample fills what the rules promise, but for what it does not tell of."""
    not_told = {
        "acled": {"interaction", "civilian_targeting"},
        "ucdp": {"type_of_violence", "dyad_name", "side_a", "side_b", "adm_1", "latitude",
                 "longitude", "geom_wkt", "priogrid_gid", "where_coordinates", "gwnoa", "gwnob",
                 "deaths_civilians"},
        "accounts": {"url"},
        "plover": {"Actor Title", "Recipient Title"},
    }  # fmt: skip
    rows = rows_of(table, opened)
    empty = {name for name in names(table) if all(row[name].value is None for row in rows)}
    promised = {one.name for one in columns(table) if not one.is_empty}

    assert empty & promised <= not_told[table]


# --- the words behind cells ----------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_has_its_words(table: str, sample: Path, opened: list[Happening]) -> None:
    """Each value rests on a report; each quote stands in it where it is said to stand."""
    with reading(sample) as (store, run):
        texts = {one.id: one.text for one in store.documents(run)}
    key = TABLES[table].key
    for row in rows_of(table, opened):
        filled = {name for name, cell in row.items() if cell.value is not None}
        proved = set()
        for own, column, value, document, _, _, start, end, quote, rule, _ in provenance(key, row):
            assert own == row[key].value
            if value is None:
                continue
            proved.add(column)
            assert document in texts, (own, column)
            assert rule, (own, column)
            if start is not None:
                assert isinstance(start, int)
                assert isinstance(end, int)
                assert texts[str(document)][start:end] == quote != "", (own, column)
        assert proved == filled


def test_the_figures_of_the_market(opened: list[Happening]) -> None:
    """Fourteen dead is what most give last; five is the lowest that nobody took back."""
    found = {r["id"].value: r for r in rows_of("ucdp", opened)}
    lethal = max(found.values(), key=lambda row: int(row["number_of_sources"].value or 0))

    assert [lethal[name].value for name in ("low", "best", "high")] == [5, 14, 14]
    assert (lethal["date_start"].value, lethal["date_prec"].value) == ("2024-05-14", 1)
    [row] = [r for r in rows_of("acled", opened) if r["event_id_cnty"] == lethal["id"]]
    assert row["fatalities"].value == 5
    assert row["notes"].value is not None
    assert "accounts conflict in killed" in str(row["notes"].value)


# --- rules on small stories ----------------------------------------------------------------------


def one(story: Any, *claims: Any, type_: str = "attack", place: str | None = None) -> Happening:
    ids = tuple(claim.id for claim in claims)
    days = [claim.when for claim in claims if claim.when.earliest]
    first = min((when.earliest for when in days), default=None)
    last = max((when.latest for when in days), default=None)
    made = Incident("inc:1", type_, ids, first, last, place, originators=tuple((i,) for i in ids))
    own = [a for a in story.analyses if not set(ids).isdisjoint(c.id for c in a.claims)]
    return happening(made, bench(own, ()))


def told(table: str, subject: Happening) -> dict[str, Cell]:
    [row] = TABLES[table].rows(subject)
    return dict(row)


def test_parties_on_whom_accounts_differ_are_left_out(story: Any) -> None:
    first = story.report("d1").claim("attack", agent="basra", day="2024-05-14")
    second = story.report("d2").claim("attack", agent="libya", day="2024-05-14")
    row = told("acled", one(story, first, second))

    assert row["actor1"].value is None
    assert row["actor1"].note == "accounts name different ones: Basra, Libya"
    assert len(row["actor1"].evidence) == 2
    [line] = [line for line in provenance("event_id_cnty", row) if line[1] == "actor1"][:1]
    assert line[2] is None
    assert line[-1] == row["actor1"].note


def test_days_that_span_more_than_a_month_are_no_date(story: Any) -> None:
    claim = story.report("d1").claim("attack", day="2024-01-01/2024-12-31")
    row = told("acled", one(story, claim))

    assert (row["event_date"].value, row["time_precision"].value) == (None, None)
    assert row["event_date"].note == "any day from 2024-01-01 to 2024-12-31"
    assert row["year"].value == 2024


@pytest.mark.parametrize(
    ("days", "acled_code", "ucdp_code"),
    [("2024-05-14", 1, 1), ("2024-05-14/2024-05-15", 2, 2), ("2024-05-13/2024-05-19", 2, 3),
     ("2024-05-01/2024-05-31", 3, 4), ("2024-01-01/2024-12-31", None, 5),
     ("2020-01-01/2024-12-31", None, None)],
)  # fmt: skip
def test_precision_of_days(
    days: str, acled_code: int | None, ucdp_code: int | None, story: Any
) -> None:
    claim = story.report("d1").claim("attack", day=days, counts=[story.count(2)])
    subject = one(story, claim)

    assert told("acled", subject)["time_precision"].value == acled_code
    assert told("ucdp", subject)["date_prec"].value == ucdp_code


def test_nobody_counted_is_not_nobody_killed(story: Any) -> None:
    silent = one(story, story.report("d1").claim("attack", day="2024-05-14"))

    assert told("acled", silent)["fatalities"].value is None
    assert list(ucdp.rows(silent)) == []


def test_a_country_is_no_place_on_a_map(story: Any) -> None:
    claim = story.report("d1").claim("attack", place="iraq", day="2024-05-14")
    row = told("acled", one(story, claim, place="iraq"))

    assert (row["country"].value, row["iso"].value) == ("Iraq", 368)
    assert [row[name].value for name in ("location", "latitude", "geo_precision")] == [None] * 3


def test_what_is_denied_only_is_no_event(story: Any) -> None:
    subject = one(story, story.report("d1").claim("attack", factuality="denied"))

    assert [list(TABLES[name].rows(subject)) for name in ("acled", "ucdp", "plover")] == [[]] * 3
    assert told("accounts", subject)["factuality"].value == "denied"


def test_civilians_among_the_dead(story: Any) -> None:
    claim = story.report("d1").claim(
        "attack", day="2024-05-14", place="khan",
        counts=[story.count(3, population="civilian", unit="civilian")],
    )  # fmt: skip
    subject = one(story, claim, place="khan")
    coded, lethal = told("acled", subject), told("ucdp", subject)

    assert (coded["civilian_targeting"].value, coded["inter2"].value) == ("Civilian targeting", 7)
    assert (coded["fatalities"].value, coded["fatalities"].note) == (
        3, "most-conservative; only civilian counted"
    )  # fmt: skip
    assert (lethal["side_b"].value, lethal["deaths_civilians"].value) == ("Civilians", 3)
    assert lethal["deaths_unknown"].value is None
    assert (lethal["where_prec"].value, lethal["priogrid_gid"].value) == (1, 179010)


# --- forms ---------------------------------------------------------------------------------------


def hostile() -> Row:
    return {name: Cell(FORMULA if name == "trigger" else None) for name in names("accounts")}


def test_csv_holds_no_formula(sample: Path) -> None:
    file = io.StringIO()
    CsvTable(file, "accounts").row([cell.value for cell in hostile().values()])

    assert next(iter(csv.DictReader(io.StringIO(file.getvalue()))))["trigger"] == f"'{FORMULA}"


def test_a_workbook_runs_from_right_to_left_and_holds_no_formula(
    tmp_path: Path, opened: list[Happening]
) -> None:
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        book = Workbook(file)
        into, second = book.table("accounts"), book.table(PROVENANCE)
        written = write(TABLES["accounts"], opened, into, second)
        into.row([cell.value for cell in hostile().values()])
        into.row(["a" * 40_000, "\x01\u202e" + "x", *[None] * (len(names("accounts")) - 2)])
        book.close()
    read = openpyxl.load_workbook(path)
    table = list(read["accounts"].iter_rows(values_only=True))

    assert [sheet.title for sheet in read] == ["accounts", "provenance"]
    assert all(sheet.sheet_view.rightToLeft for sheet in read)
    assert table[0] == names("accounts")
    cells = [tuple(cell.value for cell in row.values()) for row in rows_of("accounts", opened)]
    assert table[1 : written + 1] == cells
    assert table[written + 1][names("accounts").index("trigger")] == FORMULA
    assert {cell.data_type for row in read["accounts"] for cell in row} <= {"s", "n"}
    assert len(str(table[written + 2][0])) == 32_767
    assert "\u202e" not in str(table[written + 2][1])
    assert next(read["provenance"].iter_rows(values_only=True)) == names(PROVENANCE)


def test_parquet_has_types(tmp_path: Path, opened: list[Happening]) -> None:
    path = tmp_path / "it's [a*].parquet"
    table = ParquetTable(path, "accounts")
    written = write(TABLES["accounts"], opened, table)
    table.close()
    table.discard()
    read = duckdb.from_parquet(re.sub(r"([*\[])", r"[\1]", str(path)))

    kinds = {"text": "VARCHAR", "integer": "BIGINT", "real": "DOUBLE", "day": "DATE"}
    assert dict(zip(read.columns, map(str, read.types), strict=True)) == {
        one.name: kinds[one.type] for one in columns("accounts")
    }
    rows = [
        tuple(value.isoformat() if hasattr(value, "isoformat") else value for value in row)
        for row in read.fetchall()
    ]
    assert rows == [
        tuple(cell.value for cell in row.values()) for row in rows_of("accounts", opened)
    ]
    assert len(rows) == written
    assert [one.name for one in tmp_path.iterdir()] == ["it's [a*].parquet"]


def test_a_long_table_goes_on_in_another_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tawatur.export.spreadsheet.MOST_ROWS", 3)
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        book = Workbook(file)
        table = book.table("accounts")
        for number in range(5):
            table.row([number, *[None] * (len(names("accounts")) - 1)])
        book.close()
    read = openpyxl.load_workbook(path)

    assert [[row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in read] == [
        [0, 1], [2, 3], [4],
    ]  # fmt: skip


def test_states_are_those_of_the_language_files() -> None:
    from tawatur.rules.load import text_of

    lines = [line for line in text_of("country.tsv").split("\n") if line and line[0] != "#"][1:]
    listed = {line.split("\t")[0]: line.split("\t")[1] for line in lines}

    assert {code: found.name for code, found in states._states().items()} == listed
