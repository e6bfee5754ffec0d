"""A run of `validate` from the files to the report; importing this imports all rules."""

import gc
from functools import partial
from pathlib import Path

from schemactl.cli.clock import today
from schemactl.cli.output import print_note
from schemactl.cli.recall import Told
from schemactl.cli.reports.catalog import FORMATS
from schemactl.model.settings import ProfileName
from schemactl.validate.baseline import write_baseline
from schemactl.validate.engine import Report, validate
from schemactl.validate.fixing import apply_fixes
from schemactl.workspace import Workspace

# A fix may uncover the next one, as in a text that commas cut into many parts.
_ROUNDS = 20
# Holds the last report until the process has left, so that nobody waits for its trees to go.
_last: list[Report] = []


def validated(
    workspace: Workspace,
    paths: tuple[Path, ...],
    profile: ProfileName | None,
    output_format: str,
    *,
    against: str | None = None,
    fix: bool = False,
    with_baseline: bool = False,
    remembers: bool = False,
) -> Told:
    """Check, mend and check again, accept and check again, as asked for; return the report."""
    # The process ends with the report: collecting garbage would only walk the nouns again.
    gc.disable()
    check = partial(
        validate, workspace, paths, profile, today=today(), against=against, remembers=remembers
    )
    report = check()
    for _ in range(_ROUNDS if fix else 0):
        if not apply_fixes(workspace, report.diagnostics):
            break
        report = check()
    if with_baseline and (added := write_baseline(workspace, report.diagnostics, today())):
        print_note(f"added {added} suppressions to {workspace.settings_file.name}")
        report = check()
    _last[:] = [report]
    text = FORMATS[output_format].render(workspace, report)
    return Told(text, 1 if report.count("error") else 0)
