"""Read releases from their folders: every byte is checked against the manifest first."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from schemactl.errors import SchemactlError
from schemactl.model.address import LATEST, Ref
from schemactl.model.finding import Diagnostic, Region
from schemactl.model.guideline import Ruling
from schemactl.model.migration import Migration, Translations
from schemactl.model.page_translation import FOLDER, by_language
from schemactl.model.release import (
    GuidelineRelease,
    Manifest,
    ReleasedGuideline,
    ReleasedSchema,
    SchemaRelease,
)
from schemactl.model.version import SEMVER, latest, precedence
from schemactl.releases.canonical import digest_of
from schemactl.releases.folder import MANIFEST, SOURCE
from schemactl.releases.recurring import RecurringLabels
from schemactl.workspace import Workspace

RULE = "release-edited"


def released_names(workspace: Workspace, kind: str) -> list[str]:
    """Return the names that have a release, sorted; kind is schema or guideline."""
    folder = workspace.registry / f"{kind}s"
    if not folder.is_dir():
        return []
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    return [name for name in names if versions(workspace, kind, name)]


def versions(workspace: Workspace, kind: str, name: str) -> list[str]:
    """Return the released versions of a schema or guideline, lowest first."""
    folder = workspace.registry / f"{kind}s" / name
    if not folder.is_dir():
        return []
    # A folder that begins with a dot is one that was being written when something stopped.
    found = [entry.name for entry in folder.iterdir() if SEMVER.match(entry.name)]
    return sorted(found, key=precedence)


def resolve(workspace: Workspace, ref: Ref) -> Ref:
    """Turn `latest` into a version, and make sure that the release exists."""
    known = versions(workspace, ref.kind, ref.name)
    if not known:
        names = released_names(workspace, ref.kind)
        raise SchemactlError(
            f"{ref.kind} {ref.name!r} has no release",
            f"released {ref.kind}s: {', '.join(names)}" if names else "run `schemactl release`",
        )
    version = latest(known) if ref.version == LATEST else ref.version
    if version not in known:
        raise SchemactlError(f"{ref} does not exist", f"released versions: {', '.join(known)}")
    return ref._replace(version=str(version))


def release_digest(workspace: Workspace, kind: str, name: str, version: str) -> str:
    """Return the digest of a release whose bytes were checked. Raises SchemactlError."""
    return _checked(workspace, kind, name, version)[1]


def read_schemas(workspace: Workspace, name: str, wanted: Sequence[str]) -> list[SchemaRelease]:
    """Read several releases of a schema, in which equal labels are one object; as `read_schema`."""
    recurring = RecurringLabels()
    return [_read_schema(workspace, name, version, recurring) for version in wanted]


def read_schema(workspace: Workspace, name: str, version: str) -> SchemaRelease:
    """Read a schema release. Raises SchemactlError where a byte differs from the manifest."""
    return _read_schema(workspace, name, version, None)


def _read_schema(
    workspace: Workspace, name: str, version: str, recurring: RecurringLabels | None
) -> SchemaRelease:
    manifest, digest, folder = _checked(workspace, "schema", name, version)
    paths = [file.path for file in manifest.files]
    try:
        migration = None
        if "migration.json" in paths:
            migration = Migration.model_validate(_json(folder / "migration.json"))
        return SchemaRelease(
            manifest.ref,
            digest,
            manifest.previous,
            folder,
            _schema(folder / "schema.json", recurring),
            migration,
            {
                Path(path).stem: Translations.model_validate(_json(folder / path))
                for path in paths
                if path.startswith("translations/")
            },
        )
    except (ValidationError, orjson.JSONDecodeError, FileNotFoundError) as error:
        raise _too_new(manifest.ref, error) from error


def read_guideline(workspace: Workspace, name: str, version: str) -> GuidelineRelease:
    """Read a guideline release. Raises SchemactlError where a byte differs from the manifest."""
    manifest, digest, folder = _checked(workspace, "guideline", name, version)
    try:
        guideline = ReleasedGuideline.model_validate(_json(folder / "guideline.json"))
        pages = {
            page: (folder / "pages" / page).read_text(encoding="utf-8") for page in guideline.pages
        }
        rulings = tuple(
            Ruling.model_validate(_json(folder / file.path))
            for file in manifest.files
            if file.path.startswith("rulings/")
        )
        translated = [
            (Path(file.path).name, (folder / file.path).read_text(encoding="utf-8"))
            for file in manifest.files
            if file.path.startswith(f"{FOLDER}/")
        ]
    except (ValidationError, orjson.JSONDecodeError, FileNotFoundError) as error:
        raise _too_new(manifest.ref, error) from error
    return GuidelineRelease(
        manifest.ref,
        digest,
        manifest.previous,
        folder,
        guideline,
        pages,
        rulings,
        by_language(translated, pages),
    )


def verify_releases(workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield every stored byte that differs from its manifest, over all releases."""
    for kind in ("schema", "guideline"):
        for name in released_names(workspace, kind):
            for version in versions(workspace, kind, name):
                folder = workspace.release_folder(kind, name, version)
                yield from _differences(workspace, folder, f"{kind}:{name}@{version}")


