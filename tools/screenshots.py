"""Makes the pictures of docs/app.md from the sample, in Debian's chromium.

    python tools/screenshots.py

Needs playwright and chromium; the pictures go to docs/app/.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

from tawatur.cli.demonstrate import make
from tawatur.store.project import Project
from tawatur.web.access import Access
from tawatur.web.app import application
from tawatur.web.serve import free_port

DOCS = Path(__file__).parent.parent / "docs" / "app"
SIZE = {"width": 1180, "height": 760}


def main() -> None:
    """Walks the path of the page, a picture at each click."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        make(Path(folder) / "demo-project", quiet=True)
        base, token, stop = served(Project.open(Path(folder) / "demo-project"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            english = entered(browser, f"{base}/?token={token}&lang=en")
            path(english)
            arabic = entered(browser, f"{base}/?token={token}&lang=ar", color_scheme="dark")
            others(arabic, base)
            correcting(english, base)
            naming(arabic, base)
            following(arabic, base)
        finally:
            browser.close()
            stop()


def served(project: Project) -> tuple[str, str, Any]:
    """A running server: its address, its token, and how to stop it."""
    access = Access(port=free_port("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(application(project, access), port=access.port, log_level="warning")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)

    def stop() -> None:
        server.should_exit = True
        thread.join()

    return f"http://127.0.0.1:{access.port}", access.token, stop


def entered(browser: Any, url: str, **options: Any) -> Any:
    """A page that was let in."""
    page = browser.new_context(viewport=SIZE, **options).new_page()
    page.goto(url)
    return page


def keep(page: Any, name: str) -> None:
    """A picture of what one sees."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(DOCS / f"{name}.png"))


def path(page: Any) -> None:
    """From the first page to the answer."""
    keep(page, "1-overview")
    page.locator(".card:has-text('Bombing') a").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "2-dossier")
    section = page.locator("section.toll", has=page.locator("#toll-killed"))
    line = section.locator("tr", has_text="14").filter(has_text="دائرة صحة ديالى").last
    line.locator("a").first.click()
    page.locator("#evidence blockquote").wait_for()
    page.wait_for_timeout(300)
    keep(page, "3-words")
    page.locator(".tabs a").nth(1).click()
    page.locator("tr:has-text('Killed') td.is-conflicts a").first.click()
    page.locator("#evidence blockquote").wait_for()
    page.wait_for_timeout(300)
    keep(page, "4-compare")
    page.locator(".tabs a").nth(2).click()
    keep(page, "5-chain")


def others(page: Any, base: str) -> None:
    """The reader and the map, in Arabic, dark."""
    found = page.request.get(f"{base}/search.json?q=خان الورد").json()["reports"]
    copy = next(one for one in found if "أربعة قتلى" in (one["title"] or ""))
    page.goto(f"{base}/document/{copy['document'].replace(':', '-')}")
    keep(page, "6-reader")
    page.goto(f"{base}/map")
    page.wait_for_timeout(500)
    keep(page, "7-map")


def correcting(page: Any, base: str) -> None:
    """A number corrected with the words that say it."""
    found = page.request.get(f"{base}/search.json?q=خان الورد").json()["reports"]
    report = next(one for one in found if "أربعة قتلى" in (one["title"] or ""))
    page.goto(f"{base}/document/{report['document'].replace(':', '-')}")
    page.locator(".claim-note", has_text="أربعة أشخاص").locator("a.correct").first.click()
    page.locator(".fields tr", has_text="Killed").locator("a").click()
    page.evaluate(
        "document.querySelector('.pick mark.number').scrollIntoView({block: 'center'});"
        "document.getSelection().selectAllChildren(document.querySelector('.pick mark.number'));"
        "document.dispatchEvent(new PointerEvent('pointerup'))"
    )
    page.wait_for_timeout(200)
    page.locator("[name=number]").fill("4")
    keep(page, "8-correct")


def naming(page: Any, base: str) -> None:
    """Two spellings of a name: one person or two?"""
    page.goto(f"{base}/review/names")
    keep(page, "9-names")


def following(page: Any, base: str) -> None:
    """A subject through time, in Arabic."""
    found = page.request.get(f"{base}/threads.json").json()["threads"]
    one = next(thread for thread in found if thread["kind"] == "deployment")
    page.goto(f"{base}/thread/{one['id'].replace(':', '-')}")
    keep(page, "10-thread")


if __name__ == "__main__":
    main()
