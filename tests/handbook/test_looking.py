"""Tests of looking."""

from pathlib import Path

import orjson
import pytest

from schemactl.handbook import looking
from schemactl.handbook.inspection import Seen, look
from schemactl.handbook.listing import listing
from schemactl.handbook.looking import seen_pages
from schemactl.handbook.placing import Tree

PAGES = {
    "b.html": b"<script>one()</script>",
    "a.html": b"<p style=x>",
    "c/d.html": b"<script>one()</script>",
    "e.txt": b"<p style=x>",
}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    folder = tmp_path / "html"
    (folder / "c").mkdir(parents=True)
    for name, content in PAGES.items():
        (folder / name).write_bytes(content)
    return Tree(folder, listing(folder))


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    found: list[bytes] = []

    def noted(content: bytes) -> Seen:
        found.append(content)
        return look(content)

    monkeypatch.setattr(looking, "look", noted)
    return found


def test_every_page_is_looked_at_in_the_order_of_names(tree: Tree, tmp_path: Path) -> None:
    seen = seen_pages([tree], tmp_path / "memory")
    assert list(seen) == ["a.html", "b.html", "c/d.html"]
    assert {name: look(PAGES[name]) for name in seen} == seen


def test_a_page_that_was_not_written_since_is_known(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory"
    first = seen_pages([tree], memory)
    found = looked_at(monkeypatch)
    assert seen_pages([tree], memory) == first
    assert found == []
    (tree.folder / "a.html").write_bytes(b"<p>")
    again = seen_pages([Tree(tree.folder, listing(tree.folder))], memory)
    assert found == [b"<p>"]
    assert again == {**first, "a.html": look(b"<p>")}


def test_of_one_name_the_last_tree_is_shown(tree: Tree, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.html").write_bytes(b"<p>")
    seen = seen_pages([tree, Tree(other, listing(other))], tmp_path / "memory")
    assert seen["a.html"] == look(b"<p>")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": 1}', b'{"format": "$"}'])
def test_a_memory_that_is_broken_knows_nothing(tree: Tree, tmp_path: Path, content: bytes) -> None:
    memory = tmp_path / "memory"
    first = seen_pages([tree], memory)
    memory.write_bytes(content.replace(b"$", looking._FORMAT.encode()))
    assert seen_pages([tree], memory) == first


def test_another_version_knows_nothing(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory"
    seen_pages([tree], memory)
    said = orjson.loads(memory.read_bytes())
    memory.write_bytes(orjson.dumps({**said, "format": "schemactl-seen-1 0.0.0"}))
    found = looked_at(monkeypatch)
    seen_pages([tree], memory)
    assert len(found) == 3
