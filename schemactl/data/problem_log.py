"""ProblemLog: any number of problems in the order of files and lines, at bounded memory."""

import heapq
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import orjson

from schemactl.data.kinds import severity
from schemactl.data.spill import open_spill
from schemactl.model.annotation import Problem

_MOST_IN_MEMORY = 20_000


class Located(NamedTuple):
    """A problem and the file in which it is, by its position among the files."""

    file: int
    problem: Problem


class ProblemLog:
    """Collects problems; sorted runs of them wait in a temporary file."""

    def __init__(self) -> None:
        self.summary: Counter[str] = Counter()
        self._recent: list[Located] = []
        self._file: BinaryIO | None = None
        self._runs: list[tuple[int, int]] = []

    def add(self, file: int, problem: Problem) -> None:
        """Add a problem of a file."""
        self.summary[problem.kind] += 1
        self._recent.append(Located(file, problem))
        if len(self._recent) >= _MOST_IN_MEMORY:
            self._spill()

    @property
    def errors(self) -> int:
        """The number of problems that are errors."""
        return sum(n for kind, n in self.summary.items() if severity(kind) == "error")

    def _spill(self) -> None:
        if self._file is None:
            self._file = open_spill(self)
        begin = self._file.seek(0, 2)
        for one in sorted(self._recent, key=_place):
            self._file.write(orjson.dumps([one.file, *one.problem]) + b"\n")
        self._runs.append((begin, self._file.tell()))
        self._recent.clear()

    def __iter__(self) -> Iterator[Located]:
        """Yield all problems, by file, then line, then as they were found."""
        runs = [self._read(*run) for run in self._runs]
        return heapq.merge(*runs, iter(sorted(self._recent, key=_place)), key=_place)

    def _read(self, begin: int, end: int) -> Iterator[Located]:
        file = self._file
        while file is not None and begin < end:
            file.seek(begin)
            line = file.readline()
            begin += len(line)
            number, *fields = orjson.loads(line)
            yield Located(number, Problem(*fields))


def _place(one: Located) -> tuple[int, int]:
    return one.file, one.problem.line or 0
