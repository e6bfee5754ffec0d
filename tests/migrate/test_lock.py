"""Lock: a folder is held by one, until it lets go."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.lock import hold


def test_a_folder_is_held_until_it_is_let_go(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(SchemactlError, match="another process works in"):
        hold(tmp_path)
    hold(tmp_path).close()
