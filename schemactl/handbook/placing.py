"""Placing: the files of a build get second names in a folder, which then takes the site's place.

The site that was there becomes the spare one, in which most names are already right when the
next site is put together. Nothing is taken for granted about it: a name stays where it leads to
the very file that it should, and all others are made anew.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from schemactl.handbook.listing import Listing
from schemactl.handbook.recycling import retire

SPARE = "spare"
_OLD = "replaced"

# The files of a folder by name: where each is, and the state of it.
Files = dict[str, tuple[str, os.stat_result]]


class Tree(NamedTuple):
    """A folder with the state of its files."""

    folder: Path
    files: Listing


def place(
    trees: Sequence[Tree],
    target: Path,
    work: Path,
    finish: Callable[[Path], None],
    retired: Path | None = None,
) -> None:
    """Have a folder hold the files of all trees, whole or not at all; `finish` adds the last ones.

    `work` is where the spare folder stays. A target on another disk has none, nor has one that
    takes the place of `work` itself. Files of the site before the last go to `retired`, if given.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(work / _OLD, ignore_errors=True)
    spare = work / SPARE
    is_apart = not spare.resolve().is_relative_to(target.resolve())
    if is_apart and work.stat().st_dev == target.parent.stat().st_dev:
        prepare(trees, spare, retired)
        finish(spare)
        spare.chmod(0o755)
        if _exchange(spare, target, work / _OLD):
            if not spare.is_dir():
                prepare(trees, spare)
            return
    shutil.rmtree(spare, ignore_errors=True)
    _place_beside(trees, target, finish)


def prepare(trees: Sequence[Tree], folder: Path, retired: Path | None = None) -> None:
    """Have a folder hold just the files of all trees; of one name, that of the last tree."""
    try:
        _link(trees, folder, retired)
    except OSError:
        # Whatever somebody has made of the folder: another one is as good.
        _forget(folder)
        _link(trees, folder)


def _exchange(fresh: Path, target: Path, old: Path) -> bool:
    """Put a folder in the place of another, which is then `fresh`; False across disks."""
    is_there = os.path.lexists(target)
    try:
        (target if is_there else fresh).rename(old if is_there else target)
    except OSError as error:
        if error.errno == errno.EXDEV:
            return False
        raise
    if is_there:
        fresh.rename(target)
        _keep(old, fresh)
    return True


def _keep(old: Path, spare: Path) -> None:
    if old.is_symlink():
        # What a site that was a link leads to is somebody else's.
        old.unlink()
    else:
        old.rename(spare)


def _place_beside(trees: Sequence[Tree], target: Path, finish: Callable[[Path], None]) -> None:
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        _link(trees, fresh)
        finish(fresh)
        fresh.chmod(0o755)
        if target.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
            target.rename(old / "old")
            fresh.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        else:
            fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _link(trees: Sequence[Tree], folder: Path, retired: Path | None = None) -> None:
    """Bring a folder to hold second names of files, or copies of them where that cannot be."""
    if folder.is_symlink() or not folder.is_dir():
        _forget(folder)
    wanted = _by_folder(trees)
    for path in sorted(wanted):
        here = f"{folder}/{path}" if path else str(folder)
        Path(here).mkdir(parents=True, exist_ok=True)
        missing = wanted[path]
        for name in _other_files(here, path, wanted):
            kept = retired / path / name if retired and name in missing else None
            retire(Path(here, name), kept)
        for name, (source, _) in missing.items():
            _link_one(source, f"{here}/{name}")


def _other_files(here: str, path: str, wanted: Mapping[str, Files]) -> list[str]:
    """Return the names that lead elsewhere than they should; the others are wanted no more."""
    missing = wanted[path]
    device = Path(here).stat().st_dev
    found = []
    for one in list(os.scandir(here)):
        if one.is_dir(follow_symlinks=False):
            if (f"{path}/{one.name}" if path else one.name) not in wanted:
                shutil.rmtree(one.path)
        elif one.name in missing and _is(one, device, missing[one.name][1]):
            del missing[one.name]
        else:
            found.append(one.name)
    return found


def _by_folder(trees: Sequence[Tree]) -> dict[str, Files]:
    """Return the files that are wanted in each folder, and where they are; parents are named."""
    found: dict[str, Files] = {"": {}}
    for tree in trees:
        for path, state in tree.files.items():
            above, _, name = path.rpartition("/")
            if above not in found:
                parts = above.split("/")
                for length in range(1, len(parts) + 1):
                    found.setdefault("/".join(parts[:length]), {})
            found[above][name] = (f"{tree.folder}/{path}", state)
    return found


def _is(one: "os.DirEntry[str]", device: int, wanted: os.stat_result) -> bool:
    """Tell whether a name in a folder leads to this very file; on Windows none is known to.

    A folder says the number of each file in it, without a look at the file.
    """
    number = wanted.st_ino
    return number != 0 and one.inode() == number and device == wanted.st_dev


def _link_one(source: str, goal: str) -> None:
    try:
        os.link(source, goal)
    except OSError:
        shutil.copy2(source, goal)


def _forget(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)
