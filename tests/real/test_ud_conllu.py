"""Universal Dependencies as CoNLL-U: both versions of the treebank, read as they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemactl.files.dataset import Layout, Record
from schemactl.files.datasets import conllu
from schemactl.files.datasets.catalog import find_format
from tests.real.repository import facts

pytestmark = pytest.mark.real

VERSIONS = ("r1.4", "r2.0")


def records(folder: Path, version: str) -> list[Record]:
    """Read a version, by the format that is recognised."""
    path = folder / f"en-ud-dev.{version}.conllu"
    assert find_format(path).NAME == "conllu"
    return list(conllu.read(path, Layout()))


def sentences(folder: Path, version: str) -> Iterator[list[Record]]:
    """Yield the words of each sentence."""
    words: list[Record] = []
    for record in records(folder, version):
        if (
            record.uses
            and words
            and record.uses[0].annotation.item != words[0].uses[0].annotation.item
        ):
            yield words
            words = []
        words += [record] if record.uses else []
    yield words


def labels(words: list[Record], task: str) -> list[str | None]:
    """Return the labels of a column."""
    return [
        use.annotation.label for word in words for use in word.uses if use.annotation.task == task
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_sentence_word_and_comment_is_read(published: Path, version: str) -> None:
    folder = published / "ud-ewt"
    told = facts(folder)
    found = list(sentences(folder, version))
    assert len(found) == told["sentences"][version]
    for task in ("upos", "deprel"):
        distinct = {label for words in found for label in labels(words, task)}
        assert len(distinct) == told[f"{task}_labels"][version]
    everything = records(folder, version)
    assert not [problem for record in everything for problem in record.problems]
    comments = [record for record in everything if record.section == "comment"]
    raw = (folder / f"en-ud-dev.{version}.conllu").read_bytes()
    assert len(comments) == raw.count(b"\n#") + raw.startswith(b"#")
    # What is in no record is empty lines.
    assert b"".join(record.raw for record in everything) == raw.replace(b"\n\n", b"\n")


@pytest.mark.parametrize("version", VERSIONS)
def test_each_word_stands_where_it_is_said_to_stand(published: Path, version: str) -> None:
    for record in records(published / "ud-ewt", version):
        for use in record.uses:
            region, content = use.annotation.region, use.content
            assert region is not None
            assert content is not None
            assert (content.text or "")[slice(*region.values())] == record.values["form"]


def test_versions_differ_in_the_labels_that_were_counted(published: Path) -> None:
    folder = published / "ud-ewt"
    told = facts(folder)
    changed = {"upos": 0, "deprel": 0}
    same = compared = 0
    pairs = zip(*(sentences(folder, version) for version in VERSIONS), strict=True)
    for old, new in pairs:
        if [word.values["form"] for word in old] != [word.values["form"] for word in new]:
            continue
        same += 1
        compared += len(old)
        for task in changed:
            both = zip(labels(old, task), labels(new, task), strict=True)
            changed[task] += sum(before != after for before, after in both)
    assert same == told["sentences_with_identical_token_forms"]
    assert compared == told["tokens_compared"]
    assert changed == {task: told[f"{task}_changed_tokens"] for task in changed}
