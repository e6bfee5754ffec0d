"""Quality reports: recorded once, traced from what was measured, and read by label."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemactl.data.survey import survey
from schemactl.errors import SchemactlError
from schemactl.model.address import Ref, parse_ref
from schemactl.model.lineage import QualityReport
from schemactl.registry.content import read_content
from schemactl.registry.lineage import trace, trace_down
from schemactl.registry.opening import reading
from schemactl.registry.quality import (
    QualityRequest,
    quality_by_label,
    quality_reports,
    register_quality,
)
from schemactl.registry.register import DatasetRequest, register_dataset
from schemactl.registry.stamp import Stamp
from schemactl.registry.verify import verify
from schemactl.workspace import Workspace

REVIEWS = Ref("dataset", "reviews", "1")
SCHEMA = "schema:sentiment@1.0.0"


def report(workspace: Workspace, name: str, **said: Any) -> Path:
    path = workspace.root / name
    path.write_text(json.dumps(said))
    return path


@pytest.fixture
def recorded(released: Workspace) -> Workspace:
    """Return a repository with a recorded dataset."""
    request = DatasetRequest(
        REVIEWS,
        (released.root / "reviews.jsonl",),
        parse_ref(SCHEMA),
        parse_ref("guideline:sentiment@1.0.0"),
    )
    register_dataset(released, request, survey, Stamp())
    return released


def test_a_report_leads_to_what_was_measured_and_its_rules(recorded: Workspace) -> None:
    agreed = report(recorded, "a.json", measure="krippendorff", value=0.8)
    confused = report(
        recorded, "c.json", pairs=[{"labels": ["positive", "negative"], "count": 3, "share": 1}]
    )
    request = QualityRequest(Ref("quality-report", "q", "1"), (agreed, confused), (REVIEWS,))
    done = register_quality(recorded, request, Stamp("2026-11-20T12:00:00Z"))
    assert register_quality(recorded, request, Stamp(None, "other")).entry == done.entry
    content = read_content(done.entry)
    assert isinstance(content, QualityReport)
    assert len(content.reports) == 2
    with reading(recorded) as store:
        lineage = trace(recorded, store, request.ref)
        assert (lineage.complete, lineage.nodes[0].kind) == (True, "quality-report")
        assert {(edge.target, edge.relation) for edge in lineage.edges} >= {
            ("dataset:reviews@1", "derived_from"),
            (SCHEMA, "labeled_under"),
            ("guideline:sentiment@1.0.0", "guided_by"),
        }
        down = trace_down(recorded, store, REVIEWS)
        assert [node.ref for node in down.nodes] == ["dataset:reviews@1", "quality-report:q@1"]
    assert not [one for one in verify(recorded) if one.severity == "error"]


def test_labels_have_the_last_of_what_was_measured(recorded: Workspace) -> None:
    pair = {"labels": ["positive", "negative"], "count": 3, "share": 0.5}
    other = {"labels": ["negative", None], "count": 4}
    first = report(
        recorded, "1.json", measure="fleiss", per_label={"positive": 0.5}, pairs=[pair, other]
    )
    second = report(recorded, "2.json", measure="gwet", per_label={"positive": 0.75})
    for version, path in (("1", first), ("2", second)):
        ref = Ref("quality-report", "q", version)
        register_quality(recorded, QualityRequest(ref, (path,), (REVIEWS,)), Stamp("2026"))
    with reading(recorded) as store:
        assert [one.entry.ref for one in quality_reports(store, SCHEMA)] == [
            "quality-report:q@1",
            "quality-report:q@2",
        ]
        assert quality_reports(store, "schema:sentiment@2.0.0") == []
        found = quality_by_label(store, SCHEMA)
    positive, negative = found["sentiment/positive"], found["sentiment/negative"]
    assert (positive.report, positive.measure, positive.agreement) == (
        "quality-report:q@2",
        "gwet",
        "0.75",
    )
    assert positive.confusions == (("sentiment/negative", 3, "0.5"),)
    assert negative.agreement is None
    assert negative.confusions == (("nothing", 4, None), ("sentiment/positive", 3, "0.5"))


def test_data_that_is_not_recorded_needs_a_schema(recorded: Workspace) -> None:
    path = report(recorded, "a.json", measure="percent", value="1")
    request = QualityRequest(Ref("quality-report", "q", "1"), (path,))
    with pytest.raises(SchemactlError, match="are of 0 schemas"):
        register_quality(recorded, request, Stamp())
    done = register_quality(recorded, request._replace(schema=parse_ref(SCHEMA)), Stamp())
    content = read_content(done.entry)
    assert isinstance(content, QualityReport)
    assert (content.labeled_under.ref, content.guided_by) == (SCHEMA, None)


def test_only_what_holds_annotations_is_measured(recorded: Workspace) -> None:
    path = report(recorded, "a.json", measure="percent")
    wrong = QualityRequest(Ref("quality-report", "q", "1"), (path,), (parse_ref(SCHEMA),))
    with pytest.raises(SchemactlError, match="holds no annotations"):
        register_quality(recorded, wrong, Stamp())
