"""Tests of recorded."""

from pathlib import Path

from schemactl.handbook.edition import NOT_MEASURED, read_editions
from schemactl.handbook.recorded import read_recorded
from tests.builders import SHORT_FORM, a_repository


def test_where_nothing_is_recorded_there_is_nothing_to_show(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemas/sentiment/schema.yaml": SHORT_FORM})
    lineages, [edition] = read_recorded(workspace, read_editions(workspace))
    assert lineages == ()
    assert edition.measured == NOT_MEASURED
