"""export: write a release or what is recorded in another format; say what that cannot hold."""

import sys
from pathlib import Path

import click

from schemactl.audit.dossier import read_dossier
from schemactl.audit.standards.catalog import STANDARDS
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines, print_note
from schemactl.errors import SchemactlError
from schemactl.exchange.exporter import Exported, Limits
from schemactl.exchange.exporters.catalog import EXPORTERS
from schemactl.model.address import parse_ref
from schemactl.model.similar import nearest
from schemactl.releases.read import read_schema, resolve
from schemactl.workspace import Workspace


@click.command()
@click.argument("export_format", metavar="FORMAT", required=False)
@click.argument("ref", metavar="REF", required=False)
@click.option("--out", type=click.Path(path_type=Path), help="The file; by default stdout.")
@click.option("--force", is_flag=True, help="Replace the file.")
@click.option("--list", "is_list", is_flag=True, help="List the formats.")
@format_option("text", "json")
@workspace_option
def command(
    workspace: Workspace,
    export_format: str | None,
    ref: str | None,
    out: Path | None,
    force: bool,
    is_list: bool,
    output_format: str,
) -> None:
    """Write a schema release, dataset or model in FORMAT; report what the format cannot say."""
    if is_list:
        _print_formats(output_format)
        return
    if export_format is None or ref is None:
        raise click.UsageError("give FORMAT and REF, or --list")
    found, exported = _rendered(workspace, export_format, ref)
    if out is None:
        sys.stdout.write(exported.content.decode())
        for line in _losses(exported):
            print_note(line)
        return
    if out.exists() and not force:
        raise SchemactlError(f"{out} exists", "give --force to replace it")
    out.write_bytes(exported.content)
    if output_format == "json":
        losses = [loss._asdict() for loss in exported.losses]
        print_json({"ref": found, "format": export_format, "out": str(out), "losses": losses})
        return
    print_lines(f"{out}: {export_format} of {found}", *_losses(exported))


def _rendered(workspace: Workspace, name: str, ref: str) -> tuple[str, Exported]:
    """Write a schema release by an exporter, or what is recorded by a standard."""
    if name in STANDARDS:
        dossier = read_dossier(workspace, parse_ref(ref))
        return dossier.ref, STANDARDS[name].render(dossier)
    if name not in EXPORTERS:
        known = [*EXPORTERS, *STANDARDS]
        hint = nearest(name, known) or f"formats: {', '.join(known)}"
        raise SchemactlError(f"no export format {name!r}", hint)
    found = resolve(workspace, parse_ref(ref, "schema"))
    return str(found), EXPORTERS[name].render(read_schema(workspace, found.name, found.version))


def _losses(exported: Exported) -> list[str]:
    return [f"not said: {loss.address}: {loss.message}" for loss in exported.losses]


def _print_formats(output_format: str) -> None:
    titles = {name: one.TITLE for name, one in EXPORTERS.items()}
    titles |= {name: one.TITLE for name, one in STANDARDS.items()}
    if output_format == "json":
        limits = {name: one.LIMITS for name, one in EXPORTERS.items()}
        print_json(
            [
                {"format": name, "title": title, "limits": limits.get(name, Limits())._asdict()}
                for name, title in titles.items()
            ]
        )
        return
    width = max(map(len, titles))
    print_lines(*(f"{name:{width}}  {title}" for name, title in titles.items()))
