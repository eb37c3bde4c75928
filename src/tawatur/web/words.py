"""The strings of the interface in Arabic and English, with the plural forms of both."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from markupsafe import Markup, escape

from tawatur.rules.load import records

Language = Literal["ar", "en"]
_COUNTED: Final = frozenset({"field", "unit", "group"})  # sections in which units are named, too
LANGUAGES: Final[tuple[Language, ...]] = ("ar", "en")
_SLOT: Final = re.compile(r"\{(\w+)\}")
FORMS: Final[dict[Language, tuple[str, ...]]] = {
    "ar": ("zero", "one", "two", "few", "many", "other"),
    "en": ("one", "other"),
}


def plural(language: Language, count: float) -> str:
    """The plural form that a number takes, as Unicode CLDR has it.

    >>> [plural("ar", n) for n in (0, 1, 2, 3, 11, 100, 103)]
    ['zero', 'one', 'two', 'few', 'many', 'other', 'few']
    >>> plural("en", 1), plural("en", 0)
    ('one', 'other')
    """
    if language == "en":
        return "one" if count == 1 else "other"
    if count in (0, 1, 2):
        return ("zero", "one", "two")[int(count)]
    if count != int(count):
        return "other"
    rest = int(count) % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


def isolated(value: object) -> Markup:
    """A value that is put into a sentence: escaped, and out of the sentence's direction.

    >>> isolated("<b>")
    Markup('<bdi>&lt;b&gt;</bdi>')
    """
    return (
        value if isinstance(value, Markup) else Markup("<bdi>") + escape(value) + Markup("</bdi>")
    )


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The strings of one language; a key is ``section.name``. There is one value a language."""

    language: Language
    strings: dict[str, str | dict[str, str]]

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, key: str, **values: object) -> Markup:
        """A string with its slots filled; ``KeyError`` where there is none."""
        found = self.strings[key]
        if isinstance(found, dict):
            raise KeyError(f"{key} has plural forms: use count()")
        return _filled(found, values)

    def count(self, key: str, count: int, shown: object = None, **values: object) -> Markup:
        """A string in the plural form of ``count``; its slot ``{n}`` is ``shown`` or the count."""
        forms = self.strings[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} has no plural forms: use say()")
        number = count if shown is None else shown
        return _filled(forms[plural(self.language, count)], {"n": number, **values})

    def name(self, section: str, value: object) -> str:
        """What a word of a closed set is called; the word itself where it has no name here."""
        found = self.strings.get(f"{section}.{value}")
        if found is None and self.language == "ar" and section in _COUNTED:
            found = _units().get(str(value))
        return found if isinstance(found, str) else str(value).replace("-", " ")

    def state(self, what: str, how: str | None = None) -> str:
        """What a state is called; of one that is not so yet, what and how it is told.

        >>> words("en").state("resumption", "pending")
        'resumption (pending)'
        """
        named = self.name("state", what)
        return named if how is None else f"{named} ({self.name('state', how)})"

    def has(self, key: str) -> bool:
        """Whether there is such a string."""
        return key in self.strings


@cache
def _units() -> dict[str, str]:
    """What is counted, in Arabic: the first form of the first noun of each unit.

    >>> _units()["missile"], _units()["km"], _units()["believer"]
    ('صاروخ', 'كم', 'مصلين')
    """
    found: dict[str, str] = {}
    for name in ("unit.lex.tsv", "noun_unit.tsv"):
        for row in records(name):
            forms = row.get("singular") or row.get("plurals") or row["form"]
            found.setdefault(row["unit"], forms.split(" | ")[0].strip())
    return found


def _filled(text: str, values: dict[str, object]) -> Markup:
    parts = _SLOT.split(text)
    for place in range(1, len(parts), 2):
        parts[place] = isolated(values[parts[place]])
    for place in range(0, len(parts), 2):
        parts[place] = escape(parts[place])
    return Markup("").join(map(Markup, parts))


@cache
def words(language: Language) -> Words:
    """The strings of a language, read once."""
    text = files("tawatur.web").joinpath(f"words/{language}.toml").read_text("utf-8")
    strings: dict[str, str | dict[str, str]] = {}
    for section, entries in tomllib.loads(text).items():
        for name, value in entries.items():
            strings[f"{section}.{name}"] = value
    return Words(language, strings)
