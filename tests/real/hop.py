"""A hop: one version released, the next one drafted from its import, a migration in between."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.real.repository import Repository

Step = Mapping[str, Any]
FIRST, SECOND = "0.1.0", "0.2.0"


class Hop:
    """The way of one schema from its first release to the draft of the second."""

    def __init__(self, repository: Repository, name: str) -> None:
        """Name the schema that is led from version to version."""
        self.repository = repository
        self.name = name
        self.digest = ""

    def release_first(self, file_format: str, file: Path | str, *options: str) -> None:
        """Import the older version and release it."""
        self.repository.take_in(file_format, file, self.name, *options)
        self._release()

    def draft_second(self, file_format: str, file: Path | str, *options: str) -> None:
        """Import the newer version over the working copy of the older one."""
        again = ("--name", self.name, "--force", "--version", SECOND)
        self.repository.run("import", file_format, str(file), *again, *options)

    def release_second(self) -> Mapping[str, int]:
        """Release the newer version and return the index of each of its labels."""
        self._release()
        return self.indexes(SECOND)

    def indexes(self, version: str) -> dict[str, int]:
        """Return the index of each label of a release that has one."""
        [file] = self.repository.folder.glob(f"registry/**/{self.name}/{version}/schema.json")
        pending = list(json.loads(file.read_text(encoding="utf-8"))["tasks"][0]["labels"])
        found = {}
        while pending:
            label = pending.pop()
            pending += label.get("labels", [])
            found[label["id"]] = label["index"]
        return found

    def migrate(self, steps: Iterable[Step]) -> None:
        """Write the migration file: one flow mapping per step, which JSON is."""
        folder = self.repository.folder / "schemas" / self.name / "migrations"
        folder.mkdir(exist_ok=True)
        source = {"schema": self.name, "version": FIRST, "digest": self.digest}
        target = {"schema": self.name, "version": SECOND}
        lines = ["schemactl: 1", f"from: {json.dumps(source)}", f"to: {json.dumps(target)}"]
        lines += ["steps:", *(f"  - {json.dumps(step, ensure_ascii=False)}" for step in steps)]
        self.repository.write(str(folder / f"{SECOND}.yaml"), "\n".join(lines) + "\n")

    def findings(self) -> dict[str, list[Any]]:
        """Validate the draft and return what is found, rule by rule."""
        found: dict[str, list[Any]] = {}
        path = f"schemas/{self.name}"
        done = self.repository.result("validate", path, "--profile", "minimal", code=(0, 1))
        for diagnostic in done["diagnostics"]:
            found.setdefault(diagnostic["rule"], []).append(diagnostic)
        return found

    def labels_found(self, rule: str) -> set[str]:
        """Return the labels that a rule of `validate` names."""
        return {str(diagnostic["label"]) for diagnostic in self.findings().get(rule, [])}

    def changes(self) -> list[Any]:
        """Return the changes from the release to the draft."""
        report = self.repository.result("diff", f"{self.name}@{FIRST}", f"{self.name}@draft")
        assert sum(report["summary"].values()) == len(report["changes"])
        return list(report["changes"])

    def _release(self) -> None:
        [released] = self.repository.result("release", f"schema:{self.name}")["released"]
        self.digest = released["digest"]


def moves(changes: Iterable[Any], kind: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return what became what by the changes of a kind."""
    return {tuple(c["from"]): tuple(c["to"]) for c in changes if c["kind"] == kind}


def undeclared(changes: Iterable[Any]) -> list[Any]:
    """Return the changes of which nobody said what they mean."""
    return [change for change in changes if not change["declared"]]


def write_table(file: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """Write a table that an import reads."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return file
