"""Secrets: a password in the registry's url is in no output, no log, no file, of no verb."""

import logging
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.registry.opening import URL_VARIABLE
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
        "--to",
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
        settings.write_text(f"schemactl: 1\nregistry: {{url: '{url}'}}\n", encoding="utf-8")
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
