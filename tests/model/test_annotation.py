"""An annotation: one use of one label on one item."""

from schemactl.model.annotation import Annotation, Content, Problem


def test_an_item_is_enough_and_no_label_says_that_nothing_applies() -> None:
    annotation = Annotation("item-1")
    assert (annotation.label, annotation.status, annotation.cites) == (None, "final", ())


def test_the_fields_are_those_of_the_annotations_format() -> None:
    assert Annotation._fields == (
        *("item", "task", "label", "region", "value", "attributes", "annotator", "at", "batch"),
        *("schema", "guideline", "confidence", "annotation", "status", "note", "cites"),
        *("origin", "suggested", "suggested_by"),
    )


def test_a_problem_says_where_it_is() -> None:
    problem = Problem("unknown-label", "item-1", 7, "b", "no such label")
    assert (problem.kind, problem.line) == ("unknown-label", 7)


def test_sizes_in_pixels_are_whole_where_they_can_be() -> None:
    content = Content(width=640.0, height=480.5, duration=2.0).in_pixels()
    assert repr((content.width, content.height, content.duration)) == "(640, 480.5, 2.0)"
    assert Content().in_pixels() == Content()
    # Of this only the first digits are known.
    assert repr(Content(width=2.0**70).in_pixels().width) == repr(2.0**70)
