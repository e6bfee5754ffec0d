"""data-changed: files of a dataset are gone, or other bytes than those that were registered.

Only with --locations, since every file is read.
"""

from collections.abc import Iterator
from pathlib import Path

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected
from schemactl.data.digests import digest_bytes
from schemactl.files.datasets.catalog import files_of
from schemactl.workspace import Workspace

TITLE = "files of a dataset are gone or were changed since they were registered (--locations)"
_HINT = "restore the files, or register what is there as a new version"


def find(record: Inspected) -> Iterator[Found]:
    """Read the files of every dataset."""
    if not record.options.locations:
        return
    for ref, dataset in record.datasets.items():
        locations = record.entries[ref].locations
        paths = [_path(record.workspace, one) for one in locations]
        gone = [one for one, path in zip(locations, paths, strict=True) if not path.exists()]
        if gone:
            yield Found(ref, f"{', '.join(map(repr, gone))} is gone", _HINT)
        elif paths and _digest(paths) != dataset.digests.bytes:
            yield Found(ref, f"{', '.join(map(repr, locations))} holds other bytes", _HINT)


def _path(workspace: Workspace, location: str) -> Path:
    return workspace.root / location


def _digest(paths: list[Path]) -> str | None:
    try:
        return digest_bytes([one for path in paths for one in files_of(path)])
    except OSError:
        return None
