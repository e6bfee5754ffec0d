"""Tests of what formats have no place for."""

from schemactl.files.dataset import Document
from schemactl.files.losses import (
    Stamps,
    annotation_left_out,
    content_left_out,
    fields_left_out,
    stamps_left_out,
    stamps_of,
    tasks_left_out,
)
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import ReleasedSchema

SCHEMA = ReleasedSchema.model_validate(
    {
        "schemactl": 1,
        "name": "s",
        "version": "2.0.0",
        "tasks": [{"id": "a", "type": "span"}, {"id": "b", "type": "span"}],
    }
)


def document(*annotations: Annotation) -> Document:
    return Document("1", Content(text="x", width=3), annotations)


def test_each_field_that_says_something_and_has_no_place_is_a_loss() -> None:
    annotation = Annotation("1", "a", "x", {"start": 1}, annotator="me", confidence=0.5)
    losses = list(fields_left_out(annotation, frozenset({"region"})))
    assert [loss.kind for loss in losses] == ["annotator", "confidence"]
    assert losses[0].message == "there is no place for annotator 'me'"
    assert not list(fields_left_out(Annotation("1", "a", "x", schema="s@1.0.0"), frozenset()))


def test_a_whole_annotation_is_named() -> None:
    loss = annotation_left_out(Annotation("1", "a"), "why")
    assert loss == ("annotation", "1", "no label of task `a`: why")


def test_what_is_known_of_the_item_counts_too() -> None:
    assert [loss.kind for loss in content_left_out(document(), frozenset({"text"}))] == ["width"]


def test_an_item_has_one_stamp() -> None:
    own = document(
        Annotation("1", schema="schema:s@2.0.0", guideline="g@1.0.0"),
        Annotation("1", schema="s@1.0.0", guideline="g@2.0.0"),
    )
    stamps = stamps_of(own, SCHEMA)
    assert stamps == Stamps("s@2.0.0", "g@1.0.0")
    assert [loss.message[-7:] for loss in stamps_left_out(own, stamps)] == ["s@1.0.0", "g@2.0.0"]
    assert len(list(stamps_left_out(own, None))) == 4
    assert stamps_of(document(), SCHEMA).guideline is None


def test_two_tasks_of_a_type_cannot_be_told_apart() -> None:
    assert [loss.kind for loss in tasks_left_out(SCHEMA, "span")] == ["task"]
    assert not list(tasks_left_out(SCHEMA, "box"))
