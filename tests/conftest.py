"""For all tests: what a command does to its process ends with the test."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A build server runs the same cases each time, so that a change is judged by what it changed;
# elsewhere every run looks for new ones. No test asserts a time: machines may be busy.
settings.register_profile("build-server", derandomize=True, deadline=None)
settings.register_profile("anywhere", deadline=None)
settings.load_profile("build-server" if os.environ.get("CI") else "anywhere")


@pytest.fixture(autouse=True)
def _collects_garbage() -> Iterator[None]:
    """Commands switch the collector off, since their process ends with them; this one goes on."""
    yield
    gc.enable()
