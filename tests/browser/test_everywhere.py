"""Finding labels and keys on pages of no schema: the first, those of models, and lost addresses."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

PAGES = ("index.html", "audit/index.html", "audit/model-router-4.html")
OFFERED = "dialog.switcher li"


def find(page: Page, typed: str) -> None:
    """Open the switcher by its key, type, and take the first that is offered."""
    page.keyboard.press("k")
    page.wait_for_selector(OFFERED)
    page.keyboard.type(typed)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("path", PAGES)
def test_labels_of_all_schemas_are_found(address: str, page: Page, path: str) -> None:
    page.goto(f"{address}/{path}")
    find(page, "laughter")
    assert page.url == f"{address}/spoken-events/labels/laughter.html"
    page.goto(f"{address}/{path}")
    page.click("[data-do=switch]")
    page.wait_for_selector(OFFERED)
    page.keyboard.type("billing dispute")
    assert "support-tickets" in page.inner_text(f"{OFFERED} >> nth=0")


def test_a_lost_reader_finds_them_at_any_depth(address: str, site: Path, page: Page) -> None:
    lost = (site / "404.html").read_text(encoding="utf-8")
    nowhere = f"{address}/support-tickets/labels/nowhere.html"
    page.route(nowhere, lambda route: route.fulfill(body=lost, content_type="text/html"))
    page.goto(nowhere)
    find(page, "laughter")
    assert page.url == f"{address}/spoken-events/labels/laughter.html"


def test_keys_are_listed_that_do_something_there(address: str, page: Page) -> None:
    page.goto(f"{address}/index.html")
    page.keyboard.press("?")
    shown = page.locator("dialog.help kbd").all_inner_texts()
    assert shown == ["k", "?", "/", "Esc"]
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    page.keyboard.press("1")
    page.wait_for_timeout(200)
    assert page.url == f"{address}/index.html"


def test_keys_that_are_switched_off_there_are_off_in_a_schema(address: str, page: Page) -> None:
    page.goto(f"{address}/index.html")
    page.keyboard.press("?")
    page.uncheck("#_keys_on")
    page.keyboard.press("Escape")
    page.goto(f"{address}/support-tickets/index.html")
    page.keyboard.press("k")
    assert page.locator("dialog.switcher").count() == 0


def test_a_single_schema_has_all_its_keys_on_the_first_page(one_schema: Path, page: Page) -> None:
    first = f"file://{one_schema}/index.html"
    page.goto(first)
    find(page, "refund")
    assert page.url.endswith("/support-tickets/labels/refund.html")
    for key, end in (("d", "decide.html"), ("c", "cheat-sheet.html"), ("w", "index.html")):
        page.goto(first)
        with page.expect_navigation():
            page.keyboard.press(key)
        assert page.url.endswith(f"/support-tickets/{end}")
    page.goto(first)
    with page.expect_navigation():
        page.keyboard.press("1")
    assert page.url.endswith("/support-tickets/labels/billing-dispute.html")


def test_what_the_theme_says_is_in_the_language_of_the_page(spoken: str, page: Page) -> None:
    page.goto(f"{spoken}/de/tickets/labels/billing-dispute.html")
    told = page.evaluate(
        """() => Array.from(document.querySelectorAll(".headerlink, .md-header *"))
          .flatMap((one) => [one.getAttribute("title"), one.getAttribute("aria-label")])
          .filter(Boolean)"""
    )
    assert {"Link zu diesem Abschnitt", "Zu dunklen Farben wechseln"} <= set(told)
    assert not {"Link to this section", "Switch to the dark colours", "Search"} & set(told)
    page.goto(f"{spoken}/tickets/index.html")
    assert page.locator("[title='Switch to the dark colours']").count() == 1
