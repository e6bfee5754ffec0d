"""A label repository that is driven through the command line, step by step."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

GUIDELINE = """\
schemactl: 1
name: {name}
version: 1.0.0
title: How to label
schema:
  name: {name}
  versions: ">=0.1.0"
pages: [how-to.md]
"""
DIGEST = "sha256:" + "0123456789abcdef" * 4


class Circle(NamedTuple):
    """What a set became on the whole way from taxonomy to trained model and back."""

    registered: Any
    trace: Any
    pages: set[str]


class Repository:
    """A folder, the commands that were run in it, and how long each took."""

    def __init__(self, folder: Path) -> None:
        """Take over a folder."""
        self.folder = folder
        self.seconds: dict[str, float] = {}

    def run(self, *arguments: str, code: int | tuple[int, ...] = 0) -> str:
        """Run a command as a user would, and return what it wrote to stdout."""
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "schemactl", *arguments],
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.seconds[" ".join(arguments[:2])] = round(time.monotonic() - started, 2)
        codes = code if isinstance(code, tuple) else (code,)
        assert done.returncode in codes, (done.stdout[-2000:], done.stderr[-2000:])
        return done.stdout

    def result(self, *arguments: str, code: int | tuple[int, ...] = 0) -> Any:
        """Run a command and read its JSON."""
        return json.loads(self.run(*arguments, "--format", "json", code=code))

    def write(self, name: str, content: str) -> str:
        """Write a file and return its path for a command line."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8", newline="\n")
        return str(path)

    def take_in(self, file_format: str, file: Path | str, name: str, *options: str) -> Any:
        """Import a taxonomy, check the draft, and return the import's report."""
        report = self.result("import", file_format, str(file), "--name", name, *options)
        checked = self.result("validate", report["file"], "--profile", "minimal")
        assert checked["diagnostics"] == []
        assert checked["summary"]["labels"] == report["labels"]
        return report

    def close_the_circle(self, name: str, *data: str) -> Circle:
        """Release a draft, build its handbook, register data and a model, and trace the model."""
        folder = self.folder / "guidelines" / name
        folder.mkdir(parents=True)
        (folder / "guideline.yaml").write_text(GUIDELINE.format(name=name), encoding="utf-8")
        (folder / "how-to.md").write_text("# How to\n\nRead the definition.\n", encoding="utf-8")
        self.run("release")
        self.run("handbook", "build", "--out", "build/handbook")
        versions = ["--schema", f"{name}@0.1.0", "--guideline", f"{name}@1.0.0"]
        registered = self.result("register", "dataset", f"{name}@1", *data, *versions)
        assert registered["state"] == "ready"
        self.run("register", "model", f"{name}@1", "--dataset", f"{name}@1", "--digest", DIGEST)
        trace = self.result("trace", f"model:{name}@1", "--require-complete")
        assert self.result("registry", "verify") is not None
        pages = {
            path.relative_to(self.folder / "build" / "handbook").as_posix()
            for path in (self.folder / "build" / "handbook").rglob("*.html")
        }
        return Circle(registered, trace, pages)

    def one_record_per_label(self, labels: Iterable[str]) -> str:
        """Write a record for each label, where the set has none of its own."""
        records = [{"item": f"i{n}", "label": label} for n, label in enumerate(labels)]
        return self.write("records.jsonl", "".join(json.dumps(r) + "\n" for r in records))

    def draft_ids(self, name: str) -> list[str]:
        """Return the ids in a draft, in their order."""
        text = (self.folder / "schemas" / name / "schema.yaml").read_text(encoding="utf-8")
        labels = text[text.index("\n    labels:\n") :]
        return [_unquoted(found) for found in re.findall(r"^ +- id: (.+)$", labels, re.MULTILINE)]


def facts(folder: Path) -> Any:
    """Return the numbers that were counted from the files of a set."""
    return json.loads((folder / "facts.json").read_text(encoding="utf-8"))


def traced(trace: Any) -> Iterator[tuple[str, str, str]]:
    """Yield id, name and definition of each label that a trace leads to."""
    for label in trace["labels"]:
        yield label["id"], label["name"], label["definition"]


def _unquoted(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text
