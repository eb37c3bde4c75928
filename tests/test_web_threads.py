"""Threads in the browser: named, joined, parted, taken back; and what they are called in Arabic."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tawatur.compare.threads import Thread
from tawatur.judge import log
from tawatur.store.project import Project
from tawatur.web.access import Access
from tawatur.web.app import application
from tawatur.web.query.threads import Lane, lanes
from web_guest import BASE, OURS, decide, demonstrated, let_in, said, slug, until

PATROLS, TRAINING = "patrols", "training"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return demonstrated(tmp_path / "p")


@pytest.fixture
def app(project: Project) -> Iterator[TestClient]:
    with let_in(project) as guest:
        yield guest


def threads(project: Project) -> tuple[Thread, ...]:
    with project.reading() as store:
        return store.threads(store.current_run() or "")


def followed(project: Project, subject: str) -> Thread:
    return next(one for one in threads(project) if one.subject.startswith(subject))


def claims(thread: Thread) -> list[str]:
    return list(dict.fromkeys(state.claim for state in thread.states))


def address(thread: Thread) -> str:
    return f"/thread/{slug(thread.id)}"


def test_a_thread_is_parted_and_put_together_again(app: TestClient, project: Project) -> None:
    one = followed(project, PATROLS)
    page = app.get(f"{address(one)}/correct?lang=en").text
    offered = re.findall(r'name="part" value="([^"]+)"', page)
    assert offered == claims(one)
    before = len(threads(project))
    back = decide(app, kind="split", object=one.id, part=offered[:2],
                  next=f"{address(one)}/correct")  # fmt: skip
    assert back.startswith(f"{address(one)}/correct?done=")
    assert until(lambda: len(threads(project)) == before + 1)
    assert [claims(t) for t in threads(project) if claims(t) == offered[:2]]
    assert claims(followed(project, PATROLS)) in (offered[:2], offered[2:])
    (entry,) = said(project)
    decide(app, kind="undo", object=entry.id, next="/threads")
    assert until(lambda: len(threads(project)) == before)
    assert claims(followed(project, PATROLS)) == offered


def test_threads_are_joined_and_old_addresses_lead_on(app: TestClient, project: Project) -> None:
    one, other = followed(project, PATROLS), followed(project, TRAINING)
    third = followed(project, "aircraft")
    page = app.get(f"{address(one)}/correct").text
    assert set(re.findall(r'type="checkbox" name="object" value="([^"]+)"', page)) >= {other.id}
    before = len(threads(project))
    decide(app, kind="same", what="threads", object=[one.id, other.id, third.id], next="/threads")
    assert [sorted(ref.id for ref in j.about) for j in said(project)] == [
        sorted((one.id, other.id)), sorted((one.id, third.id)),
    ]  # fmt: skip
    assert until(lambda: len(threads(project)) == before - 2)
    joined = [t for t in threads(project) if set(claims(one)) <= set(claims(t))]
    assert len(joined) == 1
    assert {*claims(one), *claims(other), *claims(third)} == set(claims(joined[0]))
    assert until(lambda: app.get(f"{address(other)}.json").json()["id"] == joined[0].id)
    assert app.get("/thread/thr-0").status_code == 404


def test_a_thread_that_shares_a_claim_is_named_itself(app: TestClient, project: Project) -> None:
    """Of two threads that both hold a claim the one that was named has the name."""
    small = followed(project, TRAINING)
    assert set(claims(small)) & set(claims(followed(project, PATROLS)))
    decide(app, kind="name", object=small.id, value="تدريبات البعثة", next="/threads")
    assert until(lambda: any(t.name for t in threads(project)))
    assert [t.id for t in threads(project) if t.name] == [small.id]
    assert until(lambda: "تدريبات البعثة" in app.get(address(small)).text)


def test_who_decided_meanwhile_is_told(app: TestClient, project: Project) -> None:
    one = followed(project, PATROLS)
    page = app.get(f"{address(one)}/correct").text
    (seen,) = set(re.findall(r'name="based_on" value="(\d+)"', page))
    with project.writing() as store:
        log.append(store, {"kind": "note", "thread": one.id, "why": "look"}, who="badr")
        log.append(store, {"kind": "name", "thread": one.id, "value": "x"}, who="badr")
    form = {"kind": "split", "object": one.id, "part": claims(one)[:1], "based_on": seen}
    answer = app.post("/decide", data=form, headers=OURS)
    assert answer.status_code == 409
    assert "badr" in answer.text
    assert [j.kind for j in said(project)] == ["note", "name"]


def test_a_choice_of_nothing_writes_nothing(app: TestClient, project: Project) -> None:
    one = followed(project, PATROLS)
    for form in ({"kind": "split", "object": one.id},
                 {"kind": "split", "object": one.id, "part": claims(one)},
                 {"kind": "same", "what": "threads", "object": one.id}):  # fmt: skip
        assert app.post("/decide", data=form, headers=OURS).status_code == 400
    assert said(project) == []


def test_whoever_may_only_look_gets_no_forms(project: Project) -> None:
    access = Access(port=8765, read_only=True)
    with TestClient(application(project, access), base_url=BASE) as guest:
        guest.get(f"/?token={access.token}")
        one = address(followed(project, PATROLS))
        for path in (one, f"{one}/correct", "/threads"):
            assert '<form class="fill"' not in guest.get(path).text
        assert guest.post("/decide", data={"kind": "split"}, headers=OURS).status_code == 403


def test_subjects_states_and_places_are_told_in_arabic(app: TestClient, project: Project) -> None:
    rows = list(csv.DictReader(io.StringIO(app.get("/threads.csv").text.lstrip("\ufeff"))))
    assert rows
    for row in rows:
        for column in ("subject_ar", "state_ar", "location_ar"):
            assert not re.search("[A-Za-z]", row[column]), row
        assert re.fullmatch(r"(?:[a-z ]*[\d.]+[^;{]+(?:; |$))*", row["counts"]), row
        assert row["subject_ar"]
    found = app.get("/threads.json").json()["threads"]
    assert {one["subject"]: one["subject_ar"] for one in found}["forces in Libya"] == (
        "القوات في ليبيا"
    )
    page = app.get("/threads?lang=ar").text
    assert "دوريات: بعثة الإسناد الدولية" in page
    assert "forces in" not in page


def test_numbers_are_told_in_the_language_of_the_page(app: TestClient, project: Project) -> None:
    """From the parts that are stored: what is counted, how it is bounded, which part."""
    one = next(t for t in threads(project) if any(s.counts for s in t.states))
    with project.writing() as store:
        store.connection.execute(
            "UPDATE thread_state SET counts = ? WHERE counts <> '[]'",
            ('[{"group":"civilian","high":12345678,"low":12345678,"mod":"MORE_THAN",'
             '"unit":"vehicle"}]',),
        )  # fmt: skip
    arabic, english = (app.get(f"{address(one)}?lang={lang}").text for lang in ("ar", "en"))
    number = '<bdi dir="ltr">12,345,678</bdi>'
    assert f"<bdi>آلية</bdi>: أكثر من {number} (مدنيون)</span>" in arabic
    assert f"<bdi>vehicle</bdi>: more than {number} (civilians)</span>" in english
    found = app.get(f"{address(one)}.json").json()["states"]
    assert {count["text"] for state in found for count in state["counts"]} == {
        "more than 12345678 vehicle (civilian)"}  # fmt: skip


def test_states_are_drawn_by_their_days() -> None:
    """Suspended from the first day to the tenth, of which two tell; then resumed to the end."""

    def state(what: str, earliest: str | None, latest: str, ahead: int = 0) -> dict[str, object]:
        return {"what": what, "how": "planned" if ahead else None, "earliest": earliest,
                "latest": latest, "aspect": "activity", "ahead": ahead}  # fmt: skip

    drawn = lanes([
        state("suspended", None, "2024-05-01"), state("suspended", "2024-05-03", "2024-05-05"),
        state("resumed", "2024-05-10", "2024-05-10"), state("end", None, "2024-05-13", 1),
    ])  # fmt: skip
    assert drawn is not None
    assert (drawn.first, drawn.last) == (date(2024, 5, 1), date(2024, 5, 13))
    assert drawn.lanes == (
        Lane("suspended", None, False, ((0.0, 0.0), (160.0, 320.0)), ((0.0, 720.0),)),
        Lane("resumed", None, False, ((720.0, 720.0),), ((720.0, 1000.0),)),
        Lane("end", "planned", True, ((960.0, 960.0),), ()),
    )
    assert lanes([state("suspended", None, "2024-05-01")]) is None
