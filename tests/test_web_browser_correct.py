"""Corrections in a real browser: words are selected in the report, keys decide, all is undone."""

from __future__ import annotations

from typing import Any

import pytest

import web_browser as shared

site, browser, entered, keep = shared.site, shared.browser, shared.entered, shared.keep
Site = Any
pytestmark = shared.NEEDS
SELECT = """([line, from, to]) => {
  const place = document.querySelectorAll(`.pick [data-start], .reader [data-start]`)[line];
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (at <= from && from <= at + node.length) range.setStart(node, from - at);
    if (at <= to && to <= at + node.length) { range.setEnd(node, to - at); break; }
    at += node.length;
  }
  const chosen = document.getSelection();
  chosen.removeAllRanges();
  chosen.addRange(range);
  place.dispatchEvent(new PointerEvent('pointerup', {bubbles: true}));
}"""
COUNTED = "/claim/{claim}?field=injured"


def pressed(page: Any, code: str, key: str) -> None:
    """A key by its place, whatever letter the layout writes."""
    page.evaluate(
        "([code, key]) => document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {code, key, bubbles: true, cancelable: true}))", [code, key],
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_selected_words_become_the_evidence(browser: Any, site: Site, lang: str) -> None:
    page = entered(browser, site, lang)
    page.goto(site.url(COUNTED))
    line = page.locator(".pick [data-start]").nth(2)
    text, start = line.inner_text(), int(line.get_attribute("data-start"))
    page.evaluate(SELECT, [2, 3, 12])
    words = page.locator("[data-evidence-words]")
    page.wait_for_function("document.querySelector('[data-evidence-start]').value !== ''")
    assert words.input_value() == text[3:12].strip()
    lead = len(text[3:12]) - len(text[3:12].lstrip())
    assert page.locator("[data-evidence-start]").input_value() == str(start + 3 + lead)
    page.locator("[name=number]").fill("26")
    page.locator("button[data-key=save]").click()
    page.locator(".toast").wait_for()
    assert "done=" in page.url
    keep(page, f"edited-{lang}")
    page.locator(".toast button").click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".decisions .undone").count() >= 1
    assert site.faults == []
    page.context.close()


@pytest.mark.parametrize(("lang", "letter"), [("ar", "س"), ("en", "s")])
def test_names_are_decided_by_keys(browser: Any, site: Site, lang: str, letter: str) -> None:
    page = entered(browser, site, lang)
    page.goto(site.url("/review/names"))
    pair = [one.input_value() for one in page.locator("article [name=object]").all()]
    pressed(page, "KeyS", letter)
    page.locator(".toast").wait_for()
    after = [one.input_value() for one in page.locator("article [name=object]").all()]
    assert after != pair
    pressed(page, "KeyU", "u")
    page.wait_for_function("!document.querySelector('.toast')")
    assert pair == [one.input_value() for one in page.locator("article [name=object]").all()]
    assert site.faults == []
    page.context.close()


def test_a_place_is_chosen_by_its_number(browser: Any, site: Site) -> None:
    page = entered(browser, site, "ar")
    page.goto(site.url("/review/places"))
    assert page.locator("[data-choice]").count() >= 1
    page.keyboard.press("1")
    assert page.locator("[data-choice='1']").is_checked()
    page.locator("button[data-key=save]").click()
    page.locator(".toast").wait_for()
    pressed(page, "KeyU", "ع")
    page.wait_for_function("!document.querySelector('.toast')")
    assert site.faults == []
    page.context.close()


def test_many_are_chosen_at_once(browser: Any, site: Site) -> None:
    page = entered(browser, site)
    page.goto(site.url("/review/score?view=list"))
    boxes = page.locator(".batch [name=object]")
    page.locator("[data-all]").check()
    assert page.locator("[data-chosen]").inner_text() == f"{boxes.count()} / {boxes.count()}"
    page.locator("[data-all]").uncheck()
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Accept the chosen").click()
    page.locator(".toast").wait_for()
    assert "2 decisions" in page.locator(".toast").inner_text()
    page.locator(".toast button").click()
    page.wait_for_load_state("networkidle")
    assert site.faults == []
    page.context.close()


def test_correcting_needs_no_script(browser: Any, site: Site) -> None:
    """From the words of a figure to its correction by links and forms alone."""
    page = entered(browser, site, java_script_enabled=False)
    page.goto(site.url("/incident/{market}/compare"))
    page.locator("tr:has-text('Killed') td.is-conflicts a").first.click()
    page.locator("details.judge summary").click()
    page.locator("a[data-key=edit]").first.click()
    assert page.locator("form [name=number]").count() == 1
    page.locator("[name=number]").fill("7")
    page.locator("button[data-key=save]").click()
    assert page.locator(".toast").count() == 1
    assert "edited" in page.locator(".decisions").first.inner_text()
    page.locator(".toast button").click()
    page.context.close()


def test_keys_go_through_a_queue_and_into_corrections(browser: Any, site: Site) -> None:
    page = entered(browser, site)
    page.goto(site.url("/review/score"))
    page.keyboard.press("j")
    page.wait_for_url("**/review/score?at=2")
    page.keyboard.press("k")
    page.wait_for_url("**/review/score?at=1")
    page.keyboard.press("e")
    page.wait_for_url("**/claim/clm-*")
    assert site.faults == []
    page.context.close()


@pytest.mark.parametrize(("lang", "letters"), [("ar", "سة"), ("en", "sm")])
def test_threads_are_parted_and_joined_by_keys(
    browser: Any, site: Site, lang: str, letters: str
) -> None:
    """The key goes to the first choice, the space bar chooses, the key again decides."""
    page = entered(browser, site, lang)

    def settled() -> None:
        """Waits until the record is as it was before all decisions that were taken back."""
        for _ in range(150):
            found = page.request.get(site.url("/thread/{thread}.json")).json()
            if len(found["states"]) == int(site.names["states"]):
                return
            page.wait_for_timeout(200)
        raise AssertionError("the thread is not as it was")

    settled()
    page.goto(site.url("/thread/{thread}"))
    pressed(page, "KeyE", letters[0])
    page.wait_for_url("**/correct")
    for code, letter, box in (("KeyS", letters[0], "part"), ("KeyM", letters[1], "object")):
        pressed(page, code, letter)
        chosen = page.locator(f"[type=checkbox][name={box}]").first
        assert chosen.evaluate("one => one === document.activeElement")
        page.keyboard.press("Space")
        pressed(page, code, letter)
        page.locator(".toast").wait_for()
        keep(page, f"thread-{box}-{lang}")
        pressed(page, "KeyU", "u")
        page.wait_for_function("!document.querySelector('.toast')")
        settled()
        page.goto(site.url("/thread/{thread}/correct"))
    assert page.locator(".decisions .undone").count() >= 2
    assert site.faults == []
    page.context.close()
