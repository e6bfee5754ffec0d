"""Whether a working copy differs in content from a release."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import orjson

from schemactl.model.release import Manifest
from schemactl.releases.folder import MANIFEST


def same_content(folder: Path, content: Mapping[str, bytes]) -> bool:
    """Tell whether a release folder stores the same content; `source/` does not count.

    The schema release that a guideline was checked against moves on without the guideline
    changing, so it does not count either.
    """
    manifest = Manifest.model_validate(orjson.loads((folder / MANIFEST).read_bytes()))
    stored = {file.path: file.sha256 for file in manifest.files}
    if set(stored) != set(content):
        return False
    return all(
        hashlib.sha256(data).hexdigest() == stored[path]
        or (path == "guideline.json" and _unpinned(data) == _unpinned((folder / path).read_bytes()))
        for path, data in content.items()
    )


def _unpinned(content: bytes) -> dict[str, object]:
    found: dict[str, object] = orjson.loads(content)
    return {key: value for key, value in found.items() if key != "built_with"}
