"""The package's own version is one."""

from schemactl.model.version import SEMVER
from schemactl.version import VERSION


def test_the_version_is_semver() -> None:
    assert SEMVER.match(VERSION)
