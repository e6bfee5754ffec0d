"""Stages: a repository, the file in it that is mutated, and the command that must survive it."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
TICKETS = "support-tickets"
_ROWS = 25
SAMPLES = Path(__file__).parent / "samples"


class Stage(NamedTuple):
    """One kind of input; `weight` says how often it is chosen.

    `removes` is the folder that the command makes, `edits` the one whose files it may write.
    """

    name: str
    file: str
    arguments: tuple[str, ...]
    weight: int = 1
    removes: str = ""
    edits: str = ""

    def target(self, folder: Path) -> Path:
        """Return the file that is mutated."""
        return folder / self.file


def _validating(name: str, file: str, weight: int, *more: str) -> Stage:
    parts = file.split("/")
    paths = ("/".join(parts[:2]),) if len(parts) > 1 else ()
    return Stage(name, file, ("validate", *paths, "--format", "json", *more), weight)


def _editing(name: str, file: str, weight: int, *command: str) -> Stage:
    folder = "/".join(file.split("/")[:2])
    return Stage(name, file, (*command, "--format", "json"), weight, "", folder)


def _formatting(file: str, weight: int) -> Stage:
    return _editing(f"fmt {Path(file).name}", file, weight, "fmt", file)


def _fixing(name: str, file: str, weight: int) -> Stage:
    folder = "/".join(file.split("/")[:2])
    return _editing(f"validate --fix {name}", file, weight, "validate", folder, "--fix")


def _importing(name: str, file: str, weight: int, *more: str) -> Stage:
    arguments = ("import", name, file, "--name", "taken", "--format", "json", *more)
    return Stage(f"import {name}", file, arguments, weight, "schemas/taken")


def _checking(name: str, file: str, weight: int) -> Stage:
    arguments = ("data", "check", file, "--schema", f"{TICKETS}@1.0.0", "--format", "json")
    return Stage(f"data {name}", file, arguments, weight)


_DRAFT = ("migrate", "draft", TICKETS)
_COLUMNS = ("--column", "id=code", "--column", "name=name", "--column", "parent=parent")
STAGES = (
    _validating("schema with history", f"schemas/{TICKETS}/schema.yaml", 3),
    _validating("schema", "schemas/spoken-events/schema.yaml", 6),
    _validating("schema of boxes", "schemas/road-scene/schema.yaml", 3),
    _validating("schema of rankings", "schemas/answer-preference/schema.yaml", 8),
    _validating("schema of relations", "schemas/talking-clip/schema.yaml", 3),
    _validating("schema of ratings", "schemas/search-relevance/schema.yaml", 4),
    _validating("short schema", "schemas/sentiment/schema.yaml", 20, "--profile", "strict"),
    _validating("migration", f"schemas/{TICKETS}/migrations/2.0.0.yaml", 4),
    _validating("guideline", f"guidelines/{TICKETS}/guideline.yaml", 8),
    _validating("page", f"guidelines/{TICKETS}/hard-cases.md", 4),
    _validating("ruling", f"guidelines/{TICKETS}/rulings/r-2026-001.yaml", 4),
    _validating("settings", "schemactl.yaml", 2),
    _formatting("schemas/sentiment/schema.yaml", 10),
    _formatting("schemas/spoken-events/schema.yaml", 2),
    _formatting(f"schemas/{TICKETS}/migrations/2.0.0.yaml", 3),
    _formatting(f"guidelines/{TICKETS}/guideline.yaml", 3),
    _formatting(f"guidelines/{TICKETS}/rulings/r-2026-001.yaml", 3),
    _fixing("short schema", "schemas/sentiment/schema.yaml", 6),
    _fixing("schema of rankings", "schemas/answer-preference/schema.yaml", 2),
    _fixing("migration", f"schemas/{TICKETS}/migrations/2.0.0.yaml", 1),
    _editing("draft for a schema", f"schemas/{TICKETS}/schema.yaml", 1, *_DRAFT),
    _editing("draft of steps", f"schemas/{TICKETS}/migrations/2.0.0.yaml", 2, *_DRAFT),
    _importing("csv", "table.csv", 8, *_COLUMNS),
    _importing("tsv", "table.tsv", 8, *_COLUMNS),
    _importing("json-tree", "tree.json", 8),
    _importing("list", "list.txt", 8),
    _checking("annotations", "annotations.jsonl", 8),
    _checking("csv", "annotations.csv", 8),
    _checking("jsonl", "plain.jsonl", 8),
)


def build(folder: Path) -> None:
    """Write the repository that all stages share: ours, and small files of every format.

    Of support-tickets only 1.0.0 is released, so that its migration to 2.0.0 is a draft.
    """
    for name in ("schemas", "guidelines"):
        shutil.copytree(ROOT / name, folder / name)
    for kind in ("schemas", "guidelines"):
        released = f"registry/{kind}/{TICKETS}/1.0.0"
        shutil.copytree(ROOT / released, folder / released)
    rows = (ROOT / f"examples/{TICKETS}/annotations-1.0.0.jsonl").read_text(encoding="utf-8")
    few = rows.splitlines(keepends=True)[:_ROWS]
    plain = [json.dumps({k: v for k, v in json.loads(r).items() if k != "schema"}) for r in few]
    _write(folder / "annotations.jsonl", "".join(few))
    _write(folder / "plain.jsonl", "\n".join(plain))
    for sample in sorted(SAMPLES.iterdir()):
        shutil.copyfile(sample, folder / sample.name)
    _write(folder / "table.tsv", (folder / "table.csv").read_text().replace(",", "\t"))
    short = folder / "schemas/sentiment/schema.yaml"
    short.parent.mkdir()
    (folder / "sentiment.yaml").rename(short)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
