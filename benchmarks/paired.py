"""Paired runs: whole child processes in turn (A B A B …), by the processor time they took.

Processor time (user and system, of the child and all its children) is what a noisy machine
leaves comparable; ratios are taken pair by pair, and medians are shown. The time that passed
stands beside it, for what several processes share; it means something on an idle machine only.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sys.executable).parent


class Run(NamedTuple):
    """One child process: seconds of processor time, peak memory in MiB, exit code, time passed."""

    seconds: float
    mebibytes: float
    code: int
    passed: float


class Variant(NamedTuple):
    """A command under measurement; exit codes other than `codes` stop the benchmark."""

    name: str
    command: Sequence[str]
    codes: tuple[int, ...] = (0,)
    environment: Mapping[str, str] = {}
    before: Callable[[], None] = lambda: None


def show(line: str) -> None:
    """Write a line of a table at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run_once(variant: Variant, folder: Path) -> Run:
    """Run the command in a folder. Raises SystemExit where it does not end as it should."""
    variant.before()
    with tempfile.TemporaryFile() as output:
        begun = time.monotonic()
        child = subprocess.Popen(
            variant.command,
            cwd=folder,
            stdout=output,
            stderr=output,
            env={**_compiled(folder), **variant.environment},
        )
        _, status, usage = os.wait4(child.pid, 0)
        passed = time.monotonic() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in variant.codes:
            output.seek(0)
            said = output.read(2000).decode("utf-8", "replace")
            sys.exit(f"{variant.name}: exit code {child.returncode}\n{said}")
    # Linux counts in KiB, macOS in bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, child.returncode, passed)


def _compiled(folder: Path) -> dict[str, str]:
    """Return an environment in which modules are compiled once, as where they are installed."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / ".compiled")}


def compare(variants: Sequence[Variant], folder: Path, rounds: int) -> None:
    """Run all variants in turn and print a table; ratios are to the first one."""
    for variant in variants:
        run_once(variant, folder)  # warms caches and compiles modules
    runs: dict[str, list[Run]] = {variant.name: [] for variant in variants}
    for _ in range(rounds):
        for variant in variants:
            runs[variant.name].append(run_once(variant, folder))
    first = runs[variants[0].name]
    width = max(len(variant.name) for variant in variants)
    show(f"{'':{width}}  cpu seconds   MiB   ratio to the first (lowest, highest)   passed   ratio")
    for name, found in runs.items():
        seconds = statistics.median(run.seconds for run in found)
        memory = statistics.median(run.mebibytes for run in found)
        ratios = [run.seconds / one.seconds for run, one in zip(found, first, strict=True)]
        spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f}, {max(ratios):.2f})"
        passed = statistics.median(run.passed for run in found)
        waits = [run.passed / one.passed for run, one in zip(found, first, strict=True)]
        waited = f"{passed:6.2f}   {statistics.median(waits):.2f}"
        show(f"{name:{width}}  {seconds:11.3f}  {memory:4.0f}   {spread:36}   {waited}")
    show(f"{rounds} rounds in turn; median of each; python {sys.version.split()[0]}\n")
