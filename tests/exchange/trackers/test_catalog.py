"""The table of trackers names every module, and each says what it reads."""

from pathlib import Path

from schemactl.exchange import trackers
from schemactl.exchange.trackers.catalog import TRACKERS


def test_folder_and_table_agree() -> None:
    folder = Path(str(trackers.__file__)).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "catalog"}
    assert set(TRACKERS) == modules
    assert all(one.TITLE for one in TRACKERS.values())
