"""Pairing: tasks by id, labels by descent, references as the new version writes them."""

from schemactl.diff.pairing import counterparts, pair_tasks
from schemactl.model.label import Example, ExampleRegion
from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import a_migration, paired, released


def test_tasks_are_paired_by_id() -> None:
    old = a_schema(a_task("a", id="one"), a_task("a", id="two"))
    new = a_schema(a_task("a", id="two"), a_task("a", id="three"))
    found = pair_tasks(released(old), released(new), None)
    assert [pair.task for pair in found.both] == ["two"]
    assert [one.task.id for one in found.gone] == ["one"]
    assert [one.task.id for one in found.fresh] == ["three"]


def test_the_only_other_task_of_another_schema_is_the_same_task() -> None:
    old, new = a_schema(a_task("a", id="p"), name="p"), a_schema(a_task("a", id="q"), name="q")
    assert paired(old, new).task == "q"
    renamed = a_schema(a_task("a", id="q"), name="p")
    assert pair_tasks(released(old), released(renamed), None).both == ()


def test_counterparts_are_the_tasks_that_are_paired() -> None:
    one = a_schema(a_task("a", id="kind"), a_task("b", id="tone"))
    other = a_schema(a_task("a", id="kind"), a_task("b", id="mood"), name="other")
    assert counterparts(one, one) == {"kind": "kind", "tone": "tone"}
    # The only task with another name is the same one in another schema alone.
    assert counterparts(one, other) == {"kind": "kind", "mood": "tone"}
    assert counterparts(one, a_schema(*other.tasks)) == {"kind": "kind"}
    pairs = pair_tasks(released(one), released(other), None).both
    assert {pair.new.task.id: pair.old.task.id for pair in pairs} == counterparts(one, other)


def test_only_what_differs_as_written_is_edited() -> None:
    old = a_schema(a_label("a", labels=(a_label("b"),)), "c")
    new = a_schema(a_label("a", labels=(a_label("b", name="B"),)), "c")
    assert [pair.new.label.id for pair in paired(old, new).edited] == ["b"]


def test_references_follow_their_labels_into_other_tasks() -> None:
    old = a_schema(a_task("a", "b", id="one"), a_task("c", id="two"))
    new = a_schema(a_task("x", "b", id="one"), a_task("c", id="two"))
    step = {"change": "recode", "from": "a", "to": "x"}
    one, two = pair_tasks(released(old), released(new), a_migration(step)).both
    assert [one.carried(ref) for ref in ("a", "b", "c", None)] == ["x", "b", "c", None]
    assert [two.carried(ref) for ref in ("a", "one/a", "?")] == ["x", "one/x", "?"]
    assert (two.fates("a"), two.fates("c"), one.fates("?")) == (("x",), ("c",), ("?",))


def test_a_case_is_read_with_its_file_and_the_new_ids() -> None:
    pair = paired(a_schema("a"), a_schema("b"), {"change": "recode", "from": "a", "to": "b"})
    pair.old_files, pair.new_files = {"old.png": "assets/1.png"}, {"new.png": "assets/1.png"}
    box = (0, 0, 1, 1)
    old = Example(image="old.png", use="a", regions=(ExampleRegion(box=box, use="a"),))
    new = Example(image="new.png", use="b", regions=(ExampleRegion(box=box, use="b"),))
    assert pair.case_data(old, is_old=True) == pair.case_data(new, is_old=False)
