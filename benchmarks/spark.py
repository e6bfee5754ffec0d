"""`migrate apply --engine spark` on local[2] beside Spark's own reading and writing of the file.

Spark copies JSON Lines in two ways: as text, which moves lines and looks at none, and as JSON,
which reads and writes every field of columns that are known before. All run in one session, in
turn. Wall time and processor time of all processes that Spark starts are measured; the start of
the session, which all need once, is told apart.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.paired import ROOT, show
from benchmarks.relabel import write_lines, write_parquet, write_releases
from benchmarks.tools import python_with
from schemactl.data.options import DataOptions, parse_columns
from schemactl.migrate.chain import read_chain
from schemactl.migrate.compile import compile_migration
from schemactl.migrate.engines.session import open_session
from schemactl.migrate.engines.spark import Folders, Request, apply_with_spark
from schemactl.migrate.source import Job
from schemactl.workspace import find_workspace

_COPIES = {"jsonl": ("text", "JSON"), "parquet": ("Parquet",)}
_COLUMNS = "id string, text string, label string, score double, annotator string"


class _Spent(NamedTuple):
    """Seconds that passed, and those of processors."""

    wall: float
    cpu: float


def main() -> None:
    """Write the files, and run both in a process that sees PySpark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--inside", type=Path)
    chosen = parser.parse_args()
    if chosen.inside is not None:
        _measure(chosen.inside, chosen.rows, chosen.rounds)
        return
    with tempfile.TemporaryDirectory() as top, tempfile.TemporaryDirectory() as tools:
        python = python_with(Path(tools), "pandas<3", "pyspark<5")
        if python is None:
            show("Spark: not measured, it could not be installed")
            return
        packages = next(Path(python).parents[1].glob("lib/*/site-packages"))
        folder = Path(top)
        write_releases(folder)
        write_lines(folder / "data.jsonl", chosen.rows)
        write_parquet(folder / "data.parquet", chosen.rows)
        sizes = ["--rows", str(chosen.rows), "--rounds", str(chosen.rounds)]
        subprocess.run(
            [sys.executable, "-m", "benchmarks.spark", "--inside", top, *sizes],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(packages)])},
            cwd=ROOT,
            check=True,
        )


def _measure(folder: Path, rows: int, rounds: int) -> None:
    way = compile_migration(*read_chain(find_workspace(folder), "many", "1.0.0", "2.0.0"))
    begin = time.monotonic()
    session = open_session("local[2]")
    show(f"{rows} rows; the session started in {time.monotonic() - begin:.1f} s")
    for kind in ("jsonl", "parquet"):
        path = folder / f"data.{kind}"
        job = Job(path, way, DataOptions(columns=parse_columns(["item=id"])), {})
        folders = Folders(*(str(folder / name) for name in ("out", "undo", "queue")))
        request = Request(job, str(path), folders, force=True)

        def ours(request: Request = request) -> None:
            apply_with_spark(session, request)

        copies: dict[str, Callable[[], None]] = {
            f"Spark alone, {how}": partial(_copy, session, how, path, folder / "copy")
            for how in _COPIES[kind]
        }
        runs = {**copies, "schemactl on Spark": ours}
        _in_turn(f"{kind}, {path.stat().st_size / 1e6:.0f} MB", runs, rows, rounds)
    session.stop()


def _copy(session: Any, how: str, path: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if how == "Parquet":
        session.read.parquet(str(path)).write.option("compression", "zstd").parquet(str(target))
    elif how == "JSON":
        session.read.schema(_COLUMNS).json(str(path)).write.json(str(target))
    else:
        session.read.text(str(path)).write.text(str(target))


def _in_turn(name: str, runs: Mapping[str, Callable[[], None]], rows: int, rounds: int) -> None:
    """Run all in turn, and show what the last one takes beside each of the others."""
    found: dict[str, list[_Spent]] = {variant: [] for variant in runs}
    for number in range(rounds + 1):
        for variant, run in runs.items():
            wall, before = time.monotonic(), _processor_seconds()
            run()
            # The first round warms all.
            if number:
                after = _processor_seconds()
                spent = sum(seconds - before.get(of, 0) for of, seconds in after.items())
                found[variant].append(_Spent(time.monotonic() - wall, spent))
    show(name)
    for variant, times in found.items():
        wall, processor = map(statistics.median, zip(*times, strict=True))
        rate = rows / wall / 1e6
        show(f"  {variant:20}  {wall:6.1f} s  {processor:6.1f} cpu s  {rate:.2f} million rows/s")
    *others, ours = found
    for other in others:
        for at, kind in enumerate(_Spent._fields):
            pairs = zip(found[ours], found[other], strict=True)
            ratios = sorted(one[at] / peer[at] for one, peer in pairs)
            middle = statistics.median(ratios)
            span = f"({ratios[0]:.2f}, {ratios[-1]:.2f})"
            show(f"  ratio of {kind} to {other}: {middle:.2f} {span}")


def _processor_seconds() -> dict[int, float]:
    """Return the processor time of this process and each below it, as Linux counts it.

    Spark ends Python that had nothing to do for a minute, and does not wait for it: what that
    took is in no sum of later.
    """
    parents, ticks = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        process = int(path.parent.name)
        # As in proc(5), from the state on: the parent, and times with those of ended children.
        parents[process], ticks[process] = int(fields[1]), sum(map(int, fields[11:15]))
    below = {os.getpid()}
    while more := {process for process, parent in parents.items() if parent in below} - below:
        below |= more
    return {process: ticks[process] / os.sysconf("SC_CLK_TCK") for process in below}


if __name__ == "__main__":
    main()
