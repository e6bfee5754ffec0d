"""A released schema, and files to read under it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemactl.files.exact_json import write_exactly
from schemactl.model.release import ReleasedSchema, SchemaRelease

SCHEMA: dict[str, Any] = {
    "schemactl": 1,
    "name": "tickets",
    "version": "2.0.0",
    "inputs": {"text": {"type": "text"}},
    "tasks": [
        {
            "id": "intent",
            "type": "classification",
            "labels": [
                {
                    "id": "money",
                    "name": "Money",
                    "selectable": False,
                    "labels": [
                        {"id": "billing", "name": "Billing dispute", "index": 0},
                        {"id": "refund", "name": "Refund", "index": 2, "aliases": ["REFUND"]},
                    ],
                },
                {
                    "id": "old",
                    "name": "Refund wish",
                    "index": 5,
                    "deprecated": {"since": "2.0.0", "reason": "x", "replaced_by": "refund"},
                },
            ],
        },
        {
            "id": "topics",
            "type": "classification",
            "choose": {"max": 2},
            "labels": [{"id": name, "index": i} for i, name in enumerate(["a", "b", "c"])],
        },
        {"id": "urgency", "type": "rating", "scale": {"min": 1, "max": 5}},
        {
            "id": "names",
            "type": "span",
            "inputs": ["text"],
            "labels": [{"id": "person", "index": 0}],
        },
    ],
    "tombstones": {"intent": [{"id": "praise", "aliases": ["thanks"], "retired_in": "2.0.0"}]},
}


@pytest.fixture(scope="session")
def release() -> SchemaRelease:
    """Return a release with four tasks of three types."""
    schema = ReleasedSchema.model_validate(SCHEMA)
    return SchemaRelease("schema:tickets@2.0.0", "sha256:0", None, Path(), schema)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes rows as a file: JSON Lines, or the text of another format."""

    def written(*rows: dict[str, Any] | str, name: str = "data.jsonl") -> Path:
        path = tmp_path / name
        lines = [row if isinstance(row, str) else write_exactly(row).decode() for row in rows]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return written
