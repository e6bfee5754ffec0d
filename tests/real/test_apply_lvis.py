"""LVIS, migrated as COCO: categories are renamed and merged, outlines and boxes stay bytes."""

import json
import re
from pathlib import Path

import pytest

from tests.real.hop import FIRST, SECOND, Hop
from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

# Everything in an annotation that a label does not say.
SHAPES = re.compile(rb'"(?:segmentation|bbox|area)": ?(?:\[[^"]*\]|[0-9.]+)')


def test_outlines_and_boxes_stay_byte_by_byte(repository: Repository, published: Path) -> None:
    folder = published / "lvis-v05-sample"
    file = folder / "lvis_val_100.json"
    before = json.loads(file.read_bytes())
    used = {one["category_id"] for one in before["annotations"]}
    names = {one["id"]: one["name"] for one in before["categories"]}
    labels = {number: f"c{number}" for number in names}
    renamed, merged, onto = sorted(used)[:3]

    hop = Hop(repository, "thing")
    rows = {labels[number]: name for number, name in names.items()}
    first = repository.write("first.csv", _table(rows))
    columns = ("--column", "id=id", "--column", "name=name")
    hop.release_first("csv", first, "--type", "box", *columns)
    rows["thing-renamed"] = rows.pop(labels[renamed])
    del rows[labels[merged]]
    hop.draft_second("csv", repository.write("second.csv", _table(rows)), "--type", "box", *columns)
    hop.migrate(
        [
            {"change": "recode", "from": labels[renamed], "to": "thing-renamed"},
            {
                "change": "merge",
                "from": [labels[merged], labels[onto]],
                "to": labels[onto],
                "because": "They are one thing.",
            },
        ]
    )
    hop.release_second()
    way = ["--schema", "thing", "--from", FIRST, "--to", SECOND, "--label-as", "name"]
    told = repository.result(
        *("migrate", "apply", str(file), *way, "--out=out.json", "--queue=queue", "--undo=undo")
    )
    touched = sum(one["category_id"] in (renamed, merged) for one in before["annotations"])
    assert told["annotations"]["in"] == facts(folder)["boxes"] == 977
    assert told["annotations"]["mapped"] == touched > 0
    assert told["annotations"]["queued"] == told["annotations"]["dropped"] == 0

    written = (repository.folder / "out.json").read_bytes()
    assert SHAPES.findall(written) == SHAPES.findall(file.read_bytes())
    after = json.loads(written)
    ends = {one["id"]: one["name"] for one in after["categories"]}
    for old, new in zip(before["annotations"], after["annotations"], strict=True):
        number = old["category_id"]
        if number == merged:
            assert ends[new["category_id"]] in (names[onto], labels[onto])
        elif number == renamed:
            assert ends[new["category_id"]] in (names[renamed], "thing-renamed")
        else:
            assert ends[new["category_id"]] == names[number]
        assert {**old, "category_id": 0} == {**new, "category_id": 0}
    repository.run("migrate", "undo", "out.json", "--undo=undo", "--out=back.json")
    assert (repository.folder / "back.json").read_bytes() == file.read_bytes()


def _table(rows: dict[str, str]) -> str:
    return "id,name\n" + "".join(f'{label},"{name}"\n' for label, name in rows.items())
