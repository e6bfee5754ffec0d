"""Facts: what they name must be there, and what stands beside them is no part of them."""

from collections.abc import Callable

import pytest

from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import Fact
from schemactl.registry.facts import (
    next_version,
    pin_all,
    read_rules,
    record_fact,
    refuse_moving,
    stamped,
)
from schemactl.registry.ledger import append
from schemactl.registry.opening import writing
from schemactl.registry.stamp import Stamp
from schemactl.workspace import Workspace

FactBuilder = Callable[..., Fact]
SCHEMA = Ref("schema", "sentiment", "latest")
GUIDELINE = Ref("guideline", "sentiment", "1.0.0")


def test_a_stamp_stands_beside_the_content(released: Workspace, a_fact: FactBuilder) -> None:
    digest = f"sha256:{'5' * 64}"
    stamp = Stamp("2026-11-20T12:00:00Z", "me", "noted", "asked", "2024-05-01", (digest,))
    fact = a_fact()
    with writing(released) as store:
        first = record_fact(released, store, stamped(fact.ref, fact.content, stamp, ("here",)))
        again = record_fact(released, store, stamped(fact.ref, fact.content, Stamp()))
    entry = first.entry
    assert (entry.at, entry.actor, entry.note, entry.reason) == stamp[:4]
    assert (entry.as_of, entry.evidence, entry.locations) == ("2024-05-01", (digest,), ("here",))
    assert again.entry == entry
    assert (first.is_new, again.is_new, again.newer) == (True, False, 1)


@pytest.mark.parametrize("version", ["latest", "draft", "1#all"])
def test_a_version_that_moves_is_not_registered(version: str) -> None:
    with pytest.raises(SchemactlError, match="is no version to register"):
        refuse_moving(Ref("dataset", "d", version))


def test_rules_are_releases_that_fit(released: Workspace) -> None:
    rules = read_rules(released, SCHEMA, GUIDELINE)
    assert rules.labeled_under.ref == "schema:sentiment@1.0.0"
    assert rules.guided_by is not None
    assert read_rules(released, SCHEMA, None).guided_by is None


def test_a_working_copy_is_no_rule(released: Workspace) -> None:
    with pytest.raises(SchemactlError, match="is a working copy, which may still change"):
        read_rules(released, SCHEMA._replace(version="draft"), None)


def test_a_guideline_for_other_versions_is_refused(
    release_next: Callable[[str], Workspace],
) -> None:
    workspace = release_next("2.0.0")
    with pytest.raises(SchemactlError, match=r"covers sentiment >=1\.0,<2, not schema:sent"):
        read_rules(workspace, SCHEMA, GUIDELINE)


def test_pins_are_of_what_is_recorded(workspace: Workspace, a_fact: FactBuilder) -> None:
    with writing(workspace) as store:
        append(store, [a_fact("dataset:a@1", rows="7")])
        refs = [parse_ref("dataset:a@latest"), parse_ref("dataset:a@1")]
        (pin,) = pin_all(workspace, store, refs)
        assert (pin.ref, pin.digest) == ("dataset:a@1", f"sha256:{'7' * 64}")
        with pytest.raises(SchemactlError, match="not in the registry"):
            pin_all(workspace, store, [parse_ref("dataset:b@1")])


def test_versions_are_counted_from_one() -> None:
    assert next_version(None) == "1"
    assert next_version("annotator:a-1@9") == "10"


def test_what_is_asserted_of_no_date_is_refused(a_fact: FactBuilder) -> None:
    fact = a_fact()
    with pytest.raises(SchemactlError, match="as of 'long ago' is no date"):
        stamped(fact.ref, fact.content, Stamp(as_of="long ago"))
