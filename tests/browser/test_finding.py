"""Acceptance A1, B, E2 of the handbook: finding a label, and doing everything by keyboard."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, TimeoutError

from tests.browser.conftest import EDIT_URL, ROOT

HOME = "support-tickets/index.html"
OFFERED = """(all) => all.map((typed) => {
  const input = document.querySelector("dialog.switcher input");
  input.value = typed;
  input.dispatchEvent(new Event("input"));
  return Array.from(document.querySelectorAll("dialog.switcher li small"))
    .map((one) => one.textContent.split(",")[0]);
})"""
FIRST_HIT = """(goal) => {
  const one = document.querySelector(".md-search-result__link");
  return one && one.pathname.endsWith(goal);
}"""
# A field shows its caret; the theme's switch of colours shows focus on the label beside it.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body || one.matches("input[type=text]")) return "";
  const shown = one.matches(".md-option") ? one.nextElementSibling : one;
  const style = getComputedStyle(shown);
  return style.outlineStyle !== "none" || style.boxShadow !== "none"
    ? "" : one.outerHTML.slice(0, 120);
}"""
LABEL = "support-tickets/labels/billing-dispute.html"


def labels(site: Path, schema: str) -> list[dict[str, Any]]:
    """Return what the site says of the labels of a schema."""
    found: list[dict[str, Any]] = json.loads(
        (site / schema / "labels.json").read_text(encoding="utf-8")
    )["labels"]
    return found


def found_by_switcher(page: Page, typed: list[str]) -> list[list[str]]:
    """Type each text into the open switcher and return the ids it offers, best first."""
    found: list[list[str]] = page.evaluate(OFFERED, typed)
    return found


def typos(word: str) -> list[str]:
    """Return the word with a letter missing, added, wrong, and two swapped, at every place."""
    found = []
    for at in range(len(word)):
        before, here, after = word[:at], word[at], word[at + 1 :]
        found += [before + after, f"{before}q{here}{after}", f"{before}x{after}"]
        found += [before + after[0] + here + after[1:]] if after else []
    return found


def test_a_name_and_enter_lead_to_the_label(address: str, page: Page) -> None:
    page.goto(f"{address}/{HOME}")
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    page.keyboard.type("billing")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{LABEL}")


@pytest.mark.parametrize("schema", ["support-tickets", "spoken-events"])
def test_the_switcher_forgives_a_typo(address: str, site: Path, page: Page, schema: str) -> None:
    page.goto(f"{address}/{schema}/index.html")
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    tries = [
        (typed, label["id"])
        for label in labels(site, schema)
        for word in (label["name"], label["id"], *label["names"])
        for typed in (word, *(typos(word) if len(word) >= 5 else []))
    ]
    offered = found_by_switcher(page, [typed for typed, _ in tries])
    missed = [one for one, found in zip(tries, offered, strict=True) if one[1] not in found[:3]]
    assert missed == []


def test_the_switcher_knows_old_names(address: str, page: Page) -> None:
    page.goto(f"{address}/{HOME}")
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    assert found_by_switcher(page, ["bug"])[0][0] == "defect"


def test_the_switcher_knows_names_in_other_languages(spoken: str, page: Page) -> None:
    page.goto(f"{spoken}/tickets/index.html")
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    assert found_by_switcher(page, ["نزاع"])[0][0] == "billing-dispute"


def test_the_search_finds_the_original_before_its_translations(spoken: str, page: Page) -> None:
    page.goto(f"{spoken}/tickets/index.html")
    page.keyboard.press("/")
    for typed, goal in (
        ("chargeback", "/tickets/labels/billing-dispute.html"),
        ("bd-002", "/tickets/labels/billing-dispute.html"),
        ("نزاع", "/ar/tickets/labels/billing-dispute.html"),
    ):
        page.fill(".md-search__input", typed)
        page.keyboard.press("End")
        page.wait_for_function(FIRST_HIT, arg=goal, timeout=5000)
        first = page.locator(".md-search-result__link").first.evaluate("one => one.pathname")
        assert first == goal


def test_the_search_finds_models_and_datasets_by_name_day_and_digest(
    address: str, site: Path, page: Page
) -> None:
    records = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["records"]
    [data] = [one for one in records if one["ref"] == "dataset:tickets@1"]
    node = next(one for one in data["nodes"] if one["ref"] == data["ref"])
    page.goto(f"{address}/audit/index.html")
    row = page.locator("table.records tr", has_text="dataset:tickets@1").inner_text()
    assert node["at"][:10] in row
    assert node["digest"][:19] in row
    page.keyboard.press("/")
    for typed, goal in (
        ("router@4", "/audit/model-router-4.html"),
        (node["digest"][7:19], "/audit/dataset-tickets-1.html"),
        (node["digest"], "/audit/dataset-tickets-1.html"),
        (node["at"][:10], "-1.html"),
    ):
        page.fill(".md-search__input", typed)
        page.keyboard.press("End")
        page.wait_for_function(FIRST_HIT, arg=goal, timeout=5000)
        first = page.locator(".md-search-result__link").first.evaluate("one => one.pathname")
        assert first.startswith("/audit/")


