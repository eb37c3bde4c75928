"""Every screen in a real browser, in both languages. Needs chromium; else it is skipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import web_browser as shared
from tawatur.cli.demonstrate import make
from tawatur.store.project import Project
from tawatur.web.figures import Figures
from tawatur.web.words import words

site, browser, entered, keep, grave = (
    shared.site, shared.browser, shared.entered, shared.keep, shared.grave,
)  # fmt: skip
Site = Any
pytestmark = shared.NEEDS
MARKET = "/incident/{market}"
SCREENS = {
    "home": "/", "incidents": "/incidents", "dossier": MARKET, "compare": f"{MARKET}/compare",
    "chain": f"{MARKET}/chain", "document": "/document/{report}", "timeline": "/timeline",
    "map": "/map", "threads": "/threads", "search": "/search?q=الشرطة", "sources": "/sources",
    "runs": "/runs", "settings": "/settings", "review": "/review",
    "queue": "/review/contradictions", "list": "/review/score?view=list",
    "names": "/review/names", "places": "/review/places",
    "thread": "/thread/{thread}", "thread-correct": "/thread/{thread}/correct",
    "edit": "/claim/{claim}?field=killed",
    "pin": f"{MARKET}/correct?field=killed",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_screens(browser: Any, site: Site, screen: str, lang: str) -> None:
    """The page is there, in its language; no error, nothing from elsewhere, nobody kept out."""
    theme = "light" if lang == "en" else "dark"
    page = entered(browser, site, lang, viewport={"width": 1280, "height": 900}, color_scheme=theme)
    page.goto(site.url(SCREENS[screen]))
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.fonts.check('16px \"Plex Arabic\"')")
    keep(page, f"{screen}-{lang}")
    assert grave(page) == []
    assert site.faults == []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{width} px: scrolls sideways"
    keep(page, f"{screen}-{lang}-narrow")
    page.context.close()


def test_reading_needs_no_script(browser: Any, site: Site) -> None:
    page = entered(browser, site, java_script_enabled=False)
    for path in SCREENS.values():
        page.goto(site.url(path))
        assert page.locator("main h1").inner_text()
    page.goto(site.url(f"{MARKET}/compare"))
    page.locator("td.cell a").first.click()
    assert page.locator("[data-part] blockquote").count() == 1
    page.context.close()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_narrow_timeline_opens_where_the_reports_are(browser: Any, site: Site, lang: str) -> None:
    """At the newest full month, or at the one that was chosen; the rest is a swipe away."""
    page = entered(browser, site, lang, viewport={"width": 360, "height": 800})
    for path, seen, hidden in (
        ("/timeline", "2024-05", "2021-01"), ("/timeline?month=2021-01", "2021-01", "2024-05"),
    ):  # fmt: skip
        page.goto(site.url(path))
        page.wait_for_load_state("networkidle")
        for month, inside in ((seen, True), (hidden, False)):
            bar = page.locator(f".histogram a[href*='month={month}'] rect.bar")
            place = bar.evaluate(
                "bar => { const frame = bar.closest('.histogram').getBoundingClientRect(),"
                " own = bar.getBoundingClientRect();"
                " return own.left >= frame.left && own.right <= frame.right; }"
            )
            assert place is inside, (path, month)
    page.context.close()


def test_a_value_opens_its_words_beside_it(browser: Any, site: Site) -> None:
    page = entered(browser, site, "ar")
    page.goto(site.url(f"{MARKET}/compare"))
    page.locator("tr:has-text('القتلى') td.cell.is-conflicts a").first.click()
    panel = page.locator("#evidence")
    panel.locator("blockquote mark.number").first.wait_for()
    assert "/compare" in page.url
    assert panel.locator(".stands li").count() > 0
    assert page.locator("td.cell a[aria-current]").count() == 1
    assert site.faults == []
    page.context.close()


def test_four_clicks_to_the_answer(browser: Any, site: Site) -> None:
    """How many were killed at the first story's incident, who says so, and who only copies?"""
    page = entered(browser, site, "en")
    page.locator(".card:has-text('Bombing') a").first.click()  # 1: the incident
    section = page.locator("section.toll", has=page.locator("#toll-killed"))
    assert section.locator(".big").inner_text() == "4–14"
    last = section.locator("tr", has_text="14").filter(has_text="دائرة صحة ديالى").first
    assert "16 May" in last.inner_text()
    assert "copied from" in section.inner_text()
    last.locator("a").first.click()  # 2: the words
    page.locator("#evidence blockquote").wait_for()
    assert "14" in page.locator("#evidence blockquote").inner_text()
    page.get_by_role("link", name="On whose word").click()  # 3: who stands behind all of it
    assert page.locator(".outcome.is-copies").count() > 2
    page.context.close()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_keys_work_by_their_place(browser: Any, site: Site, lang: str) -> None:
    """J under an Arabic layout writes another letter; what counts is the place of the key."""
    page = entered(browser, site, lang)
    page.goto(site.url("/incidents"))
    letter = "ت" if lang == "ar" else "j"
    for _ in range(2):
        page.evaluate(
            "(key) => document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " {code: 'KeyJ', key, bubbles: true, cancelable: true}))", letter,
        )  # fmt: skip
    assert page.locator(".card").nth(1).evaluate("one => one.classList.contains('current')")
    focused = page.evaluate("document.activeElement.closest('.card').id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incident/{focused}")
    page.keyboard.press("Slash")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("j")  # in a field it is a letter
    assert page.locator("#find").input_value() == "j"
    page.context.close()


