"""Chains read from releases: every version between, every end pinned, no way back."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.chain import read_chain, read_chain_from
from schemactl.migrate.compile import compile_migration
from schemactl.migrate.outcome import Mapped, Queued, Unchanged
from schemactl.model.address import Ref
from schemactl.model.release import SchemaRelease
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace
from tests.builders import a_repository, release_schema


def schema(name: str, version: str, *labels: str) -> str:
    """Return a schema file of one task."""
    head = f"schemactl: 1\nname: {name}\nversion: {version}\ntype: classification\nlabels:\n"
    return head + "".join(f"  - id: {one}\n    definition: About {one}.\n" for one in labels)


def migration(source: SchemaRelease, name: str, version: str, *steps: dict[str, Any]) -> str:
    """Return a migration file that is pinned to a release."""
    pin = {"schema": source.schema.name, "version": source.schema.version, "digest": source.digest}
    return json.dumps(
        {
            "schemactl": 1,
            "from": pin,
            "to": {"schema": name, "version": version},
            "steps": list(steps),
        }
    )


def release(
    root: Path, name: str, version: str, labels: str, *steps: dict[str, Any]
) -> SchemaRelease:
    """Release a version whose labels are single letters; steps are pinned to the one before."""
    workspace = a_repository(root, {f"schemas/{name}/schema.yaml": schema(name, version, *labels)})
    before = sorted((root / "registry/schemas" / name).glob("*"))
    if steps:
        last = read_schema(workspace, name, before[-1].name)
        path = f"schemas/{name}/migrations/{version}.yaml"
        a_repository(root, {path: migration(last, name, version, *steps)})
    return release_schema(workspace, name)


def recode(source: str, target: str) -> dict[str, Any]:
    """Return a step that gives a label another id."""
    return {"change": "recode", "from": source, "to": target}


@pytest.fixture
def three(tmp_path: Path) -> Workspace:
    """Return a repository with three releases, of which the second changed no label."""
    release(tmp_path, "s", "1.0.0", "ab")
    release(tmp_path, "s", "1.0.1", "abc")
    release(tmp_path, "s", "2.0.0", "xbc", recode("a", "x"))
    return Workspace(tmp_path)


def test_a_chain_runs_through_every_release(three: Workspace) -> None:
    way = read_chain(three, "s", "1.0.0", "2.0.0")
    assert [(hop.old.ref, hop.new.ref) for hop in way.hops] == [
        ("schema:s@1.0.0", "schema:s@1.0.1"),
        ("schema:s@1.0.1", "schema:s@2.0.0"),
    ]
    assert [hop.migration is None for hop in way.hops] == [True, False]
    assert way.start == way.hops[0].old
    assert compile_migration(*way).decide("s", "a") == Mapped("s", "x", (0,))
    assert compile_migration(*way).decide("s", "b") == Unchanged()


def test_the_latest_release_may_be_meant(three: Workspace) -> None:
    assert read_chain(three, "s", "1.0.1", "latest") == read_chain(three, "s", "1.0.1", "2.0.0")


def test_from_a_version_to_itself_there_are_no_hops(three: Workspace) -> None:
    way = read_chain(three, "s", "2.0.0", "2.0.0")
    assert (way.start.ref, way.hops) == ("schema:s@2.0.0", ())


def test_no_chain_leads_back(three: Workspace) -> None:
    with pytest.raises(SchemactlError, match=r"1\.0\.0 is older than 2\.0\.0") as why:
        read_chain(three, "s", "2.0.0", "1.0.0")
    assert "migrate undo" in why.value.hint


def test_versions_that_were_never_released_are_no_ends(three: Workspace) -> None:
    with pytest.raises(SchemactlError, match=r"schema:s@1\.5\.0 does not exist"):
        read_chain(three, "s", "1.0.0", "1.5.0")
    with pytest.raises(SchemactlError, match="'other' has no release"):
        read_chain(three, "other", "1.0.0", "2.0.0")


def test_an_edited_release_is_refused(three: Workspace) -> None:
    path = three.release_folder("schema", "s", "1.0.1") / "schema.json"
    path.write_bytes(path.read_bytes().replace(b"About a", b"About A"))
    with pytest.raises(SchemactlError, match="a released file was edited"):
        read_chain(three, "s", "1.0.0", "2.0.0")


def test_a_release_that_is_gone_breaks_the_chain(three: Workspace) -> None:
    folder = three.release_folder("schema", "s", "1.0.1")
    folder.rename(three.root / "elsewhere")
    with pytest.raises(SchemactlError, match=r"schema:s@2\.0\.0 was released after sha256:"):
        read_chain(three, "s", "1.0.0", "2.0.0")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"digest": "sha256:" + "0" * 64}, r"the migration of schema:s@2.0.0 is from sha256:0000"),
        ({"digest": None}, r"the migration of schema:s@2.0.0 names no digest"),
        ({"version": "0.9.0"}, r"starts from 0.9.0, and the release before is 1.0.0"),
    ],
    ids=str,
)
def test_a_migration_from_elsewhere_is_refused(
    tmp_path: Path, changed: dict[str, Any], message: str
) -> None:
    first = release(tmp_path, "s", "1.0.0", "ab")
    written = json.loads(migration(first, "s", "2.0.0", recode("a", "x")))
    written["from"] = {k: v for k, v in {**written["from"], **changed}.items() if v is not None}
    a_repository(tmp_path, {"schemas/s/migrations/2.0.0.yaml": json.dumps(written)})
    release(tmp_path, "s", "2.0.0", "xb")
    with pytest.raises(SchemactlError, match=message):
        read_chain(Workspace(tmp_path), "s", "1.0.0", "2.0.0")


def test_a_label_that_went_without_a_migration_stops_the_chain(tmp_path: Path) -> None:
    release(tmp_path, "s", "1.0.0", "ab")
    release(tmp_path, "s", "1.1.0", "b")
    way = read_chain(Workspace(tmp_path), "s", "1.0.0", "1.1.0")
    with pytest.raises(SchemactlError, match="nothing says what becomes of label s/a"):
        compile_migration(*way)


EKMAN = Ref("schema", "ekman", "1.0.0")
STEPS = (
    {"change": "merge", "from": ["grief", "sorrow"], "to": "sadness"},
    {"change": "split", "from": "fear", "to": ["fear", "surprise"]},
)


def mapped(root: Path, *steps: dict[str, Any], pin: SchemaRelease | None = None) -> Workspace:
    """Return a repository where emotions 1.0.0 is mapped to ekman 1.0.0, both with successors."""
    labels = ("grief", "sorrow", "fear")
    emotions, ekman = "schemas/emotions/schema.yaml", "schemas/ekman/schema.yaml"
    workspace = a_repository(root, {emotions: schema("emotions", "1.0.0", *labels)})
    first = release_schema(workspace, "emotions")
    path = "schemas/ekman/migrations/from-emotions-1.0.0.yaml"
    a_repository(
        root,
        {
            ekman: schema("ekman", "1.0.0", "sadness", "fear", "surprise"),
            path: migration(pin or first, "ekman", "1.0.0", *steps),
        },
    )
    release_schema(workspace, "ekman")
    return workspace


def test_another_schema_is_mapped_by_its_own_file(tmp_path: Path) -> None:
    workspace = mapped(tmp_path, *STEPS)
    way = read_chain_from(workspace, Ref("schema", "emotions", "1.0.0"), EKMAN)
    found = compile_migration(*way)
    assert (found.start.ref, found.end.ref) == ("schema:emotions@1.0.0", "schema:ekman@1.0.0")
    assert found.decide("emotions", "grief") == Mapped("ekman", "sadness", (0,))
    asked = found.decide("emotions", "fear")
    assert isinstance(asked, Queued)
    assert [one.label for one in asked.candidates] == ["fear", "surprise"]


def test_releases_before_and_behind_the_mapping_are_part_of_the_way(tmp_path: Path) -> None:
    release(tmp_path, "m", "1.0.0", "a")
    middle = release(tmp_path, "m", "2.0.0", "b", recode("a", "b"))
    release(tmp_path, "n", "1.0.0", "c")
    release(tmp_path, "n", "2.0.0", "d", recode("c", "d"))
    path = "schemas/n/migrations/from-m-1.0.0.yaml"
    a_repository(tmp_path, {path: migration(middle, "n", "1.0.0", recode("b", "c"))})
    way = read_chain_from(
        Workspace(tmp_path), Ref("schema", "m", "1.0.0"), Ref("schema", "n", "latest")
    )
    refs = ["schema:m@1.0.0", "schema:m@2.0.0", "schema:n@1.0.0", "schema:n@2.0.0"]
    assert [way.start.ref, *(hop.new.ref for hop in way.hops)] == refs
    assert compile_migration(*way).decide("m", "a") == Mapped("n", "d", (0, 1, 2))


def test_without_a_mapping_that_fits_there_is_no_way(tmp_path: Path) -> None:
    workspace = mapped(tmp_path, *STEPS)
    release(
        tmp_path,
        "emotions",
        "2.0.0",
        "ab",
        *(
            {"change": "retire", "from": label, "otherwise": "drop"}
            for label in ("grief", "sorrow", "fear")
        ),
    )
    with pytest.raises(SchemactlError, match=r"no mapping leads from schema:emotions@2.0.0") as why:
        read_chain_from(workspace, Ref("schema", "emotions", "2.0.0"), EKMAN)
    assert "schemas/ekman/migrations/from-emotions-1.0.0.yaml" in why.value.hint


def test_a_mapping_of_a_schema_whose_name_begins_alike_is_another_one(tmp_path: Path) -> None:
    workspace = mapped(tmp_path, *STEPS)
    release(tmp_path, "emo", "1.0.0", "ab")
    folder = tmp_path / "schemas/ekman/migrations"
    (folder / "from-emotions-1.0.0.yaml").rename(folder / "from-emo-tions-1.0.0.yaml")
    with pytest.raises(SchemactlError, match=r"no mapping leads from schema:emo@1\.0\.0"):
        read_chain_from(workspace, Ref("schema", "emo", "1.0.0"), EKMAN)


def test_a_mapping_of_other_bytes_is_refused(tmp_path: Path) -> None:
    workspace = mapped(tmp_path, *STEPS)
    path = tmp_path / "schemas/ekman/migrations/from-emotions-1.0.0.yaml"
    written = json.loads(path.read_text())
    written["from"]["digest"] = "sha256:" + "0" * 64
    path.write_text(json.dumps(written))
    with pytest.raises(SchemactlError, match="the mapping from emotions to ekman is from sha256:0"):
        read_chain_from(workspace, Ref("schema", "emotions", "1.0.0"), EKMAN)


def test_a_mapping_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path) -> None:
    workspace = mapped(tmp_path, *STEPS)
    path = tmp_path / "schemas/ekman/migrations/from-emotions-1.0.0.yaml"
    path.write_text("schemactl: 1\nsteps: [{change: fold}]\n")
    with pytest.raises(SchemactlError, match=r"from-emotions-1\.0\.0\.yaml:"):
        read_chain_from(workspace, Ref("schema", "emotions", "1.0.0"), EKMAN)
