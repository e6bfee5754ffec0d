"""nuScenes: its three published mappings, from general classes to those of its challenges."""

import csv
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.real.hop import FIRST
from tests.real.repository import Repository

pytestmark = pytest.mark.real

IGNORED = "void / ignore"


class Published(NamedTuple):
    """A mapping: its file, general classes, classes of the challenge, general classes ignored."""

    name: str
    file: str
    general: int
    classes: int
    ignored: int


MAPPINGS = [
    Published("detection", "mapping_general_to_detection.tsv", 23, 10, 9),
    Published("tracking", "mapping_general_to_tracking.tsv", 23, 7, 12),
    Published("challenge", "mapping_lidarseg_general_to_challenge.tsv", 32, 16, 12),
]


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.name)
def test_each_class_ends_where_the_owners_say(
    repository: Repository, published: Path, mapping: Published
) -> None:
    name = mapping.name
    with (published / "nuscenes" / mapping.file).open(encoding="utf-8", newline="") as table:
        _, *rows = csv.reader(table, delimiter="\t")
    ends = {old: new for old, new, *_ in rows}
    targets = sorted({new for new in ends.values() if new != IGNORED})
    assert (len(rows), len(targets)) == (mapping.general, mapping.classes)
    for schema, labels in (("general", list(ends)), (name, targets)):
        listed = repository.write(f"{schema}.txt", "".join(f"{label}\n" for label in labels))
        repository.take_in("list", listed, schema)
    [released] = repository.result("release", "schema:general")["released"]
    steps = [
        {"change": "merge", "from": [old for old in ends if ends[old] == new], "to": new}
        for new in targets
    ]
    steps += [
        {"change": "retire", "from": old, "otherwise": "drop"}
        for old, new in ends.items()
        if new == IGNORED
    ]
    written = {
        "schemactl": 1,
        "from": {"schema": "general", "version": FIRST, "digest": released["digest"]},
        "to": {"schema": name, "version": FIRST},
        "steps": steps,
    }
    folder = repository.folder / "schemas" / name / "migrations"
    folder.mkdir()
    repository.write(f"{folder}/from-general-{FIRST}.yaml", json.dumps(written))
    repository.result("release", f"schema:{name}")

    data = repository.one_record_per_label(ends)
    way = ["--schema", name, "--from", FIRST, "--to", FIRST, "--from-schema", "general"]
    told = repository.result(
        *("migrate", "apply", data, *way, "--out=out.jsonl", "--queue=queue", "--undo=undo")
    )
    kept = len(ends) - sum(new == IGNORED for new in ends.values())
    assert told["records"] == {
        **{"in": len(ends), "unchanged": 0, "mapped": kept, "queued": 0},
        **{"dropped": mapping.ignored, "out": kept},
    }
    assert told["annotations"]["dropped"] == mapping.ignored
    lines = (repository.folder / "out.jsonl").read_text("utf-8").splitlines()
    was = [label for label in ends if ends[label] != IGNORED]
    assert [json.loads(line)["label"] for line in lines] == [ends[label] for label in was]
    repository.run("migrate", "undo", "out.jsonl", "--undo=undo", "--out=back.jsonl")
    assert (repository.folder / "back.jsonl").read_bytes() == Path(data).read_bytes()
