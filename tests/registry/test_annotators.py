"""Annotators: what is known of them grows entry by entry, and their name can be deleted."""

from pathlib import Path

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref
from schemactl.model.lineage import Annotator
from schemactl.registry.annotators import (
    AnnotatorRequest,
    erase_annotator,
    register_annotator,
)
from schemactl.registry.checkpointing import make_checkpoint
from schemactl.registry.content import read_content
from schemactl.registry.facts import Registered
from schemactl.registry.opening import reading, writing
from schemactl.registry.people import name_of
from schemactl.registry.proof import prove, write_proof
from schemactl.registry.stamp import Stamp
from schemactl.registry.standalone.verify import main
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace

NAME = "Ada Lovelace-Øster"
NOW = Stamp("2026-11-20T12:00:00Z", "owner")
GUIDELINE = Ref("guideline", "sentiment", "latest")


def annotator(done: Registered) -> Annotator:
    """Return what was recorded of an annotator."""
    content = read_content(done.entry)
    assert isinstance(content, Annotator)
    return content


def pseudonym(done: Registered) -> str:
    """Return the pseudonym of what was recorded."""
    return done.entry.ref.partition(":")[2].partition("@")[0]


def test_somebody_new_has_a_random_pseudonym(released: Workspace) -> None:
    first = register_annotator(released, AnnotatorRequest(role="nurse"), NOW)
    second = register_annotator(released, AnnotatorRequest(role="nurse"), NOW)
    assert pseudonym(first) != pseudonym(second)
    assert annotator(first) == Annotator(role="nurse")


def test_a_person_is_registered_once_and_named_nowhere_in_the_ledger(released: Workspace) -> None:
    first = register_annotator(released, AnnotatorRequest(person=NAME), NOW)
    again = register_annotator(released, AnnotatorRequest(person=NAME), NOW)
    assert again.entry == first.entry
    assert name_of(released, pseudonym(first)) == NAME
    with reading(released) as store:
        assert all(NAME.encode() not in content for content in store.entries())


def test_what_is_new_becomes_the_next_entry(released: Workspace) -> None:
    first = register_annotator(released, AnnotatorRequest(qualifications=("triage",)), NOW)
    name = pseudonym(first)
    news = AnnotatorRequest(name, role="nurse", acknowledged=(GUIDELINE,))
    second = register_annotator(released, news, NOW)
    assert second.entry.ref == f"annotator:{name}@2"
    found = annotator(second)
    assert (found.role, found.qualifications) == ("nurse", ("triage",))
    (said,) = found.acknowledged
    assert (said.guideline.ref, said.at) == ("guideline:sentiment@1.0.0", NOW.at)
    assert found.succeeds is not None
    assert found.succeeds.ref == first.entry.ref
    later = Stamp("2027-01-01T00:00:00Z")
    assert register_annotator(released, news, later).entry == second.entry


def test_an_acknowledgement_of_the_past_has_the_time_that_is_asserted(released: Workspace) -> None:
    stamp = NOW._replace(as_of="2025-03-01")
    done = register_annotator(released, AnnotatorRequest(acknowledged=(GUIDELINE,)), stamp)
    assert annotator(done).acknowledged[0].at == "2025-03-01"
    with pytest.raises(SchemactlError, match="an acknowledgement has a time"):
        register_annotator(released, AnnotatorRequest(acknowledged=(GUIDELINE,)), Stamp())


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (AnnotatorRequest("a-0123456789ab"), "no annotator a-0123456789ab is registered"),
        (AnnotatorRequest("a-0123456789ab", NAME), "a-0123456789ab has a pseudonym already"),
        (AnnotatorRequest(acknowledged=(Ref("guideline", "x", "1.0.0"),)), "guideline"),
    ],
)
def test_what_cannot_be_is_refused(
    released: Workspace, request_: AnnotatorRequest, said: str
) -> None:
    with pytest.raises(SchemactlError, match=said):
        register_annotator(released, request_, NOW)


def test_after_an_erasure_the_name_is_nowhere_and_every_proof_holds(
    released: Workspace, tmp_path: Path
) -> None:
    done = register_annotator(released, AnnotatorRequest(person=NAME, role="nurse"), NOW)
    name = pseudonym(done)
    with writing(released) as store:
        made = make_checkpoint(released, store)
        proof = prove(released, store, Ref("annotator", name, "1"))
    assert made.checkpoint is not None
    write_proof(proof, tmp_path / "proof")
    erased = erase_annotator(released, name, NOW)
    assert erased.was_known
    assert erased.registered.entry.ref == f"erasure:{name}@1"
    again = erase_annotator(released, name, NOW)
    assert (again.was_known, again.registered.entry) == (False, erased.registered.entry)
    assert list(verify(released)) == []
    assert main([str(tmp_path / "proof" / "proof.json")]) == 0
    for path in released.root.rglob("*"):
        assert path.is_dir() or NAME.encode() not in path.read_bytes(), path


def test_nobody_unknown_is_erased(released: Workspace) -> None:
    with pytest.raises(SchemactlError, match="no annotator a-1 is registered"):
        erase_annotator(released, "a-1", NOW)
