"""Tests of the catalog of statistics."""

from pathlib import Path

from schemactl.data.statistics import catalog


def test_each_statistic_has_its_file() -> None:
    folder = Path(str(catalog.__file__)).parent
    assert all((folder / f"{name}.py").is_file() for name in catalog.STATISTICS)
