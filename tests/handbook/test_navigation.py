"""Tests of navigation."""

from typing import Any

from schemactl.handbook.navigation import features, navigation, titles_by_page
from schemactl.handbook.pages.guide import Guide
from tests.handbook.editions import PAGES, an_atlas, short


def chapter(data: dict[str, Any] | None = None, **fields: Any) -> Any:
    atlas = an_atlas(data, **fields)
    return atlas, Guide(atlas)


def longest(items: list[dict[str, Any]]) -> int:
    inner = [value for item in items for value in item.values() if isinstance(value, list)]
    return max([len(items), *(longest(one) for one in inner)])


def test_a_single_schema_stands_at_the_top() -> None:
    found = navigation([chapter(pages=PAGES)])
    assert [next(iter(item)) for item in found] == [
        "All schemas", "Home", "Decide", "Rules and tie-breaks", "Confusable labels", "Glossary",
        "Cheat sheet", "Hard cases", "Rulings", "Questions", "Practice", "Labels", "Guideline",
    ]  # fmt: skip
    labels = found[-2]["Labels"]
    assert labels[0]["Money"][0] == {"About Money": "tickets/labels/money.md"}
    assert labels[1] == {"Other": "tickets/labels/other.md"}
    assert found[-1]["Guideline"][1] == {"The task": "tickets/guide/task.md"}


def test_several_schemas_are_tabs() -> None:
    chapters = [chapter(), chapter(short("a", "b"))]
    assert [next(iter(item)) for item in navigation(chapters)] == [
        "All schemas", "Ticket routing", "topics",
    ]  # fmt: skip
    assert "navigation.tabs" in features(chapters)
    assert "navigation.tabs" not in features(chapters[:1])


def test_long_lists_are_cut_into_ranges_at_every_level() -> None:
    few, many = (
        chapter(short(*(f"a{n}" for n in range(60)))),
        chapter(short(*(f"a{n}" for n in range(1000)))),
    )
    labels = navigation([few])[-1]["Labels"]
    assert len(labels) == 60
    ranges = navigation([many])[-1]["Labels"]
    assert longest(ranges) <= 30
    assert next(iter(ranges[0])) == "a0 … a99"
    assert "navigation.prune" in features([many])
    assert "navigation.prune" not in features([few])


def test_names_in_the_navigation_are_escaped() -> None:
    found = navigation([chapter(short({"id": "a", "name": "<img src=x>"}, "b"))])
    assert {"&lt;img src=x&gt;": "topics/labels/a.md"} in found[-1]["Labels"]


def test_a_page_has_the_title_of_its_first_place() -> None:
    group = [{"B": "b.md"}, {"Again": "a.md"}]
    items: list[dict[str, Any]] = [{"A": "a.md"}, {"Group": group}, {"C": "b.md"}]
    assert titles_by_page(items) == {"a.md": "A", "b.md": "B"}
