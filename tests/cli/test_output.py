"""Everything on stdout is data; failures and notes go to stderr."""

import json

import pytest

from schemactl.cli.output import print_failure, print_json, print_lines, print_note

Output = pytest.CaptureFixture[str]


def test_json_keeps_order_and_characters(capsys: Output) -> None:
    print_json({"b": "é😀", "a": [1, None]})
    written = capsys.readouterr().out
    assert written == '{\n  "b": "é😀",\n  "a": [\n    1,\n    null\n  ]\n}\n'


def test_lines(capsys: Output) -> None:
    print_lines("a", "b")
    assert capsys.readouterr() == ("a\nb\n", "")


def test_a_note_is_for_people_only(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    print_note("working")
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    print_note("working")
    assert capsys.readouterr() == ("", "working\n")


def test_a_failure_goes_to_stderr_or_as_json_to_stdout(capsys: Output) -> None:
    print_failure("no folder", "give one", False)
    assert capsys.readouterr() == ("", "error: no folder\nhint: give one\n")
    print_failure("no folder", "", False)
    assert capsys.readouterr() == ("", "error: no folder\n")
    print_failure("no folder", "give one", True)
    written = capsys.readouterr()
    assert json.loads(written.out) == {"error": {"message": "no folder", "hint": "give one"}}
    assert written.err == ""


def test_what_people_typed_steers_no_terminal(capsys: Output) -> None:
    print_failure("no label \x1b[2J\u202e", "did you mean \x07?\nsee --help", as_json=False)
    assert capsys.readouterr().err == (
        "error: no label \\x1b[2J\\u202e\nhint: did you mean \\x07?\nsee --help\n"
    )


def test_halves_of_surrogate_pairs_are_escaped_in_json(capsys: Output) -> None:
    print_json({"name": "\u65e5 \udcff"})
    assert json.loads(capsys.readouterr().out) == {"name": "\u65e5 \udcff"}
