"""What data of CVAT is known by."""

import zipfile
from pathlib import Path

import pytest

from schemactl.files.signs.cvat import leads_out, recognise


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<annotations><version>1.1</version>', True),
        (b'<annotations>\n<image id="0" name="a.png"', True),
        (b"<annotations>\n<object>", False),
        (b"<html><meta>", False),
        (b'{"a": "<annotations><meta>"}', False),
    ],
)
def test_the_outermost_element_is_its_mark(head: bytes, expected: bool) -> None:
    assert recognise(Path("a.xml"), head) is expected


@pytest.mark.parametrize(
    ("member", "expected"),
    [("annotations.xml", True), ("a/annotations.xml", True), ("../a", True), ("a.xml", False)],
)
def test_an_archive_is_known_by_its_names(tmp_path: Path, member: str, expected: bool) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "")
    assert recognise(path, path.read_bytes()) is expected
    path.write_bytes(path.read_bytes()[:-10])
    assert not recognise(path, path.read_bytes())


@pytest.mark.parametrize("name", ["/etc/x", "..\\x", "a/../x", "C:/x"])
def test_a_name_that_leads_out_is_told(name: str) -> None:
    assert leads_out(name)
    assert not leads_out("a/b:c.xml")
