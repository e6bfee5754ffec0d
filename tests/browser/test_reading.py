"""Acceptance A to E, H of the handbook: reading a page in a browser."""

import pytest
from playwright.sync_api import Page

LABEL = "support-tickets/labels/billing-dispute.html"
WIDTHS = (320, 390, 720, 960, 1280)
READ = [
    "index.html",
    "support-tickets/index.html",
    LABEL,
    "support-tickets/decide.html",
    "support-tickets/rules.html",
    "support-tickets/glossary.html",
    "support-tickets/faq.html",
    "support-tickets/guide/index.html",
    "road-scene/labels/car.html",
]


@pytest.mark.parametrize("name", READ)
def test_no_page_scrolls_sideways(address: str, page: Page, name: str) -> None:
    page.goto(f"{address}/{name}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
