"""Object ranges: what becomes of objects many at a time is what becomes of each by itself."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files import json_runs
from schemactl.files.dataset import Record
from schemactl.migrate import object_ranges
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.compile import CompiledMigration
from schemactl.migrate.plan import plan
from schemactl.migrate.queue_file import read_entries
from schemactl.migrate.range_writer import RangeWriter
from schemactl.migrate.ranges import Range, Stretch
from schemactl.migrate.source import open_source
from schemactl.migrate.undo import undo
from tests.builders import a_label, a_schema, a_task
from tests.migrate.hops import compiled
from tests.migrate.killing import is_killed_at
from tests.migrate.runs import STEPS, a_job, ignore, migrated, targets_in

# Labels that get other ones, leave, wait, are split by the record, or stay.
NAMES = "abcsdqk"
NEW = ("x", "m", "hi", "lo", "y", "z", "k")
# Some numbers are taken, some labels get one of their own, and one category is no label.
CATEGORIES = [{"id": 3 * at, "name": name} for at, name in enumerate(NAMES)]
BOX = {"image_id": 1, "category_id": 18, "bbox": [1, 2.5, 3, 4]}


def a_way(*types: str) -> CompiledMigration:
    """Return a migration in which the labels of tasks of some types meet each fate."""
    new = [
        a_task(*(a_label(one, index=at) for at, one in enumerate(NEW)), id=kind, type=kind)
        for kind in types
    ]
    old = [a_task(*NAMES, id=kind, type=kind) for kind in types]
    return compiled(a_schema(*old), a_schema(*new), *STEPS)


def a_file(objects: Sequence[str], gap: str = ", ", *, is_last: bool = True) -> bytes:
    """Return a file of COCO with these annotations, before or behind the other lists."""
    images = [{"id": at, "file_name": f"{at}.png"} for at in range(4)]
    names = json.dumps([*CATEGORIES, {"id": 7, "name": "k"}])
    listed = [f'"annotations": [{gap.join(objects)}]', f'"images": {json.dumps(images)}']
    listed = [f'"info": {{"version": "s@1.0.0"}}, "categories": {names}', *listed[::-1]]
    return f"{{{', '.join(listed if is_last else listed[::-1])}}}\n".encode()


@contextmanager
def one_by_one() -> Iterator[None]:
    """Have each object judged by itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(object_ranges, "object_ranges", lambda *_: None)
        yield


