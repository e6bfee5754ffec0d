"""The laws of comparing: nothing differs from itself, and the way back undoes the way there."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.diff.comparison import compare
from schemactl.diff.fingerprint import fingerprint
from schemactl.files.schema_file import build_schema
from schemactl.model.label import Label
from schemactl.model.schema import Schema
from schemactl.releases.canonical import plain_data
from tests.builders import a_document, a_schema, a_task
from tests.diff.versions import changes, released

IDS = ("a", "b", "c", "d")
TEXTS = st.sampled_from(["", "One.", "Two.", "Three words here."])
CASES = st.lists(
    st.builds(
        lambda text, use: {"content": text, "use": use},
        st.sampled_from(["x", "y", "z"]),
        st.sampled_from([None, "nothing", *IDS]),
    ),
    max_size=2,
    unique_by=lambda case: case["content"],
)
LABELS = st.builds(
    lambda label_id, **fields: {"id": label_id, **fields},
    st.sampled_from(IDS),
    name=TEXTS,
    definition=TEXTS,
    include=st.lists(TEXTS, max_size=2, unique=True),
    examples=CASES,
    counterexamples=CASES,
    synonyms=st.lists(TEXTS, max_size=2, unique=True),
    aliases=st.lists(st.sampled_from(["A", "B"]), max_size=1),
    selectable=st.booleans(),
)


def _schema(labels: list[dict[str, Any]], fields: dict[str, Any]) -> Schema:
    top = [Label(**label) for label in labels[::2]]
    if top and labels[1::2]:
        below = tuple(Label(**label) for label in labels[1::2])
        top[0] = top[0].model_copy(update={"labels": below})
    return a_schema(a_task(*top, **fields), a_task("other", id="second"))


SCHEMAS = st.builds(
    _schema,
    st.lists(LABELS, max_size=4, unique_by=lambda label: label["id"]),
    st.fixed_dictionaries(
        {},
        optional={
            "question": TEXTS,
            "residual": st.sampled_from(IDS),
            "choose": st.sampled_from(["one", "any"]),
            "tie_breaks": st.just([{"id": "T1", "text": "A wins.", "use": "a"}]),
            "confusable": st.just([{"labels": ["a", "b"], "ask": "Which?"}]),
            "attributes": st.just([{"id": "size", "type": "number", "maximum": 3}]),
        },
    ),
)


@settings(max_examples=40, deadline=None)
@given(SCHEMAS)
def test_nothing_differs_from_itself(schema: Schema) -> None:
    assert changes(schema, schema) == ()


@settings(max_examples=60, deadline=None)
@given(SCHEMAS, SCHEMAS)
def test_the_changes_back_are_the_changes_reversed(old: Schema, new: Schema) -> None:
    there, back = changes(old, new), changes(new, old)
    reversed_there = [change.reverse() for change in there]
    assert None not in reversed_there
    assert sorted(map(repr, reversed_there)) == sorted(map(repr, back))


def test_a_name_that_leads_nowhere_reverses_no_case() -> None:
    case = {"content": "x"}
    one = _schema([{"id": "a"}, {"id": "c", "counterexamples": [case]}], {})
    other = _schema([{"id": "a", "counterexamples": [{**case, "use": "c"}]}], {})
    there, back = changes(one, other), changes(other, one)
    assert "case-reversed" not in {change.kind for change in (*there, *back)}
    assert sorted(repr(change.reverse()) for change in there) == sorted(map(repr, back))


@settings(max_examples=60, deadline=None)
@given(SCHEMAS, SCHEMAS)
def test_every_change_has_a_fingerprint_of_its_own(old: Schema, new: Schema) -> None:
    found = changes(old, new)
    assert len({fingerprint(change, "s") for change in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(SCHEMAS)
def test_the_order_of_labels_says_nothing(schema: Schema) -> None:
    tasks = tuple(
        task.model_copy(update={"labels": tuple(reversed(task.labels))}) for task in schema.tasks
    )
    turned = schema.model_copy(update={"tasks": tuple(reversed(tasks))})
    assert changes(schema, turned) == ()


def test_key_order_comments_and_formatting_say_nothing() -> None:
    one = "schemactl: 1\nname: s\nversion: 1.0.0\ntype: classification\nlabels:\n  - id: a\n"
    other = """\
# A remark.
type:   'classification'
labels: [{id: a}]   # another
version: "1.0.0"
name: s
schemactl: 1
"""
    first, second = build_schema(a_document(one)), build_schema(a_document(other))
    assert first is not None
    assert second is not None
    assert compare(released(first), released(second)) == ()


def test_a_canonical_copy_is_the_same_schema() -> None:
    schema = released(a_schema("a", "b"))
    assert compare(schema, type(schema).model_validate(plain_data(schema))) == ()
