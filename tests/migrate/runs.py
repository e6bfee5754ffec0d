"""Runs: migrations of small files, with all that comes out of them."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.data.options import DataOptions
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.queue_file import Entry, read_entries
from schemactl.migrate.source import Job
from schemactl.migrate.undo import undo
from schemactl.migrate.work import Targets
from tests.builders import a_schema
from tests.migrate.hops import compiled

# `a` becomes `x`, `b` and `c` become `m`, `s` is split by a number, `d` goes, `q` is asked.
OLD = a_schema("a", "b", "c", "s", "d", "q", "k")
NEW = a_schema("x", "m", "hi", "lo", "y", "z", "k")
STEPS: Sequence[dict[str, Any]] = (
    {"change": "recode", "from": "a", "to": "x"},
    {"change": "merge", "from": ["b", "c"], "to": "m"},
    {
        "change": "split",
        "from": "s",
        "to": [{"label": "hi", "when": {"n": {"minimum": 1}}}, "lo"],
        "otherwise": {"use": "lo"},
    },
    {"change": "retire", "from": "d", "otherwise": "drop"},
    {
        "change": "split",
        "from": "q",
        "to": [{"label": "y", "criterion": "It is y."}, {"label": "z", "criterion": "It is z."}],
    },
)


class Run(NamedTuple):
    """What a run told and wrote, and what undoing it gives back."""

    told: dict[str, Any]
    out: bytes
    entries: list[Entry]
    back: bytes
    undo_size: int


def a_migration() -> CompiledMigration:
    """Return the migration in which a label meets each fate."""
    return compiled(OLD, NEW, *STEPS)


def a_job(path: Path, migration: CompiledMigration | None = None, **options: Any) -> Job:
    """Return the job of a file; without a migration it is the one above."""
    return Job(path, migration or a_migration(), DataOptions(**options), {})


def targets_in(folder: Path) -> Targets:
    """Return the targets of a run in a folder."""
    return Targets(folder / "out", folder / "undo", folder / "queue")


def ignore(count: int) -> None:
    """Take the progress of a run, and show it to nobody."""
    del count


def migrated(
    content: bytes,
    migration: CompiledMigration | None = None,
    name: str = "data.jsonl",
    *,
    processes: int = 1,
    **options: Any,
) -> Run:
    """Migrate a file of these bytes, and undo it."""
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        path = folder / name
        path.write_bytes(content)
        targets = targets_in(folder)
        told = apply(
            a_job(path, migration, **options), Request(targets, processes=processes), ignore
        )
        undo(targets.out, targets.undo, folder / "back")
        return Run(
            told,
            targets.out.read_bytes(),
            list(read_entries(targets.queue)),
            (folder / "back").read_bytes(),
            targets.undo.stat().st_size,
        )