def test_the_search_finds_names_synonyms_and_examples(one_schema: Path, page: Page) -> None:
    folder = one_schema / "support-tickets"
    data = json.loads((folder / "labels.json").read_text(encoding="utf-8"))["labels"]
    cases = json.loads((folder / "examples.json").read_text(encoding="utf-8"))["examples"]
    wanted = {word: label["page"] for label in data for word in (label["name"], label["id"])}
    for label in data:
        # What a label was called in former releases is found by the switcher.
        here = (folder / label["page"]).read_text(encoding="utf-8")
        wanted.update({word: label["page"] for word in label["names"] if word in named(here)})
    wanted.update({case["id"]: case["page"].partition("#")[0] for case in cases if "id" in case})
    assert len(wanted) > 100
    page.goto(f"file://{folder}/index.html")
    page.keyboard.press("/")
    missed = []
    for typed, goal in sorted(wanted.items()):
        page.fill(".md-search__input", typed)
        # The theme listens for keys that come up again.
        page.keyboard.press("End")
        try:
            page.wait_for_function(FIRST_HIT, arg=goal, timeout=2000)
        except TimeoutError:
            missed.append((typed, goal))
    assert missed == []


def test_edit_opens_the_file_at_the_line_of_the_label(one_schema: Path, page: Page) -> None:
    file = "schemas/support-tickets/schema.yaml"
    lines = (ROOT / file).read_text(encoding="utf-8").split("\n")
    for label in ("money", "refund", "unclear"):
        page.goto(f"file://{one_schema}/support-tickets/labels/{label}.html")
        edit = page.locator("a.edit")
        assert edit.get_attribute("href") == f"{EDIT_URL}{file}"
        edit.focus()
        page.wait_for_function("document.querySelector('a.edit').hash")
        address, _, number = (edit.get_attribute("href") or "").rpartition("#L")
        assert address == f"{EDIT_URL}{file}"
        assert lines[int(number) - 1].strip() == f"- id: {label}"


def test_a_whole_name_or_id_is_found_beside_other_schemas(address: str, page: Page) -> None:
    page.goto(f"{address}/index.html")
    page.keyboard.press("/")
    for typed, goal in (
        ("Pedestrian", "/road-scene/labels/pedestrian.html"),
        ("sign", "/road-scene/labels/traffic-sign.html"),
        ("Voice", "/spoken-events/labels/voice.html"),
        ("how-to", "/support-tickets/labels/how-to.html"),
        ("out-001", "/search-relevance/labels/obstacles/outdated.html"),
        ("see-005", "/talking-clip/labels/sounds/seen-voice.html"),
    ):
        page.fill(".md-search__input", typed)
        page.keyboard.press("End")
        page.wait_for_function(FIRST_HIT, arg=goal, timeout=5000)


def named(text: str) -> str:
    """Return what a label page says the label is also called."""
    parts = (text.partition(f"<dt>{head}</dt> <dd>")[2] for head in ("Also called", "In data"))
    return " ".join(part.partition("</dd>")[0] for part in parts)


def test_keys_lead_to_pages_and_can_be_switched_off(address: str, page: Page) -> None:
    page.goto(f"{address}/{HOME}")
    for key, goal in (
        ("1", LABEL),
        ("d", "support-tickets/decide.html"),
        ("c", "support-tickets/cheat-sheet.html"),
        ("w", "support-tickets/changes.html"),
    ):
        page.keyboard.press(key)
        page.wait_for_url(f"**/{goal}")
    page.goto(f"{address}/{LABEL}")
    page.keyboard.press("x")
    page.wait_for_url("**#_confusable")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "bd-001"
    page.keyboard.press("j")
    page.keyboard.press("J")
    assert page.evaluate("document.activeElement.id") == "bd-001"
    page.keyboard.press("?")
    page.wait_for_selector("dialog.help[open]")
    page.locator("#_keys_on").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.help", state="detached")
    for key in ("k", "d", "s", "f", "n", "1"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url.endswith(f"{LABEL}#_confusable")
    assert page.locator("dialog").count() == 0
    assert not page.locator("#__search").is_checked()
    # They stay off after a while, and in what else there is to label.
    for folder in ("support-tickets", "road-scene"):
        page.goto(f"{address}/{folder}/index.html")
        page.keyboard.press("k")
        page.keyboard.press("?")
        page.wait_for_selector("dialog.help[open]")
        assert page.locator("dialog").count() == 1
        assert not page.locator("#_keys_on").is_checked()


def test_keys_do_nothing_while_somebody_writes(address: str, page: Page) -> None:
    page.goto(f"{address}/{LABEL}")
    page.click("details.ask summary")
    page.fill("textarea[name=item]", "")
    page.locator("textarea[name=item]").press_sequentially("dk1c")
    assert page.input_value("textarea[name=item]") == "dk1c"
    assert page.url.endswith(LABEL)


def test_every_label_is_reached_by_tab_at_half_a_screen(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 960, "height": 900})
    page.goto(f"{address}/{HOME}")
    wanted = set(page.locator("main a.label").evaluate_all("all => all.map((one) => one.href)"))
    seen: list[str] = []
    outlines: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.href || document.activeElement.tagName"))
        outlines.append(page.evaluate(FOCUS))
    assert wanted <= set(seen)
    assert [one for one in dict.fromkeys(outlines) if one] == []


def test_a_dialog_gives_focus_back(address: str, page: Page) -> None:
    page.goto(f"{address}/{LABEL}")
    page.locator("[data-do=switch]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.switcher li")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || "
            "Boolean(document.activeElement.closest('dialog'))"
        )
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert page.evaluate("document.activeElement.dataset.do") == "switch"


def test_a_label_is_shown_with_each_other_name_once(address: str, page: Page) -> None:
    label = {"id": "car", "name": "car", "names": ["car", "auto", "auto"], "hotkey": "", "page": ""}
    body = f"window.handbookLabels = {json.dumps({'labels': [label]})};"
    page.route(
        "**/labels.js", lambda route: route.fulfill(body=body, content_type="text/javascript")
    )
    page.goto(f"{address}/support-tickets/index.html")
    page.keyboard.press("k")
    assert page.locator("dialog.switcher li small").inner_text() == "auto"