def _checked(
    workspace: Workspace, kind: str, name: str, version: str
) -> tuple[Manifest, str, Path]:
    folder = workspace.release_folder(kind, name, version)
    if not folder.is_dir():
        resolve(workspace, Ref(kind, name, version))
    for problem in _differences(workspace, folder, f"{kind}:{name}@{version}"):
        raise SchemactlError(f"{problem.file}: {problem.message}", problem.hint)
    content = (folder / MANIFEST).read_bytes()
    return Manifest.model_validate(orjson.loads(content)), digest_of(content), folder


def _differences(workspace: Workspace, folder: Path, ref: str) -> Iterator[Diagnostic]:
    path = folder / MANIFEST
    shown = workspace.relative(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        yield _edited(shown, f"the manifest of {ref} is missing")
        return
    if b"\r" in content:
        yield _edited(shown, "the manifest has CRLF line ends", LINE_ENDS)
        return
    try:
        manifest = Manifest.model_validate(orjson.loads(content))
    except (ValidationError, orjson.JSONDecodeError):
        yield _edited(shown, f"the manifest of {ref} cannot be read")
        return
    if manifest.ref != ref:
        yield _edited(shown, f"the manifest is one of {manifest.ref}, not of {ref}")
    for file in manifest.files:
        yield from _difference(workspace, folder, file.path, file.sha256)
    listed = {file.path for file in manifest.files} | {MANIFEST}
    for extra in sorted(folder.rglob("*")):
        relative = extra.relative_to(folder).as_posix()
        is_source = relative.split("/", 1)[0] == SOURCE
        if extra.is_file() and relative not in listed and not is_source:
            message = f"{ref} was released without this file"
            yield _edited(workspace.relative(extra), message, "remove the file")


def _difference(
    workspace: Workspace, folder: Path, path: str, expected: str
) -> Iterator[Diagnostic]:
    file = folder / path
    shown = workspace.relative(file)
    workspace.inside(file)
    try:
        content = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        yield _edited(shown, "a released file is missing")
        return
    if hashlib.sha256(content).hexdigest() == expected:
        return
    as_released = content.replace(b"\r\n", b"\n")
    if hashlib.sha256(as_released).hexdigest() == expected:
        yield _edited(shown, "a released file has CRLF line ends; its text is unchanged", LINE_ENDS)
    else:
        yield _edited(shown, "a released file was edited: its bytes do not match the manifest")


LINE_ENDS = (
    "add `registry/** -text` to .gitattributes, then `git rm -q -r --cached registry` and "
    "`git checkout HEAD -- registry`"
)


def _edited(shown: str, message: str, hint: str = "") -> Diagnostic:
    hint = hint or f"restore it with `git checkout -- {shown}`, and release a new version instead"
    return Diagnostic(RULE, "error", message, shown, Region(), None, hint)


def _schema(path: Path, recurring: RecurringLabels | None) -> ReleasedSchema:
    document = _json(path)
    if recurring is not None:
        recurring.put_in(document)
    return ReleasedSchema.model_validate(document)


def _json(path: Path) -> Any:
    return orjson.loads(path.read_bytes())


def _too_new(ref: str, error: Exception) -> SchemactlError:
    first = str(error).splitlines()[0]
    return SchemactlError(
        f"{ref} cannot be read: {first}",
        "its bytes are as released; it may have been written by a newer schemactl",
    )
