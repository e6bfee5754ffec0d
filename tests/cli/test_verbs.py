"""Commands are imported when they are called, and only then."""

import gc
import sys
from types import ModuleType

import click
import pytest

from schemactl.cli import verbs
from schemactl.cli.verbs import Verbs, verb

CONTEXT = click.Context(click.Command("of a test"))


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of modules that are imported, which are made up."""
    names: list[str] = []

    def import_module(name: str) -> ModuleType:
        assert not gc.isenabled()
        names.append(name)
        if name == "broken":
            raise ImportError(name)
        module = ModuleType(name)
        module.__dict__["command"] = click.Command(name)
        monkeypatch.setitem(sys.modules, name, module)
        return module

    monkeypatch.setattr(verbs, "import_module", import_module)
    return names


def test_a_command_is_imported_once(imported: list[str]) -> None:
    group = Verbs("group", modules={"walk": "a_walk", "run": "a_run"})
    assert group.list_commands(CONTEXT) == ["run", "walk"]
    assert imported == []
    found = [group.get_command(CONTEXT, name) for name in ("run", "run", "fly")]
    assert [one and one.name for one in found] == ["a_run", "a_run", None]
    assert imported == ["a_run"]


def test_garbage_is_looked_for_whatever_happens(imported: list[str]) -> None:
    with pytest.raises(ImportError):
        verb("broken")
    assert gc.isenabled()
    assert verb("right").name == "right"
    assert gc.isenabled()
    assert imported == ["broken", "right"]
    gc.unfreeze()
