"""Building gazetteers: formats, faults with file and line, equal bytes, use beside our own."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tawatur.errors import GazetteerError
from tawatur.export import states
from tawatur.gazetteer import packages
from tawatur.gazetteer.build import build
from tawatur.model.claim import Entity
from tawatur.rules.gazetteer import MINOR, Gazetteer

HEADER = "qid,label_ar,label_en,lat,lon,country"
VILLAGE = "Q1,الطوالعة,Tawalia,33.9,44.7,IQ"


def geonames(key: int, name: str, code: str, country: str, names: str, people: int = 0) -> str:
    """A line of a country file."""
    cells = [str(key), name, name, names, "33.64", "42.83", code[:1], code[1:], country, "",
             "01", "", "", "", str(people), "", "", "Asia/Baghdad", "2020-01-01"]  # fmt: skip
    return "\t".join(cells) + "\n"


def built(folder: Path, files: dict[str, str]) -> tuple[Path, list[str]]:
    """A gazetteer of some files, and the faults of their lines."""
    paths = []
    for name, text in files.items():
        path = folder / name
        path.write_text(text, "utf-8")
        paths.append(path)
    target = folder / "my.sqlite"
    faults = build(paths, target, shipped=False, advance=lambda _: None).faults
    return target, [fault.rpartition("/")[2] for fault in faults]


def test_country_file_with_alternate_names(tmp_path: Path) -> None:
    """Names in Arabic come from both files; the unit's code becomes that of ISO 3166-2."""
    target, faults = built(
        tmp_path,
        {
            "IQ.txt": geonames(1, "Mazarir", "PPPL", "IQ", "")
            + geonames(2, "X", "PPPL", "IQ", "X")
            + geonames(3, "Old", "PPPLH", "IQ", "قديمة"),
            "alternateNamesV2.txt": "7\t1\tar\tمزارير\t1\t\t\t\n8\t2\ten\tXs\t\t\t\t\n",
        },
    )
    gazetteer = Gazetteer([target])

    assert faults == []
    assert gazetteer.ids("مزارير") == ("gn:1",)
    assert (gazetteer["gn:1"].kind, gazetteer["gn:1"].admin1) == ("village", "IQ-AN")
    assert [entry.kind for entry in gazetteer.beginning("مزارير")] == [MINOR]
    assert "gn:2" not in gazetteer
    assert "gn:3" not in gazetteer


def test_a_place_of_our_table_keeps_its_id(tmp_path: Path) -> None:
    """A record of GeoNames that a curated place was joined with is that place."""
    own = Gazetteer()["hit"].source.removeprefix("geonames:")
    target, _ = built(tmp_path, {"IQ.txt": geonames(int(own), "Hit", "PPPL", "IQ", "هيت", 9_000)})

    assert Gazetteer([target]).ids("هيت") == Gazetteer().ids("هيت")


def test_faults_name_file_line_and_reason(tmp_path: Path) -> None:
    """What cannot be read is left out and told; the rest is kept."""
    rows = "\n".join([HEADER, VILLAGE, "X2,باطل,Bad,1,2,IQ", "Q3,باطل,Bad,95,2,IQ",
                      "Q4,Latin,Bad,1,2,IQ"])  # fmt: skip
    target, faults = built(tmp_path, {"places.csv": rows})

    assert faults == [
        "places.csv:3: no QID: 'X2'",
        "places.csv:4: no place on earth: 95.0, 2.0",
        "places.csv:5: no name in Arabic in label_ar",
    ]
    assert Gazetteer([target])["wd:Q1"].lat == 33.9


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("just words\n", "neither a GeoNames file"),
        (HEADER + "\n" + "Q1,x,y,1,2,IQ\n" * 9, "9 of"),
        ('{"type": "FeatureCollection", "features": [', "not JSON"),
    ],
)
def test_a_file_that_is_not_what_it_seems(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(GazetteerError, match=reason):
        built(tmp_path, {"x.csv": text})


def test_archive_and_missing_file(tmp_path: Path) -> None:
    """A .zip is read as it comes; a file that is not there is told."""
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w") as archive:
        archive.writestr("IQ.txt", geonames(1, "Mazarir", "PPPL", "IQ", "مزارير"))
        archive.writestr("readme.txt", "about")
    target = tmp_path / "my.sqlite"
    build([tmp_path / "IQ.zip"], target, shipped=False, advance=lambda _: None)

    assert Gazetteer([target]).ids("مزارير") == ("gn:1",)
    with pytest.raises(GazetteerError, match="no such file"):
        build([tmp_path / "none.txt"], target, shipped=False, advance=lambda _: None)


def test_same_sources_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, _ = built(tmp_path / "a", {"p.csv": f"{HEADER}\n{VILLAGE}\n"})
    two, _ = built(tmp_path / "b", {"p.csv": f"{HEADER}\n{VILLAGE}\n"})

    assert one.read_bytes() == two.read_bytes()


def test_no_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("no database", "utf-8")
    with pytest.raises(GazetteerError, match="gazetteer build"):
        Gazetteer([tmp_path / "x.sqlite"])


def test_unit_by_outline() -> None:
    """The unit that a point lies in, by its outline."""
    square = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]
    unit = {"iso_a2": "IQ", "iso_3166_2": "IQ-X", "name_ar": "س"}
    feature = {"properties": unit, "geometry": {"type": "Polygon", "coordinates": square}}
    outlines = packages.outlines(json.loads(json.dumps({"features": [feature]})))

    assert packages.unit_at(outlines, "IQ", 1, 1) == "IQ-X"
    assert packages.unit_at(outlines, "IQ", 3, 1) == ""


def test_exports_know_the_users_own_places(tmp_path: Path) -> None:
    """Their kinds, as long as the gazetteer is the project's."""
    target, _ = built(tmp_path, {"IQ.txt": geonames(1, "Mazarir", "PPPL", "IQ", "مزارير")})
    place = Entity("ent:gn:1", "place", "مزارير")

    with states.with_places([target]):
        assert states.kind_of(place) == "village"
    assert states.kind_of(place) is None
