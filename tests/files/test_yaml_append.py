"""Adding entries to a list of a label file: what stands there stays, to the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemactl.files.yaml_append import append_entries
from schemactl.files.yaml_write import render_yaml
from tests.builders import a_document

ENTRY = {"rule": "r", "at": "s/t/a"}
BLOCK = "  - rule: r\n    at: s/t/a\n"
FLOW = '{rule: "r", at: "s/t/a"}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "list:\n" + BLOCK),
        ("# only a comment", "# only a comment\nlist:\n" + BLOCK),
        ("a: b # c\n# end\n", "a: b # c\n# end\nlist:\n" + BLOCK),
        ("a: b", "a: b\nlist:\n" + BLOCK),
        ("a: b\n...\n", "a: b\nlist:\n" + BLOCK + "...\n"),
        ("list: # c\na: b\n", "list: # c\n" + BLOCK + "a: b\n"),
        ("list: [] # c\na: b\n", "list:  # c\n" + BLOCK + "a: b\n"),
        ("list: []\n", "list:\n" + BLOCK),
        ("list:\n  - x # c\n\na: b\n", "list:\n  - x # c\n" + BLOCK + "\na: b\n"),
        ("list:\n- x: |\n    y\n\n# c\na: b\n", None),
        ("list:\n- x\na: b\n", "list:\n- x\n- rule: r\n  at: s/t/a\na: b\n"),
        ("list: [x, y] # c\n", f"list: [x, y, {FLOW}] # c\n"),
        ("{a: b}\n", f"{{a: b, list: [{FLOW}]}}\n"),
        ("{}\n", f"{{list: [{FLOW}]}}\n"),
        ("  a: b\n", "  a: b\n  list:\n    - rule: r\n      at: s/t/a\n"),
    ],
)
def test_entries_follow_what_is_there(before: str, after: str | None) -> None:
    for line_end, mark in (("\n", ""), ("\r\n", ""), ("\n", "\ufeff")):
        content = mark + before.replace("\n", line_end)
        written = append_entries(content.encode(), "list", [ENTRY]).decode()
        if after is not None and ("\n" in before or line_end == "\n"):
            assert written == mark + after.replace("\n", line_end)
        assert a_document(written.encode()).data["list"][-1] == ENTRY


@pytest.mark.parametrize("text", ["- a\n", "list: x\n", "list: {a: b}\n", "a: [\n", "list: ''\n"])
def test_where_no_list_can_stand_nothing_is_written(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        append_entries(text.encode(), "list", [ENTRY])


entries = st.lists(
    st.dictionaries(st.sampled_from(["rule", "at", "because"]), st.text(min_size=1), min_size=1),
    min_size=1,
    max_size=4,
)


@given(entries, entries)
def test_entries_add_up(first: list[dict[str, str]], second: list[dict[str, str]]) -> None:
    once = append_entries(render_yaml({"a": "b"}).encode(), "list", first)
    twice = append_entries(once, "list", second)
    assert a_document(twice).data == {"a": "b", "list": [*first, *second]}
