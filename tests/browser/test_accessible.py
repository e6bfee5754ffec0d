"""Acceptance E1, H1, D1 of the handbook: axe in every state, under the policy, without requests."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_reading import FITS
from tests.browser.test_reading import WIDTHS as WIDTHS_OF_PAGES
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
    "support-tickets/changes.html",
    "support-tickets/diff/1.0.0--2.0.0/billing-dispute.html",
    "road-scene/labels/car.html",
    "road-scene/contact-sheet.html",
    "spoken-events/labels/laughter.html",
    "audit/index.html",
    "audit/model-router-4.html",
    "support-tickets/decide.html",
    "support-tickets/glossary.html",
    "support-tickets/print.html",
    "talking-clip/labels/ties/heard-in.html",
    # Its place in the navigation lies below the edge of the window.
    "road-scene/v/1.0.0/guide/drawing.html",
]


WIDTHS = [390, 960, 1280]
# There the navigation stands beside the page.
DRAWER_BELOW = 1220
FOCUSED = """async (rules) => {
  const found = [];
  const all = ["button, summary", ".md-content a[href]"].flatMap((selector) =>
    Array.from(document.querySelectorAll(selector)).filter((one) => one.checkVisibility())
      .slice(0, 20));
  for (const one of all) {
    one.focus();
    const told = await axe.run(one, {runOnly: rules, resultTypes: ["violations"]});
    found.push(...told.violations.map((wrong) => wrong.id + ": " + one.outerHTML.slice(0, 90)));
  }
  return found;
}"""


def states(page: Page, address: str, axe: str) -> dict[str, list[str]]:
    """Bring the page into each state that a reader meets, and return what axe finds there."""
    found: dict[str, list[str]] = {}
    page.goto(f"{address}/{LABEL}")
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    found["details"] = violations(page, axe)
    found["focus"] = page.evaluate(FOCUSED, ["color-contrast", "link-name", "button-name"])
    page.locator("#bd-001 a.self").hover()
    found["pointed at"] = violations(page, axe)
    page.evaluate("document.activeElement.blur()")
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
    if (page.viewport_size or {"width": 0})["width"] < DRAWER_BELOW:
        page.goto(f"{address}/{LABEL}")
        page.click("label.md-header__button[for=__drawer]")
        page.wait_for_timeout(400)
        found["drawer"] = violations(page, axe)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious_in_any_state(
    address: str, browser: Browser, axe: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(5000)
    watched = watch(context)
    page = watched.page
    found = {}
    for name in LOADED:
        page.goto(f"{address}/{name}")
        found[name] = violations(page, axe)
    found.update(states(page, address, axe))
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert watched.complaints == []


@pytest.mark.parametrize("name", ["de", "ar"])
def test_axe_finds_nothing_serious_in_another_language(
    spoken: str, page: Page, axe: str, name: str
) -> None:
    page.goto(f"{spoken}/{name}/tickets/labels/billing-dispute.html")
    assert page.evaluate("document.documentElement.lang") == name
    assert page.evaluate("document.body.dir") == ("rtl" if name == "ar" else "ltr")
    assert violations(page, axe) == []
    # Cases stay in the language of the data, and what is not translated says so.
    assert page.locator("#bd-001 blockquote > [lang=en]").count() == 1
    assert page.locator("small.missing + [lang=en], small.outdated + [lang=en]").count() > 1
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    assert page.locator("dialog h2").inner_text() == ("Label finden" if name == "de" else "جد")
    assert violations(page, axe) == []


@pytest.mark.parametrize("name", ["de", "ar"])
def test_what_is_outdated_makes_no_page_wider_than_its_window(
    spoken: str, page: Page, name: str
) -> None:
    for at in (
        *("index", "labels/billing-dispute", "labels/money", "decide", "rules", "confusable"),
        *("cheat-sheet", "glossary", "cases", "print", "vs/billing-dispute--refund"),
    ):
        page.goto(f"{spoken}/{name}/tickets/{at}.html")
        assert page.locator("small.outdated").count() > 0
        for width in WIDTHS_OF_PAGES:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(FITS, arg=width, timeout=3000)
