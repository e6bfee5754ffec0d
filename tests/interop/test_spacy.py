"""spaCy reads the DocBin that is written."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Document
from schemactl.files.datasets import spacy
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop


def test_spans_and_categories(tmp_path: Path) -> None:
    schema = release_of(span=["person", "place"], classification=["news"]).schema
    text = "Ada met Bo in Zürich."
    annotations = (
        Annotation("1", "span", "person", {"start": 0, "end": 3}),
        Annotation("1", "span", "place", {"start": 14, "end": 20}),
        Annotation("1", "classification", "news"),
    )
    document = Document("1", Content(text=text), annotations)
    list(spacy.write(tmp_path / "a.spacy", [document], schema))
    [seen] = seen_by("spacy", tmp_path / "a.spacy")
    assert seen["text"] == text
    spans = [*seen["entities"], *(one for group in seen["spans"].values() for one in group)]
    assert [0, 3, "person"] in spans
    assert [14, 20, "place"] in spans
    assert seen["categories"]["news"] == 1
