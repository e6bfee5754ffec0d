"""Secrets: a password in the registry's url is in no output, no log, no file, of no verb."""

import logging
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.registry.blank import URL_VARIABLE
from tests.cli.registry_commands import released_in

SECRET = "hunter2-opensesame"
URLS = {
    "refused": f"postgresql+psycopg://me:{SECRET}@127.0.0.1:1/registry",
    "unknown host": f"postgresql://me:{SECRET}@no-such-host.invalid/registry",
    "in the query": f"postgresql://127.0.0.1:1/registry?user=me&password={SECRET}",
    "an odd port": f"postgresql://me:{SECRET}@127.0.0.1:port/registry",
    "an at in it": f"postgresql://me:p@{SECRET}@127.0.0.1:1/registry",
    "a slash in it": f"postgresql://me:p/{SECRET}@127.0.0.1:1/registry",
    "an option": f"postgresql://me@127.0.0.1:1/registry?{SECRET}=1",
    "another driver": f"postgresql+asyncpg://me:{SECRET}@127.0.0.1:1/registry",
    "another database": f"mysql://me:{SECRET}@127.0.0.1:1/registry",
    "no url": SECRET,
}
NEED_IT = [
    ["release"],
    ["register", "dataset", "d@1", "data.jsonl", "--schema", "mood@1.0.0"],
    ["register", "model", "m@1", "--dataset", "d@1"],
    ["register", "batch", "b@1", "--schema", "mood@1.0.0"],
    ["register", "annotator", "--role", "editor"],
    [
        "register",
        "deployment",
        "w@1",
        "--schema",
        "mood@1.0.0",
        "--at",
        "p",
        "--from",
        "2026-01-01",
    ],
    ["register", "alias", "model:m@production", "model:m@1"],
    ["trace", "model:m@1"],
    ["impact", "schema:mood@1.0.0"],
    ["audit", "schema:mood@1.0.0", "--out", "audit"],
    ["registry", "status"],
    ["registry", "status", "--check"],
    ["registry", "checkpoint"],
    ["registry", "prove", "schema:mood@1.0.0"],
    ["registry", "export"],
    ["registry", "import", "ledger.jsonl"],
    ["registry", "upgrade"],
    ["registry", "erase-annotator", "a-000000000000"],
    ["export", "croissant", "dataset:d@1"],
]
# These say something without a database, too.
DO_WITHOUT = [["registry", "verify"], ["doctor"], ["diff", "mood@1.0.0", "mood@draft"]]


def said_by(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run a command and return its code and everything that it wrote."""
    capsys.readouterr()
    code = run(arguments)
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize("url", URLS.values(), ids=URLS)
@pytest.mark.parametrize("place", ["environment", "settings"])
def test_no_verb_shows_it(
    url: str,
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    released_in(tmp_path, monkeypatch)
    assert run(["registry", "export", "--out", "ledger.jsonl"]) == 0
    settings = tmp_path / "schemactl.yaml"
    if place == "environment":
        monkeypatch.setenv(URL_VARIABLE, url)
    else:
        settings.write_text(f"registry: {{url: '{url}'}}\n", encoding="utf-8")
    for arguments in [*NEED_IT, *DO_WITHOUT]:
        for end in ([], ["--format", "json"]):
            if arguments[0] == "export" and end:
                continue
            code, said = said_by([*arguments, *end], capsys)
            assert SECRET not in said, arguments
            assert "Traceback" not in said, arguments
            assert code in (0, 1, 2), arguments
            if arguments in NEED_IT and arguments != ["release"]:
                assert code == 2, (arguments, said)
    assert SECRET not in caplog.text
    for path in tmp_path.rglob("*"):
        if path.is_file() and path != settings:
            assert SECRET.encode() not in path.read_bytes(), path


TYPED = f"https://me:{SECRET}@labels.example.org/project/7"


@pytest.mark.parametrize(
    "arguments",
    [
        ["release", "--reason", f"see {TYPED}"],
        ["register", "batch", "b@1", "--schema", "mood@1.0.0", "--tool", TYPED],
        ["register", "batch", "b@1", "--schema", "mood@1.0.0", "--note", f"of {TYPED}"],
        ["register", "annotator", "--role", TYPED],
        ["register", "annotator", "--role", "editor", "--actor", TYPED],
        ["register", "annotator", "--qualification", f"https://host/?access_token={SECRET}"],
        [
            *("register", "deployment", "w@1", "--schema", "mood@1.0.0"),
            *("--at", TYPED, "--from", "2026-01-01"),
        ],
        ["register", "dataset", TYPED, "data.jsonl", "--schema", "mood@1.0.0"],
        ["register", "dataset", "d@1", TYPED, "--schema", "mood@1.0.0"],
        [
            *("register", "dataset", "d@1", "data.jsonl", "--schema", "mood@1.0.0"),
            *("--known-as", f"dvc:{TYPED}"),
        ],
        ["register", "run", "mlflow", TYPED, "--model", "m@1"],
        ["register", TYPED],
        ["trace", TYPED],
        ["audit", "schema:mood@1.0.0", "--out", "audit", "--at", TYPED],
        ["data", "check", TYPED, "--schema", "mood@1.0.0"],
        [TYPED],
    ],
)
def test_what_somebody_types_is_neither_recorded_nor_repeated(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    released_in(tmp_path, monkeypatch)
    schema = tmp_path / "schemas" / "mood" / "schema.yaml"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace("1.0.0", "2.0.0"), encoding="utf-8", newline="\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json*") if path.is_file()}
    for end in ([], ["--format", "json"]):
        code, said = said_by([*arguments, *end], capsys)
        assert code == 2, said
        assert SECRET not in said
        assert "error" in said
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*.json*") if p.is_file()}


@pytest.mark.parametrize(
    "text",
    [
        f"registry: {{url: 'postgresql://me:{SECRET}@h/db', extra: 1}}",
        f"registry: postgresql://me:{SECRET}@h/db",
        f"registry: {{url: [postgresql://me:{SECRET}@h/db]}}",
        f"registry: {{url: postgresql://me:{SECRET}@h/db",
        f"actor: postgresql://me:{SECRET}@h/db",
        f"postgresql://me:{SECRET}@h/db: 1",
        f"postgresql://me:{SECRET}@h/db: 1\npostgresql://me:{SECRET}@h/db: 1",
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "markdown"])
def test_settings_that_are_wrong_are_shown_without_it(
    text: str,
    form: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    released_in(tmp_path, monkeypatch)
    (tmp_path / "schemactl.yaml").write_text(f"{text}\n", encoding="utf-8")
    for arguments in (["validate", "--format", form], ["registry", "status"], ["fmt", "--check"]):
        code, said = said_by(arguments, capsys)
        assert SECRET not in said, said
        assert code in (0, 1, 2)
