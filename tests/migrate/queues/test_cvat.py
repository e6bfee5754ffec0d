"""cvat: shapes wait under `?`, and become answers with another label."""

from pathlib import Path
from typing import Any

from schemactl.files.datasets.catalog import find_format
from schemactl.migrate.answer_file import Given, read_answers
from schemactl.migrate.queues import cvat
from tests.builders import a_schema
from tests.diff.versions import released
from tests.migrate.queues.questions import BOX, IMAGE, RUN, an_ask

SCHEMA = a_schema("q", "k")
BOXES = released(
    SCHEMA.model_copy(update={"tasks": (SCHEMA.tasks[0].model_copy(update={"type": "box"}),)})
)


def test_shapes_of_an_image_stand_together_and_their_labels_are_answers(tmp_path: Path) -> None:
    path = tmp_path / "queue.xml"
    box: dict[str, Any] = {"content": IMAGE, "fields": {"region": BOX}}
    asked = [
        an_ask(**box),
        an_ask(**{**box, "content": {**IMAGE, "file": 'b"<.png'}}, ordinal=5),
        an_ask(**box, ordinal=6, link="a&b\x00"),
    ]
    assert list(cvat.write(path, asked, BOXES)) == []
    text = path.read_text(encoding="utf-8")
    assert find_format(path).NAME == "cvat"
    assert text.count("<image ") == 2
    assert text.index('name="a.png"') < text.index(f"{RUN}-6-0") < text.index("&lt;.png")
    assert all(f"<label><name>{name}</name>" in text for name in ("?", "y", "nothing"))
    assert list(read_answers(path)) == []
    path.write_text(text.replace('label="?"', 'label="y"', 1), encoding="utf-8")
    assert list(read_answers(path)) == [Given(path_line(text), "y", RUN, 4, 0)]


def path_line(text: str) -> int:
    """Return the line of the first image."""
    return text[: text.index("<image ")].count("\n") + 1


def test_a_question_without_a_place_is_a_tag(tmp_path: Path) -> None:
    path = tmp_path / "queue.xml"
    asked = [an_ask(content=IMAGE), an_ask(), an_ask(content=IMAGE, task="gone")]
    losses = list(cvat.write(path, asked, released(SCHEMA)))
    assert [loss.message for loss in losses] == [
        "there is no image to show",
        "CVAT has no such task as gone",
    ]
    assert '<tag label="?" source="manual">' in path.read_text(encoding="utf-8")
