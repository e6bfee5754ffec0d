"""Tests of edit_lines."""

from pathlib import Path

import pytest

from schemactl.handbook.edit_lines import label_lines
from schemactl.model.taxonomy import taxonomies
from schemactl.releases.draft import draft_schema
from schemactl.workspace import Workspace

ROOT = Path(__file__).parents[2]
FILE = """\
schemactl: 1

type: classification
labels:
- name: First
  id: a   # the first
  definition: |
    - id: no
    labels:
    - id: neither
# - id: nor
- {id: b, name: Second}
- c

- id: "d"
  examples:
  - id: d-1
  labels:
  - id: e
decide:
- id: Q1
"""


def test_labels_are_found_in_every_way_to_write_them() -> None:
    assert label_lines(FILE) == {("", "a"): 6, ("", "b"): 12, ("", "c"): 13, ("", "d"): 15} | {
        ("", "e"): 19
    }


def test_what_is_not_in_block_style_has_no_line() -> None:
    assert label_lines('{"labels": [{"id": "a"}]}') == {}
    assert label_lines("") == {}


@pytest.mark.parametrize("name", [path.name for path in sorted((ROOT / "schemas").iterdir())])
def test_every_label_of_the_shipped_schemas_is_found_with_its_task(name: str) -> None:
    workspace = Workspace(ROOT)
    schema = draft_schema(workspace, name).schema
    text = workspace.schema_file(name).read_text(encoding="utf-8")
    found = label_lines(text)
    wanted = {(one.task.id, place.label.id) for one in taxonomies(schema) for place in one.places}
    assert set(found) == wanted
    lines = text.split("\n")
    for (_, label), number in found.items():
        assert lines[number - 1].strip() == f"- id: {label}"
