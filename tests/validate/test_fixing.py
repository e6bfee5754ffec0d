"""Mending: where a finding carries its fix, and nothing else in the file changes."""

from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.model.finding import Diagnostic, Fix, Region
from schemactl.validate.fixing import apply_fixes
from schemactl.workspace import Workspace
from tests.builders import SHORT_FORM, a_repository, release_schema

FILE = "schemas/sentiment/schema.yaml"


@pytest.fixture(autouse=True)
def collector(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the garbage collector on: this process does not end with the report."""
    monkeypatch.setattr("gc.disable", lambda: None)


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


def fixed(root: Path, text: str) -> str:
    """Return what `validate --fix` makes of a schema."""
    a_repository(root, {FILE: text})
    run(["validate", "--root", str(root), "--fix"])
    return (root / FILE).read_bytes().decode()


@pytest.mark.parametrize(("line_end", "mark"), [("\n", ""), ("\r\n", ""), ("\r\n", "\ufeff")])
def test_several_findings_of_a_file_are_mended_at_once(
    tmp_path: Path, line_end: str, mark: str
) -> None:
    text = SHORT_FORM + "    aliases: [NEG, N, NEG] # spellings\n"
    text += "unsure: {say: Flag it, then wait, then ask}\n"
    expected = text.replace("[NEG, N, NEG]", "[NEG, N]")
    expected = expected.replace("Flag it, then wait, then ask", '"Flag it, then wait, then ask"')
    given = mark + text.replace("\n", line_end)
    assert fixed(tmp_path, given) == mark + expected.replace("\n", line_end)


def test_the_pins_of_a_migration_are_mended(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {FILE: SHORT_FORM})
    release = release_schema(workspace, "sentiment")
    migration = tmp_path / "schemas/sentiment/migrations/2.0.0.yaml"
    migration.parent.mkdir()
    migration.write_text(
        "schemactl: 1\nfrom: {schema: sentiment, version: 1.0.0} # pinned\n"
        "to: {schema: sentiment, version: 1.1.0}\n",
        encoding="utf-8",
    )
    fixed(tmp_path, SHORT_FORM.replace("1.0.0", "2.0.0"))
    assert migration.read_text(encoding="utf-8") == (
        "schemactl: 1\n"
        f'from: {{schema: sentiment, version: 1.0.0, digest: "{release.digest}"}} # pinned\n'
        "to: {schema: sentiment, version: 2.0.0}\n"
    )


def a_workspace(root: Path) -> Workspace:
    """Return a repository whose schema is one line."""
    return a_repository(root, {FILE: "a: [b, c]\n"})


def test_a_fix_that_would_break_the_file_is_not_applied(tmp_path: Path) -> None:
    assert apply_fixes(a_workspace(tmp_path), [finding(Fix(4, 5, "["), file=FILE)]) == 0
    assert (tmp_path / FILE).read_bytes() == b"a: [b, c]\n"


def test_a_crash_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = a_workspace(tmp_path)

    def crash(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", crash)
    with pytest.raises(KeyboardInterrupt):
        apply_fixes(workspace, [finding(Fix(4, 5, "x"), file=FILE)])
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == ["schema.yaml"]
    assert (tmp_path / FILE).read_bytes() == b"a: [b, c]\n"


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    path = tmp_path / FILE
    target = path.rename(tmp_path / "shared.yaml")
    path.symlink_to(target)
    assert apply_fixes(workspace, [finding(Fix(4, 5, "x"), file=FILE)]) == 1
    assert path.is_symlink()
    assert target.read_bytes() == b"a: [x, c]\n"
