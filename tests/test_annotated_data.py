"""The annotated passages are sound: whatever they name stands in their text, where they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tawatur.export.contract import ontology
from tawatur.model.mention import Factuality

DATA: Final = Path(__file__).parent / "data"
SAYINGS: Final = sorted([*DATA.glob("attributions*.jsonl"), *DATA.glob("held_out/attr*.jsonl")])
WORDS: Final = ("source", "via", "addressee", "content")
ROLES: Final = ("agent", "partner", "recipient", "target", "victim", "against", "object",
                "instrument", "subject", "place", "time", "said_by")  # fmt: skip


def passages(path: Path) -> list[dict[str, Any]]:
    """The passages of a file, one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", SAYINGS, ids=[path.stem for path in SAYINGS])
def test_sayings_stand_where_they_are_said_to(path: Path) -> None:
    """Cue, source, content and all others are words of the passage; who holds a saying exists."""
    seen = set()
    for row in passages(path):
        assert row["id"] not in seen
        seen.add(row["id"])
        for place, item in enumerate(row["attributions"]):
            told = (row["id"], item["cue"])
            assert row["text"].startswith(item["cue"], item["cue_at"]), told
            for field in WORDS:
                assert not item.get(field) or item[field] in row["text"], (*told, field)
            parent = item["parent"]
            assert parent is None or 0 <= parent < len(row["attributions"]), told
            assert parent != place, told


def test_events_of_the_prose_stand_where_they_are_said_to() -> None:
    """Trigger, participants and numbers are words of the passage, types and factuality ours."""
    facts = {one.value for one in Factuality}
    for row in passages(DATA / "events_prose.jsonl"):
        places = [event["trigger_at"] for event in row["events"]]
        assert places == sorted(places), row["id"]
        for event in row["events"]:
            told = (row["id"], event["trigger"])
            assert row["text"].startswith(event["trigger"], event["trigger_at"]), told
            others = [value for other in event.get("accept", ()) for value in other.items()]
            for field, value in [*event.items(), *others]:
                if field == "type":
                    assert value in ontology(), told
                elif field == "factuality":
                    assert value in facts, told
                elif field in (*ROLES, "trigger") and value:
                    assert value in row["text"], (*told, field)
            for count in event.get("counts", ()):
                assert count["text"] in row["text"], told
                assert count["high"] is None or count["low"] <= count["high"], told
