"""Tests of preview."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from schemactl.errors import SchemactlError
from schemactl.handbook.preview import Preview, served
from schemactl.handbook.site import build_site
from tests.builders import SHORT_FORM, a_repository

FILE = "schemas/sentiment/schema.yaml"
PAGE = "sentiment/labels/positive.html"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Return the address of a preview of the short form."""
    with served(Preview(a_repository(tmp_path, {FILE: SHORT_FORM})), 0) as found:
        yield found


def read(address: str) -> str:
    with urlopen(address) as answer:
        text: str = answer.read().decode()
    return text


def after(address: str, build: int) -> dict[str, object]:
    """Wait for the build after this one and return the state."""
    found: dict[str, object] = json.loads(read(f"{address}-/build?since={build}"))
    return found


def test_an_edit_is_shown_and_a_broken_file_changes_no_page(tmp_path: Path, address: str) -> None:
    first = read(address + PAGE)
    assert "The writer is pleased." in first
    assert "Draft, do not label from this" in first
    assert '<script src="/-/reload.js"></script>' in first
    file = tmp_path / FILE
    file.write_text(SHORT_FORM.replace("is pleased", "is delighted"), encoding="utf-8")
    assert after(address, 0) == {"build": 1, "error": ""}
    assert "The writer is delighted." in read(address + PAGE)
    file.write_text("schemactl: [", encoding="utf-8")
    broken = after(address, 1)
    assert broken["build"] == 2
    assert broken["error"]
    assert "The writer is delighted." in read(address + PAGE)


def edited(root: Path, number: int) -> None:
    text = SHORT_FORM.replace("is pleased", f"is pleased for the {number}th time")
    (root / FILE).write_text(text, encoding="utf-8")


def test_files_of_the_site_before_are_written_again(tmp_path: Path) -> None:
    preview = Preview(a_repository(tmp_path, {FILE: SHORT_FORM}))
    page = preview.built.folder / PAGE
    numbers = []
    for number in range(6):
        edited(tmp_path, number)
        assert preview.refresh()
        assert f"for the {number}th time" in page.read_text(encoding="utf-8")
        numbers.append(page.stat().st_ino)
    assert len(set(numbers)) < len(numbers)


def test_a_build_waits_for_whoever_reads_a_file_of_the_site_before(tmp_path: Path) -> None:
    preview = Preview(a_repository(tmp_path, {FILE: SHORT_FORM}))
    preview.reading.acquire()
    edited(tmp_path, 1)
    build = Thread(target=preview.refresh)
    build.start()
    build.join(0.2)
    assert preview.number == 0
    preview.reading.release()
    build.join()
    assert preview.number == 1


def test_no_file_is_written_again_that_others_may_read(tmp_path: Path) -> None:
    workspace = a_repository(tmp_path, {FILE: SHORT_FORM})
    with (build_site(workspace).folder / PAGE).open(encoding="utf-8") as opened:
        for number in range(4):
            edited(tmp_path, number)
            build_site(workspace)
        assert "The writer is pleased." in opened.read()


def test_only_the_site_is_served_under_its_policy(tmp_path: Path, address: str) -> None:
    del tmp_path
    with urlopen(address) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script")
    assert "fetch(" in read(f"{address}-/reload.js")
    for wrong in ("nobody.html", "../../../schemas/sentiment/schema.yaml", "%2e%2e/mkdocs.yml"):
        with pytest.raises(HTTPError, match="404"):
            read(address + wrong)


def test_a_port_in_use_is_told(tmp_path: Path, address: str) -> None:
    port = int(address.rstrip("/").rpartition(":")[2])
    preview = Preview(a_repository(tmp_path, {FILE: SHORT_FORM}))
    assert preview.refresh() is False
    with pytest.raises(SchemactlError, match="cannot be used"), served(preview, port):
        pass
