"""What an incident comes to, as lines for a terminal: its proposed grade, its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tawatur.cli.layout import labelled

_NAMED: Final = 4  # of those who say the same
_INPUTS: Final = (("tell", "told by"), ("deny", "denied by"), ("announce", "announced"),
                  ("own", "own word"), ("disputed", "disputed"))  # fmt: skip


def judged_lines(incident: Mapping[str, Any]) -> Iterator[str]:
    """The grade with its inputs; of each number what stands, and what conventions take."""
    grade = incident["grade"]
    yield ""
    yield labelled("grade", f"{grade['grade'] or 'none'} (proposed; {grade['rule']}: "
                            f"{grade['text']})")  # fmt: skip
    for key, label in _INPUTS:
        if grade["inputs"][key]:
            yield labelled(label, _some(grade["inputs"][key]), 4)
    for author in grade["inputs"]["authors"][:_NAMED]:
        yield labelled("done by", f"{author['who']}, says {author['by']}", 4)
    for figure in incident["figures"]:
        yield from _figure(figure)


def _figure(figure: Mapping[str, Any]) -> Iterator[str]:
    part = f" ({figure['population']})" if figure["population"] else ""
    high = "open" if figure["high"] is None else figure["high"]
    yield labelled("number", f"{figure['field']}{part}: {figure['low']} to {high}")
    seen = set()
    for value in figure["values"]:
        line = (f"{value['text']}, {value['said'] or 'no day'}"
                + (f" (replaced; {value['replaced']})" if value["replaced"] else "")
                + f"  {value['who']}")  # fmt: skip
        if line not in seen:
            seen.add(line)
            yield labelled("gone" if value["replaced"] else "stands", line, 4)
    for pick in figure["picks"]:
        taken = "none" if pick["value"] is None else pick["value"]
        yield labelled("takes", f"{pick['convention']} {pick['column']} {taken}: {pick['rule']}", 4)


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return " \u00b7 ".join(names[:_NAMED]) + more
