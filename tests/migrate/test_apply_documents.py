"""Documents of every tool are migrated by their format, and undone byte by byte."""

import json
from pathlib import Path

import pytest

from schemactl.files.matrix import matrix_rows, save_matrix
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import compiled
from tests.migrate.runs import STEPS, migrated

# One annotation becomes `x`, one leaves, one waits, one stays.
CASES = {
    "a.xml": (
        b'<annotations>\n<image id="0" name="1" width="9" height="9">\n <tag label="a"/>\n'
        b' <tag label="d"/>\n <tag label="q"/>\n <tag label="k"/>\n</image>\n</annotations>\n',
        b'<annotations>\n<image id="0" name="1" width="9" height="9">\n <tag label="x"/>\n'
        b' <tag label="k"/>\n</image>\n</annotations>\n',
    ),
    "a.jsonl": (
        b'{"id":1,"text":"a","label":["a", "d","q", "k"],"Comments":[]}\r\n',
        b'{"id":1,"text":"a","label":["x", "k"],"Comments":[]}\r\n',
    ),
    "a.json": (
        b'[{"id":1,"data":{"text":"a"},"annotations":[{"result":[{"from_name":"c","type":"choices",'
        b'"value":{"choices":["a", "d","q", "k"]}}]}]}]',
        b'[{"id":1,"data":{"text":"a"},"annotations":[{"result":[{"from_name":"c","type":"choices",'
        b'"value":{"choices":["x", "k"]}}]}]}]',
    ),
    "b.jsonl": (
        b'{"task_id":"1","params":{},"response":{"category":["a", "d","q", "k"]}}\n',
        b'{"task_id":"1","params":{},"response":{"category":["x", "k"]}}\n',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_labels_change_leave_and_wait(name: str) -> None:
    before, after = CASES[name]
    run = migrated(before, name=name)
    assert run.out == after
    assert run.back == before
    assert [len(entry.open) for entry in run.entries] == [1]
    assert run.told["annotations"]["in"] == 4


def test_numbers_of_categories_change_with_their_table() -> None:
    names = ("x", "m", "hi", "lo", "y", "z", "k")
    new = a_task(*(a_label(one, index=at) for at, one in enumerate(names)), type="box")
    old = a_task(*"abcsdqk", type="box")
    before = json.dumps(
        {
            "images": [{"id": 1, "file_name": "1.png"}],
            "categories": [{"id": at, "name": one} for at, one in enumerate("adqk")],
            "annotations": [
                {"id": at, "image_id": 1, "category_id": at, "bbox": [at, 1, 2, 3]}
                for at in (2, 0, 1, 3, 2)
            ],
        }
    ).encode()
    run = migrated(before, compiled(a_schema(old), a_schema(new), *STEPS), "a.json")
    assert run.back == before
    found = json.loads(run.out)
    labels = {one["id"]: one["name"] for one in found["categories"]}
    told = [(one["id"], labels[one["category_id"]]) for one in found["annotations"]]
    assert told == [(0, "x"), (3, "k")]
    assert (labels[3], set(labels.values())) == ("k", set(names))


def test_a_matrix_of_numpy_changes_in_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.npy"
    save_matrix(path, [[1, -1, 6], [5, 2, 4]], 3)
    run = migrated(path.read_bytes(), name="a.npy", label_as="index")
    path.write_bytes(run.out)
    # `b` and `c` become `m` (1), `q` waits, `d` is dropped, `k` stays.
    assert [row.cells for row in matrix_rows(path)] == [[1, -1, 6], [-1, 1, -1]]
    assert run.told["annotations"]["queued"] == 1
    save_matrix(path, [[1, -1, 6], [5, 2, 4]], 3)
    assert run.back == path.read_bytes()
