"""Tests of layout."""

from itertools import pairwise
from typing import Any

import pytest

from schemactl.handbook import layout
from schemactl.handbook.layout import Layout, lay_out
from schemactl.model.schema import Schema
from tests.handbook.editions import rich, short


def laid_out(data: dict[str, Any]) -> Layout:
    return lay_out(Schema.model_validate(data))


def branch(name: str, count: int) -> dict[str, Any]:
    return {"id": name, "labels": [{"id": f"{name}-{n}"} for n in range(count - 1)]}


def test_each_label_has_a_page_named_by_its_slug() -> None:
    found = laid_out(short("a", "B"))
    paths = [page.path for page in found.pages]
    assert paths == ["topics/labels/a", "topics/labels/b~df7e70e5"]
    assert found.where["topic", "a"] == ("topics/labels/a", "")


def test_several_tasks_with_labels_have_folders() -> None:
    data = rich()
    data["tasks"][1] = {"id": "tone", "type": "classification", "labels": [{"id": "other"}]}
    found = laid_out(data)
    assert found.where["intent", "other"] == ("tickets/labels/intent/other", "")
    assert found.where["tone", "other"] == ("tickets/labels/tone/other", "")


def test_a_large_schema_has_pages_of_branches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_SINGLE_PAGES", 10)
    monkeypatch.setattr(layout, "MOST_ON_A_PAGE", 6)
    wide = branch("wide", 5)
    wide["labels"] += [branch("large", 9), branch("small", 3)]
    found = laid_out(short("one", "two", branch("left", 4), wide, "three"))
    held = {page.path.rpartition("/")[2]: len(page.places) for page in found.pages}
    # The small branch no longer fits beside the leaves of `wide`, and is kept together.
    assert held == {
        "one": 2, "left": 4, "wide": 5, "small": 3, "large": 6, "large-5": 3, "three": 1,
    }  # fmt: skip
    assert found.where["topic", "large-0"] == ("topics/labels/large", "large-0")
    assert all(page.is_branch for page in found.pages)


def test_no_label_is_lost_on_the_way_to_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_SINGLE_PAGES", 1)
    monkeypatch.setattr(layout, "MOST_ON_A_PAGE", 4)
    for size in (1, 2, 3, 4, 5, 9, 30):
        found = laid_out(short(branch("a", size), "b", branch("c", 2)))
        labels = [place.label.id for page in found.pages for place in page.places]
        assert len(labels) == len(set(labels)) == size + 3
        assert all(len(page.places) <= 4 for page in found.pages)
        assert all(one.path != other.path for one, other in pairwise(found.pages))
