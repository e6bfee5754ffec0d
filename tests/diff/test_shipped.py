"""The shipped content: from each version to the next, everything that changed is declared."""

from itertools import pairwise
from pathlib import Path

import pytest

from schemactl.diff.report import compare_sides
from schemactl.releases.read import versions
from schemactl.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).parents[2])
NAMED = [("schema", name) for name in WORKSPACE.schema_names()]
NAMED += [("guideline", name) for name in WORKSPACE.guideline_names()]


@pytest.mark.parametrize(("kind", "name"), NAMED)
def test_every_change_is_declared(kind: str, name: str) -> None:
    found = [*versions(WORKSPACE, kind, name), "draft", "draft"]
    for old, new in pairwise(f"{kind}:{name}@{version}" for version in found):
        judgements = compare_sides(WORKSPACE, old, new).verdict.judgements
        assert [judgement.missing for judgement in judgements if not judgement.declared] == []
        assert old != new or judgements == ()
