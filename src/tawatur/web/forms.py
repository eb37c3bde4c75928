"""What a form says, as judgements in the words of docs/judgements.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qs

from tawatur.errors import JudgementError
from tawatur.judge.fields import COUNTS
from tawatur.model.mention import QuantityMod
from tawatur.model.place import Place
from tawatur.store.amend import ROLES

OBJECTS: Final = {
    "clm": "claim", "inc": "incident", "doc": "document", "thr": "thread", "ent": "names",
}  # fmt: skip
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.", "٬,")
Places = Callable[[str], Place | None]


class Form(dict[str, str]):
    """The fields of a form: of one given several times the last, and ``all`` of it."""

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        super().__init__({name: values[-1] for name, values in fields.items()})
        self._all = fields

    @classmethod
    def read(cls, body: str) -> Form:
        """The form that the body of a request holds.

        >>> form = Form.read("object=clm:1&object=clm:2&kind=accept")
        >>> form["kind"], form.all("object"), form.all("why")
        ('accept', ('clm:1', 'clm:2'), ())
        """
        return cls(parse_qs(body, keep_blank_values=True))

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field that say something, each once."""
        return tuple(dict.fromkeys(one.strip() for one in self._all.get(name, ()) if one.strip()))

    def text(self, name: str) -> str:
        """A field without the space around it."""
        return self.get(name, "").strip()


def judgements(form: Form, places: Places) -> list[dict[str, Any]]:
    """The judgements of a form, one or as many as it has objects; ``places`` finds by id.

    >>> judgements(Form.read("kind=reject&object=clm:5&object=clm:6&why="), {}.get)
    [{'kind': 'reject', 'claim': 'clm:5'}, {'kind': 'reject', 'claim': 'clm:6'}]
    """
    kind = form.text("kind")
    if kind not in _MAKE:
        raise JudgementError([f"kind is one of {', '.join(_MAKE)}"])
    why = form.text("why")
    made = [{"kind": kind, **one, **({"why": why} if why else {})}
            for one in _MAKE[kind](form, places)]  # fmt: skip
    if not made:
        raise JudgementError(["nothing was chosen"])
    return made


def _on_each(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    for own_id in form.all("object"):
        yield {OBJECTS.get(own_id[:3], "claim"): own_id}


def _undo(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    for own_id in form.all("object"):
        yield {"of": own_id}


def _edit(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    field = form.text("field")
    told = value(form, field, places)
    for claim in form.all("object"):
        yield {"claim": claim, "field": field, "value": told, **_evidence(form)}


def _pin(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    field = form.text("field")
    yield {"incident": form.text("object"), "field": field, "value": value(form, field, places)}


def _add(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    yield {"document": form.text("object"), "value": {"type": form.text("type")},
           **_evidence(form)}  # fmt: skip


def _merge(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    yield {"incidents": list(dict.fromkeys((*form.all("object"), *form.all("with"))))}


def _split(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    """What was chosen is another incident or thread; the rest stays."""
    parts = [claim for part in form.all("part") for claim in part.split()]
    whole = form.text("object")
    yield {OBJECTS.get(whole[:3], "incident"): whole, "groups": [parts] if parts else []}


def _move(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    to = form.text("to")
    for claim in form.all("object"):
        yield {"claim": claim, **({"to": to} if to else {})}


def _pair(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    what = form.text("what")
    if what not in {"names", "places", "incidents", "claims", "threads"}:
        raise JudgementError(["a pair of names, places, incidents, claims or threads is needed"])
    given = list(form.all("object"))
    if what != "threads":
        yield {what: given}
        return
    for other in given[1:]:  # several threads are one: each of them is the first
        yield {what: [given[0], other]}


def _name(form: Form, places: Places) -> Iterator[dict[str, Any]]:
    yield {"thread": form.text("object"), "value": form.text("value")}


_MAKE: Final[Mapping[str, Callable[[Form, Places], Iterator[dict[str, Any]]]]] = {
    **dict.fromkeys(("accept", "reject", "note"), _on_each),
    **dict.fromkeys(("same", "different", "unsure", "independent", "depends-on"), _pair),
    "undo": _undo, "edit": _edit, "pin": _pin, "add": _add, "merge": _merge, "split": _split,
    "move": _move, "name": _name,
}  # fmt: skip


def _evidence(form: Form) -> dict[str, Any]:
    """Where a value stands: by place where words were marked in the text, else as they are."""
    start, end = form.text("start"), form.text("end")
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        return {"evidence": {"start": int(start), "end": int(end)}}
    words = form.text("evidence")
    return {"evidence": words} if words else {}


# --- values --------------------------------------------------------------------------------------


def value(form: Form, field: str, places: Places) -> Any:
    """The value that a form gives for a field, as a judgement writes it.

    >>> value(Form.read("mod=AT_LEAST&number=12"), "killed", {}.get)
    {'value': 12, 'mod': 'AT_LEAST'}
    >>> value(Form.read("first=2024-05-14&last="), "time", {}.get)
    '2024-05-14/2024-05-14'
    """
    if form.get("nothing") == "on":
        return [] if field in ROLES else None
    if field in COUNTS:
        return _count(form)
    if field == "time":
        first, last = (form.text(name).translate(_DIGITS) for name in ("first", "last"))
        return f"{first or last}/{last or first}"
    if field == "place":
        return _place(form, places)
    if field == "source":
        return {"who": form.text("value"), "anonymous": form.get("anonymous") == "on"}
    if field in ROLES:
        return [line.strip() for line in form.get("value", "").splitlines() if line.strip()]
    return form.text("value")


def _count(form: Form) -> Any:
    mod, number, upto = form.get("mod", "EXACT"), _number(form, "number"), _number(form, "upto")
    if upto is not None:
        return {"low": number, "high": upto}
    if number is None:
        raise JudgementError(["value: a number is needed"])
    return number if mod == QuantityMod.EXACT else {"value": number, "mod": mod}


def _place(form: Form, places: Places) -> Any:
    """A place of the gazetteer that was chosen, or one by its name and perhaps its point."""
    chosen = form.text("choice")
    if chosen:
        found = places(chosen.removeprefix("ent:"))
        if found is None:
            raise JudgementError([f"value: no gazetteer has {chosen}"])
        told = {"entity": f"ent:{found.id}", "name": found.name, "name_en": found.name_en,
                "country": found.country, "lat": found.lat, "lon": found.lon,
                "radius_km": found.radius_km}  # fmt: skip
        return {key: one for key, one in told.items() if one not in (None, "")}
    point = {key: one for key in ("lat", "lon", "radius_km")
             if (one := _number(form, key)) is not None}  # fmt: skip
    return {"name": form.text("value"), **point}


def _number(form: Form, name: str) -> float | int | None:
    text = form.text(name).translate(_DIGITS)
    if not text:
        return None
    try:
        found = float(text)
        return int(found) if found.is_integer() else found
    except (ValueError, OverflowError):
        raise JudgementError([f"value: not a number: {form.text(name)[:40]!r}"]) from None
