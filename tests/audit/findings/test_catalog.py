"""Every finding is a module, a row of the table and a page."""

from pathlib import Path

import pytest

from schemactl.audit import findings
from schemactl.audit.findings.catalog import FINDINGS
from tests.audit.findings.records import a_record

PAGES = Path(__file__).parents[3] / "docs" / "findings"


def test_folder_table_and_pages_agree() -> None:
    folder = Path(str(findings.__file__)).parent
    modules = {path.stem.replace("_", "-") for path in folder.glob("*.py")}
    assert set(FINDINGS) == modules - {"--init--", "catalog"}
    assert {path.stem for path in PAGES.glob("*.md")} == set(FINDINGS)
    assert list(FINDINGS) == sorted(FINDINGS)


@pytest.mark.parametrize("name", FINDINGS)
def test_a_page_says_what_is_wrong_and_what_to_do(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {name}\n")
    assert "\n## What is looked at\n" in text
    assert "\n## What to do\n" in text


@pytest.mark.parametrize("name", sorted(set(FINDINGS) - {"release-edited"}))
def test_an_empty_ledger_is_fine(name: str) -> None:
    assert list(FINDINGS[name].find(a_record({}))) == []
