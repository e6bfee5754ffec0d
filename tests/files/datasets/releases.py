"""A release with one task per task type, named as its type, for tests of what formats write."""

from pathlib import Path

from schemactl.model.release import ReleasedSchema, SchemaRelease


def release_of(**labels: list[str]) -> SchemaRelease:
    """Return `test@1.0.0` with a task for each type and its labels, in the order of their index.

    A second task of a type has a word before it: `other_span` is the task `other-span`.
    """
    tasks = [
        {
            "id": name.replace("_", "-"),
            "type": name.rpartition("_")[2],
            "labels": [{"id": label, "index": index} for index, label in enumerate(ids)],
        }
        for name, ids in labels.items()
    ]
    schema = ReleasedSchema.model_validate(
        {"schemactl": 1, "name": "test", "version": "1.0.0", "tasks": tasks}
    )
    return SchemaRelease("schema:test@1.0.0", "sha256:0", None, Path(), schema)
