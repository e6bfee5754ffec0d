"""IAB content taxonomies: two header lines, quotes as text, four levels, ids of two kinds."""

import csv
from pathlib import Path

import pytest

from tests.real.repository import Repository, facts, traced

pytestmark = pytest.mark.real

OPTIONS = [
    *("--header-row", "2", "--column", "id=Unique ID"),
    *("--column", "parent=Parent", "--column", "name=Name"),
]


@pytest.mark.parametrize("version", ["2.2", "3.0"])
def test_the_whole_way(repository: Repository, published: Path, version: str) -> None:
    folder = published / "iab-content"
    known = facts(folder)
    file = folder / f"content-taxonomy-{version}.tsv"
    report = repository.take_in("tsv", file, "content", *OPTIONS)
    assert report["labels"] == known["labels"][version]
    assert report["depth"] == known["depth"][version]
    assert set(report["summary"]) <= {"unknown-column", "repeated-name"}

    with file.open(encoding="utf-8", newline="") as stream:
        next(stream)
        cells = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = [row for row in cells if any(row.values())]
    circle = repository.close_the_circle(
        "content", repository.one_record_per_label(row["Unique ID"] for row in rows)
    )
    assert circle.trace["complete"] is True
    found = {label_id: name for label_id, name, _ in traced(circle.trace)}
    assert found == {row["Unique ID"]: row["Name"].strip() for row in rows}
    assert {label["annotations"] for label in circle.trace["labels"]} == {1}


@pytest.mark.parametrize("version", ["2.0", "2.1", "3.1"])
def test_the_other_versions_come_in_too(
    repository: Repository, published: Path, version: str
) -> None:
    folder = published / "iab-content"
    file = folder / f"content-taxonomy-{version}.tsv"
    report = repository.take_in("tsv", file, "content", *OPTIONS)
    assert report["labels"] == facts(folder)["labels"][version]
