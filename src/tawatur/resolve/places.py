"""Which place of the gazetteer a name means, decided by what else the report names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from tawatur.model.mention import Name, NameKind
from tawatur.model.place import Place
from tawatur.resolve import geometry
from tawatur.rules.scan import Scan

LOCATED: Final = frozenset([NameKind.PLACE, NameKind.FACILITY])
# Countries outrank first-level units, these cities, these towns of one name; a city and the unit
# that is named after it are told apart by the type word, and by size where none stands.
RANK: Final[Mapping[str, float]] = {
    "country": 6.0, "continent": 6.0, "region": 4.0, "base": 3.5, "airport": 3.5, "mountain": 3.5,
    "crossing": 3.5, "camp": 3.5, "site": 3.5, "oilfield": 3.5, "dam": 3.5, "water": 3.5,
    "desert": 3.5, "lake": 3.5, "admin1": 2.6, "city": 2.0, "quarter": 1.5, "district": 1.5,
    "town": 1.0, "village": 0.8,
}  # fmt: skip
BIG_CITY: Final = 300_000  # a city of this size outranks the governorate named after it
NEAR_KM: Final = 300.0
SAME_KM: Final = 25.0  # two records of one name as near as this are one place, or as good as one
THIN: Final = 0.35  # a lead smaller than this, between two places far apart, is no decision
BESIDE: Final = 5.0  # what the parent named right beside a place weighs: more than any size
REACH: Final = 24  # characters between a place and its parent: «القائم، أقصى غربي الأنبار»
TYPED: Final = "place-typed"
PLAIN: Final = "place-gazetteer"
ARTICLE: Final = "ال"
MOSTLY: Final = 2 / 3
_UNITS: Final = frozenset(["country", "admin1", "region"])


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided for a name: a place, or several that it may be, and what that rests on."""

    place: Place | None
    candidates: tuple[Place, ...]
    basis: tuple[str, ...] = ()


NOTHING: Final = Choice(None, ())


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands right beside a name: its country or unit, and the words that say so."""

    country: str
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report speaks of: countries by weight, places about which there is no doubt."""

    focus: Counter[str]
    points: Sequence[Place]
    units: frozenset[str]


def choose(
    scan: Scan, names: Sequence[Name], places: Mapping[str, Place], countries: Iterable[str]
) -> tuple[Choice, ...]:
    """The place of each name, in order; ``countries`` are those that the report names otherwise."""
    options = _all_options(names, places)
    beside = _beside(scan, names, options)
    sure = [same[0] for same in options if same and _is_of_one_country(same)]
    states = (next((p for p in same if p.kind == "country"), None) for same in options)
    focus = Counter(countries)
    focus.update(place.country for place in sure if place.country)
    focus.update(one.country for one in beside.values() if one.country)
    focus.update(
        state.country
        for state, same in zip(states, options, strict=True)
        if state is not None and not _is_of_one_country(same) and not _is_city_too(state, same)
    )
    report = _Report(
        focus,
        list({p.id: p for p in sure if p.lat is not None and p.precision}.values()),
        frozenset(place.id for same in options for place in same if len(same) == 1),
    )
    chosen: dict[tuple[object, ...], Choice] = {}
    found = []
    for number, (name, same) in enumerate(zip(names, options, strict=True)):
        if not same:
            found.append(NOTHING)
            continue
        key = (name.rule, beside.get(number), name.entry)
        if key not in chosen:
            chosen[key] = _decided(name, same, report, beside.get(number))
        found.append(chosen[key])
    return _one_sense(names, found)


def units_of(scan: Scan, names: Sequence[Name], choices: Sequence[Choice]) -> dict[int, str]:
    """Where unknown places are said to lie, by the number of the name: a unit or a country."""
    options = [(choice.place,) if choice.place is not None else () for choice in choices]
    beside = _beside(scan, names, options, any_kind=True)
    return {number: one.unit or one.country for number, one in beside.items()}


