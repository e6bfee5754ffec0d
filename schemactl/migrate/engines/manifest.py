"""Manifest: which parts an output folder has, and what they are together.

The parts are in the order of the input. `schemactl-manifest.json` is written last: a folder
without it, or without `_SUCCESS`, is no output.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.unit import Run
from schemactl.migrate.report import report
from schemactl.migrate.tally import Counts, NotConserved, check_conserved
from schemactl.releases.canonical import canonical_bytes, digest_of
from schemactl.version import VERSION

MANIFEST = "schemactl-manifest.json"
SUCCESS = "_SUCCESS"
MANIFEST_FORMAT = 1

_DIGITS = 5

Plain = dict[str, Any]


class Part(NamedTuple):
    """A part of the output: its name, the task that wrote it, and what that told of it."""

    name: str
    task: int
    told: Mapping[str, Any]


def parts_of(told: Iterable[tuple[int, Plain]], suffix: str) -> list[Part]:
    """Return the parts in the order of the input, each once.

    What is told comes with its task; a task that ran again tells the same again. Raises
    NotConserved where it tells something else.
    """
    tasks: dict[int, Plain] = {}
    for task, one in told:
        if tasks.setdefault(task, one) != one:
            raise NotConserved(f"task {task} told two things")
    ordered = sorted(tasks, key=lambda task: tuple(tasks[task]["place"]))
    digits = max(_DIGITS, len(str(len(ordered))))
    return [
        Part(f"part-{number:0{digits}d}{suffix}", task, tasks[task])
        for number, task in enumerate(ordered)
    ]


def check_read(parts: Sequence[Part], sizes: Mapping[str, int]) -> None:
    """Raise NotConserved where the parts together are not all bytes of the input, each once."""
    read: Counter[str] = Counter()
    for part in parts:
        read[part.told["place"][0]] += part.told["input"]["size"]
    for file, size in sizes.items():
        if read[file] != size:
            raise NotConserved(f"{file}: {read[file]} bytes of {size} were read")
    if strange := sorted(read.keys() - sizes.keys()):
        raise NotConserved(f"{strange[0]} is no file of the input")


def told_of(run: Run, counts: Counts) -> Plain:
    """Return the report of a run. Raises NotConserved where something was lost or invented."""
    migration = run.job.migration
    check_conserved(counts, migration, is_lines=True)
    return {**report(counts, migration), "format": run.format, "run": run.name}


def manifest_bytes(run: Run, parts: Sequence[Part], told: Mapping[str, Any]) -> bytes:
    """Return the manifest of a run."""
    listed = [{"name": part.name, **{name: part.told[name] for name in _TOLD}} for part in parts]
    read = [[part.told["place"], part.told["input"]["digest"]] for part in parts]
    found = {
        "schemactl_manifest": MANIFEST_FORMAT,
        "tool": VERSION,
        "run": run.name,
        "plan": run.job.migration.digest,
        "input": digest_of(canonical_bytes(read)),
        "parts": listed,
        "report": told,
    }
    return orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n"


_TOLD = ("place", "records", "entries", "input", "output")


def read_manifest(where: str, content: bytes) -> Plain:
    """Return a manifest. Raises SchemactlError where it is none of ours."""
    hint = "name the folder that `schemactl migrate apply --engine spark` wrote"
    try:
        found: Plain = orjson.loads(content)
        if found["schemactl_manifest"] == MANIFEST_FORMAT:
            return found
    except (orjson.JSONDecodeError, TypeError, KeyError):
        raise SchemactlError(f"{where}: this is no manifest", hint) from None
    raise SchemactlError(f"{where} was written by another schemactl", "upgrade schemactl")
