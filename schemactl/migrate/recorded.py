"""Recorded: what the ledger keeps of the report of a run."""

from collections.abc import Mapping
from typing import Any

from schemactl.migrate.compile import CompiledMigration
from schemactl.model.lineage import MigrationRun, Pin
from schemactl.model.migrated import MigrationStep
from schemactl.version import VERSION

_COUNTED = ("annotations", "mapped", "queued", "dropped", "reviewed")


def run_of(told: Mapping[str, Any], migration: CompiledMigration) -> MigrationRun:
    """Return the run of which `apply` or `answer` gave a report."""
    ends = (migration.start, migration.end)
    start, end = (Pin(ref=one.ref, digest=one.digest) for one in ends)
    return MigrationRun(
        built_with=(start, end),
        run=told["run"],
        plan=told["plan"],
        input=told["digests"]["input"],
        output=told["digests"]["output"],
        records=told["records"],
        annotations=told["annotations"],
        reviewed=told["reviewed"],
        folded=told["folded"],
        queue=told["queue"]["entries"],
        answered=told.get("answers", {}).get("answered", 0),
        steps=tuple(_step(one) for one in told["steps"]),
        tool=VERSION,
    )


def _step(told: Mapping[str, Any]) -> MigrationStep:
    return MigrationStep(
        change=told["change"],
        source=tuple(told["from"]),
        target=tuple(told["to"]),
        fidelity=told["fidelity"],
        **{name: told[name] for name in _COUNTED},
    )