def spoken_of(
    choices: Sequence[Choice], names: Sequence[Name], countries: Iterable[str]
) -> str | None:
    """The country of two thirds of what a report names; none where no country has so much."""
    counted = Counter(countries)
    for name, choice in zip(names, choices, strict=True):
        if choice.place is not None and choice.place.country and name.kind in LOCATED:
            counted[choice.place.country] += 1
    if not counted:
        return None
    ((first, most),) = counted.most_common(1)
    return first if most >= MOSTLY * counted.total() else None


def _beside(
    scan: Scan,
    names: Sequence[Name],
    options: Sequence[tuple[Place, ...]],
    *,
    any_kind: bool = False,
) -> dict[int, Beside]:
    """The country or unit named right behind a place: «طرابلس اللبنانية», «القائم غربي الأنبار».

    ``any_kind``: the unit of any place there counts: «حي النصر في الموصل».
    """
    words = scan.words
    source = words.folded.source
    found: dict[int, Beside] = {}
    for number, name in enumerate(names):
        if name.kind not in LOCATED:
            continue
        token = bisect_left(words.starts, words.folded.position(name.span.end))
        if token < len(words) and words.sentence_of[token] == words.sentence_of[max(0, token - 1)]:
            country = _nationality(scan, token)
            if country:
                found[number] = Beside(country, "", words.forms[token])
                continue
        after = number + 1
        if after < len(names) and names[after].kind in LOCATED and options[after]:
            gap = source[name.span.end : names[after].span.start]
            parent = next((p for p in options[after] if any_kind or p.kind in _UNITS), None)
            states = {place.kind for place in options[number]} == {"country"}
            if parent is not None and not states and _is_inside(gap):
                unit = parent.admin1 if any_kind or parent.kind == "admin1" else ""
                found[number] = Beside(parent.country, unit, names[after].span.of(source))
    return found


def _nationality(scan: Scan, token: int) -> str | None:
    """The country of a definite adjective of nationality: «اللبنانية»."""
    if "demonym" not in scan.hits.by_token[token]:
        return None
    start, end = scan.words.starts[token], scan.words.ends[token]
    for hit in scan.hits.at(token, "demonym"):
        if hit.end == end and hit.start - start == len(ARTICLE):
            return hit.entry["country"] if scan.words.forms[token].startswith(ARTICLE) else None
    return None


def _is_inside(gap: str) -> bool:
    """Whether what stands between two places lets the first lie in the second: no «و», no verb."""
    if len(gap) > REACH or "\n" in gap or "." in gap:
        return False
    return not any(word.startswith("و") and len(word) < 3 for word in gap.split()) and bool(
        gap.strip()
    )


def _one_sense(names: Sequence[Name], found: Sequence[Choice]) -> tuple[Choice, ...]:
    """«كركوك» is the governorate wherever the report also says «محافظة كركوك»."""
    typed = {
        choice.place.name: choice.place
        for name, choice in zip(names, found, strict=True)
        if name.rule == TYPED and choice.place is not None
    }
    if not typed:
        return tuple(found)
    same = []
    for name, choice in zip(names, found, strict=True):
        said = typed.get(choice.place.name) if choice.place is not None else None
        fits = said is not None and name.rule == PLAIN and said in choice.candidates
        basis = (*choice.basis, "typed-elsewhere")
        same.append(Choice(said, choice.candidates, basis) if fits else choice)
    return tuple(same)


def _all_options(names: Sequence[Name], places: Mapping[str, Place]) -> list[tuple[Place, ...]]:
    """The places that each name can mean, looked up once for each entry."""
    known: dict[str, tuple[Place, ...]] = {"": ()}
    options = []
    for name in names:
        entry = name.entry if name.entry and name.kind in LOCATED else ""
        if entry not in known:
            known[entry] = tuple(places[key] for key in entry.split() if key in places)
        options.append(known[entry])
    return options


def _is_of_one_country(same: tuple[Place, ...]) -> bool:
    country = same[0].country
    return len(same) == 1 or all(place.country == country for place in same)


