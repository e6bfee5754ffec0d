"""Davidson et al. 2017: 24,783 rows of votes for three classes, without names of annotators."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

# The numbers of the classes, in the order of the published codebook.
CLASSES = ("hate_speech", "offensive_language", "neither")
SCHEMA = """\
schemactl: 1
name: speech
version: 1.0.0
type: classification
labels:
  - id: hate
    definition: Attacks people for the group they belong to.
  - id: offensive
    definition: Uses offensive words and attacks no group.
  - id: neither
    definition: Neither attacks a group nor offends.
"""


def test_votes_are_read_as_they_were_cast(repository: Repository, published: Path) -> None:
    folder = published / "davidson-votes"
    known = facts(folder)
    (repository.folder / "schemas" / "speech").mkdir()
    repository.write("schemas/speech/schema.yaml", SCHEMA)
    repository.run("release")
    columns = ",".join(
        f"{label}@{column}"
        for label, column in zip(("hate", "offensive", "neither"), CLASSES, strict=True)
    )
    options = ["--schema", "speech@1.0.0", "--column", "item=row", "--layout", f"votes={columns}"]
    file = str(folder / "votes.csv")
    checked = repository.result("data", "check", file, *options)
    assert checked["items"] == 24_783
    assert checked["summary"] == {}

    out = repository.folder / "votes.jsonl"
    repository.run("data", "convert", file, *options, "--to", "jsonl", "--out", str(out))
    votes: dict[str, Counter[str]] = {}
    for line in out.read_text("utf-8").splitlines():
        vote = json.loads(line)
        votes.setdefault(vote["item"], Counter())[vote["label"]] += 1
    with (folder / "votes.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = ("hate", "offensive", "neither")
    equal = sum(votes[row["row"]].most_common(1)[0][0] == names[int(row["class"])] for row in rows)
    assert equal == len(rows) == 24_783
    assert sum(len(found) == 1 for found in votes.values()) == known["unanimous"]
    assert checked["annotations"] == sum(int(row["count"]) for row in rows)
