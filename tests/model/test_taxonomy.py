"""A task's labels as a graph: places, parents, spellings, what may be chosen."""

from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.label import Label
from schemactl.model.taxonomy import Taxonomy, taxonomies
from tests.builders import a_label, a_schema, a_task

TREE = a_label(
    "money",
    labels=[a_label("refund", aliases=["REFUND"]), a_label("charge", also_under=["dispute"])],
)


def test_labels_stand_in_document_order_with_their_pointers() -> None:
    taxonomy = Taxonomy(a_task(TREE, "dispute"), ("tasks", 0))
    assert [(place.label.id, place.parent, place.depth) for place in taxonomy.places] == [
        ("money", None, 1),
        ("refund", "money", 2),
        ("charge", "money", 2),
        ("dispute", None, 1),
    ]
    assert taxonomy.by_id["charge"].pointer == ("tasks", 0, "labels", 0, "labels", 1)


def test_a_label_may_have_several_parents() -> None:
    taxonomy = Taxonomy(a_task(TREE, "dispute"))
    assert taxonomy.parents["charge"] == ("money", "dispute")
    assert taxonomy.children == {"money": ("refund", "charge"), "dispute": ("charge",)}
    assert taxonomy.ancestors("charge") == ("money", "dispute")


def test_groups_may_be_chosen_only_at_any_level() -> None:
    def chosen(**fields: object) -> list[str]:
        return [label.id for label in Taxonomy(a_task(TREE, **fields)).selectable]

    assert chosen() == ["refund", "charge"]
    assert chosen(hierarchy={"choose": "any-level"}) == ["money", "refund", "charge"]


def test_a_label_that_is_not_selectable_is_chosen_nowhere() -> None:
    task = a_task(a_label(selectable=False), hierarchy={"choose": "any-level"})
    assert Taxonomy(task).selectable == ()


def test_ids_come_before_aliases() -> None:
    taxonomy = Taxonomy(a_task(a_label("a", aliases=["b", "c"]), a_label("b", aliases=["c"])))
    assert taxonomy.spellings == {"a": "a", "b": "b", "c": "a"}


def test_the_first_of_two_labels_with_one_id_counts() -> None:
    taxonomy = Taxonomy(a_task(a_label(name="first"), a_label(name="second")))
    assert taxonomy.by_id["a"].label.name == "first"
    assert len(taxonomy.places) == 2


def test_circles_end() -> None:
    task = a_task(a_label("a", also_under=["b"]), a_label("b", also_under=["a", "b"]))
    assert Taxonomy(task).ancestors("a") == ("b",)


@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefg"), max_size=3), max_size=6
    )
)
def test_nothing_is_above_itself(parents: dict[str, list[str]]) -> None:
    labels = [Label(id=key, also_under=tuple(above)) for key, above in parents.items()]
    taxonomy = Taxonomy(a_task(*labels))
    for label in labels:
        above = taxonomy.ancestors(label.id)
        assert label.id not in above
        assert len(set(above)) == len(above)


def test_only_what_may_be_chosen_has_a_rank() -> None:
    taxonomy = Taxonomy(a_task("a", a_label("group", selectable=False), "b"))
    assert taxonomy.ranks == {"a": 0, "b": 1}


def test_every_task_has_its_taxonomy() -> None:
    schema = a_schema(a_task("a", id="one"), a_task("b", id="two"))
    assert [taxonomy.pointer for taxonomy in taxonomies(schema)] == [("tasks", 0), ("tasks", 1)]


def test_texts_stand_in_the_order_of_the_cases() -> None:
    label = a_label(examples=[{"content": "Well,  Sir"}], edge_cases=[{"image": "a.png"}])
    assert Taxonomy(a_task(label)).texts == ("well, sir", "")
