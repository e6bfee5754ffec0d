"""Editions to compile in tests: the rich schema of the docs, with a guideline and a ruling."""

import copy
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from schemactl.handbook.edition import Edition, Written
from schemactl.handbook.links import Atlas, Entry
from schemactl.handbook.timeline import guideline_milestones, schema_milestones
from schemactl.model.guideline import Ruling
from schemactl.model.migration import Migration
from schemactl.model.release import (
    GuidelineRelease,
    ReleasedGuideline,
    ReleasedSchema,
    SchemaRelease,
)

DIGEST = "sha256:" + "ab" * 32

DISPUTE: dict[str, Any] = {
    "id": "billing-dispute",
    "name": "Billing dispute",
    "definition": "The customer says that a charge is wrong.",
    "include": ["Charged twice", {"id": "R2", "text": "Charge after cancellation"}],
    "exclude": [
        {"text": "The customer changed their mind", "use": "refund"},
        {"text": "A picture of a bill", "use": "nothing"},
    ],
    "examples": [
        {
            "id": "bd-001",
            "content": "You took 49 twice, twice I say.",
            "highlight": [{"text": "twice", "nth": 2}],
            "because": "The charge is contested.",
        },
    ],
    "counterexamples": [
        {"id": "bd-002", "content": "Money back please.", "use": "refund", "because": "Not wrong."}
    ],
    "edge_cases": [
        {"id": "bd-003", "content": "Billed later. Refund.", "use": "refund", "because_of": "T1"}
    ],
    "synonyms": ["chargeback"],
    "aliases": ["BILLING_DISPUTE"],
    "hotkey": "1",
    "color": "#b23b3b",
    "mappings": {"exact": ["https://example.org/12"], "close": ["javascript:alert(1)"]},
}
RICH: dict[str, Any] = {
    "schemactl": 1,
    "name": "tickets",
    "version": "2.0.0",
    "title": "Ticket routing",
    "summary": "What the customer wants.",
    "owners": ["labels@example.com"],
    "inputs": {"ticket": {"type": "text"}},
    "tasks": [
        {
            "id": "intent",
            "type": "classification",
            "question": "What does the customer want?",
            "unsure": {"use": "other", "say": "Flag it."},
            "tie_breaks": [
                {
                    "id": "T1",
                    "text": "Contested wins.",
                    "use": "billing-dispute",
                    "over": ["refund"],
                }
            ],
            "confusable": [
                {
                    "labels": ["billing-dispute", "refund"],
                    "ask": "Would the customer pay?",
                    "pick": {"billing-dispute": "Should not exist.", "refund": "Was right."},
                }
            ],
            "decide": [
                {"id": "Q1", "ask": "Is a charge mentioned?", "yes": "Q2", "no": "other"},
                {"id": "Q2", "ask": "Is it wrong?", "yes": "billing-dispute", "no": "refund"},
            ],
            "labels": [
                {
                    "id": "money",
                    "name": "Money",
                    "selectable": False,
                    "definition": "Anything about money.",
                    "labels": [DISPUTE, {"id": "refund", "name": "Refund", "definition": "Back."}],
                },
                {"id": "other", "name": "Other", "definition": "Else."},
            ],
        },
        {
            "id": "urgency",
            "type": "rating",
            "question": "How urgent?",
            "scale": {"min": 1, "max": 3, "anchors": {"1": "Calm.", "3": "Now."}},
        },
    ],
    "constraints": [
        {
            "id": "calm",
            "if": {"intent": "other"},
            "then": {"urgency": {"maximum": 1}},
            "because": "Nobody waits.",
        }
    ],
}
PAGES = {
    "task.md": "# The task\n\nSee [[refund]], [[bd-001]] and [[T1]].\n\n## Read first\n\nText.\n"
}
RULING = {
    "id": "r-1",
    "item": "A strange case.",
    "use": "billing-dispute",
    "because_of": "T1",
    "because": "The charge is wrong.",
    "by": "lead",
    "date": "2026-05-04",
}


def rich(**changes: Any) -> dict[str, Any]:
    """Return a copy of the rich schema with other top-level values."""
    return {**copy.deepcopy(RICH), **changes}


def short(*labels: dict[str, Any] | str, **task: Any) -> dict[str, Any]:
    """Return a schema of one classification with the labels."""
    given = [{"id": one} if isinstance(one, str) else one for one in labels]
    only = {"id": "topic", "type": "classification", "labels": given, **task}
    return {"schemactl": 1, "name": "topics", "version": "1.0.0", "tasks": [only]}


