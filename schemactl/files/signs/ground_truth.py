"""What data of SageMaker Ground Truth is known by."""

from pathlib import Path

from schemactl.files.json_documents import (
    first_objects,
)
from schemactl.files.manifest_answer import (
    attributes_of,
)


def recognise(path: Path, head: bytes) -> bool:
    """Tell by a label attribute whose metadata says which kind of job it was."""
    del path
    return any(
        isinstance(metadata.get("type"), str) and str(metadata["type"]).startswith("groundtruth/")
        for values in first_objects(head)
        for _, metadata in attributes_of(values)
    )
