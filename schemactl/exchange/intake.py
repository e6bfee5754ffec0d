"""Intake: from a file in another format to schemas/NAME/schema.yaml, whole or not at all."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from schemactl.errors import SchemactlError
from schemactl.exchange.importer import Imported, Request, Source
from schemactl.exchange.importers.catalog import IMPORTERS
from schemactl.files.tree import write_file
from schemactl.files.yaml_tree import LARGEST_FILE
from schemactl.files.yaml_write import render_yaml
from schemactl.model.identifiers import Name, Version
from schemactl.model.tasks.catalog import find_task_type
from schemactl.workspace import Workspace

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_VERSION: TypeAdapter[str] = TypeAdapter(Version)
_LARGEST_SOURCE = 256 * 1024 * 1024


def take_in(
    workspace: Workspace, file_format: str, file: Path, request: Request, *, force: bool = False
) -> Imported:
    """Draft a schema from a file and write it. Raises SchemactlError, then nothing is written."""
    _check(request)
    target = workspace.inside(workspace.schema_file(request.name))
    if target.exists() and not force:
        raise SchemactlError(
            f"{workspace.relative(target)} exists already",
            "give another --name, or --force to replace the working copy",
        )
    imported = IMPORTERS[file_format].read(_source(file), request)
    content = render_yaml(imported.schema).encode("utf-8")
    if len(content) > LARGEST_FILE:
        raise SchemactlError(
            f"the draft would have {len(content) >> 20} MB; at most {LARGEST_FILE >> 20} are read",
            "import parts of the taxonomy as schemas of their own",
        )
    write_file(target, content)
    return imported


def _check(request: Request) -> None:
    find_task_type(request.task_type)
    for option, adapter, text in (
        ("--name", _NAME, request.name),
        ("--task", _NAME, request.task or request.name),
        ("--version", _VERSION, request.version),
    ):
        try:
            adapter.validate_python(text)
        except ValidationError as error:
            reason = error.errors(include_url=False)[0]["ctx"]["error"]
            raise SchemactlError(f"{option}: {reason}", f"give another {option}") from error


def _source(file: Path) -> Source:
    if file.is_dir():
        raise SchemactlError(f"{file} is a folder", "give a file")
    if file.stat().st_size > _LARGEST_SOURCE:
        raise SchemactlError(
            f"{file} is larger than {_LARGEST_SOURCE >> 20} MB", "give only the labels"
        )
    return Source(str(file), file.read_bytes())
