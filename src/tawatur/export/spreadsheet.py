"""One row for each account of each incident, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TextIO

COLUMNS: Final = (
    "incident", "type", "earliest", "latest", "place", "place_en", "country", "lat", "lon",
    "accounts", "originators", "conflicts", "claim", "originator_group", "factuality",
    "claim_earliest", "claim_latest", "time_basis", "counts", "chain", "outlet",
    "published_earliest", "published_latest", "title", "url", "document", "path", "start", "end",
    "trigger", "sentence", "score", "rule",
)  # fmt: skip
# What a spreadsheet would take for a formula, and characters that change the order of a line.
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_ORDER: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write(incidents: Iterable[Mapping[str, Any]], file: TextIO) -> None:
    """Writes the records of ``export.incident`` as CSV with a line of column names."""
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    for incident in incidents:
        for row in account_rows(incident):
            table.writerow([cell(value) for value in row])


def account_rows(incident: Mapping[str, Any]) -> list[list[object]]:
    """The rows of one incident, a value a column."""
    rows = (_row(incident, account) for account in incident["accounts"])
    return [[row[column] for column in COLUMNS] for row in rows]


def cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula.

    >>> cell("=cmd()"), cell(-3), cell("- 3")
    ("'=cmd()", '-3', "'- 3")
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = _ORDER.sub("", str(value)).replace("\r\n", "\n")
    return f"'{text}" if _FORMULA.match(text) else text


def number(count: Mapping[str, Any]) -> str:
    """A counted number in words of one line.

    >>> number({"mod": "AT_LEAST", "value": 4, "low": 4, "high": None, "role": "killed",
    ...         "unit": "person", "total": False})
    'killed at least 4'
    """
    signs = {"APPROX": "about ", "AT_LEAST": "at least ", "MORE_THAN": "more than ",
             "AT_MOST": "at most ", "LESS_THAN": "less than "}  # fmt: skip
    value, low, high = count["value"], count["low"], count["high"]
    if value is not None:
        words = f"{signs.get(count['mod'], '')}{value:,}"
    elif low is not None or high is not None:
        words = f"{'?' if low is None else f'{low:,}'}\u2013{'?' if high is None else f'{high:,}'}"
    else:
        words = "?"
    what = count["role"] or count["unit"]
    return " ".join(filter(None, (what, words, "in all" if count["total"] else "")))


def _row(incident: Mapping[str, Any], account: Mapping[str, Any]) -> dict[str, object]:
    place = account["place"] or incident["place"] or {}
    time = account["time"] or {}
    groups = [n for n, group in enumerate(incident["originators"], 1) if account["claim"] in group]
    return {
        "incident": incident["id"],
        "type": account["type"],
        "earliest": incident["earliest"],
        "latest": incident["latest"],
        "place": place.get("name"),
        "place_en": place.get("name_en"),
        "country": place.get("country"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "accounts": len(incident["accounts"]),
        "originators": len(incident["originators"]),
        "conflicts": sum(one["outcome"] == "conflicts" for one in incident["verdicts"]),
        "claim": account["claim"],
        "originator_group": groups[0] if groups else None,
        "factuality": account["factuality"],
        "claim_earliest": time.get("earliest"),
        "claim_latest": time.get("latest"),
        "time_basis": time.get("basis"),
        "counts": "; ".join(map(number, account["counts"])),
        "chain": " \u2190 ".join(link["who"] for link in account["chain"]),
        "outlet": account["outlet"],
        "published_earliest": account["published"]["earliest"],
        "published_latest": account["published"]["latest"],
        "title": account["title"],
        "url": account["url"],
        "document": account["document"],
        "path": account["path"],
        "start": account["trigger"]["start"],
        "end": account["trigger"]["end"],
        "trigger": account["trigger"]["text"],
        "sentence": account["sentence"]["text"],
        "score": account["score"],
        "rule": account["rule"],
    }
