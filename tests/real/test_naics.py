"""NAICS 2017: 2,217 industries in five levels, ranges such as 31-33, and many equal titles."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.real.repository import Repository, facts, traced

pytestmark = pytest.mark.real

# Sectors that are ranges of two-digit codes; the file has only their first or no number.
RANGES = {
    **dict.fromkeys(("31", "32", "33"), "31-33"),
    **dict.fromkeys(("44", "45"), "44-45"),
    **dict.fromkeys(("48", "49"), "48-49"),
}


def parent_of(code: str, codes: set[str]) -> str:
    """Return the code above, which is its longest prefix, or the range its prefix is in."""
    if len(code) == 2 or "-" in code:
        return ""
    above = code[:-1]
    return above if above in codes else RANGES.get(above, "")


def test_the_whole_way(repository: Repository, published: Path) -> None:
    folder = published / "naics-2012-2017"
    known = facts(folder)["taxonomy_2017"]
    path = folder / "naics2017_titles_descriptions.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    codes = {row["NAICS"] for row in rows}
    file = repository.folder / "naics.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*rows[0], "Above"])
        for row in rows:
            writer.writerow([*row.values(), parent_of(row["NAICS"], codes)])
    report = repository.take_in(
        *("csv", file, "naics", "--column", "id=NAICS", "--column", "parent=Above"),
        *("--column", "name=2017 NAICS Short Title"),
        *("--column", "definition=2017 NAICS Description"),
    )
    assert report["labels"] == known["labels"] == 2217
    assert report["depth"] == 5
    titles = Counter(row["2017 NAICS Short Title"] for row in rows)
    assert sum(count > 1 for count in titles.values()) == 593
    assert report["summary"] == {
        "repeated-name": sum(count - 1 for count in titles.values()),
        "unknown-column": 1,
    }

    records = repository.one_record_per_label(row["NAICS"] for row in rows)
    circle = repository.close_the_circle("naics", records)
    assert circle.trace["complete"] is True
    found = {label_id: definition for label_id, _, definition in traced(circle.trace)}
    assert found == {row["NAICS"]: row["2017 NAICS Description"].strip() for row in rows}
    assert sum(map(bool, found.values())) == known["with_description"]
