"""Plain YAML: files of other tools, read as data."""

from typing import Any

import yaml

_MOST_BYTES = 20_000_000
_DEEPEST = 100


def read_plain_yaml(content: bytes) -> Any:
    """Return the data of a YAML file. Raises ValueError for what is no YAML, or far too large.

    An anchor is refused: a short file could otherwise stand for more data than there is memory.
    """
    if len(content) > _MOST_BYTES:
        raise ValueError(f"more than {_MOST_BYTES} bytes")
    try:
        _refuse_growth(content)
        return yaml.load(content, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error).partition("\n")[0] or "nested too deeply") from error


def _refuse_growth(content: bytes) -> None:
    """Look at the events one by one: libyaml takes long for what is nested without end."""
    depth = 0
    for event in yaml.parse(content, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("an alias, which schemactl does not follow")  # noqa: TRY004
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("nested too deeply")
