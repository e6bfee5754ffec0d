"""Results of practice: counted again, and held against the cases of the release."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import AnswerIsBad
from schemactl.registry.practised import held_against_release, named_after
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace
from tests.builders import a_repository, release_schema
from tests.model.test_returned import RESULT

SCHEMA = """\
schemactl: 1
name: mood
version: 1.0.0
type: classification
labels:
  - id: positive
    definition: The writer is pleased.
    examples:
      - {id: p-1, content: "Great!"}
      - {content: "Fine."}
    counterexamples:
      - {id: p-2, content: "Bah.", use: negative}
      - {id: p-3, content: "Hm?"}
  - id: negative
    definition: The writer is displeased.
    edge_cases:
      - {id: n-1, content: "Hm."}
"""
CASES: list[tuple[str | None, str, str]] = [
    ("p-1", "positive", "positive"),
    ("p-2", "positive", "negative"),
]
CASES += [("n-1", "negative", "negative"), (None, "positive", "positive")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a repository with a release that has cases."""
    found = a_repository(tmp_path, {"schemas/mood/schema.yaml": SCHEMA})
    release_schema(found, "mood")
    return found


def result(workspace: Workspace, wrong: int = 0, **said: Any) -> Path:
    """Write the result of a round in which the last ones were answered wrongly."""
    digest = release_digest(workspace)
    items = [
        {"example": example, "label": label, "given": right, "right": right}
        for example, label, right in CASES
    ]
    for one in items[len(items) - wrong :]:
        one["given"] = "nothing"
    data = {**RESULT, "digest": digest, "right": len(items) - wrong, "of": len(items)}
    path = workspace.root / "practice.json"
    path.write_text(json.dumps({**data, "items": items, **said}), encoding="utf-8")
    return path


def release_digest(workspace: Workspace) -> str:
    """Return the digest of the release."""
    return read_schema(workspace, "mood", "1.0.0").digest


def test_a_good_result_names_its_release_and_its_file(workspace: Workspace) -> None:
    found = held_against_release(workspace, result(workspace))
    assert (found.right, found.of, found.at) == (4, 4, RESULT["at"])
    assert found.schema_release.ref == "schema:mood@1.0.0"
    assert found.result.startswith("sha256:")
    assert named_after(found) == ("practice of schema:mood@1.0.0",)
    assert named_after(None) == ()


def test_the_pass_mark_decides(workspace: Workspace) -> None:
    with pytest.raises(AnswerIsBad, match="3 of 4 are right, which is less than 80%"):
        held_against_release(workspace, result(workspace, wrong=1))
    assert held_against_release(workspace, result(workspace, wrong=1), 0.75).right == 3


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"digest": None}, "practised on a draft"),
        ({"digest": "sha256:" + "0" * 64}, "which is not schema:mood@1.0.0"),
        ({"right": 3}, "it says 3 of 4, but its cases are 4 of 4"),
        ({"of": 9, "right": 9}, "it says 9 of 9, but its cases are 4 of 4"),
    ],
)
def test_an_altered_result_is_refused(
    workspace: Workspace, said: dict[str, Any], told: str
) -> None:
    with pytest.raises(AnswerIsBad, match=told):
        held_against_release(workspace, result(workspace, **said))


def test_answers_are_those_of_the_release(workspace: Workspace) -> None:
    easy = {"example": "p-2", "label": "positive", "given": "positive", "right": "positive"}
    with pytest.raises(AnswerIsBad, match="has no case p-2 at label positive"):
        held_against_release(workspace, result(workspace, items=[easy], right=1, of=1))


def test_what_no_label_is_written_for_is_no_case_to_be_asked(workspace: Workspace) -> None:
    open_one = {"example": "p-3", "label": "positive", "given": "positive", "right": "positive"}
    with pytest.raises(AnswerIsBad, match="has no case p-3 at label positive"):
        held_against_release(workspace, result(workspace, items=[open_one], right=1, of=1))


def test_a_case_counts_once(workspace: Workspace) -> None:
    same = {"example": "p-1", "label": "positive", "given": "positive", "right": "positive"}
    with pytest.raises(AnswerIsBad, match="case p-1 stands in it 2 times"):
        held_against_release(workspace, result(workspace, items=[same, same], right=2, of=2))
