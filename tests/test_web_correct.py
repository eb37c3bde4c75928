"""Corrections in the browser: each form writes its judgement, the record obeys, undo takes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tawatur.judge import log
from tawatur.model.claim import Incident
from tawatur.store.project import Project
from tawatur.web.access import Access
from tawatur.web.app import application
from web_guest import BASE, OURS, decide, demonstrated, let_in, said, slug, until


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return demonstrated(tmp_path / "p")


@pytest.fixture
def app(project: Project) -> Iterator[TestClient]:
    with let_in(project) as guest:
        yield guest


def market(project: Project) -> Incident:
    with project.reading() as store:
        return next(i for i in store.incidents(store.current_run() or "") if i.type == "bombing")


def killed(project: Project) -> tuple[str, Any]:
    """A claim of the first incident that gives a number of killed, and the number's words."""
    one = market(project)
    with project.reading() as store:
        run = store.current_run() or ""
        for claim in one.claims:
            document = store.document_of(run, claim)
            analysis = store.analysis(run, document or "")
            assert analysis is not None
            found = next(c for c in analysis.claims if c.id == claim)
            for place in found.event.counts:
                quantity = analysis.quantities[place]
                if quantity.role == "killed":
                    return claim, quantity.span
    raise AssertionError("no count")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_claim_is_shown_with_all_that_can_be_corrected(
    app: TestClient, project: Project, lang: str
) -> None:
    claim, _ = killed(project)
    page = app.get(f"/claim/{slug(claim)}?lang={lang}").text
    assert page.count("<blockquote") == 1
    assert len(re.findall(r'href="/claim/[^"]+\?field=\w+#form"', page)) >= 8
    for field in ("killed", "time", "type", "factuality", "place", "source", "agent", "activity"):
        form = app.get(f"/claim/{slug(claim)}?field={field}&lang={lang}").text
        assert f'<input type="hidden" name="field" value="{field}">' in form
        assert "data-evidence-words" in form
    assert app.get("/claim/clm-0").status_code == 404


def test_a_count_is_edited_with_its_words(app: TestClient, project: Project) -> None:
    claim, span = killed(project)
    where = decide(app, kind="edit", object=claim, field="killed", mod="AT_LEAST", number="٢١",
                   start=span.start, end=span.end, why="the ministry", based_on="0",
                   next=f"/claim/{slug(claim)}")  # fmt: skip
    assert where == f"/claim/{slug(claim)}?done=1-1"
    (one,) = said(project)
    assert (one.kind, one.field, one.evidence and one.evidence.span) == ("edit", "killed", span)
    assert one.value == {"value": 21, "low": None, "high": None, "mod": "AT_LEAST"}

    def shown() -> bool:
        rows = app.get(f"/claim/{slug(claim)}.csv").text
        return any(line.startswith("killed") and "21" in line for line in rows.splitlines())

    assert until(shown)
    tolls = {t.field: t for t in market(project).tolls}
    assert tolls["killed"].high == 21
    toast = app.get(where).text
    assert "toast" in toast
    assert one.id in toast


@pytest.mark.parametrize(
    ("form", "field", "value"),
    [
        ({"field": "time", "first": "2024-05-13", "last": ""}, "time",
         {"earliest": "2024-05-13", "latest": "2024-05-13"}),
        ({"field": "type", "value": "shelling"}, "type", "shelling"),
        ({"field": "killed", "number": "3", "upto": "5"}, "killed",
         {"value": None, "low": 3, "high": 5, "mod": "RANGE"}),
        ({"field": "killed", "nothing": "on"}, "killed", None),
        ({"field": "agent", "value": "لواء النور\nسرية الفجر"}, "agent",
         [{"name": "لواء النور"}, {"name": "سرية الفجر"}]),
        ({"field": "place", "value": "تل النخيل", "lat": "33.5", "lon": "٤٤٫٢"}, "place",
         {"name": "تل النخيل", "lat": 33.5, "lon": 44.2}),
        ({"field": "source", "value": "شاهد", "anonymous": "on"}, "source",
         {"who": "شاهد", "entity": None, "anonymous": True}),
    ],
)  # fmt: skip
def test_every_field_has_its_form(
    app: TestClient, project: Project, form: dict[str, str], field: str, value: Any
) -> None:
    claim, _ = killed(project)
    decide(app, kind="edit", object=claim, **form)
    assert [(one.field, one.value) for one in said(project)] == [(field, value)]


def test_words_that_are_not_in_the_report_are_refused(app: TestClient, project: Project) -> None:
    claim, _ = killed(project)
    form = {"kind": "edit", "object": claim, "field": "killed", "number": "3", "evidence": "xyz",
            "next": "/claim/x"}  # fmt: skip
    answer = app.post("/decide", data=form, headers=OURS)
    assert answer.status_code == 400
    assert "does not hold the words" in answer.text
    assert 'href="/claim/x"' in answer.text
    assert said(project) == []


