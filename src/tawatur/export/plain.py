"""Days and numbers as they are written in records."""

from __future__ import annotations

from datetime import date


def iso(day: date | None) -> str | None:
    """A day as it is written."""
    return None if day is None else day.isoformat()


def plain(number: float | None) -> int | float | None:
    """A whole number without its fraction.

    >>> plain(11.0), plain(0.5), plain(None)
    (11, 0.5, None)
    """
    if number is None or isinstance(number, int):
        return number
    return int(number) if number.is_integer() else number
