"""What labels meant: every label of the schemas in force, with its counts and datasets."""

from schemactl.registry.meaning import Labeled, labels_meant, labels_of
from schemactl.workspace import Workspace

SCHEMA = "schema:sentiment@1.0.0"
GUIDELINE = "guideline:sentiment@1.0.0"
USED = Labeled(SCHEMA, None, {"sentiment": {"positive": 1}})


def test_counts_add_up_over_the_datasets_of_one_schema(released: Workspace) -> None:
    datasets = {"dataset:a@1": USED, "dataset:b@1": USED}
    positive, negative = labels_meant(released, datasets, {SCHEMA})
    assert positive.via == ("dataset:a@1", "dataset:b@1")
    assert (positive.id, positive.task, positive.annotations) == ("positive", "sentiment", 2)
    assert positive.definition == "The writer is pleased."
    assert (negative.annotations, negative.guideline) == (0, None)


def test_another_guideline_is_another_meaning(released: Workspace) -> None:
    datasets = {"dataset:a@1": USED, "dataset:b@1": USED._replace(guideline=GUIDELINE)}
    found = labels_meant(released, datasets, {SCHEMA})
    assert [(label.id, label.guideline) for label in found] == [
        ("positive", None),
        ("negative", None),
        ("positive", GUIDELINE),
        ("negative", GUIDELINE),
    ]


def test_a_release_has_its_own_labels(released: Workspace) -> None:
    found = labels_of(released, SCHEMA, GUIDELINE)
    assert [(label.id, label.guideline, label.via, label.annotations) for label in found] == [
        ("positive", GUIDELINE, (), 0),
        ("negative", GUIDELINE, (), 0),
    ]


def test_labels_of_a_release_that_is_gone_are_unknown(released: Workspace) -> None:
    assert labels_meant(released, {"dataset:a@1": USED}, ()) == ()
