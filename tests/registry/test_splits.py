"""Splits: what a new one shares with the others of the same data is recorded with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.survey import survey
from schemactl.model.address import parse_ref
from schemactl.model.lineage import DatasetVersion
from schemactl.model.shared import Overlap
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered
from schemactl.registry.lineage import trace
from schemactl.registry.opening import reading
from schemactl.registry.register import DatasetRequest, register_dataset
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

LONG = (
    "The kettle arrived with a dent in its lid, and the shop sent another one within two days "
    "without asking me to send the first one back. "
)


def write(workspace: Workspace, name: str, items: dict[str, str]) -> Path:
    path = workspace.root / name
    rows = [
        {"item": item, "text": text, "label": "positive", "site": item[0]}
        for item, text in items.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def register(workspace: Workspace, name: str, path: Path, **said: Any) -> Registered:
    schema = parse_ref("schema:sentiment@1.0.0")
    request = DatasetRequest(parse_ref(name, "dataset"), (path,), schema)._replace(**said)
    return register_dataset(workspace, request, survey, Stamp())


def overlaps(done: Registered) -> tuple[Overlap, ...]:
    content = read_content(done.entry)
    assert isinstance(content, DatasetVersion)
    return content.overlaps


@pytest.fixture
def train(released: Workspace) -> dict[str, Any]:
    """Record all data and the split to train on, and return what the others of it say."""
    texts = {"a1": LONG, "a2": "Never again.", "b1": "It does what it should."}
    register(released, "all@1", write(released, "all.jsonl", texts))
    said = {"parents": (parse_ref("dataset:all@1"),)}
    path = write(released, "train.jsonl", texts)
    done = register(released, "train@1", path, split="train", **said)
    assert overlaps(done) == ()
    return said


def test_items_and_nearly_equal_texts_are_counted(
    released: Workspace, train: dict[str, Any]
) -> None:
    texts = {
        "a2": "never again!",
        "c1": LONG.replace("two", "ten"),
        "c2": "Something else altogether, of which nobody has read before.",
    }
    path = write(released, "test.jsonl", texts)
    done = register(released, "test@1", path, split="test", **train)
    assert overlaps(done) == (Overlap(other="dataset:train@1", items=1, texts=2),)
    # What was found when it was recorded stays, whatever becomes of the other.
    (released.root / "train.jsonl").unlink()
    assert register(released, "test@1", path, split="test", **train).entry == done.entry
    with reading(released) as store:
        node = trace(released, store, parse_ref("dataset:test@1")).nodes[0]
    assert node.facts["overlaps"] == [{"other": "dataset:train@1", "items": 1, "texts": 2}]
    assert node.facts["format"] == "jsonl"


def test_files_that_are_gone_are_not_counted(released: Workspace, train: dict[str, Any]) -> None:
    (released.root / "train.jsonl").write_text("{}\n")
    path = write(released, "test.jsonl", {"a1": LONG})
    done = register(released, "test@1", path, split="test", **train)
    assert overlaps(done) == (Overlap(other="dataset:train@1"),)


def test_only_splits_for_something_else_are_compared(
    released: Workspace, train: dict[str, Any]
) -> None:
    path = write(released, "more.jsonl", {"a1": LONG})
    assert overlaps(register(released, "more@1", path, split="train", **train)) == ()
    assert overlaps(register(released, "other@1", path, split="test")) == ()
    assert overlaps(register(released, "copy@1", path, **train)) == ()


def test_labels_are_recorded_by_slice(released: Workspace) -> None:
    path = write(released, "d.jsonl", {"a1": "x", "a2": "y", "b1": "z"})
    rows = path.read_text().replace("site", "slice")
    path.write_text(rows)
    content = read_content(register(released, "d@1", path).entry)
    assert isinstance(content, DatasetVersion)
    assert content.slices == {"sentiment": {"positive": {"a": 2, "b": 1}}}
