"""Acceptance E1, H1, D1 of the handbook: axe in every state, under the policy, without requests."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watched import violations, watch

LABEL = "support-tickets/labels/billing-dispute.html"
LOADED = [
    "index.html",
    "support-tickets/index.html",
    LABEL,
    "support-tickets/cheat-sheet.html",
    "support-tickets/practice.html",
    "support-tickets/changes/2.0.0.html",
    "support-tickets/questions.html",
    "support-tickets/vs/billing-dispute--refund.html",
    "support-tickets/embed/billing-dispute.html",
    "road-scene/labels/car.html",
]


def states(page: Page, address: str, axe: str) -> dict[str, list[str]]:
    """Bring the page into each state that a reader meets, and return what axe finds there."""
    found: dict[str, list[str]] = {}
    page.goto(f"{address}/{LABEL}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    found["details"] = violations(page, axe)
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    found["switcher"] = violations(page, axe)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("?")
    page.wait_for_selector("dialog.help")
    found["keys"] = violations(page, axe)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("/")
    page.keyboard.type("refund")
    page.wait_for_selector(".md-search-result__link")
    found["search"] = violations(page, axe)
    page.goto(f"{address}/support-tickets/practice.html")
    page.click("[data-do=quiz]")
    found["case"] = violations(page, axe)
    page.locator(".quiz .choices button").first.click()
    found["answer"] = violations(page, axe)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_state(
    address: str, browser: Browser, axe: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    watched = watch(context)
    page = watched.page
    found = {}
    # The colours are the same on all pages of a scheme: in the dark, some of them will do.
    for name in LOADED if scheme == "light" else LOADED[1:4]:
        page.goto(f"{address}/{name}")
        found[name] = violations(page, axe)
    found.update(states(page, address, axe))
    page.set_viewport_size({"width": 390, "height": 844})
    for name in LOADED[1:3]:
        page.goto(f"{address}/{name}")
        found[f"{name} at 390"] = violations(page, axe)
    page.click("label.md-header__button[for=__drawer]")
    page.wait_for_timeout(400)
    found["drawer"] = violations(page, axe)
    page.set_viewport_size({"width": 960, "height": 900})
    page.goto(f"{address}/{LABEL}")
    found["half a screen"] = violations(page, axe)
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert watched.complaints == []
