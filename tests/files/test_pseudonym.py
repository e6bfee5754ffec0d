"""Tests of pseudonyms."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.files.pseudonym import FILE, VARIABLE, pseudonym, pseudonym_key


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_a_repository_keeps_one_key_that_git_does_not_see(tmp_path: Path) -> None:
    folder = tmp_path / ".schemactl"
    key = pseudonym_key(folder)
    assert len(key) == 64
    assert pseudonym_key(folder) == key
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in folder.iterdir()) == [".gitignore", FILE]
    assert pseudonym_key(tmp_path / "other") != key


def test_whoever_makes_the_key_second_takes_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pseudonym_key(tmp_path)
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert pseudonym_key(tmp_path) == first


def test_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "sixteen letters!")
    assert pseudonym_key(None) == b"sixteen letters!"
    assert pseudonym_key(tmp_path) == b"sixteen letters!"
    monkeypatch.setenv(VARIABLE, "short")
    with pytest.raises(SchemactlError, match=f"{VARIABLE} is too short"):
        pseudonym_key(tmp_path)


def test_without_a_key_there_are_no_pseudonyms(tmp_path: Path) -> None:
    with pytest.raises(SchemactlError, match="there is no key") as raised:
        pseudonym_key(None)
    assert VARIABLE in raised.value.hint
    (tmp_path / FILE).mkdir()
    with pytest.raises(SchemactlError, match="cannot be used"):
        pseudonym_key(tmp_path)


def test_a_pseudonym_is_that_of_hmac_sha256() -> None:
    # Test case 2 of RFC 4231.
    found = pseudonym(b"Jefe", "what do ya want for nothing?")
    assert found == "worker-5bdcc146bf60754e6a042426089575c7"
    assert pseudonym(b"other", found) == found