def test_a_card_is_decided_and_undone_by_keys(browser: Any, site: Site) -> None:
    page = entered(browser, site)
    page.goto(site.url("/review/sample"))
    page.keyboard.press("a")
    page.wait_for_url("**/review/sample?at=1&done=1-1")
    page.goto(site.url("/review"))
    assert "accepted" in page.locator(".decisions").inner_text()
    page.keyboard.press("u")
    page.wait_for_load_state("networkidle")
    assert "taken back" in page.locator(".decisions").inner_text()
    assert site.faults == []
    page.context.close()


def test_keys_can_be_switched_off(browser: Any, site: Site) -> None:
    page = entered(browser, site)
    page.goto(site.url("/settings"))
    page.locator("input[name=keys][value=off]").check()
    page.locator("form.sheet button").click()
    page.goto(site.url("/incidents"))
    page.keyboard.press("j")
    assert page.locator(".card.current").count() == 0
    page.context.close()


def test_everything_is_reached_by_keyboard(browser: Any, site: Site) -> None:
    """Tab goes from the skip link to the cells of the comparison, and each shows where one is."""
    page = entered(browser, site)
    page.goto(site.url(f"{MARKET}/compare"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('td.cell') ? 'cell' : ''"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert "cell" in reached
    page.context.close()


# --- what a line turns round: the table of the design notes ---------------------------------------

PAINTED = """(text) => {
  const line = document.createElement('p');
  line.dir = 'rtl'; line.lang = 'ar';
  line.append('كان ');
  const box = document.createElement('span');
  box.innerHTML = text;
  line.append(box, ' هنا');
  document.body.append(line);
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const seen = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at); range.setEnd(node, at + 1);
      seen.push([range.getBoundingClientRect().left, node.data[at]]);
    }
  }
  line.remove();
  return seen.sort((a, b) => a[0] - b[0]).map((one) => one[1]).join('');
}"""


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("15-27", "27-15"),
        ("15–27", "27–15"),
        ("2017-03-17", "17-03-2017"),
        ("36.34, 43.13", "43.13 ,36.34"),
        ("17/3/2017", "17/3/2017"),
    ],
)
def test_figures_are_painted_in_order(browser: Any, site: Site, text: str, bare: str) -> None:
    page = entered(browser, site, "ar")
    assert page.evaluate(PAINTED, text) == bare
    assert page.evaluate(PAINTED, f'<bdi dir="ltr">{text}</bdi>') == text
    page.context.close()


def test_ranges_are_painted_in_order_in_both_kinds_of_digits(browser: Any, site: Site) -> None:
    """A dash between Arabic-Indic digits needs each number isolated: one isolate is not enough."""
    page = entered(browser, site, "ar")
    assert page.evaluate(PAINTED, '<bdi dir="ltr">١٥–٢٧</bdi>') == "٢٧–١٥"
    for digits, painted in (("latin", "15–27"), ("arabic", "١٥–٢٧")):
        shown = Figures(words("ar"), digits).between(15, 27)  # type: ignore[arg-type]
        assert page.evaluate(PAINTED, str(shown)) == painted
    page.context.close()


def test_marks_leave_letters_joined(browser: Any, site: Site) -> None:
    """A mark inside a word moves no letter: the word is as wide as without it."""
    page = entered(browser, site, "ar")
    page.goto(site.url("/document/{report}"))
    widths = page.evaluate(
        """() => ['وبالموصلية', 'وبا<mark class="event who number">لموصل</mark>ية',
                  'و<mark class="time"><mark class="says">بالم</mark>وصلية</mark>'].map((text) => {
             const one = document.createElement('span');
             one.className = 'words'; one.innerHTML = text; one.lang = 'ar';
             document.querySelector('.words').append(one);
             const wide = one.getBoundingClientRect().width;
             one.remove();
             return wide;
           })"""
    )
    assert max(widths) - min(widths) < 0.5
    page.context.close()


def test_the_site_opens_from_a_disk(browser: Any, site: Site, tmp_path: Path) -> None:
    from tawatur.web.site import export

    make(tmp_path / "p", quiet=True)
    export(Project.open(tmp_path / "p"), tmp_path / "site", advance=lambda _: None)
    faults: list[str] = []
    page = browser.new_context().new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "site" / "index.html").as_uri())
    page.get_by_role("link", name="العربية").click()
    page.locator(".card a").first.click()
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto((tmp_path / "site" / "en" / "map.html").as_uri())
    page.locator("#map path.leaflet-interactive").first.wait_for()
    assert faults == []
    page.context.close()
