"""release-edited: the bytes of a release are not those that were released."""

from collections.abc import Iterator

from schemactl.audit.finding import Found
from schemactl.audit.inspected import Inspected
from schemactl.model.lineage import ReleaseRecord
from schemactl.releases.read import verify_releases

TITLE = "a release was edited, or its folder is gone"


def find(record: Inspected) -> Iterator[Found]:
    """Compare all release folders with their manifests, and with the ledger."""
    broken = set()
    for problem in verify_releases(record.workspace):
        broken.add(problem.file)
        yield Found(str(problem.file), problem.message, problem.hint)
    for ref, content in record.of(ReleaseRecord):
        kind, _, rest = ref.partition(":")
        name, _, version = rest.partition("@")
        folder = record.workspace.release_folder(kind, name, version)
        if not folder.is_dir():
            where = record.workspace.relative(folder)
            yield Found(ref, f"{where} is gone", f"restore it with `git checkout -- {where}`")
        elif kind == "schema":
            release = record.schemas.get(ref)
            if release is not None and release.digest != content.digest:
                yield Found(ref, "it is not the release that was recorded", "see `registry verify`")
