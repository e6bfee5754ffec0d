"""`schemactl diff` of two schemas of 10,000 labels, against only reading both."""

import argparse
import re
import tempfile
from pathlib import Path

from benchmarks.labels import write_repository
from benchmarks.paired import PYTHON, ROOT, Variant, compare, show

_DEFINITION = re.compile(r"(?m)^( +definition: )(.*)$")
_EVERY = 100


def main() -> None:
    """Write two versions of which one label in a hundred differs, and run both in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        new = write_repository(Path(top), chosen.labels)
        old = new.with_name("old.yaml")
        old.write_text(_edited(new.read_text(encoding="utf-8")), encoding="utf-8")
        show(f"two of {chosen.labels} labels, {2 * new.stat().st_size / 1e6:.2f} MB")
        floor = [PYTHON, str(ROOT / "benchmarks" / "read.py"), str(old), str(new)]
        variants = [
            Variant("reading both", floor, environment={"PYTHONPATH": str(ROOT)}),
            Variant("schemactl diff", [PYTHON, "-m", "schemactl", "diff", str(old), str(new)]),
        ]
        compare(variants, Path(top), chosen.rounds)


def _edited(text: str) -> str:
    """Word every hundredth definition otherwise."""
    seen = 0

    def one(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return f"{match[1]}Once: {match[2]}" if seen % _EVERY == 0 else match[0]

    return _DEFINITION.sub(one, text).replace("Once: ", "Once ")


if __name__ == "__main__":
    main()
