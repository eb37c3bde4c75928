"""Every page of the sample in both languages, its data, and what hostile text may not do."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tawatur.cli.demonstrate import make
from tawatur.model.text import Document
from tawatur.store.project import Project
from tawatur.store.store import Arrival
from tawatur.web.access import Access
from tawatur.web.app import application
from tawatur.web.pages.timeline import Bar, opens_at
from tawatur.web.site import export

BASE = "http://127.0.0.1:8765"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("sample") / "sample"
    make(folder, quiet=True)
    return Project.open(folder)


def opened(project: Project) -> TestClient:
    access = Access(port=8765)
    guest = TestClient(application(project, access), base_url=BASE)
    guest.get(f"/?token={access.token}")
    return guest


@pytest.fixture(scope="session")
def app(sample: Project) -> Iterator[TestClient]:
    with opened(sample) as guest:
        yield guest


@pytest.fixture(scope="session")
def market(app: TestClient) -> str:
    """The address of the bombing of the first story."""
    found = app.get("/incidents.json?type=bombing").json()["incidents"]
    return f"/incident/{found[0]['id']}".replace(":", "-")


@pytest.fixture(scope="session")
def report(app: TestClient) -> str:
    """The address of the report that is a copy, word for word."""
    found = app.get("/search.json", params={"q": "خان الورد"}).json()["reports"]
    copy = next(one for one in found if "أربعة قتلى" in (one["title"] or ""))
    return f"/document/{copy['document']}".replace(":", "-")


PAGES = ("/", "/incidents", "/timeline", "/timeline?by=report", "/map", "/threads",
         "/search?q=الشرطة", "/sources", "/runs", "/settings")  # fmt: skip
MARKET = ("", "/compare", "/compare?copies=hidden", "/chain")


class Shape(HTMLParser):
    """Looks whether elements are closed, ids unique and images of words labelled."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else at {self.getpos()}")


def shape_of(html: str) -> Shape:
    shape = Shape()
    shape.feed(html)
    return shape


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", [*PAGES, *(f"market{below}" for below in MARKET), "report"])
def test_pages_are_whole(app: TestClient, market: str, report: str, path: str, lang: str) -> None:
    path = path.replace("market", market).replace("report", report, path == "report")
    answer = app.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    html = answer.text
    assert answer.status_code == 200
    assert f'lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in html
    shape = shape_of(html)
    assert not shape.faults
    assert not shape.open
    assert len(set(shape.ids)) == len(shape.ids)
    assert len(html.encode()) < 300_000
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize(
    "path",
    ["/home", "/incidents", "/timeline", "/map", "/threads", "/sources", "/runs",
     "/search", "market", "market/compare", "market/chain", "report"],
)  # fmt: skip
def test_every_page_has_its_data(app: TestClient, market: str, report: str, path: str) -> None:
    path = path.replace("market", market).replace("report", report)
    query = {"q": "الشرطة"} if path == "/search" else {}
    data = app.get(f"{path}.json", params=query)
    assert data.headers["content-type"].startswith("application/json")
    assert data.json()
    table = app.get(f"{path}.csv", params=query)
    assert table.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert path == "/threads" or len(rows) > 1


