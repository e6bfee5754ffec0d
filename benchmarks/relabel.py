"""A job of relabeling: 500 of 2,000 labels move, and with them a quarter of all records."""

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from benchmarks.labels import prose
from benchmarks.paired import PYTHON
from schemactl.files.arrow import arrow, parquet

LABELS = 2000
RENAMED, MERGED, SPLIT = range(300), range(300, 400), range(400, 500)
COMMAND = [PYTHON, "-m", "schemactl", "migrate"]
OPTIONS = ["--schema", "many", "--from", "1.0.0", "--to", "2.0.0", "--column", "item=id"]

_GROUPS = 20
_TEXTS = 5000
_LABEL = "  - {{id: {0}, definition: What number {1} means and nothing else does.}}"


def old_label(number: int) -> str:
    """Return the id of a label in the first version."""
    return f"label-{number:04d}"


def write_releases(folder: Path) -> None:
    """Write a repository with two releases and the migration between them."""
    old = [old_label(number) for number in range(LABELS)]
    digest = _release(folder, "1.0.0", old)
    steps: list[dict[str, Any]] = [
        {"change": "recode", "from": old[n], "to": f"new-{n:04d}"} for n in RENAMED
    ]
    for first in range(MERGED.start, MERGED.stop, 5):
        steps.append({"change": "merge", "from": old[first : first + 5], "to": f"merged-{first}"})
    for n in SPLIT:
        high = {"label": f"{old[n]}-high", "when": {"score": {"minimum": 0.5}}}
        low = {"label": f"{old[n]}-low"}
        use = {"use": low["label"]}
        steps.append({"change": "split", "from": old[n], "to": [high, low], "otherwise": use})
    ends = [step["to"] for step in steps]
    new = [
        label
        for end in ends
        for label in ([one["label"] for one in end] if isinstance(end, list) else [end])
    ]
    plan = {
        "schemactl": 1,
        "from": {"schema": "many", "version": "1.0.0", "digest": digest},
        "to": {"schema": "many", "version": "2.0.0"},
        "steps": [{**step, "because": "It is measured."} for step in steps],
    }
    path = folder / "schemas" / "many" / "migrations" / "2.0.0.yaml"
    path.parent.mkdir(parents=True)
    # JSON is YAML.
    path.write_text(json.dumps(plan), encoding="utf-8")
    _release(folder, "2.0.0", [*old[SPLIT.stop :], *new])


def _release(folder: Path, version: str, labels: list[str]) -> str:
    path = folder / "schemas" / "many" / "schema.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = ["schemactl: 1", "name: many", f"version: {version}", "type: classification", "labels:"]
    # A label keeps its definition when it gets another name.
    written = [_LABEL.format(label, label.partition("-")[2]) for label in labels]
    path.write_text("\n".join([*head, *written]) + "\n", encoding="utf-8")
    done = subprocess.run(
        [PYTHON, "-m", "schemactl", "release", "--format", "json"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    found: str = json.loads(done.stdout)["released"][0]["digest"]
    return found


def tables(rows: int) -> Iterator[Any]:
    """Yield rows of id, text, label, score and annotator, in twenty tables."""
    invent = random.Random(7)
    texts = [prose(invent, 30) for _ in range(_TEXTS)]
    labels = [old_label(number) for number in range(LABELS)]
    for group in range(_GROUPS):
        first, count = group * rows // _GROUPS, rows // _GROUPS
        yield arrow().table(
            {
                "id": [f"r{first + n:09d}" for n in range(count)],
                # No two alike, as what people write.
                "text": [f"{invent.choice(texts)} {first + n}" for n in range(count)],
                "label": invent.choices(labels, k=count),
                "score": [round(invent.random(), 4) for _ in range(count)],
                "annotator": [f"a-{n % 40}" for n in range(count)],
            }
        )


def write_parquet(path: Path, rows: int) -> None:
    """Write the rows to a Parquet file with a group per table."""
    file = None
    for table in tables(rows):
        file = file or parquet().ParquetWriter(path, table.schema, compression="zstd")
        file.write_table(table, row_group_size=table.num_rows)
    if file is not None:
        file.close()


def write_lines(path: Path, rows: int) -> None:
    """Write the rows as lines of JSON."""
    with path.open("wb") as file:
        for table in tables(rows):
            file.writelines(orjson.dumps(row) + b"\n" for row in table.to_pylist())
