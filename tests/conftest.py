"""For all tests: what a command does to its process ends with the test."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _collects_garbage() -> Iterator[None]:
    """Commands switch the collector off, since their process ends with them; this one goes on."""
    yield
    gc.enable()
