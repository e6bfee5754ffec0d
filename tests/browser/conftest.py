"""For the browser tests: one site of the shipped schemas, one browser, a fresh profile per test."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from schemactl.cli.main import run
from schemactl.handbook.site import build_site
from schemactl.model.translatable import digest_of_text, translatable
from schemactl.workspace import Workspace
from tests.browser.served import serve
from tests.browser.watched import Watched, watch
from tests.builders import a_repository
from tests.handbook.editions import an_edition, rich

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What a browser would ask of its maker's servers must not be taken for a request of ours.
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
LABELED = ["--schema", "support-tickets@2.0.0", "--guideline", "support-tickets@2.0.0"]
MEASURED = ["--dataset", "tickets@1", "--task", "intent"]
CONFUSIONS = {"pairs": [{"labels": ["billing-dispute", "refund"], "count": 37, "share": 0.123}]}
QUESTION = {
    "format": "schemactl-question-1",
    "item": "t-0412: The hub restarts every night.",
    "label": "intent/defect",
    "schema": "schema:support-tickets@2.0.1",
    "guideline": "guideline:support-tickets@2.0.0",
    "rule": "T4",
    "date": "2026-04-18",
}
EDIT_URL = "https://git.example.org/edit/main/"
MISSING = "run `make browser` first: it brings Chromium and axe-core, or says what to install"


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a copy of the label repository that is shipped, so that nothing is built in it."""
    root = tmp_path_factory.mktemp("shipped")
    for name in ("schemas", "guidelines", "registry"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.db*"))
    shutil.copyfile(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return Workspace(root)


@pytest.fixture(scope="session")
def registered(repository: Workspace) -> Workspace:
    """Return the repository with a dataset, a model, measurements and a question in it."""
    root = repository.root
    data = ROOT / "examples" / "support-tickets" / "annotations-2.0.0.jsonl"
    (root / "confusions.json").write_text(json.dumps(CONFUSIONS), encoding="utf-8")
    (root / "question.json").write_text(json.dumps(QUESTION), encoding="utf-8")
    said = [
        ["register", "dataset", "tickets@1", str(data), *LABELED],
        ["register", "model", "router@4", "--dataset", "tickets@1"],
        ["register", "quality-report", "autumn@1", str(root / "confusions.json"), *MEASURED],
        ["ruling", "import", str(root / "question.json"), "--by", "ann-07"],
    ]
    for command in said:
        assert run([*command, "--root", str(root)]) == 0
    return repository


@pytest.fixture(scope="session")
def site(registered: Workspace) -> Path:
    """Return the handbook of the shipped schemas."""
    return build_site(registered, all_versions=True).folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the web address of the handbook, served with its policy."""
    with serve(site) as found:
        yield found


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the web address of a schema that is translated, with words of its own for one."""
    root = tmp_path_factory.mktemp("spoken")
    texts: dict[str, dict[str, Any]] = {
        # An outdated text is the longest: the original stands behind it.
        address: {field: {"text": text, "of": digest_of_text("")} for field, text in given.items()}
        for address, given in translatable(an_edition().schema).items()
        if address != "intent/other"
    }
    disputed = {"text": "نزاع", "of": digest_of_text("Billing dispute")}
    texts["intent/billing-dispute"] = {**texts["intent/billing-dispute"], "name": disputed}
    files = {
        "schemas/tickets/schema.yaml": json.dumps(rich()),
        "mkdocs.yml": "extra: {schemactl: {words: {ar: ar.json}}}\n",
        "ar.json": json.dumps({"Find a label": "جد"}),
    }
    for language in ("ar", "de"):
        said = {"schemactl": 1, "language": language, "texts": texts}
        files[f"schemas/tickets/translations/{language}.yaml"] = json.dumps(said)
    with serve(build_site(a_repository(root, files)).folder) as found:
        yield found


@pytest.fixture(scope="session")
def one_schema(repository: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the handbook of a repository that has one schema, as most teams do."""
    root = tmp_path_factory.mktemp("one")
    for name in ("schemas", "guidelines", "registry/schemas", "registry/guidelines"):
        shutil.copytree(repository.root / name / "support-tickets", root / name / "support-tickets")
    edit = f"extra: {{schemactl: {{edit_url: {EDIT_URL}}}}}\n"
    (root / "mkdocs.yml").write_text(edit, encoding="utf-8")
    return build_site(Workspace(root)).folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium; without one the tests fail and say what to do."""
    given = os.environ.get("CHROMIUM")
    path = next((p for name in (given, *NAMES) if name and (p := shutil.which(name))), None)
    if path is None:
        pytest.fail(f"no browser: {MISSING}")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Return a page of a fresh profile; the test fails where the page complained or went out."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(5000)
    found = watch(context)
    yield found
    context.close()
    assert found.complaints == []


@pytest.fixture
def page(watched: Watched) -> Page:
    """Return the page of the test."""
    return watched.page


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the source of axe-core."""
    if not AXE.is_file():
        pytest.fail(f"no axe-core: {MISSING}")
    return AXE.read_text(encoding="utf-8")
