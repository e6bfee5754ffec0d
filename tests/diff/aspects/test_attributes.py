"""Attributes: of a task, of one label, and those that a label leaves out."""

from typing import Any

from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import changes, kinds, one_change

SIZE: dict[str, Any] = {"id": "size", "type": "number", "maximum": 5}


def with_attributes(*attributes: dict[str, Any], **label: Any) -> Any:
    one = a_label(label.pop("id", "a"), definition="X.", **label)
    return a_schema(a_task(one, attributes=attributes))


def test_an_attribute_comes_and_goes() -> None:
    added = one_change(with_attributes(), with_attributes(SIZE))
    assert (added.kind, added.task, added.target) == ("attribute-added", "topic", ("size",))
    assert added.after == {"type": "number", "maximum": 5}
    assert one_change(with_attributes(SIZE), with_attributes()) == added.reverse()


def test_only_the_fields_that_differ_are_told() -> None:
    found = one_change(with_attributes(SIZE), with_attributes({**SIZE, "maximum": 7, "minimum": 1}))
    assert (found.kind, found.before, found.after) == (
        "attribute-changed",
        {"maximum": 5, "minimum": None},
        {"maximum": 7, "minimum": 1},
    )


def test_an_attribute_of_one_label_is_named_after_it() -> None:
    old, new = (
        with_attributes(SIZE),
        with_attributes(SIZE, attributes=[SIZE], **{"except": ["size"]}),
    )
    assert [(c.kind, c.target) for c in changes(old, new)] == [
        ("attribute-added", ("a/size",)),
        ("attribute-added", ("a/except:size",)),
    ]


def test_a_recoded_label_keeps_its_attributes() -> None:
    old, new = with_attributes(attributes=[SIZE]), with_attributes(id="b", attributes=[SIZE])
    assert kinds(old, new, {"change": "recode", "from": "a", "to": "b"}) == ["label-recoded"]
