"""Mend files where a finding carries its fix."""

import codecs
from collections import defaultdict
from collections.abc import Iterable

from schemactl.files.source import read_bytes
from schemactl.files.tree import write_file
from schemactl.files.yaml_tree import Document
from schemactl.model.finding import Diagnostic, Fix
from schemactl.workspace import Workspace


def apply_fixes(workspace: Workspace, diagnostics: Iterable[Diagnostic]) -> int:
    """Apply the fixes of findings that are not suppressed; return how many were applied.

    Each file is replaced in one step, with its line ends and its byte order mark, and only where
    it reads no worse than before.
    """
    by_file: dict[str, set[Fix]] = defaultdict(set)
    for diagnostic in diagnostics:
        if diagnostic.suppressed is None and diagnostic.file is not None:
            by_file[diagnostic.file].update(diagnostic.fixes)
    applied = 0
    for file, fixes in by_file.items():
        if not fixes:
            continue
        path = workspace.root / file
        content = read_bytes(workspace, path)
        done = _non_overlapping(fixes)
        mended = _mended(content, done)
        if len(Document(file, mended).problems) > len(Document(file, content).problems):
            continue
        write_file(workspace.inside(path), mended)
        applied += len(done)
    return applied


def _mended(content: bytes, fixes: Iterable[Fix]) -> bytes:
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.decode("utf-8-sig")
    for fix in sorted(fixes, reverse=True):
        text = text[: fix.start] + fix.text + text[fix.end :]
    return mark + text.encode()


def _non_overlapping(fixes: Iterable[Fix]) -> list[Fix]:
    """Keep the first of fixes that overlap; the next run sees what is left."""
    kept: list[Fix] = []
    for fix in sorted(fixes):
        if not kept or fix.start >= kept[-1].end:
            kept.append(fix)
    return kept
