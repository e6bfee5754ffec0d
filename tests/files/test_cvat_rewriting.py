"""Tests of rewriting CVAT's XML."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout
from schemactl.files.datasets import cvat
from schemactl.files.heirs import NO_HEIRS, Heirs
from schemactl.files.rewriting import Relabel
from schemactl.model.release import ReleasedSchema
from tests.files.rewriting_laws import (
    Choose,
    assert_labels_change,
    changed_bytes,
    chosen,
    documents,
    heirs,
    told,
)

NEW = Relabel("box", "new", False)
SCHEMA = ReleasedSchema.model_validate(
    {
        "schemactl": 1,
        "name": "test",
        "version": "2.0.0",
        "tasks": [
            {
                "id": "box",
                "type": "box",
                "attributes": [{"id": "far", "type": "yes-no"}],
                "labels": [
                    {"id": "a", "index": 0, "aliases": ["A&B"], "color": "#00ff00"},
                    {"id": "new", "index": 1, "color": "#0000ff"},
                ],
            }
        ],
    }
)


@settings(deadline=None, max_examples=25)
@given(made=documents("classification", "box", "polygon"), data=st.data())
def test_only_labels_change(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cvat") / "a.xml"
    assert_labels_change(cvat, path, ("classification", "box", "polygon"), made, chosen(data))


def file(inner: bytes) -> bytes:
    """Return a file with one image."""
    return (
        b'<?xml version="1.0"?>\r\n<annotations>\r\n  <!-- label="old" -->\r\n'
        b'  <image id="0" name="old" width="9" height="9">' + inner + b"\r\n  </image>\r\n"
        b"</annotations>\r\n"
    )


def changed(tmp_path: Path, content: bytes, choose: Choose, inherited: Heirs = NO_HEIRS) -> bytes:
    """Return the bytes of a file after it was rewritten."""
    path = tmp_path / "a.xml"
    return changed_bytes(cvat, path, content, SCHEMA, choose, inherited)


SIDES = b' xtl="1.50" ytl="2" xbr="3e0" ybr="4"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b'\r\n    <box label="old"' + SIDES + b"></box>",
            b'\r\n    <box label="new"' + SIDES + b"></box>",
        ),
        (b"<box  label = 'old'" + SIDES + b"/>", b"<box  label = 'new'" + SIDES + b"/>"),
        (b'<tag label="&#111;ld"/>', b'<tag label="new"/>'),
        (
            b'<tag source=" label=\'old\' " label="old"><attribute name="label">old</attribute>'
            b"</tag>",
            b'<tag source=" label=\'old\' " label="new"><attribute name="label">old</attribute>'
            b"</tag>",
        ),
        (
            b'<skeleton label="old"><points label="old" points="1,2"/></skeleton>',
            b'<skeleton label="new"><points label="old" points="1,2"/></skeleton>',
        ),
        (
            b'<!-- <tag label="old"/> --><tag my-label="old" label="old"/>',
            b'<!-- <tag label="old"/> --><tag my-label="old" label="new"/>',
        ),
    ],
)
def test_only_the_label_of_the_shape_changes(tmp_path: Path, before: bytes, after: bytes) -> None:
    assert changed(tmp_path, file(before), told(old=NEW)) == file(after)


def test_shapes_leave_with_the_space_before_them(tmp_path: Path) -> None:
    kept = b'\r\n    <tag label="a"/>'
    gone = b'\r\n    <tag label="old">\r\n</tag>'
    found = changed(tmp_path, file(gone + kept + b"<!-- x -->" + gone + gone), told(old=None))
    assert found == file(kept + b"<!-- x -->")


def track(label: bytes) -> bytes:
    """Return a video with a track of two shapes."""
    boxes = b"".join(b'<box frame="%d"' % at + SIDES + b"/>" for at in range(2))
    return b'\n  <track id="0" label="' + label + b'">' + boxes + b"</track>"


def test_a_track_changes_and_leaves_as_a_whole(tmp_path: Path) -> None:
    def content(*tracks: bytes) -> bytes:
        return b"<annotations>\n<!-- x -->" + b"".join(tracks) + b"\n</annotations>"

    both = content(track(b"old"), track(b"a"))
    moved = content(track(b"new"), track(b"a"))
    assert changed(tmp_path, both, told(old=NEW)) == moved
    assert changed(tmp_path, both, told(old=None)) == content(track(b"a"))
    assert changed(tmp_path, both, told(old=None, a=None)) == content()
    with pytest.raises(SchemactlError, match="the shapes of one track"):
        changed(tmp_path, both, lambda record: {0: NEW} if record.uses else {})


def row(name: bytes, color: bytes, more: bytes = b"") -> bytes:
    """Return a label of the table."""
    return b"\n<label><name>" + name + b"</name><color>" + color + b"</color>" + more + b"</label>"


def table(*rows: bytes) -> bytes:
    """Return a file with a table of labels."""
    listed = b"<labels>" + b"".join(rows) + b"\n</labels>" if rows else b"<labels />"
    return b"<annotations><meta><task>" + listed + b"</task></meta></annotations>"


def test_the_table_becomes_that_of_the_release(tmp_path: Path) -> None:
    alias = row(b"A&amp;B", b"#ff0000", b"<!-- kept -->")
    part = row(b"nose", b"#123456", b"<parent>A&amp;B</parent>")
    stray = row(b"nose", b"#123456", b"<parent>old</parent>")
    asked = b"<name>far</name><input_type>checkbox</input_type><values></values>"
    more = b"<type>rectangle</type><attributes><attribute>" + asked + b"</attribute></attributes>"
    new = row(b"new", b"#0000ff", more)
    before = table(row(b"old", b"#1"), alias, part, stray)
    kept = alias.replace(b"#ff0000", b"#00ff00")
    assert changed(tmp_path, before, lambda _: {}) == table(kept, part, new)
    again = table(kept, part, new)
    assert changed(tmp_path, again, lambda _: {}) == again
    first = row(b"a", b"#00ff00", more)
    expected = table(first, new).replace(b"\n", b"")
    assert changed(tmp_path, table(), lambda _: {}) == expected


ASKED = b"<attribute><name>%s</name><values>1\n2</values></attribute>"
TOLD = b"<type>any</type><attributes>" + ASKED % b"size" + b"</attributes>"


def test_a_label_takes_over_the_row_that_led_to_it(tmp_path: Path) -> None:
    part = row(b"nose", b"#123456", b"<parent>old</parent>")
    before = table(row(b"old", b"#ff0000", TOLD), part, row(b"a", b"#00ff00"))
    after = table(
        row(b"new", b"#0000ff", TOLD), part.replace(b"old", b"new"), row(b"a", b"#00ff00")
    )
    assert changed(tmp_path, before, lambda _: {}, heirs("box", old="new")) == after


def test_a_label_among_several_heirs_is_declared_like_its_origin(tmp_path: Path) -> None:
    part = row(b"nose", b"#123456", b"<parent>a</parent>")
    before = table(row(b"a", b"#00ff00", TOLD), part)
    copies = row(b"new", b"#0000ff", TOLD) + part.replace(b">a<", b">new<")
    found = changed(tmp_path, before, lambda _: {}, heirs("box", a="a,new"))
    assert found == table(row(b"a", b"#00ff00", TOLD), part + copies)


def test_copies_have_no_colour_of_their_own(tmp_path: Path) -> None:
    [task] = SCHEMA.tasks
    bare = [one.model_copy(update={"color": None}) for one in task.labels]
    tasks = (task.model_copy(update={"labels": tuple(bare)}),)
    path = tmp_path / "a.xml"
    schema = SCHEMA.model_copy(update={"tasks": tasks})
    before = table(row(b"old", b"#ff0000"))
    found = changed_bytes(cvat, path, before, schema, lambda _: {}, heirs("box", old="a,new"))
    listed = b"\n<label><name>a</name></label>\n<label><name>new</name></label>"
    assert found == table(listed)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (b"<attributes>%s</attributes>" % (ASKED % b"far"), ASKED % b"far" + ASKED % b"size"),
        (b"<attributes/>", ASKED % b"size"),
        (b"", ASKED % b"size"),
        (TOLD, None),
    ],
)
def test_labels_declare_what_their_new_shapes_say(
    tmp_path: Path, own: bytes, expected: bytes | None
) -> None:
    before = table(row(b"a", b"#00ff00", own), row(b"old", b"#1", TOLD), row(b"new", b"#0000ff"))
    more = own if expected is None else b"<attributes>" + expected + b"</attributes>"
    after = table(row(b"a", b"#00ff00", more), row(b"new", b"#0000ff"))
    assert changed(tmp_path, before, lambda _: {}, heirs("box", old="a", a="a")) == after


def test_only_the_task_moves(tmp_path: Path) -> None:
    content = file(b'<tag label="a"/>')
    assert changed(tmp_path, content, told(a=Relabel("other", None))) == content


def test_archives_and_wide_encodings_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("annotations.xml", file(b""))
    with pytest.raises(SchemactlError, match="an archive cannot be rewritten"):
        cvat.rewriting(tmp_path / "a.zip", Layout(), SCHEMA)
    wide = file(b'<tag label="old"/>').decode().replace("?>", ' encoding="utf-16"?>')
    with pytest.raises(SchemactlError, match="an encoding that cannot be rewritten"):
        changed(tmp_path, wide.encode("utf-16"), told(old=NEW))
