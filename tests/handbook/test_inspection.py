"""Tests of inspection."""

import base64
import hashlib

import pytest

from schemactl.handbook.inspection import look, policies


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
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://www.w3.org/a.png"/></svg>',
    ],
)
def test_what_a_strict_policy_forbids_is_found(bad: str) -> None:
    assert len(look(f"<html>{bad}".encode()).problems) == 1


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
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    ],
)
def test_what_only_looks_like_it_is_fine(good: str) -> None:
    assert look(good.encode()).problems == ()


def test_the_policy_names_each_inline_script_once() -> None:
    script = "<script>a()</script>"
    data = '<script id="__config" type="application/json">{}</script>'
    pages = [f'{script}{data}<script src="a.js"></script>', script]
    found, embedded = policies([look(page.encode()) for page in pages], ["https://tool.example"])
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert found.count("sha256-") == 1
    assert f"script-src 'self' 'sha256-{digest}';" in found
    assert "unsafe" not in found
    assert found.startswith("default-src 'none'; ")
    assert found.endswith("frame-ancestors 'none'\n")
    assert embedded.endswith("frame-ancestors 'self' https://tool.example\n")
    assert "sha256" not in embedded
