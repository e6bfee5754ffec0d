"""The options of verbs that run a migration over a file: which one, and how the file is read."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from schemactl.cli.data_options import data_options
from schemactl.cli.migrate_links import HandbookLinks
from schemactl.data.options import DataOptions
from schemactl.errors import SchemactlError
from schemactl.migrate.chain import read_chain, read_chain_from
from schemactl.migrate.compile import CompiledMigration, compile_migration
from schemactl.migrate.source import Job
from schemactl.model.address import Ref
from schemactl.workspace import Workspace

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

_OPTIONS = (
    click.argument("path", metavar="FILE", type=str),
    click.option("--schema", "schema", metavar="NAME", required=True, help="The schema."),
    click.option(
        "--from", "start", metavar="VERSION", required=True, help="What it was made under."
    ),
    click.option("--to", "end", metavar="VERSION", required=True, help="What it is led to."),
    click.option(
        "--from-schema", metavar="NAME", help="Where --from is a version of another schema."
    ),
    click.option(
        "--handbook",
        metavar="URL",
        default="",
        help="Where the handbook stands, for links to labels; by default links are relative.",
    ),
)


def migration_options(command: CommandT) -> CommandT:
    """Give the command its `job`; it needs `workspace_option` as well."""

    @functools.wraps(command)
    def with_job(
        path: str,
        schema: str,
        start: str,
        end: str,
        from_schema: str | None,
        handbook: str,
        options: DataOptions,
        **given: Any,
    ) -> Any:
        if "engine" in given:
            given["where"] = path
        if given.get("engine") != "spark" and not Path(path).exists():
            raise SchemactlError(f"{path}: no such file", "name a file that is there")
        migration = _compiled(given["workspace"], schema, (start, end), from_schema)
        links = HandbookLinks(migration.end.schema, handbook)
        return command(job=Job(Path(path), migration, options, links), **given)

    wrapped: Any = data_options(with_job)
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    decorated: CommandT = wrapped
    return decorated


def _compiled(
    workspace: Workspace, schema: str, versions: tuple[str, str], other: str | None
) -> CompiledMigration:
    start, end = versions
    name = schema.removeprefix("schema:")
    if other is None:
        return compile_migration(*read_chain(workspace, name, start, end))
    source = Ref("schema", other.removeprefix("schema:"), start)
    return compile_migration(*read_chain_from(workspace, source, Ref("schema", name, end)))
