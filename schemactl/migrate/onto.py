"""Move a draft above what another branch released meanwhile: version, migration file, pins."""

from schemactl.errors import AnswerIsBad, SchemactlError
from schemactl.files.git_tree import GitTree, read_tree, resolve_commit, top_folder
from schemactl.files.schema_file import MigrationFile
from schemactl.files.tree import write_file
from schemactl.files.yaml_edit import set_scalar
from schemactl.model.version import SEMVER, latest, precedence, raised
from schemactl.releases.canonical import digest_of
from schemactl.releases.folder import MANIFEST
from schemactl.releases.frozen import whole
from schemactl.releases.read import versions
from schemactl.releases.schema_draft import SchemaFiles, read_schema_files
from schemactl.workspace import Workspace


def move_onto(workspace: Workspace, name: str, ref: str) -> str | None:
    """Rewrite the draft of a schema so that it follows the last release that a git ref has.

    The step of the version (major, minor or patch) stays what it was. Returns the release that
    the draft follows now, or None where the ref has released nothing new. Raises SchemactlError.
    """
    files = read_schema_files(workspace, name)
    schema = whole(files.schema.document, files.schema.schema)
    ours = versions(workspace, "schema", name)
    tree = read_tree(workspace.root, resolve_commit(workspace.root, ref))
    prefix = _registry_of(workspace, name)
    theirs = _released(tree, prefix)
    theirs_last = latest([*theirs])
    if theirs_last is None or theirs_last in ours:
        return None
    if not ours:
        raise SchemactlError(
            f"{name} was released on {ref}, and never on this branch",
            f"merge {ref} first, then draft the next version",
        )
    step = _step(ours[-1], schema.version)
    version = raised(theirs_last, step)
    digest = digest_of(tree.read(f"{prefix}{theirs_last}/{MANIFEST}"))
    for file in _pending(files, ours):
        _move_migration(workspace, name, file, (theirs_last, digest, version))
    path = workspace.schema_file(name)
    text = set_scalar(files.schema.document.text, ("version",), version)
    write_file(path, text.encode())
    return f"schema:{name}@{theirs_last}"


def _registry_of(workspace: Workspace, name: str) -> str:
    top = top_folder(workspace.root).resolve()
    relative = workspace.root.resolve().relative_to(top).as_posix()
    start = "" if relative == "." else f"{relative}/"
    return f"{start}registry/schemas/{name}/"


def _released(tree: GitTree, prefix: str) -> set[str]:
    found = {
        path[len(prefix) :].split("/", 1)[0]
        for path in tree.blobs
        if path.startswith(prefix) and path.endswith(f"/{MANIFEST}")
    }
    return {version for version in found if SEMVER.match(version)}


def _step(last: str, drafted: str) -> str:
    """Return by which step a draft rises above a release; at least a patch."""
    before, after = precedence(last), precedence(drafted)
    if after.major > before.major:
        return "major"
    return "minor" if after.minor > before.minor else "patch"


def _pending(files: SchemaFiles, released: list[str]) -> list[MigrationFile]:
    return [
        file
        for file in files.migrations
        if file.name not in released and not file.name.startswith("from-")
    ]


def _move_migration(
    workspace: Workspace, name: str, file: MigrationFile, onto: tuple[str, str, str]
) -> None:
    before, digest, version = onto
    text = file.document.text
    try:
        for pointer, value in (
            (("from", "version"), before),
            (("from", "digest"), digest),
            (("to", "version"), version),
        ):
            text = set_scalar(text, pointer, value)
    except LookupError as error:
        raise AnswerIsBad(
            f"{file.document.path} does not say where it starts and leads",
            "give it `from: {schema, version, digest}` and `to: {schema, version}`",
        ) from error
    target = workspace.migrations(name) / f"{version}.yaml"
    write_file(target, text.encode())
    old = workspace.root / file.document.path
    if old != target:
        old.unlink()
