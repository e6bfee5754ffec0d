"""Universal Dependencies 1 to 2: the treebank itself migrated, and held to the published one."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.hop import FIRST, SECOND, Step
from tests.real.repository import Repository, facts
from tests.real.test_migrate_ud import DEPREL, THE_REST, UPOS, drafted, in_use, recodes

pytestmark = pytest.mark.real

FORM = 1


@pytest.fixture
def folder(published: Path) -> Path:
    """Return the folder of the treebank and its papers."""
    return published / "ud-ewt"


def sentences(text: str) -> Iterator[list[list[str]]]:
    """Yield the columns of the words of each sentence."""
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        if rows:
            yield rows


def migrated(repository: Repository, folder: Path, name: str, steps: list[Step]) -> str:
    """Release a migration, apply it to the treebank, undo it, and return what was written."""
    hop = drafted(repository, folder, name, {"upos": UPOS, "deprel": DEPREL}[name])
    hop.migrate(steps)
    assert hop.findings() == {}
    hop.release_second()
    file = str(folder / "en-ud-dev.r1.4.conllu")
    out, queue, undo, back = (
        str(repository.folder / end) for end in ("out.conllu", "queue.jsonl", "undo", "back.conllu")
    )
    way = ["--schema", name, "--from", FIRST, "--to", SECOND]
    done = repository.result(
        *("migrate", "apply", file, *way, "--out", out, "--queue", queue, "--undo", undo)
    )
    counts = done["annotations"]
    assert counts["in"] == sum(counts[k] for k in ("unchanged", "mapped", "queued", "dropped"))
    assert done["records"]["out"] == done["records"]["in"]
    repository.run("migrate", "undo", out, "--undo", undo, "--out", back)
    assert Path(back).read_bytes() == (folder / "en-ud-dev.r1.4.conllu").read_bytes()
    return Path(out).read_text(encoding="utf-8")


def agreement(folder: Path, text: str, column: int) -> Counter[tuple[str, str, str]]:
    """Count old, migrated and published label, over the sentences with the same words in both."""
    old = (folder / "en-ud-dev.r1.4.conllu").read_text(encoding="utf-8")
    new = (folder / "en-ud-dev.r2.0.conllu").read_text(encoding="utf-8")
    counted: Counter[tuple[str, str, str]] = Counter()
    compared = 0
    for before, ours, theirs in zip(*map(sentences, (old, text, new)), strict=True):
        if [row[FORM] for row in before] == [row[FORM] for row in theirs]:
            compared += 1
            counted.update(
                (a[column], b[column], c[column])
                for a, b, c in zip(before, ours, theirs, strict=True)
            )
    assert compared == 1991
    return counted


def test_parts_of_speech_become_those_of_the_second_version(
    repository: Repository, folder: Path
) -> None:
    copula: Step = {
        "change": "split",
        "from": "VERB",
        "to": [
            {"label": "AUX", "criterion": "It is a copula.", "when": {"deprel": {"const": "cop"}}},
            {"label": "VERB", "criterion": "It is no copula."},
        ],
        "otherwise": {"use": "VERB"},
        "because": "Copulas are auxiliaries in the second version.",
    }
    steps = [*recodes(folder, in_use(folder, "r1.4", UPOS)), copula]
    counted = agreement(folder, migrated(repository, folder, "upos", steps), UPOS)
    conjunctions = {key: n for key, n in counted.items() if key[0] == "CONJ"}
    assert conjunctions == {("CONJ", "CCONJ", "CCONJ"): 772}
    verbs = {key[1:]: n for key, n in counted.items() if key[0] == "VERB"}
    right = sum(n for (ours, theirs), n in verbs.items() if ours == theirs)
    assert (right, sum(verbs.values())) == (3324, 3326)
    others = {key for key in counted if key[0] not in ("CONJ", "VERB")}
    assert all(old == ours for old, ours, _ in others)


def test_relations_are_renamed_and_what_is_no_rename_is_queued(
    repository: Repository, folder: Path
) -> None:
    steps = [*recodes(folder, in_use(folder, "r1.4", DEPREL)), *THE_REST]
    counted = agreement(folder, migrated(repository, folder, "deprel", steps), DEPREL)
    for old, new, right, of in (
        ("auxpass", "aux:pass", 161, 161),
        ("nsubjpass", "nsubj:pass", 153, 153),
        ("mwe", "fixed", 58, 58),
        ("dobj", "obj", 1185, 1199),
    ):
        ours = {key: n for key, n in counted.items() if key[0] == old}
        assert {key[1] for key in ours} == {new}
        assert (counted[old, new, new], sum(ours.values())) == (right, of)
    assert counted["dobj", "obj", "flat"] == 14
    for old in ("nmod", "neg"):
        assert {ours for was, ours, _ in counted if was == old} == {"_"}
    known = facts(folder)
    assert known["sentences_with_identical_token_forms"] == 1991
