"""DVC: a stage of dvc.lock, or the data that a .dvc file tracks.

https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#dvclock-file and
https://dvc.org/doc/user-guide/project-structure/dvc-files.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemactl.exchange.tracker import Logged, Run, only, unreadable
from schemactl.files.plain_yaml import read_plain_yaml

TITLE = "DVC: dvc.lock, or a file that ends in .dvc"
_HASHES = ("md5", "etag", "checksum")


def read(source: Path, run: str | None) -> Run:
    """Read a stage of dvc.lock; a .dvc file has one stage, which reads what it tracks."""
    try:
        found = read_plain_yaml(source.read_bytes())
    except (OSError, ValueError) as error:
        raise unreadable(source, error) from error
    if not isinstance(found, dict):
        raise unreadable(source, "it holds no keys")
    if "stages" not in found:
        name = only([source.name], run, source)
        return Run(name, name, (), tuple(_logged(source, found.get("outs"))))
    stages = found["stages"]
    if not isinstance(stages, dict):
        raise unreadable(source, "its stages have no names")
    name = only(sorted(map(str, stages)), run, source)
    stage = stages[name]
    if not isinstance(stage, dict):
        raise unreadable(source, f"the stage {name!r} holds no keys")
    inputs, outputs = (tuple(_logged(source, stage.get(key))) for key in ("deps", "outs"))
    return Run(name, name, (), inputs, outputs)


def _logged(source: Path, said: Any) -> Iterator[Logged]:
    if said is None:
        return
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise unreadable(source, "its paths are no list of keys")
    for one in said:
        kind = next((name for name in _HASHES if isinstance(one.get(name), str)), None)
        yield Logged(str(one.get("path")), f"{kind}:{one[kind]}" if kind else None)
