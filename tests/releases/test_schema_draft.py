"""A schema's working files, frozen as a release would store them."""

import json
from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad
from schemactl.releases.schema_draft import (
    freeze_schema,
    last_release,
    migration_to,
    read_schema_files,
)
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository, release_schema

SCHEMA = "schemas/sentiment/schema.yaml"
MIGRATION = """\
schemactl: 1
from: {schema: sentiment, version: 1.0.0}
to: {schema: sentiment, version: 2.0.0}
steps:
  - {change: recode, from: positive, to: good}
"""


def draft(root: Path, **files: str) -> Workspace:
    """Return a repository with the short form, and more files beside it."""
    more = {f"schemas/sentiment/{name}": text for name, text in files.items()}
    return a_repository(root, {SCHEMA: SHORT_FORM, **more})


def test_what_a_release_stores(tmp_path: Path) -> None:
    text = SHORT_FORM + "    examples: [{image: a.png}]\n"
    workspace = draft(
        tmp_path,
        **{
            "schema.yaml": text,
            "a.png": "x",
            "migrations/1.0.0.yaml": MIGRATION,
            "migrations/from-mood-1.0.0.yaml": MIGRATION,
            "translations/de.yaml": "schemactl: 1\nlanguage: de\n",
        },
    )
    frozen = freeze_schema(workspace, read_schema_files(workspace, "sentiment"))
    (asset,) = [path for path in frozen.content if path.startswith("assets/")]
    assert set(frozen.content) == {
        "schema.json",
        "migration.json",
        "translations/de.json",
        asset,
    }
    assert set(frozen.source) == {
        "source/schema.yaml",
        "source/migrations/1.0.0.yaml",
        "source/translations/de.yaml",
    }
    assert json.loads(frozen.content["schema.json"])["assets"] == {"a.png": asset}
    assert frozen.release.schema.assets == {"a.png": "a.png"}
    assert frozen.release.digest == ""


def test_the_working_files_are_not_touched(tmp_path: Path) -> None:
    workspace = draft(tmp_path)
    release_schema(workspace, "sentiment")
    assert (tmp_path / SCHEMA).read_text() == SHORT_FORM


def test_a_draft_follows_the_last_release(tmp_path: Path) -> None:
    workspace = draft(tmp_path)
    first = release_schema(workspace, "sentiment")
    text = SHORT_FORM.replace("1.0.0", "2.0.0").replace("id: positive", "id: good")
    workspace = draft(tmp_path, **{"schema.yaml": text, "migrations/2.0.0.yaml": MIGRATION})
    second = release_schema(workspace, "sentiment")
    assert second.previous == first.digest
    assert [label.index for label in second.schema.tasks[0].labels] == [0, 1]
    assert [tomb.id for tomb in second.schema.tombstones["sentiment"]] == ["positive"]
    assert last_release(workspace, "sentiment") == second


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("schema.yaml", "schemactl: 1\n"),
        ("migrations/1.0.0.yaml", "steps: x\n"),
        ("translations/de.yaml", "language: [a]\n"),
    ],
)
def test_a_broken_file_cannot_be_frozen(name: str, text: str, tmp_path: Path) -> None:
    workspace = draft(tmp_path, **{name: text})
    with pytest.raises(AnswerIsBad, match=f"{name}:1:"):
        freeze_schema(workspace, read_schema_files(workspace, "sentiment"))


def test_other_migrations_may_be_broken(tmp_path: Path) -> None:
    workspace = draft(tmp_path, **{"migrations/0.9.0.yaml": "steps: x\n"})
    files = read_schema_files(workspace, "sentiment")
    assert migration_to("1.0.0", files.migrations) is None
    assert freeze_schema(workspace, files).release.migration is None


def test_labels_are_taken_from_another_schema_s_release(tmp_path: Path) -> None:
    common = SHORT_FORM.replace("sentiment", "common")
    uses = (
        "schemactl: 1\nname: sentiment\nversion: 1.0.0\ntype: classification\n"
        "use: [{schema: common@latest, labels: [positive]}]\nlabels: [{id: own}]\n"
    )
    workspace = draft(tmp_path, **{"schema.yaml": uses, "../common/schema.yaml": common})
    with pytest.raises(Exception, match="schema 'common' has no release"):
        freeze_schema(workspace, read_schema_files(workspace, "sentiment"))
    digest = release_schema(workspace, "common").digest
    labels = release_schema(workspace, "sentiment").schema.tasks[0].labels
    assert [label.id for label in labels] == ["own", "positive"]
    assert labels[1].source is not None
    assert (labels[1].source.ref, labels[1].source.digest) == ("schema:common@1.0.0", digest)
    # What was taken stays as it was, whatever becomes of the other schema.
    again = freeze_schema(workspace, read_schema_files(workspace, "sentiment"))
    assert again.release.schema.tasks[0].labels == labels
