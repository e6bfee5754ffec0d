"""What records the output of a migration as a dataset, once it stands."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from schemactl.cli.background import background
from schemactl.cli.clock import now
from schemactl.data.options import DataOptions
from schemactl.data.survey import survey
from schemactl.files.settings_file import read_settings
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.recorded import run_of
from schemactl.migrate.spelling_after import options_after
from schemactl.model.address import parse_ref
from schemactl.registry.facts import Stamp
from schemactl.registry.register import DatasetRequest, register_dataset
from schemactl.workspace import Workspace


def recording(
    workspace: Workspace,
    migration: CompiledMigration,
    options: DataOptions,
    named: str,
    parents: tuple[str, ...],
) -> Callable[[Path, Mapping[str, Any]], None]:
    """Return what records an output as dataset NAME@VERSION under the last version.

    The report of the run is recorded with it. `options` are those with which the input was read.
    """
    ref = parse_ref(named, "dataset")
    refs = tuple(parse_ref(parent, "dataset") for parent in parents)
    end = parse_ref(migration.end.ref, "schema")
    after = options_after(migration, options)
    stamp = Stamp(now(), read_settings(workspace).actor, None)
    surveyor = partial(survey, background=background(workspace))

    def record(out: Path, told: Mapping[str, Any]) -> None:
        run = run_of(told, migration)
        request = DatasetRequest(ref, (out,), end, None, after, refs, migration=run)
        register_dataset(workspace, request, surveyor, stamp)

    return record
