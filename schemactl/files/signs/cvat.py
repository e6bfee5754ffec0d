"""What data of CVAT is known by."""

from pathlib import Path, PurePosixPath

ZIP = b"PK\x03\x04"
MEMBER = "annotations.xml"


def recognise(path: Path, head: bytes) -> bool:
    """Tell by the outermost element and those in it, or by the name in a zip archive."""
    if head.startswith(ZIP):
        # An archive that is not to be trusted is refused by its names, whatever it holds.
        return any(map(_is_member_or_outside, _names(path)))
    is_xml = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    inner = (b"<version>", b"<meta>", b"<image ", b"<track ")
    return is_xml and b"<annotations>" in head and any(tag in head for tag in inner)


def _names(path: Path) -> list[str]:
    """Return the names in a zip archive; none where it is broken."""
    import zipfile

    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def _is_member_or_outside(name: str) -> bool:
    return PurePosixPath(name).name == MEMBER or leads_out(name)


def leads_out(name: str) -> bool:
    """Tell whether a name in an archive leads out of the folder it is unpacked in."""
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in "".join(parts.parts[:1])
