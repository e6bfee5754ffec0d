"""Tests of cvat."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.data.options import DataOptions
from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.files.dataset import Document, Layout, Loss, Record
from schemactl.files.datasets import cvat
from schemactl.files.datasets.catalog import find_format
from schemactl.files.signs import cvat as signs
from schemactl.model.annotation import Annotation, Content
from schemactl.model.release import SchemaRelease
from tests.files.datasets.releases import release_of

META = """<meta><task><id>5</id><name>roads</name><size>40</size>
<assignee><username>ann</username></assignee>
<labels><label><name>car</name><attributes>
<attribute><name>parked</name><input_type>checkbox</input_type></attribute>
<attribute><name>doors</name><input_type>number</input_type></attribute>
<attribute><name>side</name><input_type>select</input_type><values>left
right</values></attribute>
</attributes></label></labels></task>
<original_size><width>640</width><height>480</height></original_size>
<source>road.mp4</source></meta>"""
IMAGE = '<image id="0" name="a.png" width="100" height="50">{}</image>'
BOX = '<box label="car" source="manual" xtl="1" ytl="2.5" xbr="4" ybr="6.5"{}>{}</box>'


def read(tmp_path: Path, inner: str, meta: str = META) -> list[Record]:
    path = tmp_path / "a.xml"
    head = '<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n'
    path.write_text(f"{head}{meta}\n{inner}\n</annotations>\n", encoding="utf-8")
    return list(cvat.read(path, Layout()))


def test_a_shape_is_an_annotation_of_its_image(tmp_path: Path) -> None:
    said = '<attribute name="parked">true</attribute><attribute name="doors">4</attribute>'
    said += '<attribute name="side">left</attribute>'
    record = read(tmp_path, IMAGE.format(BOX.format("", said)))[-1]
    [use] = record.uses
    assert use.annotation == Annotation(
        "a.png",
        label="car",
        region={"x": 1, "y": 2.5, "width": 3, "height": 4},
        attributes={"parked": True, "doors": 4, "side": "left"},
        annotator="ann",
        origin="human",
    )
    assert use.content == Content(file="a.png", width=100, height=50)
    assert (record.section, record.problems, record.line) == ("image", (), 14)
    assert record.values["#children"][0]["xtl"] == "1"


@pytest.mark.parametrize(
    ("shape", "regions"),
    [
        ("<tag label='car'/>", {}),
        (
            "<polygon label='car' points='0,0;4,0;4,4.5'/>",
            {"polygon": {"points": [[0, 0], [4, 0], [4, 4.5]]}},
        ),
        ("<polyline label='car' points='0,0;4,0'/>", {"polyline": {"points": [[0, 0], [4, 0]]}}),
        ("<points label='car' points='1,2'/>", {"keypoints": {"points": {"1": [1, 2, 2]}}}),
        # .X.
        # XX.
        (
            "<mask label='car' rle='1, 1, 1, 2, 1' left='7' top='8' width='3' height='2'/>",
            {"mask": {"size": [2, 3], "counts": [1, 3, 2], "x": 7, "y": 8}},
        ),
        (
            "<skeleton label='car'><points label='a' points='1,2' outside='0' occluded='1'/>"
            "<points label='b' points='3,4' outside='1' occluded='0'/></skeleton>",
            {"keypoints": {"points": {"a": [1, 2, 1], "b": [3, 4, 0]}}},
        ),
    ],
)
def test_every_shape_is_told_as_its_task_type_has_it(
    tmp_path: Path, shape: str, regions: dict[str, Any]
) -> None:
    record = read(tmp_path, IMAGE.format(shape))[-1]
    assert record.uses[0].regions == regions
    assert record.problems == ()


def test_a_turned_box_is_an_outline(tmp_path: Path) -> None:
    [use] = read(tmp_path, IMAGE.format(BOX.format(' rotation="180"', "")))[-1].uses
    assert use.regions["polygon"]["points"][0] == pytest.approx([4, 6.5])


def test_a_track_has_an_annotation_for_each_key_frame_in_which_it_is_seen(tmp_path: Path) -> None:
    frames = "".join(
        f'<box frame="{at}" outside="{outside}" keyframe="{key}" xtl="{at}" ytl="0" '
        f'xbr="9" ybr="9"><attribute name="parked">false</attribute></box>'
        for at, outside, key in ((0, 0, 1), (1, 0, 0), (2, 0, 1), (3, 1, 1))
    )
    record = read(tmp_path, f'<track id="3" label="car" source="auto">{frames}</track>')[-1]
    first, second = (use.annotation for use in record.uses)
    assert first.region == {"x": 0, "y": 0, "width": 9, "height": 9, "frame": 0}
    assert second.region == {"x": 2, "y": 0, "width": 7, "height": 9, "frame": 2}
    assert (first.item, first.annotation, first.attributes) == ("road.mp4", "3", {"parked": False})
    assert (first.origin, first.annotator) == ("model", None)
    content = Content(file="road.mp4", width=640, height=480, frames=40)
    assert record.uses[0].content == content


@pytest.mark.parametrize(
    ("inner", "kind", "message"),
    [
        ('<tag label="bus"/>', "undeclared-label", "no label 'bus'"),
        (
            BOX.format("", '<attribute name="side">up</attribute>'),
            "undeclared-value",
            "attribute `side` is 'up'",
        ),
        ("<tag/>", "malformed-annotation", "<tag> has no label"),
        ("<star label='car'/>", "malformed-annotation", "<star> is no shape"),
        (
            "<ellipse label='car' cx='1'/>",
            "malformed-annotation",
            "<ellipse> is a place that no type",
        ),
        ("<box label='car' xtl='1'/>", "malformed-annotation", "has no `ytl`"),
        ("<box label='car' xtl='x'/>", "malformed-annotation", "`xtl` of <box> is 'x'"),
        ("<box label='car' xtl='nan'/>", "malformed-annotation", "`xtl` of <box> is 'nan'"),
        ("<polygon label='car' points='1,2;3'/>", "malformed-annotation", "'3' in <polygon>"),
        (
            "<mask label='car' rle='5' width='2' height='2' left='0' top='0'/>",
            "malformed-annotation",
            "5 pixels, not of 2 x 2",
        ),
        (
            "<mask label='car' rle='9, -5' width='2' height='2' left='0' top='0'/>",
            "malformed-annotation",
            "a run below 0",
        ),
        (
            "<mask label='car' rle='x' width='2' height='2'/>",
            "malformed-annotation",
            "no list of run lengths",
        ),
        (
            "<mask label='car' rle='4' width='2.5' height='2'/>",
            "malformed-annotation",
            "no whole number",
        ),
    ],
)
def test_what_only_the_file_tells_is_reported(
    tmp_path: Path, inner: str, kind: str, message: str
) -> None:
    [problem] = read(tmp_path, IMAGE.format(inner))[-1].problems
    assert problem.kind == kind
    assert message in problem.message


def test_a_track_without_frames_is_reported(tmp_path: Path) -> None:
    box = '<box outside="0" keyframe="1" xtl="1" ytl="1" xbr="2" ybr="2"/>'
    [problem] = read(tmp_path, f'<track id="3" label="car">{box}</track>')[-1].problems
    assert "has no `frame`" in problem.message


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def test_the_xml_in_an_archive_is_read(tmp_path: Path) -> None:
    xml = f"<annotations><version>1.1</version>{IMAGE.format(BOX.format('', ''))}</annotations>"
    path = archive(tmp_path / "a.zip", annotations_xml=xml, images__a="x")
    assert find_format(path).NAME == "cvat"
    found = survey([path], release_of(box=["car"]), DataOptions())
    assert (found.annotations, found.summary) == (1, {})


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"annotations_xml": "", "..__x": ""}, "leads out of the archive"),
        ({"annotations_xml": "", "__etc__x": ""}, "leads out of the archive"),
        ({"..__other_xml": ""}, r"'../other\.xml' leads out of the archive"),
        ({"a__annotations_xml": "", "b__annotations_xml": ""}, "2 files annotations.xml"),
        ({"a": ""}, "0 files annotations.xml"),
    ],
)
def test_an_archive_that_is_not_to_be_trusted_is_refused(
    tmp_path: Path, members: dict[str, str], message: str
) -> None:
    path = archive(tmp_path / "a.zip", **members)
    with pytest.raises(SchemactlError, match=message):
        list(cvat.read(path, Layout()))
    assert signs.recognise(path, path.read_bytes()) == ("a" not in members)


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", annotations_xml="<annotations/>" * 1000)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SchemactlError, match="the archive cannot be read"):
        list(cvat.read(path, Layout()))
    assert not signs.recognise(path, path.read_bytes())


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE a [<!ENTITY b "c">]>\n<annotations>&b;</annotations>')
    with pytest.raises(SchemactlError, match=r"a\.xml:1: a document type"):
        list(cvat.read(path, Layout()))


def written(
    path: Path, release: SchemaRelease, document: Document
) -> tuple[list[Annotation], list[Loss]]:
    """Write and read again: the annotations, and what was lost."""
    losses = list(cvat.write(path, [document], release.schema))
    assert signs.recognise(path, path.read_bytes())
    records = list(cvat.read(path, Layout()))
    assert all(record.problems == () for record in records)
    return [use.annotation for record in records for use in record.uses], losses


NUMBERS = st.integers(0, 4000).map(lambda value: value / 4)
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS).map(list), min_size=3, max_size=5)
BOXES = st.builds(
    lambda x, y, width, height: ("box", {"x": x, "y": y, "width": width, "height": height}),
    *(NUMBERS, NUMBERS, NUMBERS, NUMBERS),
)
OUTLINES = st.tuples(st.sampled_from(["polygon", "polyline"]), POINTS.map(lambda p: {"points": p}))
MASKS = st.tuples(st.integers(1, 5), st.integers(0, 9)).map(
    lambda n: ("mask", {"size": [2, 3], "counts": [n[0], 6 - n[0]], "x": n[1], "y": 0})
)
POSES = st.tuples(NUMBERS, NUMBERS, st.sampled_from([0, 1, 2])).map(
    lambda point: ("keypoints", {"points": {"a b": list(point)}})
)
TAGS = st.just(("classification", None))
LABELS = ["a.b"]
ALL = release_of(
    **{"box": LABELS, "polygon": LABELS, "polyline": LABELS, "mask": LABELS},
    **{"keypoints": LABELS, "classification": LABELS, "rating": []},
)


@settings(deadline=None)
@given(said=st.lists(BOXES | OUTLINES | MASKS | POSES | TAGS, max_size=4), name=st.text(min_size=1))
def test_shapes_come_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, Any]], name: str
) -> None:
    attributes = {"side": "<left>"}
    annotations = tuple(
        Annotation("é.png", kind, LABELS[0], region, None, attributes, origin="human")
        for kind, region in said
    )
    path = tmp_path_factory.mktemp("cvat") / "a.xml"
    document = Document("é.png", Content(width=9.0, height=9.0), annotations)
    found, losses = written(path, ALL, document)
    assert losses == []
    assert found == [one._replace(task=None) for one in annotations]
    # Whatever a name is, what is written can be read.
    list(cvat.write(path, [document._replace(item=name)], ALL.schema))
    assert len(list(cvat.read(path, Layout()))) in (2, 3)


def test_attributes_come_back_in_their_types(tmp_path: Path) -> None:
    asked = [
        {"id": "parked", "type": "yes-no"},
        {"id": "doors", "type": "number"},
        {"id": "side", "type": "choice", "values": [{"id": "left"}, {"id": "right"}]},
    ]
    task = {"id": "box", "type": "box", "attributes": asked, "labels": [{"id": "a", "index": 0}]}
    whole = {**ALL.schema.model_dump(), "tasks": [task]}
    release = ALL._replace(schema=ALL.schema.model_validate(whole))
    box = {"x": 1.0, "y": 1.0, "width": 2.0, "height": 2.0}
    attributes = {"parked": False, "doors": 2.5, "side": "right"}
    annotation = Annotation("1", "box", "a", box, None, attributes)
    found, losses = written(tmp_path / "a.xml", release, Document("1", Content(), (annotation,)))
    assert losses == []
    assert found == [annotation._replace(task=None)]


def test_what_it_cannot_say_is_a_loss(tmp_path: Path) -> None:
    label = LABELS[0]
    annotations = (
        Annotation("1", "rating", value=3),
        Annotation("1", "box"),
        Annotation("1", "box", label, {"x": 1}),
        Annotation("1", "polygon", label, {"rings": []}),
        Annotation("1", "mask", label, {"size": [2, 3], "counts": [1]}),
        Annotation("1", "keypoints", label, {}),
        Annotation("1", "classification", label, {"x": 1}),
        Annotation("1", "polygon", label, {"points": [[1, 2]], "frame": 3}, annotator="me"),
        Annotation("1", "classification", label, attributes={"a": True, "b": "\x01"}),
        Annotation("1", "classification", label, schema="test@1.0.0"),
    )
    document = Document("1", Content(file="x", text="y"), annotations)
    losses = list(cvat.write(tmp_path / "a.xml", [document], ALL.schema))
    kinds = ["schema", "text", "file", *["annotation"] * 7, "region", "annotator"]
    assert [loss.kind for loss in losses] == [*kinds, "attributes", "attributes"]
    [lost] = cvat.write(tmp_path / "a.xml", [Document("\x00", Content(), ())], ALL.schema)
    assert lost.kind == "item"
