"""`schemactl trace`: what a model, dataset or release comes from, down to definitions."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from schemactl.audit.trace_page import trace_page
from schemactl.cli.data_options import data_options
from schemactl.cli.lineage_text import lineage_as_json, lineage_as_text
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines, print_note
from schemactl.data.options import DataOptions
from schemactl.errors import SchemactlError
from schemactl.files.tree import write_file
from schemactl.model.address import Ref, parse_ref
from schemactl.model.traced import Lineage
from schemactl.registry.graph import svg
from schemactl.registry.lineage import trace, trace_down
from schemactl.registry.opening import reading
from schemactl.registry.store import Store
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("ref", metavar="KIND:NAME@VERSION")
@click.option("--label", metavar="ID", help="Show only what this label meant.")
@click.option("--record", "item", metavar="ITEM", help="Show which rules held for this item.")
@click.option("--down", is_flag=True, help="Show what comes from REF, instead of what it is from.")
@click.option("--html", type=_FILE, help="Write a page with a drawing and its tables, too.")
@click.option("--svg", "image", type=_FILE, help="Write the drawing alone, too.")
@click.option("--require-complete", is_flag=True, help="Exit with 1 where something is missing.")
@data_options
@format_option("text", "json")
@workspace_option
def command(
    workspace: Workspace,
    ref: str,
    label: str | None,
    item: str | None,
    down: bool,
    html: Path | None,
    image: Path | None,
    require_complete: bool,
    output_format: str,
    options: DataOptions,
) -> int:
    """Show what REF comes from, each step verified, and what its labels meant at the time.

    With --record the files of a dataset are read; the data options say how.
    """
    with reading(workspace) as store:
        lineage = (trace_down if down else trace)(workspace, store, parse_ref(ref))
        record = _Record({}, ())
        if item is not None:
            record = _record(workspace, store, parse_ref(ref), item, options)
    if label is not None:
        lineage = _only(lineage, label)
    if html is not None:
        write_file(html, trace_page(lineage, down=down).encode())
        print_note(f"written: {html}")
    if image is not None:
        write_file(image, svg(lineage, down=down).encode())
        print_note(f"written: {image}")
    if output_format == "json":
        said = lineage_as_json(lineage) | {"direction": "down" if down else "up"}
        print_json(said | record.said)
    else:
        print_lines(*record.lines, *lineage_as_text(lineage, down=down))
    return 1 if require_complete and not lineage.complete else 0


class _Record(NamedTuple):
    """Which rules held for a record, as programs and people read it."""

    said: dict[str, Any]
    lines: Sequence[str]


def _record(
    workspace: Workspace, store: Store, ref: Ref, item: str, options: DataOptions
) -> _Record:
    # Data is read here alone, and with it come all the formats, which take a while to import.
    from schemactl.cli.record_text import record_as_json, record_as_text
    from schemactl.registry.in_force import in_force

    found = in_force(workspace, store, ref, item, options)
    return _Record(record_as_json(item, found), tuple(record_as_text(item, found)))


def _only(lineage: Lineage, wanted: str) -> Lineage:
    """Keep the labels of one id or task/id, and those that migrations made it from or into.

    Raises SchemactlError where there is none.
    """
    same = _related(lineage, wanted)
    found = tuple(one for one in lineage.labels if same & {one.id, f"{one.task}/{one.id}"})
    if not found:
        near = difflib.get_close_matches(wanted, {one.id for one in lineage.labels})
        hint = f"did you mean {' or '.join(near)}?" if near else "run without --label to see all"
        raise SchemactlError(f"{lineage.ref} has no label {wanted!r}", hint)
    return lineage._replace(labels=found)


def _related(lineage: Lineage, wanted: str) -> set[str]:
    """Return what a label is called on both sides of the migrations of a lineage."""
    steps = [
        (set(step["source"]), set(step["target"]))
        for node in lineage.nodes
        if node.kind == "migration"
        for step in node.facts["steps"]
    ]
    before, after = {wanted}, {wanted}
    for _ in steps:
        for source, target in steps:
            before |= source if before & target else set()
            after |= target if after & source else set()
    return before | after
