"""`schemactl register run`: a model, from the run that another tool has recorded."""

from pathlib import Path
from typing import Any

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.stamp_options import stamp_options
from schemactl.exchange.tracked import foreign_ids, read_run
from schemactl.exchange.trackers.catalog import TRACKERS
from schemactl.model.address import parse_ref
from schemactl.registry.register import ModelRequest, register_model
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path)


@click.command("run")
@click.argument("system", metavar="|".join(TRACKERS), type=click.Choice(list(TRACKERS)))
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--run", "run_id", metavar="ID", help="Which run; by default the only one.")
@click.option("--model", metavar="NAME@VERSION", required=True, help="What to record it as.")
@click.option(
    "--dataset",
    "datasets",
    metavar="[LOGGED=]NAME@VERSION",
    multiple=True,
    required=True,
    help="What it was trained on, with the name under which the run logged it.",
)
@click.option("--artifact", type=_FILE, help="The trained file; its sha256 is recorded.")
@stamp_options
@format_option("text", "json")
@workspace_option
def command(
    workspace: Workspace, system: str, source: Path, output_format: str, **given: Any
) -> int:
    """Record the model that a run of SOURCE trained, with the run's ids, digests and metrics.

    SOURCE is mlflow.db or mlruns, the folder of an offline run of W&B, dvc.lock or a .dvc file.
    """
    run = read_run(system, source, given["run_id"])
    pairs = [text.rpartition("=") for text in given["datasets"]]
    refs = [parse_ref(ref, "dataset") for _, _, ref in pairs]
    meant = {name: str(ref) for (name, _, _), ref in zip(pairs, refs, strict=True) if name}
    request = ModelRequest(
        parse_ref(given["model"], "model"),
        tuple(refs),
        artifact=given["artifact"],
        metrics=run.metrics,
        known_as=foreign_ids(system, run, meant),
        code_revision=run.revision,
    )
    done = register_model(workspace, request, given["stamp"])
    known_as = done.entry.content["known_as"]
    if output_format == "json":
        found = {"ref": done.entry.ref, "entry": done.entry.seq, "new": done.is_new}
        print_json(found | {"known_as": known_as, "metrics": dict(run.metrics)})
        return 0
    verb = "recorded" if done.is_new else "recorded already:"
    print_lines(f"{verb} {done.entry.ref} as entry {done.entry.seq}, run {run.id!r} of {system}")
    unmatched = [one.name for one in run.inputs if one.name not in meant]
    if unmatched:
        names = ", ".join(map(repr, unmatched))
        print_lines(f"the run read {names} too; name what it is with --dataset LOGGED=NAME@VERSION")
    return 0
