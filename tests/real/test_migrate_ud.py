"""Universal Dependencies 1 to 2: the renames of the official papers, on the labels in use."""

import re
from pathlib import Path

import pytest

from tests.real.hop import Hop, Step, moves, undeclared, write_table
from tests.real.repository import Repository, facts

pytestmark = pytest.mark.real

UPOS, DEPREL = 3, 7
TABLE = re.compile(r"\| ([\w:]+) → ([\w:]+) +\|")
SENTENCE = re.compile(r"`(\w+)`(?: relation)? is renamed `(\w+)`")


@pytest.fixture
def folder(published: Path) -> Path:
    """Return the folder of the treebank and its papers."""
    return published / "ud-ewt"


def in_use(folder: Path, release: str, column: int) -> list[str]:
    """Return the labels in a column of a release of the treebank, sorted."""
    text = (folder / f"en-ud-dev.{release}.conllu").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    return sorted({row[column] for row in rows if len(row) > column and row[0].isdigit()})


def official_renames(folder: Path) -> dict[str, str]:
    """Return what the conversion table and the summary of changes call a rename."""
    table = (folder / "docs" / "v1_to_v2_conversion_table.md").read_text(encoding="utf-8")
    summary = (folder / "docs" / "v2_summary_of_changes.md").read_text(encoding="utf-8")
    return dict(TABLE.findall(table)) | dict(SENTENCE.findall(summary))


def drafted(repository: Repository, folder: Path, name: str, column: int) -> Hop:
    """Return the hop with the labels of version 1 released and those of version 2 drafted."""
    hop = Hop(repository, name)
    for release, take in (("r1.4", hop.release_first), ("r2.0", hop.draft_second)):
        labels = in_use(folder, release, column)
        assert len(labels) == facts(folder)[f"{name}_labels"][release]
        # A plain list would state its order as indexes, and the order is another one in 2.
        rows = [(label,) for label in labels]
        take("csv", write_table(repository.folder / f"{release}.csv", ("id",), rows))
    return hop


def recodes(folder: Path, labels: list[str]) -> list[Step]:
    """Return the official renames of the labels in use as steps."""
    renames = official_renames(folder)
    return [
        {"change": "recode", "from": old, "to": renames[old]} for old in labels if old in renames
    ]


def assert_indexes_last(hop: Hop, renames: dict[str, str], gone: set[str]) -> None:
    """Release, and check that a label keeps its index under each of its ids, and alone."""
    was, now = hop.indexes("0.1.0"), hop.release_second()
    kept = {old: renames.get(old, old) for old in was if old not in gone}
    assert {new: now[new] for new in kept.values()} == {new: was[old] for old, new in kept.items()}
    fresh = sorted(now[label] for label in now if label not in kept.values())
    assert fresh == list(range(len(was), len(was) + len(fresh)))


def test_parts_of_speech(repository: Repository, folder: Path) -> None:
    hop = drafted(repository, folder, "upos", UPOS)
    hop.migrate(recodes(folder, in_use(folder, "r1.4", UPOS)))
    assert hop.findings() == {}
    changes = hop.changes()
    assert undeclared(changes) == []
    assert moves(changes, "label-recoded") == {("CONJ",): ("CCONJ",)}
    assert_indexes_last(hop, {"CONJ": "CCONJ"}, gone=set())


def test_relations(repository: Repository, folder: Path) -> None:
    hop = drafted(repository, folder, "deprel", DEPREL)
    steps = recodes(folder, in_use(folder, "r1.4", DEPREL))
    hop.migrate(steps)
    gone = {"foreign", "name", "neg", "remnant"}
    assert hop.labels_found("label-without-fate") == gone
    renames = {
        "auxpass": "aux:pass",
        "dobj": "obj",
        "mwe": "fixed",
        "nsubjpass": "nsubj:pass",
    }
    changes = hop.changes()
    assert moves(changes, "label-recoded") == {(old,): (new,) for old, new in renames.items()}
    unexplained = {label for c in undeclared(changes) for label in (*c["from"], *c["to"])}
    fresh = {"flat", "flat:foreign", "obl", "obl:npmod", "obl:tmod", "orphan"}
    assert unexplained == gone | fresh

    hop.migrate([*steps, *THE_REST])
    assert hop.findings() == {}
    changes = hop.changes()
    assert undeclared(changes) == []
    kept_in_part = {old for (old,), new in moves(changes, "label-split").items() if old in new}
    assert kept_in_part == {"nmod", "nmod:npmod", "nmod:tmod"}
    assert_indexes_last(hop, renames, gone)


# What the papers describe beyond renames: parts of a relation that became another one.
THE_REST: list[Step] = [
    {"change": "split", "from": "nmod", "to": ["nmod", "obl"]},
    {"change": "split", "from": "nmod:npmod", "to": ["nmod:npmod", "obl:npmod"]},
    {"change": "split", "from": "nmod:tmod", "to": ["nmod:tmod", "obl:tmod"]},
    {"change": "split", "from": "neg", "to": ["advmod", "det"]},
    {"change": "split", "from": "foreign", "to": ["flat:foreign", "flat"]},
    {"change": "merge", "from": ["name"], "to": "flat"},
    {"change": "retire", "from": "remnant", "otherwise": "relabel"},
    {"change": "add", "to": "orphan", "review": ["remnant"]},
]
