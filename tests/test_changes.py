"""The record grows report by report: what is touched, what is told of it, what becomes of ids."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tawatur.cli.main import main
from tawatur.link import incidents
from tawatur.link.decided import Decided
from tawatur.store.dump import dump
from tawatur.store.project import Project
from tawatur.store.runkey import RunKey
from tawatur.store.store import Arrival, Store, content_id

SAMPLE = Path(incidents.__file__).parents[1] / "sample" / "reports"
KEY = RunKey("run:1", "code", "language", "{}")


def tawatur(*arguments: object) -> None:
    with pytest.raises(SystemExit) as end:
        main([*map(str, arguments), "-q"])
    assert not end.value.code


def dumped(folder: Path) -> list[str]:
    with Project.open(folder).reading() as store:
        return list(dump(store.connection))


def test_report_by_report_gives_what_all_at_once_gives(tmp_path: Path) -> None:
    """The whole record of the sample's first story, to the byte; run again, nothing changes."""
    reports = [path for path in sorted(SAMPLE.glob("*.txt")) if path.name < "08"]
    for name in ("one", "all"):
        tawatur("init", tmp_path / name)
    tawatur("add", *reports, "-p", tmp_path / "all")
    tawatur("run", "-p", tmp_path / "all")
    for report in reports:
        tawatur("add", report, "-p", tmp_path / "one")
        tawatur("run", "-p", tmp_path / "one")
    record = dumped(tmp_path / "all")

    assert dumped(tmp_path / "one") == record
    tawatur("run", "-p", tmp_path / "one")
    assert dumped(tmp_path / "one") == record
    with Project.open(tmp_path / "one").reading() as store:
        assert len(store.changes("2020-01-01")) == len(reports)


# --- in a store ----------------------------------------------------------------------------------

SAME: dict[str, Any] = {"day": "2024-05-14", "place": "khan"}


def told(story: Any, decided: Decided | None = None, store: Store | None = None) -> Store:
    """The story as a run wrote it."""
    kept = store or Store.create()
    for analysis in story.analyses:
        document = analysis.document
        kept.add([Arrival(document, "0" * 64, 1)])
        assert content_id(document)
    waiting = kept.begin(KEY)
    by_given = {content_id(one.document): one for one in story.analyses}
    kept.write(KEY.id, [as_stored(by_given[own_id]) for own_id in waiting])
    kept.join(KEY.id, (), incidents.link(kept.analyses(KEY.id), (), decided or Decided()))
    return kept


def as_stored(analysis: Any) -> Any:
    """An analysis under the id that its document has in a project."""
    from dataclasses import replace

    own_id = content_id(analysis.document)
    claims = tuple(replace(claim, document=own_id) for claim in analysis.claims)
    return replace(analysis, document=replace(analysis.document, id=own_id), claims=claims)


def last(store: Store) -> Sequence[tuple[str, str, tuple[str, ...]]]:
    changes = store.changes("2020-01-01")[-1].changes
    return sorted((one.kind, one.incident, one.heirs) for one in changes)


def ids(store: Store) -> dict[tuple[str, ...], str]:
    return {one.claims: one.id for one in store.incidents(KEY.id)}


def test_a_new_report_touches_only_its_incident(story: Any) -> None:
    """Rows of other incidents stay as they are, and nothing is told of them."""
    story.report("a", "2024-05-14").claim("bombing", **SAME)
    story.report("b", "2024-05-20").claim("arrest", day="2024-05-20", place="basra")
    store = told(story)
    written: list[str] = []
    store.connection.set_trace_callback(written.append)
    story.report("c", "2024-05-15").claim("bombing", **SAME)
    told(story, store=store)
    store.connection.set_trace_callback(None)

    assert [kind for kind, *_ in last(store)] == ["changed"]
    assert sum("INSERT INTO incident " in line for line in written) == 1
    assert "claims: 1 before, now 2" in store.changes("2020-01-01")[-1].changes[0].text


def test_old_ids_lead_to_their_heirs(story: Any) -> None:
    """Merged ones redirect, split ones list their heirs, and back again."""
    story.report("a", "2024-05-14").claim("bombing", **SAME)
    story.report("b", "2024-05-15").claim("bombing", **SAME)
    story.report("c", "2024-05-16").claim("bombing", **SAME)
    apart = Decided(
        different=(("clm:a0", "clm:b0"), ("clm:a0", "clm:c0")), same=(("clm:b0", "clm:c0"),)
    )
    store = told(story, apart)
    first, second = ids(store)["clm:a0",], ids(store)["clm:b0", "clm:c0"]
    told(story, store=store)

    assert last(store) == [("changed", first, ()), ("moved", second, (first,))]
    assert store.heirs(second) == store.heirs(first) == (first,)

    told(story, Decided(different=(("clm:b0", "clm:a0"), ("clm:b0", "clm:c0"))), store)
    own = ids(store)
    assert last(store) == [("new", second, ()), ("split", first, tuple(sorted(own.values())))]
    assert store.heirs("inc:unheard-of") == ()


def test_an_earlier_report_gives_another_id_and_the_old_one_leads_there(story: Any) -> None:
    """The id is that of the first claim."""
    story.report("b", "2024-05-15").claim("bombing", **SAME)
    store = told(story)
    (before,) = ids(store).values()
    story.report("a", "2024-05-14").claim("bombing", **SAME)
    told(story, store=store)
    (after,) = ids(store).values()

    assert after != before
    assert store.heirs(before) == (after,)


def test_since_a_run_tells_what_came_after_it(story: Any) -> None:
    """A run that nothing follows changed nothing since; a run of other projects is not known."""
    story.report("a", "2024-05-14").claim("bombing", **SAME)
    store = told(story)

    assert store.changes("run:1") == ()
    assert len(store.changes("2020-01-01")) == 1
    with pytest.raises(Exception, match="no run run:2"):
        store.changes("run:2")


def test_a_command_finds_an_incident_by_its_former_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The later report comes first: its incident has another id once the earlier one is known."""
    folder = tmp_path / "p"
    tawatur("init", folder)
    seen = []
    for name in ("03_riwaq_copy.txt", "01_alrafid_first.txt"):
        tawatur("add", SAMPLE / name, "-p", folder)
        tawatur("run", "-p", folder)
        with Project.open(folder).reading() as store:
            run = store.current_run()
            assert run is not None
            seen.append({one.id for one in store.incidents(run)})
    gone = seen[0] - seen[1]
    capsys.readouterr()
    for own_id in sorted(gone):
        with pytest.raises(SystemExit):
            main(["incident", own_id, "-p", str(folder), "--json"])
        shown = capsys.readouterr()
        assert json.loads(shown.out)["id"] in seen[1]
        assert f"{own_id} is now inc:" in shown.err
