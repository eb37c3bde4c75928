"""What it was done with: kinds of weapon, and which of them lie within which."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from tawatur.errors import LanguageDataError
from tawatur.link.side import article
from tawatur.rules.load import text_of
from tawatur.text.fold import folded

_LONGEST: Final = 3  # words of a form


def kind(phrase: str) -> str | None:
    """The kind of weapon that a phrase names, by the longest of the forms that stand in it.

    >>> kind("سيارة مفخخة كانت مركونة"), kind("المفخخة"), kind("السياج")
    ('car bomb', 'bomb', None)
    """
    words = _words(phrase)
    for length in range(_LONGEST, 0, -1):
        for begin in range(len(words) - length + 1):
            found = _forms().get(" ".join(words[begin : begin + length]))
            if found is not None:
                return found
    return None


def within(one: str, other: str) -> bool:
    """Whether the kind ``one`` is a kind of ``other``.

    >>> within("car bomb", "bomb"), within("bomb", "car bomb")
    (True, False)
    """
    while one in _parents():
        one = _parents()[one]
        if one == other:
            return True
    return False


def _words(phrase: str) -> list[str]:
    words = "".join(c if c.isalnum() else " " for c in folded(phrase)).split()
    return [word.removeprefix(article()) for word in words]


@cache
def _forms() -> Mapping[str, str]:
    return {
        " ".join(_words(form)): kind_ for kind_, _, forms in _rows() for form in forms.split(" | ")
    }


@cache
def _parents() -> Mapping[str, str]:
    return {kind_: parent for kind_, parent, _ in _rows() if parent != "-"}


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    lines = [line for line in text_of("instrument.tsv").split("\n")
             if line and not line.startswith("#")]  # fmt: skip
    found = [line.split("\t") for line in lines[1:]]
    faults = [f"instrument.tsv: {row[0]}: 3 cells wanted" for row in found if len(row) != 3]
    kinds = {row[0] for row in found} | {"-"}
    faults += [f"instrument.tsv: {row[0]}: no kind {row[1]!r}" for row in found
               if len(row) == 3 and row[1] not in kinds]  # fmt: skip
    if faults:
        raise LanguageDataError(faults)
    return tuple((one, parent, forms) for one, parent, forms in found)
