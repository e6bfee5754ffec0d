"""Traced: when a lineage is complete."""

from schemactl.model.traced import Lineage, Missing


def test_a_lineage_is_complete_where_nothing_is_missing() -> None:
    whole = Lineage("model:m@1", (), (), (), ())
    assert whole.complete
    assert not whole._replace(missing=(Missing("dataset:d@1", "entry"),)).complete
