"""What one reader prefers: language, digits, months, colours, keys. Kept in cookies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast

from tawatur.web.figures import DIGITS, MONTHS, Digits, Figures, Months
from tawatur.web.words import LANGUAGES, Language, words

Theme = Literal["auto", "light", "dark"]
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "lang": LANGUAGES,
    "digits": DIGITS,
    "months": MONTHS,
    "theme": ("auto", "light", "dark"),
    "keys": ("on", "off"),
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices of one reader."""

    lang: Language = "en"
    digits: Digits = "latin"
    months: Months = "both"
    theme: Theme = "auto"
    keys: Literal["on", "off"] = "on"

    @property
    def figures(self) -> Figures:
        """How figures are written for this reader."""
        return Figures(words(self.lang), self.digits, self.months)


def read(cookies: Mapping[str, str], query: Mapping[str, str], accepted: str) -> Preferences:
    """What cookies say, and ``?lang=`` before them; else the browser's first known language."""
    lang = query.get("lang") or cookies.get("lang")
    found = {
        name: value
        for name, choices in CHOICES.items()
        if (value := cookies.get(name, "")) in choices
    }
    found["lang"] = lang if lang in LANGUAGES else _accepted(accepted)
    return Preferences(**cast("dict[str, object]", found))  # type: ignore[arg-type]


def _accepted(header: str) -> Language:
    """The first of the languages that a browser asks for which we have.

    >>> _accepted("fr-FR,ar-IQ;q=0.8,en;q=0.5"), _accepted("")
    ('ar', 'en')
    """
    for part in header.split(","):
        for language in LANGUAGES:
            if part.strip().lower().startswith(language):
                return language
    return "en"