def a_guideline(
    pages: Mapping[str, str], rulings: tuple[dict[str, Any], ...] = (), digest: str = DIGEST
) -> GuidelineRelease:
    """Return a guideline release of the rich schema."""
    guideline = ReleasedGuideline.model_validate(
        {
            "schemactl": 1,
            "name": "tickets",
            "version": "2.1.0",
            "title": "How to label",
            "schema": {"name": "tickets", "versions": ">=1"},
            "escalation": {"to": "Routing lead", "how": "Write a note.", "within": "a day"},
            "pages": list(pages),
        }
    )
    built = tuple(Ruling.model_validate(ruling) for ruling in rulings)
    return GuidelineRelease(
        "guideline:tickets@2.1.0", digest, None, Path("g"), guideline, pages, built
    )


def an_edition(
    data: dict[str, Any] | None = None,
    pages: Mapping[str, str] | None = None,
    digest: str = DIGEST,
    steps: tuple[dict[str, Any], ...] = (),
    **fields: Any,
) -> Edition:
    """Return an edition of the data; with pages it has a guideline and a ruling."""
    schema = ReleasedSchema.model_validate(RICH if data is None else data)
    migration = None
    if steps:
        ends = {"schema": schema.name, "version": "1.0.0"}
        migration = Migration.model_validate(
            {"schemactl": 1, "from": ends, "to": {**ends, "version": "2.0.0"}, "steps": steps}
        )
    ref = f"schema:{schema.name}@{schema.version}"
    release = SchemaRelease(ref, digest, None, Path("s"), schema, migration)
    guideline = None if pages is None else a_guideline(pages, (RULING,), digest)
    values = {"written": Written("schemas/tickets/schema.yaml", ""), "guide_folder": "guide"}
    return Edition(release, guideline, **{**values, **fields})


def an_atlas(data: dict[str, Any] | None = None, **fields: Any) -> Atlas:
    """Return the atlas of an edition."""
    return Atlas(an_edition(data, **fields))


def an_entry(atlas: Atlas, label_id: str = "billing-dispute") -> Entry:
    """Return a label of the atlas."""
    found = atlas.label(None, label_id)
    assert found is not None
    return found


def text_of(markup: str) -> str:
    """Return what a reader sees: without tags and entities, blanks folded."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def a_release(data: dict[str, Any], steps: tuple[dict[str, Any], ...] = ()) -> SchemaRelease:
    """Return a schema release of the data, with the migration to it."""
    found = an_edition(data, steps=steps).schema_release
    migration = found.migration
    if migration is not None:
        source = migration.source.model_copy(update={"schema_name": found.schema.name})
        migration = migration.model_copy(update={"source": source})
    return found._replace(migration=migration)


def two_versions(
    old: dict[str, Any], steps: tuple[dict[str, Any], ...] = (), **fields: Any
) -> Atlas:
    """Return the atlas of the rich schema, whose version before was the old data."""
    releases = [a_release(old), a_release(rich(), steps)]
    timeline = schema_milestones(releases, {"schema:tickets@2.0.0": "2026-11-09"})
    return an_atlas(timeline=timeline, **fields)


def an_old_version() -> dict[str, Any]:
    """Return what the rich schema may have been: a label more, another definition, another case."""
    old = rich(version="1.0.0")
    dispute, refund = old["tasks"][0]["labels"][0]["labels"]
    dispute["definition"] = "The customer says that a bill is wrong."
    dispute["examples"].append({"id": "bd-000", "content": "Gone today."})
    old["tasks"][0]["labels"].append({"id": "praise", "name": "Praise", "definition": "Thanks."})
    old["tasks"][0]["labels"].append({"id": "credit", "name": "Credit", "definition": "Money."})
    refund["name"] = "Money back"
    return old


STEPS: tuple[dict[str, Any], ...] = (
    {
        "change": "redefine",
        "label": "billing-dispute",
        "effect": "narrow",
        "because": "Only charges count.",
    },
    {"change": "retire", "from": "praise", "otherwise": "drop", "because": "Nobody acts."},
    {"change": "merge", "from": ["credit", "refund"], "to": "refund", "because": "One team."},
)


def guideline_versions() -> tuple[Any, ...]:
    """Return the timeline of a guideline that lost a heading."""
    old = a_guideline({"task.md": "# The task\n\n## Old part\n\nText.\n"})
    return guideline_milestones([old, a_guideline(PAGES)], {})
