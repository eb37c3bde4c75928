"""The engine of the joins behind copies and incidents."""

from __future__ import annotations

import atexit
import gc
from functools import cache
from types import ModuleType


@cache
def engine() -> ModuleType:
    """DuckDB, loaded when it is needed: that takes a tenth of a second."""
    import duckdb

    # A language is frozen for the collector, and what was loaded before with it; unless it is let
    # go, DuckDB complains at the end of the program that its types were never collected.
    atexit.register(gc.unfreeze)
    return duckdb
