"""A label's change stands at the field on both sides, or at the label."""

from schemactl.diff.aspects.label_change import label_change
from schemactl.model.change import Spot
from tests.builders import a_schema
from tests.diff.versions import paired


def test_a_change_stands_at_its_field_or_at_the_label() -> None:
    pair = paired(a_schema("a", "b"), a_schema("b"))
    (labels,) = pair.labels
    found = label_change(pair, labels, "label-renamed", "x", "y", "name")
    assert found.old_spot == Spot(("tasks", 0, "labels", 1, "name"))
    assert found.new_spot == Spot(("tasks", 0, "labels", 0, "name"))
    found = label_change(pair, labels, "label-moved", [], ["x"])
    assert found.new_spot == Spot(("tasks", 0, "labels", 0))
