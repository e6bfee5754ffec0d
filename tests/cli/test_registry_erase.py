"""`registry erase-annotator`: the name goes, the entry says so, everything still verifies."""

from pathlib import Path

import pytest

from tests.cli.registry_commands import answer, released_in, text


def test_a_name_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    released_in(tmp_path, monkeypatch)
    ref = answer(capsys, "register", "annotator", "--person", "Ada Lovelace")["ref"]
    pseudonym = ref.partition(":")[2].partition("@")[0]
    said = text(capsys, "registry", "erase-annotator", pseudonym, "--reason", "asked for it")
    assert said == f"deleted the name behind {pseudonym}; recorded as entry 3\n"
    found = answer(capsys, "registry", "erase-annotator", f"annotator:{pseudonym}")
    assert found == {"ref": f"erasure:{pseudonym}@1", "entry": 3, "erased": False}
    assert "no name was known here" in text(capsys, "registry", "erase-annotator", pseudonym)
    assert text(capsys, "registry", "verify") == "0 differences\n"
    assert "no annotator a-1" in text(capsys, "registry", "erase-annotator", "a-1", code=2)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or b"Ada Lovelace" not in path.read_bytes(), path
