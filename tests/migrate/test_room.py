"""Tests of what is said where a disk is full."""

import errno
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.room import room_for
from schemactl.migrate.work import folder_of


@pytest.mark.parametrize("is_begun", [True, False])
def test_a_full_disk_is_named_with_how_to_go_on(tmp_path: Path, is_begun: bool) -> None:
    work = folder_of(tmp_path / "out")
    if is_begun:
        work.mkdir()
    with pytest.raises(SchemactlError) as found, room_for(tmp_path / "out"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert found.value.message == f"{work}: No space left on device"
    assert "it goes on from where it was" in found.value.hint
    assert (str(work) in found.value.hint) == is_begun


def test_the_file_is_named_where_it_is_known(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match=r"^queue: File too large"), room_for(tmp_path / "out"):
        raise OSError(errno.EFBIG, "File too large", "queue")


def test_other_failures_pass(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), room_for(tmp_path / "out"):
        raise PermissionError(errno.EACCES, "Permission denied")
