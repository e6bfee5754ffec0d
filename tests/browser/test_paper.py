"""Acceptance I of the handbook: what comes out of the printer."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from schemactl.handbook.site import build_site
from tests.builders import a_repository

TWELVE = {
    "schemactl": 1,
    "name": "twelve",
    "version": "1.0.0",
    "type": "classification",
    "tie_breaks": [
        {"id": f"T{n}", "text": "The first wins.", "use": f"label-{n}", "over": [f"label-{n + 1}"]}
        for n in range(6)
    ],
    "labels": [
        {
            "id": f"label-{n}",
            "name": f"A name of the label {n}",
            "hotkey": str(n) if n < 10 else None,
            "definition": "The customer says that a charge already made is wrong, or the invoice.",
            "exclude": [
                {
                    "text": "The charge was right and money is wanted",
                    "use": f"label-{(n + 1) % 12}",
                },
                {"text": "A voucher was refused before any money went", "use": "label-0"},
            ],
        }
        for n in range(12)
    ],
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the cheat sheet of twelve labels."""
    text = json.dumps(TWELVE).replace('"hotkey": null, ', "")
    root = tmp_path_factory.mktemp("twelve")
    workspace = a_repository(root, {"schemas/twelve/schema.yaml": text})
    return build_site(workspace).folder / "twelve" / "cheat-sheet.html"


def sheets(page: Page, size: str) -> list[str]:
    """Print the page and return the text of each sheet."""
    paper = PdfReader(BytesIO(page.pdf(format=size, prefer_css_page_size=False)))
    return [" ".join(sheet.extract_text().split()) for sheet in paper.pages]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_twelve_labels_fit_on_a_sheet(sheet: Path, page: Page, size: str) -> None:
    page.goto(f"file://{sheet}")
    assert len(sheets(page, size)) == 1


def test_every_sheet_says_which_version_it_holds(address: str, site: Path, page: Page) -> None:
    page.goto(f"{address}/support-tickets/labels/billing-dispute.html")
    style = (site / "support-tickets" / "print.css").read_text(encoding="utf-8")
    digest = page.locator(".tools").get_attribute("data-digest") or ""
    assert digest[: len("sha256:") + 12] in style
    assert "schema:support-tickets@" in style
    assert page.evaluate(
        "Array.from(document.styleSheets).some((one) => one.href && one.href.endsWith('print.css')"
        " && one.media.mediaText === 'print')"
    )
    # Each sheet says it, and how many there are.
    for name in ("labels/billing-dispute.html", "cheat-sheet.html", "print.html"):
        page.goto(f"{address}/support-tickets/{name}")
        found = sheets(page, "A4")
        assert len(found) > (name != "cheat-sheet.html")
        for number, text in enumerate(found, start=1):
            assert "schema:support-tickets@" in text
            assert digest[: len("sha256:") + 12] in text
            assert f"page {number} of {len(found)}" in text
    page.goto(f"{address}/support-tickets/labels/billing-dispute.html")
    page.emulate_media(media="print")
    for gone in (".md-header", ".md-sidebar", ".md-footer", ".tools", ".headerlink"):
        assert page.locator(f"{gone}:visible").count() == 0
    cards = [page.locator(".cards .card").nth(n).bounding_box() for n in (0, 1)]
    assert cards[0] is not None
    assert cards[1] is not None
    assert cards[0]["y"] == cards[1]["y"]
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).breakInside") == "avoid"
