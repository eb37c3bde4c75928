"""The fields that a person may set, and what their values must look like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from tawatur.export.contract import ontology
from tawatur.model.mention import Factuality, QuantityMod
from tawatur.store.amend import ROLES, SCALARS

COUNTS: Final = (
    "killed", "injured", "missing", "detained", "displaced", "casualties", "deployed", "launched",
    "seized", "delivered", "released",
)  # fmt: skip
FIELDS: Final = (*SCALARS, *ROLES, *COUNTS)
_LONGEST: Final = 400  # characters of a name
_MOST: Final = 10**12


def checked(field: str, value: Any) -> Any:
    """The value in the form in which it is stored; ``ValueError`` says what is wrong with it.

    >>> checked("killed", 4)
    {'value': 4, 'low': 4, 'high': 4, 'mod': 'EXACT'}
    >>> checked("killed", {"low": 3, "high": 5})
    {'value': None, 'low': 3, 'high': 5, 'mod': 'RANGE'}
    >>> checked("time", "2024-05-14")
    {'earliest': '2024-05-14', 'latest': '2024-05-14'}
    """
    if field in COUNTS:
        return _count(value)
    if field in ROLES:
        return [_thing(one) for one in (value if isinstance(value, list) else [value])
                if one is not None]  # fmt: skip
    if field not in _CHECKS:
        raise ValueError(f"no field {field!r} can be set; those that can: {', '.join(FIELDS)}")
    return _CHECKS[field](value)


def _type(value: Any) -> str:
    if value not in ontology():
        raise ValueError(f"no event type {value!r}; types are {', '.join(sorted(ontology()))}")
    return str(value)


def _factuality(value: Any) -> str:
    known = [str(one) for one in Factuality]
    if value not in known:
        raise ValueError(f"factuality is one of {', '.join(known)}, not {value!r}")
    return str(value)


def _activity(value: Any) -> str | None:
    return None if value is None else name(value)


def _time(value: Any) -> dict[str, str] | None:
    if value is None:
        return None
    if isinstance(value, str):
        begin, _, end = value.partition("/")
        value = {"earliest": begin, "latest": end or begin}
    if not isinstance(value, Mapping) or set(value) != {"earliest", "latest"}:
        raise ValueError('a time is a day, "2024-05-14", or two: "2024-05-14/2024-05-16"')
    try:
        first, last = (date.fromisoformat(str(value[one])) for one in ("earliest", "latest"))
    except ValueError:
        raise ValueError(
            f"{value['earliest']!r} and {value['latest']!r}: not days, such as 2024-05-14"
        ) from None
    if first > last:
        raise ValueError(f"the first day, {first}, is after the last, {last}")
    return {"earliest": first.isoformat(), "latest": last.isoformat()}


def _place(value: Any) -> dict[str, Any] | None:
    return None if value is None else _thing(value)


_POINT: Final = {"lat": 90.0, "lon": 180.0, "radius_km": 20_038.0}


def _thing(value: Any) -> dict[str, Any]:
    """An entity by its id, or one that has only a name (and, for a place, where it lies)."""
    if isinstance(value, str):
        value = {"entity": value} if value.startswith(("ent:", "geo:")) else {"name": value}
    if not isinstance(value, Mapping) or not {"entity", "name"} & set(value):
        raise ValueError(f'an entity is its id, or {{"name": ...}}, not {value!r}')
    if unknown := set(value) - {"entity", "name", "name_en", "country", *_POINT}:
        raise ValueError(f"an entity has no {', '.join(sorted(map(str, unknown)))}")
    made: dict[str, Any] = {}
    for key, one in value.items():
        if key in _POINT:
            made[key] = _number(one)
            if abs(made[key]) > _POINT[key]:
                raise ValueError(f"{key} {one} is too large")
        else:
            made[key] = name(one)
    return made


def _source(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        value = {"who": value}
    if not isinstance(value, Mapping) or not {"who"} <= set(value) <= {"who", "entity",
                                                                         "anonymous"}:  # fmt: skip
        raise ValueError('a source is {"who": ..., "entity": ..., "anonymous": true or false}')
    entity = value.get("entity")
    return {
        "who": name(value["who"]),
        "entity": None if entity is None else name(entity),
        "anonymous": bool(value.get("anonymous", False)),
    }


def _count(value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        number = _number(value)
        return {"value": number, "low": number, "high": number, "mod": str(QuantityMod.EXACT)}
    if not value or not set(value) <= {"value", "low", "high", "mod"}:
        raise ValueError('a number is 4, {"low": 3, "high": 5} or {"value": 4, "mod": "AT_LEAST"}')
    numbers = {
        key: None if value.get(key) is None else _number(value[key])
        for key in ("value", "low", "high")
    }
    if numbers["value"] is None and numbers["low"] is None:
        raise ValueError("a number needs a value or a low")
    low, high = numbers["low"], numbers["high"]
    if low is not None and high is not None and low > high:
        raise ValueError(f"low {low} is greater than high {high}")
    usual = QuantityMod.RANGE if numbers["value"] is None else QuantityMod.EXACT
    mod = value.get("mod") or str(usual)
    if mod not in [str(one) for one in QuantityMod]:
        raise ValueError(f"mod is one of {', '.join(QuantityMod)}, not {mod!r}")
    return {**numbers, "mod": mod}


def _number(value: Any) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _MOST:
        raise ValueError(f"not a number: {value!r}")
    return int(value) if float(value).is_integer() else value


def name(value: Any) -> str:
    """A name of one line, not longer than a name can be."""
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise ValueError(f"a name of at most {_LONGEST} characters is needed")
    if any(ord(one) < ord(" ") or one in "\x7f\u2028\u2029" for one in value):
        raise ValueError("a name stands on one line, without control characters")
    return value.strip()


_CHECKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "type": _type,
    "factuality": _factuality,
    "activity": _activity,
    "time": _time,
    "place": _place,
    "source": _source,
}
