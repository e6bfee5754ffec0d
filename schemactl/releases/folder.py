"""The files of a release folder: content, manifest, source; written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.model.release import CANONICAL_FORM, Manifest, ManifestFile
from schemactl.releases.canonical import canonical_bytes, digest_of

MANIFEST = "manifest.json"
SOURCE = "source"
ATTRIBUTES_LINE = "registry/** -text"
MERGE_LINE = "schemas/*/migrations/*.yaml merge=union"


def manifest_bytes(ref: str, previous: str | None, content: Mapping[str, bytes]) -> bytes:
    """Return the manifest of a release's files; their order does not matter."""
    files = tuple(
        ManifestFile(path=path, size=len(data), sha256=digest_of(data).removeprefix("sha256:"))
        for path, data in sorted(content.items())
    )
    return canonical_bytes(Manifest(format=CANONICAL_FORM, ref=ref, previous=previous, files=files))


def write_folder(folder: Path, content: Mapping[str, bytes]) -> None:
    """Write files into a new folder that appears whole, or not at all.

    Raises SchemactlError where the folder exists.
    """
    if folder.exists():
        raise SchemactlError(f"{folder} exists already", "a release is never written again")
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for path, data in content.items():
            target = work / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        work.chmod(0o755)
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def keep_line_ends(root: Path) -> None:
    """Make git leave the bytes of the registry alone, on every operating system."""
    _add_attribute(root, ATTRIBUTES_LINE)


def merge_steps_by_line(root: Path) -> None:
    """Make git keep both lines where two branches draft different steps of one migration."""
    _add_attribute(root, MERGE_LINE)


def _add_attribute(root: Path, line: str) -> None:
    path = root / ".gitattributes"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if line in (known.strip() for known in text.splitlines()):
        return
    gap = "" if not text or text.endswith("\n") else "\n"
    path.write_text(f"{text}{gap}{line}\n", encoding="utf-8", newline="\n")
