"""GoEmotions: 28 emotions, several per comment, written as positions in a tab-separated file."""

import csv
from pathlib import Path

import pytest

from tests.real.repository import Repository, facts, traced

pytestmark = pytest.mark.real

DATA_OPTIONS = [
    *("--as", "tsv", "--header-row", "0", "--label-as", "position", "--separator", ","),
    *("--column", "text=1", "--column", "label=2", "--column", "item=3"),
]


def test_a_list_of_names_and_the_published_records(repository: Repository, published: Path) -> None:
    folder = published / "goemotions"
    known = facts(folder)
    names = (folder / "original" / "labels.txt").read_text(encoding="utf-8").split()
    report = repository.take_in(
        "list", folder / "original" / "labels.txt", "emotions", "--choose", "any"
    )
    assert (report["labels"], report["depth"], report["report"]) == (28, 1, [])
    assert repository.draft_ids("emotions") == names

    files = [str(folder / "original" / f"{split}.tsv") for split in ("dev", "test")]
    circle = repository.close_the_circle("emotions", *files, *DATA_OPTIONS)
    assert circle.trace["complete"] is True
    counted = {label["id"]: label["annotations"] for label in circle.trace["labels"]}
    assert counted == known["label_counts_dev+test"]
    checked = [
        repository.result("data", "check", file, "--schema", "emotions@0.1.0", *DATA_OPTIONS)
        for file in files
    ]
    assert [check["items"] for check in checked] == [known["dev_records"], known["test_records"]]
    assert sum(check["items"] for check in checked) == 10_853


def test_a_trace_leads_to_each_published_definition(
    repository: Repository, published: Path
) -> None:
    file = published / "goemotions" / "definitions.tsv"
    report = repository.take_in("tsv", file, "defined", "--column", "id=label")
    assert (report["labels"], report["report"]) == (27, [])
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    records = repository.one_record_per_label(row["label"] for row in rows)
    circle = repository.close_the_circle("defined", records)
    found = {label_id: definition for label_id, _, definition in traced(circle.trace)}
    assert found == {row["label"]: row["definition"] for row in rows}


def test_the_ekman_and_sentiment_sets(repository: Repository, published: Path) -> None:
    for name, count in (("ekman", 7), ("group", 4)):
        file = published / "goemotions" / name / "labels.txt"
        assert repository.take_in("list", file, name)["labels"] == count
