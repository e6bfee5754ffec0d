"""`schemactl migrate apply` on lines of JSON beside a bare loop, DuckDB, polars and datasets.

The job is that of research on relabeling: rows of about 120 bytes, 2,000 labels of which 500
become others. The others map a label and write; schemactl also counts, checks that nothing is
lost, writes what undoes it, and leaves every other byte alone. DuckDB, polars and datasets are
installed under `build/`; a tool that cannot be installed is not measured.
"""

import argparse
import json
import random
import tempfile
from pathlib import Path

from benchmarks.labels import prose
from benchmarks.paired import PYTHON, ROOT, Variant, compare, run_once, show
from benchmarks.tools import python_with
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace

LABELS, MAPPED, MERGED = 2000, 500, 100

SCHEMA = "schemactl: 1\nname: s\nversion: {}\ntype: classification\nlabels:\n"
BARE = """\
import sys, orjson
table = orjson.loads(open(sys.argv[3], "rb").read())
with open(sys.argv[1], "rb") as file, open(sys.argv[2], "wb") as out:
    write, get, loads, dumps = out.write, table.get, orjson.loads, orjson.dumps
    for line in file:
        row = loads(line)
        new = get(row["label"])
        if new is None:
            write(line)
        else:
            row["label"] = new
            write(dumps(row) + b"\\n")
"""
DUCKDB = """\
import sys, json, duckdb
table = json.load(open(sys.argv[3]))
db = duckdb.connect()
db.execute("create table map(old varchar, new varchar)")
db.executemany("insert into map values (?, ?)", list(table.items()))
db.execute(f\"\"\"copy (select id, text, coalesce(new, label) as label, score, annotator from
read_json('{sys.argv[1]}', format='newline_delimited', columns={{id: 'BIGINT', text: 'VARCHAR',
label: 'VARCHAR', score: 'DOUBLE', annotator: 'VARCHAR'}}) left join map on label = old)
to '{sys.argv[2]}' (format json)\"\"\")
"""
POLARS = """\
import sys, json, polars
table = json.load(open(sys.argv[3]))
rows = polars.scan_ndjson(sys.argv[1])
rows.with_columns(polars.col("label").replace(table)).sink_ndjson(sys.argv[2])
"""
HF = """\
import sys, json, tempfile
from datasets import Dataset
table = json.load(open(sys.argv[3]))
with tempfile.TemporaryDirectory() as cache:
    rows = Dataset.from_json(sys.argv[1], cache_dir=cache)
    changed = rows.map(
        lambda some: {"label": [table.get(one, one) for one in some["label"]]}, batched=True
    )
    changed.to_json(sys.argv[2])
"""


def main() -> None:
    """Write the data, install what is missing, run all in turn, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        _release(folder)
        data = _data(folder, chosen.rows)
        show(f"{chosen.rows} rows, {data.stat().st_size / 1e6:.0f} MB, {MAPPED} of {LABELS} labels")
        variants = [_script(folder, "orjson loop", PYTHON, BARE)]
        for processes in (1, 2):
            variants.append(_ours(folder, processes))
        place = ROOT / "build" / "bench-relabel"
        place.mkdir(parents=True, exist_ok=True)
        peers = python_with(place, "duckdb", "polars")
        if peers is None:
            show("DuckDB and polars: not measured, they could not be installed")
        else:
            variants.append(_script(folder, "DuckDB join", peers, DUCKDB))
            variants.append(_script(folder, "polars replace", peers, POLARS))
        datasets = python_with(place / "hf", "datasets==5.2.0")
        if datasets is None:
            show("datasets: not measured, it could not be installed")
        else:
            variants.append(_script(folder, "datasets map", datasets, HF))
        compare(variants, folder, chosen.rounds)
        undo = folder / "undo-1"
        show(f"undo file: {undo.stat().st_size / data.stat().st_size:.2%} of the data")


def _release(folder: Path) -> None:
    """Release two versions, with a migration that recodes and merges labels."""
    old = [f"label-{number:04d}" for number in range(LABELS)]
    recoded = old[: MAPPED - MERGED]
    merged = old[MAPPED - MERGED : MAPPED]
    renamed = {label: label.replace("label", "new") for label in recoded}
    table = renamed | dict(zip(merged, old[MAPPED : MAPPED + MERGED], strict=True))
    (folder / "table.json").write_text(json.dumps(table), encoding="utf-8")
    schema = folder / "schemas" / "s" / "schema.yaml"
    (schema.parent / "migrations").mkdir(parents=True)
    schema.write_text(_schema("1.0.0", old), encoding="utf-8")
    (folder / "schemactl.yaml").touch()
    run_once(_schemactl(folder, "release"), folder)
    digest = read_schema(Workspace(folder), "s", "1.0.0").digest
    steps = [
        f"  - {{change: {'recode' if one in renamed else 'merge'}, from: {one}, to: {new}}}\n"
        for one, new in table.items()
    ]
    head = f"schemactl: 1\nfrom: {{schema: s, version: 1.0.0, digest: '{digest}'}}\n"
    file = schema.parent / "migrations" / "2.0.0.yaml"
    file.write_text(
        f"{head}to: {{schema: s, version: 2.0.0}}\nsteps:\n{''.join(steps)}", encoding="utf-8"
    )
    schema.write_text(_schema("2.0.0", [*renamed.values(), *old[MAPPED:]]), encoding="utf-8")
    run_once(_schemactl(folder, "release"), folder)


def _schema(version: str, labels: list[str]) -> str:
    listed = (
        f"  - id: {one}\n    definition: The thing with number {one[-4:]}.\n" for one in labels
    )
    return SCHEMA.format(version) + "".join(listed)


def _data(folder: Path, rows: int) -> Path:
    invent = random.Random(5)
    path = folder / "data.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            row = {
                "id": number,
                "text": prose(invent, 40),
                "label": f"label-{invent.randrange(LABELS):04d}",
                "score": round(invent.random(), 4),
                "annotator": f"person-{invent.randrange(50)}",
            }
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
    return path


def _ours(folder: Path, processes: int) -> Variant:
    names = {name: folder / f"{name}-{processes}" for name in ("out", "queue", "undo")}
    targets = [word for name, path in names.items() for word in (f"--{name}", str(path))]
    way = ["--schema", "s", "--from", "1.0.0", "--to", "2.0.0", "--processes", str(processes)]
    command = _schemactl(folder, "migrate", "apply", "data.jsonl", *way, *targets, "--force")
    return command._replace(name=f"schemactl, processes: {processes}")


def _schemactl(folder: Path, *arguments: str) -> Variant:
    return Variant("", [PYTHON, "-m", "schemactl", *arguments, "--root", str(folder)])


def _script(folder: Path, name: str, python: str, text: str) -> Variant:
    path = folder / f"relabel-{name.split(maxsplit=1)[0]}.py"
    path.write_text(text, encoding="utf-8")
    return Variant(name, [python, str(path), "data.jsonl", f"{path.stem}.out", "table.json"])


if __name__ == "__main__":
    main()
