"""Publish: what a run wrote becomes whole files or folders, which appear in one step."""

import errno
import os
import shutil
import sys
from pathlib import Path

from schemactl.files.packing import Form, Packed, bring_along, pack

_BLOCK = 2**17


def put_before(path: Path, head: bytes, before: Path | None = None) -> None:
    """Write a head and the bytes of a part as a whole file, perhaps behind another file."""
    whole = _whole(path)
    with path.open("rb") as part, whole.open("wb") as file:
        if before is not None:
            with before.open("rb") as first:
                shutil.copyfileobj(first, file, _BLOCK)
        file.write(head)
        shutil.copyfileobj(part, file, _BLOCK)
        file.flush()
        os.fsync(file.fileno())


def pack_whole(path: Path, form: Form, like: Packed) -> Path:
    """Pack a part as a whole file or folder; what else lies in the folder `like` comes along.

    Returns the whole, which is on the disk.
    """
    whole = _whole(path)
    remove(whole)
    pack(path, form, whole)
    if form == "folder":
        bring_along(like, whole)
    for found in whole.rglob("*") if form == "folder" else [whole]:
        if found.is_file() and not found.is_symlink() and sys.platform != "win32":
            with found.open("rb") as file:
                os.fsync(file.fileno())
    return whole


def publish(work: Path, target: Path) -> None:
    """Name a file or folder, which another run of the same command may have done already."""
    if not work.exists():
        return
    if work.is_dir() and target.exists():
        # A folder cannot take the place of another in one step: what was there waits for removal
        # beside the new one, and the same command ends what a crash leaves in between.
        remove(work.with_name("replaced"))
        target.replace(work.with_name("replaced"))
    try:
        work.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The target is on another disk: it appears there in one step as well.
        near = target.with_name(f".{target.name}.part")
        shutil.copyfile(work, near)
        near.replace(target)
        work.unlink()


def remove(path: Path) -> None:
    """Remove a file or a folder, where there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _whole(path: Path) -> Path:
    return path.with_name(f"{path.name}.whole")
