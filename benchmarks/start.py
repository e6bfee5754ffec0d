"""How long the command takes to start: `--version` and `--help`, as module and as script."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.paired import PYTHON, SCRIPTS, Variant, compare


def main() -> None:
    """Run each way of starting in turn with the least that Python can do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    chosen = parser.parse_args()
    module, script = [PYTHON, "-m", "schemactl"], [str(SCRIPTS / "schemactl")]
    with tempfile.TemporaryDirectory() as folder:
        for option, least in (("--version", "pass"), ("--help", "import click")):
            variants = [
                Variant(f"python -c '{least}'", [PYTHON, "-c", least]),
                Variant(f"python -m schemactl {option}", [*module, option]),
                Variant(f"schemactl {option}", [*script, option]),
            ]
            compare(variants, Path(folder), chosen.rounds)


if __name__ == "__main__":
    main()
