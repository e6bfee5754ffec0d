"""Commands are imported when they are called, and only then."""

import gc
import subprocess
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
    assert imported == ["pydantic.main", "a_run"]


def test_garbage_is_looked_for_whatever_happens(imported: list[str]) -> None:
    with pytest.raises(ImportError):
        verb("broken")
    assert gc.isenabled()
    assert verb("right").name == "right"
    assert gc.isenabled()
    assert imported == ["pydantic.main", "broken", "pydantic.main", "right"]
    gc.unfreeze()


def test_a_light_one_begins_without_what_most_need(imported: list[str]) -> None:
    assert verb("light", is_light=True).name == "light"
    assert imported == ["light"]
    gc.unfreeze()


@pytest.mark.parametrize("name", ["data", "doctor", "migrate", "validate"])
def test_what_is_said_to_be_light_is_so(name: str) -> None:
    probe = (
        "import sys, click; from schemactl.cli.main import command;"
        f"command.get_command(click.Context(command), {name!r});"
        "sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
