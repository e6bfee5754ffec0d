"""import: turn a taxonomy in another format into a draft schema."""

from collections import Counter
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Imported, Remark, Request
from schemactl.exchange.importers.catalog import IMPORTERS
from schemactl.exchange.intake import take_in
from schemactl.workspace import Workspace

_FORMAT_OPTIONS = frozenset[str]().union(*(importer.OPTIONS for importer in IMPORTERS.values()))


@click.command()
@click.argument("file_format", metavar="FORMAT", type=click.Choice(list(IMPORTERS)))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--name", required=True, metavar="N", help="The name of the new schema.")
@click.option("--column", "columns", multiple=True, metavar="ROLE=COL", help="Where to find id, "
              "name, definition, parent, index (json-tree: also children).")  # fmt: skip
@click.option("--path-column", metavar="COL", help="The column with the whole path of a label.")
@click.option("--path-separator", default="/", show_default=True, help="What parts a path.")
@click.option("--delimiter", metavar="CHAR", help=r"By default a comma; \t in a .tsv file.")
@click.option("--header-row", type=click.IntRange(min=0), default=1, show_default=True,
              help="The line of the header; 0 for none, COL is then a number from 1.")  # fmt: skip
@click.option("--quoting", type=click.Choice(["csv", "literal"]),
              help="By default literal between tabs, else csv.")  # fmt: skip
@click.option("--task", metavar="T", help="The id of the task; by default the schema's name.")
@click.option("--type", "task_type", default="classification", show_default=True)
@click.option("--choose", type=click.Choice(["one", "any"]), default="one", show_default=True)
@click.option("--version", default="0.1.0", show_default=True, help="The version being drafted.")
@click.option("--force", is_flag=True, help="Replace a working copy of that name.")
@format_option("text", "json")
@workspace_option
def command(
    workspace: Workspace,
    file_format: str,
    file: Path,
    force: bool,
    output_format: str,
    **rest: Any,
) -> None:
    """Draft schemas/N/schema.yaml from a taxonomy, and say what could not be carried over.

    FORMAT is csv, tsv, json-tree or list. Ids stay as they are where they are legal.
    """
    _refuse_foreign_options(file_format)
    rest["columns"] = dict(map(_role_and_column, rest["columns"]))
    request = Request(**rest)
    imported = take_in(workspace, file_format, file, request, force=force)
    written = workspace.relative(workspace.schema_file(request.name))
    if output_format == "json":
        print_json(_as_json(request, written, imported))
        return
    print_lines(*(_line(file, remark) for remark in imported.report), *_summary(written, imported))


def _refuse_foreign_options(file_format: str) -> None:
    """Refuse an option that would have no effect on the format."""
    context = click.get_current_context()
    for option in sorted(_FORMAT_OPTIONS - IMPORTERS[file_format].OPTIONS):
        if context.get_parameter_source(option) is ParameterSource.COMMANDLINE:
            shown = "column" if option == "columns" else option.replace("_", "-")
            raise SchemactlError(f"{file_format} has no --{shown}", "leave it out")


def _role_and_column(text: str) -> tuple[str, str]:
    role, equals, column = text.partition("=")
    if not (role and equals and column):
        raise SchemactlError(f"--column {text!r} has no role or no column", "write ROLE=COL")
    return role, column


def _as_json(request: Request, written: str, imported: Imported) -> dict[str, Any]:
    return {
        "ref": f"schema:{request.name}@draft",
        "file": written,
        "labels": imported.labels,
        "depth": imported.depth,
        "several_parents": imported.several_parents,
        "report": [remark._asdict() for remark in imported.report],
        "summary": _counts(imported),
    }


def _counts(imported: Imported) -> dict[str, int]:
    return dict(sorted(Counter(remark.kind for remark in imported.report).items()))


def _line(file: Path, remark: Remark) -> str:
    where = f"{file}:{remark.line}" if remark.line is not None else str(file)
    label = f"{remark.label}: " if remark.label else ""
    return f"{where}: {label}{remark.message} [{remark.kind}]"


def _summary(written: str, imported: Imported) -> list[str]:
    depth = f", {imported.depth} levels" if imported.depth > 1 else ""
    several = imported.several_parents
    parents = f", {several} under several parents" if several else ""
    counts = ", ".join(f"{kind} {count}" for kind, count in _counts(imported).items())
    return [
        f"{written}: {imported.labels} labels{depth}{parents}",
        f"remarks: {counts}" if counts else "everything was carried over",
        f"next: schemactl validate {written}",
    ]
