"""Hostile names: every verb of the registry stores them, and shows them harmlessly, or refuses."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.registry.opening import reading
from schemactl.workspace import Workspace
from tests.cli.registry_commands import released_in

NAMES = {
    "quotes": "a'b\"c`d",
    "newlines": "a\nb\r\nc",
    "sql": "x'); DROP TABLE ledger;--",
    "path": "../../../etc/passwd",
    "html": "</td><script>alert(1)</script><img src=x onerror=alert(2)>",
    "terminal": "\x1b[2J\x1b]0;owned\x07",
    "bidi": "safe\u202eevil",
    "half": "a\udcffb",
    "empty": "",
    "reference": "a@b#c:d",
    "dots": "..",
    "megabyte": "x" * 1_000_000,
    "letters": "\u65e5\u672c e\u0301",
}


def verbs(name: str, number: int) -> list[list[str]]:
    """Return commands that take the name wherever a registry takes a text of people."""
    rules = ["--schema", "mood@1.0.0"]
    learned = ["--dataset", "ok@1"]
    return [
        ["register", "dataset", f"{name}@1", "data.jsonl", *rules],
        ["register", "dataset", f"x@{name}", "data.jsonl", *rules],
        ["register", "dataset", f"s-{number}@1", "data.jsonl", "--schema", f"{name}@1.0.0"],
        ["register", "model", f"{name}@1", *learned],
        ["register", "model", f"d-{number}@1", "--dataset", f"{name}@1"],
        ["register", "model", f"n-{number}@1", *learned, "--note", name, "--reason", name],
        ["register", "model", f"a-{number}@1", *learned, "--actor", name],
        ["register", "model", f"m-{number}@1", *learned, "--metric", f"{name}=0.5"],
        ["register", "model", f"g-{number}@1", *learned, "--digest", name],
        ["register", "model", f"c-{number}@1", *learned, "--code-revision", name],
        ["register", "batch", f"{name}@1", *rules],
        ["register", "batch", f"t-{number}@1", *rules, "--tool", name],
        ["register", "batch", f"p-{number}@1", *rules, "--annotator", name],
        ["register", "batch", f"f-{number}@1", *rules, "--from", name],
        ["register", "deployment", f"w-{number}@1", *rules, "--to", name, "--from", "2026-01-01"],
        ["register", "annotator", "--person", name],
        ["register", "annotator", "--role", name, "--qualification", name],
        ["register", "annotator", name],
        ["register", "alias", f"model:ok@{name}", "model:ok@1"],
        ["register", "alias", f"model:{name}@p", "model:ok@1"],
        ["trace", name],
        ["trace", f"model:{name}@1", "--down"],
        ["trace", "model:ok@1", "--label", name],
        ["trace", "dataset:ok@1", "--record", name],
        ["impact", f"dataset:{name}@1"],
        ["audit", f"model:{name}@1", "--out", "audit"],
        ["registry", "prove", f"model:{name}@1"],
        ["registry", "erase-annotator", name],
        ["registry", "import", f"{name}.jsonl"],
    ]


def is_harmless(said: str) -> bool:
    """Tell whether a text steers no terminal and is no traceback."""
    return "Traceback" not in said and not set(said) & set("\x1b\x07\r\u202e")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository with a dataset and a model."""
    released_in(tmp_path, monkeypatch)
    assert run(["register", "dataset", "ok@1", "data.jsonl", "--schema", "mood@1.0.0"]) == 0
    assert run(["register", "model", "ok@1", "--dataset", "ok@1"]) == 0
    return tmp_path


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_verb_stores_it_or_refuses_it_in_words(
    root: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(root.parent.iterdir())
    for number, arguments in enumerate(verbs(name, 0)):
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        assert code in (0, 1, 2), (arguments[:3], said.err[-500:])
        assert is_harmless(said.out + said.err), (number, arguments[:3])
        if code == 2:
            assert "error: " in said.err
        code = run([*verbs(name, 1)[number], "--format", "json"])
        assert code in (0, 1, 2)
        json.loads(capsys.readouterr().out or "null")
    assert set(root.parent.iterdir()) == before
    assert run(["registry", "verify"]) == 0


class Tags(HTMLParser):
    """Finds elements and attributes that only a contributor could have written."""

    def __init__(self) -> None:
        """Read nothing yet."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if tag in ("script", "img", "iframe") or any(name.startswith("on") for name in names):
            self.found.append(tag)


def test_what_was_stored_is_shown_harmlessly_everywhere(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, name in enumerate(NAMES.values()):
        if len(name) < 1000:
            for arguments in verbs(name, number):
                run(arguments)
    with reading(Workspace(root)) as store:
        models = sorted(store.refs("model"))
        batches = sorted(store.refs("batch"))
    assert len(models) > 2 * len(NAMES)
    for ref in [*models, *batches, "schema:mood@1.0.0"]:
        capsys.readouterr()
        for arguments in (["trace", ref], ["trace", ref, "--down"], ["impact", ref]):
            assert run(arguments) in (0, 2)
        said = capsys.readouterr()
        assert is_harmless(said.out + said.err), ref
    for number, ref in enumerate(model for model in models if "html" not in model):
        if number % 7 == 0:
            _audit(root / f"audit-{number}", ref)
            _export(root / f"standards-{number}", ref)
    assert run(["registry", "status", "--check"]) in (0, 1)
    assert is_harmless(capsys.readouterr().out)


def _audit(folder: Path, ref: str) -> None:
    assert run(["audit", ref, "--out", str(folder)]) == 0
    for page in folder.rglob("*.html"):
        tags = Tags()
        tags.feed(page.read_text(encoding="utf-8"))
        assert tags.found == [], ref
    done = subprocess.run(
        [sys.executable, "-I", str(folder / "verify_audit.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _export(folder: Path, ref: str) -> None:
    folder.mkdir()
    for standard in ("croissant", "prov", "dataset-card"):
        out = folder / standard
        assert run(["export", standard, ref, "--out", str(out)]) == 0
        assert is_harmless(out.read_text(encoding="utf-8"))
