"""Frozen: a working copy in the shape of a release, the files it would have, its sources."""

from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from schemactl.errors import AnswerIsBad
from schemactl.files.yaml_tree import Document
from schemactl.model.release import GuidelineRelease, SchemaRelease
from schemactl.releases.folder import SOURCE
from schemactl.workspace import Workspace

NounT = TypeVar("NounT")
ReleaseT = TypeVar("ReleaseT", SchemaRelease, GuidelineRelease)


class Frozen(NamedTuple, Generic[ReleaseT]):
    """What releasing a working copy would store: `content` is in the manifest, `source` is not."""

    release: ReleaseT
    content: dict[str, bytes]
    source: dict[str, bytes]


def whole(document: Document, noun: NounT | None) -> NounT:
    """Return a noun that was read without problems. Raises AnswerIsBad with the first one."""
    for problem in document.problems:
        line, column = problem.region.line, problem.region.column
        where = f"{problem.file}:{line}:{column}" if line else str(problem.file)
        raise AnswerIsBad(f"{where}: {problem.message}", problem.hint or "run `schemactl validate`")
    if noun is None:
        raise AnswerIsBad(f"{document.path} cannot be read", "run `schemactl validate`")
    return noun


def sources(workspace: Workspace, folder: Path, files: list[Path]) -> dict[str, bytes]:
    """Return the working files verbatim, by their path inside a release folder."""
    return {
        f"{SOURCE}/{path.relative_to(folder).as_posix()}": workspace.inside(path).read_bytes()
        for path in files
    }
