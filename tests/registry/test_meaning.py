"""What labels meant: every label of the schemas in force, with its counts and datasets."""

from collections.abc import Callable

from schemactl.model.lineage import Content, Fact, Pin, ReleaseRecord
from schemactl.registry.meaning import labels_meant
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]
SCHEMA = "schema:sentiment@1.0.0"
GUIDELINE = "guideline:sentiment@1.0.0"
RELEASE = ReleaseRecord(digest=f"sha256:{'3' * 64}")


def contents(*facts: Fact) -> dict[str, Content]:
    """Return the contents of facts and of the releases by their refs."""
    return {str(fact.ref): fact.content for fact in facts} | {SCHEMA: RELEASE, GUIDELINE: RELEASE}


def test_counts_add_up_over_the_datasets_of_one_schema(
    released: Workspace, a_fact: FactBuilder
) -> None:
    known = contents(a_fact("dataset:a@1"), a_fact("dataset:b@1"))
    positive, negative = labels_meant(released, "model:m@1", known, ())
    assert positive.via == ("dataset:a@1", "dataset:b@1")
    assert (positive.id, positive.task, positive.annotations) == ("positive", "sentiment", 2)
    assert positive.definition == "The writer is pleased."
    assert (negative.annotations, negative.guideline) == (0, None)


def test_another_guideline_is_another_meaning(released: Workspace, a_fact: FactBuilder) -> None:
    guided = a_fact("dataset:b@1")
    guided = guided._replace(
        content=guided.content.model_copy(update={"guided_by": Pin(ref=GUIDELINE)})
    )
    found = labels_meant(released, "model:m@1", contents(a_fact("dataset:a@1"), guided), ())
    assert [(label.id, label.guideline) for label in found] == [
        ("positive", None),
        ("negative", None),
        ("positive", GUIDELINE),
        ("negative", GUIDELINE),
    ]


def test_a_traced_schema_has_its_own_labels(released: Workspace) -> None:
    found = labels_meant(released, SCHEMA, contents(), ())
    assert [(label.id, label.via, label.annotations) for label in found] == [
        ("positive", (), 0),
        ("negative", (), 0),
    ]


def test_a_traced_guideline_has_the_labels_it_was_built_with(released: Workspace) -> None:
    built = ReleaseRecord(digest=RELEASE.digest, built_with=Pin(ref=SCHEMA))
    found = labels_meant(released, GUIDELINE, contents() | {GUIDELINE: built}, ())
    assert {(label.schema, label.guideline) for label in found} == {(SCHEMA, GUIDELINE)}


def test_labels_of_a_release_that_is_gone_are_unknown(
    released: Workspace, a_fact: FactBuilder
) -> None:
    assert labels_meant(released, "model:m@1", contents(a_fact()), {SCHEMA}) == ()
