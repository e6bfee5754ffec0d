"""The libraries of the standards accept what is written, and read the same facts."""

from pathlib import Path

import pytest

from schemactl.audit.standards.catalog import STANDARDS
from tests.audit.recorded import dossier_of, recorded_in
from tests.interop.readings import seen_by

pytestmark = pytest.mark.interop

# What the ledger does not say, and so the file does not either.
RECOMMENDED = ("citeAs", "license", "version")


@pytest.fixture
def written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """Return a folder with a file of each standard, beside the data that they are about."""
    history = recorded_in(tmp_path / "repository", monkeypatch, capsys)
    dossier = dossier_of(history)
    names = {"croissant": "croissant.json", "prov": "prov.json", "dataset-card": "README.md"}
    for name, file in names.items():
        (history.workspace.root / file).write_bytes(STANDARDS[name].render(dossier).content)
    return history.workspace.root


def test_mlcroissant_finds_no_error(written: Path) -> None:
    seen = seen_by("mlcroissant", written / "croissant.json")
    assert seen["errors"] == []
    assert [one for one in seen["warnings"] if not any(name in one for name in RECOMMENDED)] == []
    assert seen["name"] == "cook"
    assert seen["per_item"] == "1.00"
    assert seen["labels"] == {"mood-1.0.0-mood": ["pleased", "displeased", "other"]}
    assert len(seen["sums"]) == 1


def test_prov_reads_all_of_it_and_writes_it_again(written: Path) -> None:
    seen = seen_by("prov", written / "prov.json")
    assert seen["same"]
    assert ["schemactl:model/cook/1", "schemactl:dataset/cards/1"] in seen["derived"]


def test_the_hub_reads_the_card(written: Path) -> None:
    seen = seen_by("huggingface-hub", written / "README.md")
    assert seen["data"]["size_categories"] == ["n<1K"]
    assert seen["data"]["tags"] == ["schemactl", "schema:mood@1.0.0", "guideline:mood@1.0.0"]
    assert "#### Annotation process" in seen["text"]
