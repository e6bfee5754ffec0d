"""schemactl.yaml: absent, empty, right and wrong."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.settings_file import parse_settings, read_settings, read_settings_file
from schemactl.model.settings import Settings
from tests.builders import a_repository, places


@pytest.mark.parametrize("text", ["", "# nothing set\n"])
def test_an_empty_file_sets_nothing(text: str, tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemactl.yaml": text})
    assert read_settings(workspace) == Settings()


def test_no_file_sets_nothing(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"a": ""})
    assert read_settings_file(workspace) == (Settings(), None)


def test_settings_are_read(tmp_path: Path) -> None:
    text = "profile: strict\nseverity: {missing-definition: off}\nactor: ci\n"
    settings = read_settings(a_repository(tmp_path, {"schemactl.yaml": text}))
    assert (settings.profile, settings.severity["missing-definition"]) == ("strict", "off")


@pytest.mark.parametrize("text", ["profil: strict\n", "profile: lax\n", "- a\n", "profile: ["])
def test_wrong_settings_stop_a_command_with_their_place(text: str, tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {"schemactl.yaml": text})
    with pytest.raises(SchemactlError, match=r"schemactl.yaml:\d+:\d+: ") as failure:
        read_settings(workspace)
    assert failure.value.hint


def test_validation_sees_all_that_is_wrong_and_keeps_the_rest(tmp_path: Path) -> None:
    text = "profil: strict\nactor: ci\nseverity: {a: fatal}\n"
    settings, document = read_settings_file(a_repository(tmp_path, {"schemactl.yaml": text}))
    assert document is not None
    assert places(document.problems) == [("unknown-key", 1, 1), ("invalid-value", 3, 15)]
    assert settings.actor == "ci"


def test_settings_of_another_commit_are_read_from_their_bytes() -> None:
    found = parse_settings("schemactl.yaml", b"profile: strict\n")
    assert found.settings.profile == "strict"
    assert parse_settings("schemactl.yaml", b"").settings.profile == "standard"
