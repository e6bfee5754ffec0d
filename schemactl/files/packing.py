"""Packing: the plain bytes of data that is packed, or lies in a folder, and the way back.

Whoever changes bytes in place works on plain ones: of a gzip file and of what is packed with zlib
those it was made from, of a folder those of its data files, joined. Other files of a folder, such
as images, go along as they are.
"""

import gzip
import hashlib
import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from schemactl.errors import SchemactlError
from schemactl.files.dataset import DatasetFormat
from schemactl.files.joined import Sink, join, take_apart
from schemactl.files.stream import GZIP, open_data

Form = Literal["plain", "gzip", "zlib", "folder"]

_BLOCK = 2**20
_ANY_NAME = ("utf-8", "surrogateescape")


class _Hashing(NamedTuple):
    """Takes bytes into a hash."""

    write: Callable[[bytes], None]


class Packed(NamedTuple):
    """Data at a path: how it is packed, and in a folder the names of the data files in order."""

    path: Path
    form: Form
    names: tuple[str, ...] = ()

    def files(self) -> list[Path]:
        """Return the data files, in order."""
        return [self.path / name for name in self.names] or [self.path]

    def size(self) -> int:
        """Return how many bytes the data files have."""
        return sum(path.stat().st_size for path in self.files())

    def state(self) -> str:
        """Return what changes when somebody writes to the data: a hash of names, sizes, times."""
        told = hashlib.sha256()
        for name, path in zip(self.names or ("",), self.files(), strict=True):
            found = path.stat()
            told.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode(*_ANY_NAME))
        return told.hexdigest()

    def digest(self) -> str:
        """Return the digest of the plain bytes. Raises SchemactlError as `write` does."""
        found = hashlib.sha256()
        self.write(_Hashing(found.update))
        return f"sha256:{found.hexdigest()}"

    def write(self, out: Sink) -> None:
        """Write the plain bytes. Raises SchemactlError where they cannot be had."""
        if self.form == "folder":
            join(self.path, self.names, out)
            return
        blocks = _inflated(self.path) if self.form == "zlib" else _read(self.path)
        for block in blocks:
            out.write(block)

    def plain(self, at: Path) -> Path:
        """Return a file of the plain bytes: its own, or one that is written at a path, whole."""
        if self.form == "plain":
            return self.path
        if not at.exists():
            part = at.with_name(f".{at.name}.part")
            with part.open("wb") as file:
                self.write(file)
            part.replace(at)
        return at


def packed(path: Path, data_format: DatasetFormat) -> Packed:
    """Return how data of a format is packed. Raises SchemactlError for a folder it cannot be."""
    if path.is_dir():
        data_files: Callable[[Path], list[Path]] | None = getattr(data_format, "data_files", None)
        if data_files is None:
            raise SchemactlError(f"{path} is a folder", "name a file in it")
        names = tuple(found.relative_to(path).as_posix() for found in data_files(path))
        return Packed(path, "folder", names)
    if data_format.SHAPE.is_deflated:
        return Packed(path, "zlib")
    with path.open("rb") as file:
        return Packed(path, "gzip" if file.read(len(GZIP)) == GZIP else "plain")


def form_of_output(path: Path, form: Form) -> Form:
    """Return how an output is packed: as the input is, but for gzip, of which the name decides."""
    if form in ("plain", "gzip"):
        return "gzip" if path.suffix == ".gz" else "plain"
    return form


def pack(plain: Path, form: Form, target: Path) -> None:
    """Write data that is packed in a form from its plain bytes; a folder of them alone."""
    match form:
        case "folder":
            target.mkdir()
            take_apart(plain, target)
        case "gzip":
            with (
                plain.open("rb") as read,
                target.open("wb") as file,
                # Equal bytes make equal files: no name and no time.
                gzip.GzipFile("", "wb", 6, file, 0) as out,
            ):
                shutil.copyfileobj(read, out, _BLOCK)
        case "zlib":
            deflate = zlib.compressobj()
            with plain.open("rb") as read, target.open("wb") as file:
                while block := read.read(_BLOCK):
                    file.write(deflate.compress(block))
                file.write(deflate.flush())
        case "plain":
            shutil.copyfile(plain, target)


def bring_along(
    source: Packed, target: Path, copy: Callable[[Path, Path], object] = shutil.copy2
) -> None:
    """Bring what else lies in a folder into another: files as they are, links as links."""
    data = {source.path / name for name in source.names}
    for found in sorted(source.path.rglob("*")):
        goal = target / found.relative_to(source.path)
        if found.is_symlink() and found not in data:
            goal.parent.mkdir(parents=True, exist_ok=True)
            goal.symlink_to(_led(found, source.path, goal))
        elif found.is_dir():
            goal.mkdir(parents=True, exist_ok=True)
        elif found not in data:
            goal.parent.mkdir(parents=True, exist_ok=True)
            copy(found, goal)


def _led(link: Path, folder: Path, goal: Path) -> str:
    """Return what a link says at its new place: the same, where it stays inside its folder."""
    told = link.readlink()
    leads = Path(os.path.normpath(link.parent.absolute() / told))
    if told.is_absolute() or leads.is_relative_to(folder.absolute()):
        return str(told)
    return os.path.relpath(leads, goal.parent.absolute())


def _read(path: Path) -> Iterator[bytes]:
    try:
        with open_data(path) as file:
            while block := file.read(_BLOCK):
                yield block
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _broken(path, "gzip", str(error)) from None


def _inflated(path: Path) -> Iterator[bytes]:
    inflate = zlib.decompressobj()
    try:
        with path.open("rb") as file:
            while not inflate.eof and (block := inflate.unconsumed_tail or file.read(_BLOCK)):
                yield inflate.decompress(block, _BLOCK)
        yield inflate.flush()
    except zlib.error as error:
        raise _broken(path, "zlib", str(error)) from None
    if not inflate.eof:
        raise _broken(path, "zlib", "it breaks off")


def _broken(path: Path, form: str, why: str) -> SchemactlError:
    hint = "make or fetch the file again"
    return SchemactlError(f"{path}: the {form} file cannot be read: {why}", hint)
