"""What makes two runs the same: the program, its language files and the project's settings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import tawatur
from tawatur.store.columns import to_json

# The packages whose code decides what is found in a document; how it is shown is not part of it.
_STAGES = ("model", "text", "rules", "annotate", "resolve", "link", "compare", "pipeline.py")
_LANGUAGE = ("lang", "gazetteer")


@dataclass(frozen=True, slots=True)
class RunKey:
    """One state of the program; ``id`` is a hash of the other three."""

    id: str
    code: str
    language: str
    config: str


def run_key(config: Mapping[str, object] | None = None) -> RunKey:
    """The key of a run by this program with these settings."""
    code = f"{tawatur.__version__}+{_digest(_STAGES)[:16]}"
    language = _digest(_LANGUAGE)
    settings = to_json(dict(config or {}))
    joined = "\n".join((code, language, settings))
    return RunKey(f"run:{sha256(joined)[:16]}", code, language, settings)


def sha256(text: str) -> str:
    """The hash of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@cache
def _digest(parts: tuple[str, ...]) -> str:
    found = hashlib.sha256()
    for part in parts:
        for name, file in sorted(_files(files("tawatur").joinpath(part), part)):
            data = file.read_bytes()
            found.update(f"{name}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()


def _files(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if place.is_file():
        if not name.endswith(".pyc"):
            yield name, place
    elif place.is_dir():
        for child in place.iterdir():
            yield from _files(child, f"{name}/{child.name}")
