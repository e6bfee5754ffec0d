"""A tally counts one by one, or many at once, with the same result."""

from schemactl.data.placed import Placed
from schemactl.data.tally import Tally
from schemactl.model.annotation import Annotation


def placed(item: str, label: str | None, is_known: bool = True) -> Placed:
    one = Annotation(item, "mood", label, annotator="ann", batch="b1", schema="mood@1.0.0")
    return Placed(one, 1, None, is_known)


def test_what_is_said_is_counted_by_task_and_label() -> None:
    tally = Tally()
    for one in (placed("i1", "glad"), placed("i1", None), placed("i2", "gladd", False)):
        tally.add(one)
    assert tally.annotations == 3
    assert tally.items.distinct() == 2
    assert tally.by_label(["mood", "topic"]) == ({"mood": {"glad": 1}, "topic": {}}, {"mood": 1})
    assert tally.unknown == {"gladd": 1}
    assert tally.annotators == {"ann": 3}
    assert tally.batches == {("b1", "mood@1.0.0", None): 3}


def test_many_at_once_count_as_one_by_one() -> None:
    slow, fast = Tally(), Tally()
    for item in ("i1", "i2", "i3"):
        slow.add(placed(item, "glad"))
    fast.add_labels(placed("i1", "glad").annotation, 3)
    fast.add_items({"i1", "i2", "i3"})
    assert fast.by_label(["mood"]) == slow.by_label(["mood"])
    assert (fast.annotations, fast.items.distinct()) == (3, slow.items.distinct())
