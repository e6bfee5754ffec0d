"""What data of Hugging Face datasets is known by."""

from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.files.hf_features import has_classes
from schemactl.files.hf_folder import INFO, STATE, features_in, open_part

_MARKS = (INFO, STATE, "dataset_dict.json")
_BINARY = (b"\xff\xff\xff\xff", b"PAR1", b"ARROW1")


def recognise(path: Path, head: bytes) -> bool:
    """Tell by a file that describes the dataset, or by features with classes in a data file."""
    if path.is_dir():
        if any(next(path.rglob(mark), None) is not None for mark in _MARKS):
            return True
        return any(_has_classes(found) for found in sorted(path.rglob("*.parquet"))[:1])
    return head.startswith(_BINARY) and path.is_file() and _has_classes(path)


def _has_classes(path: Path) -> bool:
    try:
        with open_part(path) as (schema, _):
            return has_classes(features_in(schema))
    except SchemactlError:
        return False