def test_incidents_are_joined_and_parted(app: TestClient, project: Project) -> None:
    one = market(project)
    page = app.get(f"/incident/{slug(one.id)}/correct").text
    other = re.findall(r'name="with" value="(inc:[0-9a-f]+)"', page)[0]
    decide(app, kind="merge", object=one.id, **{"with": other})

    def joined() -> bool:
        with project.reading() as store:
            return store.incident(store.current_run() or "", other) is None

    assert until(joined)
    heir = market(project).id
    assert until(lambda: app.get(f"/incident/{slug(other)}.json").json().get("id") == heir)
    assert f'href="/incident/{slug(heir)}/compare"' in app.get(f"/incident/{slug(other)}").text
    part = re.findall(r'name="part" value="([^"]+)"', page)[-1]
    decide(app, kind="split", object=market(project).id, part=part)

    def parted() -> bool:
        return not set(part.split()) & set(market(project).claims)

    assert until(parted)
    assert [one.kind for one in said(project)] == ["merge", "split"]


def test_a_claim_is_moved_out(app: TestClient, project: Project) -> None:
    claim = market(project).claims[-1]
    decide(app, kind="move", object=claim, to="")
    assert until(lambda: claim not in market(project).claims)


def test_a_pinned_value_goes_first_everywhere(app: TestClient, project: Project) -> None:
    one = market(project)
    form = app.get(f"/incident/{slug(one.id)}/correct?field=killed").text
    assert 'name="number"' in form
    decide(app, kind="pin", object=one.id, field="killed", number="13", why="the register")
    listed = "/incidents.json?type=bombing"

    def pinned() -> bool:
        figures = app.get(listed).json()["incidents"][0]["figures"]
        return {"field": "killed", "low": 13, "high": 13, "disputed": False} in figures

    assert until(pinned)
    page = app.get(f"/incident/{slug(one.id)}?lang=en").text
    assert "set by <bdi>amal</bdi>" in page


def test_sources_are_told_apart_and_notes_left(app: TestClient, project: Project) -> None:
    one = market(project)
    first, second = one.claims[0], one.claims[-1]
    pair = {"what": "claims", "object": [first, second]}
    decide(app, kind="depends-on", **pair)
    decide(app, kind="note", object=one.id, why="asked the hospital")
    assert [(j.kind, [r.id for r in j.about]) for j in said(project)] == [
        ("depends-on", [first, second]), ("note", [one.id]),
    ]  # fmt: skip
    assert "asked the hospital" in app.get(f"/incident/{slug(one.id)}/correct").text


def test_a_thread_is_called_otherwise(app: TestClient, project: Project) -> None:
    page = app.get("/threads").text
    page = app.get(re.findall(r"/thread/[\w-]+", page)[0] + "/correct").text
    own_id = re.findall(r'name="object" value="(\w+:[0-9a-f]+)"', page)[0]
    decide(app, kind="name", object=own_id, value="قاعدة الوادي", next="/threads")
    assert until(lambda: "قاعدة الوادي</bdi>" in app.get("/threads").text)
    assert said(project)[0].kind == "name"


def test_a_missing_event_is_added(app: TestClient, project: Project) -> None:
    with project.reading() as store:
        document = store.documents(store.current_run() or "")[0]
    text = document.text
    word = next(w for w in text.split() if len(w) > 4 and text.count(w) == 1)
    decide(app, kind="add", object=document.id, type="clash", evidence=word,
           next=f"/document/{slug(document.id)}")  # fmt: skip
    (one,) = said(project)
    assert (one.kind, one.value, one.evidence and one.evidence.exact) == (
        "add", {"type": "clash"}, word,
    )  # fmt: skip


def test_many_are_decided_and_taken_back_at_once(app: TestClient, project: Project) -> None:
    page = app.get("/review/score?view=list&lang=en").text
    claims = re.findall(r'name="object" value="(clm:[0-9a-f]+)"', page)[:3]
    where = decide(app, kind="reject", object=claims, next="/review/score?view=list")
    assert where == "/review/score?view=list&done=1-3"
    toast = app.get(where + "&lang=en").text
    assert "3 decisions are written down" in toast.replace('<bdi dir="ltr">3</bdi>', "3")
    assert not set(claims) & set(re.findall(r'name="object" value="(clm:[^"]+)"', toast))
    made = re.findall(r'name="object" value="(jdg:[0-9a-f]+)"', toast)
    assert len(made) == 3
    decide(app, kind="undo", object=made, next="/review")
    with project.reading() as store:
        assert [e.undone_by is not None for e in log.entries(store)] == [True] * 3 + [False] * 3


