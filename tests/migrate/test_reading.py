"""Reading: packed files are migrated as their plain bytes are, and errors name what was given."""

import gzip
from pathlib import Path

import orjson
import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.plan import plan
from schemactl.migrate.reading import ranges_of, size_of, with_plain
from schemactl.migrate.source import open_source
from schemactl.migrate.undo import undo
from tests.builders import a_schema, a_task
from tests.migrate.answering import asked, lines
from tests.migrate.hops import compiled
from tests.migrate.runs import a_job, ignore, migrated, targets_in

CONTENT = lines("aqkdab")


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("data.jsonl.gz", CONTENT),
        ("data.csv.gz", b"item,label\r\n1,a\r\n2,q\r\n"),
        ("data.json.gz", b'[{"id":1,"data":{"text":"a"},"annotations":[{"result":[{"from_name":"c",'
         b'"type":"choices","value":{"choices":["a", "k"]}}]}]}]'),
    ],
)  # fmt: skip
def test_packed_files_become_what_plain_ones_do(
    tmp_path: Path, name: str, content: bytes, processes: int
) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(content))
    expected = migrated(content, name=name.removesuffix(".gz"))
    targets = targets_in(tmp_path)
    told = apply(a_job(path), Request(targets, processes=processes), ignore)
    assert targets.out.read_bytes() == expected.out
    assert {**told, "undo": None} == {**expected.told, "undo": None}
    assert plan(a_job(path), ignore).items() <= told.items()
    undo(targets.out, targets.undo, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content


def test_outputs_are_packed_where_their_names_say_so(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(CONTENT)
    targets = targets_in(tmp_path)._replace(out=tmp_path / "out.jsonl.gz")
    for _ in range(2):
        apply(a_job(path), Request(targets, force=True), ignore)
        packed = targets.out.read_bytes()
        assert gzip.decompress(packed) == migrated(CONTENT).out
    # Neither name nor time is in it.
    assert packed[3:8] == bytes(5)
    undo(targets.out, targets.undo, tmp_path / "back.gz")
    assert gzip.decompress((tmp_path / "back.gz").read_bytes()) == CONTENT


def test_packed_files_are_answered(tmp_path: Path) -> None:
    run = asked(tmp_path, gzip.compress(lines("aq")), name="data.jsonl.gz")
    told = run.answer({"item": "i2", "label": "y"}, out=tmp_path / "answered.gz")
    assert told["answers"]["open"] == 0
    assert gzip.decompress((tmp_path / "answered.gz").read_bytes()) == lines("xy")
    undo(tmp_path / "answered.gz", run.targets.undo, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == lines("aq")


def test_errors_name_the_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl.gz"
    path.write_bytes(gzip.compress(CONTENT + b"{\n"))
    with pytest.raises(SchemactlError, match=r"data\.jsonl\.gz:7: ") as caught:
        apply(a_job(path), Request(targets_in(tmp_path)), ignore)
    assert ".schemactl" not in caught.value.message
    path.write_bytes(gzip.compress(CONTENT * 9999)[:-99])
    with pytest.raises(SchemactlError, match="cannot be read"):
        apply(a_job(path), Request(targets_in(tmp_path)), ignore)
    assert [found.name for found in tmp_path.iterdir()] == ["data.jsonl.gz"]


def test_errors_of_rewriting_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    names = [{"id": 1, "name": "a", "keypoints": ["p", "q"]}, {"id": 2, "name": "b"}]
    names[1]["keypoints"] = ["q", "p"]
    head = orjson.dumps({"images": [{"id": 1}], "categories": names})[:-1]
    path.write_bytes(head + b',\n"annotations":[{"id":1,"image_id":1,"category_id":2}]}')
    poses = {"id": "pose", "type": "keypoints", "points": [{"id": "p"}, {"id": "q"}]}
    way = compiled(
        a_schema(a_task("a", "b", **poses)),
        a_schema(a_task("m", **poses)),
        {"change": "merge", "from": ["a", "b"], "to": "m"},
    )
    with pytest.raises(SchemactlError, match=r"data\.json:2: the points of pose/m are not those"):
        plan(a_job(path, way), ignore)


def test_plain_bytes_are_there_while_they_are_needed(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl.gz"
    path.write_bytes(gzip.compress(CONTENT))
    with with_plain(a_job(path)) as job:
        assert job.plain is not None
        assert job.plain.read_bytes() == CONTENT
        found = list(ranges_of(job, open_source(job), 0, 1))
        assert b"".join(one.output for one in found) == migrated(CONTENT).out
    assert not job.plain.exists()
    assert size_of(job) == path.stat().st_size
