"""Tests of where the pages of records stand."""

from schemactl.handbook.pages.records import folder_beside


def test_the_folder_gives_way_to_a_schema_of_its_name() -> None:
    assert folder_beside(["mood"]) == "audit"
    assert folder_beside(["audit", "mood"]) == "audit_"
