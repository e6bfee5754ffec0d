"""`schemactl registry prove`: a proof that a ref is recorded, with the program that verifies it."""

from pathlib import Path

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.model.address import parse_ref
from schemactl.registry.journal import read_checkpoint
from schemactl.registry.opening import reading
from schemactl.registry.proof import proof_as_json, prove, write_proof
from schemactl.workspace import Workspace


@click.command("prove")
@click.argument("ref", metavar="KIND:NAME@VERSION")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for proof.json and verify.py.",
)
@click.option(
    "--checkpoint",
    "held",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint that was kept elsewhere, to which the proof shall lead.",
)
@format_option("text", "json")
@workspace_option
def command(
    workspace: Workspace, ref: str, out: Path | None, held: Path | None, output_format: str
) -> int:
    """Prove that REF stands in the ledger, for somebody who has neither it nor schemactl."""
    kept = read_checkpoint(held, str(held)) if held else None
    with reading(workspace) as store:
        proof = prove(workspace, store, parse_ref(ref), kept)
    written = write_proof(proof, out) if out else []
    if output_format == "json":
        print_json(proof_as_json(proof) | {"files": [path.as_posix() for path in written]})
        return 0
    entry = proof.sealed.entry
    print_lines(
        f"{entry.ref} is entry {entry.seq} of {proof.checkpoint.seq}",
        f"  root {proof.checkpoint.root}",
        *(f"  file {path.as_posix()}" for path in written),
    )
    if not proof.in_journal and kept is None:
        print_lines("no checkpoint covers it yet: `schemactl registry checkpoint`")
    if not written:
        print_lines("--out DIR writes the proof, with a program that verifies it")
    return 0
