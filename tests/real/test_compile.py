"""Compiled mappings on published records: 28 emotions become the published 7 and 4 classes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemactl.migrate.chain import read_chain_from
from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.fold import folded
from schemactl.migrate.outcome import Mapped, Place
from schemactl.model.address import Ref
from schemactl.workspace import find_workspace
from tests.real.hop import FIRST
from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real


def lines(folder: Path, kind: str) -> Iterator[list[str]]:
    """Yield the labels of each published record, in the order of the file."""
    names = (folder / kind / "labels.txt").read_text(encoding="utf-8").split()
    for split in ("dev", "test"):
        text = (folder / kind / f"{split}.tsv").read_text(encoding="utf-8")
        for line in text.splitlines():
            yield [names[int(position)] for position in line.split("\t")[1].split(",")]


def mapped(migration: CompiledMigration, labels: list[str]) -> tuple[list[str], bool]:
    """Return what a record's labels become, and whether some of them became one."""
    before: list[Place] = [("emotions", label) for label in labels]
    after = []
    for place in before:
        outcome = migration.decide(*place)
        assert isinstance(outcome, Mapped)
        after.append(outcome.label or "")
    kept = folded(before, [("", label) for label in after])
    return [after[position] for position in kept], len(kept) < len(after)


@pytest.mark.parametrize(("kind", "collapses"), [("ekman", 850), ("group", 969)])
def test_emotions_become_the_published_classes(
    repository: Repository, published: Path, kind: str, collapses: int
) -> None:
    emotions = published / "goemotions"
    merges = "ekman_mapping.json" if kind == "ekman" else "sentiment_mapping.json"
    for name, source in (("emotions", "original"), (kind, kind)):
        repository.take_in("list", emotions / source / "labels.txt", name, "--choose", "any")
    [released] = repository.result("release", "schema:emotions")["released"]
    said = json.loads((emotions / merges).read_text(encoding="utf-8"))
    mapping = {
        "schemactl": 1,
        "from": {"schema": "emotions", "version": FIRST, "digest": released["digest"]},
        "to": {"schema": kind, "version": FIRST},
        "steps": [{"change": "merge", "from": old, "to": new} for new, old in said.items()],
    }
    path = f"schemas/{kind}/migrations/from-emotions-{FIRST}.yaml"
    (repository.folder / path).parent.mkdir()
    (repository.folder / path).write_text(json.dumps(mapping), encoding="utf-8")
    repository.result("release", f"schema:{kind}")

    workspace = find_workspace(repository.folder)
    way = read_chain_from(workspace, Ref("schema", "emotions", FIRST), Ref("schema", kind, FIRST))
    migration = compile_migration(*way)
    found = [mapped(migration, labels) for labels in lines(emotions, "original")]
    expected = list(lines(emotions, kind))
    assert len(expected) == 10_853
    assert [sorted(labels) for labels, _ in found] == [sorted(labels) for labels in expected]
    known = facts(emotions)
    said_to = sum(known[f"{s}_{kind}_records_where_labels_collapse"] for s in ("dev", "test"))
    assert sum(folds for _, folds in found) == collapses == said_to
