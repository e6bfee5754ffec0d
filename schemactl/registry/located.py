"""Located: the files of a dataset, where they were registered, as long as they are the same."""

from pathlib import Path

from schemactl.data.digests import digest_bytes
from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import files_of
from schemactl.model.lineage import DatasetVersion, Entry
from schemactl.workspace import Workspace


def located_files(workspace: Workspace, entry: Entry, content: DatasetVersion) -> list[Path]:
    """Return the files of a dataset. Raises SchemactlError where they are gone or changed."""
    paths = [workspace.root / location for location in entry.locations]
    for path in paths:
        if not path.exists():
            raise SchemactlError(
                f"{workspace.relative(path)} is gone since {entry.ref} was registered",
                "put the file back where it was",
            )
    if digest_bytes([file for path in paths for file in files_of(path)]) != content.digests.bytes:
        raise SchemactlError(
            f"the files of {entry.ref} are not those that were registered",
            "restore them, or register what they are now under a new version",
        )
    return paths
