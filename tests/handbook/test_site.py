"""Tests of site: whole builds with MkDocs."""

import json
import os
import posixpath
import re
import subprocess
import sys
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from schemactl.errors import SchemactlError
from schemactl.handbook.site import build_site, check_target
from schemactl.workspace import Workspace
from tests.builders import a_repository
from tests.handbook.editions import PAGES, RULING, rich
from tests.handbook.test_book import EVIL

GUIDELINE = {
    "schemactl": 1,
    "name": "tickets",
    "version": "1.0.0",
    "schema": {"name": "tickets", "versions": ">=1"},
    "pages": ["task.md"],
}


def hostile() -> dict[str, object]:
    """Return the rich schema with a label whose name tries to break out of every place."""
    data = rich()
    name = f"</title><svg onload=alert(1)>{EVIL}"
    data["tasks"][0]["labels"].append({"id": "evil", "name": name, "synonyms": [name]})
    return data


def a_rich_repository(root: Path) -> Workspace:
    # JSON is YAML.
    return a_repository(
        root,
        {
            "schemas/tickets/schema.yaml": json.dumps(hostile()),
            "guidelines/tickets/guideline.yaml": json.dumps(GUIDELINE),
            "guidelines/tickets/task.md": f"{PAGES['task.md']}\n{EVIL}\n",
            "guidelines/tickets/rulings/r-1.yaml": json.dumps(RULING),
            "schemas/templates/schema.yaml": "schemactl: 1\nname: templates\nversion: 1.0.0\n"
            "type: classification\nlabels: [{id: index}, {id: B & C}]\n".replace("B & C", "B"),
            "mkdocs.yml": "site_url: https://example.org/\n",
        },
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site."""
    root = tmp_path_factory.mktemp("repository")
    return build_site(a_rich_repository(root)).folder


class Page(HTMLParser):
    """The addresses, ids and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.loaded: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.attributes |= set(given)
        self.ids += [given["id"]] if "id" in given else []
        found = [given[name] for name in ("href", "src") if name in given]
        self.addresses += found
        if tag != "a" and given.get("rel") not in ("canonical", "prev", "next"):
            self.loaded += found


def pages(site: Path) -> dict[str, Page]:
    found = sorted(site.rglob("*.html"))
    assert found
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in found
        if path.name != "404.html"
    }


def test_all_links_and_anchors_resolve(site: Path) -> None:
    known = pages(site)
    for name, page in known.items():
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme:
                continue
            path = unquote(parts.path)
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            goal = name if not path else goal
            assert (site / goal).is_file(), (name, address)
            if parts.fragment and not parts.fragment.startswith("__"):
                assert unquote(parts.fragment) in known[goal].ids, (name, address)


def test_ids_are_unique_and_nothing_acts(site: Path) -> None:
    for name, page in pages(site).items():
        assert len(page.ids) == len(set(page.ids)), name
        assert not [one for one in page.attributes if one.startswith("on") or one == "style"]
        assert page.ids.count("__config") == (
            "/embed/" not in name and not name.endswith("/print.html")
        )


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for name, page in pages(site).items():
        assert not [one for one in page.loaded if urlsplit(one).netloc], name
    for path in site.rglob("*"):
        if path.suffix in (".css", ".html"):
            text = path.read_text(encoding="utf-8")
            assert "unpkg.com" not in text
            assert "fonts.g" not in text
            assert not re.search(r"@import|url\(['\"]?https?:", text), path


def test_label_pages_are_where_they_belong(site: Path) -> None:
    text = (site / "tickets" / "labels" / "billing-dispute.html").read_text(encoding="utf-8")
    assert "Draft, do not label from this" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "<title>Billing dispute - Annotator handbook</title>" in text
    assert 'role="dialog" aria-label="Search"' in text
    assert (site / "templates" / "labels" / "index.html").is_file()


