"""Shares: the missing pages of a site, made by several processes at once.

Every process runs the generator in a folder of its own, for its share of the pages. What it made is
then moved to where the site is.
"""

import json
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from schemactl.errors import SchemactlError
from schemactl.handbook.advance import Report, silent
from schemactl.handbook.generator import generate

if TYPE_CHECKING:
    from subprocess import Popen

INDEX = Path("search") / "search_index.json"
MOST_PROCESSES = 8
FEWEST_PAGES = 150
# While another process begins, this one makes so many pages.
HEAD_START = 30
_FAILED = 2

Found = dict[str, Any]


def processes_for(pages: int) -> int:
    """Return how many processes make so many pages the soonest on this machine."""
    return max(1, min(_cores(), MOST_PROCESSES, pages // FEWEST_PAGES))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def generate_shares(
    file: Path, html: Path, missing: Sequence[str], processes: int, report: Report = silent
) -> list[Found]:
    """Make the missing pages of a mkdocs.yml; return what a search finds in all but the first.

    Pages are named by their path in the site, those of the folder `html` that are not named stay.
    What is reported is the share of this process, which is the largest.
    Raises SchemactlError where the generator does.
    """
    first, *others = _dealt(missing, processes)
    folders = {html.with_name(f"{html.name}-{n}"): share for n, share in enumerate(others, 1)}
    with _begun(file, folders) as workers:
        generate(file, html, first, report)
        for worker in workers:
            _end(worker)
    found: list[Found] = []
    for folder, share in folders.items():
        for above in {Path(name).parent for name in share}:
            (html / above).mkdir(parents=True, exist_ok=True)
        for name in share:
            (folder / name).replace(html / name)
        found += searched(folder, share)
        shutil.rmtree(folder)
    return found


def _dealt(missing: Sequence[str], processes: int) -> list[Sequence[str]]:
    """Return the share of each process, of which only the first one is at work already."""
    size = max(0, len(missing) - HEAD_START) // processes
    ends = [size * number for number in range(processes)]
    return [missing[ends[-1] :], *(missing[end : end + size] for end in ends[:-1])]


def searched(html: Path, pages: Collection[str]) -> list[Found]:
    """Return what the search index of a folder says of some of its pages."""
    try:
        found = orjson.loads((html / INDEX).read_bytes())
    except FileNotFoundError:
        return []
    wanted = set(pages)
    return [doc for doc in found["docs"] if doc["location"].partition("#")[0] in wanted]


def _list_of(folder: Path) -> Path:
    """Return the file that tells a process which pages to make."""
    return folder.with_name(f"{folder.name}.json")


@contextmanager
def _begun(file: Path, folders: Mapping[Path, Sequence[str]]) -> "Iterator[list[Popen[str]]]":
    """Begin a process for each folder; none outlives this one's interest in it."""
    # Most builds make fewer pages than another process is worth.
    import subprocess

    for folder, share in folders.items():
        shutil.rmtree(folder, ignore_errors=True)
        _list_of(folder).write_text(json.dumps(share), encoding="utf-8")
    package = Path(__file__).parents[2]
    path = os.pathsep.join(filter(None, [str(package), os.environ.get("PYTHONPATH", "")]))
    command = [sys.executable, "-m", __name__, str(file)]
    workers = [
        subprocess.Popen(
            [*command, str(folder)],
            env={**os.environ, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            text=True,
        )
        for folder in folders
    ]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.kill()
            worker.__exit__(None, None, None)
        for folder in folders:
            _list_of(folder).unlink(missing_ok=True)


def _end(worker: "Popen[str]") -> None:
    said, _ = worker.communicate()
    if worker.returncode == _FAILED:
        problem = json.loads(said)
        raise SchemactlError(problem["message"], problem["hint"])
    if worker.returncode:
        raise SchemactlError(
            f"a process that made pages of the handbook ended with {worker.returncode}",
            "build again; perhaps the memory did not suffice",
        )


def _main(file: str, folder: str) -> int:
    share = json.loads(_list_of(Path(folder)).read_text(encoding="utf-8"))
    try:
        generate(Path(file), Path(folder), share)
    except SchemactlError as error:
        json.dump({"message": error.message, "hint": error.hint}, sys.stdout)
        return _FAILED
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
