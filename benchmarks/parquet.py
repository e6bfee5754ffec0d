"""`migrate apply` on a Parquet file beside DuckDB, which copies it and changes nothing.

DuckDB does not keep the order of rows here unless it is told to; we keep it, write the undo file
and the queue, and count every label.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.paired import Variant, compare, show
from benchmarks.relabel import COMMAND, OPTIONS, write_parquet, write_releases
from benchmarks.tools import python_with

COPY = """\
import duckdb
duckdb.sql("set threads = 2")
duckdb.sql("copy (from 'data.parquet') to 'copy.parquet' (format parquet, compression zstd)")
"""


def main() -> None:
    """Write the file, run both in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top, tempfile.TemporaryDirectory() as tools:
        folder = Path(top)
        write_releases(folder)
        write_parquet(folder / "data.parquet", chosen.rows)
        targets = ["--out", "out.parquet", "--queue", "queue", "--undo", "undo", "--force"]
        ours = [*COMMAND, "apply", "data.parquet", *OPTIONS, *targets]
        variants = [Variant("schemactl migrate apply", ours)]
        duckdb = python_with(Path(tools), "duckdb")
        if duckdb is None:
            show("DuckDB: not measured, it could not be installed")
        else:
            variants.insert(0, Variant("DuckDB COPY, nothing changed", [duckdb, "-c", COPY]))
        size = (folder / "data.parquet").stat().st_size
        show(f"{chosen.rows} rows, {size / 1e6:.0f} MB")
        compare(variants, folder, chosen.rounds)
        undo = (folder / "undo").stat().st_size
        show(f"the undo file has {undo / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