def test_the_search_knows_synonyms_and_ids_and_leaves_banners_out(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = [entry for entry in index["docs"] if "labels/billing-dispute" in entry["location"]]
    text = " ".join(entry["text"] for entry in found)
    for word in ("chargeback", "BILLING_DISPUTE", "bd-001", "billing-dispute"):
        assert word in text
    assert "do not label" not in text
    assert (site / "search" / "search_index.js").is_file()


def test_a_draft_is_told_by_its_icon(site: Path) -> None:
    icons = {}
    for name in ("index.html", "tickets/index.html"):
        text = (site / name).read_text(encoding="utf-8")
        found = re.search(r'<link rel="icon" href="[./]*assets/([^"]*)"', text)
        icons[name] = found and found.group(1)
        assert ('content="noindex"' in text) is (name != "index.html")
    assert icons == {"index.html": "logo.svg", "tickets/index.html": "draft.svg"}


def test_policy_and_manifest_are_written(site: Path) -> None:
    policy = (site / "csp.txt").read_text(encoding="utf-8")
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == "schemactl-handbook-1"
    assert manifest["schemas"][1]["ref"] == "schema:tickets@2.0.0"
    assert manifest["schemas"][1]["draft"] is True


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_builds_are_equal_in_every_place_and_time(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "elsewhere" / "deeper"
    root.mkdir(parents=True)
    a_rich_repository(root)
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Kolkata", "LC_ALL": "C"}
    result = subprocess.run(
        [sys.executable, "-m", "schemactl", "handbook", "build", "--root", str(root)],
        env={**os.environ, **surroundings},
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert digests(root / "build" / "handbook" / "site") == digests(site)


def test_an_earlier_handbook_is_replaced_whole(site: Path) -> None:
    workspace = Workspace(site.parents[2])
    (site / "left-over.html").write_text("", encoding="utf-8")
    built = build_site(workspace)
    assert built.folder == site
    assert not (site / "left-over.html").exists()
    assert [path.name for path in site.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("name", ["build/handbook", "build/handbook/spare", "build"])
def test_a_site_may_stand_where_a_build_works(tmp_path: Path, name: str) -> None:
    schema = (
        "schemactl: 1\nname: s\nversion: 1.0.0\ntype: classification\nlabels: [{id: a}, {id: b}]\n"
    )
    workspace = a_repository(tmp_path, {"schemas/s/schema.yaml": schema})
    for _ in range(2):
        built = build_site(workspace, tmp_path / name)
        assert (built.folder / "s" / "labels" / "a.html").is_file()
        assert {one.name for one in built.folder.iterdir()} >= {"index.html", "manifest.json"}


def test_other_folders_are_never_replaced(tmp_path: Path) -> None:
    check_target(tmp_path / "new")
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "empty")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "manifest.json").write_text('{"format": "other"}', encoding="utf-8")
    for name in ("file", "work"):
        with pytest.raises(SchemactlError, match="no handbook"):
            check_target(tmp_path / name)


def test_what_mkdocs_refuses_is_one_failure(tmp_path: Path) -> None:
    workspace = a_rich_repository(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("plugins: [nobody-has-this]\n", encoding="utf-8")
    with pytest.raises(SchemactlError, match="MkDocs did not build the handbook"):
        build_site(workspace, trust=True)
    assert not (tmp_path / "build" / "handbook" / "site").exists()


def test_trusted_hooks_and_templates_are_used(tmp_path: Path) -> None:
    workspace = a_rich_repository(tmp_path)
    files = {
        "mkdocs.yml": "hooks: [hook.py]\ntheme: {custom_dir: over}\n",
        "hook.py": "def on_page_content(html, **_):\n    return html + '<p>hooked</p>'\n",
        "over/404.html": "ours",
    }
    a_repository(tmp_path, files)
    site = build_site(workspace, trust=True).folder
    assert "<p>hooked</p>" in (site / "tickets" / "index.html").read_text(encoding="utf-8")
    assert (site / "404.html").read_text(encoding="utf-8") == "ours"


def test_what_a_policy_forbids_fails_the_build_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = a_rich_repository(tmp_path)
    monkeypatch.setattr("schemactl.handbook.sources.ASSETS", tmp_path / "assets")
    theme = tmp_path / "assets" / "theme"
    theme.mkdir(parents=True)
    for name in (
        "draft.svg",
        "embed.css",
        "handbook.css",
        "handbook.js",
        "iframe-worker.js",
        "logo.svg",
        "search-worker.js",
    ):
        (tmp_path / "assets" / name).write_text("", encoding="utf-8")
    bad = '{% extends "base.html" %}{% block footer %}<p style="a">{% endblock %}'
    (theme / "main.html").write_text(bad, encoding="utf-8")
    with pytest.raises(SchemactlError, match="unsafe policy"):
        build_site(workspace)
    assert not (tmp_path / "build" / "handbook" / "site").exists()
