"""Whether a text is Arabic at all: a test of letters, not of words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from typing import Final

from tawatur.errors import LanguageDataError
from tawatur.rules.load import text_of
from tawatur.text.words import heads

_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5]+")
_SAMPLE: Final = 100_000  # characters: enough to tell, and a bound for hostile texts

# On ant-dev (884 Arabic articles) foreign letters stay under 1 % of all and words with the article
# above 15 %; in Persian and Urdu news the former pass 8 % and the latter hardly exist.
_FOREIGN_SHARE: Final = 0.03
_ARTICLE_SHARE: Final = 0.08
_FEWEST_WORDS: Final = 8
_ARABIC_SHARE: Final = 0.02


def fault(text: str) -> str | None:
    """Why a text is not taken for Arabic, or ``None`` where it may be.

    >>> fault("Nothing to see here")
    'no Arabic letter in it'
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    arabic = sum(map(len, words))
    if not arabic:
        return "no Arabic letter in it"
    letters = len(_LETTER.findall(sample))
    if arabic < _ARABIC_SHARE * letters:
        return f"hardly any Arabic: {arabic} of {letters} letters"
    return _other_language(words, arabic)


def _other_language(words: list[str], letters: int) -> str | None:
    if len(words) < _FEWEST_WORDS:
        return None
    counts = Counter("".join(words))
    foreign = {
        language: sum(counts[letter] for letter in own) for language, own in _letters().items()
    }
    everything = sum(counts[letter] for letter in frozenset().union(*_letters().values()))
    if everything < _FOREIGN_SHARE * letters:
        return None
    article = _article()
    with_article = sum(any(word.startswith(article, p) for p in heads(word)) for word in words)
    if with_article >= _ARTICLE_SHARE * len(words):
        return None
    own = (name for name, count in foreign.items() if count >= _FOREIGN_SHARE * letters)
    language = next(own, max(foreign, key=lambda name: foreign[name]))
    return f"not Arabic but, by its letters, {language}"


@cache
def _article() -> str:
    return str(tomllib.loads(text_of("clitic.toml"))["article"])


@cache
def _letters() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    faults = []
    for number, line in enumerate(text_of("script.tsv").split("\n"), 1):
        if not line or line.startswith(("#", "language\t")):
            continue
        language, tab, letters = line.partition("\t")
        if not tab or any(len(letter) != 1 for letter in letters.split()):
            faults.append(f"script.tsv:{number}: not 'language<tab>letters': {line!r}")
        found[language] = frozenset(letters.split())
    if faults:
        raise LanguageDataError(faults)
    return found
