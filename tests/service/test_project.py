"""The Python side: what training scripts call does what the commands do."""

import subprocess
import sys
from pathlib import Path

import pytest

import schemactl
from schemactl.errors import SchemactlError
from schemactl.service.project import Project
from tests.cli.registry_commands import answer, released_in

AT = "2026-11-20T10:00:00Z"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project whose release is in a checkpoint."""
    released_in(tmp_path, monkeypatch)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795168800")
    return schemactl.open(tmp_path)


def test_a_training_script_records_what_it_used(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    who = project.register_annotator(role="nurse", qualifications=["triage"])
    batch = project.register_batch("b@1", schema="mood@1.0.0", annotators=[who.entry.ref])
    data = project.register_dataset(
        "d@1", "data.jsonl", schema="mood@1.0.0", batches=["b@1"], actor="me", note="first"
    )
    model = project.register_model("m@1", datasets=["d@1"], metrics={"f1": 0.5}, reason="nightly")
    assert [one.is_new for one in (who, batch, data, model)] == [True] * 4
    assert (data.entry.actor, model.entry.reason) == ("me", "nightly")
    again = project.register_model("m@1", datasets=["dataset:d@1"], metrics={"f1": "0.50"})
    assert (again.is_new, again.entry) == (False, model.entry)
    found = answer(capsys, "trace", "model:m@1")
    assert {node["kind"] for node in found["nodes"]} == {"model", "dataset", "batch", "schema"}


def test_it_answers_what_the_commands_answer(project: Project) -> None:
    project.register_dataset("d@1", ["data.jsonl"], schema="mood@1.0.0")
    project.register_model("m@1", datasets=["d@1"])
    project.move_alias("model:m@live", "model:m@1")
    project.register_deployment("prod@1", "model:m@live", to="router", since="2026-01-01")
    assert project.trace("model:m@live").ref == "model:m@1"
    down = project.trace("schema:mood@1.0.0", down=True)
    assert "deployment:prod@1" in {node.ref for node in down.nodes}
    assert [node.ref for node in project.impact("dataset:d@1").models] == ["model:m@1"]
    made = project.checkpoint()
    assert made is not None
    assert made.seq == 6
    assert project.checkpoint() is None
    assert project.verify() == ()


def test_a_name_is_erased_and_a_record_traced(project: Project) -> None:
    who = project.register_annotator(person="Ada")
    done = project.erase_annotator(who.entry.ref, reason="asked for")
    assert (done.was_known, done.registered.entry.reason) == (True, "asked for")
    project.register_dataset("d@1", "data.jsonl", schema="mood@1.0.0")
    (found,) = project.trace_record("d@1", "1")
    assert (found.source, found.rules[0].schema) == ("dataset", "schema:mood@1.0.0")


def test_it_refuses_what_the_commands_refuse(project: Project) -> None:
    with pytest.raises(SchemactlError, match="not in the registry"):
        project.register_model("m@1", datasets=["d@9"])
    with pytest.raises(SchemactlError, match="no such file"):
        project.register_dataset("d@1", "absent.jsonl", schema="mood@1.0.0")
    with pytest.raises(SchemactlError, match="no folder"):
        schemactl.open("absent")


def test_what_was_long_ago_has_its_date_and_evidence(project: Project) -> None:
    done = project.register_batch(
        "b@1", schema="mood@1.0.0", as_of="2024-05-01", evidence=["data.jsonl"]
    )
    assert (done.entry.as_of, len(done.entry.evidence)) == ("2024-05-01", 1)
    assert done.entry.at == "2026-11-20T10:00:00Z"


def test_the_package_has_no_other_names_and_loads_nothing() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        schemactl.opne  # noqa: B018
    probe = "import sys, schemactl; sys.exit('schemactl.service' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
