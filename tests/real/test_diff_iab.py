"""The content taxonomy of IAB Tech Lab: what really changed between its versions."""

from pathlib import Path
from typing import Any

import pytest

from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

COLUMNS = ("--column", "id=Unique ID", "--column", "parent=Parent", "--column", "name=Name")


def compared(repository: Repository, published: Path, old: str, new: str) -> Any:
    """Import two versions under names of their own and compare them."""
    for version in (old, new):
        table = published / "iab-content" / f"content-taxonomy-{version}.tsv"
        name = f"iab-{version.replace('.', '-')}"
        options = (*COLUMNS, "--header-row", "2", "--delimiter", "\\t")
        repository.run("import", "csv", str(table), "--name", name, *options)
    first, second = (f"schemas/iab-{version.replace('.', '-')}" for version in (old, new))
    return repository.result("diff", first, second)


def of_kind(report: Any, kind: str, side: str = "to") -> set[str]:
    """Return the ids of the changes of a kind."""
    return {change[side][0] for change in report["changes"] if change["kind"] == kind}


def test_a_version_that_changed_nothing(repository: Repository, published: Path) -> None:
    report = compared(repository, published, "2.0", "2.1")
    assert (report["changes"], report["minimum_bump"]) == ([], "none")


@pytest.mark.parametrize(("old", "new"), [("2.1", "2.2"), ("2.2", "3.0")])
def test_each_label_is_told_once(
    repository: Repository, published: Path, old: str, new: str
) -> None:
    known = facts(published / "iab-content")["changes_by_id"][f"{old} -> {new}"]
    report = compared(repository, published, old, new)
    assert len(of_kind(report, "label-retired", "from")) == known["removed"]
    assert len(of_kind(report, "label-added")) == known["added"]
    renamed, moved = of_kind(report, "label-renamed"), of_kind(report, "label-moved")
    assert renamed == {label for label, *_ in known["renamed"]}
    assert moved == {label for label, *_ in known["moved"]}
    assert sum(report["summary"].values()) == len(report["changes"])
    assert len(renamed & moved) == (18 if new == "3.0" else 0)
    places = [change["old_position"] or change["new_position"] for change in report["changes"]]
    assert all(place["line"] for place in places)


def test_the_largest_step(repository: Repository, published: Path) -> None:
    report = compared(repository, published, "2.2", "3.0")
    assert report["summary"] == {
        "label-added": 19,
        "label-moved": 38,
        "label-renamed": 28,
        "label-retired": 512,
    }
    # The imports are drafts of 0.1.0, below which a major step reads minor.
    assert report["minimum_bump"] == "minor"
    assert {c["declared"] for c in report["changes"] if c["kind"] == "label-added"} == {False}
