"""Tests of inspection."""

import base64
import hashlib
from pathlib import Path

import pytest

from schemactl.handbook.inspection import inspect


def problems(folder: Path, content: str) -> list[str]:
    (folder / "a.html").write_text(content, encoding="utf-8")
    return inspect(folder).problems


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        "<p STYLE = x>",
        '<a href="x" onclick="y()">',
        "<svg/onload=x()>",
        '<img src="https://example.org/a.png">',
        '<script src="//example.org/a.js"></script>',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        "<audio controls src=http://example.org/a.mp3>",
    ],
)
def test_what_a_strict_policy_forbids_is_found(tmp_path: Path, bad: str) -> None:
    found = problems(tmp_path, f"<html>{bad}")
    assert len(found) == 1
    assert found[0].startswith("a.html: ")


@pytest.mark.parametrize(
    "good",
    [
        "<p>style = a, onclick=b</p>",
        '<p title="style=1 onclick=2">',
        "<script>if (a<b) c.onload=d;e.style=f</script>",
        '<link rel="canonical" href="https://example.org/">',
        '<a href="https://example.org/">x</a>',
        '<img src="../a.png" alt="//">',
        '<meta content="x">',
    ],
)
def test_what_only_looks_like_it_is_fine(tmp_path: Path, good: str) -> None:
    assert problems(tmp_path, good) == []


def test_the_policy_names_each_inline_script_once(tmp_path: Path) -> None:
    script = "<script>a()</script>"
    data = '<script id="__config" type="application/json">{}</script>'
    (tmp_path / "b.html").write_text(script, encoding="utf-8")
    problems(tmp_path, f'{script}{data}<script src="a.js"></script>')
    found = inspect(tmp_path).policy
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert found.count("sha256-") == 1
    assert f"script-src 'self' 'sha256-{digest}';" in found
    assert "unsafe" not in found
    assert found.startswith("default-src 'none'; ")
