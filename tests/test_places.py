"""Places: found or not, chosen by what stands beside them, located; rules with their examples."""

from __future__ import annotations

from typing import Any

import pytest

import tawatur
from tawatur.annotate import name, number
from tawatur.model.mention import Name, NameKind
from tawatur.model.place import Place
from tawatur.model.text import Span
from tawatur.resolve import geometry
from tawatur.resolve.places import choose
from tawatur.rules.gazetteer import Gazetteer
from tawatur.rules.language import arabic
from tawatur.rules.load import Example, Rule, rules

RELATIONS = [(rule, example) for rule in rules("place.rules.toml") for example in rule.examples]
PARTS = [(rule, example) for rule in rules("place_part.rules.toml") for example in rule.examples]


def case_id(case: Rule | Example) -> str:
    return case.name if isinstance(case, Rule) else ""


@pytest.mark.parametrize(("rule", "example"), RELATIONS, ids=case_id)
def test_relation(rule: Rule, example: Example) -> None:
    """The words that tell something by its relation to a place, and what they give."""
    scan = arabic().scan(example.text)
    number.annotate(scan, arabic())
    told = [one.relation for one in name.annotate(scan, arabic()) if one.relation is not None]

    if example.finds is None:
        assert told == []
    else:
        assert [(r.rule, r.span.of(example.text), r.bearing, r.km) for r in told] == [
            (rule.name, example.finds, example.expects.get("bearing"), example.expects.get("km"))
        ]


@pytest.mark.parametrize(("rule", "example"), PARTS, ids=case_id)
def test_part(rule: Rule, example: Example) -> None:
    """Parts of countries and borders are names of their own."""
    scan = arabic().scan(example.text)
    found = [(one.rule, one.span.of(example.text)) for one in name.annotate(scan, arabic())]

    assert (rule.name, example.finds) in found


def found(text: str) -> dict[str, dict[str, Any]]:
    """The entity of each place of a text, by its words."""
    made = tawatur.record(text)
    known = {entity["id"]: entity for entity in made["entities"]}
    kinds = {"place", "facility"}
    return {n["text"]: known[n["entity"]] for n in made["names"] if n["kind"] in kinds}


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("احتجاج في طرابلس اللبنانية بعد مباراة", "طرابلس", "LB"),
        ("انقطع الماء عن طرابلس الليبية", "طرابلس", "LY"),
        ("مواجهات في أريحا بالضفة الغربية", "أريحا", "PS"),
        ("قصف على أريحا في محافظة إدلب السورية", "أريحا", "SY"),
        ("وصل إلى القائم، أقصى غربي الأنبار", "القائم", "IQ"),
        ("سقطت قذيفة بين المكلا والشحر في حضرموت", "الشحر", "YE"),
        ("قتل شرطي قرب حارم في ريف إدلب السورية", "حارم", "SY"),
    ],
)
def test_country(text: str, words: str, entity: str) -> None:
    """The parent beside a name, or a neighbour, decides its country."""
    assert found(text)[words]["country"] == entity


@pytest.mark.parametrize(
    "text",
    [
        "القائد العام يتفقد القطعات على الطريق العام",
        "بقي الوضع القائم على حاله في البلدة",
        "عاد إلى مسقط رأسه بعد غياب طويل",
        "أطلقت مناورة «كربلاء 9» صباحا",
        "قالت الطبيبة إن جنين السيدة بخير",
        "سيدفع المتهم ثمن ساحة المعركة كلها",
        "ارتفعت أسعار أقمشة من حرير طبيعي",
    ],
)
def test_no_place(text: str) -> None:
    """Words that are called like places and mean none."""
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("أعربت بغداد عن قلقها من القصف", "بغداد"),
        ("واشنطن ترفض المقترح وتطالب بضمانات", "واشنطن"),
        ("قال الخبير إن موقف أنقرة تغير", "أنقرة"),
        ("ذكر أن موسكو يجب أن تقبل العرض", "موسكو"),
    ],
)
def test_government(text: str, words: str) -> None:
    """A capital that acts is no place but the government of its state."""
    made = tawatur.record(text)
    named = [(n["kind"], n["entity"][-11:]) for n in made["names"] if n["text"] == words]

    assert named == [("organisation", "-government")]


def test_city_where_something_happens_is_a_place() -> None:
    assert "بغداد" in found("شهدت بغداد انفجارا صباح اليوم")


def test_unknown_place_is_repeated_without_its_type_word() -> None:
    """One entity, with the country of the report and without coordinates."""
    made = found("اقتحم مسلحون قرية الصفصافة في العراق. وعاد أهالي الصفصافة إليها")

    assert made["الصفصافة"]["id"] == made["قرية الصفصافة"]["id"]
    assert (made["الصفصافة"]["country"], made["الصفصافة"]["lat"]) == ("IQ", None)


