"""The preview of 1,000 labels after an edit: how long until the new pages are there.

The first build of the same labels stands beside it. Each edit is made and taken back in turn; a
branch that is new stands in the navigation of every page.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.labels import write_repository
from benchmarks.paired import show
from schemactl.handbook.preview import Preview
from schemactl.workspace import Workspace

_LABEL = "      - id: label-510\n"
_BRANCH = "  - id: label-500\n"
_NEW_LABEL = "      - {id: new-label, name: New label, definition: Anything that is new.}\n"
_NEW_BRANCH = f"  - id: new-branch\n    name: New branch\n    labels:\n{_NEW_LABEL}"


class Took(NamedTuple):
    """Seconds that passed, and seconds of processor time of this process."""

    passed: float
    seconds: float


def edits(text: str) -> Mapping[str, str]:
    """Return the text of the schema after each edit, by what is done."""
    return {
        "a text edited": text.replace("definition: ", "definition: Edited, ", 1),
        "a label renamed": _with_name(text, _LABEL),
        "a branch renamed": _with_name(text, _BRANCH),
        "a label added": text.replace(_LABEL, f"{_NEW_LABEL}{_LABEL}", 1),
        "a branch added": text.replace(_BRANCH, f"{_NEW_BRANCH}{_BRANCH}", 1),
    }


def _with_name(text: str, entry: str) -> str:
    before, after = text.split(entry, 1)
    return f"{before}{entry}{after.replace('name: ', 'name: Another ', 1)}"


def took(work: Callable[[], object]) -> Took:
    """Return how long a call takes."""
    passed, seconds = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - passed, time.process_time() - seconds)


def main() -> None:
    """Write a schema, build it, edit it in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = write_repository(Path(name), chosen.labels)
        text = file.read_text(encoding="utf-8")
        previews: list[Preview] = []
        first = took(lambda: previews.append(Preview(Workspace(Path(name)))))
        found: dict[str, list[Took]] = {}
        for _ in range(chosen.rounds):
            for kind, edited in edits(text).items():
                for said, written in ((kind, edited), (f"{kind}, taken back", text)):
                    file.write_text(written, encoding="utf-8")
                    found.setdefault(said, []).append(took(previews[0].refresh))
                    if previews[0].error:
                        sys.exit(f"{said}: {previews[0].error}")
        show(f"{chosen.labels} labels, preview: median of {chosen.rounds}, and the longest")
        show(f"{'first build':30} {first.passed:6.2f} s passed")
        for kind, times in found.items():
            passed, seconds = (statistics.median(column) for column in zip(*times, strict=True))
            longest = max(one.passed for one in times)
            show(f"{kind:30} {passed:6.2f} s passed ({longest:.2f}), {seconds:.2f} s CPU")


if __name__ == "__main__":
    main()
