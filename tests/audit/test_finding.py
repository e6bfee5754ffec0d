"""A finding is a module with a title and a function."""

from schemactl.audit.finding import Found
from schemactl.audit.findings.catalog import FINDINGS


def test_findings_have_titles_of_one_line() -> None:
    for name, one in FINDINGS.items():
        assert one.TITLE, name
        assert "\n" not in one.TITLE
    assert Found("a", "b", "c", ("d",)).as_json() == {"ref": "a", "message": "b", "hint": "c"}
