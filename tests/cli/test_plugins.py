"""pydantic looks for no plugins, and imports nothing to do so."""

import subprocess
import sys
from importlib import import_module

import pytest

from schemactl.cli.plugins import LOADER, forgo_plugins


def test_nothing_is_imported_to_look_for_plugins() -> None:
    probe = (
        "import sys; from schemactl.cli.plugins import forgo_plugins; forgo_plugins();"
        "from schemactl.model.label import Clause;"
        "print(Clause.model_validate({'text': 'a'}).text);"
        "sys.exit('importlib.metadata' in sys.modules)"
    )
    command = [sys.executable, "-c", probe]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("a\n", "", 0)


def test_whatever_else_is_asked_of_the_part_is_answered_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = import_module(LOADER)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
    monkeypatch.delitem(sys.modules, LOADER)
    forgo_plugins()
    stand_in = import_module(LOADER)
    assert stand_in is not whole
    assert stand_in.get_plugins() == ()
    for _ in range(2):
        assert stand_in.PYDANTIC_ENTRY_POINT_GROUP == "pydantic"
    assert import_module(LOADER).__file__ == whole.__file__
    with pytest.raises(AttributeError):
        _ = stand_in.nothing_of_the_kind
    assert tuple(import_module(LOADER).get_plugins()) == ()


def test_a_loader_that_is_there_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "__all__")
    whole = import_module(LOADER)
    forgo_plugins()
    assert import_module(LOADER) is whole
