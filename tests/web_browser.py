"""What browser tests share: a server over the sample, a browser, pages that were let in.

Needs Debian's chromium; axe-core (MPL 2.0, only in tests) looks for what keeps people out.
Pictures of every screen go to build/screens, or to $TAWATUR_SCREENSHOTS.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tawatur.cli.demonstrate import make
from tawatur.store.project import Project
from tawatur.web.access import Access
from tawatur.web.app import application
from tawatur.web.serve import free_port

sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome")
     if (found := shutil.which(name))), None,
)  # fmt: skip
NEEDS = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt install chromium")
KEPT = Path(
    os.environ.get("TAWATUR_SCREENSHOTS") or Path(__file__).parents[1] / "build" / "screens"
)
AXE = Path(__file__).parent / "data" / "axe" / "axe.min.js"


@dataclass
class Site:
    """A running server over the sample, and what its pages did."""

    base: str
    token: str
    names: dict[str, str]
    faults: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.base + path.format(**self.names)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("browser") / "sample"
    make(folder, quiet=True)
    project = Project.open(folder)
    with project.writing() as store:  # a place that only its size speaks for, to be looked at
        store.connection.execute("UPDATE entity SET basis = '[\"rank\"]' WHERE name_en = 'Baqubah'")
    access = Access(port=free_port("127.0.0.1", 0), user="amal")
    config = uvicorn.Config(application(project, access), port=access.port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    with project.reading() as store:
        run = store.current_run() or ""
        market = next(one for one in store.incidents(run) if one.type == "bombing")
        rows = store.connection.execute("SELECT id FROM document WHERE given_id LIKE '01_%'")
        followed = max(store.threads(run), key=lambda one: len(one.tensions))
        names = {"market": market.id, "report": rows.fetchone()[0], "claim": market.claims[0],
                 "thread": followed.id, "states": str(len(followed.states))}  # fmt: skip
    try:
        yield Site(
            f"http://127.0.0.1:{access.port}", access.token,
            {name: own_id.replace(":", "-") for name, own_id in names.items()},
        )  # fmt: skip
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def entered(browser: Any, site: Site, lang: str = "en", **options: Any) -> Any:
    """A page that was let in; what goes wrong on it is noted."""
    site.faults.clear()
    context = browser.new_context(locale="ar-IQ" if lang == "ar" else "en-GB", **options)
    page = context.new_page()
    page.on("console", lambda m: site.faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: site.faults.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: (
            None
            if request.failure == "net::ERR_ABORTED"  # one left the page before its icon had come
            else site.faults.append(f"failed: {request.url}")
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((site.base, "data:", "blob:"))
            else site.faults.append(f"left loopback: {request.url}")
        ),
    )
    page.goto(f"{site.base}/?token={site.token}&lang={lang}")
    return page


def keep(page: Any, name: str) -> None:
    """A picture of the whole page, for whoever looks at what a change does."""
    KEPT.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(KEPT / f"{name}.png"), full_page=True)


def grave(page: Any) -> list[str]:
    """What axe finds that is serious or critical (WCAG 2.2 A and AA)."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
    )
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"][:3]
    ]
