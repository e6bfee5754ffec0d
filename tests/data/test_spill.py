"""Tests of temporary files."""

from schemactl.data.spill import open_spill


class Owner:
    """Something that spills."""


def test_a_file_is_closed_with_its_owner() -> None:
    owner = Owner()
    file = open_spill(owner)
    file.write(b"x")
    assert not file.closed
    del owner
    assert file.closed
