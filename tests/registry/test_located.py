"""Located: the files of a dataset are believed only while they are what was recorded."""

import pytest

from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.model.address import parse_ref
from schemactl.model.lineage import DatasetVersion
from schemactl.registry.content import read_content
from schemactl.registry.located import located_files
from schemactl.registry.register import DatasetRequest, register_dataset
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace


def test_files_are_found_until_they_change(released: Workspace) -> None:
    path = released.root / "reviews.jsonl"
    request = DatasetRequest(parse_ref("dataset:d@1"), (path,), parse_ref("schema:sentiment@1.0.0"))
    entry = register_dataset(released, request, survey, Stamp()).entry
    content = read_content(entry)
    assert isinstance(content, DatasetVersion)
    assert located_files(released, entry, content) == [path]
    path.write_text('{"item": "1", "label": "positive"}\n')
    with pytest.raises(SchemactlError, match="are not those that were registered"):
        located_files(released, entry, content)
    path.unlink()
    with pytest.raises(SchemactlError, match=r"reviews\.jsonl is gone since dataset:d@1"):
        located_files(released, entry, content)
