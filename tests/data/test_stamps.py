"""Tests of stamps."""

from datetime import UTC, datetime
from pathlib import Path

from schemactl.data.stamps import Background, Stamps
from schemactl.model.guideline import Ruling
from schemactl.model.release import (
    GuidelineRelease,
    ReleasedGuideline,
    ReleasedSchema,
    SchemaRelease,
)


def test_what_may_be_cited_is_that_of_the_stamped_releases(release: SchemaRelease) -> None:
    old = ReleasedSchema.model_validate(
        {
            **{"schemactl": 1, "name": "tickets", "version": "1.0.0"},
            "constraints": [{"id": "c", "if": {}, "then": {}}],
            "tasks": [
                {
                    **{"id": "t", "type": "classification"},
                    "tie_breaks": [{"id": "T9", "text": "x", "use": "a"}],
                    "labels": [{"id": "a", "examples": [{"id": "a-1", "content": "x"}]}],
                    "decide": [{"id": "Q1", "ask": "x", "yes": "a", "no": "nothing"}],
                }
            ],
        }
    )
    guideline = ReleasedGuideline.model_validate(
        {
            **{"schemactl": 1, "name": "how", "version": "1.0.0", "pages": ["dates.md"]},
            "schema": {"name": "tickets", "versions": ">=1"},
        }
    )
    ruling = Ruling.model_validate({"id": "r-1", "item": "1", "use": "a", "date": "2026-01-01"})
    known = GuidelineRelease(
        "guideline:how@1.0.0", "", None, Path(), guideline, {"dates.md": ""}, (ruling,)
    )
    stamps = Stamps(
        release.schema,
        Background(
            lambda name, version: old if (name, version) == ("tickets", "1.0.0") else None,
            lambda name, version: known if (name, version) == ("how", "1.0.0") else None,
        ),
    )
    own = frozenset({"c", "T9", "a-1", "Q1"})
    assert stamps.citable("tickets@1.0.0", None) == own
    assert stamps.citable("schema:tickets@1.0.0", "how@1.0.0") == own | {
        *("r-1", "dates.md", "dates"),
    }
    assert stamps.citable(None, None) == frozenset()
    for unknown in (("tickets@9.0.0", None), ("no ref", None), (None, "how@2.0.0")):
        assert stamps.citable(*unknown) is None


def test_a_release_is_as_old_as_its_record(release: SchemaRelease) -> None:
    recorded = {"schema:tickets@2.0.0": "2026-01-02T03:04:05Z"}
    stamps = Stamps(release.schema, Background(released=recorded.get))
    expected = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert stamps.since(None) == stamps.since("tickets@2.0.0") == expected
    assert stamps.since("tickets@1.0.0") is None
