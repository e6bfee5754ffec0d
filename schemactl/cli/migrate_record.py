"""What records the output of a migration as a dataset, once it stands."""

import functools
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from schemactl.cli.stamp_options import stamp_options
from schemactl.data.options import DataOptions
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.spelling_after import options_after
from schemactl.model.address import parse_ref
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

_UNSAID = Stamp()
CommandT = TypeVar("CommandT", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--register", "register", metavar="NAME@VERSION", help="Record OUT as a dataset."),
    click.option(
        "--parent", "parents", metavar="REF", multiple=True, help="The dataset it comes from."
    ),
    click.option(
        "--guideline", metavar="NAME@VERSION", help="What holds for it from now on, if recorded."
    ),
)


class Naming(NamedTuple):
    """As what an output is recorded: its name, what it comes from, its guideline, and the stamp."""

    name: str
    parents: tuple[str, ...] = ()
    guideline: str | None = None
    stamp: Stamp = _UNSAID


def record_options(command: CommandT) -> CommandT:
    """Give the command the options of recording, as its keyword `naming`; None without a name."""

    @functools.wraps(command)
    def with_naming(
        register: str | None,
        parents: tuple[str, ...],
        guideline: str | None,
        stamp: Stamp,
        **given: Any,
    ) -> Any:
        naming = Naming(register, parents, guideline, stamp) if register else None
        return command(**given, naming=naming)

    wrapped: Any = stamp_options(with_naming, only_with="register")
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    decorated: CommandT = wrapped
    return decorated


def recording(
    workspace: Workspace, migration: CompiledMigration, options: DataOptions, naming: Naming
) -> Callable[[Path, Mapping[str, Any]], None]:
    """Return what records an output as a dataset under the last version.

    The report of the run is recorded with it. `options` are those with which the input was read.
    """
    # Only what is recorded has to be read again, and told to the registry.
    from schemactl.cli.background import background
    from schemactl.data.survey import survey
    from schemactl.migrate.recorded import run_of
    from schemactl.registry.facts import read_rules
    from schemactl.registry.register import DatasetRequest, register_dataset

    ref = parse_ref(naming.name, "dataset")
    refs = tuple(parse_ref(parent, "dataset") for parent in naming.parents)
    end = parse_ref(migration.end.ref, "schema")
    guideline = parse_ref(naming.guideline, "guideline") if naming.guideline else None
    # Said before the data is migrated, which may take long.
    read_rules(workspace, end, guideline)
    after = options_after(migration, options)
    surveyor = partial(survey, background=background(workspace))

    def record(out: Path, told: Mapping[str, Any]) -> None:
        run = run_of(told, migration)
        request = DatasetRequest(ref, (out,), end, guideline, after, refs, migration=run)
        register_dataset(workspace, request, surveyor, naming.stamp)

    return record
