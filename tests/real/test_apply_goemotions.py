"""GoEmotions, migrated as files: 28 emotions become the published 7 and 4 classes, and back."""

import json
from pathlib import Path

import pytest

from tests.real.hop import FIRST
from tests.real.repository import Repository, facts
from tests.real.test_goemotions import DATA_OPTIONS

pytestmark = pytest.mark.real

MAPPINGS = {"ekman": "ekman_mapping.json", "group": "sentiment_mapping.json"}


def map_onto(repository: Repository, folder: Path, kind: str) -> None:
    """Release the emotions, and the classes with what each emotion becomes."""
    for name, source in (("emotions", "original"), (kind, kind)):
        repository.take_in("list", folder / source / "labels.txt", name, "--choose", "any")
    [released] = repository.result("release", "schema:emotions")["released"]
    said = json.loads((folder / MAPPINGS[kind]).read_text(encoding="utf-8"))
    mapping = {
        "schemactl": 1,
        "from": {"schema": "emotions", "version": FIRST, "digest": released["digest"]},
        "to": {"schema": kind, "version": FIRST},
        "steps": [{"change": "merge", "from": old, "to": new} for new, old in said.items()],
    }
    file = repository.folder / f"schemas/{kind}/migrations/from-emotions-{FIRST}.yaml"
    file.parent.mkdir()
    file.write_text(json.dumps(mapping), encoding="utf-8")
    repository.result("release", f"schema:{kind}")


def answers(file: Path) -> list[list[str]]:
    """Return the cells of each record; the labels of one stand in no order."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    return [[text, *sorted(labels.split(",")), item] for text, labels, item in rows]


@pytest.mark.parametrize(("kind", "collapses"), [("ekman", 850), ("group", 969)])
def test_files_become_the_published_files(
    repository: Repository, published: Path, kind: str, collapses: int
) -> None:
    folder = published / "goemotions"
    map_onto(repository, folder, kind)
    way = ["--schema", kind, "--from", FIRST, "--to", FIRST, "--from-schema", "emotions"]
    records = folded = 0
    for split in ("dev", "test"):
        source = folder / "original" / f"{split}.tsv"
        names = {name: f"{split}.{name}" for name in ("out", "queue", "undo")}
        files = [f"--{name}={file}" for name, file in names.items()]
        told = repository.result("migrate", "apply", str(source), *way, *DATA_OPTIONS, *files)
        assert told["records"]["queued"] == told["records"]["dropped"] == 0
        out = repository.folder / names["out"]
        assert answers(out) == answers(folder / kind / f"{split}.tsv")
        repository.run("migrate", "undo", str(out), f"--undo={names['undo']}", "--out=back")
        assert (repository.folder / "back").read_bytes() == source.read_bytes()
        (repository.folder / "back").unlink()
        records += told["records"]["out"]
        folded += _records_folded(source, out)
    known = facts(folder)
    said = sum(known[f"{split}_{kind}_records_where_labels_collapse"] for split in ("dev", "test"))
    assert (records, folded) == (10_853, collapses) == (10_853, said)


def _records_folded(before: Path, after: Path) -> int:
    pairs = zip(answers(before), answers(after), strict=True)
    return sum(len(new) < len(old) for old, new in pairs)
