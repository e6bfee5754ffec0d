"""Installed: which versions of packages are there, told by the names of their folders.

To ask `importlib.metadata` imports all that reads mail, which takes longer than the answer is worth
in a build that makes a page or two. It is asked where the folders do not tell.
"""

import os
import sys
from functools import cache
from importlib import import_module

_END = ".dist-info"


def version_of(name: str) -> str:
    """Return the version of a distribution. Raises ImportError where there is none."""
    told: str = _by_folder().get(_plain(name)) or import_module("importlib.metadata").version(name)
    return told


@cache
def _by_folder() -> dict[str, str]:
    """Return the versions of all distributions, of each in the first place where it is."""
    found: dict[str, str] = {}
    for place in sys.path:
        here: dict[str, list[str]] = {}
        for folder in _folders(place or "."):
            name, _, version = folder.removesuffix(_END).partition("-")
            here.setdefault(_plain(name), []).append(version)
        for name, versions in here.items():
            # Of two in one place nobody knows which holds.
            found.setdefault(name, versions[0] if len(versions) == 1 else "")
    return found


def _folders(place: str) -> list[str]:
    try:
        with os.scandir(place) as found:
            return [one.name for one in found if one.name.endswith(_END)]
    except OSError:
        return []


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
