"""Acceptance D2 of the handbook: everything works from a folder, without a server."""

from pathlib import Path

from playwright.sync_api import Page


def test_the_handbook_works_from_a_folder(site: Path, page: Page) -> None:
    home = f"file://{site}/support-tickets"
    page.goto(f"{home}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("chargeback double charge")
    page.wait_for_selector(".md-search-result__link")
    page.keyboard.press("Escape")
    page.goto(f"{home}/index.html")
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    page.keyboard.type("billing disptue")
    page.wait_for_function(
        "document.querySelector('dialog li b').textContent === 'Billing dispute'"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/labels/billing-dispute.html")
    page.goto(f"{home}/labels/billing-dispute.html#bd-002")
    box = page.locator("#bd-002").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900
    page.goto(f"{home}/practice.html")
    page.click("[data-do=quiz]")
    page.locator(".quiz .choices button").first.click()
    assert page.locator(".quiz .result").inner_text()
    page.goto(f"{home}/changes.html?since=1.0.0")
    assert page.locator("table.versions tbody tr").count() >= 3
