"""The YAML files of a label repository that people write, all or those at given paths."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.workspace import Workspace

_PATTERNS = (
    "schemactl.yaml",
    "schemas/*/schema.yaml",
    "schemas/*/migrations/*.yaml",
    "schemas/*/translations/*.yaml",
    "guidelines/*/guideline.yaml",
    "guidelines/*/rulings/*.yaml",
)


def label_files(workspace: Workspace, paths: Iterable[Path] = ()) -> list[Path]:
    """Return the label files, in a fixed order; releases are none, for they are never edited.

    Raises SchemactlError for a path that does not exist or has no label file.
    """
    every = [path for path in _all(workspace) if path.is_file()]
    wanted = list(paths)
    if not wanted:
        return every
    chosen: dict[Path, None] = {}
    for path in wanted:
        if not path.exists():
            raise SchemactlError(f"{path}: no such file or folder", "check the path")
        place = path.resolve()
        found = [file for file in every if file.resolve().is_relative_to(place)]
        if not found:
            hint = "give a file or folder in schemas/ or guidelines/, or schemactl.yaml"
            raise SchemactlError(f"{path}: no label file there", hint)
        chosen.update(dict.fromkeys(found))
    return sorted(chosen)


def _all(workspace: Workspace) -> Iterator[Path]:
    for pattern in _PATTERNS:
        yield from sorted(workspace.root.glob(pattern))
