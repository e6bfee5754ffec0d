"""Practice: batches and deployments, and names that move from version to version."""

from pathlib import Path
from typing import Literal, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.model.address import LATEST, RELEASED_KINDS, Ref
from schemactl.model.lineage import Alias, Batch, Deployment
from schemactl.registry.content import read_content
from schemactl.registry.facts import (
    Registered,
    next_version,
    pin_all,
    read_rules,
    record_fact,
    refuse_moving,
    stamped,
)
from schemactl.registry.opening import writing
from schemactl.registry.stamp import Stamp, digest_of_file, moment
from schemactl.registry.store import Store
from schemactl.workspace import Workspace


class BatchRequest(NamedTuple):
    """What a user says of a batch."""

    ref: Ref
    schema: Ref
    guideline: Ref | None = None
    annotators: tuple[Ref, ...] = ()
    since: str | None = None
    until: str | None = None
    tool: str | None = None
    tool_setup: Path | None = None
    handbook: Path | None = None
    blinded: bool | None = None


class DeploymentRequest(NamedTuple):
    """What a user says of a deployment; `what` is a schema or a model."""

    ref: Ref
    what: Ref
    to: str
    since: str
    until: str | None = None
    guideline: Ref | None = None
    tool: str | None = None


def register_batch(workspace: Workspace, request: BatchRequest, stamp: Stamp) -> Registered:
    """Record a batch with what its annotators were given."""
    refuse_moving(request.ref)
    rules = read_rules(workspace, request.schema, request.guideline)
    _in_order(request.since, request.until)
    setup, handbook = (
        digest_of_file(path) if path else None for path in (request.tool_setup, request.handbook)
    )
    with writing(workspace) as store:
        content = Batch(
            labeled_under=rules.labeled_under,
            guided_by=rules.guided_by,
            annotators=tuple(sorted({_known(store, ref) for ref in request.annotators})),
            since=request.since,
            until=request.until,
            tool=request.tool,
            tool_setup=setup,
            handbook=handbook,
            blinded=request.blinded,
        )
        return record_fact(workspace, store, stamped(request.ref, content, stamp))


def register_deployment(
    workspace: Workspace, request: DeploymentRequest, stamp: Stamp
) -> Registered:
    """Record that a schema is used in a labeling project, or a model in production."""
    refuse_moving(request.ref)
    _in_order(request.since, request.until)
    purpose: Literal["labeling", "production"] = "production"
    guided_by = None
    if request.what.kind == "schema":
        purpose = "labeling"
        guided_by = read_rules(workspace, request.what, request.guideline).guided_by
    elif request.what.kind != "model" or request.guideline is not None:
        raise SchemactlError(
            f"{request.what} cannot be deployed like this",
            "deploy a schema, with its guideline, to a labeling project, or a model",
        )
    with writing(workspace) as store:
        content = Deployment(
            deployed_as=pin_all(workspace, store, [request.what])[0],
            guided_by=guided_by,
            purpose=purpose,
            to=request.to,
            tool=request.tool,
            since=request.since,
            until=request.until,
        )
        return record_fact(workspace, store, stamped(request.ref, content, stamp))


def move_alias(workspace: Workspace, alias: Ref, target: Ref, stamp: Stamp) -> Registered:
    """Let a name such as model:router@production point to a version; each move is an entry."""
    if alias.kind in RELEASED_KINDS or alias[:2] != target[:2] or alias.version == LATEST:
        raise SchemactlError(
            f"{alias} cannot point to {target}",
            "an alias belongs to one dataset, model, batch or deployment and its own versions",
        )
    refuse_moving(alias)
    with writing(workspace) as store:
        if store.find(str(alias)) is not None:
            raise SchemactlError(f"{alias} is a version already", "choose another name")
        content = Alias(points_to=pin_all(workspace, store, [target])[0])
        subject = f"{alias.kind}:{alias.name}:{alias.version}"
        latest = store.latest(f"alias:{subject}")
        sealed = store.find(latest) if latest else None
        if latest and sealed and read_content(sealed.entry) == content:
            version = latest.rpartition("@")[2]
        else:
            version = next_version(latest)
        return record_fact(
            workspace, store, stamped(Ref("alias", subject, version), content, stamp)
        )


def _known(store: Store, annotator: Ref) -> str:
    """Return the pseudonym's ref without a version: what is known of somebody grows."""
    subject = f"annotator:{annotator.name}"
    if store.latest(subject) is None:
        raise SchemactlError(
            f"no annotator {annotator.name} is registered", "see `schemactl register annotator`"
        )
    return subject


def _in_order(since: str | None, until: str | None) -> None:
    for one in (since, until):
        if one is not None:
            moment(one, "the time")
    if since and until and until < since:
        raise SchemactlError(f"{until} is before {since}", "give the earlier time first")
