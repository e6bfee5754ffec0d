"""What later releases changed about a label that a model learned, and who approved it."""

from typing import Any

from schemactl.handbook.pages.since import Past, approvals, changed_since
from schemactl.handbook.timeline import Timeline, schema_milestones
from schemactl.model.migration import Approval
from schemactl.model.traced import Lineage, Node, TracedLabel
from tests.handbook.editions import DIGEST, STEPS, a_release, an_old_version, rich, text_of

OLD, NEW = "schema:tickets@1.0.0", "schema:tickets@2.0.0"


def a_timeline() -> Timeline:
    """Return two releases, of which somebody approved the second."""
    new = a_release(rich(), STEPS)
    assert new.migration is not None
    who = Approval(by="lead@<b>", role="domain-expert", at="2026-11-09", content=DIGEST)
    migration = new.migration.model_copy(update={"approvals": (who,)})
    releases = [a_release(an_old_version()), new._replace(migration=migration)]
    return schema_milestones(releases, {})


def traced(label_id: str, schema: str = OLD) -> TracedLabel:
    """Return a label as a model learned it."""
    return TracedLabel(label_id, "intent", label_id, "What it meant.", schema, None, (), 1)


def test_later_changes_lead_to_their_place() -> None:
    past = Past("audit/model-m-1", {}, {"tickets": a_timeline()})
    shown = changed_since(traced("billing-dispute"), past)
    assert "2.0.0 boundary moved" in text_of(shown)
    assert 'href="../tickets/changes/2.0.0.html#' in shown
    assert "2.0.0 removed" in text_of(changed_since(traced("praise"), past))
    assert "2.0.0 merged" in text_of(changed_since(traced("credit"), past))


def test_what_did_not_change_or_cannot_be_told_says_no() -> None:
    past = Past("audit/model-m-1", {}, {"tickets": a_timeline()})
    assert changed_since(traced("other"), past) == "no"
    assert changed_since(traced("billing-dispute", NEW), past) == "no"
    assert changed_since(traced("billing-dispute", "schema:gone@1.0.0"), past) == "no"


def test_approvals_of_the_releases_behind_it_are_named() -> None:
    def lineage(*refs: str) -> Lineage:
        nodes: Any = tuple(Node(ref, "schema", None, None, {}) for ref in refs)
        return Lineage("model:m@1", nodes, (), (), ())

    timelines = {"tickets": a_timeline()}
    shown = approvals(lineage(NEW), timelines)
    assert f"{NEW}: lead@<b> (domain-expert), 2026-11-09" in text_of(shown)
    assert "<b>" not in shown
    assert approvals(lineage(OLD), timelines) == ""
