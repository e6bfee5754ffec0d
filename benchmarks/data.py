"""`data check` and `data digest` against bare loops of orjson, and libraries that check labels.

Rows are annotations of 135 bytes in JSON Lines; boxes are a COCO file. Start-up is in all figures,
so that small numbers of rows flatter the bare loops. The library `datasets` makes numbers of the
labels, row by row or by Arrow's reader of whole files, and refuses unknown ones; datumaro validates
a task of detection. Both are installed for the benchmark; what cannot be installed is left out.
"""

import argparse
import random
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from benchmarks.paired import PYTHON, Variant, compare, show
from benchmarks.tools import python_with
from schemactl.registry.cut import cut, pending
from schemactl.workspace import find_workspace

SCHEMA = """\
schemactl: 1
name: mood
version: 1.0.0
inputs:
  text: {type: text}
  image: {type: image}
tasks:
  - id: mood
    type: classification
    inputs: [text]
    labels:
      - {id: pleased, definition: The writer is pleased.}
      - {id: displeased, definition: The writer is displeased.}
      - {id: neither, definition: The writer is neither of both.}
  - id: faces
    type: box
    inputs: [image]
    labels:
      - {id: face, definition: A human face.}
"""
LABELS = ("pleased", "displeased", "neither")
LOAD = "import orjson, sys\nfor line in open(sys.argv[1], 'rb'):\n    orjson.loads(line)\n"
HASH = (
    "import hashlib, orjson, sys\nfor line in open(sys.argv[1], 'rb'):\n"
    "    orjson.loads(line)\n    hashlib.sha256(line).digest()\n"
)
WHOLE = "import orjson, sys\norjson.loads(open(sys.argv[1], 'rb').read())\n"

ENCODE = """
import json, sys, tempfile
from datasets import ClassLabel, Dataset, Features, Value
texts = dict.fromkeys(("item", "task", "annotator", "at", "schema"), Value("string"))
features = Features({**texts, "label": ClassLabel(names=["pleased", "displeased", "neither"])})
"""
BY_ROW = """
for line in open(sys.argv[1], "rb"):
    features.encode_example(json.loads(line))
"""
BY_FILE = """
with tempfile.TemporaryDirectory() as cache:
    Dataset.from_json(sys.argv[1], features=features, cache_dir=cache)
"""
DATUMARO = """
import os, sys, tempfile
from datumaro.components.dataset import Dataset
from datumaro.plugins.validators import DetectionValidator
with tempfile.TemporaryDirectory() as folder:
    os.makedirs(folder + "/annotations")
    os.makedirs(folder + "/images/train")
    os.symlink(sys.argv[1], folder + "/annotations/instances_train.json")
    validator = DetectionValidator(
        few_samples_thr=1,
        imbalance_ratio_thr=50,
        far_from_mean_thr=5,
        dominance_ratio_thr=0.8,
        topk_bins=0.1,
    )
    validator.validate(Dataset.import_from(folder, "coco_instances"))
"""
OFFLINE = {"HF_HUB_OFFLINE": "1"}


def others(folder: Path, rows: Path, boxes: Path) -> dict[Path, list[Variant]]:
    """Return what other libraries do with the same files, as far as they can be installed."""
    found: dict[Path, list[Variant]] = {rows: [], boxes: []}
    wanted = (
        ("datasets, row by row", "datasets==5.2.0", ENCODE + BY_ROW, rows),
        ("datasets, by file", "datasets==5.2.0", ENCODE + BY_FILE, rows),
        ("datumaro", "datumaro==1.13.12", DATUMARO, boxes),
    )
    pythons = {name: python_with(folder / name, name) for name in {one[1] for one in wanted}}
    for title, name, program, file in wanted:
        if (python := pythons[name]) is not None:
            command = [python, "-c", program, str(file)]
            found[file].append(Variant(title, command, environment=OFFLINE))
    return found


def write_rows(path: Path, count: int) -> None:
    """Write annotations: three annotators answer about each item, in the order of time."""
    begin = datetime(2026, 2, 1, tzinfo=UTC)
    with path.open("wb") as file:
        for number in range(count):
            item = number // 3
            at = begin + timedelta(seconds=item * 7 + number * 31 % 5)
            row = {
                "item": f"item-{item:09d}",
                "task": "mood",
                "label": LABELS[number * 7 % 3],
                "annotator": f"a-{number % 3}",
                "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "schema": "mood@1.0.0",
            }
            line = orjson.dumps(row)
            file.write(line[:-1].ljust(133, b" ") + b"}\n")


def write_boxes(path: Path, count: int) -> None:
    """Write a COCO file with ten boxes on each image."""
    chance = random.Random(1)
    images = [
        {"id": number, "file_name": f"{number}.jpg", "width": 640, "height": 480}
        for number in range(count // 10)
    ]
    boxes = [
        {
            **{"id": number, "image_id": number // 10, "category_id": 1, "iscrowd": 0, "area": 100},
            "segmentation": [],
            "bbox": [number % 10 * 60, chance.randrange(440), 10, 10],
        }
        for number in range(count)
    ]
    categories = [{"id": 1, "name": "face"}]
    whole = {"images": images, "annotations": boxes, "categories": categories}
    path.write_bytes(orjson.dumps(whole))


def main() -> None:
    """Write the data and run each command in turn with the loop it is measured against."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--boxes", type=int, default=100_000)
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "schemas" / "mood").mkdir(parents=True)
        (folder / "schemas" / "mood" / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
        workspace = find_workspace(folder)
        cut(workspace, pending(workspace), at="2026-01-01T00:00:00Z")
        rows, boxes = folder / "rows.jsonl", folder / "boxes.json"
        # In another process: a child begins with the memory that this one has, and is told to have.
        with ProcessPoolExecutor(1) as apart:
            apart.submit(write_rows, rows, chosen.rows).result()
            apart.submit(write_boxes, boxes, chosen.boxes).result()
        schema = ["--schema", "mood@1.0.0"]
        data = [PYTHON, "-m", "schemactl", "data"]
        peers = others(folder, rows, boxes) if chosen.peers else {}
        for title, bare, loop, verb, file in (
            (f"{chosen.rows} rows", "orjson.loads", LOAD, "check", rows),
            (f"{chosen.rows} rows", "orjson.loads, sha256", HASH, "digest", rows),
            (f"{chosen.boxes} boxes", "orjson.loads", WHOLE, "check", boxes),
        ):
            show(f"data {verb}, {title}")
            task = ["--task", "faces"] if file == boxes else []
            variants = [
                Variant(bare, [PYTHON, "-c", loop, str(file)]),
                Variant(f"data {verb}", [*data, verb, str(file), *schema, *task], (0, 1)),
            ]
            if verb == "digest":
                # Of rows and of labels: as many hashes as in the loop, and those that join them.
                for one in ("rows", "labels", "bytes"):
                    alone = [*data, verb, str(file), *schema, "--only", one]
                    variants.append(Variant(f"data digest --only {one}", alone))
            variants += peers.get(file, []) if verb == "check" else []
            compare(variants, folder, chosen.rounds)


if __name__ == "__main__":
    main()
