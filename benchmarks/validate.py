"""`schemactl validate` on 10,000 labels, against the floor and against check-jsonschema."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.labels import write_repository
from benchmarks.paired import PYTHON, ROOT, SCRIPTS, Variant, compare, show

JSON_SCHEMA = ROOT / "schemactl" / "files" / "json_schemas" / "schema.json"


def main() -> None:
    """Write the labels, run the three in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = write_repository(Path(folder), chosen.labels)
        show(f"{chosen.labels} labels, {path.stat().st_size / 1e6:.2f} MB")
        floor = [PYTHON, str(ROOT / "benchmarks" / "floor.py"), str(path), str(JSON_SCHEMA)]
        other = [str(SCRIPTS / "check-jsonschema"), "--schemafile", str(JSON_SCHEMA), str(path)]
        variants = [
            Variant("floor", floor),
            Variant("schemactl validate", [PYTHON, "-m", "schemactl", "validate", "--no-cache"]),
            Variant("check-jsonschema", other),
        ]
        compare(variants, Path(folder), chosen.rounds)


if __name__ == "__main__":
    main()
