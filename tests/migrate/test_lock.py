"""Lock: a folder is held by one, until it lets go."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.lock import hold, scratch


def test_a_folder_is_held_until_it_is_let_go(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(SchemactlError, match="another process works in"):
        hold(tmp_path)
    hold(tmp_path).close()


def test_a_scratch_folder_is_empty_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    (folder / "left").mkdir(parents=True)
    (folder / "file").write_text("of a crash")
    with scratch(folder) as found:
        assert [one.name for one in found.iterdir()] == ["lock"]
        with pytest.raises(SchemactlError, match="another process"), scratch(folder):
            pass
    assert not folder.exists()
