"""Names are the same and safe in every standard; a model stands for what it was trained on."""

import re

import pytest

from schemactl.audit.dossier import Dossier
from schemactl.audit.standard import local_name, subject_of, urn
from tests.audit.recorded import History, dossier_of


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        ("schema:mood@1.0.0+a", "schema/mood/1.0.0%2Ba"),
        ("dataset:cards@1", "dataset/cards/1"),
        ("batch:cards@1#all", "batch/cards/1%23all"),
        ("annotator:a-0123456789ab", "annotator/a-0123456789ab"),
        ('actor:"><a\n\ud800', "actor/%22%3E%3Ca%0A%5Cud800"),
    ],
)
def test_names_are_paths_of_safe_characters(ref: str, name: str) -> None:
    assert local_name(ref) == name
    assert urn(ref) == f"urn:schemactl:{name}"
    assert re.fullmatch(r"[\w%./~-]+", local_name(ref), re.ASCII)


def test_a_model_stands_for_its_datasets(history: History, dossier: Dossier) -> None:
    assert [ref for ref, _ in subject_of(dossier).datasets] == ["dataset:cards@1"]
    assert subject_of(dossier)[:2] == ("cook", "1")
    assert subject_of(dossier_of(history, "dataset:cards@1"))[:2] == ("cards", "1")
    assert subject_of(dossier_of(history, "schema:mood@1.0.0")).datasets == ()
