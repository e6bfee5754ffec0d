"""Tests of a file of CVAT in the making."""

from pathlib import Path

from schemactl.files.cvat_file import write_file
from schemactl.files.dataset import Document
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of


def test_labels_are_declared_with_what_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    schema = release_of(box=["a"], rating=[]).schema
    box = {"x": 1, "y": 2, "width": 3, "height": 4}
    document = Document("p&q.png", Content(width=9), (Annotation("p&q.png", "box", "a", box),))
    assert list(write_file(path, [document], schema)) == []
    text = path.read_text(encoding="utf-8")
    label = "<label><name>a</name><type>rectangle</type><attributes></attributes></label>"
    assert text.count("<label>") == 1
    assert label in text
    assert '<image id="0" name="p&amp;q.png" width="9">' in text
    corners = 'xtl="1.0" ytl="2.0" xbr="4.0" ybr="6.0"'
    assert f'<box label="a" occluded="0" {corners} z_order="0"></box>' in text
