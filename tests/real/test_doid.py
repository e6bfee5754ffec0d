"""The Human Disease Ontology of 2015: 9,189 terms, 13 levels, 212 under several parents."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.real.repository import Repository, facts, traced

pytestmark = pytest.mark.real


def terms(file: Path) -> list[dict[str, Any]]:
    """Return the terms of an OBO file as nodes of a JSON tree."""
    found = []
    for stanza in file.read_text(encoding="utf-8").split("\n\n"):
        if not stanza.lstrip().startswith("[Term]"):
            continue
        node: dict[str, Any] = {"parents": []}
        for line in stanza.splitlines():
            key, _, value = line.partition(": ")
            if key in ("id", "name"):
                node[key] = value
            elif key == "is_a":
                node["parents"].append(value.partition(" ! ")[0])
            elif key == "def" and (text := re.match(r'"((?:[^"\\]|\\.)*)"', value)):
                node["definition"] = re.sub(r"\\(.)", r"\1", text.group(1))
        found.append(node)
    return found


def test_the_whole_way(repository: Repository, published: Path) -> None:
    folder = published / "doid-2015"
    known = facts(folder)
    nodes = terms(folder / "HumanDO.2015-12-04.obo")
    tree = repository.write("doid.json", json.dumps(nodes))
    report = repository.take_in("json-tree", tree, "diseases", "--choose", "any")
    assert report["labels"] == known["terms"] == len(nodes)
    assert report["depth"] == known["depth"]
    assert report["several_parents"] == known["live_with_more_than_one_parent"]

    records = repository.one_record_per_label(node["id"] for node in nodes)
    circle = repository.close_the_circle("diseases", records)
    assert circle.trace["complete"] is True
    found = {label_id: (name, definition) for label_id, name, definition in traced(circle.trace)}
    assert found == {
        node["id"]: (node["name"].strip(), node.get("definition", "").strip()) for node in nodes
    }
