"""The dataset card: metadata that YAML reads, both headings on annotation, text that stays text."""

from typing import Any

import pytest
import yaml

from schemactl.audit.dossier import Dossier
from schemactl.audit.standards.dataset_card import render
from schemactl.cli.main import run
from tests.audit.recorded import History, dossier_of


@pytest.fixture
def card(dossier: Dossier) -> tuple[dict[str, Any], str]:
    """Return metadata and text."""
    return read(dossier)


def read(dossier: Dossier) -> tuple[dict[str, Any], str]:
    """Return metadata and text of a card."""
    _, metadata, body = render(dossier).content.decode().split("---\n", 2)
    return yaml.safe_load(metadata), body


def test_metadata_says_what_is_recorded(card: tuple[dict[str, Any], str]) -> None:
    assert card[0] == {
        "pretty_name": "cook 1",
        "language": ["en"],
        "size_categories": ["n<1K"],
        "tags": ["schemactl", "schema:mood@1.0.0", "guideline:mood@1.0.0"],
    }


def test_annotators_are_experts_only_with_qualifications(history: History) -> None:
    more = ("register", "annotator", history.pseudonym, "--qualification", "sommelier")
    assert run([*more]) == 0
    metadata, body = read(dossier_of(history))
    assert metadata["annotations_creators"] == ["expert-generated"]
    assert f"- `annotator:{history.pseudonym}`: `waiter`, `sommelier`" in body


def test_both_headings_on_annotation_are_there(card: tuple[dict[str, Any], str]) -> None:
    body = card[1]
    process = body.index("#### Annotation process")
    assert "guided by `guideline:mood@1.0.0`" in body[process:]
    assert "- `pleased`: `The guest <b>liked</b> the meal & says so.`" in body[process:]
    assert body.index("#### Who are the annotators?") > process


def test_labels_are_counted(card: tuple[dict[str, Any], str]) -> None:
    assert "| `mood` | `pleased` | 2 |" in card[1]


def test_definitions_are_code_that_nothing_ends(card: tuple[dict[str, Any], str]) -> None:
    lines = [line for line in card[1].splitlines() if "alert(2)" in line]
    assert lines == [
        "- `displeased`: `The guest disliked the meal. </pre><script>alert(2)</script>`"
    ]
