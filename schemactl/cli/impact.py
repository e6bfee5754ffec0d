"""`schemactl impact`: what depends on a release, dataset or model."""

import click

from schemactl.cli.lineage_text import counted, verdict
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.model.address import parse_ref
from schemactl.model.traced import Node
from schemactl.registry.downstream import downstream
from schemactl.registry.opening import reading
from schemactl.workspace import Workspace

_KINDS = (("batch", "batches"), ("dataset", ""), ("model", ""), ("deployment", ""))


@click.command()
@click.argument("ref", metavar="KIND:NAME@VERSION")
@format_option("text", "json")
@workspace_option
def command(workspace: Workspace, ref: str, output_format: str) -> int:
    """List the batches, datasets, models and deployments that depend on REF."""
    with reading(workspace) as store:
        found = downstream(workspace, store, parse_ref(ref))
    groups = (found.batches, found.datasets, found.models, found.deployments)
    if output_format == "json":
        names = [many or f"{one}s" for one, many in _KINDS]
        print_json(
            {
                "ref": found.ref,
                "complete": found.complete,
                "missing": [lack._asdict() for lack in found.missing],
                **{
                    name: [_as_json(node) for node in nodes]
                    for name, nodes in zip(names, groups, strict=True)
                },
            }
        )
        return 0
    totals = [counted(len(nodes), *kind) for nodes, kind in zip(groups, _KINDS, strict=True)]
    print_lines(
        f"{found.ref} touches {', '.join(totals)}",
        *(f"  {node.ref}{_size(node)}" for nodes in groups for node in nodes),
        *(f"missing: {lack.what} of {lack.ref}" for lack in found.missing),
        verdict(found.complete),
    )
    return 0


def _as_json(node: Node) -> dict[str, object]:
    return {"ref": node.ref, "digest": node.digest, "at": node.at, **node.facts}


def _size(node: Node) -> str:
    return f"  {counted(node.facts['records'], 'record')}" if "records" in node.facts else ""
