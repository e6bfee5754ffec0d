"""`schemactl register batch|annotator|deployment|quality-report|alias`: practice around labels."""

from pathlib import Path
from typing import Any

import click

from schemactl.cli.options import format_option, workspace_option
from schemactl.cli.output import print_json, print_lines
from schemactl.cli.stamp_options import stamp_options
from schemactl.model.address import Ref, parse_ref
from schemactl.registry.annotators import AnnotatorRequest, register_annotator
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered
from schemactl.registry.practice import (
    BatchRequest,
    DeploymentRequest,
    move_alias,
    register_batch,
    register_deployment,
)
from schemactl.registry.practised import PASS_MARK, held_against_release, named_after
from schemactl.registry.quality import KIND, QualityRequest, register_quality
from schemactl.registry.stamp import Stamp, moment
from schemactl.workspace import Workspace

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_from = click.option("--from", "since", metavar="DATE", help="When it began.")
_until = click.option("--to", "until", metavar="DATE", help="When it ended.")
_tool = click.option("--tool", help="The labeling tool and its version.")
_guideline = click.option("--guideline", metavar="NAME@VERSION", help="What annotators were told.")


@click.command()
@click.argument("ref", metavar="NAME@VERSION")
@click.option("--schema", metavar="NAME@VERSION", required=True, help="What the labels mean.")
@_guideline
@click.option("--annotator", "annotators", metavar="PSEUDONYM", multiple=True, help="Who labeled.")
@_from
@_until
@_tool
@click.option("--tool-setup", type=_FILE, help="The tool's configuration; its sha256 is recorded.")
@click.option("--handbook", type=_FILE, help="What annotators read; its sha256 is recorded.")
@click.option("--blinded/--not-blinded", default=None, help="Whether answers were kept apart.")
@stamp_options
@format_option("text", "json")
@workspace_option
def batch(workspace: Workspace, ref: str, stamp: Stamp, output_format: str, **given: Any) -> int:
    """Record annotations that were made under the same rules and tool set-up."""
    request = BatchRequest(
        parse_ref(ref, "batch"),
        parse_ref(given["schema"], "schema"),
        _guideline_ref(given),
        tuple(_annotator(one) for one in given["annotators"]),
        _moment(given, "since", "--from"),
        _moment(given, "until", "--to"),
        given["tool"],
        given["tool_setup"],
        given["handbook"],
        given["blinded"],
    )
    write_registered(register_batch(workspace, request, stamp), output_format)
    return 0


@click.command()
@click.argument("pseudonym", required=False)
@click.option("--person", metavar="NAME", help="Their name; kept in registry/people.db alone.")
@click.option("--role", help="What they are, such as nurse or lawyer.")
@click.option(
    "--qualification", "qualifications", multiple=True, help="What they are qualified for."
)
@click.option(
    "--qualified-by",
    type=_FILE,
    help="The result of practice, as the handbook gives it; without --qualification it is named.",
)
@click.option(
    "--pass-mark",
    type=click.FloatRange(0, 1),
    default=PASS_MARK,
    show_default=True,
    help="With --qualified-by: the share of right answers that is enough.",
)
@click.option(
    "--acknowledge", metavar="NAME@VERSION", multiple=True, help="A guideline that they have read."
)
@stamp_options
@format_option("text", "json")
@workspace_option
def annotator(
    workspace: Workspace, pseudonym: str | None, stamp: Stamp, output_format: str, **given: Any
) -> int:
    """Record somebody who labels, under a random pseudonym, or what is new about PSEUDONYM."""
    qualified = given["qualified_by"]
    practised = (
        held_against_release(workspace, qualified, given["pass_mark"]) if qualified else None
    )
    request = AnnotatorRequest(
        _annotator(pseudonym).name if pseudonym else None,
        given["person"],
        given["role"],
        given["qualifications"] or named_after(practised),
        tuple(parse_ref(one, "guideline") for one in given["acknowledge"]),
        (practised,) if practised else (),
    )
    write_registered(register_annotator(workspace, request, stamp), output_format)
    return 0


