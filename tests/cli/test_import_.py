"""`schemactl import`: options in, draft and report out, one clear line where it cannot act."""

import json
from pathlib import Path

import pytest

from schemactl.cli.main import run

TABLE = "Code,Title,Up,Note\n1,One,,x\n2,Two,1,\n3 4,Three,9,\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a label repository with a table beside its schemas."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "codes.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def given(root: Path, *arguments: str) -> list[str]:
    """Return a command line that imports the table."""
    columns = ["--column", "id=Code", "--column", "name=Title", "--column", "parent=Up"]
    file = str(root / "codes.csv")
    return ["import", "csv", file, "--root", str(root), "--name", "codes", *columns, *arguments]


def test_the_report_says_what_came_in(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(given(root, "--choose", "any", "--task", "code", "--format", "json")) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ref"] == "schema:codes@draft"
    assert report["file"] == "schemas/codes/schema.yaml"
    assert (report["labels"], report["depth"], report["several_parents"]) == (3, 2, 0)
    assert report["summary"] == {"dangling-parent": 1, "id-replaced": 1, "unknown-column": 1}
    assert report["report"][1] == {
        "kind": "id-replaced",
        "message": "'3 4' has the id '3-4' and is an alias of it",
        "line": 4,
        "label": "3-4",
    }
    text = (root / "schemas" / "codes" / "schema.yaml").read_text(encoding="utf-8")
    assert "  - id: code\n" in text
    assert "    choose: any\n" in text


def test_people_read_lines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(given(root)) == 0
    lines = capsys.readouterr().out.splitlines()
    file = root / "codes.csv"
    assert lines == [
        f"{file}: column 'Note' is not carried over [unknown-column]",
        f"{file}:4: 3-4: '3 4' has the id '3-4' and is an alias of it [id-replaced]",
        f"{file}:4: 3-4: the parent '9' of '3 4' is not in the source [dangling-parent]",
        "schemas/codes/schema.yaml: 3 labels, 2 levels",
        "remarks: dangling-parent 1, id-replaced 1, unknown-column 1",
        "next: schemactl validate schemas/codes/schema.yaml",
    ]


def test_a_second_import_needs_force(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(given(root)) == 0
    assert run(given(root)) == 2
    assert "--force" in capsys.readouterr().err
    assert run(given(root, "--force")) == 0


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["--column", "definition=Titel"], "no column 'Titel'", "did you mean 'Title'?"),
        (["--column", "Note"], "has no role or no column", "write ROLE=COL"),
        (["--format", "xml"], "xml", "schemactl import --help"),
    ],
)
def test_bad_options_are_one_line_with_a_hint(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
    hint: str,
) -> None:
    assert run(given(root, *arguments)) == 2
    error = capsys.readouterr().err
    assert message in error
    assert hint in error
    assert not (root / "schemas" / "codes").exists()


def test_an_option_of_another_format_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["import", "list", str(root / "codes.csv"), "--name", "n", "--root", str(root)]
    assert run([*arguments, "--header-row", "1", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"] == {
        "message": "list has no --header-row",
        "hint": "leave it out",
    }


def test_a_missing_file_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["import", "list", "ghost.txt", "--name", "n", "--root", str(root)]
    assert run(arguments) == 2
    assert "ghost.txt: no such file" in capsys.readouterr().err
