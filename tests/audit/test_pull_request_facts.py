"""The report as plain data."""

import json
from pathlib import Path

from schemactl.audit.pull_request_facts import facts
from tests.audit.branches import (
    DRAFT,
    MIGRATION,
    MIGRATION_FILE,
    SCHEMA_FILE,
    a_branch,
    edit,
    examined,
)


def test_each_section_has_its_comparison(tmp_path: Path) -> None:
    workspace = a_branch(tmp_path)
    signed = "approvals:\n  - {by: ada, role: expert, at: 2026-11-20, content: DIGEST}\n"
    edit(
        workspace,
        {
            SCHEMA_FILE: DRAFT,
            MIGRATION_FILE: MIGRATION + signed,
            "schemas/fresh/schema.yaml": "schemactl: [\n",
        },
    )
    found = json.loads(json.dumps(facts(examined(workspace))))
    broken, changed = found["changed"]
    assert broken["diff"] is None
    assert broken["problem"]
    assert changed["diff"]["minimum_bump"] == "major"
    assert changed["new"] == [True]
    assert changed["approvals"]["void"][0] == {"by": "ada", "role": "expert", "at": "2026-11-20"}
    assert found["marker"].startswith("<!-- schemactl")
    assert found["open"]["low"] == 0
