"""The marks between the pieces of a dateline, and of other lines that say when and by whom.

They are as ``fold`` leaves them: every dash is a hyphen.
"""

from __future__ import annotations

from typing import Final

PARTING: Final = frozenset("-:/|\u00b7\u2022")  # «بغداد - رويترز | 30 آذار:»
