"""What a check of data may know: the releases of a workspace, and when they were recorded."""

from functools import cache

from schemactl.data.stamps import Background
from schemactl.model.release import GuidelineRelease, ReleasedSchema
from schemactl.registry.opening import recorded
from schemactl.releases.read import read_guideline, read_schema, versions
from schemactl.workspace import Workspace


def background(workspace: Workspace) -> Background:
    """Return what looks up releases where an annotation names them, each once."""

    @cache
    def schema(name: str, version: str) -> ReleasedSchema | None:
        if version not in versions(workspace, "schema", name):
            return None
        return read_schema(workspace, name, version).schema

    @cache
    def guideline(name: str, version: str) -> GuidelineRelease | None:
        if version not in versions(workspace, "guideline", name):
            return None
        return read_guideline(workspace, name, version)

    @cache
    def released(ref: str) -> str | None:
        found = recorded(workspace, ref)
        return None if found is None else found.entry.at

    return Background(schema, guideline, released)
