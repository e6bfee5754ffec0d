"""Local Java: the part of Hadoop's files that we use, in Python, for tests without Spark."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any


class _JavaPath:
    def __init__(self, where: str) -> None:
        self.path = Path(where.removeprefix("file:"))

    def getFileSystem(self, configuration: object) -> "_FileSystem":  # noqa: N802 - as in Java
        del configuration
        return _FileSystem()

    def getName(self) -> str:  # noqa: N802 - as in Java
        return self.path.name

    def toString(self) -> str:  # noqa: N802 - as in Java
        return f"file:{self.path}"

    def toUri(self) -> "_Uri":  # noqa: N802 - as in Java
        return _Uri(self.path)


class _Uri:
    def __init__(self, path: Path) -> None:
        self.path = path

    def toString(self) -> str:  # noqa: N802 - as in Java
        return self.path.as_uri()


class _Status:
    def __init__(self, path: Path) -> None:
        self.path = path

    def getPath(self) -> _JavaPath:  # noqa: N802 - as in Java
        return _JavaPath(str(self.path))

    def getLen(self) -> int:  # noqa: N802 - as in Java
        return self.path.stat().st_size

    def isFile(self) -> bool:  # noqa: N802 - as in Java
        return self.path.is_file()

    def isDirectory(self) -> bool:  # noqa: N802 - as in Java
        return self.path.is_dir()


class _Stream(BytesIO):
    def readNBytes(self, size: int) -> bytes:  # noqa: N802 - as in Java
        return self.read(size)

    def readAllBytes(self) -> bytes:  # noqa: N802 - as in Java
        return self.read()


class _FileSystem:
    def exists(self, path: _JavaPath) -> bool:
        return path.path.exists()

    def makeQualified(self, path: _JavaPath) -> _JavaPath:  # noqa: N802 - as in Java
        return path

    def globStatus(self, path: _JavaPath) -> list[_Status] | None:  # noqa: N802 - as in Java
        whole = path.path
        if "*" in whole.name:
            return [_Status(one) for one in whole.parent.glob(whole.name)]
        return [_Status(whole)] if whole.exists() else None

    def listStatus(self, path: _JavaPath) -> list[_Status]:  # noqa: N802 - as in Java
        return [_Status(one) for one in path.path.iterdir()]

    def open(self, path: _JavaPath) -> _Stream:
        return _Stream(path.path.read_bytes())

    def create(self, path: _JavaPath, overwrite: bool) -> Any:
        assert overwrite
        return path.path.open("wb")

    def rename(self, path: _JavaPath, to: _JavaPath) -> bool:
        if not path.path.exists():
            return False
        path.path.rename(to.path)
        return True

    def delete(self, path: _JavaPath, recursive: bool) -> None:
        if path.path.is_dir():
            assert recursive
            shutil.rmtree(path.path)
        else:
            path.path.unlink(missing_ok=True)

    def mkdirs(self, path: _JavaPath) -> None:
        path.path.mkdir(parents=True, exist_ok=True)


class _Utilities:
    @staticmethod
    def copyLarge(source: Any, target: Any, begin: int, size: int) -> None:  # noqa: N802 - as in Java
        target.write(source.read()[begin : begin + size])


class _Names:
    """Names within names, as packages of Java are."""

    def __init__(self, **names: Any) -> None:
        self.__dict__.update(names)


class LocalSession:
    """A session of which only the files are used."""

    def __init__(self) -> None:
        """Lay out the packages."""
        commons = _Names(io=_Names(IOUtils=_Utilities))
        apache = _Names(hadoop=_Names(fs=_Names(Path=_JavaPath)), commons=commons)
        java = _Names(org=_Names(apache=apache))
        self.sparkContext: Any = _Names(_jvm=java, _jsc=_Names(hadoopConfiguration=lambda: None))
