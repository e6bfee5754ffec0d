r"""Versions of schemas and guidelines: SemVer 2.0.0, its order, ranges such as ">=2.0,<3"."""

import re
from typing import NamedTuple

_NUMBER = r"(0|[1-9][0-9]{0,8})"
_IDENTIFIER = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
# A version names a folder, and no file system takes a longer name than 255 bytes.
SEMVER = re.compile(
    rf"(?=.{{5,128}}\Z){_NUMBER}\.{_NUMBER}\.{_NUMBER}"
    rf"(?:-({_IDENTIFIER}(?:\.{_IDENTIFIER})*))?"
    r"(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?\Z"
)
_BOUND = re.compile(rf"\s*(>=|<=|==|!=|>|<|=)?\s*{_NUMBER}(?:\.{_NUMBER})?(?:\.{_NUMBER})?\s*\Z")


class Precedence(NamedTuple):
    """What decides which of two versions is higher (SemVer 2.0.0, section 11)."""

    major: int
    minor: int
    patch: int
    is_final: bool
    identifiers: tuple[tuple[bool, int, str], ...]


def precedence(version: str) -> Precedence:
    """Return the sort key of a version; build metadata does not count."""
    match = SEMVER.match(version)
    if match is None:
        raise ValueError(f"{version!r} is not a SemVer version")
    major, minor, patch, pre, _build = match.groups()
    identifiers = tuple(
        (False, int(part), "") if part.isdigit() else (True, 0, part)
        for part in (pre or "").split(".")
        if part
    )
    return Precedence(int(major), int(minor), int(patch), pre is None, identifiers)


def raised(version: str, step: str) -> str:
    """Return the version that follows by a step: major, minor or patch; none changes nothing.

    What follows a pre-release is the version that it announces.
    """
    major, minor, patch, is_final, _ = precedence(version)
    if step == "none":
        return version
    if not is_final:
        return f"{major}.{minor}.{patch}"
    if step == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if step == "minor" else f"{major}.{minor}.{patch + 1}"


def latest(versions: list[str]) -> str | None:
    """Return the highest version; a pre-release only where there is nothing else."""
    final = [version for version in versions if precedence(version).is_final]
    return max(final or versions, key=precedence, default=None)


class Bound(NamedTuple):
    """One comparison of a version range."""

    operator: str
    version: Precedence

    def admits(self, version: Precedence) -> bool:
        """Tell whether the version stands on the right side of the bound."""
        match self.operator:
            case ">=":
                return version >= self.version
            case "<=":
                return version <= self.version
            case ">":
                return version > self.version
            case "<":
                # `<3` also excludes 3.0.0-rc.1: a pre-release belongs to what it announces.
                return version[:3] < self.version[:3]
            case "!=":
                return version != self.version
            case _:
                return version == self.version


def parse_range(text: str) -> tuple[Bound, ...]:
    """Read comma-separated bounds; missing parts count as 0. Raises ValueError."""
    bounds = []
    for part in text.split(","):
        match = _BOUND.match(part)
        if match is None:
            raise ValueError(f"{part.strip()!r} is not a bound such as >=2.0 (in range {text!r})")
        operator, major, minor, patch = match.groups()
        version = Precedence(int(major), int(minor or 0), int(patch or 0), True, ())
        bounds.append(Bound(operator or "==", version))
    return tuple(bounds)


def admits(text: str, version: str) -> bool:
    """Tell whether the version lies in the range: every bound must admit it."""
    found = precedence(version)
    return all(bound.admits(found) for bound in parse_range(text))
