"""Acceptance A, C2, D3, E3, E4, F1 of the handbook: reading pages in a browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from schemactl.cli.main import run
from schemactl.workspace import Workspace
from tests.browser.watched import watch

LABEL = "support-tickets/labels/billing-dispute.html"
DIFFERENCE = "support-tickets/diff/1.0.0--2.0.0/billing-dispute.html"
WIDTHS = (320, 390, 720, 960, 1280)
FITS = "(width) => document.documentElement.scrollWidth <= width"
READ = [
    "index.html",
    "support-tickets/index.html",
    LABEL,
    "support-tickets/decide.html",
    "support-tickets/rules.html",
    "support-tickets/cases.html",
    "support-tickets/cheat-sheet.html",
    "support-tickets/practice.html",
    "support-tickets/changes.html",
    "support-tickets/changes/2.0.0.html",
    DIFFERENCE,
    "support-tickets/vs/billing-dispute--refund.html",
    "support-tickets/questions.html",
    "support-tickets/glossary.html",
    "support-tickets/faq.html",
    "audit/index.html",
    "audit/model-router-4.html",
    "road-scene/contact-sheet.html",
    "talking-clip/index.html",
    "support-tickets/labels/account.html",
    "support-tickets/guide/hard-cases.html",
    "support-tickets/embed/billing-dispute.html",
    "road-scene/labels/car.html",
    "spoken-events/index.html",
    "answer-preference/index.html",
]
# Pages with much to read before the first pair, and with pictures in it.
LONGEST = [
    "support-tickets/labels/data-protection.html",
    "support-tickets/labels/refund.html",
    "road-scene/labels/car.html",
    "road-scene/labels/pedestrian.html",
    "talking-clip/labels/faces/speaking-face.html",
]
# From the left edge of the cells of the first table to their text; the width of the names there.
TEXT_BEGINS = """
Math.min(...Array.from(
  document.querySelectorAll(":is(article, main) td:not(:empty)")
).map((cell) => {
  const text = document.createRange();
  text.selectNodeContents(cell);
  return text.getBoundingClientRect().left - cell.getBoundingClientRect().left;
}))
"""
NAME_IS_WIDE = """
parseFloat(getComputedStyle(
  document.querySelector(":is(article, main) td"), "::before").width)
"""
HEIGHTS = """
Array.from(document.querySelectorAll("article :is(h1, h2, h3)"))
  .map((one) => one.getBoundingClientRect().height)
"""
FIRST_SEEN = """
Math.max(0, ...[".definition", ".pair .card.yes", ".pair .card.no", ".cards .card.yes",
  ".cards .card.no"].map((selector) => document.querySelector(selector)).filter(Boolean)
  .map((one) => one.getBoundingClientRect().bottom))
