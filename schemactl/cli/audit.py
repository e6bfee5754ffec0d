"""`schemactl audit`: a report for a distrustful reader, in a folder that verifies offline."""

from pathlib import Path

import click

from schemactl.audit.audit_facts import facts
from schemactl.audit.bundle import SUMS, bundle, write_bundle
from schemactl.audit.dossier import read_dossier
from schemactl.cli.lineage_text import counted
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.model.address import parse_ref
from schemactl.releases.canonical import digest_of
from schemactl.workspace import Workspace


@click.command()
@click.argument("ref", metavar="KIND:NAME@VERSION")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder for the report; a reader needs nothing else.",
)
@click.option("--at", "seq", type=int, metavar="SEQ", help="The ledger as it was at this entry.")
@click.option("--force", is_flag=True, help="Replace an audit that stands in the folder.")
@format_option("text", "json")
@workspace_option
def command(
    workspace: Workspace, ref: str, out: Path, seq: int | None, force: bool, output_format: str
) -> None:
    """Write what is recorded about REF, and what is not, with proofs and their verifier."""
    dossier = read_dossier(workspace, parse_ref(ref), seq)
    content = bundle(dossier)
    write_bundle(content, out, force=force)
    told = facts(dossier)
    sums = digest_of(content[SUMS])
    if output_format == "json":
        verdicts = {str(one["number"]): one["verdict"] for one in told["points"]}
        keep = ("ref", "complete", "checkpoint", "unknown", "findings")
        print_json(
            {key: told[key] for key in keep}
            | {"points": verdicts, "out": out.as_posix(), "files": len(content), "sums": sums}
        )
        return
    unknown = counted(len(told["unknown"]), "thing")
    verdicts_seen = [one["verdict"] for one in told["points"]]
    print_lines(
        f"{(out / 'index.html').as_posix()}: {dossier.ref}, ledger up to entry "
        f"{dossier.checkpoint.seq}",
        f"  {verdicts_seen.count('shown')} of {len(verdicts_seen)} points shown, "
        f"{verdicts_seen.count('partly')} in part; {unknown} not known",
        f"  {counted(len(told['findings']), 'finding')}{', see point 5' * bool(told['findings'])}",
        f"  root {dossier.checkpoint.root}",
        f"  sums {sums}",
        f"verify with: python {(out / 'verify_audit.py').as_posix()}",
    )
