"""Tests of rewriting augmented manifests."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document
from schemactl.files.datasets import ground_truth
from schemactl.files.rewriting import Relabel
from tests.files.rewriting_laws import (
    Choose,
    assert_labels_change,
    changed_bytes,
    chosen,
    documents,
    release,
    told,
)

NEW = Relabel("box", "new", False)


@pytest.mark.parametrize("name", ["classification", "span", "box"])
@settings(deadline=None, max_examples=20)
@given(data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("ground-truth") / "a.manifest"
    made: list[Document] = data.draw(documents(name))
    assert_labels_change(ground_truth, path, (name,), made, chosen(data), has_tasks=True)


def line(answer: bytes, metadata: bytes, kind: bytes) -> bytes:
    """Return a line with one label attribute."""
    return (
        b'{"source-ref":"old","note":"\\"box\\": 3","box" : ' + answer + b',"box-metadata":{'
        b'"type":"groundtruth/' + kind + b'", ' + metadata + b', "job-name":"j"}}\r\n'
    )


def changed(tmp_path: Path, content: bytes, choose: Choose) -> bytes:
    """Return the bytes of lines after they were rewritten for the labels `a` (0) and `new` (1)."""
    path = tmp_path / "a.manifest"
    return changed_bytes(ground_truth, path, content, release(("a", "new"), "box"), choose)


MULTI = b"image-classification-multilabel"
BOXES = b'{"image_size":[{"width":9,"height":9}],"annotations":['
SIDES = b',"top":1.50,"left":2,"width":3e0,"height":4}'


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (
            b"image-classification",
            (b"3", b'"class-name" : "old","confidence":0.50'),
            (b"1", b'"class-name" : "new","confidence":0.50'),
        ),
        (
            b"image-classification",
            (b"3", b'"x":{"class-name":"old"},"cl\\u0061ss-name":\t"\\u006fld","note":"\\"old\\""'),
            (b"1", b'"x":{"class-name":"old"},"cl\\u0061ss-name":\t"new","note":"\\"old\\""'),
        ),
        (
            MULTI,
            (b"[0, 3]", b'"class-map":{"0":"a", "3":"old"},"confidence-map":{"3":0.50}'),
            (b"[0, 1]", b'"class-map":{"0":"a", "1": "new"},"confidence-map":{"1":0.50}'),
        ),
        (
            b"object-detection",
            (
                BOXES + b'{"class_id":3' + SIDES + b"]}",
                b'"objects":[{"confidence":0.50}],"class-map":{"3":"old"}',
            ),
            (
                BOXES + b'{"class_id":1' + SIDES + b"]}",
                b'"objects":[{"confidence":0.50}],"class-map":{"1": "new"}',
            ),
        ),
        (
            b"text-span",
            (
                b'{"annotations":{"entities":[{"label" : "old","startOffset":0,"endOffset":1}]}}',
                b'"entities":[{"confidence":0.50}]',
            ),
            (
                b'{"annotations":{"entities":[{"label" : "new","startOffset":0,"endOffset":1}]}}',
                b'"entities":[{"confidence":0.50}]',
            ),
        ),
    ],
)
def test_only_numbers_and_names_change(
    tmp_path: Path, kind: bytes, before: tuple[bytes, bytes], after: tuple[bytes, bytes]
) -> None:
    assert changed(tmp_path, line(*before, kind), told(old=NEW)) == line(*after, kind)


def test_a_class_keeps_the_number_that_it_has_anywhere_in_its_job(tmp_path: Path) -> None:
    first = line(b"3", b'"class-name":"old"', b"image-classification")
    later = line(b"7", b'"class-name":"new"', b"image-classification")
    taken = line(b"1", b'"class-name":"a"', b"image-classification")
    found = changed(tmp_path, first + later, told(old=NEW))
    assert found == later + later
    found = changed(tmp_path, first + taken, told(old=NEW))
    assert found == line(b"4", b'"class-name":"new"', b"image-classification") + taken


def test_a_number_that_stands_for_two_things_is_nobody_s(tmp_path: Path) -> None:
    first = line(b"3", b'"class-name":"old"', b"image-classification")
    later = line(b"[1]", b'"class-map":{"1":"old"}', MULTI)
    found = changed(tmp_path, first + later, told(old=NEW))
    assert found == line(b"4", b'"class-name":"new"', b"image-classification") + line(
        b"[4]", b'"class-map":{"4": "new"}', MULTI
    )
    clash = line(b"[3]", b'"class-map":{"3":"new"}', MULTI)
    found = changed(tmp_path, first + clash, told(old=NEW))
    assert found == line(b"1", b'"class-name":"new"', b"image-classification") + clash


def test_a_share_of_a_class_that_another_has_too_leaves(tmp_path: Path) -> None:
    before = line(
        b"[0,3]",
        b'"class-map":{"0":"a","3":"old"},"confidence-map":{"0":0.25,"3":0.5}',
        MULTI,
    )
    found = changed(tmp_path, before, told(old=Relabel("box", "a", False)))
    table = b'"class-map":{"0":"a"},"confidence-map":{"0":0.25}'
    assert found == line(b"[0,0]", table, MULTI)


def test_answers_leave_with_what_is_told_of_them(tmp_path: Path) -> None:
    old, kept = b'{"class_id":3' + SIDES, b'{"class_id":0' + SIDES
    table = b'"objects":[{"confidence":1}, {"confidence":2}],"class-map":{"3":"old","0":"a"}'
    before = line(BOXES + old + b", " + kept + b"]}", table, b"object-detection")
    after = b'"objects":[{"confidence":2}],"class-map":{"0":"a"}'
    expected = line(BOXES + kept + b"]}", after, b"object-detection")
    assert changed(tmp_path, before, told(old=None)) == expected
    found = changed(tmp_path, before, told(old=None, a=None))
    assert found == b'{"source-ref":"old","note":"\\"box\\": 3"}\r\n'


def test_an_attribute_moves_to_another_task(tmp_path: Path) -> None:
    before = line(b"[3]", b'"class-map":{"3":"old"}', MULTI)
    moved = {"old": Relabel("other", None)}
    found = changed(tmp_path, before, told(**moved))
    expected = before.replace(b'"box" :', b'"other" :').replace(b"box-meta", b"other-meta")
    assert found == expected
    both = line(b"[3,0]", b'"class-map":{"3":"old","0":"a"}', MULTI)
    with pytest.raises(SchemactlError, match="answers of `box` go to box, other"):
        changed(tmp_path, both, told(**moved))


def test_nothing_can_be_written_where_nothing_applied(tmp_path: Path) -> None:
    before = line(b"[]", b'"class-map":{}', MULTI)
    with pytest.raises(SchemactlError, match="`box` has no place for new"):
        changed(tmp_path, before, told(nothing=NEW))


def test_stamps_become_those_of_the_release(tmp_path: Path) -> None:
    content = b'{"source":"x","schema":"test@0.1.0"}\n'
    assert changed(tmp_path, content, lambda _: {}) == content.replace(b"0.1.0", b"1.0.0")


def test_classes_of_colours_are_named_anew(tmp_path: Path) -> None:
    colors = b'"internal-color-map":{"0":{"class-name":"BACKGROUND"},"1":{"class-name":"old"%s}}'
    content = line(b'"s3://b/1.png"', colors % b"", b"semantic-segmentation")
    found = changed(tmp_path, content, told(old=NEW))
    assert found == content.replace(b'"class-name":"old"', b'"class-name":"new"')
    two = colors % b'},"2":{"class-name":"a"'
    content = line(b'"s3://b/1.png"', two, b"semantic-segmentation")
    expected = content.replace(b'"1":{"class-name":"old"},', b"")
    assert changed(tmp_path, content, told(old=None)) == expected
    assert b"box" not in changed(tmp_path, content, told(old=None, a=None)).replace(b'\\"box', b"")
