"""Decisions in the browser: written at once, obeyed by the record, undone, and never lost."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tawatur.judge import log
from tawatur.store.project import Project
from tawatur.web.access import Access
from tawatur.web.app import application
from web_guest import BASE, OURS, demonstrated, let_in


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return demonstrated(tmp_path / "p")


@pytest.fixture
def app(project: Project) -> Iterator[TestClient]:
    with let_in(project) as guest:
        yield guest


def entries(project: Project) -> list[tuple[str, str, str | None]]:
    with project.reading() as store:
        return [(e.judgement.kind, e.judgement.who, e.judgement.why) for e in log.entries(store)]


def market(app: TestClient) -> str:
    found = app.get("/incidents.json?type=bombing").json()["incidents"]
    return str(found[0]["id"])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_queues_ask_with_the_words(app: TestClient, lang: str) -> None:
    html = app.get(f"/review?lang={lang}").text
    queues = re.findall(r'href="(/review/[a-z]+)"', html)
    assert len(queues) == 9
    for queue in queues:
        page = app.get(f"{queue}?lang={lang}")
        assert page.status_code == 200
        data = app.get(f"{queue}.json").json()
        assert data.keys() & {"cards", "pairs", "places"}
    card = app.get(f"/review/contradictions?lang={lang}").text
    assert card.count("<blockquote") == 2
    assert 'data-key="accept"' in card
    assert app.get("/review/nothing").status_code == 404
    assert app.get("/review/sample?at=9999999").status_code == 200


def test_a_decision_is_written_and_undone(app: TestClient, project: Project) -> None:
    own_id = market(app)
    form = {"object": own_id, "kind": "accept", "why": "نعم <b>", "next": "/review/toll?at=1"}
    answer = app.post("/decide", data=form, headers=OURS)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/review/toll?at=1&done=1-1"
    assert entries(project) == [("accept", "amal", "نعم <b>")]
    page = app.get(f"/incident/{own_id.replace(':', '-')}?lang=en").text
    assert "accepted" in page
    assert "نعم &lt;b&gt;" in page
    judgement = re.findall(r'value="(jdg:[0-9a-f]+)"', page)[0]
    app.post("/decide", data={"object": judgement, "kind": "undo"}, headers=OURS)
    assert [kind for kind, *_ in entries(project)] == ["accept", "undo"]
    assert "taken back" in app.get("/review?lang=en").text


def test_the_record_obeys(app: TestClient, project: Project) -> None:
    """A rejected incident's claims count nowhere, and stay to be seen."""
    own_id = market(app)
    before = app.get("/incidents.json").json()["total"]
    app.post("/decide", data={"object": own_id, "kind": "reject"}, headers=OURS)
    for _ in range(100):
        if app.get("/incidents.json").json()["total"] < before:
            break
        time.sleep(0.2)
    assert app.get("/incidents.json?type=bombing").json()["total"] == 0
    assert app.get("/review/rejected.json").json()["cards"]


def test_who_decides_is_asked_in_settings(app: TestClient, project: Project) -> None:
    app.post("/settings", data={"who": "Layla"}, headers=OURS)
    app.post("/decide", data={"object": market(app), "kind": "accept"}, headers=OURS)
    assert entries(project)[0][1] == "Layla"


def test_decisions_that_collide_say_so(app: TestClient, project: Project) -> None:
    """Two people had the same page open: the second looks again first."""
    own_id = market(app)
    page = app.get(f"/incident/{own_id.replace(':', '-')}").text
    based_on = re.findall(r'name="based_on" value="(\d+)"', page)[0]
    form = {"object": own_id, "kind": "accept", "based_on": based_on}
    assert app.post("/decide", data=form, headers=OURS).status_code == 303
    app.post("/settings", data={"who": "Layla"}, headers=OURS)
    second = app.post("/decide", data={**form, "kind": "reject"}, headers=OURS)
    assert second.status_code == 409
    assert len(entries(project)) == 1


@pytest.mark.parametrize(
    "form",
    [{}, {"kind": "accept"}, {"kind": "accept", "object": "inc:0"}, {"kind": "pin", "object": "x"},
     {"kind": "undo", "object": "jdg:0"}, {"kind": "accept", "object": "clm:\0"}],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused(
    app: TestClient, project: Project, form: dict[str, str]
) -> None:
    assert app.post("/decide", data=form, headers=OURS).status_code == 400
    assert entries(project) == []


def test_read_only_shows_no_forms(project: Project) -> None:
    access = Access(port=8765, read_only=True)
    with TestClient(application(project, access), base_url=BASE, follow_redirects=False) as guest:
        guest.get(f"/?token={access.token}")
        own_id = market(guest)
        for path in ("/review/toll", f"/incident/{own_id.replace(':', '-')}"):
            assert 'action="/decide"' not in guest.get(path).text
        form = {"object": own_id, "kind": "accept"}
        assert guest.post("/decide", data=form, headers=OURS).status_code == 403
    assert entries(project) == []


def test_incident_whose_only_claim_of_a_report_was_rejected_is_shown(
    app: TestClient, project: Project
) -> None:
    with project.reading() as store:
        run = str(store.current_run())
        homes = {
            one.id: {claim: store.document_of(run, claim) for claim in one.claims}
            for one in store.incidents(run)
        }
    own_id, alone = next(
        (own_id, found)
        for own_id, home in homes.items()
        if len(set(home.values())) > 1
        and (found := [c for c, d in home.items() if list(home.values()).count(d) == 1])
    )
    form = {"object": alone[0], "kind": "reject", "why": "", "next": "/"}
    assert app.post("/decide", data=form, headers=OURS).status_code == 303
    for _ in range(100):
        with project.reading() as store:
            if alone[0] in {c for one in store.incidents(run) for c in one.rejected}:
                break
        time.sleep(0.1)

    page = app.get(f"/incident/{own_id}.json")
    assert page.status_code == 200
    assert alone[0] in {one["claim"] for one in page.json()["rejected"]}


def test_pages_are_read_while_a_run_writes(app: TestClient, project: Project) -> None:
    """The one writer has the project; readers see what was there, and decisions are taken."""
    own_id = market(app)
    with project.writing() as store:
        store.connection.execute("BEGIN IMMEDIATE")
        store.connection.execute("DELETE FROM verdict")
        assert app.get(f"/incident/{own_id.replace(':', '-')}/compare").status_code == 200
        assert app.get("/incidents").status_code == 200
        store.connection.execute("ROLLBACK")
        form = {"object": own_id, "kind": "accept"}
        assert app.post("/decide", data=form, headers=OURS).status_code == 303
    assert len(entries(project)) == 1
