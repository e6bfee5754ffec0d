"""`schemactl registry prove`: a proof that a ref is recorded, with the program that verifies it."""

from pathlib import Path
from typing import Any

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.model.address import parse_ref
from schemactl.registry.citation import Confirmed, confirm, parse_citation
from schemactl.registry.journal import read_checkpoint
from schemactl.registry.opening import reading
from schemactl.registry.proof import Proof, proof_as_json, prove, write_proof
from schemactl.workspace import Workspace


@click.command("prove")
@click.argument("ref", metavar="[KIND:NAME@VERSION]", required=False)
@click.option(
    "--citation", metavar="TEXT", help="What `Copy citation` of the handbook gave, instead of REF."
)
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
    workspace: Workspace,
    ref: str | None,
    citation: str | None,
    out: Path | None,
    held: Path | None,
    output_format: str,
) -> int:
    """Prove that REF stands in the ledger, for somebody who has neither it nor schemactl.

    A citation is held against the releases that it names: 1 where something of it is not so.
    """
    if bool(ref) == bool(citation):
        raise click.UsageError("give a reference or --citation")
    kept = read_checkpoint(held, str(held)) if held else None
    with reading(workspace) as store:
        cited = confirm(workspace, store, parse_citation(citation)) if citation else None
        wanted = cited.citation.schema if cited else parse_ref(str(ref))
        proof = prove(workspace, store, wanted, kept)
    written = write_proof(proof, out) if out else []
    if output_format == "json":
        found = proof_as_json(proof) | {"files": [path.as_posix() for path in written]}
        print_json(found | ({"citation": _as_json(cited)} if cited else {}))
    else:
        if cited:
            print_lines(*_confirmation(cited))
        _print(proof, written, held_elsewhere=kept is not None)
    return 1 if cited and cited.problems else 0


def _as_json(cited: Confirmed) -> dict[str, Any]:
    named = cited.citation
    return {
        "confirmed": not cited.problems,
        "problems": list(cited.problems),
        "schema": str(named.schema),
        "guideline": str(named.guideline) if named.guideline else None,
        "label": named.label,
        "clause": named.clause,
        "digest": named.digest,
        "read": named.read,
        "text": cited.text,
        "newer": list(cited.newer),
    }


def _confirmation(cited: Confirmed) -> list[str]:
    lines = [f"not so: {problem}" for problem in cited.problems] or ["the citation is confirmed"]
    words = cited.text.split("\n") if cited.text else []
    newer = [f"  newer on that day: {one}" for one in cited.newer]
    return [*lines, *(f"  | {line}" for line in words), *newer]


def _print(proof: Proof, written: list[Path], *, held_elsewhere: bool) -> None:
    entry = proof.sealed.entry
    print_lines(
        f"{entry.ref} is entry {entry.seq} of {proof.checkpoint.seq}",
        f"  root {proof.checkpoint.root}",
        *(f"  file {path.as_posix()}" for path in written),
    )
    if not proof.in_journal and not held_elsewhere:
        print_lines("no checkpoint covers it yet: `schemactl registry checkpoint`")
    if not written:
        print_lines("--out DIR writes the proof, with a program that verifies it")
