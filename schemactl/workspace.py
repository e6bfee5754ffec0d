"""The label repository on disk: finds its root and knows where everything stands."""

from pathlib import Path
from typing import NamedTuple

from schemactl.errors import SchemactlError

SETTINGS_FILE = "schemactl.yaml"


class Workspace(NamedTuple):
    """The folders of a label repository; every path stays inside `root`."""

    root: Path

    @property
    def schemas(self) -> Path:
        """Working copies of schemas."""
        return self.root / "schemas"

    @property
    def guidelines(self) -> Path:
        """Working copies of guidelines."""
        return self.root / "guidelines"

    @property
    def registry(self) -> Path:
        """Releases, journal and embedded database."""
        return self.root / "registry"

    @property
    def journal(self) -> Path:
        """Checkpoints of the ledger."""
        return self.registry / "journal"

    @property
    def database(self) -> Path:
        """The embedded registry; ignored by git, rebuilt from the journal."""
        return self.registry / "registry.db"

    @property
    def private(self) -> Path:
        """What the tool keeps for this checkout alone; ignored by git."""
        return self.root / ".schemactl"

    @property
    def settings_file(self) -> Path:
        """The optional settings."""
        return self.root / SETTINGS_FILE

    def schema_file(self, name: str) -> Path:
        """The working copy of a schema."""
        return self.schemas / name / "schema.yaml"

    def guideline_file(self, name: str) -> Path:
        """The working copy of a guideline's settings."""
        return self.guidelines / name / "guideline.yaml"

    def migrations(self, name: str) -> Path:
        """The folder of a schema's migration files."""
        return self.schemas / name / "migrations"

    def release_folder(self, kind: str, name: str, version: str) -> Path:
        """The folder of a release; kind is schema or guideline."""
        return self.registry / f"{kind}s" / name / version

    def schema_names(self) -> list[str]:
        """The names of schemas with a working copy, sorted."""
        return _names(self.schemas, "schema.yaml")

    def guideline_names(self) -> list[str]:
        """The names of guidelines with a working copy, sorted."""
        return _names(self.guidelines, "guideline.yaml")

    def relative(self, path: Path) -> str:
        """Write a path as messages and JSON do: POSIX, relative to the root where it is inside."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def inside(self, path: Path) -> Path:
        """Return the path with links resolved. Raises SchemactlError where that leaves the root."""
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError) as error:
            # Python before 3.13 raises RuntimeError for links that lead in a circle.
            message = f"{self.relative(path)} cannot be followed to a file"
            raise SchemactlError(message, "remove links that lead in a circle") from error
        if not resolved.is_relative_to(self.root.resolve()):
            raise SchemactlError(
                f"{self.relative(path)} leads out of the repository",
                "keep files inside the repository, and do not link out of it",
            )
        return resolved


def _names(folder: Path, file: str) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(entry.name for entry in folder.iterdir() if (entry / file).is_file())


def find_workspace(root: Path | None = None) -> Workspace:
    """Return the repository at `root`, or the nearest one upwards from the current folder."""
    if root is not None:
        if not root.is_dir():
            raise SchemactlError(f"no folder {root}", "give --root a folder that exists")
        return Workspace(root.resolve())
    start = Path.cwd()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file() or (folder / "schemas").is_dir():
            return Workspace(folder)
    raise SchemactlError(
        f"no label repository here: neither {SETTINGS_FILE} nor schemas/ in {start} or above",
        "run `schemactl init`, or give --root DIR",
    )
