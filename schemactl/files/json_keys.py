"""How many keys a JSON value has with all inside it, and how deep that may be."""

from typing import Any

# Deeper than any data, and far from where code that follows a value down would run out of stack.
DEEPEST = 200


class TooDeep(ValueError):
    """A value is nested deeper than `DEEPEST`."""


def keys_in(value: dict[str, Any] | list[Any]) -> int:
    """Return how many keys a value has with all inside it. Raises TooDeep."""
    count, depth = 0, 0
    level: list[Any] = [value]
    while level:
        depth += 1
        if depth > DEEPEST:
            raise TooDeep(f"nested more than {DEEPEST} levels deep")
        below: list[Any] = []
        for one in level:
            inner = one
            if type(one) is dict:
                count += len(one)
                inner = one.values()
            below += [part for part in inner if type(part) is dict or type(part) is list]
        level = below
    return count
