"""Known blocks: the data of pieces of YAML that were read before, by the digest of their text.

The file begins with a line that says what it is, which code wrote it, and which pieces follow;
then comes the data of each as a line of JSON. It is trusted only whole: by its own digest.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import yaml

from schemactl.model.scalar import Plain
from schemactl.version import VERSION

_FORMAT = "schemactl-blocks-1"
# The code that decides what is read.
_CODE = (
    *("files/known_blocks.py", "files/yaml_blocks.py", "files/yaml_tree.py"),
    *("files/flow_prose.py", "files/yaml_error.py", "model/scalar.py"),
)
# Stands for a scalar that may be a number: no key of a mapping in a kept piece is empty.
_PLAIN = ""


# A line of JSON, after whether a scalar in it may be a number or a boolean.
_Kept = tuple[bool, bytes]


class KnownBlocks:
    """Pieces that were read in the build before, and those of this one."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.data: dict[str, Any] = {}
        self.before: dict[str, _Kept] = {}
        self.now: dict[str, _Kept] = {}

    def digest(self, text: str) -> str:
        """Return what a piece is known by."""
        return sha256(text.encode()).hexdigest()

    def take(self, digest: str) -> Any:
        """Return the data of a piece, or None."""
        if digest not in self.before:
            return None
        kept = self.now[digest] = self.before[digest]
        data = self.data[digest]
        return _typed(data) if kept[0] else data

    def keep(self, digest: str, data: Any) -> None:
        """Note the data of a piece; one with an empty key is left out."""
        if _has_empty_key(data):
            return
        typed: list[Plain] = []

        def written(value: Plain) -> dict[str, str]:
            typed.append(value)
            return {_PLAIN: str(value)}

        line = orjson.dumps(data, default=written, option=orjson.OPT_PASSTHROUGH_SUBCLASS)
        self.now[digest] = (bool(typed), line)


def read_known_blocks(file: Path) -> KnownBlocks:
    """Read what a build left; a file that is missing, broken or of other code knows nothing."""
    known = KnownBlocks()
    try:
        head, _, body = file.read_bytes().partition(b"\n")
        said = orjson.loads(head)
        if said["format"] != _format() or said["digest"] != sha256(body).hexdigest():
            return known
    except (OSError, ValueError, KeyError, TypeError):
        return known
    lines = body.split(b"\n") if body else []
    pieces = orjson.loads(b"".join([b"[", b",".join(lines), b"]"]))
    digests, are_typed = said["pieces"]
    known.before = dict(zip(digests, zip(are_typed, lines, strict=True), strict=True))
    known.data = dict(zip(digests, pieces, strict=True))
    return known


def write_known_blocks(file: Path, known: KnownBlocks) -> None:
    """Keep the pieces of this build for the next one."""
    if known.now.keys() == known.before.keys():
        return
    body = b"\n".join(line for _, line in known.now.values())
    head = {
        "format": _format(),
        "digest": sha256(body).hexdigest(),
        "pieces": [list(known.now), [is_typed for is_typed, _ in known.now.values()]],
    }
    fresh = file.with_suffix(".new")
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_bytes(orjson.dumps(head) + b"\n" + body)
    fresh.replace(file)


@cache
def _format() -> str:
    """Return the format with the digest of the code that reads: another one knows nothing."""
    found = sha256(f"{VERSION} {yaml.__version__}".encode())
    package = Path(__file__).parents[1]
    for name in _CODE:
        found.update((package / name).read_bytes())
    return f"{_FORMAT} {found.hexdigest()}"


def _has_empty_key(data: Any) -> bool:
    if isinstance(data, dict):
        return _PLAIN in data or any(_has_empty_key(inner) for inner in data.values())
    return isinstance(data, list) and any(_has_empty_key(inner) for inner in data)


def _typed(data: Any) -> Any:
    """Return data with the scalars that may be numbers or booleans."""
    if isinstance(data, dict):
        if _PLAIN in data:
            return Plain(data[_PLAIN])
        return {key: _typed(inner) for key, inner in data.items()}
    return [_typed(inner) for inner in data] if isinstance(data, list) else data
