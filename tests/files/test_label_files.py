"""Which files people write: all of them by default, none that only looks like one."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.label_files import label_files
from tests.builders import a_repository

FILES = [
    "guidelines/g/guideline.yaml",
    "guidelines/g/rulings/r.yaml",
    "schemactl.yaml",
    "schemas/s/migrations/2.0.0.yaml",
    "schemas/s/schema.yaml",
    "schemas/s/translations/de.yaml",
]
OTHERS = ["registry/schemas/s/1.0.0/source/schema.yaml", "mkdocs.yml", "schemas/s/notes.yaml"]


def found(root: Path, *paths: str) -> list[str]:
    """Return the names of the label files of a repository that has everything."""
    workspace = a_repository(root, dict.fromkeys([*FILES, *OTHERS], "a: b\n"))
    files = label_files(workspace, [root / path for path in paths])
    return sorted(workspace.relative(file) for file in files)


def test_all_label_files_and_no_other(tmp_path: Path) -> None:
    assert found(tmp_path) == FILES


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["."], FILES),
        (["guidelines", "schemactl.yaml"], FILES[:3]),
        (["schemas/s/migrations", "schemas/s/migrations/2.0.0.yaml"], FILES[3:4]),
    ],
)
def test_paths_choose(tmp_path: Path, paths: list[str], expected: list[str]) -> None:
    assert found(tmp_path, *paths) == expected


@pytest.mark.parametrize(
    ("path", "message"),
    [("none", "no such file"), ("mkdocs.yml", "no label file"), ("registry", "no label file")],
)
def test_a_path_without_label_files_is_refused(tmp_path: Path, path: str, message: str) -> None:
    with pytest.raises(SchemactlError, match=message):
        found(tmp_path, path)
