"""Acceptance E2, J of the handbook: practice by keyboard, its result, and what is new for me."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from schemactl.cli.main import run
from schemactl.handbook import layout
from schemactl.handbook.site import build_site
from schemactl.workspace import Workspace
from tests.builders import a_repository
from tests.handbook.editions import rich

HOME = "support-tickets/index.html"
PRACTICE = "support-tickets/practice.html"


def test_a_round_by_keyboard_and_its_result(
    address: str, page: Page, registered: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    page.goto(f"{address}/{PRACTICE}")
    page.locator("[data-do=quiz]").focus()
    page.keyboard.press("Enter")
    for number in range(1, 11):
        assert page.locator(".quiz .count").inner_text() == f"Case {number} of 10"
        right = page.evaluate(
            "(at) => document.querySelectorAll('li.item')[at].dataset.right", number - 1
        )
        buttons = page.locator(".quiz .choices button")
        keys = dict(
            buttons.evaluate_all("all => all.map((one) => [one.dataset.choice, one.dataset.key])")
        )
        wrong = next(one for one in keys if one != right)
        page.keyboard.press(keys[right if number > 1 else wrong])
        told = page.locator(".quiz [aria-live=polite]").inner_text()
        assert told.startswith("Right." if number > 1 else "Not quite.")
        assert page.locator(".quiz .right").inner_text().startswith("✓")
        assert page.evaluate("document.activeElement.classList.contains('next')")
        page.keyboard.press("Enter")
    assert page.locator(".quiz .count").inner_text() == "9 of 10 right."
    with page.expect_download() as started:
        page.click("text=Download the result")
    result = json.loads(Path(started.value.path()).read_text(encoding="utf-8"))
    assert result["format"] == "schemactl-practice-1"
    assert (result["right"], result["of"], len(result["items"])) == (9, 10, 10)
    assert result["schema"].startswith("schema:support-tickets@")
    assert result["digest"].startswith("sha256:")
    assert set(result["items"][0]) == {"example", "label", "given", "right"}
    assert (
        run(
            [
                "register",
                "annotator",
                "--qualified-by",
                str(started.value.path()),
                "--format",
                "json",
                "--root",
                str(registered.root),
            ]
        )
        == 0
    )
    said = json.loads(capsys.readouterr().out)
    assert said["qualifications"] == [f"practice of {result['schema']}"]
    assert (said["practised"][0]["right"], said["practised"][0]["of"]) == (9, 10)


def test_practice_on_one_label(address: str, page: Page) -> None:
    page.goto(f"{address}/{PRACTICE}?label=outage&items=3")
    page.click("[data-do=quiz]")
    assert page.locator(".quiz .count").inner_text() == "Case 1 of 3"
    page.goto(f"{address}/{PRACTICE}?label=nobody")
    page.click("[data-do=quiz]")
    assert page.locator(".start .told").inner_text() == "There is no case for that."


def test_a_translation_is_practised_in_its_language(spoken: str, page: Page) -> None:
    page.goto(f"{spoken}/de/tickets/index.html")
    page.click("ul.doors a[href='practice.html']")
    page.click("[data-do=quiz]")
    assert page.locator(".quiz .count").inner_text().startswith("Fall 1 von ")
    right = page.locator("li.item").first.get_attribute("data-right")
    page.click(f".quiz [data-choice='{right}']")
    assert page.locator(".quiz .result").inner_text().startswith("Richtig.")


def numbers(page: Page) -> set[str]:
    """Return the numbers of the releases whose changes are shown."""
    shown = page.locator("li.turn:visible")
    return set(shown.evaluate_all("all => all.map((one) => one.dataset.number)"))


def test_what_is_new_since_a_version_by_address(address: str, page: Page) -> None:
    page.goto(f"{address}/{HOME}")
    assert numbers(page) == {"2"}
    page.goto(f"{address}/{HOME}?since=2.0.0")
    assert numbers(page) == set()
    assert page.locator(".since .told").inner_text() == "Nothing new since 2.0.0."
    assert page.locator(".since .rest, .since .actions").locator("visible=true").count() == 0
    page.goto(f"{address}/{HOME}?since=1.0.0")
    left = (page.locator(".rest").get_attribute("data-numbers") or "").split()
    count = page.locator("li.turn:visible").count() + len(left)
    assert page.locator(".since .told").inner_text() == f"{count} changes since 1.0.0."
    assert page.locator(".since .rest").inner_text() == f", {len(left)} more"
    page.goto(f"{address}/support-tickets/changes.html?since=1.0.0")
    assert numbers(page) == {"2", "3"}
    page.goto(f"{address}/support-tickets/changes.html?since=2.0.0")
    assert numbers(page) == {"3"}


def test_the_view_since_a_version_is_the_semantic_difference(
    address: str, site: Path, page: Page
) -> None:
    data = json.loads((site / "support-tickets" / "changes.json").read_text(encoding="utf-8"))
    version = next(
        one for one in data["versions"] if one["ref"].endswith("schema:support-tickets@2.0.1")
    )
    page.goto(f"{address}/support-tickets/changes.html?since=2.0.0")
    marks = page.locator("li.turn:visible").evaluate_all(
        "all => all.map((one) => one.dataset.mark)"
    )
    assert set(marks) == {change["fingerprint"] for change in version["changes"]}


def test_changes_of_my_labels_only(address: str, page: Page) -> None:
    page.goto(f"{address}/{HOME}?labels=outage")
    shown = page.locator("li.turn:visible")
    assert shown.count() >= 1
    assert set(shown.evaluate_all("all => all.map((one) => one.dataset.labels)")) == {"outage"}


def test_what_was_read_stays_read_and_asks_three_questions(address: str, page: Page) -> None:
    page.goto(f"{address}/{HOME}")
    assert page.locator("a.three").get_attribute("href") is not None
    page.click("a.three")
    page.click("[data-do=quiz]")
    assert page.locator(".quiz .count").inner_text() == "Case 1 of 3"
    # Two cases got another label since: they are asked first.
    asked = []
    for _ in range(3):
        asked.append(page.locator(".quiz .case").inner_text().strip())
        page.locator(".quiz .choices button").first.click()
        page.keyboard.press("Enter")
    assert {one[:13] for one in asked[:2]} == {"The code SPRI", "Checkout reje"}
    page.goto(f"{address}/{HOME}")
    page.click("[data-do=read]")
    assert numbers(page) == set()
    page.reload()
    assert numbers(page) == set()
    # A number is kept: as a text, 2.10 would come before 2.9.
    stored = page.evaluate("localStorage.getItem('schemactl:support-tickets:read')")
    assert stored == "3"


def test_a_question_is_filled_in_to_download_and_taken_in(
    address: str, page: Page, registered: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    page.goto(f"{address}/support-tickets/labels/outage.html")
    page.click("details.ask summary")
    page.fill("[name=item]", "t-17: nothing works")
    page.fill("[name=rule]", "T5")
    with page.expect_download() as started:
        page.click("[data-do=ask-save]")
    asked = json.loads(Path(started.value.path()).read_text(encoding="utf-8"))
    assert asked["format"] == "schemactl-question-1"
    assert (asked["item"], asked["rule"]) == ("t-17: nothing works", "T5")
    assert asked["label"] == "intent/outage"
    file = str(started.value.path())
    assert run(["ruling", "import", file, "--format", "json", "--root", str(registered.root)]) == 0
    [taken] = json.loads(capsys.readouterr().out)["rulings"]
    assert 'item: "t-17: nothing works"' in (registered.root / taken["file"]).read_text()


def test_a_question_of_a_page_of_many_labels_names_the_label(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, page: Page
) -> None:
    monkeypatch.setattr(layout, "MOST_SINGLE_PAGES", 1)
    root = tmp_path_factory.mktemp("branches")
    workspace = a_repository(root, {"schemas/tickets/schema.yaml": json.dumps(rich())})
    page.goto(f"file://{build_site(workspace).folder}/tickets/labels/money.html")
    page.click("details.ask summary")
    page.fill("[name=item]", "t-9")
    page.fill("[name=label]", "refund")
    with page.expect_download() as started:
        page.click("[data-do=ask-save]")
    asked = json.loads(Path(started.value.path()).read_text(encoding="utf-8"))
    assert (asked["item"], asked["label"], asked["rule"]) == ("t-9", "refund", None)


def test_questions_show_what_is_open_and_until_when(address: str, page: Page) -> None:
    page.goto(f"{address}/support-tickets/questions.html")
    open_ones = page.locator("article.open")
    assert open_ones.count() >= 1
    text = open_ones.first.inner_text()
    assert "t-0412: The hub restarts every night." in text
    assert "Nearest: Defect" in text
    assert "Asked 2026-04-18 by ann-07, answer due by 2026-04-20 overdue" in text
    heads = page.locator("h2").all_inner_texts()
    assert [head.partition(" (")[0] for head in heads] == ["Open", "Ruled", "Now a rule"]


def test_what_people_mix_up_stands_at_the_label(address: str, page: Page) -> None:
    page.goto(f"{address}/support-tickets/labels/billing-dispute.html")
    row = page.locator("tr", has_text="Refund or credit").filter(has_text="in 12 % of cases")
    assert row.count() == 1
    assert "quality-report:autumn@1" in page.locator("p.measured").inner_text()
