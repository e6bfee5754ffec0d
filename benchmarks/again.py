"""`schemactl validate` on 50 schemas a second time, when none of their bytes changed."""

import argparse
import shutil
import tempfile
from pathlib import Path

from benchmarks.labels import schema_text
from benchmarks.paired import PYTHON, Variant, compare, show


def main() -> None:
    """Write the schemas, run with nothing remembered, all remembered, and nothing to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schemas", type=int, default=50)
    parser.add_argument("--labels", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    command = [PYTHON, "-m", "schemactl", "validate"]
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        text = schema_text(chosen.labels)
        for number in range(chosen.schemas):
            path = folder / "schemas" / f"s{number}" / "schema.yaml"
            path.parent.mkdir(parents=True)
            path.write_text(text.replace("name: large", f"name: s{number}"), encoding="utf-8")
        empty = folder / "empty"
        (empty / "schemas").mkdir(parents=True)

        def forget() -> None:
            shutil.rmtree(folder / ".schemactl", ignore_errors=True)

        show(f"{chosen.schemas} schemas of {chosen.labels} labels")
        variants = [
            Variant("first run", command, before=forget),
            Variant("second run", command),
            Variant("no schema at all", [*command, "--root", str(empty)]),
        ]
        compare(variants, folder, chosen.rounds)


if __name__ == "__main__":
    main()
