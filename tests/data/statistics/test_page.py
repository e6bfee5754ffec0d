"""Tests of the page with charts."""

from html.parser import HTMLParser

from schemactl.data.statistics.page import page
from tests.data.statistics.conftest import Collect

HOSTILE = "<script>alert('x')</script>"


class Tags(HTMLParser):
    """Collects the names of tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_texts_of_the_data_cannot_run(collect: Collect) -> None:
    rows = [
        {
            "item": str(n),
            "label": ["a"] if n % 2 else ["b"],
            "annotator": HOSTILE,
            "origin": "rule",
            "country": HOSTILE,
            HOSTILE: n % 2,
            "schema": f"{HOSTILE}@{1 + n % 2}.0.0",
            "text": "b",
        }
        for n in range(100)
    ]
    found = collect(
        *rows,
        {"item": "y", "label": ["a", "b"]},
        {"item": "x", "status": "skipped"},
        task="topics",
        columns=["slice=country"],
    )
    found["drift"] = {}
    shown = page(HOSTILE, found)
    tags = Tags()
    tags.feed(shown)
    assert "script" not in tags.names
    assert not {
        name for name in tags.attributes if name.startswith("on") or name in ("style", "href")
    }
    for wanted in (
        "Task topics",
        "given together",
        "by slice",
        "tell the label",
        "functions",
        "Drift",
        "Tasks without annotations: intent",
        "Items without an answer",
        "Of the annotations",
        "No annotation: c in",
        "by guessing",
        "1 skipped or left open",
    ):
        assert wanted in shown
    assert "1 of them without an answer" in shown