def test_a_batch_with_one_wrong_object_writes_nothing(app: TestClient, project: Project) -> None:
    form = {"kind": "accept", "object": [market(project).id, "inc:0"]}
    assert app.post("/decide", data=form, headers=OURS).status_code == 400
    assert said(project) == []


@pytest.mark.parametrize("kind", ["same", "different", "unsure"])
def test_names_are_decided(app: TestClient, project: Project, kind: str) -> None:
    before = app.get("/review/names.json").json()["pairs"]
    page = app.get("/review/names?lang=en").text
    assert page.count("<blockquote") >= 2
    pair = re.findall(r'name="object" value="(ent:[0-9a-f]+)"', page)
    assert set(pair) == {before[0]["left"], before[0]["right"]}
    decide(app, kind=kind, what="names", object=pair)
    after = app.get("/review/names.json").json()["pairs"]
    assert len(after) == len(before) - 1
    assert app.get("/review/names?list=joined&lang=ar").status_code == 200


def test_a_place_is_picked_from_those_of_its_name(tmp_path: Path) -> None:
    """Two towns bear the name; what is picked is the claim's place, with its point on the map."""
    from tawatur.cli import project as commands

    report = tmp_path / "a.txt"
    report.write_text(
        "قتل ثلاثة أشخاص في انفجار وقع في الزاوية يوم الاثنين 13 أيار 2024، بحسب مصدر طبي.", "utf-8"
    )
    project = Project.create(tmp_path / "p")
    assert commands.take_in(project, [report], quiet=True) == 0
    assert commands.analyse(project, quiet=True) == 0
    with project.writing() as store:  # as it is where nothing speaks for any of them
        store.connection.execute("UPDATE entity SET basis = '[\"rank\"]' WHERE kind = 'place'")
    access = Access(port=8765, user="amal")
    with TestClient(application(project, access), base_url=BASE, follow_redirects=False) as app:
        app.get(f"/?token={access.token}")
        page = app.get("/review/places?lang=ar").text
        ids = re.findall(r'name="choice" value="(ent:[^"]+)"', page)
        claims = re.findall(r'name="object" value="(clm:[0-9a-f]+)"', page)
        assert len(ids) > 1
        assert claims
        decide(app, kind="edit", field="place", choice=ids[-1], object=claims)
        assert app.get("/review/places.json").json()["places"] == []
        (one, *_) = said(project)
        assert one.value["entity"] == ids[-1]
        assert {"name", "country", "lat", "lon"} <= set(one.value)

        def placed() -> bool:
            found = app.get("/incidents.json").json()["incidents"]
            return any(i["lat"] == one.value["lat"] for i in found)

        assert until(placed), json.dumps(app.get("/incidents.json").json())


def test_who_corrects_what_another_decided_meanwhile_is_told(
    app: TestClient, project: Project
) -> None:
    claim, _ = killed(project)
    form = {"kind": "edit", "object": claim, "field": "killed", "number": "5", "based_on": "0",
            "next": f"/claim/{slug(claim)}"}  # fmt: skip
    decide(app, **form)
    app.post("/settings", data={"who": "Layla"}, headers=OURS)
    second = app.post("/decide", data={**form, "number": "6"}, headers=OURS)
    assert second.status_code == 409
    assert f'href="/claim/{slug(claim)}"' in second.text
    assert "<bdi>amal</bdi>" in second.text
    assert len(said(project)) == 1


def test_arabic_queues_say_why_in_arabic(app: TestClient) -> None:
    for queue in ("contradictions", "toll", "score", "sample", "grade"):
        page = app.get(f"/review/{queue}?lang=ar").text
        reason = re.search(r"<details open><summary>[^<]*</summary>(.*?)</details>", page, re.S)
        if reason is None:
            assert 'class="empty"' in page
            continue
        plain = re.sub(r"<[^>]+>|jdg:\w+", " ", reason[1])
        assert not re.search(r"[A-Za-z]{3}", plain), plain


def test_read_only_pages_have_no_forms(project: Project) -> None:
    access = Access(port=8765, read_only=True)
    one = market(project)
    with TestClient(application(project, access), base_url=BASE, follow_redirects=False) as guest:
        guest.get(f"/?token={access.token}")
        for path in (f"/claim/{slug(one.claims[0])}?field=killed", "/review/names",
                     f"/incident/{slug(one.id)}/correct", "/review/score?view=list"):  # fmt: skip
            page = guest.get(path)
            assert page.status_code == 200
            assert 'method="post"' not in page.text.replace('action="/settings"', ""), path
