"""Files of spaCy are migrated whole, answered, and undone to the same documents."""

import zlib
from pathlib import Path
from typing import cast

import orjson
import pytest

from schemactl.files.doc_bin import BinDoc, BinSpan, read_doc_bin, write_doc_bin
from schemactl.files.rewriting import WholeRewriting
from schemactl.migrate.apply import Request, apply
from schemactl.migrate.lane import DocumentLane
from schemactl.migrate.plan import plan
from schemactl.migrate.queue_file import read_entries
from schemactl.migrate.reading import with_plain
from schemactl.migrate.source import open_source
from schemactl.migrate.undo import undo
from schemactl.migrate.whole_ranges import whole_ranges
from tests.builders import a_schema, a_task
from tests.files.test_spacy_rewriting import a_doc
from tests.migrate.answering import Asked, asked
from tests.migrate.hops import compiled
from tests.migrate.runs import STEPS, a_job, ignore, targets_in

OLD = a_schema(a_task(*"abcsdqk", type="span"))
NEW = a_schema(a_task("x", "m", "hi", "lo", "y", "z", "k", type="span"))
MIGRATION = compiled(OLD, NEW, *STEPS)


def docs(*labels: str) -> list[BinDoc]:
    """Return documents of one entity per letter."""
    return [
        a_doc(
            words=list(text), spaces=[True] * len(text),
            entities=[BinSpan(at, at + 1, label) for at, label in enumerate(text)],
            user_data={"item": f"i{number}"},
        )
        for number, text in enumerate(labels, 1)
    ]  # fmt: skip


def run(folder: Path, *labels: str) -> Asked:
    """Migrate a file of documents."""
    write_doc_bin(folder / "made", docs(*labels))
    return asked(folder, (folder / "made").read_bytes(), MIGRATION, "data.spacy")


def labels_in(path: Path) -> list[str]:
    """Return the labels of the entities of each document."""
    return ["".join(one.label for one in doc.entities or ()) for doc in read_doc_bin(path)]


def test_documents_are_migrated_answered_and_undone(tmp_path: Path) -> None:
    found = run(tmp_path, "aqk", "dd", "kk", "qb")
    assert labels_in(found.targets.out) == ["xk", "", "kk", "m"]
    assert found.told["annotations"] == {
        **{"in": 9, "unchanged": 3, "mapped": 2, "queued": 2, "dropped": 2}
    }
    assert found.told["records"]["out"] == found.told["records"]["in"] == 4
    assert [entry.item for entry in found.entries] == ["i1", "i4"]
    assert found.entries[0].content["text"] == "a q k "
    found.answer({"item": "i1", "label": "y"})
    assert labels_in(tmp_path / "answered") == ["xyk", "", "kk", "m"]
    undo(tmp_path / "answered", found.targets.undo, tmp_path / "back")
    assert zlib.decompress((tmp_path / "back").read_bytes()) == zlib.decompress(
        (tmp_path / "made").read_bytes()
    )
    assert list(read_doc_bin(tmp_path / "back")) == list(read_doc_bin(tmp_path / "made"))


def test_a_plan_counts_and_nothing_is_written_of_unknown_labels(tmp_path: Path) -> None:
    path = tmp_path / "data.spacy"
    write_doc_bin(path, docs("aqk", "k"))
    job = a_job(path, MIGRATION)
    assert plan(job, ignore)["annotations"]["in"] == 4
    write_doc_bin(path, docs("a?"))
    told = apply(job, Request(targets_in(tmp_path)), ignore)
    assert told["unknown_labels"] == {"?": 1}
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_is_one_range(tmp_path: Path) -> None:
    path = tmp_path / "data.spacy"
    write_doc_bin(path, docs("aqk", "k"))
    with with_plain(a_job(path, MIGRATION)) as job:
        assert job.plain is not None
        source = open_source(job)
        assert isinstance(source.lane, DocumentLane)
        rewriting = cast(WholeRewriting, source.lane.rewriting)
        [one] = whole_ranges(source, rewriting, job.plain)
        assert (one.size, one.records) == (job.plain.stat().st_size, 2)
        assert list(whole_ranges(source, rewriting, job.plain, one.size)) == []


@pytest.mark.parametrize("label", ["y", "z"])
def test_a_file_that_was_repacked_is_the_same(tmp_path: Path, label: str) -> None:
    found = run(tmp_path, "q")
    content = zlib.decompress(found.targets.out.read_bytes())
    found.targets.out.write_bytes(zlib.compress(content, 9))
    found.answer({"ordinal": 1, "position": 0, "label": label})
    assert labels_in(tmp_path / "answered") == [label]
    assert orjson.loads(orjson.dumps(found.told))["format"] == "spacy"
    assert len(list(read_entries(found.targets.queue))) == 1
