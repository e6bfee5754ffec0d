"""Universal Dependencies: 17 parts of speech and 47 relations; `AUX` is one and `aux` another."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.repository import Repository, facts, traced

pytestmark = pytest.mark.real

UPOS, DEPREL = 3, 7


def tokens(folder: Path, column: int) -> Iterator[tuple[str, str]]:
    """Yield id and label of each word of the treebank; ranges such as 3-4 are no words."""
    sentence = 0
    for line in (folder / "en-ud-dev.r2.0.conllu").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line:
            sentence += 1
        elif len(cells) > column and cells[0].isdigit():
            yield f"{sentence}.{cells[0]}", cells[column]


def documented(folder: Path) -> dict[str, str]:
    """Return tag and short definition of each documentation page in a folder."""
    found = {}
    for page in sorted(folder.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        title = re.search(r"^title: +'(.+)'", text, re.MULTILINE)
        short = re.search(r"^shortdef ?: +'(.+)'", text, re.MULTILINE)
        assert title is not None, page
        found[title.group(1)] = short.group(1) if short else ""
    return found


def write_records(repository: Repository, rows: list[tuple[str, str]]) -> str:
    """Write one record per word."""
    path = repository.folder / "words.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("item", "label"), *rows])
    return str(path)


def test_parts_of_speech(repository: Repository, published: Path) -> None:
    folder = published / "ud-ewt"
    tags = documented(folder / "docs" / "upos")
    table = repository.write(
        "upos.tsv", "tag\tshort\n" + "".join(f"{tag}\t{short}\n" for tag, short in tags.items())
    )
    columns = ["--column", "id=tag", "--column", "definition=short"]
    report = repository.take_in("tsv", table, "upos", *columns)
    assert report["labels"] == facts(folder)["upos_labels"]["r2.0"]

    words = list(tokens(folder, UPOS))
    circle = repository.close_the_circle("upos", write_records(repository, words))
    assert circle.trace["complete"] is True
    found = {label_id: definition for label_id, _, definition in traced(circle.trace)}
    assert found == tags
    counted = {label["id"]: label["annotations"] for label in circle.trace["labels"]}
    assert counted == Counter(label for _, label in words)


def test_relations(repository: Repository, published: Path) -> None:
    folder = published / "ud-ewt"
    words = list(tokens(folder, DEPREL))
    relations = sorted({label for _, label in words})
    names = repository.write("relations.txt", "\n".join(relations))
    report = repository.take_in("list", names, "relations")
    assert report["labels"] == facts(folder)["deprel_labels"]["r2.0"]
    assert (report["report"], repository.draft_ids("relations")) == ([], relations)

    circle = repository.close_the_circle("relations", write_records(repository, words))
    assert circle.trace["complete"] is True
    counted = {label["id"]: label["annotations"] for label in circle.trace["labels"]}
    assert counted == Counter(label for _, label in words)


def test_ids_that_differ_only_in_case_have_a_page_each(
    repository: Repository, published: Path
) -> None:
    folder = published / "ud-ewt"
    labels = [*documented(folder / "docs" / "upos"), *documented(folder / "docs" / "deprel")]
    assert {"AUX", "aux"} < set(labels)
    names = repository.write("names.txt", "\n".join(labels))
    assert repository.take_in("list", names, "both")["labels"] == len(labels)
    circle = repository.close_the_circle("both", repository.one_record_per_label(labels))
    assert [label_id for label_id, _, _ in traced(circle.trace)] == labels
    pages = [page.casefold() for page in circle.pages if "/labels/" in page]
    assert len(set(pages)) >= len(labels)
