"""Undo: it takes what the run wrote, and nothing else."""

import hashlib
from array import array
from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.undo import undo
from schemactl.migrate.undo_file import (
    Section,
    end_of_section,
    frame,
    is_undone,
    section_line,
    sections,
)
from schemactl.migrate.work import Targets
from tests.migrate.runs import a_job, ignore, targets_in

CONTENT = b'{"item": 1, "label": "a"}\n{"item": 2, "label": "q"}\n{"item": 3, "label": "d"}\n'


@pytest.fixture
def targets(tmp_path: Path) -> Targets:
    """Return the files of a run."""
    path = tmp_path / "data.jsonl"
    path.write_bytes(CONTENT)
    found = targets_in(tmp_path)
    apply(a_job(path), Request(found), ignore)
    return found


def test_the_output_becomes_the_input_again(targets: Targets) -> None:
    back = targets.out.with_name("back")
    undone = undo(targets.out, targets.undo, back)
    assert back.read_bytes() == CONTENT
    assert undone.size == len(CONTENT)
    assert is_undone(targets.undo, undone.run)
    undo(targets.out, targets.undo, back, force=True)
    assert back.read_bytes() == CONTENT


@pytest.mark.parametrize("content", [b"", CONTENT, b'{"item": 1, "label": "x"} \n'])
def test_what_the_run_did_not_write_is_refused(targets: Targets, content: bytes) -> None:
    other = targets.out.with_name("other")
    other.write_bytes(content)
    with pytest.raises(SchemactlError, match="neither what the run"):
        undo(other, targets.undo, targets.out.with_name("back"))
    assert not targets.out.with_name("back").exists()


def test_what_exists_stays(targets: Targets) -> None:
    back = targets.out.with_name("back")
    back.write_text("mine")
    with pytest.raises(SchemactlError, match="exists"):
        undo(targets.out, targets.undo, back)
    undo(targets.out, targets.undo, back, force=True)
    assert back.read_bytes() == CONTENT
    for read in (targets.out, targets.undo):
        with pytest.raises(SchemactlError, match="is read as well"):
            undo(targets.out, targets.undo, read, force=True)
    with pytest.raises(SchemactlError, match="no folder"):
        undo(targets.out, targets.undo, back.parent / "no" / "back")
    with pytest.raises(SchemactlError, match="is a folder"):
        undo(back.parent, targets.undo, back.parent / "new")


def test_what_was_answered_from_the_output_leads_back_too(targets: Targets) -> None:
    first = sections(targets.undo)[0].section
    answer = b'{"item": 2, "label": "y"}\n'
    answered = targets.out.with_name("answered")
    out = targets.out.read_bytes()
    answered.write_bytes(out + answer)
    digest = f"sha256:{hashlib.sha256(out + answer).hexdigest()}"
    section = Section(first.run, digest, len(out + answer), first.output, len(out))
    with targets.undo.open("ab") as file:
        edit = frame([array("I", [n]) for n in (len(out), len(answer), 0)], b"", 0)
        file.write(section_line(section) + edit + end_of_section())
    undo(answered, targets.undo, targets.out.with_name("back"))
    assert targets.out.with_name("back").read_bytes() == CONTENT
