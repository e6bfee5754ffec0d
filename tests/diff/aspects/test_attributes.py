"""Attributes: of a task, of one label, and those that a label leaves out."""

from typing import Any

from tests.builders import a_label, a_schema, a_task
from tests.diff.versions import kinds, one_change

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
    added = one_change(with_attributes(SIZE), with_attributes(SIZE, attributes=[SIZE]))
    assert (added.kind, added.target) == ("attribute-added", ("a/size",))


def test_a_label_may_leave_an_attribute_out_and_take_it_back() -> None:
    size = {**SIZE, "required": True}
    old, new = with_attributes(size), with_attributes(size, **{"except": ["size"]})
    removed = one_change(old, new)
    assert (removed.kind, removed.source) == ("attribute-removed", ("a/size",))
    assert removed.before == {"except": "size", "required": True}
    assert one_change(new, old) == removed.reverse()


def test_a_recoded_label_keeps_its_attributes() -> None:
    old, new = with_attributes(attributes=[SIZE]), with_attributes(id="b", attributes=[SIZE])
    assert kinds(old, new, {"change": "recode", "from": "a", "to": "b"}) == ["label-recoded"]
