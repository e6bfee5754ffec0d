"""Cut releases: gate, freeze, write, record; all of what was asked for, or nothing."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TypedDict, Unpack

from schemactl.errors import SchemactlError
from schemactl.files.guideline_file import read_guideline_file
from schemactl.files.schema_file import read_schema_file
from schemactl.model.guideline import BuiltWith
from schemactl.model.release import GuidelineRelease, Release, ReleasedGuideline, SchemaRelease
from schemactl.model.version import precedence
from schemactl.registry.changelog_file import (
    ChangelogEdit,
    announce,
    take_back,
    write_changelogs,
)
from schemactl.registry.recording import record_releases
from schemactl.registry.stamp import Stamp
from schemactl.releases.canonical import digest_of
from schemactl.releases.folder import MANIFEST, keep_line_ends, manifest_bytes, write_folder
from schemactl.releases.frozen import Frozen
from schemactl.releases.guideline_draft import freeze_guideline
from schemactl.releases.read import read_guideline, read_schema, versions
from schemactl.releases.schema_draft import freeze_schema, read_schema_files
from schemactl.validate.engine import Report, validate
from schemactl.workspace import Workspace


class Target(NamedTuple):
    """A working copy that is to be released."""

    kind: str
    name: str


class Cut(NamedTuple):
    """One release that was made, or would be, and what its changelog says of it."""

    ref: str
    digest: str
    folder: Path
    changelog: ChangelogEdit


class Outcome(NamedTuple):
    """What the gate found, and what was released: nothing where it found errors."""

    report: Report
    released: tuple[Cut, ...]


def pending(workspace: Workspace) -> list[Target]:
    """Return every working copy whose version is higher than its last release, schemas first."""
    names = [Target("schema", name) for name in workspace.schema_names()]
    names += [Target("guideline", name) for name in workspace.guideline_names()]
    return [target for target in names if _is_ahead(workspace, target)]


class Said(TypedDict, total=False):
    """What may be said of a release: by whom it was made, a remark, and why."""

    actor: str | None
    note: str | None
    reason: str | None


def cut(
    workspace: Workspace,
    targets: Iterable[Target],
    *,
    at: str,
    dry_run: bool = False,
    **said: Unpack[Said],
) -> Outcome:
    """Release working copies. Raises SchemactlError where a version exists already.

    Nothing is written where the gate (the errors of the configured profile) finds something, and
    nothing stays written where a later step fails.
    """
    ordered = sorted(set(targets), key=lambda target: (target.kind != "schema", target.name))
    for target in ordered:
        _refuse_existing(workspace, target)
    folders = [_working_folder(workspace, target) for target in ordered]
    report = validate(workspace, folders, today=at[: len("YYYY-MM-DD")])
    if report.count("error"):
        return Outcome(report, ())
    frozen = _freeze(workspace, ordered)
    cuts = tuple(
        _cut_of(workspace, one, announce(workspace, one.release, report, at)) for one in frozen
    )
    if cuts and not dry_run:
        _write(workspace, frozen, cuts, Stamp(at, **said))
    return Outcome(report, cuts)


def _working_folder(workspace: Workspace, target: Target) -> Path:
    parent = workspace.schemas if target.kind == "schema" else workspace.guidelines
    return parent / target.name


def _draft_version(workspace: Workspace, target: Target) -> str | None:
    """Return the version that a working copy says; None where it cannot be read."""
    if target.kind == "schema":
        schema = read_schema_file(workspace, workspace.schema_file(target.name)).schema
        return None if schema is None else schema.version
    guideline = read_guideline_file(workspace, workspace.guideline_file(target.name)).guideline
    return None if guideline is None else guideline.version


def _is_ahead(workspace: Workspace, target: Target) -> bool:
    known = versions(workspace, target.kind, target.name)
    draft = _draft_version(workspace, target)
    # One that cannot be read is a target too: the gate says what is wrong with it.
    return not known or draft is None or precedence(draft) > precedence(known[-1])


def _refuse_existing(workspace: Workspace, target: Target) -> None:
    file = {
        "schema": workspace.schema_file(target.name),
        "guideline": workspace.guideline_file(target.name),
    }[target.kind]
    if not file.is_file():
        raise SchemactlError(
            f"{workspace.relative(file)}: no such file",
            f"name a {target.kind} that has a working copy, as {target.kind}:NAME",
        )
    draft = _draft_version(workspace, target)
    if draft in versions(workspace, target.kind, target.name):
        raise SchemactlError(
            f"{target.kind}:{target.name}@{draft} is released already",
            f"raise `version` in {workspace.relative(file)}; a release never changes",
        )


def _freeze(
    workspace: Workspace, targets: list[Target]
) -> list[Frozen[SchemaRelease] | Frozen[GuidelineRelease]]:
    frozen: list[Frozen[SchemaRelease] | Frozen[GuidelineRelease]] = []
    new: dict[str, BuiltWith] = {}
    for target in targets:
        if target.kind == "schema":
            schema = freeze_schema(workspace, read_schema_files(workspace, target.name))
            ref = schema.release.ref
            digest = digest_of(manifest_bytes(ref, schema.release.previous, schema.content))
            new[target.name] = BuiltWith(ref=ref, digest=digest)
            frozen.append(schema)
        else:
            files = read_guideline_file(workspace, workspace.guideline_file(target.name))
            guideline = freeze_guideline(workspace, files, new)
            _refuse_unpinned(guideline.release.guideline)
            frozen.append(guideline)
    return frozen


def _refuse_unpinned(guideline: ReleasedGuideline) -> None:
    if guideline.built_with is None:
        covers = guideline.covers
        raise SchemactlError(
            f"guideline:{guideline.name} covers schema {covers.name} {covers.versions}, "
            "of which no version is released",
            f"release schema:{covers.name} first, or both at once",
        )


def _cut_of(
    workspace: Workspace,
    frozen: Frozen[SchemaRelease] | Frozen[GuidelineRelease],
    changelog: ChangelogEdit,
) -> Cut:
    release = frozen.release
    kind, _, address = release.ref.partition(":")
    name, _, version = address.partition("@")
    manifest = manifest_bytes(release.ref, release.previous, frozen.content)
    folder = workspace.release_folder(kind, name, version)
    return Cut(release.ref, digest_of(manifest), folder, changelog)


def _write(
    workspace: Workspace,
    frozen: list[Frozen[SchemaRelease] | Frozen[GuidelineRelease]],
    cuts: tuple[Cut, ...],
    stamp: Stamp,
) -> None:
    written: list[Path] = []
    edits = [made.changelog for made in cuts]
    try:
        for one, made in zip(frozen, cuts, strict=True):
            manifest = manifest_bytes(one.release.ref, one.release.previous, one.content)
            write_folder(made.folder, {**one.source, **one.content, MANIFEST: manifest})
            written.append(made.folder)
        keep_line_ends(workspace.root)
        write_changelogs(edits)
        record_releases(workspace, [_read(workspace, made) for made in cuts], stamp)
    except BaseException:
        for folder in written:
            shutil.rmtree(folder, ignore_errors=True)
        take_back(edits)
        raise


def _read(workspace: Workspace, made: Cut) -> Release:
    kind, name, version = made.folder.parent.parent.name, made.folder.parent.name, made.folder.name
    read = read_schema if kind == "schemas" else read_guideline
    return read(workspace, name, version)
