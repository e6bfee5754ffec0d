"""Hadoop files: files on any storage that Spark reads, as the driver of a run needs them."""

import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from schemactl.migrate.engines.unit import address

_BLOCK = 2**16


class Stored(NamedTuple):
    """A file: its path, its address as Spark tells it of rows, and its size in bytes."""

    path: str
    address: str
    size: int


def local_path(address: str) -> str | None:
    """Return the path of what is on a disk that every worker sees; None for other addresses."""
    return re.sub(r"^file:/+", "/", address) if address.startswith("file:") else None


class HadoopFiles:
    """Files that the Java side of a Spark session opens."""

    def __init__(self, session: Any) -> None:
        """Take a classic session, which runs in this process."""
        self.java = session.sparkContext._jvm
        self.configuration = session.sparkContext._jsc.hadoopConfiguration()

    def _path(self, where: str) -> tuple[Any, Any]:
        path = self.java.org.apache.hadoop.fs.Path(where)
        return path.getFileSystem(self.configuration), path

    def exists(self, where: str) -> bool:
        """Tell whether there is a file or folder."""
        system, path = self._path(where)
        found: bool = system.exists(path)
        return found

    def whole_address(self, where: str) -> str:
        """Return the address of a path with all that the configuration adds to it."""
        system, path = self._path(where)
        found: str = system.makeQualified(path).toString()
        return found

    def files(self, where: str) -> list[Stored]:
        """Return a file, or those in a folder or of a pattern; hidden ones are none."""
        system, path = self._path(where)
        found = []
        for status in system.globStatus(path) or ():
            inner = system.listStatus(status.getPath()) if status.isDirectory() else (status,)
            for one in inner:
                name = one.getPath().getName()
                if one.isFile() and not name.startswith(("_", ".")):
                    own = one.getPath()
                    told = address(own.toUri().toString())
                    found.append(Stored(own.toString(), told, one.getLen()))
        return sorted(found)

    def read(self, where: str, begin: int = 0, size: int | None = None) -> bytes:
        """Return bytes of a file; what is on a disk here does not pass through Java."""
        local = local_path(where)
        if local is not None:
            with Path(local).open("rb") as opened:
                opened.seek(begin)
                return opened.read(-1 if size is None else size)
        system, path = self._path(where)
        file = system.open(path)
        try:
            file.seek(begin)
            return bytes(file.readAllBytes() if size is None else file.readNBytes(size))
        finally:
            file.close()

    def write(self, where: str, content: bytes) -> None:
        """Write a small file, or replace it."""
        system, path = self._path(where)
        file = system.create(path, True)
        try:
            file.write(content)
        finally:
            file.close()

    def move(self, where: str, to: str) -> None:
        """Rename a file, or have it elsewhere. Raises OSError where the storage does not."""
        local, target = local_path(where), local_path(to)
        if local is not None and target is not None:
            # Java takes longer for a name than we do for a megabyte of lines. As Java does, this
            # copies what goes to another disk.
            shutil.move(local, target)
            return
        system, path = self._path(where)
        if not system.rename(path, self.java.org.apache.hadoop.fs.Path(to)):
            raise OSError(f"{where} cannot be renamed to {to}")

    def move_without_last_byte(self, where: str, to: str, size: int) -> None:
        """Write the first bytes of a file as another file, and remove it."""
        system, path = self._path(where)
        target_system, target = self._path(to)
        source, file = system.open(path), target_system.create(target, True)
        try:
            # Hadoop's own copyBytes would take the size for that of a buffer.
            self.java.org.apache.commons.io.IOUtils.copyLarge(source, file, 0, size)
        finally:
            file.close()
            source.close()
        system.delete(path, False)

    def make_folder(self, where: str) -> None:
        """Make a folder, and those above it."""
        system, path = self._path(where)
        system.mkdirs(path)

    def remove(self, where: str) -> None:
        """Remove a file, or a folder with all in it."""
        system, path = self._path(where)
        system.delete(path, True)

    def last_line(self, file: Stored) -> int | None:
        """Return where a last line begins that has no end; None where the last line has one."""
        end = file.size
        while end > 0:
            begin = max(0, end - _BLOCK)
            block = self.read(file.path, begin, end - begin)
            at = block.rfind(b"\n")
            if at >= 0:
                found = begin + at + 1
                return None if found == file.size else found
            end = begin
        return 0 if file.size else None