@click.command()
@click.argument("ref", metavar="NAME@VERSION")
@click.option("--schema", metavar="NAME@VERSION", help="The schema that is used for labeling.")
@click.option("--model", metavar="NAME@VERSION", help="The model that is used in production.")
@click.option("--at", "to", metavar="PLACE", required=True, help="The project, or the service.")
@_guideline
@_tool
@click.option("--from", "since", metavar="DATE", required=True, help="When it began.")
@_until
@stamp_options
@format_option("text", "json")
@workspace_option
def deployment(
    workspace: Workspace, ref: str, stamp: Stamp, output_format: str, **given: Any
) -> int:
    """Record that a schema is used in a labeling project, or a model in production."""
    schema, model = given["schema"], given["model"]
    if bool(schema) == bool(model):
        raise click.UsageError("give --schema or --model")
    request = DeploymentRequest(
        parse_ref(ref, "deployment"),
        parse_ref(schema, "schema") if schema else parse_ref(model, "model"),
        given["to"],
        moment(given["since"], "--from"),
        _moment(given, "until", "--to"),
        _guideline_ref(given),
        given["tool"],
    )
    write_registered(register_deployment(workspace, request, stamp), output_format)
    return 0


@click.command("quality-report")
@click.argument("ref", metavar="NAME@VERSION")
@click.argument("files", metavar="FILE…", type=_FILE, nargs=-1, required=True)
@click.option(
    "--dataset", "datasets", metavar="NAME@VERSION", multiple=True, help="What was measured."
)
@click.option(
    "--batch", "batches", metavar="NAME@VERSION", multiple=True, help="What was measured."
)
@click.option("--schema", metavar="NAME@VERSION", help="What the labels mean, if not as recorded.")
@_guideline
@click.option("--task", help="The task of the labels, where several tasks have them.")
@stamp_options
@format_option("text", "json")
@workspace_option
def quality_report(
    workspace: Workspace, ref: str, stamp: Stamp, output_format: str, **given: Any
) -> int:
    """Record measured agreement and confusions: the JSON of `quality agreement|confusions`."""
    request = QualityRequest(
        parse_ref(ref, KIND),
        given["files"],
        (
            *(parse_ref(one, "dataset") for one in given["datasets"]),
            *(parse_ref(one, "batch") for one in given["batches"]),
        ),
        parse_ref(given["schema"], "schema") if given["schema"] else None,
        _guideline_ref(given),
        given["task"],
    )
    write_registered(register_quality(workspace, request, stamp), output_format)
    return 0


@click.command()
@click.argument("alias", metavar="KIND:NAME@ALIAS")
@click.argument("target", metavar="KIND:NAME@VERSION")
@stamp_options
@format_option("text", "json")
@workspace_option
def alias(workspace: Workspace, alias: str, target: str, stamp: Stamp, output_format: str) -> int:
    """Let a name such as model:router@production point to a version; moves are recorded."""
    done = move_alias(workspace, parse_ref(alias), parse_ref(target), stamp)
    write_registered(done, output_format)
    return 0


def write_registered(registered: Registered, output_format: str) -> None:
    """Write what was recorded, and where."""
    entry = registered.entry
    if output_format == "json":
        said = read_content(entry).model_dump(mode="json")
        print_json(
            {
                "ref": entry.ref,
                **said,
                "entry": entry.seq,
                "new": registered.is_new,
                "newer": registered.newer,
                **entry.model_dump(include={"as_of", "reason"}),
            }
        )
        return
    verb = "recorded" if registered.is_new else "recorded already:"
    print_lines(f"{verb} {entry.ref} as entry {entry.seq}")


def _guideline_ref(given: dict[str, Any]) -> Ref | None:
    return parse_ref(given["guideline"], "guideline") if given["guideline"] else None


def _annotator(text: str) -> Ref:
    return parse_ref(f"annotator:{text.removeprefix('annotator:').partition('@')[0]}@latest")


def _moment(given: dict[str, Any], name: str, option: str) -> str | None:
    return moment(given[name], option) if given[name] else None
