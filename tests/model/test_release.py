"""What a release stores: manifest, tombstones, and nothing that changes by itself."""

import pytest
from pydantic import ValidationError

from schemactl.model.release import Manifest, ReleasedSchema, RetiredLabel
from schemactl.model.schema import Schema


def test_a_released_schema_is_a_schema_with_tombstones() -> None:
    tomb = RetiredLabel(id="praise", aliases=("PRAISE",), index=3, retired_in="2.0.0")
    released = ReleasedSchema(schemactl=1, name="s", version="2.0.0", tombstones={"t": (tomb,)})
    assert isinstance(released, Schema)
    assert released.tombstones["t"][0].index == 3


def test_no_schema_file_may_state_tombstones() -> None:
    with pytest.raises(ValidationError, match="tombstones"):
        Schema.model_validate({"schemactl": "1", "name": "s", "version": "1.0.0", "tombstones": {}})


def test_a_manifest_names_format_release_predecessor_and_files() -> None:
    assert set(Manifest.model_fields) == {"format", "ref", "previous", "files"}
