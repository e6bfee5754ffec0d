"""`schemactl register`: record a dataset or a model with what its labels meant."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from schemactl.cli.background import background
from schemactl.cli.data_options import data_options
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_note
from schemactl.cli.progress import ProgressBar
from schemactl.cli.register_practice import (
    alias,
    annotator,
    batch,
    deployment,
    quality_report,
)
from schemactl.cli.register_run import command as run_command
from schemactl.cli.register_text import write_version
from schemactl.cli.stamp_options import stamp_options
from schemactl.data.options import DataOptions
from schemactl.data.stamps import Background
from schemactl.data.survey import BYTES_PASSES, Survey, survey
from schemactl.errors import SchemactlError
from schemactl.exchange.tracked import data_ids, parse_foreign_id
from schemactl.files.datasets.catalog import files_of
from schemactl.model.address import parse_ref
from schemactl.model.foreign import ForeignId
from schemactl.model.identifiers import DIGEST
from schemactl.model.release import SchemaRelease
from schemactl.registry.register import (
    DatasetRequest,
    ModelRequest,
    register_dataset,
    register_model,
)
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path)


@click.group()
def command() -> None:
    """Record datasets, models, and how their labels came about and are used."""


for _verb in (batch, annotator, deployment, quality_report, alias, run_command):
    command.add_command(_verb)


@command.command()
@click.argument("ref", metavar="NAME@VERSION")
@click.argument("files", metavar="FILE…", type=_FILE, nargs=-1, required=True)
@click.option("--schema", metavar="NAME@VERSION", required=True, help="What the labels mean.")
@click.option("--guideline", metavar="NAME@VERSION", help="What annotators were told.")
@click.option("--parent", "parents", metavar="REF", multiple=True, help="What it was made from.")
@click.option("--batch", "batches", metavar="REF", multiple=True, help="A batch that it holds.")
@click.option("--split", type=click.Choice(["train", "validation", "test"]))
@click.option(
    "--known-as", metavar="SYSTEM:ID[=DIGEST]", multiple=True, help="What another tool calls it."
)
@click.option(
    "--tracked",
    nargs=2,
    metavar="SYSTEM SOURCE[#NAME]",
    multiple=True,
    help="Take what mlflow, wandb or dvc calls it, and its digest, from their files.",
)
@click.option("--run", "run_id", metavar="ID", help="Which run of --tracked; by default the only.")
@click.option("--as-draft", is_flag=True, help="Record it in spite of errors, as a draft.")
@click.option("--require-ready", is_flag=True, help="Record it only where it is no draft.")
@stamp_options
@data_options
@format_option("text", "json")
@workspace_option
def dataset(workspace: Workspace, ref: str, output_format: str, **given: Any) -> int:
    """Check a dataset against its schema and record it under NAME@VERSION."""
    if given["as_draft"] and given["require_ready"]:
        raise click.UsageError("--as-draft and --require-ready exclude each other")
    guideline, split = given["guideline"], given["split"]
    request = DatasetRequest(
        parse_ref(ref, "dataset"),
        given["files"],
        parse_ref(given["schema"], "schema"),
        parse_ref(guideline, "guideline") if guideline else None,
        given["options"],
        tuple(parse_ref(parent, "dataset") for parent in given["parents"]),
        split,
        given["as_draft"],
        tuple(parse_ref(one, "batch") for one in given["batches"]),
        known_as=_known_as(**{name: given[name] for name in ("known_as", "tracked", "run_id")}),
    )
    if split and not given["parents"]:
        print_note("not compared with other splits: name what it is a split of with --parent")
    surveyor = partial(_survey_with_progress, background(workspace))
    write_version(register_dataset(workspace, request, surveyor, given["stamp"]), output_format)
    return 0


@command.command()
@click.argument("ref", metavar="NAME@VERSION")
@click.option("--dataset", "datasets", metavar="NAME@VERSION", multiple=True, required=True)
@click.option("--artifact", type=_FILE, help="The trained file; its sha256 is recorded.")
@click.option("--digest", metavar="sha256:…", help="The artifact's digest, instead of the file.")
@click.option("--metric", "metrics", metavar="NAME=VALUE", multiple=True)
@click.option("--predictions", type=_FILE, help="The model's answers on a test split.")
@click.option("--tested-on", metavar="NAME@VERSION", help="That split; by default the only one.")
@click.option("--code-revision", metavar="REV", help="The commit of the code that trained it.")
@stamp_options
@data_options
@format_option("text", "json")
@workspace_option
def model(workspace: Workspace, ref: str, output_format: str, **given: Any) -> int:
    """Record a model with the dataset versions it was trained on, and how it did on a test split.

    The data options say how --predictions and the test split are read.
    """
    artifact, digest = given["artifact"], given["digest"]
    if artifact and digest:
        raise click.UsageError("give --artifact or --digest, not both")
    if digest and not DIGEST.match(digest):
        raise click.UsageError(f"{digest!r} is no digest: sha256: and 64 hex digits")
    request = ModelRequest(
        parse_ref(ref, "model"),
        tuple(parse_ref(one, "dataset") for one in given["datasets"]),
        artifact,
        digest,
        tuple(_metric(text) for text in given["metrics"]),
        given["predictions"],
        code_revision=given["code_revision"],
        tested_on=parse_ref(given["tested_on"], "dataset") if given["tested_on"] else None,
        options=given["options"],
    )
    write_version(register_model(workspace, request, given["stamp"]), output_format)
    return 0


def _known_as(
    known_as: tuple[str, ...], tracked: tuple[tuple[str, str], ...], run_id: str | None
) -> tuple[ForeignId, ...]:
    found = [parse_foreign_id(text) for text in known_as]
    for system, said in tracked:
        source, _, name = said.partition("#")
        found += data_ids(system, Path(source), run_id, name or None)
    return tuple(found)


def _survey_with_progress(
    known: Background, paths: list[Path], release: SchemaRelease, options: DataOptions
) -> Survey:
    total = BYTES_PASSES * sum(part.stat().st_size for path in paths for part in files_of(path))
    with ProgressBar(total) as bar:
        found = survey(paths, release, options, bar.advance, known)
    if found.has_too_many_slices:
        print_note("the slices are too many to be groups: they are not recorded")
    return found


def _metric(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise SchemactlError(f"--metric {text!r} is not understood", "write --metric NAME=VALUE")
    return name, value
