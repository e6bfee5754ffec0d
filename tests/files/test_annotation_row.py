"""Tests of rows of annotations."""

from schemactl.files.annotation_row import annotation_rows, says_nothing_applies
from schemactl.files.dataset import Document
from schemactl.model.annotation import Annotation, Content


def test_a_row_has_what_is_said_and_always_a_label() -> None:
    annotations = (
        Annotation("1", "intent", "refund", confidence=0.5),
        Annotation("1", "intent", status="skipped"),
        Annotation("1", "intent"),
    )
    rows = list(annotation_rows([Document("1", Content(text="Money"), annotations)]))
    assert rows == [
        {"item": "1", "task": "intent", "label": "refund", "confidence": 0.5, "text": "Money"},
        {"item": "1", "task": "intent", "label": None, "status": "skipped", "text": "Money"},
        {"item": "1", "task": "intent", "label": None, "text": "Money"},
    ]
    assert [says_nothing_applies(row) for row in rows] == [False, False, True]
