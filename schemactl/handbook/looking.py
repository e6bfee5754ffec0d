"""Looking: what the pages of a build need of a policy, known of those that are as they were."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import orjson

from schemactl.handbook.inspection import Seen, look
from schemactl.handbook.placing import Tree
from schemactl.version import VERSION

_FORMAT = f"schemactl-seen-1 {VERSION}"
# No file has these: what is not known is looked at.
_UNKNOWN = (0, 0, 0, 0)


class _Memory(NamedTuple):
    """Findings, each once; and of each page the state of its file with the number of its own."""

    findings: Sequence[Seen] = ()
    pages: Mapping[str, Sequence[int]] = MappingProxyType({})


def seen_pages(trees: Sequence[Tree], file: Path) -> dict[str, Seen]:
    """Look at every page of a site; of one that was not written since, the finding is known.

    The file is the memory from build to build; one that is broken knows nothing.
    """
    known = _read(file)
    found: dict[str, Seen] = {}
    numbers: dict[Seen, int] = {}
    pages: dict[str, list[int]] = {}
    of_pages = {name: tree for tree in trees for name in tree.files if name.endswith(".html")}
    for name, tree in sorted(of_pages.items(), key=lambda one: one[0]):
        state = tree.files[name]
        stamp = [state.st_size, state.st_mtime_ns, state.st_ino]
        *then, number = known.pages.get(name, _UNKNOWN)
        is_known = then == stamp
        seen = known.findings[number] if is_known else look((tree.folder / name).read_bytes())
        found[name] = seen
        pages[name] = [*stamp, numbers.setdefault(seen, len(numbers))]
    findings = [[one.hashes, one.problems] for one in numbers]
    file.write_bytes(orjson.dumps({"format": _FORMAT, "findings": findings, "pages": pages}))
    return found


def _read(file: Path) -> _Memory:
    try:
        said = orjson.loads(file.read_bytes())
        if said["format"] != _FORMAT:
            return _Memory()
        findings = [Seen(tuple(hashes), tuple(problems)) for hashes, problems in said["findings"]]
        return _Memory(findings, said["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        return _Memory()
