"""Acceptance M1 of the handbook: finding, reading offline and addresses with other builders."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

from schemactl.handbook.site import OTHERS
from tests.browser.test_reading import FIRST_SEEN, FITS, WIDTHS
from tests.handbook.test_other_builders import BUILDERS

PAGES = ("index", "labels/billing-dispute", "changes/2.0.0", "practice", "cheat-sheet")


@pytest.fixture(scope="module", params=BUILDERS)
def built(
    request: pytest.FixtureRequest, one_schema: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the site that another builder makes, with what lies beside the pages."""
    work, copy = one_schema.parent, tmp_path_factory.mktemp("elsewhere") / "handbook"
    shutil.copytree(work, copy, ignore=shutil.ignore_patterns("site"))
    command = [sys.executable, "-m", request.param, *BUILDERS[request.param], "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copytree(copy / OTHERS, copy / "site", dirs_exist_ok=True)
    return copy / "site" / "support-tickets"


def test_labels_are_found_and_pages_fit(built: Path, page: Page) -> None:
    page.goto(f"file://{built}/index.html")
    page.keyboard.press("k")
    page.wait_for_selector("dialog.switcher li")
    page.keyboard.type("billing disptue")
    page.wait_for_function("document.querySelectorAll('dialog.switcher li').length === 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/labels/billing-dispute.html")
    assert page.evaluate(FIRST_SEEN) <= 900
    for name in PAGES:
        page.goto(f"file://{built}/{name}.html")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(FITS, arg=width, timeout=3000)


def test_practice_views_and_addresses_work_from_a_folder(built: Path, page: Page) -> None:
    page.goto(f"file://{built}/labels/billing-dispute.html#bd-002")
    page.wait_for_timeout(200)
    box = page.locator("#bd-002").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 120
    page.goto(f"file://{built}/practice.html")
    page.click("[data-do=quiz]")
    page.locator(".quiz .choices button").first.click()
    assert page.locator(".quiz .result").inner_text()
    page.goto(f"file://{built}/changes.html?since=2.0.0")
    assert page.locator("li.turn:visible").count() == 1
    assert page.locator("table.versions tbody tr").count() >= 3
