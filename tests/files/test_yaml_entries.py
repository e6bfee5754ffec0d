"""Tests of names in YAML that change entry by entry."""

import pytest

from schemactl.files.yaml_entries import entry_fixes
from schemactl.files.yaml_tree import Document

LIST = "# x\nnames:  # y\n  - a # first\n\n  - 'b'\n  - c\nnc: 3\n"
MAPPING = "names:\n    0: a # first\n    1: b\r\n"


def fixed(text: str, *names: str) -> str:
    """Return a text whose names are these."""
    document = Document("a.yaml", text.encode())
    numbered = {str(at): name for at, name in enumerate(names)}
    for fix in sorted(entry_fixes(document, ("names",), numbered), reverse=True):
        text = text[: fix.start] + fix.text + text[fix.end :]
    assert Document("a.yaml", text.encode()).data["names"] in (list(names), numbered)
    return text


@pytest.mark.parametrize(
    ("before", "names", "after"),
    [
        (LIST, "abc", LIST),
        (LIST, "axc", LIST.replace("'b'", "x")),
        (LIST, "ab", LIST.replace("  - c\n", "")),
        (LIST, "abcd", LIST.replace("  - c\n", "  - c\n  - d\n")),
        (MAPPING, "ab", MAPPING),
        (MAPPING, "xb", MAPPING.replace("a #", "x #")),
        (MAPPING, "a", "names:\n    0: a # first\n"),
        (MAPPING, "abc", MAPPING + "    2: c\r\n"),
        ("names:\n- a", "ab", "names:\n- a\n- b"),
        ("names: [a,  b] # x\n", "ab", "names: [a,  b] # x\n"),
        ("names: [a,  b] # x\n", ["a", "c, d"], 'names: [a, "c, d"] # x\n'),
        ("names: {0: a}\nnc: 1\n", ["a", "yes"], 'names: {0: a, 1: "yes"}\nnc: 1\n'),
    ],
)
def test_entries_that_stay_keep_their_bytes(before: str, names: list[str], after: str) -> None:
    assert fixed(before, *names) == after


@pytest.mark.parametrize("text", ["nc: 1\n", "names: []\n", "names: a\n"])
def test_names_must_be_there(text: str) -> None:
    with pytest.raises(LookupError):
        list(entry_fixes(Document("a.yaml", text.encode()), ("names",), {"0": "a"}))