def _decided(name: Name, same: tuple[Place, ...], report: _Report, beside: Beside | None) -> Choice:
    typed = ("type-word",) if name.rule == TYPED else ()
    if len(same) == 1:
        return Choice(same[0], same, (*typed, "only"))
    state = next((place for place in same if place.kind == "country"), None)
    if state is not None and not _is_city_told_of(state, same, report):
        # a state outranks its capital and every town that is called like it
        others = (place for place in same if place is not state)
        return Choice(state, (state, *others), ("country-first",))
    told = [place for place in same if place is not state]
    scored = sorted(((_score(p, same, report, beside), p.id, p) for p in told), reverse=True)
    if len(scored) == 1:
        return Choice(told[0], same, (*typed, *_reasons(told[0], same, report, beside)))
    (best, _, place), (second, _, other) = scored[:2]
    ranked = tuple(p for _, _, p in scored)
    basis = (*typed, *_reasons(place, same, report, beside))
    if best - second < THIN and _apart(place, other):
        return Choice(None, ranked, (*basis, "undecided"))
    return Choice(place, ranked, basis)


def _is_city_told_of(state: Place, same: Sequence[Place], report: _Report) -> bool:
    """«عمان» in a report mostly of Jordan that names nothing else of Oman: the city."""
    half = max(report.focus.total() / 2, 1)
    return not report.focus[state.country] and any(
        report.focus[place.country] >= half for place in _cities(state, same)
    )


def _is_city_too(state: Place, same: Iterable[Place]) -> bool:
    return any(True for _ in _cities(state, same))


def _cities(state: Place, same: Iterable[Place]) -> Iterator[Place]:
    """The large cities of other countries that are called like a state."""
    for place in same:
        if place.kind == "city" and place.population >= BIG_CITY and place.country != state.country:
            yield place


def _apart(one: Place, two: Place) -> bool:
    """Whether taking one place for the other would mislead; a town may stand for its unit."""
    if one.country != two.country:
        return True
    if one.precision == 3 or two.precision == 3:
        return one.admin1 != two.admin1
    return kilometres(one, two) > SAME_KM


def _score(place: Place, same: Sequence[Place], report: _Report, beside: Beside | None) -> float:
    """How likely a place is meant: its rank, its country and unit in the report, what is near."""
    score = RANK.get(place.kind, 1.0)
    if (place.kind == "city" and place.population >= BIG_CITY) or place.curated:
        score += 1.0
    score += 0.5 * log10(place.population + 1)
    if place.country and report.focus:
        weight = report.focus[place.country]
        score += weight / report.focus.total() + (0.5 if weight else 0.0)
    if place.admin1 and place.admin1 in report.units and place.id != place.admin1:
        score += 0.5
    if beside is not None and _agrees(place, beside):
        score += BESIDE
    if _near(place, same, report) is not None:
        score += 0.5
    return score


def _agrees(place: Place, beside: Beside) -> bool:
    if beside.unit:
        return place.admin1 == beside.unit and place.id != beside.unit
    return place.country == beside.country


def _near(place: Place, same: Sequence[Place], report: _Report) -> Place | None:
    """A place of the report that is not of this name and lies near."""
    own = {one.id for one in same}
    for point in report.points:
        if point.id not in own and kilometres(point, place) < NEAR_KM:
            return point
    return None


def _reasons(
    place: Place, same: Sequence[Place], report: _Report, beside: Beside | None
) -> tuple[str, ...]:
    """What speaks for a place, the strongest first; its rank and size where nothing else does."""
    found = []
    if beside is not None and _agrees(place, beside):
        found.append(f"beside:{beside.words}")
    if place.country and report.focus[place.country]:
        found.append(f"country:{place.country}")
    if place.admin1 and place.admin1 in report.units and place.id != place.admin1:
        found.append(f"unit:{place.admin1}")
    near = _near(place, same, report)
    if near is not None:
        found.append(f"near:{near.name_en or near.name}")
    return tuple(found) or ("rank",)


def kilometres(a: Place, b: Place) -> float:
    """The distance of two places; infinite where one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    return geometry.kilometres(a.lat, a.lon, b.lat, b.lon)
