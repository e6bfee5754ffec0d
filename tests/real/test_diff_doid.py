"""The Human Disease Ontology against itself: 9,189 terms, and not one change."""

import json
import sys
from pathlib import Path

import pytest

from tests.real.hop import Hop
from tests.real.repository import Repository, facts
from tests.real.test_doid import terms

pytestmark = pytest.mark.real


def test_nothing_changed(repository: Repository, published: Path) -> None:
    folder = published / "doid-2015"
    nodes = terms(folder / "HumanDO.2015-12-04.obo")
    assert len(nodes) == facts(folder)["terms"]
    tree = repository.write("doid.json", json.dumps(nodes))
    hop = Hop(repository, "diseases")
    hop.release_first("json-tree", tree, "--choose", "any")
    as_released = repository.result("diff", "diseases@0.1.0", "diseases@draft")
    assert (as_released["changes"], as_released["minimum_bump"]) == ([], "none")

    # Neither the order of the terms nor a second import is a difference.
    backwards = repository.write("backwards.json", json.dumps(nodes[::-1]))
    hop.draft_second("json-tree", backwards, "--choose", "any")
    assert hop.changes() == []
    assert hop.findings() == {}
    seconds = repository.seconds["diff diseases@0.1.0"]

    nodes[0]["name"] += " (renamed)"
    hop.draft_second(
        "json-tree", repository.write("doid.json", json.dumps(nodes)), "--choose", "any"
    )
    [change] = hop.changes()
    assert (change["kind"], change["to"]) == ("label-renamed", [nodes[0]["id"]])
    sys.stdout.write(f"\ndiff of {len(nodes)} labels: {seconds} s\n")
