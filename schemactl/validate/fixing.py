"""Mend files where a finding carries its fix."""

import codecs
from collections import defaultdict
from collections.abc import Iterable

from schemactl.files.tree import write_file
from schemactl.model.finding import Diagnostic, Fix
from schemactl.workspace import Workspace


def apply_fixes(workspace: Workspace, diagnostics: Iterable[Diagnostic]) -> int:
    """Apply the fixes of findings that are not suppressed; return how many were applied."""
    by_file: dict[str, set[Fix]] = defaultdict(set)
    for diagnostic in diagnostics:
        if diagnostic.suppressed is None and diagnostic.file is not None:
            by_file[diagnostic.file].update(diagnostic.fixes)
    applied = 0
    for file, fixes in by_file.items():
        if not fixes:
            continue
        path = workspace.root / file
        content = path.read_bytes()
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        text = content.decode("utf-8-sig")
        done = _non_overlapping(fixes)
        for fix in sorted(done, reverse=True):
            text = text[: fix.start] + fix.text + text[fix.end :]
        write_file(path, mark + text.encode())
        applied += len(done)
    return applied


def _non_overlapping(fixes: Iterable[Fix]) -> list[Fix]:
    """Keep the first of fixes that overlap; the next run sees what is left."""
    kept: list[Fix] = []
    for fix in sorted(fixes):
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept
