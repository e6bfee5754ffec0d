"""Tests of where the pages of records stand."""

from schemactl.handbook.pages.records import described, folder_beside
from schemactl.model.traced import Missing
from tests.handbook.pages.test_lineage import a_lineage


def test_the_folder_gives_way_to_a_schema_of_its_name() -> None:
    assert folder_beside(["mood"]) == "audit"
    assert folder_beside(["audit", "mood"]) == "audit_"


def test_records_are_described_with_all_that_their_pages_show() -> None:
    gap = Missing("dataset:x@1", "has no guideline")
    [found] = described([a_lineage(missing=(gap,))], "audit")
    assert found["page"] == "audit/model-mood-1.html"
    assert found["complete"] is False
    assert found["missing"] == [{"ref": "dataset:x@1", "what": "has no guideline"}]
    assert [node["ref"] for node in found["nodes"]] == ["model:mood@1"]
    assert [edge["relation"] for edge in found["edges"]] == ["trained_on"]
    assert [label["annotations"] for label in found["labels"]] == [1200]
