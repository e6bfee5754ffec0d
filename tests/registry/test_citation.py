"""Citations: read as they were copied, and held against the releases."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref
from schemactl.model.lineage import Fact, ReleaseRecord
from schemactl.registry.citation import confirm, parse_citation
from schemactl.registry.ledger import append
from schemactl.registry.stores.memory import MemoryStore
from schemactl.workspace import Workspace
from tests.builders import GUIDELINE, a_repository, release_guideline, release_schema

SCHEMA = """\
schemactl: 1
name: sentiment
version: 1.0.0
tasks:
  - id: mood
    type: classification
    tie_breaks:
      - {id: T1, text: Positive wins., use: positive, over: [negative]}
    decide:
      - {id: Q1, ask: Is it pleased?, yes: positive, no: negative}
    labels:
      - id: positive
        definition: The writer is pleased.
        include:
          - {id: R2, text: Thanks}
        examples:
          - {id: p-1, content: "Great!"}
      - id: negative
        definition: The writer is displeased.
constraints:
  - {id: calm, if: {mood: negative}, then: {mood: negative}, because: It is so.}
"""
RULING = "{id: r-1, item: Meh., use: negative, because: It is not praise., date: 2026-01-02}\n"
DIGEST = "sha256:" + "ab" * 32


@pytest.fixture
def released(tmp_path: Path) -> tuple[Workspace, str]:
    """Return a repository with a schema and a guideline release, and the schema's digest."""
    files = {
        "schemas/sentiment/schema.yaml": SCHEMA,
        "guidelines/sentiment/guideline.yaml": GUIDELINE,
        "guidelines/sentiment/index.md": "# How\n",
        "guidelines/sentiment/rulings/r-1.yaml": RULING,
    }
    workspace = a_repository(tmp_path, files)
    digest = release_schema(workspace, "sentiment").digest
    release_guideline(workspace, "sentiment")
    return workspace, digest


def cited(digest: str, *parts: str, read: str = "2026-11-20") -> str:
    """Return a citation of the schema."""
    return " ".join(["schema:sentiment@1.0.0", *parts, digest, "read", read])


def test_a_citation_is_read_with_all_its_parts() -> None:
    text = cited(DIGEST, "mood/positive", "#R2", "guideline:sentiment@1.0.0")
    found = parse_citation(f"  {text}\n")
    assert found.schema == Ref("schema", "sentiment", "1.0.0")
    assert (found.label, found.clause, found.read) == ("mood/positive", "R2", "2026-11-20")
    assert found.guideline == Ref("guideline", "sentiment", "1.0.0")
    bare = parse_citation(cited(DIGEST))
    assert (bare.label, bare.clause, bare.guideline) == (None, None, None)
    assert parse_citation(cited(DIGEST, "#T1")).clause == "T1"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hello", "is no citation"),
        (cited("draft"), "is no digest of a release"),
        (cited(DIGEST, read="soon"), "is no citation"),
        (cited(DIGEST, "a", "b"), "is no citation"),
        ("x" * 9999, "is no citation"),
    ],
)
def test_what_is_no_citation_is_refused(text: str, told: str) -> None:
    with pytest.raises(SchemactlError, match=told):
        parse_citation(text)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("mood/positive",), "The writer is pleased."),
        (("mood/positive", "#R2"), "Thanks"),
        (("mood/positive", "#p-1"), "Great!"),
        (("mood/positive", "#_confusable"), "The writer is pleased."),
        (("#T1",), "Positive wins."),
        (("#mood.Q1",), "Is it pleased?"),
        (("#calm",), "It is so."),
        (("#negative",), "The writer is displeased."),
        (("#r-1", "guideline:sentiment@1.0.0"), "Meh. → negative. It is not praise."),
        ((), ""),
    ],
)
def test_what_was_read_is_found_again(
    released: tuple[Workspace, str], parts: tuple[str, ...], words: str
) -> None:
    workspace, digest = released
    found = confirm(workspace, MemoryStore(), parse_citation(cited(digest, *parts)))
    assert (found.text, found.problems) == (words, ())


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (("mood/gone",), "has no label mood/gone"),
        (("#T9",), "there is no clause #T9"),
        (("#r-1",), "there is no clause #r-1"),
    ],
)
def test_what_is_not_there_is_not_confirmed(
    released: tuple[Workspace, str], parts: tuple[str, ...], told: str
) -> None:
    workspace, digest = released
    found = confirm(workspace, MemoryStore(), parse_citation(cited(digest, *parts)))
    assert [told in problem for problem in found.problems] == [True]


def test_another_digest_is_not_confirmed(released: tuple[Workspace, str]) -> None:
    found = confirm(released[0], MemoryStore(), parse_citation(cited(DIGEST)))
    assert "has the digest" in found.problems[0]


def test_nobody_reads_what_is_not_yet_there(released: tuple[Workspace, str]) -> None:
    workspace, digest = released
    store = MemoryStore()
    append(
        store, [_recorded("1.0.0", digest, "2026-05-01"), _recorded("1.1.0", DIGEST, "2026-06-01")]
    )
    early = confirm(workspace, store, parse_citation(cited(digest, read="2026-04-30")))
    assert "was recorded on 2026-05-01, after" in early.problems[0]
    assert confirm(workspace, store, parse_citation(cited(digest))).problems == ()


def test_what_was_newer_on_the_day_is_told(released: tuple[Workspace, str]) -> None:
    workspace, digest = released
    path = workspace.schema_file("sentiment")
    path.write_text(SCHEMA.replace("version: 1.0.0", "version: 1.1.0"))
    newer = release_schema(workspace, "sentiment")
    store = MemoryStore()
    append(store, [_recorded("1.1.0", newer.digest, "2026-06-01")])
    found = confirm(workspace, store, parse_citation(cited(digest)))
    assert (found.problems, found.newer) == ((), ("schema:sentiment@1.1.0 since 2026-06-01",))
    assert confirm(workspace, store, parse_citation(cited(digest, read="2026-05-31"))).newer == ()


def _recorded(version: str, digest: str, day: str) -> Fact:
    ref = Ref("schema", "sentiment", version)
    return Fact(ref, ReleaseRecord(digest=digest), f"{day}T12:00:00Z")
