"""Mending: where a finding carries its fix, and nothing else in the file changes."""

from pathlib import Path

import pytest

from schemactl.model.finding import Diagnostic, Fix, Region
from schemactl.validate.fixing import apply_fixes
from tests.builders import a_repository


def finding(*fixes: Fix, file: str | None = "a.yaml", suppressed: str | None = None) -> Diagnostic:
    """Return a finding with its fixes."""
    region = Region(1, 1, 1, 2)
    return Diagnostic("r", "error", "m", file, region, fixes=fixes, suppressed=suppressed)


@pytest.mark.parametrize(
    "content", [b"abc\r\nd\xc3\xa9f\r\n", b"\xef\xbb\xbfabc\r\nd\xc3\xa9f\r\n"]
)
def test_only_the_characters_of_the_fix_change(content: bytes, tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.yaml": content})
    assert apply_fixes(workspace, [finding(Fix(6, 7, "ü")), finding(Fix(0, 1, "xyz"))]) == 2
    expected = content.replace(b"\xc3\xa9", b"\xc3\xbc").replace(b"abc", b"xyzbc")
    assert (tmp_path / "a.yaml").read_bytes() == expected


def test_of_overlapping_fixes_the_first_is_applied(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.yaml": "abcdef"})
    assert apply_fixes(workspace, [finding(Fix(2, 5, "X"), Fix(0, 3, "Y"))]) == 1
    assert (tmp_path / "a.yaml").read_text() == "Ydef"


def test_the_same_fix_from_two_findings_is_one(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.yaml": "ab"})
    assert apply_fixes(workspace, [finding(Fix(0, 1, "X")), finding(Fix(0, 1, "X"))]) == 1


@pytest.mark.parametrize(
    "found", [finding(), finding(Fix(0, 1, "X"), suppressed="Known."), finding(file=None)]
)
def test_what_is_accepted_or_has_no_fix_is_left_alone(found: Diagnostic, tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a.yaml": "ab"})
    assert apply_fixes(workspace, [found]) == 0
    assert (tmp_path / "a.yaml").read_text() == "ab"