def words_of(html: str) -> str:
    """What a reader sees, without the marks of the page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_the_dossier_answers_who_says_how_many(app: TestClient, market: str) -> None:
    """Killed 4 to 14; the health directorate 14; the copies are named as copies."""
    html = app.get(f"{market}?lang=en").text
    section = html[html.index('id="toll-killed"') : html.index('id="toll-injured"')]
    words = words_of(section)
    assert "4–14" in words
    assert re.search(r"14 16 May (2024 )?(to 21 May 2024 )?[^0-9]*دائرة صحة ديالى", words)
    assert "صحيفة رواق الصباح copied from وكالة الرافد للأنباء" in words
    assert "صحيفة سطور الخليج copied from وكالة الرافد للأنباء" in words


def test_lists_and_dossiers_give_the_same_ranges(app: TestClient) -> None:
    for page in (1, 2, 3):
        for one in app.get(f"/incidents.json?page={page}").json()["incidents"]:
            html = app.get(f"/incident/{one['id'].replace(':', '-')}?lang=en").text
            for figure in one["figures"]:
                low, high = int(figure["low"]), int(figure["high"])
                shown = str(low) if low == high else f"{low}–{high}"
                assert f'<p class="big"><bdi dir="ltr">{shown}</bdi>' in re.sub(
                    r">\s+<", "><", html
                )


def test_a_cell_opens_its_sentence(app: TestClient, market: str) -> None:
    html = app.get(f"{market}/compare?lang=en").text
    links = re.findall(r'data-evidence href="([^"]+field=killed)"', html)
    assert len(links) > 5
    for link in links:
        part = app.get(link.replace("&amp;", "&")).text
        assert '<mark class="number"' in part or "event" in part
        assert "data-part" in part


def test_the_reader_changes_no_letter(app: TestClient, report: str, sample: Project) -> None:
    html = app.get(report).text
    lines = re.findall(r'<p class="words"[^>]*>(.*?)</p>', html, re.S)
    shown = [re.sub(r"</?mark[^>]*>", "", line) for line in lines]
    with sample.reading() as store:
        text = store.document("doc:" + report.rpartition("-")[2])
    assert text is not None
    whole = [line for line in text.text.split("\n") if line.strip()]
    assert [one.replace("&#39;", "'").replace("&#34;", '"') for one in shown] == whole
    assert "taken over from" in html


def test_filters_narrow(app: TestClient) -> None:
    data = app.get("/incidents.json?standing=disputed&least=2").json()
    assert data["incidents"]
    assert all(one["standing"] == "disputed" and one["reports"] > 1 for one in data["incidents"])
    none = app.get("/incidents.json?from=2030-01-01&type=bombing").json()
    assert none["total"] == 0
    odd = app.get("/incidents?page=99999999999&sort=x&from=x&least=-3&standing=y&place=%25")
    assert odd.status_code == 200


def test_unknown_things_are_told(app: TestClient) -> None:
    for path in ("/incident/inc-nothing", "/document/doc-nothing", "/nowhere",
                 "/incident/x/evidence?claim=y"):  # fmt: skip
        assert app.get(path).status_code == 404


def test_search_shows_where(app: TestClient) -> None:
    html = app.get("/search", params={"q": '"خان الورد"'}).text
    assert '<mark class="hit">' in html
    assert app.get("/search", params={"q": "?؟!"}).status_code == 200
    exact = app.get("/search.json", params={"q": "اعلن", "exact": "on"}).json()["reports"]
    loose = app.get("/search.json", params={"q": "اعلن"}).json()["reports"]
    assert len(exact) < len(loose)


EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} \u202e=cmd()'


def test_what_a_report_says_is_text_only(tmp_path: Path) -> None:
    """Markup, template signs and formulas of a report are shown, never obeyed."""
    from tawatur.cli.project import analyse

    project = Project.create(tmp_path / "p")
    text = f"أعلنت الشرطة مقتل 3 أشخاص في بعقوبة {EVIL}\n{EVIL}"
    document = Document("=x", text, outlet=EVIL, title=EVIL, url=f"javascript:{EVIL}")
    with project.writing() as store:
        store.add([Arrival(document, "0" * 64, 1)])
    analyse(project, quiet=True)
    with opened(project) as guest:
        found = guest.get("/incidents.json").json()["incidents"]
        pages = ["/", "/incidents", "/timeline", "/map", "/sources", "/runs", "/search?q=الشرطة"]
        for one in found:
            base = "/incident/" + one["id"].replace(":", "-")
            pages += [base, f"{base}/compare", f"{base}/chain"]
        reports = guest.get("/search.json", params={"q": "الشرطة"}).json()["reports"]
        pages += ["/document/" + one["document"].replace(":", "-") for one in reports]
        for page in pages:
            html = guest.get(page).text
            assert "<script>alert" not in html, page
            assert "<img" not in html, page
            assert 'href="javascript' not in html, page
            assert "49 " not in html, page
        for row in csv.reader(io.StringIO(guest.get("/sources.csv").content.decode("utf-8-sig"))):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_an_empty_project_says_what_to_do(tmp_path: Path) -> None:
    with opened(Project.create(tmp_path / "p")) as guest:
        answer = guest.get("/")
        assert answer.status_code == 200
        assert "tawatur add" in answer.text


def test_settings_change_digits_and_months(app: TestClient, market: str) -> None:
    app.cookies.set("digits", "arabic")
    app.cookies.set("months", "levant")
    try:
        html = app.get(f"{market}?lang=ar").text
    finally:
        app.cookies.delete("digits")
        app.cookies.delete("months")
    assert "١٤ أيار ٢٠٢٤" in html
    assert '<bdi dir="ltr"><bdi>٤</bdi>–<bdi>١٤</bdi></bdi>' in html


def test_the_site_opens_from_a_disk(sample: Project, tmp_path: Path) -> None:
    """Every link leads to a file that is there, and nothing to a server."""
    folder = tmp_path / "site"
    pages = export(sample, folder, advance=lambda _: None)
    files = list(folder.rglob("*.html"))
    assert len(files) == 2 * pages + 1
    for file in files:
        html = file.read_text("utf-8")
        assert not shape_of(html).faults
        for link in re.findall(r'(?:href|src)="([^"]+)"', html):
            target = (file.parent / link.partition("#")[0]).resolve() if link[0] != "#" else file
            assert target.is_file(), (file, link)
            if "#" in link and target.suffix == ".html" and link.partition("#")[2]:
                anchor = link.partition("#")[2]
                assert f'id="{anchor}"' in target.read_text("utf-8"), (file, link)


@pytest.mark.parametrize(
    ("incidents", "at"), [([], None), ([1, 0, 40, 6, 0, 0, 1], 3), ([3], 0), ([0, 0], None)]
)
def test_a_timeline_opens_at_the_newest_full_month(incidents: list[int], at: int | None) -> None:
    """A lone incident that is told for far ahead is not where a reader begins."""
    bars = [Bar(f"2024-{n + 1:02d}", 2024, n + 1, many, 0) for n, many in enumerate(incidents)]
    assert opens_at(bars) == (None if at is None else bars[at])
