"""What data of Labelbox is known by."""

from pathlib import Path

from schemactl.files.json_documents import (
    first_objects,
)


def recognise(path: Path, head: bytes) -> bool:
    """Tell by a data row beside its projects."""
    del path
    return any(
        isinstance(values.get("data_row"), dict) and isinstance(values.get("projects"), dict)
        for values in first_objects(head)
    )
