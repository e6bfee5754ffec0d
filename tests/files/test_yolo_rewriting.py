"""Tests of rewriting folders of YOLO."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout
from schemactl.files.datasets import yolo
from schemactl.files.rewriting import Relabel
from tests.files.rewriting_laws import (
    AFTER,
    Choose,
    assert_labels_change,
    chosen,
    documents,
    heirs,
    release,
    rewritten,
    told,
)

NEW = Relabel("box", "new", False)


@settings(deadline=None, max_examples=20)
@given(made=documents("box", "polygon"), data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("yolo") / "a"
    found = assert_labels_change(
        yolo, path, ("box", "polygon"), made, chosen(data, may_leave=False)
    )
    labels = orjson.loads((found.path / "labelmap.json").read_bytes())["labels"]
    assert {one["id"]: one["index"] for one in labels} == {
        label: index for index, label in enumerate(AFTER)
    }


def folder(tmp_path: Path, table: str, lines: bytes, **files: str) -> Path:
    """Write a folder with one file of labels."""
    path = tmp_path / "a"
    (path / "labels").mkdir(parents=True)
    (path / "data.yaml").write_text(table, encoding="utf-8", newline="")
    (path / "labels" / "1.txt").write_bytes(lines)
    for name, content in files.items():
        (path / f"{name}.txt").write_text(content, encoding="utf-8", newline="")
    return path


def changed(path: Path, choose: Choose) -> tuple[str, bytes]:
    """Return data.yaml and the labels after they were rewritten for the labels `a` and `new`."""
    found = rewritten(yolo, path, release(("a", "new"), "box"), choose).path
    table = (found / "data.yaml").read_bytes().decode()
    return table, (found / "labels" / "1.txt").read_bytes()


BOX = b" 0.50 5e-1 0.1 0.2\r\n"


def test_a_class_is_found_by_its_name_and_its_number_alone_changes(tmp_path: Path) -> None:
    lines = b"\xef\xbb\xbf 0" + BOX + b"\n1 " + BOX
    path = folder(tmp_path, "names: [old, a]\n", lines, classes="old\r\na\r\n")
    table, labels = changed(path, told(old=Relabel("box", "a", False)))
    assert table == "names: [new, a]\n"
    assert labels == b"\xef\xbb\xbf 1" + BOX + b"\n1 " + BOX
    assert (tmp_path / "after-a" / "classes.txt").read_bytes() == b"new\r\na\r\n"


def test_numbers_have_no_gaps_and_comments_stay(tmp_path: Path) -> None:
    table = "nc: 4  # four\nnames:\n  0: x\n  1: y  # gone\n  2: old\n  3: a  # kept\n"
    path = folder(tmp_path, table, b"2" + BOX + b"3" + BOX)
    expected = "nc: 2  # four\nnames:\n  0: new\n  1: a  # gone\n"
    assert changed(path, told(old=NEW)) == (expected, b"0" + BOX + b"1" + BOX)


def test_new_classes_come_behind_those_that_stay(tmp_path: Path) -> None:
    path = folder(tmp_path, "names:\n- a\nnc: 1\n", b"0" + BOX)
    expected = "names:\n- a\n- new\nnc: 2\n"
    assert changed(path, lambda _: {}) == (expected, b"0" + BOX)


def test_a_line_leaves_as_a_whole(tmp_path: Path) -> None:
    path = folder(tmp_path, "names: [a, old]\n", b"0" + BOX + b"1" + BOX + b"0" + BOX)
    assert changed(path, told(old=None)) == ("names: [a, new]\n", b"0" + BOX + b"0" + BOX)


def test_what_has_no_class_is_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, "names: [a, old]\n", b"1" + BOX)
    with pytest.raises(SchemactlError, match=r"labels/1\.txt:1: no class is box/far"):
        changed(path, told(old=Relabel("box", "far")))
    with pytest.raises(SchemactlError, match="has no label for a class"):
        yolo.rewriting(path, Layout(), release(("x",), "span"))


def test_an_empty_file_has_no_place_for_a_label(tmp_path: Path) -> None:
    path = folder(tmp_path, "names: [a, new]\n", b"")
    assert changed(path, told(nothing=None)) == ("names: [a, new]\n", b"")
    with pytest.raises(SchemactlError, match="no region has a place for box/new"):
        changed(path, told(nothing=NEW))


def test_points_have_classes_where_the_table_tells_of_points(tmp_path: Path) -> None:
    line = b"0 0.5 0.5 0.1 0.2 0.1 0.1\n"
    path = folder(tmp_path, "kpt_shape: [1, 2]\nnames: [old]\n", line)
    schema = release(("cat", "dog"), "keypoints")
    choose = told(old=Relabel("keypoints", "dog", False))
    found = rewritten(yolo, path, schema, choose).path
    assert (found / "labels" / "1.txt").read_bytes() == b"1" + line[1:]


def test_a_broken_labelmap_is_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, "names: [a]\n", b"")
    (path / "labelmap.json").write_bytes(b"{")
    with pytest.raises(SchemactlError, match=r"labelmap\.json:1: not valid JSON"):
        list(yolo.read(path, Layout()))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n  0:\n    - x y\n  1:\n    - x y\n", None),
        (" {0: [x y]}\n", ' {0: ["x y"], 1: ["x y"]}\n'),
        ("\n  0:\n    - x y\n  2:\n    - x y\n\n", '\n  {0: ["x y"], 1: ["x y"]}\n\n'),
        ("\n  0: [b]\n  1: [x]  # kept\n", '\n  {1: ["x"]}  # kept\n'),
        (" [x y]\n", None),
    ],
)
def test_names_of_points_follow_the_classes(tmp_path: Path, before: str, after: str | None) -> None:
    table = "names: [old, a]\nkpt_shape: [1, 2]\nkpt_names:{}# end\n"
    line = b"1 0.5 0.5 1 1 0.5 0.5\n"
    path = folder(tmp_path, table.format(before), line)
    names = table.replace("old", "new").format(before if after is None else after)
    assert changed(path, lambda _: {}) == (names, line)


def test_points_of_a_class_keep_their_names(tmp_path: Path) -> None:
    table = "names: [old, a, b]\nkpt_shape: [1, 2]\nkpt_names: {0: [x], 1: [y], 2: [x]}\n"
    line = b"%d 0.5 0.5 1 1 0.5 0.5\n"
    path = folder(tmp_path, table, line % 0 + line % 2)
    schema = release(("a", "new"), "keypoints")
    new = Relabel("keypoints", "new", False)
    inherited = heirs("keypoints", old="new", b="new", a="a")
    found = rewritten(yolo, path, schema, told(old=new, b=new), inherited).path
    names = (found / "data.yaml").read_text(encoding="utf-8").splitlines()
    assert names[-1] == 'kpt_names: {0: ["x"], 1: ["y"]}'
    assert (found / "labels" / "1.txt").read_bytes() == line % 0 * 2
    with pytest.raises(SchemactlError, match=r"1\.txt:1: the points of keypoints/a are not those"):
        rewritten(yolo, path, schema, told(old=Relabel("keypoints", "a", False)), inherited)
