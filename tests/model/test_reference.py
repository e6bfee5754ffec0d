"""References: bare ids, addresses, shared labels, and the ids that rules and examples have."""

from schemactl.model.label import Clause, Example, Label
from schemactl.model.reference import LabelIndex, example_ids, rule_ids
from schemactl.model.schema import LabelsOf, Schema, Task, TieBreak
from schemactl.model.taxonomy import taxonomies


def schema() -> Schema:
    """Return two tasks of their own labels, one that shares, one that takes."""
    labels = (Label(id="a"), Label(id="b", labels=(Label(id="c"),)))
    return Schema(
        schemactl=1,
        name="s",
        version="1.0.0",
        tasks=(
            Task(id="one", type="classification", labels=labels),
            Task(id="two", type="classification", labels=(Label(id="a"), Label(id="x/y"))),
            Task(id="three", type="classification", same_as="one"),
            Task(
                id="four",
                type="classification",
                use=(LabelsOf(schema_ref="t@1.0.0", labels=("taken",)),),
                labels=(Label(id="own"),),
            ),
        ),
    )


def test_a_bare_id_is_found_where_one_task_has_it() -> None:
    index = LabelIndex(taxonomies(schema()))
    assert index.find("x/y") == ("two/x/y",)
    assert index.find("taken") == ("four/taken",)
    assert index.find("nobody") == ()


def test_an_id_of_several_tasks_needs_its_address_or_its_home() -> None:
    index = LabelIndex(taxonomies(schema()))
    assert index.find("a") == ("one/a", "two/a", "three/a")
    assert index.find("a", "two") == ("two/a",)
    assert index.find("two/a") == ("two/a",)
    assert index.find("two/b") == ()


def test_shared_and_taken_labels_belong_to_the_task() -> None:
    index = LabelIndex(taxonomies(schema()))
    assert list(index.of("three")) == ["a", "b", "c"]
    assert list(index.of("four")) == ["taken", "own"]
    assert not index.of("five")
    assert {"x/y", "taken", "two/a", "three/c"} <= set(index.names())


def test_ids_are_listed_as_often_as_they_are_given() -> None:
    label = Label(
        id="a",
        include=(Clause(id="R1", text="x"), Clause(text="y")),
        examples=(Example(id="e1"), Example()),
        edge_cases=(Example(id="e1"),),
    )
    task = Task(
        id="t",
        type="classification",
        tie_breaks=(TieBreak(id="R1", text="x", use="a"),),
        labels=(label,),
    )
    found = taxonomies(Schema(schemactl=1, name="s", version="1.0.0", tasks=(task,)))
    assert rule_ids(found) == ["R1", "R1"]
    assert example_ids(found) == ["e1", "e1"]
