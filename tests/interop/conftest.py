"""Tests with other people's software, each library in an environment of its own."""

import os
import sys

import pytest

# `make interop` makes the environments; where it was not run there is nothing to collect.
collect_ignore_glob = [] if os.environ.get("SCHEMACTL_INTEROP") else ["test_*.py"]


@pytest.fixture(autouse=True)
def _is_posix() -> None:
    """The environments are laid out as on POSIX systems."""
    assert sys.platform != "win32"
