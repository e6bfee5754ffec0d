"""Inputs: by name."""

from tests.builders import a_schema
from tests.diff.versions import changes, one_change


def test_an_input_comes_goes_and_changes_its_type() -> None:
    none, text = a_schema("a"), a_schema("a", inputs={"x": {"type": "text"}})
    image = a_schema("a", inputs={"x": {"type": "image"}})
    added = one_change(none, text)
    assert (added.kind, added.target, added.after) == ("input-added", ("x",), {"type": "text"})
    assert one_change(text, none) == added.reverse()
    changed = one_change(text, image)
    assert (changed.kind, changed.before) == ("input-changed", {"type": "text"})
    assert one_change(image, text) == changed.reverse()
    assert changes(text, text) == ()
