"""The page of task types: a section for each, whose settings are legal and whose answer passes."""

import json
import re
from pathlib import Path

import pytest

from schemactl.files.schema_file import build_schema
from schemactl.model.annotation import Annotation
from schemactl.model.schema import Schema, Task
from schemactl.model.task import LABEL_FIELDS, REGION_FIELDS, SHARED_FIELDS
from schemactl.model.tasks.catalog import TASK_TYPES, find_task_type
from schemactl.model.tasks.relation import dangling, tasks_by_id
from schemactl.model.taxonomy import Taxonomy, taxonomies
from schemactl.validate.rules import task_field_unused, task_type_incomplete, unknown_reference
from schemactl.validate.subject import SchemaSubject
from tests.builders import a_document, a_repository, release_schema

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "task-types.md"
SECTION = re.compile(r"^## ([a-z]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```(yaml|json)\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEAD = """\
schemactl: 1
name: page
version: 1.0.0
inputs:
  text: {type: text}
  photo: {type: image}
  sound: {type: audio}
  scan: {type: pointcloud}
tasks:
"""

SECTIONS = dict(SECTION.findall(PAGE.read_text(encoding="utf-8")))
BLOCKS = {name: dict(BLOCK.findall(text)) for name, text in SECTIONS.items()}


TEXT = HEAD + "".join(part["yaml"] for part in BLOCKS.values())


@pytest.fixture(scope="module")
def schema() -> Schema:
    """Return the schema of all tasks of the page."""
    document = a_document(TEXT)
    built = build_schema(document)
    assert built is not None, document.problems
    return built


def annotations() -> list[Annotation]:
    return [Annotation(**json.loads(blocks["json"])) for blocks in BLOCKS.values()]


def task_of(schema: Schema, annotation: Annotation) -> Task:
    task = schema.task(annotation.task or "")
    assert task is not None
    return task


def test_every_type_has_a_section() -> None:
    assert sorted(SECTIONS) == sorted(TASK_TYPES)


def test_the_settings_are_legal(schema: Schema) -> None:
    assert [task.type for task in schema.tasks] == list(BLOCKS)
    for rule in (task_field_unused, task_type_incomplete, unknown_reference):
        assert list(rule.check(SchemaSubject("page", schema, taxonomies(schema)))) == []


def test_a_release_keeps_every_setting(schema: Schema, tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/page/schema.yaml": TEXT})
    released = release_schema(workspace, "page").schema
    for drafted, frozen in zip(schema.tasks, released.tasks, strict=True):
        assert {**frozen.model_dump(), "labels": ()} == {**drafted.model_dump(), "labels": ()}


def test_the_answers_pass(schema: Schema) -> None:
    for annotation in annotations():
        task = task_of(schema, annotation)
        assert list(find_task_type(task.type).check(annotation, task, Taxonomy(task))) == []
        if task.type == "relation":
            assert list(dangling(annotation, tasks_by_id(annotations()), task)) == []


def test_every_setting_of_a_type_stands_in_its_section() -> None:
    known = SHARED_FIELDS | LABEL_FIELDS | REGION_FIELDS | {"over"}
    for name, kind in TASK_TYPES.items():
        missing = [field for field in kind.FIELDS - known if f"`{field}" not in SECTIONS[name]]
        assert (name, missing) == (name, [])
