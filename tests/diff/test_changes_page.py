"""The page of changes names every kind once, with the step that the code gives it."""

import re
from pathlib import Path

from schemactl.diff.verdict import judge
from schemactl.model.change import KINDS, Change, Kind
from tests.builders import a_schema
from tests.diff.versions import released

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "changes.md"
ROW = re.compile(r"^\| `([a-z]+-[a-z]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
STEPS = ("patch", "minor", "major")


def rows() -> dict[str, tuple[str, str]]:
    """Return step and annotations by kind, as the page says."""
    return {kind: (step, fate) for kind, _, step, fate in ROW.findall(PAGE.read_text("utf-8"))}


def test_every_kind_has_one_row() -> None:
    found = ROW.findall(PAGE.read_text("utf-8"))
    assert sorted(kind for kind, *_ in found) == sorted(KINDS)


def test_a_row_that_names_one_step_and_fate_names_the_right_ones() -> None:
    schema = released(a_schema("a"))
    certain = {
        kind: said for kind, said in rows().items() if said[0] in STEPS and said[1].isalpha()
    }
    assert len(certain) >= 18
    for kind in KINDS:
        if kind in certain:
            (found,) = judge([_change(kind)], None, schema, schema).judgements
            assert (kind, found.bump, found.annotations) == (kind, *certain[kind])


def _change(kind: Kind) -> Change:
    return Change(kind, "topic", ("a",), ("a",), {}, {})
