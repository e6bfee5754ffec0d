"""`schemactl migrate apply` on COCO and on tasks of Label Studio beside bare loops.

The loops cut the file into raw elements, decode where labels stand, and encode anew what changes;
they count nothing, keep no undo file, do not say what is unknown, and hold the whole file. COCO
also on Datumaro and on datasets, which writes lines, where they can be installed.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.paired import PYTHON, ROOT, Variant, compare, run_once, show
from benchmarks.tools import python_with
from schemactl.releases.read import read_schema
from schemactl.workspace import Workspace

LABELS, MAPPED = 80, 20
RESULTS = 10

SCHEMA = """\
schemactl: 1
name: s
version: {}
inputs: {{image: {{type: image}}}}
tasks:
  - id: things
    type: box
    inputs: [image]
    labels:
"""
COCO = """\
import sys, msgspec, orjson
table = orjson.loads(open(sys.argv[3], "rb").read())
class File(msgspec.Struct):
    images: msgspec.Raw
    annotations: list[msgspec.Raw]
    categories: list[dict]
class Box(msgspec.Struct):
    category_id: int
found = msgspec.json.decode(open(sys.argv[1], "rb").read(), type=File)
numbers = {one["id"] for one in found.categories if one["name"] in table}
for one in found.categories:
    one["name"] = table.get(one["name"], one["name"])
decode, boxes = msgspec.json.Decoder(Box).decode, []
for raw in found.annotations:
    if decode(raw).category_id in numbers:
        box = orjson.loads(bytes(raw))
        box["category_id"] += 1000
        boxes.append(orjson.dumps(box))
    else:
        boxes.append(raw)
with open(sys.argv[2], "wb") as out:
    out.write(b'{"images": ' + bytes(found.images) + b', "categories": ')
    out.write(orjson.dumps(found.categories) + b', "annotations": [')
    out.write(b",\\n".join(boxes) + b"]}")
"""
LABEL_STUDIO = """\
import sys, msgspec, orjson
table = orjson.loads(open(sys.argv[3], "rb").read())
class Value(msgspec.Struct):
    rectanglelabels: list[str]
class Result(msgspec.Struct):
    value: Value
class Annotation(msgspec.Struct):
    result: list[Result]
class Task(msgspec.Struct):
    annotations: list[Annotation]
decode, tasks = msgspec.json.Decoder(Task).decode, []
for raw in msgspec.json.decode(open(sys.argv[1], "rb").read(), type=list[msgspec.Raw]):
    task = decode(raw)
    said = {l for a in task.annotations for r in a.result for l in r.value.rectanglelabels}
    if said & table.keys():
        whole = orjson.loads(bytes(raw))
        for annotation in whole["annotations"]:
            for result in annotation["result"]:
                value = result["value"]
                labels = value["rectanglelabels"]
                value["rectanglelabels"] = [table.get(one, one) for one in labels]
        tasks.append(orjson.dumps(whole))
    else:
        tasks.append(raw)
with open(sys.argv[2], "wb") as out:
    out.write(b"[" + b",\\n".join(tasks) + b"]")
"""
DATUMARO = """\
import json, os, sys, tempfile
from datumaro.components.dataset import Dataset
table = json.load(open(sys.argv[3]))
with tempfile.TemporaryDirectory() as folder:
    os.makedirs(folder + "/annotations")
    os.makedirs(folder + "/images/train")
    os.symlink(os.path.abspath(sys.argv[1]), folder + "/annotations/instances_train.json")
    dataset = Dataset.import_from(folder, "coco_instances")
    dataset.transform("remap_labels", mapping=table, default="keep")
    dataset.export(folder + "/out", "coco_instances", save_media=False)
    os.replace(folder + "/out/annotations/instances_train.json", sys.argv[2])
"""
HF = """\
import json, sys, tempfile
from datasets import Dataset
table = json.load(open(sys.argv[3]))
with tempfile.TemporaryDirectory() as cache:
    names = Dataset.from_json(sys.argv[1], field="categories", cache_dir=cache)
    numbers = {one["id"]: one["id"] + 1000 for one in names if one["name"] in table}
    boxes = Dataset.from_json(sys.argv[1], field="annotations", cache_dir=cache)
    changed = boxes.map(
        lambda some: {"category_id": [numbers.get(one, one) for one in some["category_id"]]},
        batched=True,
    )
    changed.to_json(sys.argv[2])
