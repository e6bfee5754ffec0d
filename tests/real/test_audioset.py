"""AudioSet: 632 audio events, six levels, 38 of them under several parents."""

import json
from pathlib import Path

import pytest

from tests.real.repository import Repository, facts, traced

pytestmark = pytest.mark.real


def test_the_whole_way(repository: Repository, published: Path) -> None:
    folder = published / "audioset-ontology"
    known = facts(folder)
    report = repository.take_in("json-tree", folder / "ontology.json", "audio", "--choose", "any")
    assert report["labels"] == known["labels"]
    assert report["depth"] == known["depth"]
    assert report["several_parents"] == known["labels_with_more_than_one_parent"]
    assert report["summary"] == {"unknown-key": 3}

    nodes = json.loads((folder / "ontology.json").read_text(encoding="utf-8"))
    records = repository.one_record_per_label(node["id"] for node in nodes)
    circle = repository.close_the_circle("audio", records)
    assert circle.trace["complete"] is True
    assert sorted(traced(circle.trace)) == sorted(
        (node["id"], node["name"], node["description"].strip()) for node in nodes
    )
    assert {label["annotations"] for label in circle.trace["labels"]} == {1}
    assert sum("/labels/" in page for page in circle.pages) >= known["labels"]
