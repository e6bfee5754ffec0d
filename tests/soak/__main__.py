"""Soak: broken files of every kind, thousands of them, through every reader; none may fall.

`--count` runs so many mutations, else `--seconds` says how long; `--only` runs one of them again.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.soak.stages import ROOT
from tests.soak.worker import LIMIT_SECONDS, Share

_SAVED = ROOT / "build" / "soak"
# A process that reads small files for hours needs no more than one that reads a few.
_PEAK_MIB = 700


def main() -> int:
    """Run the shares side by side; print counts, failures and the seed that repeats them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seconds", type=float, default=150)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    jobs, first, count = chosen.jobs, 0, chosen.count
    if chosen.only is not None:
        jobs, first, count = 1, chosen.only, chosen.only + 1
    shares = [Share(chosen.seed, first + n, jobs, count, chosen.seconds) for n in range(jobs)]
    _show(f"seed {chosen.seed}, {jobs} processes")
    started = time.monotonic()
    results = _run(shares)
    return _report(results, time.monotonic() - started)


def _run(shares: list[Share]) -> list[dict[str, Any]]:
    """Run each share in a process of its own: one may die of what a C library does."""
    _SAVED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as top:
        running = []
        for share in shares:
            folder = Path(top, str(share.first))
            folder.mkdir()
            told = json.dumps([share, str(folder), str(_SAVED)])
            command = [sys.executable, "-m", "tests.soak.worker", told]
            running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE))
        return [_result(share, one) for share, one in zip(shares, running, strict=True)]


def _result(share: Share, process: subprocess.Popen[bytes]) -> dict[str, Any]:
    written, _ = process.communicate()
    if process.returncode == 0:
        found: dict[str, Any] = json.loads(written)
        return found
    died = (
        f"a process ended with {process.returncode}\n  mutated file: {_SAVED}/running-{share.first}"
    )
    return {"counts": {}, "failures": [died], "peak": 0}


def _report(results: list[dict[str, Any]], seconds: float) -> int:
    counts: Counter[str] = Counter()
    for result in results:
        counts.update(result["counts"])
    for name, count in sorted(counts.items()):
        _show(f"{count:8} {name}")
    total, peak = sum(counts.values()), max(r["peak"] for r in results) / 1024
    failures = [failure for result in results for failure in result["failures"]]
    if peak > _PEAK_MIB:
        failures.append(f"a process took {peak:.0f} MiB, more than {_PEAK_MIB}")
    for failure in failures:
        _show(f"FAILED {failure}")
    _show(
        f"{total} mutations in {seconds:.0f} s ({total / seconds:.0f} a second), at most "
        f"{peak:.0f} MiB, none slower than {LIMIT_SECONDS} s unless said above: "
        f"{len(failures)} failed"
    )
    return int(bool(failures))


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
