"""Writes the tables of docs/exports.md anew from columns.tsv: python tools/export_tables.py."""

from __future__ import annotations

import re
from pathlib import Path

from tawatur.export.columns import markdown

PAGE = Path(__file__).parents[1] / "docs" / "exports.md"
TABLE = re.compile(r"(<!-- columns: (\w+) -->\n).*?(<!-- end -->)", re.S)


def filled(page: str) -> str:
    """The page with each of its tables as it must be."""
    return TABLE.sub(lambda found: f"{found[1]}{markdown(found[2])}\n{found[3]}", page)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")
