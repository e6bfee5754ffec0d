"""Drafts have the shape of releases, so that both are shown and compared in one way."""

from pathlib import Path

import pytest

from schemactl.errors import AnswerIsBad
from schemactl.releases.draft import draft_guideline, draft_schema
from tests.builders import (
    GUIDELINE,
    SHORT_FORM,
    a_repository,
    release_guideline,
    release_schema,
)


def test_a_draft_is_the_release_that_it_would_become_without_a_digest(tmp_path: Path) -> None:
    workspace = a_repository(
        tmp_path,
        {
            "schemas/sentiment/schema.yaml": SHORT_FORM,
            "guidelines/sentiment/guideline.yaml": GUIDELINE,
            "guidelines/sentiment/index.md": "# Mood\n",
        },
    )
    schema, guideline = (
        draft_schema(workspace, "sentiment"),
        draft_guideline(workspace, "sentiment"),
    )
    assert (schema.digest, guideline.digest) == ("", "")
    assert schema.schema == release_schema(workspace, "sentiment").schema
    released = release_guideline(workspace, "sentiment")
    assert (guideline.ref, guideline.pages) == (released.ref, released.pages)


def test_a_broken_draft_is_a_bad_answer(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/s/schema.yaml": "name: s"})
    with pytest.raises(AnswerIsBad, match=r"schemas/s/schema\.yaml:1:1"):
        draft_schema(workspace, "s")
