"""Draft a migration file: a step for every difference that its author has to decide."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.diff.advice import one_line, proposed_step
from schemactl.diff.candidates import Candidate, candidates
from schemactl.diff.comparison import compare
from schemactl.diff.judgement import Judgement, Verdict
from schemactl.diff.verdict import judge
from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.schema_file import MigrationFile
from schemactl.files.tree import write_file
from schemactl.files.yaml_edit import set_scalar
from schemactl.files.yaml_fix import last_end
from schemactl.files.yaml_tree import Document
from schemactl.files.yaml_write import render_yaml
from schemactl.model.release import SchemaRelease
from schemactl.model.schema import Schema
from schemactl.model.version import precedence, raised
from schemactl.releases.approval import approval_content
from schemactl.releases.folder import merge_steps_by_line
from schemactl.releases.frozen import whole
from schemactl.releases.schema_draft import (
    SchemaFiles,
    freeze_schema,
    last_release,
    read_schema_files,
    resolve_draft,
)
from schemactl.workspace import Workspace

HEAD = """\
# What changed on the way to this version, and what becomes of labels that exist.
# Replace every CHOOSE; `schemactl validate` says what is still open.
"""


class Drafted(NamedTuple):
    """A migration file as written: which steps were added, and what was proposed."""

    file: Path
    added: tuple[str, ...]
    proposed: tuple[Candidate, ...]
    verdict: Verdict


def draft_migration(workspace: Workspace, name: str) -> Drafted:
    """Write the migration from the last release to the working copy, or add what it lacks.

    What a person wrote is kept to the letter. Raises SchemactlError where there is nothing to
    migrate from, AnswerIsBad where the schema is broken or its version is not raised.
    """
    if not workspace.schema_file(name).is_file():
        raise SchemactlError(f"there is no schema {name!r}", "see the folders in schemas/")
    files = read_schema_files(workspace, name)
    schema = whole(files.schema.document, files.schema.schema)
    last = last_release(workspace, name)
    if last is None:
        raise SchemactlError(
            f"schema {name!r} has no release to migrate from", "run `schemactl release` first"
        )
    pending = _pending(files, last, workspace, schema)
    resolved = resolve_draft(workspace, schema, pending and pending.migration, last)
    changes = compare(last.schema, resolved, pending and pending.migration)
    verdict = judge(changes, pending and pending.migration, last.schema, resolved)
    _check_raised(schema, last, verdict)
    steps = list(_open_steps(verdict.judgements, pending))
    proposed = candidates(last.schema, resolved, pending and pending.migration)
    target = workspace.migrations(name) / f"{schema.version}.yaml"
    text = _header(last, schema) if pending is None else _renamed(pending, schema)
    lines = [*_proposals(proposed, text), *(line for step in steps for line in step)]
    if lines or pending is None or pending.name != schema.version:
        write_file(target, _readable(_with_steps(text, lines), pending).encode())
        merge_steps_by_line(workspace.root)
        if pending is not None and pending.name != schema.version:
            (workspace.root / pending.document.path).unlink()
    return Drafted(target, tuple(_named(step) for step in steps), proposed, verdict)


def content_to_approve(workspace: Workspace, name: str) -> str | None:
    """Return the digest that approvals of a draft state; None while something is open."""
    try:
        frozen = freeze_schema(workspace, read_schema_files(workspace, name))
    except SchemactlError:
        return None
    return approval_content(frozen.content)


def _pending(
    files: SchemaFiles, last: SchemaRelease, workspace: Workspace, schema: Schema
) -> MigrationFile | None:
    """Return the migration that is not released yet. Raises AnswerIsBad where there are several."""
    released = {path.name for path in last.folder.parent.iterdir()}
    found = [
        file
        for file in files.migrations
        if file.name not in released and not file.name.startswith("from-")
    ]
    if len(found) > 1:
        named = ", ".join(file.document.path for file in found)
        raise AnswerIsBad(
            f"there is more than one migration that is not released: {named}",
            f"move the steps into one file, {schema.version}.yaml",
        )
    for file in found:
        syntax = [p for p in file.document.problems if file.document.data is None]
        for problem in syntax:
            where = f"{problem.file}:{problem.region.line}:{problem.region.column}"
            raise AnswerIsBad(f"{where}: {problem.message}", problem.hint)
        workspace.inside(workspace.root / file.document.path)
    return found[0] if found else None


def _check_raised(schema: Schema, last: SchemaRelease, verdict: Verdict) -> None:
    version = last.schema.version
    if precedence(schema.version) <= precedence(version):
        raise AnswerIsBad(
            f"version {schema.version} is not above the released {version}",
            f"raise `version`, to {raised(version, verdict.minimum_bump)} as far as is known",
        )


def _open_steps(
    judgements: Iterable[Judgement], pending: MigrationFile | None
) -> Iterator[tuple[str, ...]]:
    """Yield the lines of each step that is missing and not already waiting for an answer."""
    known = _keys(pending.document.data) if pending is not None else set()
    for judgement in judgements:
        if judgement.declared or not judgement.missing:
            continue
        lines = judgement.missing
        keys = _keys(Document("", "\n".join(("steps:", *lines)).encode()).data)
        if not keys <= known:
            known |= keys
            yield _one_line(lines) if judgement.change.kind == "label-added" else lines


def _keys(data: Any) -> set[str]:
    """Return what each step is about, as one text a step."""
    steps = data.get("steps") if isinstance(data, dict) else None
    found = set()
    for step in steps if isinstance(steps, list) else []:
        if isinstance(step, dict):
            about = [step.get(key) for key in _ABOUT]
            found.add(repr(about))
    return found


_ABOUT = ("change", "label", "rule", "attribute", "from", "to", "was")


def _one_line(lines: tuple[str, ...]) -> tuple[str, ...]:
    (step,) = Document("", "\n".join(("steps:", *lines)).encode()).data["steps"]
    return (f"  {one_line(step)}",)


def _named(step: tuple[str, ...]) -> str:
    """Return a step in a few words: its kind and what it is about."""
    (data,) = Document("", "\n".join(("steps:", *step)).encode()).data["steps"]
    about = next((data[key] for key in _ABOUT[1:] if key in data), data.get("task", ""))
    return f"{data['change']} {about}"


def _header(last: SchemaRelease, schema: Schema) -> str:
    ends = {
        "schemactl": 1,
        "from": {"schema": schema.name, "version": last.schema.version, "digest": last.digest},
        "to": {"schema": schema.name, "version": schema.version},
    }
    return f"{HEAD}{render_yaml(ends)}steps:\n"


def _renamed(pending: MigrationFile, schema: Schema) -> str:
    """Return the text of a pending migration, with the version that is drafted now."""
    text = pending.document.text
    if pending.name == schema.version:
        return text
    try:
        return set_scalar(text, ("to", "version"), schema.version)
    except LookupError as error:
        raise AnswerIsBad(
            f"{pending.document.path} does not say where it leads",
            f"give it `to: {{schema: {schema.name}, version: {schema.version}}}`",
        ) from error


def _proposals(proposed: Iterable[Candidate], text: str) -> Iterator[str]:
    """Yield comments for labels that may be others under a new id; nothing is assumed."""
    for candidate in proposed:
        said = (
            f"  # {', '.join(candidate.source)} may be {', '.join(candidate.target)} now "
            f"({candidate.score:.2f}): then write this instead of the steps for these labels:"
        )
        if said not in text:
            yield said
            yield f"  # {proposed_step(candidate)}"


def _readable(text: str, pending: MigrationFile | None) -> str:
    """Return the text. Raises AnswerIsBad where steps cannot be added to what stands there."""
    if pending is not None and Document("", text.encode()).data is None:
        raise AnswerIsBad(
            f"{pending.document.path}: `steps` is no list that steps can be added to",
            "write each step on a line of its own that begins with `- `",
        )
    return text


def _with_steps(text: str, lines: list[str]) -> str:
    """Add lines at the end of the list of steps, in front of whatever follows it."""
    if not lines:
        return text
    added = "\n".join(lines) + "\n"
    document = Document("", text.encode())
    node, found = document.node(("steps",))
    if not found or node is None:
        return f"{text.rstrip(chr(10))}\nsteps:\n{added}"
    if not node.value:
        return f"{text.rstrip(chr(10))}\n{added}" if text.rstrip().endswith("steps:") else text
    at = text.find("\n", last_end(node) - 1)
    if at < 0:
        return f"{text}\n{added}"
    return f"{text[: at + 1]}{added}{text[at + 1 :]}"
