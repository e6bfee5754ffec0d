"""CLINC150: 150 intents in 10 domains, and `oos`, a label of the data that no domain has."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real


def records_of(folder: Path) -> list[dict[str, str]]:
    """Return the labeled queries of all splits."""
    splits: dict[str, Any] = json.loads((folder / "data_small.json").read_text(encoding="utf-8"))
    return [
        {"item": f"{split}-{number}", "text": text, "label": label}
        for split, queries in splits.items()
        for number, (text, label) in enumerate(queries)
    ]


def test_the_data_has_a_label_that_the_domains_lack(
    repository: Repository, published: Path
) -> None:
    folder = published / "clinc150"
    known = facts(folder)
    report = repository.take_in("json-tree", folder / "domains.json", "intents")
    assert report["labels"] == known["intents_in_domains_file"] + known["domains"]
    repository.run("release")
    lines = "".join(json.dumps(record) + "\n" for record in records_of(folder))
    file = repository.write("queries.jsonl", lines)
    checked = repository.result("data", "check", file, "--schema", "intents@0.1.0", code=1)
    assert checked["items"] == sum(known["splits"].values()) == 16_200
    # Nine queries are far longer than the others, which is a warning.
    assert checked["summary"] == {"outlier-length": 9, "unknown-label": 1200}
    repository.run("register", "dataset", "q@1", file, "--schema", "intents@0.1.0", code=1)


def test_the_whole_way(repository: Repository, published: Path) -> None:
    folder = published / "clinc150"
    known = facts(folder)
    domains = json.loads((folder / "domains.json").read_text(encoding="utf-8"))
    tree = repository.write("domains.json", json.dumps({**domains, "oos": None}))
    report = repository.take_in("json-tree", tree, "intents")
    assert report["labels"] == known["intents_in_data"] + known["domains"]
    assert (report["depth"], report["report"]) == (2, [])

    records = records_of(folder)
    file = repository.write("queries.jsonl", "".join(json.dumps(r) + "\n" for r in records))
    circle = repository.close_the_circle("intents", file)
    assert circle.trace["complete"] is True
    counted = {label["id"]: label["annotations"] for label in circle.trace["labels"]}
    assert +Counter(counted) == Counter(record["label"] for record in records)
    assert {label for label, count in counted.items() if not count} == set(domains)
