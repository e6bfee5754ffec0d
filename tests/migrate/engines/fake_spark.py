"""Fake Spark: the few methods of a session that we call, over local files, task after task."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from schemactl.files.arrow import arrow
from tests.migrate.engines.local_java import LocalSession

Batches = Callable[[Iterator[Any]], Iterator[Any]]


class FakeSession(LocalSession):
    """A session; `tries` is how often each task runs, of which the last one is kept."""

    def __init__(self, tries: int = 1, cores: int = 2) -> None:
        """Begin without settings."""
        super().__init__()
        self.tries = tries
        self.settings: dict[str, str] = {}
        self.conf = self
        self.read = _Frame(self)
        self.sparkContext.broadcast = _Shared
        self.sparkContext.parallelize = self.parallelize
        self.sparkContext.defaultParallelism = cores

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self.settings[name] = value

    def parallelize(self, values: Iterable[Any], tasks: int) -> "_Values":
        """Return values, of which each task has one."""
        listed = list(values)
        assert tasks == max(1, len(listed))
        return _Values(self.tries, listed)


class _Values:
    def __init__(self, tries: int, values: list[Any]) -> None:
        self.tries = tries
        self.values = values

    def map(self, change: Callable[[Any], Any]) -> "_Values":
        """Change each value, in a task that is tried some times."""
        tried = [[change(value) for _ in range(self.tries)] for value in self.values]
        return _Values(self.tries, [found[-1] for found in tried])

    def collect(self) -> list[Any]:
        """Return what became of the values."""
        return self.values


class _Shared:
    def __init__(self, value: object) -> None:
        self.value = value

    def unpersist(self) -> None:
        """Let go of nothing."""


class _Frame:
    """What is read, mapped and written, as the last method left it."""

    def __init__(self, session: FakeSession) -> None:
        self.session = session
        self.tasks: list[Any] = []
        self.batches: Batches = iter
        self.options: dict[str, str] = {}
        self.is_writer = False

    def format(self, name: str) -> "_Frame":
        assert name == "binaryFile"
        return self

    def option(self, name: str, value: str) -> "_Frame":
        self.options[name] = value
        return self

    def selectExpr(self, *columns: str) -> "_Frame":  # noqa: N802 - as in PySpark
        del columns
        return self

    def partitionBy(self, column: str) -> "_Frame":  # noqa: N802 - as in PySpark
        assert column == "kind"
        return self

    def mapInArrow(self, batches: Batches, schema: str) -> "_Frame":  # noqa: N802 - as in PySpark
        assert schema == "kind string, value binary"
        self.batches = batches
        return self

    @property
    def write(self) -> "_Frame":
        self.is_writer = True
        return self

    def load(self, paths: list[str]) -> "_Frame":
        frame = _Frame(self.session)
        frame.tasks = [_whole(local(path)) for path in paths]
        return frame

    def text(self, paths: Any) -> "_Frame":
        if self.is_writer:
            self._write(local(paths))
            return self
        frame = _Frame(self.session)
        size = int(self.session.settings["spark.sql.files.maxPartitionBytes"])
        # Spark hands out the largest files first.
        for path in sorted(map(local, paths), key=lambda path: -path.stat().st_size):
            frame.tasks += _stretches(path, size)
        return frame

    def _write(self, folder: Path) -> None:
        for number, task in enumerate(self.tasks):
            for _ in range(self.session.tries):
                [*found] = self.batches(iter(task))
                for batch in found:
                    for row in batch.to_pylist():
                        target = folder / f"kind={row['kind']}" / f"part-{number:05d}-x.c000.txt"
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(row["value"] + self.options["lineSep"].encode())
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "_SUCCESS").touch()


def local(where: str) -> Path:
    """Return the path of an address."""
    return Path(where.removeprefix("file:"))


def _whole(path: Path) -> list[Any]:
    cells = {"content": [path.read_bytes()], "file_path": [f"file://{quote(str(path))}"]}
    return [arrow().RecordBatch.from_pydict(cells)]


def _stretches(path: Path, size: int) -> Iterator[list[Any]]:
    """Yield the lines of each stretch, as Hadoop cuts files: those that begin behind its offset."""
    content = path.read_bytes()
    starts = [0, *(at + 1 for at, byte in enumerate(content) if byte == ord("\n"))]
    lines = content.split(b"\n")
    lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
    if not lines[-1]:
        starts, lines = starts[:-1], lines[:-1]
    for begin in range(0, len(content), size):
        length = min(size, len(content) - begin)
        own = [
            line
            for start, line in zip(starts, lines, strict=True)
            if begin < start <= begin + length or start == begin == 0
        ]
        cells = {
            "value": arrow().array(own, type=arrow().binary()),
            "file_path": [f"file://{quote(str(path))}"] * len(own),
            "file_block_start": [begin] * len(own),
            "file_block_length": [length] * len(own),
        }
        yield [arrow().RecordBatch.from_pydict(cells)] if own else []
