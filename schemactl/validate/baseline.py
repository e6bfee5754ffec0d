"""The baseline of a repository that starts with findings: each accepted, none forgotten."""

from collections.abc import Iterable

from schemactl.errors import SchemactlError
from schemactl.files.settings_file import read_settings
from schemactl.files.source import read_bytes
from schemactl.files.tree import write_file
from schemactl.files.yaml_append import append_entries
from schemactl.model.finding import Diagnostic
from schemactl.model.settings import Suppression
from schemactl.validate.catalog import ENGINE_RULES, READING_RULES
from schemactl.validate.suppression import NEVER_ACCEPTED
from schemactl.workspace import Workspace

# What could not be read as it is meant is mended, not accepted; nor is a wrong suppression.
_NOT_ACCEPTED = frozenset({*READING_RULES, *ENGINE_RULES, *NEVER_ACCEPTED})


def baseline(diagnostics: Iterable[Diagnostic], today: str) -> list[Suppression]:
    """Return a suppression for each rule and address with an error that can be accepted.

    Only errors: warnings fail nothing, and accepted ones would no longer be seen. A stricter
    profile makes advice an error, and so part of the baseline.
    """
    found = {
        (diagnostic.rule, _at(diagnostic)): None
        for diagnostic in diagnostics
        if diagnostic.severity == "error"
        and diagnostic.suppressed is None
        and diagnostic.rule not in _NOT_ACCEPTED
    }
    because = f"baseline of {today}"
    return [Suppression(rule=rule, at=at, because=because) for rule, at in found]


def write_baseline(workspace: Workspace, diagnostics: Iterable[Diagnostic], today: str) -> int:
    """Add the baseline to schemactl.yaml, whose text stays; return how many entries were added.

    Raises SchemactlError where the settings cannot be read, and changes nothing then.
    """
    entries = baseline(diagnostics, today)
    if not entries:
        return 0
    read_settings(workspace)
    path = workspace.settings_file
    content = read_bytes(workspace, path) if path.is_file() else b""
    rows = [{"rule": e.rule, "at": e.at, "because": e.because} for e in entries]
    try:
        written = append_entries(content, "suppressions", rows)
    except ValueError as error:
        raise SchemactlError(
            f"{workspace.relative(path)}: {error}", "write `suppressions:` as a list of entries"
        ) from error
    write_file(workspace.inside(path), written)
    return len(entries)


def _at(diagnostic: Diagnostic) -> str:
    """Return the narrowest place: a label's or task's address, else the schema or the file."""
    address, file = diagnostic.address, diagnostic.file or ""
    is_schema = file.startswith("schemas/") and file.endswith("/schema.yaml")
    return address if "/" in address or is_schema or not file else file
