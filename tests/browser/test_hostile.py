"""Acceptance H2 of the handbook: whatever people write, nothing runs and nothing breaks out."""

import json

import pytest
from playwright.sync_api import Page

from schemactl.handbook.site import Built, build_site
from tests.browser.served import serve
from tests.builders import a_repository

ATTACKS = [
    "<script>window.hacked = 1</script>",
    "<img src=x onerror=window.hacked=1>",
    "<svg onload=window.hacked=1><script>window.hacked=1</script></svg>",
    "[a](javascript:window.hacked=1)",
    "[b](data:text/html,<script>window.hacked=1</script>)",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<form action=https://example.org><input name=a></form>",
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    '<div style="position:fixed;inset:0;z-index:999;background:red" id="__config">over</div>',
    "{: style='position:fixed;inset:0' onclick='window.hacked=1' id='__search' }",
    "{{ config.extra }} {% raw %} {% include 'x' %}",
    "--8<-- 'mkdocs.yml'",
    "![x](https://example.org/pixel.png)",
    "</script><script>window.hacked=1</script>",
    "```\n</code></pre><script>window.hacked=1</script>\n```",
    "\u202e\u2028\u0000 ]]> <!-- ",
]
LONG = "word " * 200_000


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a handbook of a schema and a guideline that are nothing but attacks."""
    text = "\n\n".join(ATTACKS).replace("\u0000", "")
    label = {
        "id": "evil",
        "name": ATTACKS[0],
        "definition": text,
        "include": ATTACKS[:6],
        "examples": [{"id": "e1", "content": text, "because": ATTACKS[1]}],
        "synonyms": ATTACKS[:3],
    }
    schema = {
        "schemactl": 1,
        "name": "hostile",
        "version": "1.0.0",
        "title": ATTACKS[0],
        "type": "classification",
        "labels": [label, {"id": "long", "definition": LONG}],
    }
    guideline = {
        "schemactl": 1,
        "name": "hostile",
        "version": "1.0.0",
        "schema": {"name": "hostile", "versions": ">=1"},
        "pages": ["evil.md"],
    }
    root = tmp_path_factory.mktemp("hostile")
    files = {
        "schemas/hostile/schema.yaml": json.dumps(schema),
        "guidelines/hostile/guideline.yaml": json.dumps(guideline),
        "guidelines/hostile/evil.md": f"# {ATTACKS[1]}\n\n{text}\n",
    }
    return build_site(a_repository(root, files))


def test_nothing_runs_and_nothing_covers_the_page(hostile: Built, page: Page) -> None:
    with serve(hostile.folder) as address:
        for name in (
            "index.html",
            "hostile/index.html",
            "hostile/labels/evil.html",
            "hostile/guide/evil.html",
            "hostile/practice.html",
            "hostile/print.html",
            "hostile/embed/evil.html",
        ):
            page.goto(f"{address}/{name}")
            page.wait_for_timeout(100)
            assert page.evaluate("window.hacked") is None, name
            assert (
                page.locator(".md-typeset iframe, .md-typeset form, .md-typeset [style]").count()
                == 0
            ), name
            over = """Array.from(document.querySelectorAll(".md-typeset *"))
              .filter((one) => getComputedStyle(one).position === "fixed").length"""
            assert page.evaluate(over) == 0, name
        page.goto(f"{address}/hostile/index.html")
        page.keyboard.press("k")
        page.wait_for_selector("dialog.switcher li")
        page.keyboard.type("evil")
        assert page.evaluate("window.hacked") is None


def test_the_build_says_which_line_was_not_shown_as_written(hostile: Built) -> None:
    told = {((one.file or "").rpartition("/")[2], one.region.line) for one in hostile.warnings}
    assert ("evil.md", 3) in told
    assert len([1 for file, _ in told if file == "evil.md"]) >= 8
