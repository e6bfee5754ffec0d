"""Splits of CLINC150: queries that stand, nearly the same, in the split to test on, all found."""

import json
from collections import Counter
from pathlib import Path

import pytest

from schemactl.data.shingles import NEAR, plain, shingles
from tests.real.repository import Repository
from tests.real.test_clinc150 import records_of

pytestmark = pytest.mark.real

SCHEMA = """\
schemactl: 1
name: queries
version: 1.0.0
type: classification
labels:
  - id: query
    definition: Somebody asks for something.
"""


def pieces(texts: list[str]) -> dict[str, set[int]]:
    return {text: set(shingles(text).tolist()) for text in set(texts)}


def by_comparing_all(tested: list[str], learned: list[str]) -> int:
    """Count texts of the one side that the other has, or nearly so, by looking at every pair."""
    first, second = pieces(tested), list(pieces(learned).items())
    having: dict[int, list[int]] = {}
    for number, (_, found) in enumerate(second):
        for piece in found:
            having.setdefault(piece, []).append(number)
    count = 0
    for found in first.values():
        shared = Counter(number for piece in found for number in having.get(piece, ()))
        count += any(
            both / (len(found) + len(second[number][1]) - both) >= NEAR
            for number, both in shared.items()
        )
    return count


def test_every_query_of_the_test_split_that_was_learned_is_found(
    repository: Repository, published: Path
) -> None:
    records = records_of(published / "clinc150")
    kept: dict[str, list[dict[str, str]]] = {"train": [], "test": []}
    for record in records:
        kept.get(record["item"].partition("-")[0], []).append({**record, "label": "query"})
    kept = {"all": [*kept["train"], *kept["test"]], **kept}
    (repository.folder / "schemas" / "queries").mkdir()
    repository.write("schemas/queries/schema.yaml", SCHEMA)
    repository.run("release")
    rules = ("--schema", "queries@1.0.0", "--as-draft")
    for name, rows in kept.items():
        part = () if name == "all" else ("--parent", "all@1", "--split", name)
        file = repository.write(f"{name}.jsonl", "".join(f"{json.dumps(row)}\n" for row in rows))
        found = repository.result("register", "dataset", f"{name}@1", file, *rules, *part)
    assert found["overlaps"] == [{"other": "dataset:train@1", "items": 0, "texts": 48}]
    tested, learned = ([plain(row["text"]) for row in kept[name]] for name in ("test", "train"))
    assert by_comparing_all(tested, learned) == 48