def test_undecided_place_lists_its_candidates() -> None:
    """Two places of one name and size, no sign of either: no coordinates, but both ids."""
    near = [
        Place(f"x:{n}", "town", code, "", lat, 40.0, 1, 8.0, 9_000, "x", "X", "editor")
        for n, code, lat in ((1, "IQ", 33.0), (2, "SY", 36.0))
    ]
    named = Name(Span(0, 4), "place-typed", NameKind.PLACE, entry="x:1 x:2")
    (choice,) = choose(arabic().scan("نجمة"), [named], {place.id: place for place in near}, ())

    assert choice.place is None
    assert {place.id for place in choice.candidates} == {"x:1", "x:2"}
    assert choice.basis == ("type-word", "rank", "undecided")


@pytest.mark.parametrize(
    ("text", "lat", "lon", "precision"),
    [
        ("مقتل جندي شمال بغداد", 33.4, 44.4, 2),
        ("تتواصل العمليات في الجنوب الليبي", 23.0, 17.2, 3),
        ("ضبط مهربون على الحدود العراقية السورية", 34.8, 40.6, 3),
        ("انفجر لغم على الطريق بين تكريت وبيجي", 34.8, 43.6, 2),
    ],
)
def test_relative_place_is_located(text: str, lat: float, lon: float, precision: int) -> None:
    """What is told by its relation to a place is an entity with a point and a radius."""
    entities = tawatur.record(text)["entities"]
    near = [e for e in entities if e["geo_precision"] == precision and e["radius_km"]]

    assert any(geometry.kilometres(lat, lon, one["lat"], one["lon"]) < 60 for one in near), entities


def test_district_of_yemen() -> None:
    """What is a body elsewhere opens the name of a district there."""
    for text, words, kind in [
        ("سقطت قذيفة في مديرية زبيد", "مديرية زبيد", NameKind.PLACE),
        ("نزح السكان من مديرية الزوبخي في تعز", "الزوبخي", NameKind.PLACE),
        ("أغلقت مديرية المرور العامة الشارع", "مديرية المرور العامة", NameKind.ORGANISATION),
    ]:
        found = name.annotate(arabic().scan(text), arabic())
        assert (words, kind) in {(one.span.of(text), one.kind) for one in found}


def test_south_of_the_only_country() -> None:
    """«الجنوب» is a part of the country that a report speaks of; of two it is neither's."""
    text = "طالب نواب الجنوب بتعويض من الحكومة الليبية"
    found = name.annotate(arabic().scan(text), arabic())
    assert "الجنوب" in {one.span.of(text) for one in found}
    text = "طالب نواب الجنوب بتعويض من الحكومة الليبية وتونس"
    found = name.annotate(arabic().scan(text), arabic())
    assert "الجنوب" not in {one.span.of(text) for one in found}


def test_event_lies_where_the_relation_says() -> None:
    """The place of a claim is what is told, not the town that it is told by."""
    made = tawatur.record("قُتل جنديان في انفجار 30 كم غرب الرمادي")
    places = {event["place"]["entity"] for event in made["events"] if event["place"]}
    told = {name["relation"]["entity"] for name in made["names"] if name["relation"]}

    assert places == told


# --- the gazetteer -------------------------------------------------------------------------------


def test_curated_places_lie_in_their_country_and_unit() -> None:
    """Within the box of the country and of the unit, half a degree aside: a check against slips."""
    gazetteer = Gazetteer()
    outside = []
    for place in gazetteer.values():
        if not place.curated or place.lat is None or place.lon is None:
            continue
        units = [place.country, *([place.admin1] if place.precision < 3 else [])]
        for unit in units:
            around = gazetteer[unit].extent if unit in gazetteer else None
            if around is not None and not _within(place.lat, place.lon, around):
                outside.append((place.id, unit))

    assert outside == []


def _within(lat: float, lon: float, extent: tuple[float, float, float, float]) -> bool:
    south, west, north, east = extent
    return south - 0.5 <= lat <= north + 0.5 and west - 0.5 <= lon <= east + 0.5


def test_curated_table() -> None:
    """Some six hundred places, each with a source, a reference or a record, and coordinates."""
    curated = [place for place in Gazetteer().values() if place.curated]

    assert len(curated) > 600
    assert [p.id for p in curated if not p.source] == []
    assert [p.id for p in curated if p.lat is None and p.kind != "continent"] == []


def test_gazetteer_is_small() -> None:
    """The wheel carries it."""
    path = tawatur.__path__[0] + "/gazetteer/places.sqlite"
    with open(path, "rb") as file:
        assert len(file.read()) < 12_000_000


def test_moved() -> None:
    assert geometry.moved(0.0, 0.0, 90, geometry.DEGREE_KM) == (0.0, 1.0)
    assert geometry.compass(225) == "southwest"
    assert geometry.border((0, 0, 1, 1), (2, 2, 3, 3)) is None
