"""Object fates: a value decides of all objects that have it, or each is judged by itself."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from schemactl.files import coco_places
from schemactl.files.dataset import Record
from schemactl.files.even_objects import ObjectReader
from schemactl.files.rewriting import RunRewriting
from schemactl.migrate import object_fates
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.lane import DocumentLane
from schemactl.migrate.object_fates import ObjectFates
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.source import open_source
from schemactl.migrate.tally import Counts
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import compiled
from tests.migrate.runs import a_job

OLD, NEW = ("a", "k", "d"), ("x", "k")


def a_way(*types: str) -> CompiledMigration:
    new = [
        a_task(*(a_label(one, index=at) for at, one in enumerate(NEW)), id=kind, type=kind)
        for kind in types
    ]
    steps = (
        {"change": "recode", "from": "a", "to": "x"},
        {"change": "retire", "from": "d", "otherwise": "drop"},
    )
    old = [a_task(*OLD, id=kind, type=kind) for kind in types]
    return compiled(a_schema(*old), a_schema(*new), *steps)


class Judged:
    """Objects of a file with what becomes of them."""

    def __init__(self, folder: Path, way: CompiledMigration, *values: str) -> None:
        listed = [f'{{"id": 1, "category_id": {value}, "bbox": [1, 2, 3, 4]}}' for value in values]
        self.text = ", ".join(listed).encode()
        path = folder / "a.json"
        names = [{"id": at, "name": name} for at, name in enumerate(OLD)]
        images = [{"id": 1, "file_name": "a.png"}]
        head = json.dumps({"images": images, "categories": names})[:-1].encode()
        path.write_bytes(b'%s, "annotations": [%s]}' % (head, self.text))
        source = open_source(a_job(path, way))
        found = [one for one in source.records() if one.section == "annotations"]
        assert isinstance(source.lane, DocumentLane)
        assert isinstance(source.lane.rewriting, RunRewriting)
        self.records: list[Record] = found
        self.fates = ObjectFates(source.lane, source.lane.rewriting, coco_places)

    def numbers(self) -> list[int] | None:
        """Return the numbers of the fates of the objects."""
        even = ObjectReader("category_id", coco_places.KEYS).read(self.text)
        assert even is not None
        found = self.fates.numbers(self.text, even, self.records.__getitem__)
        return None if found is None else found.tolist()


def test_values_give_way_and_are_counted(tmp_path: Path) -> None:
    judged = Judged(tmp_path, a_way("box"), "1", "0", "1", "2", "9", '"1"', "1.0")
    fates = judged.fates
    assert judged.numbers() == [0, 1, 0, 2, 3, 4, 5]
    assert judged.numbers() == [0, 1, 0, 2, 3, 4, 5]
    # What leaves goes by itself; a label that is unknown stays, and is told.
    assert fates.are_slow.tolist() == [False, False, True, False, False, False]
    assert fates.are_touched.tolist() == [False, True, False, False, False, False]
    fates.count(np.array([0, 0, 1]))
    counts: Counts = Counter()
    fates.settle(counts)
    assert (counts["in", "records"], counts["spelling", "k"], counts["after", "box", "x"]) == (
        *(3, 2),
        1,
    )
    again: Counts = Counter()
    fates.settle(again)
    assert not again
    writer = RangeWriter(b"[0, 0]")
    fates.replace(np.array([1, 1]), np.array([1, 4]), writer)
    fates.replace(np.array([], dtype=int), np.array([], dtype=int), writer)
    assert writer.finish(0).output == b"[3, 3]"


def test_regions_that_decide_are_looked_at(tmp_path: Path) -> None:
    judged = Judged(tmp_path, a_way("box", "polygon"), "1", "0", "1")
    assert judged.numbers() == [0, 1, 0]
    assert judged.fates.asks_regions
    assert judged.fates.are_slow.tolist() == [False, False]


def test_objects_whose_regions_are_not_sure_are_left_to_the_general_lane(tmp_path: Path) -> None:
    judged = Judged(tmp_path, a_way("box", "polygon"), "1", "0")
    judged.text = judged.text.replace(b"[1, 2, 3, 4]", b'[1, 2, 3, "4"]', 1)
    assert judged.numbers() == [0, 1]
    assert judged.fates.are_slow.tolist() == [True, False]


def test_many_values_and_long_ones_are_not_learned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Judged(tmp_path, a_way("box"), '"%s"' % ("a" * 99)).numbers() is None
    monkeypatch.setattr(object_fates, "_MOST_VALUES", 2)
    assert Judged(tmp_path, a_way("box"), "1", "0", "7").numbers() is None