@contextmanager
def short_runs(size: int = 300) -> Iterator[None]:
    """Have few objects in a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_runs, "_SIZE", size)
        patch.setattr(object_ranges, "_SETTLED_AFTER", 2)
        yield


def outcome(content: bytes, way: CompiledMigration, **options: Any) -> Any:
    """Return what a file comes to, or why it fails, without what depends on the way it goes."""
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        path, targets = folder / "a.json", targets_in(folder)
        path.write_bytes(content)
        try:
            told = apply(a_job(path, way, **options), Request(targets), ignore)
        except SchemactlError as error:
            return error.message.rpartition("/")[2], error.hint
        # Undo files are packed in other pieces.
        told["undo"] = None
        if told["unknown_labels"]:
            return told
        undo(targets.out, targets.undo, folder / "back")
        assert (folder / "back").read_bytes() == content
        return told, targets.out.read_bytes(), list(read_entries(targets.queue))


def check(content: bytes, way: CompiledMigration, **options: Any) -> None:
    """Check that a file comes to the same both ways."""
    with one_by_one():
        wanted = outcome(content, way, **options)
    with short_runs():
        assert outcome(content, way, **options) == wanted


def looks(content: bytes, way: CompiledMigration) -> int:
    """Return how many annotations are judged by themselves, besides the first of each category."""
    seen = []
    add, add_record = RangeWriter.add, Stretch.add

    def added(self: RangeWriter, *given: Any) -> None:
        seen.append(1)
        add(self, *given)

    def added_record(self: Stretch, lane: Any, record: Record) -> None:
        seen.extend([1] * (record.section == "annotations"))
        add_record(self, lane, record)

    with short_runs(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(RangeWriter, "add", added)
        patch.setattr(Stretch, "add", added_record)
        migrated(content, way, "a.json")
    return len(seen)


def written(pairs: Sequence[tuple[str, str]], comma: str = ", ", colon: str = ": ") -> str:
    """Write an object of written keys and values."""
    return f"{{{comma.join(f'{key}{colon}{value}' for key, value in pairs)}}}"


numbers = st.sampled_from([str(one["id"]) for one in CATEGORIES] + ["7"])
odd_numbers = st.sampled_from(['"18"', "18.0", "-18", "99", "null", "true", '"}"', "[18]", "18 "])
outlines = st.sampled_from(
    [
        "[]",
        "[[1, 2, 3, 4, 5, 6]]",
        "[[1.5, 2, 3e-2, 4, 5, 6], [1, 2, 3, 4, 5, 6]]",
        '{"counts": [1, 2], "size": [4, 4]}',
        '{"counts": "0e1{}[,", "size": [4, 4]}',
        *(
            "null",
            "{}",
            "[1, 2]",
            "[[1, 2], 3]",
            "[[1, 2, 3]]",
            "[[]]",
            '["a", [1, 2]]',
            "[[[1, 2]]]",
        ),
        f"[[{', '.join([str(10**29)] * 12)}]]",
    ]
)
others = st.sampled_from(
    [
        ('"note"', '"\\"category_id\\": 0, "'),
        ('"note"', '":"'),
        ('"note"', '"a : b, \\"x\\":"'),
        ('"note"', '"{[]}, {\\"id\\": 1"'),
        ('"note"', '"\u00e9\U0001f600"'),
        ('"attributes"', '{"n": 0, "category_id": 3}'),
        ('"attributes"', '{"more": [{"category_id": 3}], "n": 1}'),
        ('"attributes"', "{}"),
        ('"attributes"', '{"deep": {"id": 1}}'),
        ('"attributes"', "[{}, {}]"),
        ('"c\\u0061tegory"', "3"),
        ('"score"', "0.5"),
        ('"score"', "1E2"),
        ('"iscrowd"', "false"),
        ('"keypoints"', "[1, 2, 3]"),
    ]
)
# With one of these the file cannot be read, or not as it seems.
broken = st.sampled_from(
    [
        *('"id": 1, "id"', '"a": {"b": 1, "b": 2}, "c"', '"a": 1e999, "b"', '"a": 01, "b"'),
        *('"a": NaN, "b"', '"a": [1,], "b"', '"a": "\\ud800", "b"', '"a" 1, "b"', '"a": "\t", "b"'),
        *('"category_id": 3, "category_id"', '"category_id": 3, "category\\u005fid"'),
    ]
)


@st.composite
def objects(draw: st.DrawFn, is_whole: bool = True) -> str:
    """Draw an annotation, mostly as others are."""
    number = draw(odd_numbers) if draw(st.integers(0, 30)) == 0 else draw(numbers)
    pairs = [
        *(('"id"', str(draw(st.integers(0, 2**70)))), ('"image_id"', str(draw(st.integers(0, 5))))),
        *(('"category_id"', number), ('"bbox"', "[1, 2.5, 3, 4]")),
    ]
    kind = draw(st.integers(0, 9))
    if kind > 3:
        pairs.append(('"segmentation"', draw(outlines)))
    if number == "9" and kind < 8:
        pairs.append(('"attributes"', f'{{"n": {draw(st.integers(0, 2))}}}'))
    if kind > 7:
        pairs.insert(draw(st.integers(0, len(pairs))), draw(others))
    if kind == 9:
        pairs = draw(st.permutations(pairs))
    if not is_whole:
        pairs.append((draw(broken), "1"))
    styles = st.sampled_from([(",", ":"), (", ", " : "), (",\n  ", ": "), (", ", ":\t")])
    return written(pairs, *draw(styles)) if kind in (2, 3) else written(pairs)


gaps = st.sampled_from([", ", ",", ",\n", " ,\r\n\t", ", " + " " * 70])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(objects(), max_size=25), gaps, st.booleans())
@example([], ", ", True)
def test_objects_are_judged_as_one_by_one(found: list[str], gap: str, is_last: bool) -> None:
    check(a_file(found, gap, is_last=is_last), a_way("box"))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(objects(), min_size=1, max_size=12), gaps, st.booleans())
def test_places_may_tell_tasks_apart(found: list[str], gap: str, is_last: bool) -> None:
    content = a_file(found, gap, is_last=is_last)
    check(content, a_way("box", "polygon"))
    check(content, a_way("mask", "polygon"), task="mask")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(objects(), max_size=9), objects(is_whole=False), st.integers(0, 9), st.booleans())
def test_what_cannot_be_read_fails_as_one_by_one(
    found: list[str], odd: str, place: int, is_last: bool
) -> None:
    content = a_file([*found[:place], odd, *found[place:]], is_last=is_last)
    check(content, a_way("box"))
    cut = len(content) - 1 - place
    check(content[:cut], a_way("box"))


@pytest.mark.parametrize(
    "other",
    [
        *('"\xff"', '"\xed\xa0\x80"', "1e400", "9" * 400, "[" * 300 + "]" * 300),
        *("[" * 5000 + "]" * 5000, "-" + "9" * 310, '{"a":' * 120 + "1" + "}" * 120),
    ],
)
def test_values_that_are_none_fail_as_one_by_one(other: str) -> None:
    usual = written([('"category_id"', "18"), ('"x"', "1")])
    lines = [usual] * 9 + [written([('"category_id"', "18"), ('"x"', "OTHER")])] + [usual] * 9
    content = a_file(lines).replace(b"OTHER", other.encode("latin-1"))
    check(content, a_way("box"))


@pytest.mark.parametrize("first", ["d", "k", "q", "a"])
def test_what_leaves_first_takes_its_comma_along(first: str) -> None:
    usual = [written([('"id"', "1"), ('"category_id"', str(3 * at))]) for at in (6, 4, 0, 5, 6)]
    way = a_way("box")
    start = [written([('"id"', "1"), ('"category_id"', str(3 * NAMES.index(first)))])]
    for found in (start + usual, start * 30 + usual, start * 30, (start + usual) * 9):
        check(a_file(found), way)


def test_objects_decide_where_their_label_is_split() -> None:
    found = [json.dumps({**BOX, "category_id": 9, "attributes": {"n": at % 3}}) for at in range(60)]
    content = a_file(found)
    check(content, a_way("box"))
    told = migrated(content, a_way("box"), "a.json").told
    assert told["labels"]["after"] == {"hi": 40, "lo": 20}


def test_marks_of_byte_order_and_line_ends_stay() -> None:
    found = [json.dumps({"id": at, **BOX, "category_id": 3 * (at % 7)}) for at in range(60)]
    check(b"\xef\xbb\xbf" + a_file(found, ",\r\n", is_last=False), a_way("box"))
    check(b"\xef\xbb\xbf" + a_file(found).replace(b", ", b",\n"), a_way("box"))


def test_unknown_labels_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    found = [written([('"category_id"', str(at))]) for at in (18, 0, 21, 0, 21, 21)] * 9
    (tmp_path / "a.json").write_bytes(a_file(found).replace(b'"id": 7,', b'"id": 21,'))
    (tmp_path / "b.json").write_bytes(a_file(found))
    for name in ("a.json", "b.json"):
        job = a_job(tmp_path / name, a_way("box"))
        with short_runs():
            told = plan(job, ignore)
        with one_by_one():
            assert told == plan(job, ignore)
        assert bool(told["unknown_labels"]) == (name == "b.json")


def test_few_objects_are_looked_at_by_themselves() -> None:
    way = a_way("box")
    usual = [json.dumps({"id": at, **BOX, "category_id": 18 * (at % 2)}) for at in range(200)]
    assert looks(a_file(usual), way) == 0
    assert looks(a_file(usual, is_last=False), way) == 0
    crowd = {"iscrowd": 1, "segmentation": {"counts": [1, 2], "size": [4, 4]}}
    usual[50::20] = [json.dumps({"id": 1, **BOX, **crowd})] * 8
    assert looks(a_file(usual), way) == 0
    assert looks(a_file(usual), a_way("box", "polygon")) == 0
    usual[3] = json.dumps({"id": 1, "attributes": {"id": 1}, **BOX})
    usual[7] = json.dumps({"id": 1, **BOX, "category_id": 15})
    assert looks(a_file(usual, ",\n"), way) == 2


def test_a_run_that_is_killed_goes_on_behind_what_it_wrote(tmp_path: Path) -> None:
    found = [json.dumps({"id": at, **BOX, "category_id": 3 * (at % 7)}) for at in range(120)]
    path = tmp_path / "a.json"
    path.write_bytes(a_file([found[4]] * 3 + found))
    job = a_job(path, a_way("box"))
    with one_by_one():
        wanted = migrated(path.read_bytes(), job.migration, "a.json")
    request = Request(targets_in(tmp_path), checkpoint=1)
    for event in range(0, 2000, 23):
        with short_runs():
            killed = is_killed_at(event, lambda: apply(job, request, ignore))
            told = apply(job, request._replace(force=True), ignore)
        assert told["annotations"] == wanted.told["annotations"]
        assert told["labels"] == wanted.told["labels"]
        assert request.targets.out.read_bytes() == wanted.out
        undo(request.targets.out, request.targets.undo, tmp_path / "back", force=True)
        assert (tmp_path / "back").read_bytes() == path.read_bytes()
        for target in request.targets:
            target.unlink()
        if not killed:
            break
    else:
        pytest.fail("the run never came to its end")


def test_ranges_may_be_taken_up_behind_each_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(a_file([json.dumps({"id": at, **BOX, "category_id": 3}) for at in range(60)]))
    job = a_job(path, a_way("box"))

    def output(begin: int) -> list[Range]:
        return list(object_ranges.object_ranges(open_source(job), path, begin) or ())

    with short_runs():
        found = output(0)
        assert len(found) > 10
        read = 0
        for at, one in enumerate(found, 1):
            read += one.size
            if one.is_settled:
                rest = b"".join(later.output for later in found[at:])
                assert b"".join(later.output for later in output(read)) == rest
    assert read == path.stat().st_size


def test_other_documents_are_read_record_by_record(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"id":1,"data":{"text":"a"},"annotations":[]}]')
    assert object_ranges.object_ranges(open_source(a_job(path)), path, 0) is None
