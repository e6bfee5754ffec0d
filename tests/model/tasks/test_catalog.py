"""Tests of the catalog of task types."""

from pathlib import Path
from typing import get_args

import pytest

from schemactl.errors import SchemactlError
from schemactl.model import tasks
from schemactl.model.schema import Task, TaskTypeName
from schemactl.model.task import SHARED_FIELDS
from schemactl.model.tasks.catalog import TASK_TYPES, find_task_type


def test_the_catalog_is_the_folder() -> None:
    folder = Path(str(tasks.__file__)).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "catalog"}
    assert files == set(TASK_TYPES)
    assert all(name == kind.NAME for name, kind in TASK_TYPES.items())


def test_every_name_that_a_schema_may_write_is_built() -> None:
    assert sorted(TASK_TYPES) == sorted(get_args(TaskTypeName))


def test_fields_are_fields_of_a_task() -> None:
    for kind in TASK_TYPES.values():
        assert set(Task.model_fields) - SHARED_FIELDS >= kind.FIELDS


def test_a_type_is_found_by_its_name() -> None:
    assert find_task_type("span").NAME == "span"
    with pytest.raises(SchemactlError, match="no task type 'spam'"):
        find_task_type("spam")
