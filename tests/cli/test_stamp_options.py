"""The stamp options: who, why and since when, the same for every `register`."""

from functools import partial
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from schemactl.cli import stamp_options as module
from schemactl.cli.options import workspace_option
from schemactl.cli.stamp_options import stamp_options
from schemactl.errors import SchemactlError
from schemactl.registry.stamp import Stamp

AT = "2026-11-20T10:00:00Z"


def stamped(root: Path, *arguments: str) -> Stamp:
    """Return what a command is given."""
    found: list[Stamp] = []

    @click.command()
    @stamp_options
    @workspace_option
    def command(stamp: Stamp, **_given: Any) -> None:
        found.append(stamp)

    done = CliRunner().invoke(command, [*arguments, "--root", str(root)])
    if done.exception:
        raise done.exception
    return found[0]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "now", lambda: AT)


def test_nothing_said_is_a_time_alone(tmp_path: Path) -> None:
    assert stamped(tmp_path) == Stamp(AT)


def test_what_is_said_is_kept(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_bytes(b"")
    said = ("--actor", "me", "--note", "n", "--reason", "r", "--as-of", "2024-05-01")
    found = stamped(tmp_path, *said, "--evidence", str(tmp_path / "minutes.txt"))
    assert found[:5] == (AT, "me", "n", "r", "2024-05-01")
    assert found.evidence[0].startswith("sha256:e3b0c442")


def test_the_actor_is_configured_and_never_the_system_user(tmp_path: Path) -> None:
    (tmp_path / "schemactl.yaml").write_text("actor: labels-team\n")
    assert stamped(tmp_path).actor == "labels-team"


def test_evidence_is_about_a_date(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_bytes(b"")
    with pytest.raises(SchemactlError, match="--evidence shows that something was so"):
        stamped(tmp_path, "--evidence", str(tmp_path / "minutes.txt"))


def test_a_note_with_an_e_mail_address_is_warned_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes: list[str] = []
    monkeypatch.setattr(module, "print_note", notes.append)
    stamped(tmp_path, "--note", "ask ada@example.org")
    stamped(tmp_path, "--note", "ask @ada at 3.14")
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("text", "is_address"),
    [("ask ada@example.com", True), ("a@b", False), ("@example.com", False), ("a" * 10**6, False)],
)
def test_addresses_are_found_in_any_text_at_once(text: str, is_address: bool) -> None:
    assert bool(module._EMAIL.search(text)) == is_address


def test_without_what_it_goes_with_no_stamp_is_made(tmp_path: Path) -> None:
    found: list[tuple[str | None, Stamp]] = []

    @click.command()
    @click.option("--register")
    @partial(stamp_options, only_with="register")
    @workspace_option
    def command(register: str | None, stamp: Stamp, **_given: Any) -> None:
        found.append((register, stamp))

    (tmp_path / "schemactl.yaml").write_text("actor: [", encoding="utf-8")
    CliRunner().invoke(command, ["--root", str(tmp_path)])
    (tmp_path / "schemactl.yaml").write_text("actor: me", encoding="utf-8")
    CliRunner().invoke(command, ["--root", str(tmp_path), "--register", "d@1"])
    assert found == [(None, Stamp()), ("d@1", Stamp(AT, "me"))]
