"""Label Studio's own validator accepts the tasks that are written."""

from pathlib import Path

import pytest

from schemactl.files.dataset import Document
from schemactl.files.datasets import label_studio
from schemactl.model.annotation import Annotation, Content
from tests.files.datasets.releases import release_of
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop

CONFIG = """\
<View>
  <Text name="item" value="$text"/>
  <Choices name="classification" toName="item" choice="single">
    <Choice value="refund"/><Choice value="other"/>
  </Choices>
  <Labels name="span" toName="item"><Label value="person"/></Labels>
  <Rating name="rating" toName="item" maxRating="5"/>
</View>
"""


def test_annotations_and_predictions_are_valid(tmp_path: Path) -> None:
    schema = release_of(classification=["refund", "other"], span=["person"], rating=[]).schema
    annotations = (
        Annotation("1", "classification", "refund", annotator="7"),
        Annotation("1", "span", "person", {"start": 0, "end": 3}, annotator="7"),
        Annotation("1", "rating", None, None, 4, annotator="7"),
        Annotation("1", "classification", "other", annotator="model-2", origin="model"),
    )
    document = Document("1", Content(text="Ada wants her money back."), annotations)
    list(label_studio.write(tmp_path / "tasks.json", [document], schema))
    (tmp_path / "config.xml").write_text(CONFIG, encoding="utf-8")
    seen = seen_by("label-studio-sdk", tmp_path / "config.xml", tmp_path / "tasks.json")
    assert sorted(seen) == [["annotation", True], ["prediction", True]]
