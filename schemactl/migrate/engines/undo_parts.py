"""Undo parts: the files that a run in parts had read, from its output and its undo files."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlparse

from schemactl.errors import SchemactlError
from schemactl.migrate.engines.manifest import MANIFEST, SUCCESS, Plain, read_manifest
from schemactl.migrate.undo import Undone, undo

UNDO_SUFFIX = ".undo"


def undo_parts(folder: Path, undo_folder: Path, out: Path) -> Undone:
    """Write the files at `out`, a folder which appears whole or not at all.

    Raises SchemactlError where a part is not what the run wrote, or anything is missing.
    """
    if out.exists():
        raise SchemactlError(f"{out} exists", "give another --out")
    if not out.parent.is_dir():
        raise SchemactlError(f"{out.parent} is no folder", "make the folder first")
    manifest = _manifest(folder)
    parts: Sequence[Plain] = manifest["parts"]
    names = _names([part["place"][0] for part in parts])
    work = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        for part in parts:
            _append(folder, undo_folder, part, work / "whole" / names[part["place"][0]])
        (work / "whole").rename(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    size = sum(part["input"]["size"] for part in parts)
    return Undone(manifest["run"], manifest["input"], size)


def _manifest(folder: Path) -> Plain:
    path = folder / MANIFEST
    if not path.is_file() or not (folder / SUCCESS).is_file():
        hint = "name the folder that `schemactl migrate apply --engine spark` wrote"
        raise SchemactlError(f"{folder} has no {MANIFEST} and {SUCCESS}", hint)
    return read_manifest(str(path), path.read_bytes())


def _names(files: Sequence[str]) -> Mapping[str, PurePosixPath]:
    """Return where each file goes: its path below the deepest folder that holds all of them."""
    paths = {file: PurePosixPath(unquote(urlparse(file).path)) for file in files}
    top = os.path.commonpath([path.parent for path in paths.values()])
    return {file: path.relative_to(top) for file, path in paths.items()}


def _append(folder: Path, undo_folder: Path, part: Mapping[str, Any], target: Path) -> None:
    """Undo a part, and put what it had read behind what stands in a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as place:
        own = Path(place, "own")
        undone = undo(folder / part["name"], undo_folder / f"{part['name']}{UNDO_SUFFIX}", own)
        if undone.digest != part["input"]["digest"]:
            hint = "name the undo folder of the same run"
            raise SchemactlError(f"{part['name']}: the undo file is of another run", hint)
        with own.open("rb") as source, target.open("ab") as file:
            shutil.copyfileobj(source, file)
