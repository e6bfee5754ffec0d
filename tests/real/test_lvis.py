"""LVIS: 977 outlines and boxes of 190 categories on 100 images, read as COCO."""

import json
from pathlib import Path

import pytest

from schemactl.data.options import DataOptions
from schemactl.data.survey import survey
from schemactl.files.dataset import Layout
from schemactl.files.datasets import coco
from schemactl.model.release import ReleasedSchema, SchemaRelease
from tests.real.repository import facts

pytestmark = pytest.mark.real

# What a survey may report of correct annotations.
REMARKS = {"outlier-size", "outlier-count"}


def release(type_name: str, names: list[str]) -> SchemaRelease:
    """Return a release of one task with the categories as labels."""
    labels = [{"id": f"c{at}", "name": name, "index": at} for at, name in enumerate(names)]
    task = {"id": "thing", "type": type_name, "labels": labels}
    whole = {"schemactl": 1, "name": "lvis", "version": "0.5.0", "tasks": [task]}
    schema = ReleasedSchema.model_validate(whole)
    return SchemaRelease("schema:lvis@0.5.0", "sha256:0", None, Path(), schema)


@pytest.mark.parametrize("type_name", ["box", "polygon"])
def test_every_box_and_outline_is_read_and_every_category_known(
    published: Path, type_name: str
) -> None:
    folder = published / "lvis-v05-sample"
    known = facts(folder)
    file = folder / "lvis_val_100.json"
    whole = json.loads(file.read_text(encoding="utf-8"))
    names = [one["name"] for one in whole["categories"]]
    assert len(names) == known["categories"]
    found = survey([file], release(type_name, names), DataOptions(label_as="name"))
    assert found.annotations == known["boxes"]
    assert found.unknown_labels == {}
    counts = [count for count in found.labels["thing"].values() if count]
    assert (len(counts), sum(counts)) == (known["categories_used"], known["boxes"])
    assert set(found.summary) <= REMARKS


def test_records_are_the_objects_of_the_file(published: Path) -> None:
    file = published / "lvis-v05-sample" / "lvis_val_100.json"
    content = file.read_bytes()
    whole = json.loads(content)
    records = list(coco.read(file, Layout()))
    for section in ("images", "categories", "annotations"):
        rows = [record.values for record in records if record.section == section]
        assert rows == whole[section]
    for record in records:
        assert content[record.offset : record.offset + len(record.raw)] == record.raw
