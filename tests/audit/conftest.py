"""A recorded history for tests of what is told of it."""

from pathlib import Path

import pytest

from schemactl.audit.dossier import Dossier
from tests.audit.recorded import History, dossier_of, recorded_in


@pytest.fixture
def history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> History:
    """Return a repository with a model that leads back to two releases."""
    return recorded_in(tmp_path / "repository", monkeypatch, capsys)


@pytest.fixture
def dossier(history: History) -> Dossier:
    """Return what is recorded about the model."""
    return dossier_of(history)