"""


def main() -> None:
    """Write the data, run all in turn for each format, print the tables; 0 leaves one out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boxes", type=int, default=1_000_000)
    parser.add_argument("--tasks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        _release(folder)
        for name, bare, pieces, count in (
            ("coco", COCO, _coco(chosen.boxes), f"{chosen.boxes} boxes"),
            ("label-studio", LABEL_STUDIO, _tasks(chosen.tasks), f"{chosen.tasks} tasks"),
        ):
            if count.startswith("0 "):
                continue
            data, loop = folder / f"{name}.json", folder / f"{name}.py"
            with data.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
            loop.write_text(bare, encoding="utf-8")
            show(f"{name}: {count}, {data.stat().st_size / 1e6:.0f} MB")
            command = [PYTHON, str(loop), data.name, f"{name}.out", "table.json"]
            variants = [Variant("bare loop", command), _ours(folder, data, name)]
            if name == "coco":
                variants += _peers(folder, command)
            compare(variants, folder, chosen.rounds)


def _peers(folder: Path, command: list[str]) -> list[Variant]:
    """Return the same on tools that can be installed."""
    found = []
    for name, package, script in (
        ("datumaro remap_labels", "datumaro==1.13.12", DATUMARO),
        ("datasets map", "datasets==5.2.0", HF),
    ):
        tool = package.partition("=")[0]
        place = ROOT / "build" / "bench-nested" / tool
        place.mkdir(parents=True, exist_ok=True)
        python = python_with(place, package)
        if python is None:
            show(f"{tool}: not measured, it could not be installed")
            continue
        # Not by its own name, by which it would import itself.
        program = folder / f"run-{tool}.py"
        program.write_text(script, encoding="utf-8")
        found.append(Variant(name, [python, str(program), *command[2:]]))
    return found


def _release(folder: Path) -> None:
    """Release two versions, with a migration that recodes labels."""
    old = [f"label-{number:02d}" for number in range(LABELS)]
    table = {label: label.replace("label", "new") for label in old[:MAPPED]}
    (folder / "table.json").write_text(json.dumps(table), encoding="utf-8")
    schema = folder / "schemas" / "s" / "schema.yaml"
    (schema.parent / "migrations").mkdir(parents=True)
    (folder / "schemactl.yaml").touch()
    schema.write_text(_schema("1.0.0", old), encoding="utf-8")
    run_once(_schemactl(folder, "release"), folder)
    digest = read_schema(Workspace(folder), "s", "1.0.0").digest
    steps = [f"  - {{change: recode, from: {one}, to: {new}}}\n" for one, new in table.items()]
    head = f"schemactl: 1\nfrom: {{schema: s, version: 1.0.0, digest: '{digest}'}}\n"
    file = schema.parent / "migrations" / "2.0.0.yaml"
    file.write_text(
        f"{head}to: {{schema: s, version: 2.0.0}}\nsteps:\n{''.join(steps)}", encoding="utf-8"
    )
    schema.write_text(_schema("2.0.0", [table.get(one, one) for one in old]), encoding="utf-8")
    run_once(_schemactl(folder, "release"), folder)


def _schema(version: str, labels: list[str]) -> str:
    listed = (
        f"      - {{id: {one}, definition: The thing with number {one[-2:]}.}}\n" for one in labels
    )
    return SCHEMA.format(version) + "".join(listed)


def _coco(boxes: int) -> Iterator[str]:
    """Yield a file of COCO with ten boxes on each image."""
    invent = random.Random(3)
    images = [
        {"id": number, "file_name": f"{number}.jpg", "width": 640, "height": 480}
        for number in range(boxes // 10)
    ]
    names = [{"id": number, "name": f"label-{number:02d}"} for number in range(LABELS)]
    yield f'{{"images": {json.dumps(images)}, "categories": {json.dumps(names)}, "annotations": ['
    for number in range(boxes):
        place = [invent.randrange(500), invent.randrange(400), 20, 30]
        box = {
            **{"id": number, "image_id": number // 10, "category_id": invent.randrange(LABELS)},
            **{"bbox": place, "area": 600, "iscrowd": 0, "segmentation": []},
        }
        yield (", " if number else "") + json.dumps(box)
    yield "]}"


def _tasks(tasks: int) -> Iterator[str]:
    """Yield tasks of Label Studio with ten results each."""
    invent = random.Random(4)
    for number in range(tasks):
        results = [_result(invent, f"{number}-{at}") for at in range(RESULTS)]
        task = {
            **{"id": number, "data": {"image": f"images/{number}.jpg"}},
            "annotations": [{"id": number, "completed_by": 1, "result": results}],
        }
        yield (",\n" if number else "[") + json.dumps(task)
    yield "]\n"


def _result(invent: random.Random, name: str) -> dict[str, Any]:
    # Five of a hundred results change, and with them four of ten tasks.
    first = 0 if invent.random() < 0.05 else MAPPED  # noqa: PLR2004
    label = f"label-{invent.randrange(first, LABELS if first else MAPPED):02d}"
    place = {"x": invent.randrange(80), "y": invent.randrange(80), "width": 10, "height": 10}
    return {
        **{"id": name, "type": "rectanglelabels", "from_name": "things", "to_name": "image"},
        **{"original_width": 640, "original_height": 480, "image_rotation": 0},
        "value": {**place, "rotation": 0, "rectanglelabels": [label]},
    }


def _ours(folder: Path, data: Path, name: str) -> Variant:
    targets = [word for one in ("out", "queue", "undo") for word in (f"--{one}", f"{name}-{one}")]
    way = ["--schema", "s", "--from", "1.0.0", "--to", "2.0.0", "--task", "things", "--force"]
    command = _schemactl(folder, "migrate", "apply", data.name, *way, *targets)
    return command._replace(name="schemactl migrate apply")


def _schemactl(folder: Path, *arguments: str) -> Variant:
    return Variant("", [PYTHON, "-m", "schemactl", *arguments, "--root", str(folder)])


if __name__ == "__main__":
    main()
