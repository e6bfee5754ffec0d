"""The library datasets reads the folders that are written."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Document
from schemactl.files.datasets import hf
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop


def test_classes_have_their_names_and_ranks(tmp_path: Path) -> None:
    schema = release_of(classification=["refund", "defect", "other"]).schema
    documents = [
        Document("1", Content(text="Money"), (Annotation("1", "classification", "defect"),)),
        Document("2", Content(text="Broken"), (Annotation("2", "classification", "refund"),)),
    ]
    assert not list(hf.write(tmp_path / "data", documents, schema))
    seen = seen_by("datasets", tmp_path / "data")
    [(column, names)] = seen["names"].items()
    assert names == ["refund", "defect", "other"]
    assert [row[column] for row in seen["rows"]] == [1, 0]
