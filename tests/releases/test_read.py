"""Reading releases: every byte is checked, and every difference is found and named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref
from schemactl.releases.canonical import digest_of
from schemactl.releases.read import (
    read_guideline,
    read_schema,
    read_schemas,
    release_digest,
    released_names,
    resolve,
    verify_releases,
    versions,
)
from schemactl.workspace import Workspace
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)

MIGRATION = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 1.0.0}
"""
RULING = "id: r-1\nitem: Text 7\nuse: positive\ndate: 2026-11-20\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a repository with a released schema and a released guideline."""
    found = a_repository(
        tmp_path,
        {
            "schemas/sentiment/schema.yaml": SHORT_FORM,
            "schemas/sentiment/migrations/1.0.0.yaml": MIGRATION,
            "schemas/sentiment/translations/de.yaml": "schemactl: 1\nlanguage: de\n",
            "guidelines/sentiment/guideline.yaml": GUIDELINE,
            "guidelines/sentiment/index.md": "# Mood\r\n![x](x.png)\r",
            "guidelines/sentiment/x.png": b"\r\n",
            "guidelines/sentiment/rulings/r-1.yaml": RULING,
        },
    )
    release_schema(found, "sentiment")
    release_guideline(found, "sentiment")
    return found


def found_wrong(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the file and message of everything that differs, with the part that counts."""
    return [(Path(str(d.file)).name, d.message) for d in verify_releases(workspace)]


def test_what_was_released_is_read_back(workspace: Workspace) -> None:
    release = read_schema(workspace, "sentiment", "1.0.0")
    assert (release.ref, release.previous) == ("schema:sentiment@1.0.0", None)
    assert [label.index for label in release.schema.tasks[0].labels] == [0, 1]
    assert release.migration is not None
    assert list(release.translations) == ["de"]
    guide = read_guideline(workspace, "sentiment", "1.0.0")
    assert guide.pages == {"index.md": "# Mood\n![x](x.png)\n"}
    assert [ruling.id for ruling in guide.rulings] == ["r-1"]
    assert guide.guideline.built_with is not None
    assert guide.guideline.built_with.digest == release.digest
    assert list(verify_releases(workspace)) == []


def test_the_digest_is_that_of_the_manifest_s_bytes(workspace: Workspace) -> None:
    folder = workspace.release_folder("schema", "sentiment", "1.0.0")
    digest = digest_of((folder / "manifest.json").read_bytes())
    assert release_digest(workspace, "schema", "sentiment", "1.0.0") == digest
    assert read_schema(workspace, "sentiment", "1.0.0").digest == digest


def change(path: str, edit: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return an edit of one file of the release."""

    def apply(folder: Path) -> None:
        (folder / path).write_bytes(edit((folder / path).read_bytes()))

    return apply


@pytest.mark.parametrize(
    ("harm", "file", "message"),
    [
        (
            change("schema.json", lambda b: b.replace(b"pleased", b"happy", 1)),
            "schema.json",
            "edited",
        ),
        (change("schema.json", lambda b: b.replace(b"\n", b"\r\n")), "schema.json", "CRLF"),
        (change("schema.json", lambda b: b + b"\n"), "schema.json", "edited"),
        (change("migration.json", lambda _: b""), "migration.json", "edited"),
        (lambda folder: (folder / "schema.json").unlink(), "schema.json", "is missing"),
        (lambda folder: (folder / "more.txt").touch(), "more.txt", "without this file"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json", "is missing"),
        (change("manifest.json", lambda b: b.replace(b"\n", b"\r\n")), "manifest.json", "CRLF"),
        (change("manifest.json", lambda _: b"[]"), "manifest.json", "cannot be read"),
        (change("manifest.json", lambda _: b"\xff"), "manifest.json", "cannot be read"),
        (
            change("manifest.json", lambda b: b.replace(b"@1.0.0", b"@1.0.1")),
            "manifest.json",
            "is one of schema:sentiment@1.0.1",
        ),
    ],
)
def test_every_difference_is_named(
    harm: Callable[[Path], None], file: str, message: str, workspace: Workspace
) -> None:
    harm(workspace.release_folder("schema", "sentiment", "1.0.0"))
    ((found, said),) = found_wrong(workspace)
    assert (found, message in said) == (file, True)
    with pytest.raises(SchemactlError, match=file) as failure:
        read_schema(workspace, "sentiment", "1.0.0")
    assert failure.value.hint


def test_line_ends_that_git_changed_come_with_the_cure(workspace: Workspace) -> None:
    folder = workspace.release_folder("guideline", "sentiment", "1.0.0")
    change("pages/index.md", lambda b: b.replace(b"\n", b"\r\n"))(folder)
    (problem,) = verify_releases(workspace)
    assert "its text is unchanged" in problem.message
    assert "registry/** -text" in problem.hint


def test_sources_and_dot_folders_do_not_count(workspace: Workspace) -> None:
    folder = workspace.release_folder("schema", "sentiment", "1.0.0")
    (folder / "source" / "schema.yaml").write_text("edited")
    (folder.parent / ".1.1.0.work").mkdir()
    assert list(verify_releases(workspace)) == []
    assert versions(workspace, "schema", "sentiment") == ["1.0.0"]


def test_a_link_out_of_the_repository_is_not_followed(workspace: Workspace) -> None:
    outside = workspace.root.parent / f"{workspace.root.name}-outside"
    outside.write_bytes(b"")
    path = workspace.release_folder("schema", "sentiment", "1.0.0") / "schema.json"
    path.unlink()
    path.symlink_to(outside)
    with pytest.raises(SchemactlError, match="leads out of the repository"):
        read_schema(workspace, "sentiment", "1.0.0")


def test_a_release_of_a_newer_schemactl_says_so(workspace: Workspace) -> None:
    folder = workspace.release_folder("schema", "sentiment", "1.0.0")
    old = (folder / "schema.json").read_bytes()
    new = old.replace(b'"schemactl":1', b'"schemactl":2')
    manifest = (folder / "manifest.json").read_bytes()
    was, now = (digest_of(content).removeprefix("sha256:").encode() for content in (old, new))
    (folder / "schema.json").write_bytes(new)
    (folder / "manifest.json").write_bytes(manifest.replace(was, now))
    with pytest.raises(SchemactlError, match="cannot be read") as failure:
        read_schema(workspace, "sentiment", "1.0.0")
    assert "newer schemactl" in failure.value.hint


def test_versions_stand_in_their_order_and_latest_is_the_last_final_one(tmp_path: Path) -> None:
    names = ["1.10.0", "1.9.0", "2.0.0-rc.1", "notes", "1.9.0-rc.1"]
    workspace = a_repository(tmp_path, {f"registry/schemas/s/{name}/x": "" for name in names})
    known = versions(workspace, "schema", "s")
    assert known == ["1.9.0-rc.1", "1.9.0", "1.10.0", "2.0.0-rc.1"]
    assert released_names(workspace, "schema") == ["s"]
    assert resolve(workspace, Ref("schema", "s", "latest")).version == "1.10.0"


@pytest.mark.parametrize(
    ("ref", "message", "hint"),
    [
        (Ref("schema", "sentiment", "9.0.0"), "does not exist", "1.0.0"),
        (Ref("schema", "mood", "latest"), "has no release", "sentiment"),
    ],
)
def test_what_is_not_released_says_what_is(
    ref: Ref, message: str, hint: str, workspace: Workspace
) -> None:
    with pytest.raises(SchemactlError, match=message) as failure:
        resolve(workspace, ref)
    assert hint in failure.value.hint


def test_without_a_registry_nothing_is_released(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a": ""})
    assert released_names(workspace, "schema") == []
    with pytest.raises(SchemactlError, match="has no release"):
        read_schema(workspace, "s", "1.0.0")


def test_releases_that_are_read_together_are_those_that_are_read_alone(tmp_path: Path) -> None:
    head = "schemactl: 1\nname: s\nversion: {}\ntype: classification\nlabels:\n"
    for version, labels in (("1.0.0", ("a", "b")), ("1.1.0", ("a", "b", "c"))):
        text = head.format(version) + "".join(
            f"  - id: {one}\n    definition: About {one}.\n" for one in labels
        )
        release_schema(a_repository(tmp_path, {"schemas/s/schema.yaml": text}), "s")
    workspace = a_repository(tmp_path, {})
    old, new = read_schemas(workspace, "s", ["1.0.0", "1.1.0"])
    assert [old, new] == [read_schema(workspace, "s", one) for one in ("1.0.0", "1.1.0")]
    assert new.schema.tasks[0].labels[0] is old.schema.tasks[0].labels[0]
    (new.folder / "schema.json").write_bytes(b"{}")
    with pytest.raises(SchemactlError, match="do not match the manifest"):
        read_schemas(workspace, "s", ["1.0.0", "1.1.0"])
