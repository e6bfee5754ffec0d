"""Cuts: stretches of whole lines of a file, each of which can be read by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from schemactl.files.dataset import unreadable
from schemactl.files.stream import LONGEST_LINE, Chunk, lines_before

RANGE = 2**19
# Only the first line of a file may begin with a mark of byte order.
_NOT_FIRST = 2


class Cut(NamedTuple):
    """A stretch of whole lines of a file."""

    begin: int
    end: int

    @property
    def line(self) -> int:
        """The number of its first line, as long as that is not known."""
        return 1 if self.begin == 0 else _NOT_FIRST

    def chunk(self, file: BinaryIO, line: int = 0) -> Chunk:
        """Return its lines, of which the first one may have another number."""
        file.seek(self.begin)
        return Chunk(line or self.line, self.begin, file.read(self.end - self.begin))


def cuts(path: Path, begin: int, size: int) -> Iterator[Cut]:
    """Yield stretches of about a size that end where a line ends, from an offset on.

    Raises SchemactlError for a line of more than 256 MiB.
    """
    total = path.stat().st_size
    with path.open("rb") as file:
        while begin < total:
            file.seek(min(begin + size, total) - 1)
            rest = file.readline(LONGEST_LINE)
            end = file.tell()
            if len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
                what = f"a line of more than {LONGEST_LINE // 2**20} MiB"
                number = lines_before(path, end) + 1
                raise unreadable(path, number, what, "give --as FORMAT if it is no file of lines")
            yield Cut(begin, end)
            begin = end