"""
SHIFTS = """
new PerformanceObserver((list) => {
  window.shifted = (window.shifted || 0) + list.getEntries()
    .filter((one) => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0);
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("name", READ)
def test_no_page_scrolls_sideways_and_nothing_jumps(address: str, page: Page, name: str) -> None:
    page.add_init_script(SHIFTS)
    page.goto(f"{address}/{name}")
    page.wait_for_timeout(150)
    assert page.evaluate("window.shifted || 0") <= 0.02
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        # The theme moves its drawers for a moment after the width changes.
        page.wait_for_function(FITS, arg=width, timeout=3000)


def test_every_label_is_two_clicks_from_home(address: str, site: Path, page: Page) -> None:
    for folder in ("support-tickets", "road-scene", "spoken-events", "answer-preference"):
        page.goto(f"{address}/{folder}/index.html")
        content = page.locator(".md-content a[href]")
        here = content.evaluate_all("all => all.map((one) => one.pathname)")
        start = f"/{folder}/labels/"
        linked = {path.removeprefix(start) for path in here if path.startswith(start)}
        labels = site / folder / "labels"
        assert linked == {
            path.relative_to(labels).as_posix()
            for path in labels.rglob("*.html")
            if "No longer in use" not in path.read_text(encoding="utf-8")
        }


def test_the_answer_stands_on_the_first_screen(address: str, page: Page) -> None:
    page.goto(f"{address}/{LABEL}")
    cards = page.locator(".cards .card")
    for position in (0, 1):
        box = cards.nth(position).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900
    page.set_viewport_size({"width": 960, "height": 900})
    for selector in (".definition", ".pair .card.yes"):
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 900


@pytest.mark.parametrize("name", LONGEST)
def test_definition_criteria_and_first_pair_stand_on_the_first_screen_of_long_pages(
    address: str, page: Page, name: str
) -> None:
    page.goto(f"{address}/{name}")
    assert page.evaluate(FIRST_SEEN) <= 900


@pytest.mark.parametrize("name", ["bd-002", "R2", "_confusable"])
def test_a_link_to_a_part_shows_it_below_the_header(address: str, page: Page, name: str) -> None:
    page.goto(f"{address}/{LABEL}#{name}")
    page.wait_for_timeout(200)
    box = page.locator(f'[id="{name}"]').bounding_box()
    assert box is not None
    at_the_end = page.evaluate("innerHeight + scrollY >= document.body.scrollHeight - 2")
    assert 0 <= box["y"] <= 120 or at_the_end


def test_every_card_rule_and_step_has_an_id(address: str, page: Page) -> None:
    page.goto(f"{address}/{LABEL}")
    assert page.locator("article.card:not([id])").count() == 0
    page.goto(f"{address}/support-tickets/rules.html")
    assert page.locator(".rules > li:not([id])").count() == 0
    page.goto(f"{address}/support-tickets/decide.html")
    assert page.locator(".way > li:not([id])").count() == 0
    page.goto(f"{address}/support-tickets/changes/2.0.0.html")
    assert page.locator("article.change:not([id])").count() == 0


def test_a_link_to_a_card_is_copied_and_a_citation_is_confirmed(
    address: str, page: Page, registered: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/{LABEL}")
    page.click("#bd-001 a.self")
    page.wait_for_selector(".speaker.shown")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/{LABEL}#bd-001"
    page.click("[data-do=cite]")
    page.wait_for_selector(".speaker:has-text('Citation')")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(
        r"schema:support-tickets@\S+ intent/billing-dispute #bd-001 "
        r"guideline:support-tickets@\S+ sha256:[0-9a-f]{64} read \d{4}-\d\d-\d\d",
        cited,
    )
    assert run(["registry", "prove", "--citation", cited, "--root", str(registered.root)]) == 0
    assert "My statement shows two payments" in capsys.readouterr().out


def test_all_text_is_there_without_scripts(address: str, browser: Browser, page: Page) -> None:
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    for name in (LABEL, "support-tickets/practice.html", "support-tickets/changes/2.0.0.html"):
        bare.goto(f"{address}/{name}")
        page.goto(f"{address}/{name}")
        words = [one.locator("article.md-content__inner").inner_text() for one in (bare, page)]
        left_out = {"Find a label k", "Keys ?", "Start the quiz", "Copy citation"}
        left_out |= {"Ask about this label", "COPY CITATION"}
        plain, scripted = (
            {line.strip() for text in [text] for line in text.splitlines()} for text in words
        )
        assert {
            one for one in scripted - plain if one not in left_out and "Copy" not in one
        } == set()
    assert bare.locator(".tools").is_hidden()
    context.close()


def test_a_narrow_table_names_its_columns_beside_the_text(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    for name in (
        "support-tickets/cheat-sheet.html",
        "support-tickets/guide/urgency.html",
        "support-tickets/print.html",
    ):
        page.goto(f"{address}/{name}")
        assert page.evaluate(TEXT_BEGINS) > page.evaluate(NAME_IS_WIDE) > 80


def test_a_heading_is_as_high_as_its_text(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    for name in ("answer-preference/index.html", "support-tickets/guide/task.html", DIFFERENCE):
        page.goto(f"{address}/{name}")
        before = page.evaluate(HEIGHTS)
        page.evaluate("document.querySelectorAll('.headerlink').forEach((one) => one.remove())")
        assert before == page.evaluate(HEIGHTS)


def test_steps_of_a_page_for_paper_stand_beside_their_questions(address: str, page: Page) -> None:
    page.goto(f"{address}/support-tickets/print.html")
    steps = page.locator("ol.way > li")
    assert steps.count() > 10
    for position in range(10):
        step = steps.nth(position)
        line, number = step.bounding_box(), step.locator(".step").bounding_box()
        assert line is not None
        assert number is not None
        assert line["y"] <= number["y"] <= line["y"] + line["height"]


def test_our_script_is_small(site: Path) -> None:
    own = list((site / "assets").glob("*.js"))
    own.append(site / "assets" / "javascripts" / "workers" / "handbook.js")
    assert sum(path.stat().st_size for path in own) <= 30 * 1024


def test_meaning_is_never_by_colour_alone(address: str, page: Page) -> None:
    page.goto(f"{address}/{LABEL}")
    assert page.locator(".pair .card h3").all_inner_texts() == ["✓ Include", "✗ Exclude"]
    heads = page.locator(".cards .card h3").all_inner_texts()
    assert {head.partition(" changed in ")[0] for head in heads} == {"✓ Yes", "✗ No", "◆ Edge case"}
    borders = "one => getComputedStyle(one).borderLeftStyle"
    styles = {
        name: page.locator(f".cards .card.{name}").first.evaluate(borders) for name in ("yes", "no")
    }
    assert styles["yes"] != styles["no"]
    assert set(page.locator(".answer").all_inner_texts()) == {"Yes", "No"}
    line = "one => getComputedStyle(one).textDecorationLine"
    assert page.locator("mark").first.evaluate(line) == "underline"
    page.goto(f"{address}/road-scene/labels/car.html")
    dashes = "one => getComputedStyle(one).strokeDasharray"
    wrong = page.locator(".canvas .wrong .line")
    assert wrong.count() == 0 or wrong.first.evaluate(dashes) != "none"
    numbers = page.locator("figure.regions").first.locator("svg text").all_inner_texts()
    assert len(numbers) == page.locator("figure.regions").first.locator("ol > li").count()
    page.goto(f"{address}/{DIFFERENCE}")
    assert page.locator("del").first.evaluate(line) == "line-through"
    assert page.locator("ins").first.evaluate(line) == "underline"


def test_still_readers_get_no_motion_and_large_text_reflows(address: str, browser: Browser) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 640, "height": 450})
    watched = watch(context)
    page = watched.page
    page.goto(f"{address}/{LABEL}")
    moving = """Array.from(document.querySelectorAll("*")).filter((one) =>
      parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""
    assert page.evaluate(moving) == 0
    # 200 % of 1280 by 900, then 400 %.
    page.wait_for_function(FITS, arg=640)
    page.set_viewport_size({"width": 320, "height": 225})
    page.wait_for_function(FITS, arg=320)
    assert page.evaluate("document.documentElement.lang") == "en"
    context.close()
    assert watched.complaints == []
