"""`schemactl register`: record a dataset or a model with what its labels meant."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from schemactl.cli.background import background
from schemactl.cli.data_options import data_options
from schemactl.cli.lineage_text import counted
from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.progress import ProgressBar
from schemactl.cli.register_practice import (
    alias,
    annotator,
    batch,
    deployment,
    quality_report,
)
from schemactl.cli.register_run import command as run_command
from schemactl.cli.stamp_options import stamp_options
from schemactl.data.options import DataOptions
from schemactl.data.stamps import Background
from schemactl.data.survey import BYTES_PASSES, Survey, survey
from schemactl.errors import SchemactlError
from schemactl.files.datasets.catalog import files_of
from schemactl.model.address import parse_ref
from schemactl.model.identifiers import DIGEST
from schemactl.model.lineage import DatasetVersion, ModelVersion
from schemactl.model.release import SchemaRelease
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered
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
    )
    surveyor = partial(_survey_with_progress, background(workspace))
    _write(register_dataset(workspace, request, surveyor, given["stamp"]), output_format)
    return 0


@command.command()
@click.argument("ref", metavar="NAME@VERSION")
@click.option("--dataset", "datasets", metavar="NAME@VERSION", multiple=True, required=True)
@click.option("--artifact", type=_FILE, help="The trained file; its sha256 is recorded.")
@click.option("--digest", metavar="sha256:…", help="The artifact's digest, instead of the file.")
@click.option("--metric", "metrics", metavar="NAME=VALUE", multiple=True)
@click.option("--predictions", type=_FILE, help="The model's answers; their sha256 is recorded.")
@click.option("--code-revision", metavar="REV", help="The commit of the code that trained it.")
@stamp_options
@format_option("text", "json")
@workspace_option
def model(workspace: Workspace, ref: str, output_format: str, **given: Any) -> int:
    """Record a model with the dataset versions it was trained on."""
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
    )
    _write(register_model(workspace, request, given["stamp"]), output_format)
    return 0


def _survey_with_progress(
    known: Background, paths: list[Path], release: SchemaRelease, options: DataOptions
) -> Survey:
    total = BYTES_PASSES * sum(part.stat().st_size for path in paths for part in files_of(path))
    with ProgressBar(total) as bar:
        return survey(paths, release, options, bar.advance, known)


def _metric(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise SchemactlError(f"--metric {text!r} is not understood", "write --metric NAME=VALUE")
    return name, value


def _write(registered: Registered, output_format: str) -> None:
    content = read_content(registered.entry)
    found: dict[str, Any] = {"ref": registered.entry.ref}
    if isinstance(content, DatasetVersion):
        found |= content.digests.model_dump()
        found |= {"state": content.state, "reasons": list(content.reasons)}
        found |= {"schema": content.labeled_under.ref}
        found |= {"guideline": content.guided_by.ref if content.guided_by else None}
        found |= content.model_dump(include={"records", "items", "annotations"})
    elif isinstance(content, ModelVersion):
        found |= {"digest": content.artifact, "metrics": content.metrics}
        found |= {"code_revision": content.code_revision}
        found |= {"datasets": [pin.ref for pin in content.trained_on]}
    found |= {"entry": registered.entry.seq, "new": registered.is_new, "newer": registered.newer}
    if output_format == "json":
        print_json(found)
        return
    verb = "recorded" if registered.is_new else "recorded already:"
    print_lines(f"{verb} {registered.entry.ref} as entry {registered.entry.seq}")
    for name in ("bytes", "rows", "labels", "digest"):
        if found.get(name):
            print_lines(f"  {name:7}{found[name]}")
    if found.get("state") == "draft":
        print_lines(f"  draft: {', '.join(found['reasons'])}")
    if registered.newer:
        entries = counted(registered.newer, "entry is", "entries are")
        print_lines(f"{entries} newer than the last checkpoint: `schemactl registry checkpoint`")
